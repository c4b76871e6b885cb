"""Text of the documents as it is put before a person: everything visible, nothing in effect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..document import LOST
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
    text = copy.text
    if step_number is None and record.is_applied:
        start, end = record.text.start, record.text.end
    else:
        step = record.steps[step_number or 0]
        start, end = copy.where(step, applied=record.is_applied)
        after = step.edit.after
        if record.is_applied and after and text.count(after, start, end) == 1:  # a later step reads more in its place
            start = text.index(after, start, end)
            end = start + len(after)
    return Passage(
        visible(_whole_words(text[max(0, start - around) : start], start > around, first=True)),
        visible(cut(text[start:end], 600)),
        visible(_whole_words(text[end : end + around], end + around < len(text), first=False)), copy.to_line(start),
    )


def _whole_words(context: str, is_cut: bool, *, first: bool) -> str:
    """What stands beside a reading without the word that the cut went through, where another is left."""
    if not is_cut:
        return context
    head, blank, tail = context.partition(" ") if first else context.rpartition(" ")
    kept = tail if first else head
    return kept if blank and kept.strip() else context


def gaps(copies: Iterable[FairCopy]) -> Iterator[tuple[FairCopy, Record, int]]:
    """What is still lost: each gap by its document, its record and the number of the step that shows it."""
    for copy in copies:
        for record in copy.records:
            for number, step in enumerate(record.steps):
                if step.edit.rule == "gap/lost":
                    yield copy, record, number


def pointed(reading: str) -> str:
    """A reading that was proposed as the text would print it: what would still be lost as points in brackets.

    >>> pointed(" \ufffd\ufffd years")
    ' [..] years'
    """
    return re.sub(f"{LOST}+", lambda lost: f"[{'.' * len(lost.group())}]", reading)


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
    left, right = source[max(0, quote.start - around) : quote.start], source[quote.end : quote.end + around]
    return Quoted(
        visible(_whole_words(left, quote.start > around, first=True)), visible(cut(quote.text, 300)),
        visible(_whole_words(right, quote.end + around < len(source), first=False)), quote.id, quote.line,
    )
