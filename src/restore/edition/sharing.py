"""The passages documents share, as rows: who, where, how like, and how they begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property

from ..document import Document, Span
from ..language.words import LineIndex
from ..pipeline import Corpus
from ..restoration import Restoration
from ..witnesses import WITNESSES, Overlap, align
from . import jsons

_FIRST_WORDS = 10
"""Words by which a passage is known in a table."""


@dataclass(frozen=True, slots=True)
class OverlapRow:
    """One shared passage. Spans are code points of the sources; `a_text` and `b_text`, of the written texts."""

    a: str
    b: str
    relation: str
    identity: float
    a_span: Span
    a_lines: tuple[int, int]
    b_span: Span
    b_lines: tuple[int, int]
    begins: str
    b_begins: str
    a_text: Span | None = None
    b_text: Span | None = None

    @property
    def size(self) -> int:
        """Characters of the passage, as `a` has it."""
        return self.a_span.end - self.a_span.start


def overlap_rows(corpus: Corpus) -> list[OverlapRow]:
    """The passages shared in a corpus, as its texts were received; nothing is written.

    The first words are those of the drafts: what was font garbage can be read.
    """
    drafts = {draft.id: _Side(draft) for draft in corpus.drafts}
    found = [_row(overlap, drafts[overlap.a], drafts[overlap.b]) for overlap in corpus.overlaps]
    return sorted(found, key=lambda row: (row.a, row.a_span, row.b, row.b_span))


def written_rows(overlaps: Iterable[Overlap], restorations: Iterable[Restoration]) -> list[OverlapRow]:
    """The rows of overlaps whose spans are those of the sources, with their places in the restored texts."""
    texts = {restoration.id: _Side(restoration) for restoration in restorations}
    rows: list[OverlapRow] = []
    for overlap in overlaps:
        a, b = texts[overlap.a], texts[overlap.b]
        a_text, b_text = a.restoration.locate(*overlap.a_span), b.restoration.locate(*overlap.b_span)
        row = _row(replace(overlap, a_span=a_text, b_span=b_text), a, b)
        rows.append(replace(row, a_span=overlap.a_span, b_span=overlap.b_span, a_text=a_text, b_text=b_text))
    return rows


def as_jsonl(rows: Sequence[OverlapRow]) -> bytes:
    """Rows as JSON lines."""
    return jsons.encoded("".join(jsons.line(asdict(row)) + "\n" for row in rows))


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A place where two copies or editions of a passage differ: a word read otherwise (variant), left out by one
    (omission), or lost in one (lacuna). `None` is where a document has nothing; lines are those of the sources."""

    kind: str
    a: str
    a_line: int
    a_reading: str | None
    b: str
    b_line: int
    b_reading: str | None


def reading_rows(corpus: Corpus) -> Iterator[ReadingRow]:
    """Where the copies and editions in a corpus differ, word for word, in order of the passages."""
    drafts = {draft.id: _Side(draft) for draft in corpus.drafts}
    for overlap in corpus.overlaps:
        if overlap.relation not in WITNESSES:
            continue
        a, b = drafts[overlap.a], drafts[overlap.b]
        at = [overlap.a_span.start, overlap.b_span.start]
        for pair in align(a.draft, b.draft, overlap):
            at = [token.start if token else before for token, before in zip((pair.a, pair.b), at, strict=True)]
            if pair.kind != "same":
                lines = [side.lines(side.restoration.trace(x, x + 1))[0] for side, x in zip((a, b), at, strict=True)]
                here, there = (token.form if token else None for token in (pair.a, pair.b))
                yield ReadingRow(pair.kind, overlap.a, lines[0], here, overlap.b, lines[1], there)


class _Side:
    """A restoration, and the lines of its source."""

    def __init__(self, restoration: Restoration) -> None:
        self.restoration = restoration
        self._to_line = LineIndex(restoration.source)

    @cached_property
    def draft(self) -> Document:
        """The text as it stands."""
        return self.restoration.document.reading(self.restoration.text)

    def lines(self, span: Span) -> tuple[int, int]:
        return self._to_line(span.start), self._to_line(max(span.start, span.end - 1))

    def begins(self, span: Span) -> str:
        """The first words of a passage of the text, at most, on one line."""
        start = self.restoration.text[span.start : min(span.end, span.start + 200)]
        return " ".join(re.findall(r"\S+", start)[:_FIRST_WORDS])


def _row(overlap: Overlap, a: _Side, b: _Side) -> OverlapRow:
    """The row of an overlap whose spans are those of the restored texts as they stand."""
    a_span, b_span = a.restoration.trace(*overlap.a_span), b.restoration.trace(*overlap.b_span)
    return OverlapRow(
        overlap.a, overlap.b, overlap.relation, round(overlap.identity, 4), a_span, a.lines(a_span), b_span,
        b.lines(b_span), a.begins(overlap.a_span), b.begins(overlap.b_span),
    )
