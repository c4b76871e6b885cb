"""What the codes of a font may stand for, and how well the text around their places then reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..language.characters import CharacterModel, Floats
from .numbering import expected
from .quotes import DASHES, EITHER_SIDE, EM_DASH, EVERY_QUOTE, QUOTES, UNEVEN, USUAL_QUOTES
from .scoring import CAPITAL_AGAIN, CAPITAL_FIRST, CAPITAL_INSIDE, SMALL_AFTER_CAPITALS, mark_cost
from .surroundings import Places, Surroundings

SAMPLE = 40  # occurrences of a code that are looked at
CAP = 24  # occurrences that count: a code seen a thousand times is no surer of its order than one seen a dozen
KEPT = 14  # likeliest readings that are weighed against the orders, besides those the orders have
HOPELESS = 60.0  # natural logarithm: no order makes up for so much (four jumps)
FOREIGN = -6.0  # a letter of no alphabet of the language that an order has here
OUT_OF_PLACE = 4.0  # an opening mark before a space, a closing one at the start of a word, any inside a word
CAPITAL_AFTER_STOP = 1.5  # natural logarithm, for and against; as the next: chosen, not measured
SMALL_AFTER_COMMA = 0.3
SMALL_AFTER_QUOTE = 0.7
OTHER_DASH = 0.5  # the dash that the language does not use: decides where nothing else does
COMMON = -3.2  # natural logarithm: what the commonest mark costs
TELLING = 1.5  # a mark's rarity counts so often, and again with each doubling: a text may be full of brackets
STRAY = 6.0  # a sound letter beside garbled ones: the span is a letter too long
UNUSUAL = 1.5  # a quotation mark that the language does not use
TWICE = 40.0  # a font has one glyph for a letter, and the document shows another code for it
MARK_TWICE = 8.0  # the same of a mark: the evidence for the other code is weaker
LATIN_1_LATE = 4.0  # a character of Latin-1 beyond the numbers of all orders: fonts number those first
END_OF_ORDERS = 258  # glyphs of the longest

MARKS = ".,;:!?-()[]'\"“”‘’«»„–—…/%&§°"
FIGURES = "0123456789"
SEVERAL_GLYPHS = " -'"
"""What a font may print under several codes: no-break space, soft hyphen, straight and turned apostrophe."""
PRINTED_AS_IT_IS = "“”‘’«»„–—…"
"""Marks that stand for themselves where they are of another font than the letters around them."""
LIGATURES = ("fi", "fl", "ff", "ffi", "ffl", "ti", "tt", "tf", "ft", "Th")
OPENING, CLOSING = "([{¿¡", ")]}.,;:!?…%"
JOINING = "-'’/·"
"""Marks that may stand inside a word."""
AS_COMMON = {"es": {"¿": "?", "¡": "!", "—": "“"}, "pt": {"—": "“"}, "ru": {"—": "“", "«": "“", "»": "”"},
             "fr": {"«": "“", "»": "”"}}
"""Marks that one language uses as often as others use another mark."""
SPACED = {"fr": "«»;:!?"}
"""Marks that have spaces on both sides."""

Options = dict[str, float]
"""The candidates of a code: how well (natural logarithm) its places read with each."""


def weighed(
    text: Surroundings, places: Mapping[int, Places], offset: int | None, held: Mapping[str, int]
) -> list[Options]:
    """The candidates of some codes, in order of the codes.

    `offset` is the distance the small letters keep from Unicode, None for a table of its own; `held` are readings that
    are known to be those of some code.
    """
    if not places:
        return []
    sample = _sampled(text, places)
    near = [expected(code) for code in places]
    table = {**_letters(sample), **_marks(sample, near), **_apostrophes(sample), **_ligatures(sample)}
    foreign = sample.sums(sample.fits[:, text.model.other] + sample.small + FOREIGN)
    names = list(table)
    fits = np.array([table[name] for name in names])
    best = np.argsort(-fits, axis=0, kind="stable")[:KEPT].T
    found = []
    for i, code in enumerate(places):
        options = {names[j]: float(fits[j, i]) for j in best[i]}
        for reading in near[i]:
            if reading in FIGURES:
                options[reading] = sample.mark(i, reading)
            elif reading in table:
                options[reading] = float(table[reading][i])
            elif len(reading) == 1 and reading != "\xa0":  # fonts print the ordinary space for it
                options[reading] = float(foreign[i])
        figure = chr(code + offset) if offset is not None and code + offset > 0 else ""
        if figure in FIGURES and figure:  # which figure it is no text can tell: only an order may
            options[figure] = sample.mark(i, figure)
        if offset is not None and code > END_OF_ORDERS and ord("a") - offset < END_OF_ORDERS:
            options.update((r, fit - LATIN_1_LATE) for r, fit in options.items() if r[0] < "\u0100")
        _itself(sample, i, chr(code), options, table)
        for reading in options:
            if held.get(reading, code) != code and reading not in SEVERAL_GLYPHS:
                options[reading] -= TWICE if reading.isalpha() else MARK_TWICE
        least = max(options.values()) - HOPELESS
        found.append({reading: fit for reading, fit in options.items() if fit >= least})
    return found


def _itself(
    sample: _Sample, i: int, printed: str, options: Options, table: Mapping[str, NDArray[np.float64]]
) -> None:
    """Adds the reading of a code as printed, where it may be of another font than its neighbours."""
    if printed in PRINTED_AS_IT_IS:
        options.setdefault(printed, sample.mark(i, printed))
    elif printed in sample.text.model.alphabet:
        options[printed] = float(table[printed][i]) - STRAY
    elif printed in table:
        options.setdefault(printed, float(table[printed][i]))


@dataclass(frozen=True, slots=True)
class _Sample:
    """Some places of each code, one code after the other: symbols before and after, what a capital or small letter
    costs there; where the places of each code begin, how many they are, and what each counts."""

    text: Surroundings
    places: Places
    starts: NDArray[np.intp]
    sizes: NDArray[np.float64]
    weights: NDArray[np.float64]
    seen: NDArray[np.float64]
    fits: Floats  # places by symbols
    before: NDArray[np.intp]
    after: NDArray[np.intp]
    small: NDArray[np.float64]
    big: NDArray[np.float64]

    def sums(self, fit: NDArray[np.floating] | NDArray[np.bool_]) -> NDArray[np.float64]:
        """What a fit at each place comes to, by code."""
        total = np.add.reduceat(np.asarray(fit, np.float64), self.starts, axis=0)
        weights = self.weights if total.ndim == 1 else self.weights[:, None]
        found: NDArray[np.float64] = total * weights
        return found

    def mark(self, i: int, mark: str) -> float:
        """The fit of a mark wherever code number `i` stands."""
        end = self.starts[i] + int(self.sizes[i])
        edge = float(self.fits[self.starts[i] : end, 0].sum())
        rarity = _rarity(mark, self.text.model.language) * _telling(self.seen[i])
        return float(edge * self.weights[i] + self.counted[i] * COMMON + rarity)

    @property
    def counted(self) -> NDArray[np.float64]:
        """How many occurrences of each code count."""
        found: NDArray[np.float64] = self.sizes * self.weights
        return found


def _rarity(mark: str, language: str) -> float:
    """How much rarer a mark is than the commonest."""
    return min(0.0, mark_cost(AS_COMMON.get(language, {}).get(mark, mark)) - COMMON)


def _telling(seen: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    """By how many occurrences a mark is rarer than another, if it stands so often."""
    times: NDArray[np.float64] = TELLING * np.log2(1.0 + seen)
    return times


def _sampled(text: Surroundings, places: Mapping[int, Places]) -> _Sample:
    held = [each[:: max(1, each.size // SAMPLE)][:SAMPLE] for each in places.values()]
    sizes = np.array([each.size for each in held], np.float64)
    seen = np.array([each.size for each in places.values()], np.float64)
    every = np.concatenate(held)
    at = every + 3
    before, after = text.last[at - 1], text.first[at + 1]
    before_capital = text.capital[at - 1]
    after_capital = text.capital[at + 1] & (after > 0)
    small = np.where(before_capital & text.capital[at - 2], SMALL_AFTER_CAPITALS, 0.0)
    small = small + np.where(after_capital, CAPITAL_INSIDE, 0.0)
    big = np.where(before == 0, CAPITAL_FIRST, np.where(before_capital, CAPITAL_AGAIN, CAPITAL_INSIDE))
    big = big + np.where(after_capital, CAPITAL_AGAIN, 0.0)
    starts = np.concatenate([[0], np.cumsum(sizes[:-1])]).astype(np.intp)
    weights = np.minimum(seen, CAP) / sizes
    return _Sample(text, every, starts, sizes, weights, seen, text.letters(every), before, after, small, big)


def _letters(sample: _Sample) -> dict[str, NDArray[np.float64]]:
    """The letters of the language, small and capital."""
    alphabet = sample.text.model.alphabet
    letters = sample.sums(sample.fits[:, 1 : len(alphabet) + 1])
    small, big = sample.sums(sample.small), sample.sums(sample.big)
    found: dict[str, NDArray[np.float64]] = {}
    for index, letter in enumerate(alphabet):
        found[letter] = letters[:, index] + small
        if letter.upper() != letter and len(letter.upper()) == 1:
            found[letter.upper()] = letters[:, index] + big
    return found


def _marks(sample: _Sample, near: Sequence[Mapping[str, int]]) -> dict[str, NDArray[np.float64]]:
    """The marks of prose and those of the sequences: an opening one stands before a word, a closing one after it, and
    whether a capital follows parts stops from commas."""
    edge = sample.sums(sample.fits[:, 0]) + sample.counted * COMMON
    times = _telling(sample.seen)
    ordered = {reading for each in near for reading in each if len(reading) == 1 and not reading.isalnum()}
    sides = _Sides(sample)
    marks = sorted({*MARKS, *ordered} - {"\xa0"})
    return {mark: edge + times * _rarity(mark, sides.language) - sides.cost(mark, times) for mark in marks}


class _Sides:
    """How often the marks of each code stand beside letters, spaces and capitals, and what that costs a mark."""

    def __init__(self, sample: _Sample) -> None:
        text, at = sample.text, sample.places + 3
        before, after = sample.before > 0, sample.after > 0
        space_before, space_after = text.space[at - 1], text.space[at + 1]
        capital = text.capital_after(sample.places)
        self.on_both_sides = np.minimum(sample.sums(after & ~before), sample.sums(~after & ~space_before))
        self.apart, self.beside_space = sample.sums(space_before & space_after), sample.sums(space_before | space_after)
        self.uneven = sample.sums(space_before != space_after)
        self.opens_small = sample.sums(after & ~text.capital[at + 1])
        self.language = text.model.language
        self.inside = sample.sums(before & after)
        self.not_opening, self.not_spaced_opening = sample.sums(before | space_after), sample.sums(before)
        self.not_closing, self.not_spaced_closing = sample.sums(space_before | (~before & after)), sample.sums(after)
        self.not_joining = sample.sums(np.select([before & after, before, after], [0.0, 0.25, 0.75], 0.5))
        self.after_initial = sample.sums(before & after & (text.last[at - 2] == 0))
        self.before_capital = sample.sums(~after & capital)
        self.before_small = sample.sums(~after & ~capital)

    def cost(self, mark: str, times: NDArray[np.float64]) -> NDArray[np.float64]:
        opening, closing = QUOTES.get(self.language, USUAL_QUOTES)
        spaced = mark in SPACED.get(self.language, "")
        total = times * 0.0
        if mark in OPENING or mark in opening:
            total = total + OUT_OF_PLACE * (self.not_spaced_opening if spaced else self.not_opening)
            if mark in opening:
                total = total + SMALL_AFTER_QUOTE * self.opens_small
        elif mark in CLOSING or mark in closing:
            total = total + OUT_OF_PLACE * (self.not_spaced_closing if spaced else self.not_closing)
        elif mark in EVERY_QUOTE and mark not in EITHER_SIDE.get(self.language, ""):
            total = total + UNUSUAL * times + OUT_OF_PLACE * (self.on_both_sides + self.apart)
        if mark == '"':
            total = total + OUT_OF_PLACE * self.apart
        elif mark == " ":
            total = total + OUT_OF_PLACE * self.beside_space
        if mark in DASHES:
            clings = mark == "—" and self.language in UNEVEN
            total = total + (0.0 if clings else OUT_OF_PLACE * self.uneven)
            total = total + (0.0 if (mark == "—") == (self.language in EM_DASH) else OTHER_DASH)
            total = total + (0.0 if mark == "—" and self.language == "en" else OUT_OF_PLACE * self.inside)
        elif mark in JOINING:
            total = total + OUT_OF_PLACE * self.not_joining
            if mark == "-":  # but `l'aube`
                total = total + OUT_OF_PLACE / 2 * self.after_initial
        else:
            total = total + OUT_OF_PLACE * self.inside
        if mark in ".?!":
            total = total + CAPITAL_AFTER_STOP * (self.before_small - self.before_capital)
        elif mark in ",;":
            total = total + CAPITAL_AFTER_STOP * self.before_capital - SMALL_AFTER_COMMA * self.before_small
        return total


def _apostrophes(sample: _Sample) -> dict[str, NDArray[np.float64]]:
    """The apostrophe is a letter inside a word, or the end of one that leans on the next (`l'aube`); elsewhere it is a
    quotation mark."""
    apostrophe = sample.text.model.apostrophe
    joined = np.maximum(sample.fits[:, apostrophe], sample.fits[:, 0] + COMMON)
    inside = (sample.before > 0) & (sample.after > 0)
    at = sample.places + 3
    apart = sample.text.space[at - 1] & sample.text.space[at + 1]
    opens = ~apart & (sample.after > 0)
    elsewhere = sample.fits[:, 0] + COMMON - np.select([apart, opens], [2.0, 1.0], 0.5) * OUT_OF_PLACE
    edge = sample.sums(np.where(inside, joined, elsewhere))
    times = _telling(sample.seen)
    return {mark: edge + times * _rarity(mark, sample.text.model.language) for mark in "'’"}


def _ligatures(sample: _Sample) -> dict[str, NDArray[np.float64]]:
    model: CharacterModel = sample.text.model
    small = sample.sums(sample.small)
    found: dict[str, NDArray[np.float64]] = {}
    for joined in (*LIGATURES, *(("ß",) if model.language == "de" else ())):
        # wordfreq folds ß to ss, so that is how the model knows it
        symbols = model.symbols(np.array([ord(c) for c in joined.casefold()], np.uint32))
        found[joined] = sample.sums(sample.text.fit(sample.places, [int(s) for s in symbols])) + small
    return found
