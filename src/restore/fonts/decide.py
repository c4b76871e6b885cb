"""Which reading each code has: all are decided together, along the sequences, from the lowest code to the highest.

A reading that goes on as the one before costs nothing, a step costs a little, a jump a lot. It is a semi-Markov model
over codes: each run of codes keeps one key (`numbering`), and a code may stand outside its run at the price of a jump.
Forward and backward passes give each reading the best total of all codes with it, hence its margin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .numbering import MOST_STEPS, homes, is_general, keys_of

STEP_COST = 6.0  # a font lacks a glyph: true of most fonts for the no-break space, of few others
BACK_COST = 12.0  # a glyph the order does not have
JUMP_COST = 16.0  # the numbers go on elsewhere: one in a block of Unicode or so
ENTRY_COST = 24.0  # the same into a sequence: one of some thousand distances that it might keep
ALONE = 99.0  # margin of a code that has but one candidate
BESIDE = 3  # codes on either side that may support a code

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
    chosen: list[tuple[str, float, str]] = []
    keys: list[int | None] = []
    for i, (ahead, back) in enumerate(zip(lattice.forward(), lattice.backward(), strict=True)):
        totals, columns = lattice.through(i, ahead + back)
        readings = lattice.readings[i]
        ranked = sorted(range(len(readings)), key=lambda j: (-totals[j], readings[j]))
        first = ranked[0]
        rivals = [j for j in ranked[1:3] if not any({readings[j], readings[first]} <= each for each in ONE_MARK)]
        margin = float(totals[first] - totals[rivals[0]]) if rivals else ALONE
        chosen.append((readings[first], margin, readings[rivals[0]] if rivals else ""))
        keys.append(lattice.key(columns[first]))
    home = homes(offset) if offset is not None else frozenset[int]()
    return [
        Decision(reading, margin, rival, len(options[i]) == 1 or _is_supported(codes, keys, i, home) or (
            offset is not None and reading == chr(codes[i])))
        for i, (reading, margin, rival) in enumerate(chosen)
    ]


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


class _Lattice:
    """Codes by keys: what each code may read under each key, and what it costs to go from one to the next."""

    def __init__(self, codes: Sequence[int], options: Sequence[Mapping[str, float]], offset: int | None) -> None:
        self.codes, self.offset = codes, offset
        self.readings = [list(each) for each in options]
        home = homes(offset) if offset is not None else frozenset[int]()
        near = {key + step for key in home for step in range(-MOST_STEPS, MOST_STEPS + 1)}
        found = [
            [[key for key in keys_of(code, r) if is_general(key) or key in near] for r in each]
            for code, each in zip(codes, self.readings, strict=True)
        ]
        self.keys = np.array(sorted({key for each in found for keys in each for key in keys} | home), np.int64)
        place = {int(key): i for i, key in enumerate(self.keys)}
        self.home = [place[key] for key in home]
        none = self.keys.size  # the column of what stands outside all sequences
        self._columns = [
            np.array([c for keys in each for c in (*(place[key] for key in keys), none)], np.intp) for each in found
        ]
        self._starts = [np.cumsum([0, *(len(keys) + 1 for keys in each[:-1])]) for each in found]
        self._each = [np.repeat(np.arange(len(each)), [len(keys) + 1 for keys in each]) for each in found]
        self._fits = [np.array(list(each.values())) for each in options]
        self._outside = [
            np.array([fit - self.outside(i, r) for r, fit in each.items()]) for i, each in enumerate(options)
        ]
        self.fits = np.empty((len(codes), none + 1))
        for i, row in enumerate(self.fits):
            row[:] = self._outside[i].max()
            np.maximum.at(row, self._columns[i], self._fits[i][self._each[i]])
        self.fits = self.fits[:, :none]
        self._moves = [(step, *self._neighbours(step)) for step in range(-MOST_STEPS, MOST_STEPS + 1) if step]

    def through(self, i: int, totals: Row) -> tuple[Row, list[int]]:
        """The best total with each reading of code number `i`, and the column in which it has it."""
        held = np.append(totals, totals.max())[self._columns[i]]
        held += self._fits[i][self._each[i]]
        ends = np.append(self._starts[i][1:], held.size) - 1
        held[ends] += self._outside[i] - self._fits[i]
        best = np.maximum.reduceat(held, self._starts[i])
        columns = [
            int(self._columns[i][start + int(held[start : end + 1].argmax())])
            for start, end in zip(self._starts[i], ends, strict=True)
        ]
        return best, columns

    def key(self, column: int) -> int | None:
        """The key of a column; None outside all sequences."""
        return int(self.keys[column]) if column < self.keys.size else None

    def outside(self, i: int, reading: str) -> float:
        """What a reading costs outside all sequences: little for a sound character among garbled ones."""
        if self.offset is not None and reading == chr(self.codes[i]):
            return STEP_COST
        return JUMP_COST

    def _neighbours(self, step: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The columns of the keys that have one this many steps lower, and the columns of those."""
        at = np.searchsorted(self.keys, self.keys - step)
        here = np.flatnonzero(self.keys[np.minimum(at, self.keys.size - 1)] == self.keys - step)
        return here, at[here]

    def _moved(self, row: Row, forward: bool) -> Row:
        """The best totals of all keys one code on."""
        moved: Row = np.maximum(row, row.max(initial=-1e18) - ENTRY_COST)
        for step, here, there in self._moves:
            lacks = step > 0 if forward else step < 0
            cost = abs(step) * (STEP_COST if lacks else BACK_COST)
            moved[here] = np.maximum(moved[here], row[there] - cost)
        return moved

    def forward(self) -> list[Row]:
        """For each code the best totals of all codes below it, by key."""
        row = np.zeros(self.keys.size)
        if self.home:
            row -= ENTRY_COST
            row[self.home] = 0.0
        found = []
        for fits in self.fits:
            row = self._moved(row, True)
            found.append(row)
            row = row + fits
        return found

    def backward(self) -> list[Row]:
        """For each code the best totals of all codes above it, by key."""
        row = np.zeros(self.keys.size)
        found = []
        for fits in self.fits[::-1]:
            found.append(row)
            row = self._moved(row + fits, False)
        return found[::-1]
