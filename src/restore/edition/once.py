"""The edition in which each shared passage stands once, with a reference wherever it was left out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from ..alignment import Alignment
from ..document import LOST, Span
from ..errors import RestoreError
from ..witnesses import WITNESSES
from .compare import Difference, differences
from .copies import FairCopy
from .sharing import OverlapRow
from .tally import gap_edits

Dedupe = Literal["keep", "mark", "drop"]

MODES: tuple[str, ...] = get_args(Dedupe)

_SHORTEST = 120
"""Characters: a reference with first words and place takes about 100, so leaving out less saves nobody anything."""


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """`span` of the text is left out because document `place` prints the same at `printed`, but for so many
    `differing` readings."""

    span: Span
    place: str
    printed: Span
    differing: int = 0

    def as_json(self, copies: Mapping[str, FairCopy], here: str) -> dict[str, Any]:
        lines, there = _lines(copies[here], self.span), _lines(copies[self.place], self.printed)
        return {
            "start": self.span.start, "end": self.span.end, "lines": list(lines), "stands_in": self.place,
            "at": [self.printed.start, self.printed.end], "at_lines": list(there),
            "differing": self.differing,
        }


def left_out(rows: Iterable[OverlapRow], copies: Mapping[str, FairCopy]) -> dict[str, list[LeftOut]]:
    """For each document the passages it need not print.

    Of a passage that two have as copies or editions, the sounder is printed: the one with fewer lost characters,
    then the one that needed fewer changes, then the first by id. Only a passage without gaps stands for another,
    and only one that is itself printed, so nothing is left out for the sake of something left out. Left alone:
    translations, revisions and stock phrases; paragraphs that say what the other does not (`_same`); and what is
    shorter than a reference to it.
    """
    out: dict[str, list[LeftOut]] = {name: [] for name in copies}
    needed: dict[str, list[Span]] = {name: [] for name in copies}
    shared = [row for row in rows if row.relation in WITNESSES]
    for row in sorted(shared, key=lambda row: (row.a_span.start - row.a_span.end, row.a, row.b, row.a_span)):
        a, b = row.a_text or row.a_span, row.b_text or row.b_span
        if row.a == row.b and _meet(a, [b]):
            continue
        sides = sorted([(copies[row.a], a), (copies[row.b], b)], key=lambda x: (*_damage(*x), x[0].id, x[1]))
        (printed, whole), (other, passage) = sides
        for here, there, differing in _same(other.text, passage, printed.text, whole):
            gone = [item.span for item in out[printed.id]]
            taken = [*needed[other.id], *(item.span for item in out[other.id])]
            if _damage(printed, there)[0] or _meet(there, gone) or _meet(here, taken):
                continue
            out[other.id].append(LeftOut(here, printed.id, there, differing))
            needed[printed.id].append(there)
    return {name: sorted(items) for name, items in out.items()}


def _same(text: str, span: Span, other: str, there: Span) -> Iterator[tuple[Span, Span, int]]:
    """The runs of paragraphs in `span` of a text that `there` of the other text says too, each with its place there
    and in how many places it reads otherwise.

    A paragraph says something of its own when it has a number the other has not, five words in a row more, or
    more than a quarter of its words otherwise. Runs too short to be worth a reference are passed over.
    """
    passage = text[slice(*span)]
    found = list(differences(passage, other[slice(*there)]))
    moved = Alignment((d.a_span.start, d.a_span.end, len(d.after)) for d in found)
    run: list[Span] = []
    for block in [*_paragraphs(passage), None]:
        if block is not None and not _own(passage, block, _met(found, block.start, block.end)):
            run.append(block)
            continue
        if run and run[-1].end - run[0].start >= _SHORTEST:
            start, end = moved.to_text(run[0].start, run[-1].end)
            yield (
                Span(span.start + run[0].start, span.start + run[-1].end),
                Span(there.start + start, there.start + end),
                sum(_reads_otherwise(d, run[0].start, run[-1].end) for d in _met(found, run[0].start, run[-1].end)),
            )
        run = []


def _met(found: Sequence[Difference], start: int, end: int) -> Sequence[Difference]:
    """Those of the differences, which are in order, that touch a stretch."""
    first = bisect_left(found, start, key=lambda d: d.a_span.end)
    return found[first : bisect_right(found, end, key=lambda d: d.a_span.start)]


def _reads_otherwise(difference: Difference, start: int, end: int) -> bool:
    """Whether a difference lies in a stretch and is more than blanks and line ends."""
    inside = start <= difference.a_span.start and difference.a_span.end <= end
    return inside and "".join(difference.before.split()) != "".join(difference.after.split())


def _paragraphs(text: str) -> Iterator[Span]:
    """The stretches between blank lines."""
    for block in re.finditer(r"\S(?:.*\S)?(?:[ \t\r]*\n[ \t]*\S(?:.*\S)?)*", text):
        yield Span(*block.span())


def _own(text: str, block: Span, found: Iterable[Difference]) -> bool:
    """Whether a paragraph says what the other text does not."""
    different = 0
    for d in found:
        if d.a_span.end <= block.start or d.a_span.start >= block.end:
            continue
        before, after = d.before.split(), d.after.split()
        different += len(before)
        if set(re.findall(r"\d+", d.before)) - set(re.findall(r"\d+", d.after)) or len(before) > len(after) + 4:
            return True
    return different > len(text[slice(*block)].split()) / 4


def text(copy: FairCopy, gone: Sequence[LeftOut], copies: Mapping[str, FairCopy], mode: str) -> str:
    """The text of a document without what is left out.

    `mark` puts a reference there, `drop` nothing, `keep` leaves the text as it is. Raises `RestoreError` for
    another mode.
    """
    if mode not in MODES:
        raise RestoreError(f"there is no way to treat shared passages called {mode!r}; say one of: {', '.join(MODES)}")
    if mode == "keep":
        return copy.text
    parts: list[str] = []
    done = 0
    for item in gone:
        parts.append(copy.text[done : item.span.start])
        if mode == "mark":
            parts.append(_reference(copies[item.place], item))
        done = item.span.end
    parts.append(copy.text[done:])
    return "".join(parts)


def _reference(copy: FairCopy, item: LeftOut) -> str:
    """What is printed instead: where to look, the first words there, in how many places this text differs."""
    span = item.printed
    words = re.findall(r"\S+", copy.text[span.start : min(span.end, span.start + 120)])[:5]
    first, last = _lines(copy, span)
    lines = f"line {first}" if first == last else f"lines {first}-{last}"
    differing = f"; {item.differing} {'reading differs' if item.differing == 1 else 'readings differ'}"
    return f"[see {copy.id}, {lines}: “{' '.join(words)} …”{differing if item.differing else ''}]"


def _lines(copy: FairCopy, span: Span) -> tuple[int, int]:
    return copy.to_line(span.start), copy.to_line(max(span.start, span.end - 1))


def _damage(copy: FairCopy, span: Span) -> tuple[int, int]:
    """Characters lost in a stretch of a text, and how much of it differs from the source."""
    first = bisect_left(copy.applied, span.start, key=lambda record: record.text.end)
    last = bisect_left(copy.applied, span.end, key=lambda record: record.text.start)
    met = copy.applied[first:last]
    lost = sum(gap.count(LOST) for record in met for gap in gap_edits(record))
    return lost, sum(len(record.before) + len(record.after) for record in met)


def _meet(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)
