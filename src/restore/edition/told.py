"""An entry of the apparatus in words, for a person at a terminal or in a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .grounds import grounds
from .record import CONTEXT, Record
from .reopened import Leaf
from .shown import in_place, pointed
from .visible import cut, visible

_LONG = 90
"""Characters of a difference that still fit one line with what stands around it."""


def told(row: Mapping[str, Any], leaf: Leaf) -> str:
    """A row of the apparatus of a document as a few lines:

        line 1 (source 1-2): the com⟦-⏎ → ⟧rade
          comrade stands 9 times [hyphens/line-end, high, internal]
          id 0f2b…

    where, what, on what evidence, by which rule, how sure. What stands around is shown as the written text has it:
    in the source the neighbours may have been garbage too.
    """
    record = Record.from_json(row)
    lines = [*(_difference(record, leaf.text) if record.is_applied else _proposal(record, leaf))]
    for ground in grounds(record.steps):
        times = f"{ground.times} × " if ground.times > 1 else ""
        change = f"{times}{ground.change}: " if ground.changes else ""
        lines.append(f"  {change}{ground.why} [{ground.rule}, {ground.cert}, {ground.kind}]")
        lines += [f"    “{cut(visible(q.text))}” ({visible(q.id)}, source line {q.line:,})" for q in ground.quotes]
    if record.reason and record.reason != "a remark":
        lines.append(f"  left: {record.reason}")
    lines.append(f"  id {record.id}")
    return "\n".join(lines)


def moves_only_blanks(row: Mapping[str, Any]) -> bool:
    """Whether a row of the apparatus is a difference in line ends and blanks alone."""
    record = Record.from_json(row)
    return record.is_applied and record.is_layout


def _difference(record: Record, text: str) -> Iterator[str]:
    """Where it is and what it is: in one line, or when it is long in three."""
    here, there = _lines(*record.text[2:]), _lines(*record.source[2:])
    place = f"line {here}" if here == there else f"line {here} (source {there})"
    start, end = record.text[:2]
    left, right = visible(text[max(0, start - CONTEXT) : start]), visible(text[end : end + CONTEXT])
    before, after = visible(record.before), visible(record.after)
    if len(before) + len(after) <= _LONG:
        yield f"{place}: {left}⟦{before} → {after}⟧{right}"
    else:
        yield f"{place}: {left}⟦{cut(visible(text[start:end]))}⟧{right}"
        yield f"  the source has: {cut(before, 2 * _LONG)}"


def _proposal(record: Record, leaf: Leaf) -> Iterator[str]:
    """What was seen and left, where it stands in the written text."""
    here, there = in_place(leaf.copy, record), _lines(*record.source[2:])
    place = f"line {here.line}" if str(here.line) == there else f"line {here.line} (source {there})"
    yield f"{place}: {here.left}⟦{cut(here.reading)}⟧{here.right}"
    if record.before != record.after:
        yield f"  it would read: {cut(visible(pointed(record.after)), 2 * _LONG)}"


def _lines(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
