"""The longest series of pairs that is in order on both sides: what holds two texts together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

Pair = tuple[int, int]


def longest_rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest series of `pairs`, which are in order of their first halves, whose second halves rise too.

    Patience sorting (Mallows 1963): time grows with the number of pairs times its logarithm.

    >>> longest_rising([(0, 1), (1, 7), (2, 3), (3, 5), (4, 2)])
    [(0, 1), (2, 3), (3, 5)]
    """
    ends: list[int] = []  # the smallest second half a series of each length ends in
    last: list[int] = []  # which pair that is
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
    series: list[Pair] = []
    number = last[-1] if last else -1
    while number >= 0:
        series.append(pairs[number])
        number = before[number]
    return series[::-1]
