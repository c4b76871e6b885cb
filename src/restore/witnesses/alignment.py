"""Which letter of one passage answers to which of another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from .keys import Key
from .seeds import sample

Indices = NDArray[np.int64]

_DIRECT = 4_000_000  # cells aligned in one go: half a millisecond with rapidfuzz's bit-parallel Levenshtein
_HOPELESS = 400_000_000  # cells above which a stretch without one common seed is not aligned at all
_STEP = 1000  # letters between the anchors a long stretch is cut at


class Block(NamedTuple):
    """`size` letters from `a` on are those from `b` on."""

    a: int
    b: int
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a stretch of key letters: where each starts, and its length. Long ones count as several, so
    that scripts without spaces have words too."""

    of: Indices  # the word of each letter
    starts: Indices
    sizes: Indices


_LONGEST_WORD = 8


def words(key: Key, start: int, end: int) -> Words:
    """The words of the letters `start`..`end` of a key."""
    places = key.places[start:end]
    first = np.ones(len(places), bool)
    first[1:] = np.diff(places) > 1
    begun = np.flatnonzero(first)
    within = np.arange(len(places)) - np.repeat(begun, np.diff(np.append(begun, len(places))))
    starts = np.flatnonzero(within % _LONGEST_WORD == 0)
    sizes = np.diff(np.append(starts, len(places)))
    return Words(np.repeat(np.arange(len(starts)), sizes), starts, sizes)


def pairs(blocks: list[Block]) -> tuple[Indices, Indices]:
    """The matched letters, as two columns of indices."""
    sizes = np.array([block.size for block in blocks], np.int64)
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    a = np.repeat(np.array([block.a for block in blocks], np.int64), sizes) + within
    b = np.repeat(np.array([block.b for block in blocks], np.int64), sizes) + within
    return a, b


def align_keys(a: Key, b: Key, a_span: tuple[int, int], b_span: tuple[int, int]) -> list[Block]:
    """The letters that two stretches of keys have in common, in order; indices count from the stretch's start.

    Levenshtein alignment (rapidfuzz), for long stretches between anchors: seeds that stand once in each and are
    in line. Its cost is then linear in the length.
    """
    return list(_joined(_aligned(a.part(*a_span), b.part(*b_span))))


def _aligned(a: Key, b: Key) -> Iterator[Block]:
    if len(a) * len(b) <= _DIRECT:
        yield from _direct(a.letters, b.letters, 0, 0)
        return
    done_a = done_b = 0
    for at_a, at_b in [*_anchors(a, b), (len(a), len(b))]:
        if (at_a - done_a) * (at_b - done_b) <= _HOPELESS:
            yield from _direct(a.letters[done_a:at_a], b.letters[done_b:at_b], done_a, done_b)
        done_a, done_b = at_a, at_b


def _direct(a: str, b: str, a_from: int, b_from: int) -> Iterator[Block]:
    if a == b:
        if a:
            yield Block(a_from, b_from, len(a))
        return
    for block in Levenshtein.opcodes(a, b):
        if block.tag == "equal":
            yield Block(a_from + block.src_start, b_from + block.dest_start, block.src_end - block.src_start)


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    last: Block | None = None
    for block in blocks:
        if last and last.a + last.size == block.a and last.b + last.size == block.b:
            last = Block(last.a, last.b, last.size + block.size)
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def _anchors(a: Key, b: Key) -> list[tuple[int, int]]:
    """Places to cut at: seeds that stand once in each, the longest series that is in order in both."""
    halvings = 3 if min(len(a), len(b)) > 20_000 else 0
    at_a, at_b = _shared_once(a, b, halvings)
    order = np.argsort(at_a, kind="stable")
    at_a, at_b = at_a[order], at_b[order]
    if len(at_a) > 2:  # inside a run on one diagonal only its ends matter
        slope = np.diff(at_a - at_b) != 0
        ends = np.concatenate(([True], slope)) | np.concatenate((slope, [True]))
        ends[::_STEP // 4] = True
        at_a, at_b = at_a[ends], at_b[ends]
    chosen: list[tuple[int, int]] = []
    for x, y in _rising(at_a.tolist(), at_b.tolist()):
        if not chosen or (x - chosen[-1][0] >= _STEP and y - chosen[-1][1] >= _STEP // 4):
            chosen.append((x, y))
    return chosen


def _shared_once(a: Key, b: Key, halvings: int) -> tuple[Indices, Indices]:
    sides = []
    for key in (a, b):
        hashes, at = sample(key, halvings)
        values, first, counts = np.unique(hashes, return_index=True, return_counts=True)
        sides.append((values[counts == 1], at[first[counts == 1]].astype(np.int64)))
    _, left, right = np.intersect1d(sides[0][0], sides[1][0], assume_unique=True, return_indices=True)
    return sides[0][1][left], sides[1][1][right]


def _rising(xs: list[int], ys: list[int]) -> list[tuple[int, int]]:
    """The longest series with rising `ys` (patience sorting), `xs` being sorted."""
    tops: list[int] = []
    top_at: list[int] = []
    before: list[int] = []
    for at, y in enumerate(ys):
        pile = bisect_left(tops, y)
        before.append(top_at[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(y)
            top_at.append(at)
        else:
            tops[pile], top_at[pile] = y, at
    series: list[tuple[int, int]] = []
    at = top_at[-1] if top_at else -1
    while at >= 0:
        series.append((xs[at], ys[at]))
        at = before[at]
    return series[::-1]
