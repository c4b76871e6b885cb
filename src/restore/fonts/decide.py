"""Which reading each code has: all are decided together, along the sequences, from the lowest code to the highest.

A reading that goes on as the one before costs nothing, a step costs a little, a jump a lot. It is a semi-Markov model
over codes: each run of codes keeps one key (`numbering`), and a code may stand outside its run at the price of a jump.
Forward and backward passes give each reading the best total of all codes with it, hence its margin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .numbering import MOST_STEPS, homes, is_general, keys_of

STEP_COST = 6.0  # a font lacks a glyph: true of most fonts for the no-break space, of few others
BACK_COST = 12.0  # a glyph the order does not have
JUMP_COST = 16.0  # the numbers go on elsewhere: one in a block of Unicode or so
ENTRY_COST = 24.0  # the same into a sequence: one of some thousand distances that it might keep
ALONE = 99.0  # margin of a code that has but one candidate
BESIDE = 3  # codes on either side that may support a code
OUTSIDE = 1 << 40  # stands for the key of what is in no sequence: higher than any
NEVER = -1e18  # natural logarithm: no way leads there

ONE_MARK = (frozenset("'’"), frozenset("–—"))  # one mark in two shapes: which of them it is changes no word

Row = NDArray[np.float64]


@dataclass(frozen=True)
class Decision:
    """The reading of a code and its margin: how much better (natural logarithm) all codes together fit with it than
    with the best other one. `rival` is that other one; `in_order`: a code beside it goes on in the same sequence."""

    reading: str
    margin: float
    rival: str
    in_order: bool


def decided(codes: Sequence[int], options: Sequence[Mapping[str, float]], offset: int | None) -> list[Decision]:
    """The readings of codes in order, given how well each candidate fits its surroundings.

    `offset` is the distance the small letters keep from Unicode; None for a table of its own.
    """
    lattice = _Lattice(codes, options, offset)
    totals = lattice.forward() + lattice.backward()
    chosen: list[tuple[str, float, str]] = []
    keys: list[int | None] = []
    for each, best in zip(options, lattice.through(totals), strict=True):
        readings = list(each)
        ranked = sorted(range(len(readings)), key=lambda j: (-best.totals[j], readings[j]))
        first = ranked[0]
        rivals = [j for j in ranked[1:3] if not any({readings[j], readings[first]} <= each for each in ONE_MARK)]
        margin = best.totals[first] - best.totals[rivals[0]] if rivals else ALONE
        chosen.append((readings[first], margin, readings[rivals[0]] if rivals else ""))
        keys.append(lattice.key(best, first))
    home = homes(offset) if offset is not None else frozenset[int]()
    return [
        Decision(reading, margin, rival, len(options[i]) == 1 or _is_supported(codes, keys, i, home) or (
            offset is not None and reading == chr(codes[i])))
        for i, (reading, margin, rival) in enumerate(chosen)
    ]


@lru_cache(maxsize=64)
def _near(offset: int | None) -> frozenset[int]:
    """The keys of a font whose small letters keep a distance from Unicode, and those a few steps away."""
    home = homes(offset) if offset is not None else frozenset[int]()
    return frozenset(key + step for key in home for step in range(-MOST_STEPS, MOST_STEPS + 1))


@lru_cache(maxsize=1 << 14)
def _followed(code: int, reading: str, offset: int | None) -> tuple[int, ...]:
    """The keys under which a code of a font has a reading: those that a font may follow, and at last `OUTSIDE`."""
    near = _near(offset)
    return (*(key for key in keys_of(code, reading) if is_general(key) or key in near), OUTSIDE)


def _is_supported(codes: Sequence[int], keys: Sequence[int | None], i: int, home: frozenset[int]) -> bool:
    """Whether a code goes on as the small letters do, within a few steps, or as codes beside it: two of them, or its
    very neighbour, for of a dozen marks that fit about as well some two go on alike by chance."""
    own = keys[i]
    if own is None:
        return False
    if any(abs(key - own) <= MOST_STEPS for key in home):
        return True
    beside = range(max(0, i - BESIDE), min(len(keys), i + BESIDE + 1))
    alike = [j for j in beside if j != i and keys[j] == own]
    return len(alike) > 1 or any(abs(codes[j] - codes[i]) == 1 for j in alike)


class _Through(NamedTuple):
    """What a code may read: for each reading the best total of all codes with it. `held` has those by column, a slice
    of them for each reading (`starts`)."""

    totals: list[float]
    held: Row
    columns: NDArray[np.intp]
    starts: list[int]


class _Lattice:
    """Codes by keys: what each code may read under each key, and what it costs to go from one to the next.

    The columns of all readings of all codes stand in one row, the one outside all sequences last of each reading.
    """

    def __init__(self, codes: Sequence[int], options: Sequence[Mapping[str, float]], offset: int | None) -> None:
        self.codes, self.offset = codes, offset
        home = homes(offset) if offset is not None else frozenset[int]()
        followed = [_followed(code, r, offset) for code, each in zip(codes, options, strict=True) for r in each]
        widths = np.array([len(each) for each in followed], np.intp)
        flat = np.array([key for each in followed for key in each] + [*home, OUTSIDE], np.int64)
        self.keys, columns = np.unique(flat, return_inverse=True)
        self.keys = self.keys[:-1]
        self._columns = columns[: columns.size - len(home) - 1]
        self.home = columns[self._columns.size : -1]
        self._ends = np.cumsum(widths)  # of each reading
        self._readings = np.cumsum([0, *map(len, options)])  # where those of each code begin
        self._code = np.repeat(np.arange(len(codes)), np.add.reduceat(widths, self._readings[:-1]))
        fits = np.array([fit for each in options for fit in each.values()])
        costs = [self.outside(code, r) for code, each in zip(codes, options, strict=True) for r in each]
        self._outside = fits - np.array(costs)
        self._inside, self._fit = fits, np.repeat(fits, widths)
        self.fits = np.empty((len(codes), self.keys.size + 1))
        self.fits[:] = np.maximum.reduceat(self._outside, self._readings[:-1])[:, None]
        np.maximum.at(self.fits, (self._code, self._columns), self._fit)
        self.fits = self.fits[:, :-1]
        steps = [step for step in range(-MOST_STEPS, MOST_STEPS + 1) if step]
        self._lower = np.array([self._neighbours(step) for step in steps])
        self._up = np.array([[abs(step) * (STEP_COST if step > 0 else BACK_COST)] for step in steps])
        self._down = self._up[::-1]

    def through(self, totals: NDArray[np.float64]) -> Iterator[_Through]:
        """For each code the best total with each of its readings, given that with each key."""
        wide = np.column_stack([totals, totals.max(axis=1)])
        held = wide[self._code, self._columns] + self._fit
        held[self._ends - 1] += self._outside - self._inside
        starts = np.concatenate([[0], self._ends[:-1]])
        best = np.maximum.reduceat(held, starts)
        for first, last in pairwise(self._readings.tolist()):
            begin, end = int(starts[first]), int(self._ends[last - 1])
            edges = [*(starts[first:last] - begin).tolist(), end - begin]
            yield _Through(best[first:last].tolist(), held[begin:end], self._columns[begin:end], edges)

    def key(self, best: _Through, reading: int) -> int | None:
        """The key under which a code has one of its readings; None outside all sequences."""
        start, end = best.starts[reading : reading + 2]
        column = int(best.columns[start + int(best.held[start:end].argmax())])
        return int(self.keys[column]) if column < self.keys.size else None

    def outside(self, code: int, reading: str) -> float:
        """What a reading costs outside all sequences: little for a sound character among garbled ones."""
        if self.offset is not None and reading == chr(code):
            return STEP_COST
        return JUMP_COST

    def _neighbours(self, step: int) -> NDArray[np.intp]:
        """For each key the column of the one this many steps lower; of those that have none one behind the last."""
        at = np.searchsorted(self.keys, self.keys - step)
        found = self.keys[np.minimum(at, self.keys.size - 1)] == self.keys - step
        return np.where(found, at, self.keys.size)

    def _moved(self, row: Row, costs: NDArray[np.float64]) -> Row:
        """The best totals of all keys one code on. `row` has one place more, for keys that are none."""
        moved = row[self._lower]
        moved -= costs
        best: Row = moved.max(axis=0)
        np.maximum(best, row[:-1], out=best)
        np.maximum(best, row[:-1].max(initial=NEVER) - ENTRY_COST, out=best)
        return best

    def forward(self) -> NDArray[np.float64]:
        """For each code the best totals of all codes below it, by key."""
        row = np.zeros(self.keys.size + 1)
        row[-1] = NEVER
        if self.home.size:
            row[:-1] -= ENTRY_COST
            row[self.home] = 0.0
        found = np.empty_like(self.fits)
        for i, fits in enumerate(self.fits):
            found[i] = self._moved(row, self._up)
            np.add(found[i], fits, out=row[:-1])
        return found

    def backward(self) -> NDArray[np.float64]:
        """For each code the best totals of all codes above it, by key."""
        row = np.zeros(self.keys.size + 1)
        row[-1] = NEVER
        found = np.empty_like(self.fits)
        for i in range(len(self.fits) - 1, -1, -1):
            found[i] = row[:-1]
            row[:-1] += self.fits[i]
            row[:-1] = self._moved(row, self._down)
        return found
