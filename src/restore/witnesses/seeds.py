"""Short stretches that stand in two places, as many as needed to suspect a shared passage and no more.

A seed is ten letters of the match key (five where a letter is a syllable or a word), kept or not by its hash:
kept in one place, it is kept in all. Seeds that stand in many places are not paired each with each, only with
the first few; of those that stand everywhere only the first place is paired with the last, so that a formula is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .keys import Key

LENGTH = 10
"""Letters in a seed. Two copies with 10 % noise each agree in about 81 % of letters, so one stretch of ten in eight
survives, some 8 runs in an 80-word passage; at twelve letters 5. At eight, the seeds of the five seed documents make
half as many pairs again (162,517 for 105,771)."""

SHORT_LENGTH = 5
"""Letters in a seed that starts with an ideograph: five carry about as much as ten letters of an alphabet."""

ALL_PAIRS = 6  # occurrences up to which every pair is proposed: 15 pairs
REPRESENTATIVES = 3  # beyond, each occurrence is paired with the first three: the cost stays linear
EVERYWHERE = 400  # occurrences from which a seed links nothing: a bound of the cost, far above copies of one text

_SPARSER = (4_000_000, 24_000_000, 48_000_000)
"""Letters of a corpus from which every second, fourth and eighth seed is kept. Of 80-word passages with 10 % noise on
both sides, planted in 20 MB, all are found with every seed, 98 % with every second, 84 % with every fourth. At the peak
a seed costs some 85 bytes (100 MB of text with every fourth seed: 2,262 MB, over the 2 GB that are allowed)."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_IDEOGRAPHS = (0x2E80, 0xA4CF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Places where a seed stands twice, as columns: documents and letters of the key; `a` before `b`."""

    a: NDArray[np.int32]
    b: NDArray[np.int32]
    a_at: NDArray[np.int32]
    b_at: NDArray[np.int32]
    spread: NDArray[np.int8]  # the seed stands in few places, all of them paired (0), in many (1), or everywhere (2)


def sparseness(letters: int) -> int:
    """How many times the seeds are halved for a corpus of so many letters.

    >>> sparseness(1_000), sparseness(8_000_000), sparseness(10**9)
    (0, 1, 3)
    """
    return sum(letters >= least for least in _SPARSER)


def sample(key: Key, halvings: int = 0) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """The hashes of a key's seeds, one in `2 ** halvings`, and where each starts."""
    size = len(key)
    if size < SHORT_LENGTH:
        return np.zeros(0, np.uint64), np.zeros(0, np.int32)
    codes = key.codes
    padded = np.concatenate((codes, np.zeros(LENGTH, np.uint32))).astype(np.uint64)
    with np.errstate(over="ignore"):
        two = padded[:-1] * _MULTIPLIER + padded[1:]
        four = two[:-2] * (_MULTIPLIER**2) + two[2:]
        eight = four[:-4] * (_MULTIPLIER**4) + four[4:]
        ten = eight[:size] * (_MULTIPLIER**2) + two[8 : 8 + size]
        ends = size - LENGTH + 1
        short = _ideographic(codes)
        if short.any():
            five = four[:size] * _MULTIPLIER + padded[4 : 4 + size]
            ten = np.where(short, five, ten)
        mixed = ten ^ (ten >> np.uint64(31))
        mixed = (mixed * np.uint64(0xBF58476D1CE4E5B9)) >> np.uint64(8)
    kept = (mixed & np.uint64((1 << halvings) - 1)) == 0
    kept[max(ends, 0) :] &= short[max(ends, 0) :]
    kept[size - SHORT_LENGTH + 1 :] = False
    at = np.flatnonzero(kept).astype(np.int32)
    return mixed[at], at


def _ideographic(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    if not len(codes) or codes.max() < _IDEOGRAPHS[0][0]:
        return np.zeros(len(codes), bool)
    found = np.zeros(len(codes), bool)
    for low, high in _IDEOGRAPHS:
        found |= (codes >= low) & (codes <= high)
    return found


def matches(samples: Sequence[tuple[NDArray[np.uint64], NDArray[np.int32]]]) -> Matches:
    """The pairs of places with the same seed, among the samples of all documents in order."""
    hashes = np.concatenate([hashes for hashes, _ in samples]) if samples else np.zeros(0, np.uint64)
    order = np.argsort(hashes, kind="stable").astype(np.int32)
    hashes = hashes[order]
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))[: len(hashes)])
    counts = np.diff(np.append(starts, len(hashes)))
    del hashes
    everywhere = counts > EVERYWHERE
    first, last = starts[everywhere], (starts + counts)[everywhere] - 1
    wanted = (counts > 1) & ~everywhere
    starts, counts = starts[wanted], counts[wanted]
    left, right, few = _pairs(starts, counts)
    left, right = np.append(left, first.astype(np.int32)), np.append(right, last.astype(np.int32))
    spread = np.append(np.where(few, np.int8(0), np.int8(1)), np.full(len(first), 2, np.int8))
    places = np.concatenate([at for _, at in samples]) if samples else np.zeros(0, np.int32)
    owners = np.repeat(np.arange(len(samples), dtype=np.int32), [len(at) for _, at in samples])
    left, right = order[left], order[right]
    return Matches(owners[left], owners[right], places[left], places[right], spread)


def _pairs(
    starts: NDArray[np.int64], counts: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_]]:
    """Indices of the members of each run, paired: each with each in a short run, with the first few in a long
    one; and whether the run was short."""
    lefts: list[NDArray[np.int32]] = []
    rights: list[NDArray[np.int32]] = []
    shorts: list[NDArray[np.bool_]] = []
    for first in range(ALL_PAIRS - 1):
        few = counts <= ALL_PAIRS
        able = counts > first + 1 if first < REPRESENTATIVES else (counts > first + 1) & few
        start, rest = starts[able] + first, counts[able] - first - 1
        left = np.repeat(start, rest)
        within = np.arange(len(left)) - np.repeat(np.cumsum(rest) - rest, rest)
        lefts.append(left.astype(np.int32))
        rights.append((left + 1 + within).astype(np.int32))
        shorts.append(np.repeat(few[able], rest))
    return np.concatenate(lefts), np.concatenate(rights), np.concatenate(shorts)
