"""From two stretches that run parallel to passages, each with what kind of sameness it shows.

The measure is the share of letters in words that both texts have. A word counts as had by both when three fifths
of its letters are matched close together, so that a misread or a respelt word still counts, and another word does
not. Measured on 12-verse and 2000-letter stretches of the development texts, with random noise on both sides:

    noise                           0          5 %       10 %      15 %
    names changed, light revision   0.94-1.00  0.93-0.99  0.87-0.96  0.78-0.90
    revision                        0.66-0.87  0.65-0.85  0.58-0.80  0.57-0.73
    leaning on one another          0.52-0.81  0.48-0.80  0.43-0.76  0.38-0.68
    independent                     0.26-0.57  0.24-0.52  0.22-0.49  0.19-0.42
    unrelated                       0.08-0.14  0.07-0.14  0.05-0.10  0.06-0.11

(5th and 95th percentile.) Noise is told by the share of those words that match to the letter: 0.97, 0.58, 0.35
and 0.20 in copies; what it costs is added again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .alignment import Indices, Words, align_keys, pairs, words
from .chains import Stretch
from .keys import Key

MARGIN = 400
"""Letters looked at beyond a chain on each side: to find the passage's ends, and whether its flanks are alike."""

RUN = 40
"""Letters, some eight words, that two versions rarely have in a row without one leaning on the other: they make up
0.00-0.07 of independent translations of the development texts, 0.08-0.38 of those that lean on one another, 0.42-0.50
of revisions, 0.08-0.17 of prose of which three words in five were written anew."""

VERBATIM = 0.8
"""Share of letters in such runs from which a short passage is measured without the words at its edges that chance has
put there: only copies have it (`RUN`), and round a sentence those words are a third of what is measured."""

SENTENCES = 250
"""Letters of a short passage, two sentences."""

_SHORTEST_WORD = 4  # shorter ones match by accident
_OMISSION = 150  # letters without a common word that end a passage: an omission, an insertion, a rewritten place
_LOOSE = 40  # letters of words that may stand at a passage's edge by chance
_PENALTY = 0.25  # of a letter outside common words against one inside: zero at the density of chance matches x 3


class Piece(NamedTuple):
    """A passage: letters of both keys; its measure as found, and without noise; that of its flanks; in how many
    places most of its seeds stand: in few (0), many (1), everywhere (2); and what share of its letters stands in runs
    of `RUN` or more that are the same to the letter."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    shared: float
    identity: float
    flanks: float
    spread: int = 0
    word_for_word: float = 0.0

    @property
    def letters(self) -> int:
        return min(self.a_end - self.a_start, self.b_end - self.b_start)


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One of two aligned stretches: its words, and which of them the other has."""

    words: Words
    counted: NDArray[np.bool_]
    common: NDArray[np.bool_]
    first: Indices  # of each word, the first and last letter of the other side matched
    last: Indices

    totals: Indices  # letters before each word: in words that count, of them in common ones, and in exact ones

    def share(self, start: int, end: int) -> tuple[float, float]:
        """Share of the letters `start`..`end` in common words, and in words common to the letter."""
        start, end = max(0, start), min(end, len(self.words.of))
        if start >= end:
            return 0.0, 0.0
        lo, hi = self.words.of[start], self.words.of[end - 1] + 1
        counted, common, exact = (self.totals[:, hi] - self.totals[:, lo]).tolist()
        return (common / counted, exact / counted) if counted else (0.0, 0.0)


def _side(found: Words, here: Indices, there: Indices) -> _Side:
    count = len(found.starts)
    owner = found.of[here]
    begun = np.flatnonzero(owner[1:] != owner[:-1]) + 1
    lo = np.concatenate(([0], begun))
    matched, first, last = (np.zeros(count, np.int64) for _ in range(3))
    which = owner[lo]
    matched[which] = np.diff(lo, append=len(owner))
    first[which] = there[lo]
    last[which] = there[np.append(begun, len(owner)) - 1]
    width = last - first + 1
    common = (5 * matched >= 3 * found.sizes) & (3 * width <= 4 * found.sizes + 3) & (matched > 0)
    exact = (matched == found.sizes) & (width == found.sizes)
    counted = found.sizes >= _SHORTEST_WORD
    totals = np.zeros((3, count + 1), np.int64)
    letters = found.sizes * counted
    np.cumsum((letters, letters * common, letters * exact), axis=1, out=totals[:, 1:])
    return _Side(found, counted, common, first, last, totals)


def pieces(a: Key, b: Key, stretch: Stretch) -> Iterator[Piece]:
    """The passages in a stretch, in order: trimmed to common words, split where the texts part."""
    a_in, a_out = stretch.a_start, min(stretch.a_end, len(a))
    b_in, b_out = stretch.b_start, min(stretch.b_end, len(b))
    before, after = min(MARGIN, a_in, b_in), min(MARGIN, len(a) - a_out, len(b) - b_out)
    if stretch.a == stretch.b:  # a passage and its repetition share no letter
        a_out, b_out = min(a_out, b_in), min(b_out, 2 * b_in - a_in)
        before = after = min(before, after, (b_in - a_out) // 2)
    a0, a1, b0, b1 = a_in - before, a_out + after, b_in - before, b_out + after
    here, there = pairs(
        np.concatenate([
            align_keys(a, b, (a0, a_in), (b0, b_in)),
            align_keys(a, b, (a_in, a_out), (b_in, b_out)) + np.array((before, before, 0)),
            align_keys(a, b, (a_out, a1), (b_out, b1)) + np.array((a_out - a0, b_out - b0, 0)),
        ])
    )  # fmt: skip
    if not len(here):
        return
    left = _side(words(a, a0, a1), here, there)
    right = _side(words(b, b0, b1), there, here)
    in_runs = here[_in_runs(here, there)]
    for whole, (x0, x1, y0, y1) in _split(left):
        run_letters = np.searchsorted(in_runs, x1) - np.searchsorted(in_runs, x0)
        word_for_word = float(run_letters / max(1, x1 - x0))
        alone = x1 - x0 < SENTENCES and word_for_word >= VERBATIM
        yield _measured(left, right, *((x0, x1, y0, y1) if alone else whole))._replace(
            a_start=x0 + a0, a_end=x1 + a0, b_start=y0 + b0, b_end=y1 + b0, spread=stretch.spread,
            word_for_word=word_for_word,
        )  # fmt: skip


def _in_runs(here: Indices, there: Indices) -> NDArray[np.bool_]:
    """Which matched letters stand in long runs without a difference."""
    ends = np.flatnonzero((np.diff(here) != 1) | (np.diff(there) != 1)) + 1
    sizes = np.diff(np.concatenate(([0], ends, [len(here)])))
    return np.repeat(sizes >= RUN, sizes)


def _measured(left: _Side, right: _Side, x0: int, x1: int, y0: int, y1: int) -> Piece:
    shares = np.array((left.share(x0, x1), right.share(y0, y1)))
    shared, exact = shares.mean(axis=0)
    flanks = np.array((
        left.share(x0 - MARGIN, x0), left.share(x1, x1 + MARGIN),
        right.share(y0 - MARGIN, y0), right.share(y1, y1 + MARGIN),
    ))[:, 0]
    return Piece(
        x0, x1, y0, y1, float(shared), _denoised(float(shared), float(exact)), float(flanks.mean()),
    )


def _denoised(shared: float, exact: float) -> float:
    """The measure without noise: at 10 % noise on both sides a third of the common words match to the letter and
    6 % of the words are no longer known for common; at 15 % a fifth and 13 %."""
    if not shared:
        return 0.0
    lost = float(np.interp(exact / shared, (0.1, 0.2, 0.36, 0.58, 0.9), (0.2, 0.13, 0.06, 0.015, 0.0)))
    return min(1.0, shared / (1 - lost))


_Bounds = tuple[int, int, int, int]


def _split(side: _Side) -> Iterator[tuple[_Bounds, _Bounds]]:
    """The stretches with enough common words, as spans of both sides: as far as they are measured, and without the
    words at their edges that chance has put there."""
    hit = np.flatnonzero(side.common & side.counted)
    if not len(hit):
        return
    x0 = side.words.starts[hit]
    x1 = x0 + side.words.sizes[hit]
    y0, y1 = side.first[hit], side.last[hit] + 1
    gap = np.maximum(x0[1:] - x1[:-1], y0[1:] - y1[:-1])
    cuts = [0, *(np.flatnonzero(gap >= _OMISSION) + 1).tolist(), len(hit)]
    for lo, hi in pairwise(cuts):
        for first, last in _dense(x1[lo:hi] - x0[lo:hi], gap[lo : hi - 1]):
            sizes, gaps = (x1 - x0)[lo + first : lo + last + 1], gap[lo + first : lo + last]
            left, right = _edge(sizes, gaps), last - first - _edge(sizes[::-1], gaps[::-1])
            inner = (first + left, first + right) if left <= right else (first, last)
            yield _bounds(side, hit[lo + first], hit[lo + last]), _bounds(side, *(hit[lo + at] for at in inner))


def _bounds(side: _Side, first: int, last: int) -> _Bounds:
    """The spans, on both sides, from one word to another and over what follows them without a gap."""
    left, right = _widened(side, int(first), int(last))
    x_end = int(side.words.starts[right] + side.words.sizes[right])
    return int(side.words.starts[left]), x_end, int(side.first[left]), int(side.last[right]) + 1


def _widened(side: _Side, left: int, right: int) -> tuple[int, int]:
    """The first and last word of a passage, with the common short words that follow without a gap."""
    while left and side.common[left - 1] and side.first[left] - side.last[left - 1] == 1:
        left -= 1
    while right + 1 < len(side.common) and side.common[right + 1] and side.first[right + 1] - side.last[right] == 1:
        right += 1
    return left, right


def _dense(sizes: Indices, gaps: Indices) -> Iterator[tuple[int, int]]:
    """The runs of words with the best balance of letters inside and outside, best first, then what is left of it
    and right of it; nothing below 30 letters."""
    todo = [(0, len(sizes))]
    while todo:
        lo, hi = todo.pop()
        if hi - lo < 1:
            continue
        gain = sizes[lo:hi].astype(float)
        cost = np.zeros(hi - lo)
        cost[1:] = _PENALTY * gaps[lo : hi - 1]
        total = np.cumsum(gain - cost)
        before = np.concatenate(([0.0], total[:-1])) + cost  # a run that starts here pays no gap before it
        lowest = np.minimum.accumulate(before)
        best = total - lowest + 0.0
        end = int(np.argmax(best))
        if best[end] < 30:
            continue
        start = int(np.argmin(before[: end + 1]))
        # the balance counts the gap before `start` on neither side
        yield lo + start, lo + end
        todo += [(lo, lo + start), (lo + end + 1, hi)]


def _edge(sizes: Indices, gaps: Indices) -> int:
    """How many words at the start of a run do not belong to it: a few that chance has put there, and then a gap much
    longer than they are (`Translation - …` and `translated for …`)."""
    loose = letters = 0
    for at, (size, gap) in enumerate(zip(sizes.tolist(), gaps.tolist(), strict=False)):
        letters += size
        if letters > _LOOSE:
            break
        if gap >= 1.5 * letters:
            loose, letters = at + 1, 0
    return loose
