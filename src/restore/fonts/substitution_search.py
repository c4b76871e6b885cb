"""Search for the letters behind codes: simulated annealing over one-to-one tables, many chains at once.

After Corlett and Penn (2010) and Nuhn et al. (2013), whose beams prune by the same language models; annealing is
used here because it runs over all languages and starts in one numpy operation, and because chains that end alike
though they began apart are evidence in themselves.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .substitution_tables import Bank

Ints = NDArray[np.intp]
Floats = NDArray[np.float32]

ACTIVE = 40  # codes that take part in the search; the rest are too rare to be found by three letters in a row
RAREST = 0.0025  # share of the text below which a code takes no part
SPARE = 10  # places for letters that the text does not use, and for codes that are no letters


@dataclass(frozen=True)
class Cipher:
    """A text as codes, under one assumption about its spaces.

    `edges` are the characters read as the edge of a word. `codes` are those searched for, the commonest first;
    `rows` the distinct sequences of three in the text as indices into `codes`, where `len(codes)` is an edge and
    one more is a code left out; `weights` says how often each occurs.
    """

    edges: frozenset[str]
    run_on: bool
    codes: str
    counts: tuple[int, ...]
    rows: Ints
    weights: Floats

    @property
    def edge(self) -> int:
        return len(self.codes)


def cipher(text: str, edges: frozenset[str], run_on: bool = False) -> Cipher:
    """The three-code sequences of a text. Characters in `edges` and runs of them are one edge each."""
    counts = Counter(char for char in text if char not in edges)
    total = sum(counts.values())
    ranked = sorted(counts, key=lambda char: (-counts[char], char))
    active = [char for char in ranked[:ACTIVE] if counts[char] >= max(2, RAREST * total)]
    place = {char: i for i, char in enumerate(active)}
    edge, left = len(active), len(active) + 1
    stream = [edge, edge]
    for char in text:
        code = edge if char in edges else place.get(char, left)
        if code != edge or stream[-1] != edge:
            stream.append(code)
    flow = np.array(stream, np.intp)
    triples = np.stack([flow[:-2], flow[1:-1], flow[2:]], axis=1)
    rows, weights = np.unique(triples, axis=0, return_counts=True)
    return Cipher(
        edges, run_on, "".join(active), tuple(counts[char] for char in active), rows, weights.astype(np.float32)
    )


@dataclass(frozen=True)
class Chains:
    """What the chains of a search hold: `symbols[k, r]` is the symbol of code k in chain r."""

    languages: Ints  # of each chain, as an index into the bank
    symbols: Ints
    scores: NDArray[np.float64]  # log-probability of the whole text


def start(cipher: Cipher, bank: Bank, languages: Ints, seed: int, noise: float) -> Ints:
    """A first table for each chain: letters by frequency, shaken by `noise` (in natural logarithms)."""
    random = np.random.default_rng(seed)
    longest = max(len(bank.alphabets[language]) for language in languages) + 1
    slots = max(len(cipher.codes), longest) + SPARE
    symbols = np.zeros((slots + 2, len(languages)), np.intp)
    for chain, language in enumerate(languages):
        shares = np.append(bank.shares[language], 1e-3)  # the apostrophe
        order = np.argsort(-(np.log(shares + 1e-6) + noise * random.standard_normal(shares.size)))
        letters = [int(symbol) + 1 for symbol in order]
        nothing = bank.nothing(int(language))
        symbols[:slots, chain] = letters + [nothing] * (slots - len(letters))
        symbols[slots + 1, chain] = nothing
    edge, left = symbols[slots].copy(), symbols[slots + 1].copy()
    moved = np.insert(symbols[:slots], len(cipher.codes), edge, axis=0)
    return np.insert(moved, len(cipher.codes) + 1, left, axis=0)


def anneal(
    cipher: Cipher, bank: Bank, languages: Ints, *, steps: int, seed: int, hot: float, cold: float,
    symbols: Ints | None = None, noise: float = 0.3,
) -> Chains:
    """Chains after `steps` proposals each to exchange the symbols of two codes.

    `hot` and `cold` are the first and last temperature, in natural logarithms of the probability of the text.
    """
    random = np.random.default_rng(seed)
    state = (start(cipher, bank, languages, seed, noise) if symbols is None else symbols).copy()
    walk = _Walk(cipher, bank, languages, state)
    active = len(cipher.codes)
    free = np.array([slot for slot in range(state.shape[0]) if slot not in (active, active + 1)])
    share = np.sqrt(np.array(cipher.counts, np.float64))
    first = random.choice(active, size=steps, p=share / share.sum())
    second = free[random.integers(0, free.size, size=steps)]
    chill = np.exp(np.linspace(np.log(hot), np.log(cold), steps))
    luck = np.log(random.random((steps, len(languages)))) * chill[:, None]
    for a, b, threshold in zip(first.tolist(), second.tolist(), luck, strict=True):
        if a != b:
            walk.propose(a, b, threshold)
    return Chains(languages, walk.symbols[: active], walk.scores())


class _Walk:
    """The tables of all chains and the score of every row under them, kept up to date from swap to swap."""

    def __init__(self, cipher: Cipher, bank: Bank, languages: Ints, symbols: Ints) -> None:
        self.symbols = symbols
        self.rows = cipher.rows
        self.weights = cipher.weights
        self.size = bank.size
        self.table = bank.tables.reshape(-1)
        self.offset = languages * bank.size**3
        self.where = [
            np.flatnonzero((cipher.rows == code).any(axis=1)) for code in range(symbols.shape[0])
        ]
        self.both: dict[tuple[int, int], tuple[Ints, Ints, Ints, Ints, Floats]] = {}
        self.current = self._score(*self.rows.T)

    def _score(self, a: Ints, b: Ints, c: Ints) -> Floats:
        symbols = self.symbols
        cells = symbols[a] * self.size
        cells += symbols[b]
        cells *= self.size
        cells += symbols[c]
        cells += self.offset
        found: Floats = self.table.take(cells)
        return found

    def _touched(self, a: int, b: int) -> tuple[Ints, Ints, Ints, Ints, Floats]:
        key = (a, b) if a < b else (b, a)
        if key not in self.both:
            at = np.union1d(self.where[a], self.where[b])
            first, second, third = (np.ascontiguousarray(column) for column in self.rows[at].T)
            self.both[key] = (at, first, second, third, self.weights[at])
        return self.both[key]

    def propose(self, a: int, b: int, threshold: NDArray[np.float64]) -> None:
        """Exchanges two codes' symbols in the chains where that gains more than `threshold`."""
        at, first, second, third, weights = self._touched(a, b)
        symbols = self.symbols
        was_a, was_b = symbols[a].copy(), symbols[b].copy()
        symbols[a], symbols[b] = was_b, was_a
        old = self.current[at]
        new = self._score(first, second, third)
        taken = weights @ (new - old) > threshold
        if taken.all():
            self.current[at] = new
            return
        symbols[a] = np.where(taken, was_b, was_a)
        symbols[b] = np.where(taken, was_a, was_b)
        if taken.any():
            self.current[at] = np.where(taken, new, old)

    def scores(self) -> NDArray[np.float64]:
        found: NDArray[np.float64] = self.weights.astype(np.float64) @ self.current
        return found
