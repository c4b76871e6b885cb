"""What a code of a font may stand for, and how well the text around its places then reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..language.characters import Floats
from .orders import adobe, macintosh
from .scoring import CAPITAL_AGAIN, CAPITAL_FIRST, CAPITAL_INSIDE, SMALL_AFTER_CAPITALS, mark_cost
from .surroundings import Places, Surroundings

Key = tuple[str, int]
"""How an order goes on: its name, and the place of a reading in it less the code that stands for the reading."""

STEP_COST = 6.0  # a font lacks a glyph: true of most fonts for the no-break space, of few others
MOST_STEPS = 3
SAMPLE = 60  # occurrences of a code that are looked at
CAP = 12  # occurrences that count: a code seen a thousand times is no surer of its order than one seen a dozen
KEPT = 14  # likeliest readings that are weighed against the orders, besides those the orders have
FOREIGN = -6.0  # a letter of no alphabet of the language that an order has here
OUT_OF_PLACE = 4.0  # an opening mark before a space, a closing one at the start of a word

MARKS = ".,;:!?-()[]'\"“”‘’«»„–—…/%&§°0123456789"
PRINTED_AS_IT_IS = "“”‘’«»„–—…"
"""Marks that stand for themselves where they are of another font than the letters around them."""
LIGATURES = ("fi", "fl", "ff", "ffi", "ffl", "ti", "tt", "tf", "ft", "Th")
OPENING, CLOSING = "“‘([{¿¡«„", "”’)]},.;:!?…%"
TURNED_QUOTES = ("de", "cs", "da", "hu", "pl")
"""Languages in which `“` closes and `«` may, so that the side a mark stands on tells nothing."""


@dataclass(frozen=True)
class Candidate:
    """A reading of a code, the keys by which orders go on in it, and its fit (natural logarithm)."""

    reading: str
    keys: frozenset[Key]
    fit: float


@dataclass(frozen=True, slots=True)
class _Sample:
    """Some of the places of a code: symbols before and after, and what a capital or small letter costs there."""

    text: Surroundings
    places: Places
    weight: float
    fits: Floats  # places by symbols
    before: NDArray[np.intp]
    after: NDArray[np.intp]
    small: NDArray[np.float64]
    big: NDArray[np.float64]

    def sum(self, fit: NDArray[np.floating]) -> float:
        """What a fit at each place comes to."""
        return float(fit.sum()) * self.weight

    def mark(self, mark: str) -> float:
        """The fit of a mark wherever it stands."""
        return self.sum(self.fits[:, 0] + mark_cost(mark))


def candidates(text: Surroundings, code: int, places: Places, offset: int | None) -> list[Candidate]:
    """What a code may stand for, and how well its surroundings then read.

    `offset` is the distance the small letters keep from Unicode; None for a table of its own.
    """
    sample, ordered, itself = _sampled(text, places), _ordered(code), chr(code)
    found = {
        **_letters(sample),
        **_marks(sample, [c for c in ordered if len(c) == 1 and not c.isalpha()]),
        **_apostrophes(sample),
        **_ligatures(sample),
    }
    for foreign in ordered:
        if foreign not in found and len(foreign) == 1:
            found[foreign] = sample.sum(sample.fits[:, text.model.other] + sample.small + FOREIGN)
    found.pop("\xa0", None)  # fonts print the ordinary space for it
    for digit in "0123456789":  # which digit it is no text can tell: only an order may
        if not (digit in ordered or (offset is not None and digit == chr(max(code + offset, 0)))):
            found.pop(digit, None)
    if itself in PRINTED_AS_IT_IS or itself in text.model.alphabet:
        found.setdefault(itself, sample.mark(itself))
        if itself.isalpha():
            found[itself] -= STEP_COST  # a clean letter beside garbled ones: the span is a letter too long
    likely = {*sorted(found, key=lambda reading: -found[reading])[:KEPT], *ordered, itself}
    return [
        Candidate(reading, keys_of(code, reading, reading == itself), fit)
        for reading, fit in found.items()
        if reading in likely
    ]


def _sampled(text: Surroundings, places: Places) -> _Sample:
    places_seen = places.size
    places = places[:: max(1, places.size // SAMPLE)][:SAMPLE]
    at = places + 3
    before, after = text.last[at - 1], text.first[at + 1]
    before_capital = text.capital[at - 1]
    after_capital = text.capital[at + 1] & (after > 0)
    small = np.where(before_capital & text.capital[at - 2], SMALL_AFTER_CAPITALS, 0.0)
    small = small + np.where(after_capital, CAPITAL_INSIDE, 0.0)
    big = np.where(before == 0, CAPITAL_FIRST, np.where(before_capital, CAPITAL_AGAIN, CAPITAL_INSIDE))
    big = big + np.where(after_capital, CAPITAL_AGAIN, 0.0)
    weight = min(places_seen, CAP) / places.size
    return _Sample(text, places, weight, text.letters(places), before, after, small, big)


def _letters(sample: _Sample) -> dict[str, float]:
    """The letters of the language, small and capital."""
    found: dict[str, float] = {}
    for index, letter in enumerate(sample.text.model.alphabet, 1):
        found[letter] = sample.sum(sample.fits[:, index] + sample.small)
        if letter.upper() != letter and len(letter.upper()) == 1:
            found[letter.upper()] = sample.sum(sample.fits[:, index] + sample.big)
    return found


def _marks(sample: _Sample, ordered: Iterable[str]) -> dict[str, float]:
    """The marks of prose and those of the orders: an opening one stands before a word, a closing one after it, and
    whether a capital follows parts stops from commas (1.5 for and against, 0.3 for a comma before a small letter:
    chosen, not measured)."""
    before, after, edge = sample.before, sample.after, sample.fits[:, 0]
    capital_next = sample.text.capital_after(sample.places)
    sides_tell = sample.text.model.language not in TURNED_QUOTES
    found: dict[str, float] = {}
    for mark in dict.fromkeys((*MARKS, *ordered)):
        cost = edge + mark_cost(mark)
        if mark in OPENING and sides_tell:
            cost = cost - OUT_OF_PLACE * ((after == 0) | (before > 0))
        elif mark in CLOSING:
            cost = cost - OUT_OF_PLACE * ((before == 0) & (after > 0))
        elif mark == "-":
            cost = cost - (OUT_OF_PLACE / 2) * ((before == 0) & (after == 0))
        if mark in ".?!":
            cost = cost + np.where(after > 0, -OUT_OF_PLACE, np.where(capital_next, 1.5, -1.5))
        elif mark in ",;":
            cost = cost + np.where(after > 0, -OUT_OF_PLACE, np.where(capital_next, -1.5, 0.3))
        found[mark] = sample.sum(cost)
    return found


def _apostrophes(sample: _Sample) -> dict[str, float]:
    """The apostrophe is a letter inside a word, and a quotation mark elsewhere."""
    apostrophe = sample.fits[:, sample.text.model.apostrophe]
    inside = (sample.before > 0) & (sample.after > 0)
    return {
        mark: sample.sum(np.where(inside, apostrophe, sample.fits[:, 0] + mark_cost(mark))) for mark in "'’"
    }


def _ligatures(sample: _Sample) -> dict[str, float]:
    model = sample.text.model
    found: dict[str, float] = {}
    for joined in (*LIGATURES, *(("ß",) if model.language == "de" else ())):
        # wordfreq folds ß to ss, so that is how the model knows it
        symbols = model.symbols(np.array([ord(c) for c in joined.casefold()], np.uint32))
        found[joined] = sample.sum(sample.text.fit(sample.places, [int(s) for s in symbols]) + sample.small)
    return found


def _ordered(code: int) -> list[str]:
    """What the known orders have within a few steps of a code."""
    return [
        order[code + step] for order in (macintosh(), adobe()) for step in range(-MOST_STEPS, MOST_STEPS + 1)
        if 0 <= code + step < len(order) and order[code + step]
    ]


@lru_cache(maxsize=1)
def _numbers() -> tuple[tuple[str, dict[str, int]], ...]:
    """The number of each character in the known orders."""
    return tuple(
        (name, {c: i for i, c in reversed(list(enumerate(order))) if c})
        for name, order in (("macintosh", macintosh()), ("adobe", adobe()))
    )


def keys_of(code: int, reading: str, itself: bool = False) -> frozenset[Key]:
    """The keys by which orders go on in a reading; `itself`: the code stands for what it was printed as."""
    if itself:
        return frozenset({("itself", 0)})
    keys = {("unicode", ord(reading) - code)} if len(reading) == 1 else set()
    keys |= {(name, numbers[reading] - code) for name, numbers in _numbers() if reading in numbers}
    return frozenset(keys)
