"""An entry of the apparatus in words, for a person at a terminal or in a pull request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_SHOWN = 160
"""Characters of a reading or quotation shown before it is cut: two lines of a terminal."""


_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x0A: "⏎", 0x0D: "␍", 0x09: "␉"}

_INVISIBLE = re.compile("[\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
"""What a page would obey or hide: C1 controls, soft hyphens, marks that join, part or turn text round."""


def visible(text: str, *, line_ends: bool = True) -> str:
    """A text in which everything can be seen; on one line, unless the line ends are to stay.

    >>> visible("a\\tb\\r\\n\\u202e")
    'a␉b␍⏎<U+202E>'
    """
    shown = _INVISIBLE.sub(lambda match: f"<U+{ord(match.group()):04X}>", text.translate(_PICTURES))
    return shown if line_ends else shown.replace("⏎", "\n")


def told(row: Mapping[str, Any]) -> str:
    """A row of the apparatus as a few lines: where, what, by which rule, how sure, on what evidence.

    >>> print(told({"id": "0f", "rule": "hyphens/line-end", "cert": "high", "before": "-\\n", "after": "",
    ...     "source": {"start": 3, "end": 5, "lines": [1, 2]}, "text": {"start": 3, "end": 3, "lines": [1, 1]},
    ...     "context": ["the com", "rade"], "evidence": {"kind": "internal", "note": "comrade stands 9 times"}}))
    line 1 (source 1-2): the com⟦-⏎ → ⟧rade
      hyphens/line-end, high, internal: comrade stands 9 times
      id 0f
    """
    left, right = (visible(part) for part in row["context"])
    here, there = _lines(row["text"]["lines"]), _lines(row["source"]["lines"])
    place = f"line {here}" if here == there else f"line {here} (source {there})"
    before, after = cut(visible(row["before"])), cut(visible(row["after"]))
    change = before if before == after else f"{before} → {after}"
    lines = [f"{place}: {left}⟦{change}⟧{right}"]
    steps = row.get("steps") or [row]
    for step in steps:
        made = "" if len(steps) == 1 else f"{cut(visible(step['before']))} → {cut(visible(step['after']))}: "
        grounds = f"{step['rule']}, {step['cert']}, {step['evidence']['kind']}"
        lines.append(f"  {grounds}: {made}{visible(step['evidence']['note'])}")
        for quote in step["evidence"].get("quotes", ()):
            where = f"{quote['path'] or quote['id']}, line {quote['line']}"
            lines.append(f"    “{cut(visible(quote['text']))}” ({where})")
    if row.get("reason"):
        lines.append(f"  left: {row['reason']}")
    lines.append(f"  id {row['id']}")
    return "\n".join(lines)


def cut(text: str, longest: int = _SHOWN) -> str:
    """A text in at most `longest` characters, the middle left out.

    >>> cut("abcdefghij", 5)
    'ab…ij'
    """
    if len(text) <= longest:
        return text
    half = (longest - 1) // 2
    return f"{text[:half]}…{text[-half:]}"


def _lines(pair: list[int]) -> str:
    first, last = pair
    return str(first) if first == last else f"{first}-{last}"
