"""What each code of a font stands for, learned from the words it completes.

A font's numbers follow one of the known orders for long stretches, or keep a constant distance from Unicode, and
now and then step. So all codes are decided together (`decide`), and against the cost of steps stands how well the
text around each occurrence reads (`candidates`, `surroundings`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from ..language.characters import CharacterModel, Floats
from .candidates import CAP, PRINTED_AS_IT_IS, weighed
from .decide import decided
from .quotes import paired
from .surroundings import Places, Surroundings, places_of

SURE = 2.5  # natural logarithm: a code is read only with this margin over its next best reading
SURE_ALONE = 6.0  # the same for a code whose order no other code follows
CONFIRMED = 0.5  # the same for a reading by which the others are read in the second round
CAPITALS_AS_SMALL = 25.0  # natural logarithm: most fonts keep the distance of Unicode


@dataclass(frozen=True)
class Learned:
    """What one code was found to stand for.

    `margin` is how much better (natural logarithm) all codes together fit with this reading than with the best
    other one, the `rival`; `words` are a few of the words it completes; `times` how often it was seen.
    """

    code: int
    reading: str
    times: int
    margin: float
    words: tuple[str, ...]
    in_order: bool = True
    rival: str = ""

    @property
    def asked(self) -> float:
        """The least margin: small by its order, large against all order."""
        return SURE if self.in_order else SURE_ALONE

    @property
    def is_sure(self) -> bool:
        """Whether the code may be read: by its order with a small margin; against all order only where several
        different words agree, or a mark that no order has among its first glyphs stands twice."""
        if self.in_order:
            return self.margin >= self.asked
        if any(c.isalpha() for c in self.reading):
            several = len(self.words) > 1
        else:
            several = self.times > (1 if self.reading in PRINTED_AS_IT_IS else 2)
        return self.margin >= self.asked and several


def learn(
    model: CharacterModel, rows: Sequence[Sequence[int]], start: Mapping[int, str], offset: int | None,
    told: Mapping[int, str] = MappingProxyType({}),
) -> list[Learned]:
    """The readings of all codes seen in `rows`, starting from a first guess of them.

    `offset` is the distance the small letters keep from Unicode under the first guess; None for a table of its own,
    whose readings are kept while unknown codes are learned. The small letters are taken as given, the capitals are
    looked for together at one distance, every other code is decided along the orders. What is `told` already is taken
    too. Codes in order.
    """
    codes = np.fromiter((c for row in rows for c in (*row, 10)), np.int64)
    if not codes.size:
        return []
    places = places_of(codes)
    known = {**start, **told}
    fixed = set(known) if offset is None else {c for c, r in known.items() if "a" <= r <= "z" or "а" <= r <= "я"}
    marks: dict[str, int] = {}
    if offset is not None:
        capitals = _capitals(model, codes, places, known, offset)
        for code in [c for c, r in known.items() if r.isupper() and c not in capitals]:
            del known[code]
        known.update(capitals)
        fixed |= set(capitals)
        # beyond the letters of the shift nothing is given: `p` is no "o" in the order of TrueType, but an "é"
        fixed = {c for c in fixed if known[c].lower() in model.alphabet}
        fixed |= {c for c, r in known.items() if r == " " and c in places}
        fixed -= {c for c in fixed if known[c] != " " and ord(known[c][0]) != c + offset and c not in capitals}
        if capitals.get(ord("A") - offset) == "A":  # letters as in ASCII: so are the marks
            marks = {chr(c): c - offset for c in range(33, 127) if not chr(c).isalpha()}
        fixed |= told.keys()
    chosen: list[Learned] = []
    for _ in range(2):
        text = Surroundings(model, codes, known)
        surest = sorted(chosen, key=lambda each: (each.margin, each.times))
        held = {**marks, **{each.reading: each.code for each in surest if each.margin >= each.asked}}
        held.update((known[code], code) for code in sorted(fixed) if code in places)
        chosen = _chosen(text, places, fixed, offset, held)
        known.update((each.code, each.reading) for each in chosen if each.margin > CONFIRMED)
    return chosen


def _chosen(
    text: Surroundings, places: Mapping[int, Places], fixed: Set[int], offset: int | None, held: Mapping[str, int]
) -> list[Learned]:
    """The readings of all codes in their surroundings; the `fixed` ones keep theirs."""
    codes = sorted(places)
    asked = {code: places[code] for code in codes if code not in fixed}
    open_ones = weighed(text, asked, offset, held)
    pairs = paired(open_ones, asked)
    rest = iter(open_ones)
    options = [{text.known[code]: 0.0} if code in fixed else next(rest) for code in codes]
    return [
        Learned(code, each.reading, places[code].size, each.margin,
                _words(text, code, each.reading, places[code]), each.in_order or code in pairs, each.rival)
        for code, each in zip(codes, decided(codes, options, offset), strict=True)
    ]  # fmt: skip


def _capitals(
    model: CharacterModel, codes: Places, places: Mapping[int, Places], known: Mapping[int, str],
    offset: int,
) -> dict[int, str]:
    """The capitals, all at one distance from Unicode: that of the small letters, or where they fit clearly better.

    Fonts that sort their glyphs by the alphabet put the capitals elsewhere than Unicode does (Caladea: +66, small
    letters +60).
    """
    latin = "a" <= model.alphabet[0] <= "z"
    letters = [c.upper() for c in model.alphabet if len(c.upper()) == 1 and (c.isascii() or not latin)]
    small = {code for code, reading in known.items() if reading.islower() and reading in model.alphabet}
    indices = [model.alphabet.index(letter.lower()) for letter in letters]
    text = Surroundings(model, codes, known)
    fits: dict[int, Floats] = {}
    for code, at in places.items():
        if code not in small:
            first = at[text.last[at + 2] == 0][: 4 * CAP]  # capitals begin words
            table = text.letters(first)[:, 1 : len(model.alphabet) + 1]
            weight = min(first.size, CAP) / max(first.size, 1)
            fits[code] = (table - np.log(np.exp(table).mean(axis=1, keepdims=True))).sum(axis=0) * weight
    totals: dict[int, float] = {offset: CAPITALS_AS_SMALL}
    for code, row in fits.items():
        for letter, fit in zip(letters, row[indices].tolist(), strict=True):
            away = ord(letter) - code
            totals[away] = totals.get(away, 0.0) + fit
    away = max(totals, key=lambda distance: (totals[distance], -abs(distance - offset)))
    found = {ord(letter) - away: letter for letter in letters}
    return {code: letter for code, letter in found.items() if code > 0 and code not in small}


def _words(text: Surroundings, code: int, reading: str, places: Places) -> tuple[str, ...]:
    """Up to three different words a code stands in, read."""
    found: dict[str, None] = {}
    codes, known = text.codes, {**text.known, code: reading}
    for place in places[:40]:
        start = end = int(place)
        while start > 0 and place - start < 15 and known.get(int(codes[start - 1]), " ")[-1:].isalpha():
            start -= 1
        while end + 1 < codes.size and end - place < 15 and known.get(int(codes[end + 1]), " ")[:1].isalpha():
            end += 1
        if end > start + 1:
            found["".join(known[int(c)] for c in codes[start : end + 1])] = None
        if len(found) == 3:
            break
    return tuple(found)
