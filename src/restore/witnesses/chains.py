"""Seeds in line: where two documents run parallel long enough to be looked at closely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .seeds import LENGTH, Matches

DRIFT = 40
"""Letters by which two copies may drift apart between neighbouring seeds of one chain: a phrase left out."""

REACH = 600
"""Letters between neighbouring seeds of one chain: at 15 % noise on both sides ten letters survive together about
once in a hundred, so gaps of some hundreds are common."""

_MIN_COVER = 3.2
"""Seed lengths a chain must cover: three seeds that overlap in all but a letter are one piece of evidence."""

_COMMON = 0.5
"""What a seed that stands in more than a few places counts for: a stock phrase of four or five words is no chain,
a law that sixty states copied is."""

_APART = 60  # letters between a passage and its repetition in one document: nearer, it is a row of dots

_JOIN = 1000
"""Letters that may lie between two chains of one stretch: a paragraph left out or written anew."""


Groups = NDArray[np.int32]


class Stretch(NamedTuple):
    """Letters `a_start`..`a_end` of document `a` against `b_start`..`b_end` of `b` (indices, key letters); `spread`
    says in how many places most of its seeds stand: in few (0), many (1), everywhere (2)."""

    a: int
    b: int
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    spread: int


def chains(found: Matches) -> list[Stretch]:
    """The runs of seeds in line, in order of place."""
    apart = (found.a != found.b) | (found.b_at - found.a_at >= _APART)
    columns = [column[apart] for column in (found.a, found.b, found.a_at, found.b_at, found.spread)]
    group = _pairs_of(columns[0], columns[1])
    for on_diagonal in (True, False, True, False):  # the second time, what lay between two chains is gone
        x, y = columns[2:4]
        group = _cut(group, x - y, DRIFT) if on_diagonal else _cut(group, x, REACH)
        many = np.bincount(group).astype(np.int32)[group] >= 3
        columns, group = [column[many] for column in columns], group[many]
    if not len(group):
        return []
    a, b, x, y, spread = columns
    order = np.lexsort((x, group))
    a, b, x, y, spread, group = (column[order] for column in (a, b, x, y, spread, group))
    starts = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))
    step = np.minimum(np.diff(x, prepend=x[0]), LENGTH)
    step[starts] = LENGTH
    in_few, in_many, in_all = (np.add.reduceat(np.where(spread == at, step, 0), starts) for at in range(3))
    cover = in_few + _COMMON * (in_many + in_all) >= _MIN_COVER * LENGTH
    mostly = np.where(in_few >= in_many + in_all, 0, np.where(in_many >= in_all, 1, 2))
    bounds = (
        a[starts], b[starts],
        np.minimum.reduceat(x, starts), np.maximum.reduceat(x, starts) + LENGTH,
        np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts) + LENGTH,
        mostly,
    )
    rows = np.stack([bound[cover] for bound in bounds], axis=1)
    rows = rows[np.lexsort((rows[:, 4], rows[:, 2], rows[:, 1], rows[:, 0]))]
    return [Stretch(*row) for row in rows.tolist()]


def _pairs_of(a: NDArray[np.int32], b: NDArray[np.int32]) -> Groups:
    """The pair of documents each match is of, as a number."""
    pair = a.astype(np.int64) << 32 | b
    known = np.unique(pair)
    return np.searchsorted(known, pair).astype(np.int32)


def _cut(group: Groups, value: NDArray[np.int32], limit: int) -> Groups:
    """Groups parted where, sorted by `value`, two neighbours are more than `limit` apart."""
    order = np.lexsort((value, group)).astype(np.int32)
    group, value = group[order], value[order]
    new = np.ones(len(group), bool)
    new[1:] = (group[1:] != group[:-1]) | (value[1:] - value[:-1] > limit)
    cut = np.empty(len(group), np.int32)
    cut[order] = np.cumsum(new, dtype=np.int32) - 1
    return cut


def stretches(found: Iterable[Stretch]) -> Iterator[Stretch]:
    """Chains of one pair of documents that follow each other in both, at a like distance, as one."""
    open_: list[Stretch] = []
    for chain in found:
        if open_ and (open_[0].a, open_[0].b) != (chain.a, chain.b):
            yield from open_
            open_ = []
        for at, previous in enumerate(open_):
            if _continues(previous, chain):
                a_end, b_end = max(previous.a_end, chain.a_end), max(previous.b_end, chain.b_end)
                spread = min(previous.spread, chain.spread)
                open_[at] = previous._replace(a_end=a_end, b_end=b_end, spread=spread)
                break
        else:
            open_.append(chain)
        while open_ and len(open_) > 16:
            yield open_.pop(0)
    yield from open_


def _continues(before: Stretch, after: Stretch) -> bool:
    a_gap, b_gap = after.a_start - before.a_end, after.b_start - before.b_end
    if min(a_gap, b_gap) < -DRIFT or max(a_gap, b_gap) > _JOIN:
        return False
    return abs(a_gap - b_gap) <= max(DRIFT, max(a_gap, b_gap) // 3)
