"""Text made safe to look at: everything in it can be seen, and nothing is obeyed."""

from __future__ import annotations

import re

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


_COMMAND = re.compile(r"^([^\S\n]*):(?=:)|#(?=#\[)", re.M)


def inert(text: str) -> str:
    """A text whose lines no runner of workflows takes for commands to itself: they are read out of every log.

    >>> inert("::error::no such thing")
    '\\\\::error::no such thing'
    """
    return _COMMAND.sub(lambda match: f"{match[1]}\\:" if match[1] is not None else "#\\", text)


def cut(text: str, longest: int = _SHOWN) -> str:
    """A text in at most `longest` characters, the middle left out.

    >>> cut("abcdefghij", 5)
    'ab…ij'
    """
    if len(text) <= longest:
        return text
    half = (longest - 1) // 2
    return f"{text[:half]}…{text[-half:]}"
