"""Which word of one passage answers to which of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from ..document import LOST, Document, Span
from .overlap import Overlap

_TOKEN = re.compile(rf"\w+(?:(?:-\n|['’])\w+)*|[^\w\s{LOST}]")
"""A word, with apostrophes inside and over a line-end hyphen, or a mark. What is lost is neither."""

ALIKE = 0.5
"""Indel similarity from which two different words are readings of one place: `Bak` and `Pak` have 0.67, `message`
and `report` 0.15; of random pairs of words of seed 004, 8 % reach 0.5."""

_SEARCHED = 4_000  # cells of a differing place searched for like words; beyond, order alone decides


class Token(NamedTuple):
    """A word or a mark: its place in the text, and its form without a line-end hyphen."""

    start: int
    end: int
    form: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Pair(NamedTuple):
    """A token of `a` and its counterpart in `b`; None where there is none.

    `kind` keeps apart what is the same, what is read differently (variant), what one of them leaves out
    (omission), and what one of them has lost, as its lost characters there show (lacuna).
    """

    a: Token | None
    b: Token | None
    kind: Literal["same", "variant", "omission", "lacuna"]


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words and marks of a stretch of a text.

    >>> [token.form for token in tokens("our com-\\nrades’ plenum.")]
    ['our', 'comrades', '’', 'plenum', '.']
    """
    stop = len(text) if end is None else end
    return [
        Token(match.start(), match.end(), match.group().replace("-\n", ""))
        for match in _TOKEN.finditer(text, start, stop)
    ]


@lru_cache(maxsize=1 << 16)
def _plain(form: str) -> str:
    """A form without what two prints of a text vary freely: case, the shape of quotation marks and dashes."""
    return form.casefold().translate(_SHAPES)


_SHAPES = str.maketrans("“”„«»‘’‚—–", "\"\"\"\"\"'''--")


def token_pairs(a: Sequence[Token], b: Sequence[Token]) -> list[tuple[int | None, int | None]]:
    """Which token answers to which, by index, in order.

    Levenshtein alignment of the forms (rapidfuzz); where they differ, like words answer to each other first, and
    as many of the others as stand alone between two that do.
    """
    left, right = [_plain(token.form) for token in a], [_plain(token.form) for token in b]
    found: list[tuple[int | None, int | None]] = []
    done_a = done_b = 0
    for block in Levenshtein.opcodes(left, right):
        if block.tag != "equal":
            continue
        found += _differing(left, right, (done_a, block.src_start), (done_b, block.dest_start))
        found += zip(range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True)
        done_a, done_b = block.src_end, block.dest_end
    found += _differing(left, right, (done_a, len(left)), (done_b, len(right)))
    return found


def _differing(
    left: Sequence[str], right: Sequence[str], a: tuple[int, int], b: tuple[int, int]
) -> Iterator[tuple[int | None, int | None]]:
    """The pairs of a place where the forms differ: like words first, the others in order between them."""
    done_a, done_b = a[0], b[0]
    for i, j in [*_alike(left, right, a, b), (a[1], b[1])]:
        both = min(i - done_a, j - done_b)
        yield from ((done_a + k, done_b + k) for k in range(both))
        yield from ((k, None) for k in range(done_a + both, i))
        yield from ((None, k) for k in range(done_b + both, j))
        if i < a[1] and j < b[1]:
            yield i, j
        done_a, done_b = i + 1, j + 1


def _alike(
    left: Sequence[str], right: Sequence[str], a: tuple[int, int], b: tuple[int, int]
) -> list[tuple[int, int]]:
    """The series of pairs of like words, in order in both, whose likeness adds up to most."""
    height, width = a[1] - a[0], b[1] - b[0]
    if not 0 < height * width <= _SEARCHED:
        return []
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    like = [[_likeness(left[a[0] + i], right[b[0] + j]) for j in range(width)] for i in range(height)]
    for i in reversed(range(height)):
        for j in reversed(range(width)):
            both = best[i + 1][j + 1] + like[i][j] if like[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    series: list[tuple[int, int]] = []
    i = j = 0
    while i < height and j < width:
        if like[i][j] and best[i][j] == best[i + 1][j + 1] + like[i][j]:
            series.append((a[0] + i, b[0] + j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return series


def _likeness(left: str, right: str) -> float:
    """How like two forms are, 0 when they are not; marks are like marks, a little."""
    if left == right:
        return 1.0
    if left[0].isalnum() != right[0].isalnum():
        return 0.0
    if not left[0].isalnum():
        return 0.1
    similarity = Indel.normalized_similarity(left, right)
    return similarity if similarity >= ALIKE else 0.0


def align(a: Document, b: Document, overlap: Overlap) -> list[Pair]:
    """The tokens of an overlap's two sides, each with its counterpart, in order.

    >>> a = Document("a", "Comrade Bak Uiwan spoke, and sat down.")
    >>> b = Document("b", "Comrade Pak Ui-wan sat down.")
    >>> whole = Overlap("a", "b", Span(0, 38), Span(0, 28), "edition", 0.9)
    >>> [(p.a and p.a.form, p.b and p.b.form) for p in align(a, b, whole) if p.kind != "same"]
    [('Bak', 'Pak'), ('Uiwan', 'Ui'), ('spoke', None), (',', '-'), ('and', 'wan')]
    """
    left, right = tokens(a.text, *overlap.a_span), tokens(b.text, *overlap.b_span)
    pairs = token_pairs(left, right)
    return [
        Pair(
            None if i is None else left[i], None if j is None else right[j],
            _kind(a.text, left, i, at_a, b.text, right, j, at_b),
        )
        for (i, j), (at_a, at_b) in zip(pairs, _places(pairs), strict=True)
    ]


def _places(pairs: Sequence[tuple[int | None, int | None]]) -> Iterator[tuple[int, int]]:
    """For each pair, how many tokens of each side stand before it."""
    at_a = at_b = 0
    for i, j in pairs:
        yield at_a, at_b
        at_a += i is not None
        at_b += j is not None


def _kind(
    a: str, left: Sequence[Token], i: int | None, at_a: int, b: str, right: Sequence[Token], j: int | None, at_b: int
) -> Literal["same", "variant", "omission", "lacuna"]:
    if i is not None and j is not None and _plain(left[i].form) == _plain(right[j].form):
        return "same"
    if _lossy(a, left, i, at_a) or _lossy(b, right, j, at_b):
        return "lacuna"
    return "omission" if i is None or j is None else "variant"


def _lossy(text: str, found: Sequence[Token], index: int | None, at: int) -> bool:
    """Whether something is lost at a token, or, when there is none, between its neighbours."""
    if index is not None:
        token = found[index]
        return LOST in text[max(0, token.start - 1) : token.end + 1]
    start = found[at - 1].end if at else 0
    end = found[at].start if at < len(found) else len(text)
    return LOST in text[start:end] if at and at < len(found) else False
