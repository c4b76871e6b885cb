"""Text of the documents as it is put before a person: everything visible, nothing in effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..edits import Quote
from .copies import FairCopy
from .record import Record
from .visible import cut, visible


class Passage(NamedTuple):
    """A reading in its surroundings, as it stands in the written text; `line` counts from 1."""

    left: str
    reading: str
    right: str
    line: int


def in_place(copy: FairCopy, record: Record, step_number: int | None = None, around: int = 32) -> Passage:
    """Where a record, or one step of it, stands in the written text, with `around` characters on each side."""
    if step_number is None and record.is_applied:
        start, end = record.text.start, record.text.end
    else:
        start, end = copy.where(record.steps[step_number or 0], applied=record.is_applied)
    text = copy.text
    line = copy.to_line(start)
    return Passage(
        visible(text[max(0, start - around) : start]), visible(cut(text[start:end], 600)),
        visible(text[end : end + around]), line,
    )


def gaps(copies: Iterable[FairCopy]) -> Iterator[tuple[FairCopy, Record, int]]:
    """What is still lost: each gap by its document, its record and the number of the step that shows it."""
    for copy in copies:
        for record in copy.records:
            for number, step in enumerate(record.steps):
                if step.edit.rule == "gap/lost":
                    yield copy, record, number


class Quoted(NamedTuple):
    """A quotation with a little of what stands around it in the source it is from."""

    left: str
    text: str
    right: str
    id: str
    line: int


def quoted(quote: Quote, source: str, around: int = 24) -> Quoted:
    """A quotation in its surroundings; a long one needs none."""
    around = around if len(quote.text) < 2 * around else 0
    return Quoted(
        visible(source[max(0, quote.start - around) : quote.start]), visible(cut(quote.text, 300)),
        visible(source[quote.end : quote.end + around]), quote.id, quote.line,
    )
