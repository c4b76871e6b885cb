"""What stands around each code of a text, as far as the text is read, and how well a reading fits there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..document import LOST
from ..language.characters import CharacterModel, Floats

Places = NDArray[np.int64]


def places_of(codes: Places) -> dict[int, Places]:
    """Where each code stands; kept white space and lost characters are not asked about."""
    order = np.argsort(codes, kind="stable")
    values, firsts = np.unique(codes[order], return_index=True)
    return {
        int(code): group
        for code, group in zip(values, np.split(order, firsts[1:]), strict=True)
        if code not in (10, 32, ord(LOST))
    }


class Surroundings:
    """The symbols before and after each place of a text, and whether they are capitals or white space; what is
    not read is an edge."""

    def __init__(self, model: CharacterModel, codes: Places, known: Mapping[int, str]) -> None:
        self.model = model
        self.codes = codes
        self.known = known
        values, inverse = np.unique(codes, return_inverse=True)
        first = [_letter(known.get(int(v), " "), 0) for v in values]
        last = [_letter(known.get(int(v), " "), -1) for v in values]
        self.first = np.pad(self._symbols(first)[inverse], 3)
        self.last = np.pad(self._symbols(last)[inverse], 3)
        self.capital = np.pad(np.array([c.isupper() for c in first])[inverse], 3)
        blank = [v in (10, 32) or known.get(int(v), "").isspace() for v in values]
        self.space = np.pad(np.array(blank)[inverse], 3, constant_values=True)

    def _symbols(self, letters: list[str]) -> NDArray[np.intp]:
        symbols = self.model.symbols(np.array([ord(c) for c in letters], np.uint32))
        return np.asarray(symbols, np.intp)

    def fit(self, places: Places, reading: Sequence[int]) -> Floats:
        """For each place the log-probability of its surroundings with these symbols at it."""
        at = places + 3
        row = [self.last[at - 3], self.last[at - 2], self.last[at - 1]]
        row += [np.full(places.size, symbol, np.intp) for symbol in reading]
        row += [self.first[at + 1], self.first[at + 2], self.first[at + 3]]
        size = self.model.size
        flat = self.model.log.reshape(-1)
        total = np.zeros(places.size, np.float32)
        for i in range(3, len(row)):
            c1 = row[i - 1]
            c2 = np.where(c1 > 0, row[i - 2], 0)
            c3 = np.where(c2 > 0, row[i - 3], 0)
            scores = flat[((c3 * size + c2) * size + c1) * size + row[i]]
            total += np.where((c1 == 0) & (row[i] == 0), 0.0, scores)
        return total

    def letters(self, places: Places) -> Floats:
        """`fit` for every single symbol at once: places by symbols."""
        at = places + 3
        size = self.model.size
        x = np.arange(size)
        table = self.model.log
        p1 = self.last[at - 1]
        p2 = np.where(p1 > 0, self.last[at - 2], 0)
        p3 = np.where(p2 > 0, self.last[at - 3], 0)
        n1, n2, n3 = self.first[at + 1], self.first[at + 2], self.first[at + 3]
        total = table[p3, p2, p1].copy()
        total[p1 == 0, 0] = 0.0
        x_is_letter = x > 0
        q1 = np.where(x_is_letter[None, :], p1[:, None], 0)
        q2 = np.where(q1 > 0, p2[:, None], 0)
        step = table[q2, q1, x[None, :], n1[:, None]]
        step[(n1 == 0), 0] = 0.0
        total += step
        r1 = np.where(n1[:, None] > 0, x[None, :], 0)
        r2 = np.where(r1 > 0, p1[:, None], 0)
        step = table[r2, r1, n1[:, None], n2[:, None]]
        total += np.where(((n1 == 0) & (n2 == 0))[:, None], 0.0, step)
        s1 = np.where(n2[:, None] > 0, n1[:, None], 0)
        s2 = np.where(s1 > 0, x[None, :], 0)
        step = table[s2, s1, n2[:, None], n3[:, None]]
        total += np.where(((n2 == 0) & (n3 == 0))[:, None], 0.0, step)
        scores: Floats = total
        return scores

    def capital_after(self, places: Places) -> NDArray[np.bool_]:
        """Whether the next word begins with a capital, one space on."""
        found: NDArray[np.bool_] = self.capital[places + 5] & (self.first[places + 4] == 0)
        return found


def _letter(reading: str, index: int) -> str:
    return reading[index] if reading else " "
