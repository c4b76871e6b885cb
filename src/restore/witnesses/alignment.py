"""Which letter of one passage answers to which of another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from ..rising import longest_rising
from .keys import Key
from .seeds import sample

Indices = NDArray[np.int64]
Blocks = NDArray[np.int64]
"""Rows of three: `size` letters from `a` on are those from `b` on."""

_DIRECT = 20_000_000  # cells aligned in one go: a millisecond with rapidfuzz's bit-parallel Levenshtein
_HOPELESS = 400_000_000  # cells above which a stretch without one common seed is not aligned at all
_STEP = 1000  # letters between the anchors a long stretch is cut at


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
    size = len(places)
    bounds = np.concatenate(([0], np.flatnonzero(places[1:] - places[:-1] > 1) + 1, [size]))
    sizes = bounds[1:] - bounds[:-1]
    if size and sizes.max() > _LONGEST_WORD:
        within = np.arange(size) - np.repeat(bounds[:-1], sizes)
        bounds = np.append(np.flatnonzero(within % _LONGEST_WORD == 0), size)
        sizes = bounds[1:] - bounds[:-1]
    return Words(np.repeat(np.arange(len(sizes)), sizes), bounds[:-1], sizes)


def pairs(blocks: Blocks) -> tuple[Indices, Indices]:
    """The matched letters, as two columns of indices."""
    a, b, sizes = blocks.T
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.repeat(a, sizes) + within, np.repeat(b, sizes) + within


def align_keys(a: Key, b: Key, a_span: tuple[int, int], b_span: tuple[int, int]) -> Blocks:
    """The letters that two stretches of keys have in common, in order; indices count from the stretch's start.

    Levenshtein alignment (rapidfuzz), for long stretches between anchors: seeds that stand once in each and are
    in line. Its cost is then linear in the length.
    """
    return _aligned(a.part(*a_span), b.part(*b_span))


def _aligned(a: Key, b: Key) -> Blocks:
    if len(a) * len(b) <= _DIRECT:
        return _direct(a.letters, b.letters)
    found: list[Blocks] = []
    done_a = done_b = 0
    for at_a, at_b in [*_anchors(a, b), (len(a), len(b))]:
        if (at_a - done_a) * (at_b - done_b) <= _HOPELESS:
            part = _direct(a.letters[done_a:at_a], b.letters[done_b:at_b])
            found.append(part + np.array((done_a, done_b, 0)))
        done_a, done_b = at_a, at_b
    return np.concatenate(found) if found else _direct("", "")


def _direct(a: str, b: str) -> Blocks:
    if a == b:
        return np.array([(0, 0, len(a))], np.int64)
    blocks = Levenshtein.editops(a, b).as_matching_blocks()
    return np.fromiter(chain.from_iterable(blocks), np.int64, 3 * len(blocks)).reshape(-1, 3)


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
    for x, y in longest_rising(list(zip(at_a.tolist(), at_b.tolist(), strict=True))):
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
