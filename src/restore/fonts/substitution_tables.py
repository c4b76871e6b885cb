"""Probability of three symbols in a row, in every language, as one block that a search can index.

Symbols of a language: 0 is the edge of a word, then its letters, the apostrophe, and last anything that is no
letter, or a letter nobody looks for yet (`nothing`).
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

NOTHING = -4.6
"""Log-probability of a code that is no letter of the search. Measured on pages of nine languages: letters in their
right places cost 2.3 on average and the rarest 6, letters in wrong places 7 and more."""
EDGE_AFTER_NOTHING = -0.7  # marks stand before a space or the end of a line half of the time
NOTHING_AFTER_NOTHING = -4.6  # dearer than it is for figures: else whole pages would be nothing
TWO_EDGES = -4.0


@dataclass(frozen=True)
class Bank:
    """The tables of all languages, padded to one size: `tables[l, a, b, c]` is the log-probability of c after a
    and b in language l. `shares[l]` is the share of each letter among the letters of that language."""

    languages: tuple[str, ...]
    alphabets: tuple[str, ...]
    tables: Floats
    shares: tuple[Floats, ...]

    @property
    def size(self) -> int:
        return int(self.tables.shape[-1])

    def nothing(self, language: int) -> int:
        return len(self.alphabets[language]) + 2


@lru_cache(maxsize=2)
def bank(run_on: bool = False) -> Bank:
    """The tables of text with its spaces or, `run_on`, without them."""
    alphabets, logs = _read()
    full = max(map(len, alphabets.values())) + 3
    tables = np.full((len(logs), full, full, full), -17.0, np.float32)
    shares = []
    for number, log in enumerate(logs):
        size = log.shape[0]
        chance = np.exp(log.astype(np.float64))
        chance /= chance.sum(axis=-1, keepdims=True)
        pairs = _pairs(chance)
        tables[number, :size, :size, :size] = _run_on(chance, pairs) if run_on else _spaced(log)
        letters = pairs.sum(axis=0)[1 : size - 2]
        shares.append((letters / letters.sum()).astype(np.float32))
    return Bank(tuple(alphabets), tuple(alphabets.values()), tables, tuple(shares))


@lru_cache(maxsize=1)
def _read() -> tuple[dict[str, str], tuple[Floats, ...]]:
    """The alphabets, and for each the logarithms as they were built."""
    raw = files(__package__).joinpath("substitution_trigrams.bin").read_bytes()
    head, _, packed = raw.partition(b"\n")
    about = json.loads(head)
    steps = np.frombuffer(zlib.decompress(packed), np.uint8)
    alphabets: dict[str, str] = about["alphabets"]
    logs, done = [], 0
    for alphabet in alphabets.values():
        size = len(alphabet) + 3
        logs.append(steps[done : done + size**3].reshape((size,) * 3).astype(np.float32) / -about["scale"])
        done += size**3
    return alphabets, tuple(logs)


def _spaced(log: Floats) -> Floats:
    """A model of words, as a table over any three symbols of a text."""
    table = log.copy()
    nothing = log.shape[0] - 1
    table[:, 0, :] = log[0, 0, :]  # a word begins anew
    table[:, 0, 0] = TWO_EDGES
    table[:, nothing, :] = log[0, 0, :]
    table[nothing, :, :] = table[0, :, :]
    table[:, :, nothing] = NOTHING
    table[:, nothing, 0] = EDGE_AFTER_NOTHING
    table[:, nothing, nothing] = NOTHING_AFTER_NOTHING
    return table


def _run_on(chance: NDArray[np.float64], pairs: NDArray[np.float64]) -> Floats:
    """The same for text without spaces: the words' model with every edge summed over."""
    ends = pairs[:, 0].copy()  # share of places where a word ends after this letter
    starts = chance[0, 0].copy()
    starts[0] = 0.0
    second = chance[0] * starts[:, None]  # a word's first and second letter
    three = pairs[:, :, None] * chance  # inside one word
    three[0], three[:, 0], three[:, :, 0] = 0.0, 0.0, 0.0
    last_two = pairs * chance[:, :, 0]
    last_two[0], last_two[:, 0] = 0.0, 0.0
    three += ends[:, None, None] * _without_edge(second)[None] + last_two[:, :, None] * starts[None, None]
    three += ends[:, None, None] * second[:, :1][None] * starts[None, None]
    two = three.sum(axis=0)
    one = two.sum(axis=0)
    after_two = _given(three + 1e-6 * _given(two)[None] + 1e-9)
    after_one = _given(two + 1e-6 * _given(one)[None] + 1e-9)
    table = after_two.copy()
    table[0, :, :] = after_one
    nothing = chance.shape[0] - 1
    table[nothing, :, :] = after_one
    table[:, 0, :] = table[:, nothing, :] = _given(one + 1e-9)
    table = np.log(np.maximum(table, 1e-7))
    table[:, :, 0] = -4.0
    table[:, :, nothing] = NOTHING - 0.2
    table[:, nothing, nothing] = NOTHING_AFTER_NOTHING
    return table.astype(np.float32)


def _without_edge(pairs: NDArray[np.float64]) -> NDArray[np.float64]:
    inside = pairs.copy()
    inside[:, 0] = 0.0
    return inside


def _given(joint: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = joint / np.maximum(joint.sum(axis=-1, keepdims=True), 1e-12)
    return found


def _pairs(chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of each pair of symbols in endless text, by repeated steps of the chain."""
    size = chance.shape[0]
    pairs = np.full((size, size), 1.0 / size**2)
    for _ in range(40):  # words are short: the shares settle in about 20 steps
        after = np.einsum("ab,abc->bc", pairs, chance)
        after[0] = after[:, 0].sum() * chance[0, 0]  # after an edge nothing before it counts
        after[0, 0] = 0.0
        pairs = after / after.sum()
    return pairs
