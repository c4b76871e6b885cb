"""What kind of sameness a passage shows: by its own measure, by what stands around it, by what goes on from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from .overlap import LOOSENESS, Relation
from .passages import MARGIN, SENTENCES, Piece
from .places import Places

COPY = 0.985
EDITION = 0.89
RELATED = 0.845
"""Floors of the measure. Between the last two lies nothing that the development texts would call a light revision; the
letter that seed 001 translates anew reaches 0.82 against seed 002. Unsure falls to the weaker class."""

LEANING = 0.12
"""Share of letters in long runs that are the same to the letter from which one version leans on the other; independent
translations reach 0.07 (`passages.RUN`)."""

LEANS_OVER = 5000
"""Letters over which that is looked for: a short letter of two pages may hold as many stock phrases (seed 001, an
independent translation of 2,900 letters, has half of its letters in such runs)."""

FLANKS_ALIKE = 0.2  # of the measure over both margins: above unrelated text, below independent translations
CONTEXT = 600  # letters from which a passage speaks for itself; a shorter one is judged with its flanks
STOCK = SENTENCES  # letters below which a passage that stands in many places, alone, is a formula: two sentences
_CONTEXT_REACH = 6000  # letters over which a passage is seen to continue another: two pages


def relation(piece: Piece) -> Relation:
    """What a passage is by its own measure and, when it is short, that of its flanks."""
    identity = piece.identity
    if piece.letters < CONTEXT and piece.flanks >= FLANKS_ALIKE:
        weight = piece.letters / (piece.letters + MARGIN)
        identity = min(identity, weight * identity + (1 - weight) * piece.flanks)
    if identity >= COPY:
        return "copy"
    if identity >= EDITION:
        return "edition"
    return "related" if identity >= RELATED else "translation"


def relations(located: Sequence[tuple[int, int, Piece]]) -> Iterator[Relation]:
    """What each passage of each pair of documents is: by itself; by all that go on from each other, when they are long
    enough to tell a version that leans on the other; and a short one no more than the longest it continues, is
    continued by, or lies in. Two versions of one text have sentences in common, and are no copies there."""
    for (a, b), group in groupby(located, key=lambda item: item[:2]):
        near = _Near([piece for _, _, piece in group])
        kinds = [relation(piece) for piece in near.pieces]
        if a != b:
            kinds = ["related" if k == "translation" and near.leans(at, kinds) else k for at, k in enumerate(kinds)]
        for at, (piece, kind) in enumerate(zip(near.pieces, kinds, strict=True)):
            yield kind if piece.letters >= CONTEXT else near.in_context(at, kinds)


class _Near:
    """The passages of one pair of documents, each with those it may belong to."""

    def __init__(self, found: Sequence[Piece]) -> None:
        self.pieces = found
        self._on_a = Places((piece.a_start, piece.a_end, at) for at, piece in enumerate(found))
        self._on_b = Places((piece.b_start, piece.b_end, at) for at, piece in enumerate(found))

    def leans(self, at: int, kinds: Sequence[Relation]) -> bool:
        """Whether a passage and those that go on from it, none of them closer, are one text that leans on another."""
        piece = self.pieces[at]
        alike = [self.pieces[i] for i in self._around(piece) if kinds[i] == "translation"]
        series = [piece, *(other for other in alike if other is not piece and _continues(other, piece))]
        letters = sum(other.letters for other in series)
        in_runs = sum(other.letters * other.word_for_word for other in series)
        return letters >= LEANS_OVER and in_runs >= LEANING * letters

    def in_context(self, at: int, kinds: Sequence[Relation]) -> Relation:
        """What a short passage is, by the longest that tells."""
        piece, kind = self.pieces[at], kinds[at]
        around = self._around(piece) | self._on_b.near(piece.b_start, piece.b_end)
        longer = [i for i in around if self.pieces[i].letters > piece.letters and _tells(self.pieces[i], piece)]
        longest = max(longer, key=lambda i: (self.pieces[i].letters, -i), default=at)
        kind = max(kind, kinds[longest], key=LOOSENESS.index)
        return "formula" if kind == "translation" and not longer and _is_stock(piece) else kind

    def _around(self, piece: Piece) -> set[int]:
        return self._on_a.near(max(0, piece.a_start - _CONTEXT_REACH), piece.a_end + _CONTEXT_REACH)


def _is_stock(piece: Piece) -> bool:
    """Whether a passage that nothing longer goes on from is nearly the same to the letter, and what stands around it
    is not: the form that two documents of one office have in common (`From the journal of … Top Secret Copy`), no
    other translation of the same matter."""
    return piece.letters < STOCK and piece.identity >= EDITION


def _tells(other: Piece, piece: Piece) -> bool:
    """Whether a longer passage tells what a shorter one is: it continues it, or holds one of its sides, in which
    case the shorter one is a sentence that the text repeats."""
    return (
        _continues(other, piece)
        or inside(piece.a_start, piece.a_end, other.a_start, other.a_end)
        or inside(piece.b_start, piece.b_end, other.b_start, other.b_end)
    )


def _continues(one: Piece, other: Piece) -> bool:
    """Whether two passages of one pair of documents follow each other in both, at a like distance."""
    first, second = sorted((one, other))
    a_gap, b_gap = second.a_start - first.a_end, second.b_start - first.b_end
    return (
        min(a_gap, b_gap) > -MARGIN and max(a_gap, b_gap) <= _CONTEXT_REACH
        and abs(a_gap - b_gap) <= MARGIN + max(a_gap, b_gap) // 3
    )  # fmt: skip


def inside(start: int, end: int, outer_start: int, outer_end: int) -> bool:
    """Whether a stretch lies for the most part in another: three fifths, so that trimmed edges do not tell."""
    return min(end, outer_end) - max(start, outer_start) >= 0.6 * (end - start)
