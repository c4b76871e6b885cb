"""What each code of a font stands for, learned from the words it completes.

A font's numbers follow one of the known orders for long stretches, or keep a constant distance from Unicode, and
now and then step. So all codes are decided together, from the lowest to the highest: a reading that goes on as the
one before costs nothing, a step costs a little, a jump a lot, and against these costs stands how well the text
around each occurrence reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..document import LOST
from ..language.characters import CharacterModel, Floats
from .orders import adobe, macintosh
from .scoring import CAPITAL_AGAIN, CAPITAL_FIRST, CAPITAL_INSIDE, SMALL_AFTER_CAPITALS, mark_cost

STEP_COST = 6.0  # a font lacks a glyph: true of most fonts for the no-break space, of few others
BACK_COST = 12.0  # a glyph the order does not have
JUMP_COST = 16.0  # the numbers go on elsewhere: one in a block of Unicode or so
MOST_STEPS = 3
SURE = 3.0  # natural logarithm: a code is read only with this margin over its next best reading
SURE_ALONE = 6.0  # the same for a code whose order no other code follows
SAMPLE = 60  # occurrences of a code that are looked at
CAP = 12  # occurrences that count: a code seen a thousand times is no surer of its order than one seen a dozen
CAPITALS_AS_SMALL = 25.0  # natural logarithm: most fonts keep the distance of Unicode
KEPT_CANDIDATES = 14
MARKS = ".,;:!?-()[]'\"“”‘’«»„–—…/%&§°0123456789"
PRINTED_AS_IT_IS = "“”‘’«»„–—…"
"""Marks that stand for themselves where they are of another font than the letters around them."""
LIGATURES = ("fi", "fl", "ff", "ffi", "ffl", "ti", "tt", "tf", "ft", "Th")
OPENING, CLOSING = "“‘([{¿¡«„", "”’)]},.;:!?…%"
OUT_OF_PLACE = 4.0  # an opening mark before a space, a closing one at the start of a word


@dataclass(frozen=True)
class Learned:
    """What one code was found to stand for.

    `margin` is how much better (natural logarithm) all codes together fit with this reading than with the best
    other one; `words` are a few of the words it completes; `times` how often it was seen.
    """

    code: int
    reading: str
    times: int
    margin: float
    words: tuple[str, ...]
    in_order: bool = True

    @property
    def is_sure(self) -> bool:
        """Whether the code may be read: by its order with a small margin; against all order only where several
        different words agree."""
        if self.in_order:
            return self.margin >= SURE
        several = len(self.words) > 1 if any(c.isalpha() for c in self.reading) else self.times > 2
        return self.margin >= SURE_ALONE and several


@dataclass(frozen=True)
class _Candidate:
    reading: str
    keys: frozenset[tuple[str, int]]  # how its order goes on: (order, place in it less the code)
    fit: float


def learn(
    model: CharacterModel, rows: Sequence[Sequence[int]], start: Mapping[int, str], offset: int | None
) -> list[Learned]:
    """The readings of all codes seen in `rows`, starting from a first guess of them.

    `offset` is the distance the small letters keep from Unicode under the first guess; None for a table of its own,
    whose readings are kept while unknown codes are learned. The small letters are taken as given, the capitals are
    looked for together at one distance, every other code is decided along the orders. Codes in order.
    """
    codes = np.fromiter((c for row in rows for c in (*row, 10)), np.int64)
    if not codes.size:
        return []
    places = _places(codes)
    known = dict(start)
    fixed = set(known) if offset is None else {c for c, r in known.items() if r.isalpha() and r.islower()}
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
    chosen: list[Learned] = []
    for _ in range(2):
        text = _Context(model, codes, known)
        options = [
            [_Candidate(known[code], _keys(code, known[code]), 0.0)] if code in fixed
            else _candidates(text, code, places[code], offset)
            for code in sorted(places)
        ]
        chosen = _decide(options, sorted(places), places, text, offset)
        known.update((each.code, each.reading) for each in chosen if each.margin > 0.5)
    return chosen


def _capitals(
    model: CharacterModel, codes: NDArray[np.int64], places: Mapping[int, NDArray[np.int64]], known: Mapping[int, str],
    offset: int,
) -> dict[int, str]:
    """The capitals, all at one distance from Unicode: that of the small letters, or where they fit clearly better.

    Fonts that sort their glyphs by the alphabet put the capitals elsewhere than Unicode does (Caladea: +66, small
    letters +60).
    """
    latin = "a" <= model.alphabet[0] <= "z"
    letters = [c.upper() for c in model.alphabet if len(c.upper()) == 1 and (c.isascii() or not latin)]
    small = {code for code, reading in known.items() if reading.islower() and reading in model.alphabet}
    text = _Context(model, codes, known)
    fits: dict[int, Floats] = {}
    for code, at in places.items():
        if code not in small:
            first = at[text.last[at + 2] == 0][: 4 * CAP]  # capitals begin words
            table = text.letters(first)[:, 1 : len(model.alphabet) + 1]
            weight = min(first.size, CAP) / max(first.size, 1)
            fits[code] = (table - np.log(np.exp(table).mean(axis=1, keepdims=True))).sum(axis=0) * weight
    best: tuple[float, int] = (-1e9, offset)
    distances = {offset, *(ord(letter) - code for letter in letters for code in fits)}
    for away in sorted(distances, key=lambda distance: abs(distance - offset)):
        total = CAPITALS_AS_SMALL if away == offset else 0.0
        for code, row in fits.items():
            reading = chr(code + away) if 0 < code + away < 0xD800 else ""
            if reading in letters:
                total += float(row[model.alphabet.index(reading.lower())])
        if total > best[0]:
            best = (total, away)
    away = best[1]
    found = {ord(letter) - away: letter for letter in letters}
    return {code: letter for code, letter in found.items() if code > 0 and code not in small}


def _places(codes: NDArray[np.int64]) -> dict[int, NDArray[np.int64]]:
    """Where each code stands; kept white space and lost characters are not asked about."""
    order = np.argsort(codes, kind="stable")
    values, firsts = np.unique(codes[order], return_index=True)
    return {
        int(code): group
        for code, group in zip(values, np.split(order, firsts[1:]), strict=True)
        if code not in (10, 32, ord(LOST))
    }


class _Context:
    """The text as far as it is read: the symbols around each place, and which of them are capitals."""

    def __init__(self, model: CharacterModel, codes: NDArray[np.int64], known: Mapping[int, str]) -> None:
        self.model = model
        self.codes = codes
        self.known = known
        values, inverse = np.unique(codes, return_inverse=True)
        first = [_letter(known.get(int(v), " "), 0) for v in values]
        last = [_letter(known.get(int(v), " "), -1) for v in values]
        self.first = np.pad(self._symbols(first)[inverse], 3)
        self.last = np.pad(self._symbols(last)[inverse], 3)
        self.capital = np.pad(np.array([c.isupper() for c in first])[inverse], 3)

    def _symbols(self, letters: list[str]) -> NDArray[np.intp]:
        symbols = self.model.symbols(np.array([ord(c) for c in letters], np.uint32))
        return np.asarray(symbols, np.intp)

    def fit(self, places: NDArray[np.int64], reading: Sequence[int]) -> Floats:
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

    def letters(self, places: NDArray[np.int64]) -> Floats:
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


def _letter(reading: str, index: int) -> str:
    return reading[index] if reading else " "


def _candidates(
    text: _Context, code: int, places: NDArray[np.int64], offset: int | None
) -> list[_Candidate]:
    """What a code may stand for, and how well its surroundings then read."""
    sample = places[:: max(1, places.size // SAMPLE)][:SAMPLE]
    weight = min(places.size, CAP) / sample.size
    model = text.model
    fits = text.letters(sample)
    at = sample + 3
    before, after = text.last[at - 1], text.first[at + 1]
    before_capital = text.capital[at - 1]
    after_capital = text.capital[at + 1] & (after > 0)
    small = np.where(before_capital & text.capital[at - 2], SMALL_AFTER_CAPITALS, 0.0)
    small = small + np.where(after_capital, CAPITAL_INSIDE, 0.0)
    big = np.where(before == 0, CAPITAL_FIRST, np.where(before_capital, CAPITAL_AGAIN, CAPITAL_INSIDE))
    big = big + np.where(after_capital, CAPITAL_AGAIN, 0.0)
    capital_next = _capital_after(text, sample)
    found: dict[str, float] = {}
    for index, letter in enumerate(model.alphabet, 1):
        found[letter] = float((fits[:, index] + small).sum()) * weight
        if letter.upper() != letter and len(letter.upper()) == 1:
            found[letter.upper()] = float((fits[:, index] + big).sum()) * weight
    edge = fits[:, 0]
    ordered = [c for c in _ordered(code) if len(c) == 1 and not c.isalpha()]
    for mark in {*MARKS, *ordered}:
        cost = edge + mark_cost(mark) 
        if mark in OPENING and model.language not in ("de", "cs", "da", "hu", "pl"):
            cost = cost - OUT_OF_PLACE * ((after == 0) | (before > 0))
        elif mark in CLOSING:
            cost = cost - OUT_OF_PLACE * ((before == 0) & (after > 0))
        elif mark == "-":
            cost = cost - (OUT_OF_PLACE / 2) * ((before == 0) & (after == 0))
        if mark in ".?!":
            cost = cost + np.where(after > 0, -OUT_OF_PLACE, np.where(capital_next, 1.5, -1.5))
        elif mark in ",;":
            cost = cost + np.where(after > 0, -OUT_OF_PLACE, np.where(capital_next, -1.5, 0.3))
        found[mark] = float(cost.sum()) * weight
    apostrophe = fits[:, model.apostrophe]
    inside = (before > 0) & (after > 0)
    for mark in "'’":
        found[mark] = float(np.where(inside, apostrophe, edge + mark_cost(mark)).sum()) * weight
    for joined in (*LIGATURES, *(("ß",) if model.language == "de" else ())):
        # wordfreq folds ß to ss, so that is how the model knows it
        symbols = model.symbols(np.array([ord(c) for c in joined.casefold()], np.uint32))
        fit = text.fit(sample, [int(s) for s in symbols]) + small
        found[joined] = float(fit.sum()) * weight
    for foreign in _ordered(code):
        if foreign not in found and len(foreign) == 1:
            found[foreign] = float((fits[:, model.other] + small - 6.0).sum()) * weight
    found.pop("\xa0", None)  # fonts print the ordinary space for it
    for digit in "0123456789":  # which digit it is no text can tell: only an order may
        if digit in _ordered(code) or (offset is not None and digit == chr(max(code + offset, 0))):
            found[digit] = float((edge + mark_cost(digit)).sum()) * weight
        else:
            found.pop(digit, None)
    itself = chr(code)
    if itself in PRINTED_AS_IT_IS or itself in model.alphabet:
        found[itself] = found.get(itself, float((edge + mark_cost(itself)).sum()) * weight)
        if itself.isalpha():
            found[itself] -= STEP_COST  # a clean letter beside garbled ones: the span is a letter too long
    likely = set(sorted(found, key=lambda reading: -found[reading])[:KEPT_CANDIDATES]) | {*_ordered(code), itself}
    return [
        _Candidate(reading, _keys(code, reading, reading == itself), fit) for reading, fit in found.items()
        if reading in likely
    ]


def _capital_after(text: _Context, places: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the next word begins with a capital, one space on."""
    found: NDArray[np.bool_] = text.capital[places + 5] & (text.first[places + 4] == 0)
    return found


def _ordered(code: int) -> list[str]:
    """What the known orders have within a few steps of a code."""
    return [
        order[code + step] for order in (macintosh(), adobe()) for step in range(-MOST_STEPS, MOST_STEPS + 1)
        if 0 <= code + step < len(order) and order[code + step]
    ]


@lru_cache(maxsize=2)
def _indices() -> tuple[tuple[str, dict[str, int]], ...]:
    return tuple(
        (name, {c: i for i, c in reversed(list(enumerate(order))) if c})
        for name, order in (("macintosh", macintosh()), ("adobe", adobe()))
    )


def _keys(code: int, reading: str, itself: bool = False) -> frozenset[tuple[str, int]]:
    if itself:
        return frozenset({("itself", 0)})
    keys = {("unicode", ord(reading) - code)} if len(reading) == 1 else set()
    for name, index in _indices():
        if reading in index:
            keys.add((name, index[reading] - code))
    return frozenset(keys)


class _Pass:
    """One direction of the cheapest path through the candidates of all codes."""

    def __init__(self, options: Sequence[Sequence[_Candidate]], forward: bool, offset: int | None) -> None:
        self.totals: list[list[float]] = []
        keys: dict[tuple[str, int], float] = {}
        if forward and offset is not None:
            keys[("unicode", offset)] = 0.0
            keys[("itself", 0)] = -STEP_COST
        best = -JUMP_COST if keys else JUMP_COST  # the end of the codes favours no order
        for candidates in options if forward else reversed(options):
            row = []
            for candidate in candidates:
                row.append(max(best - JUMP_COST, *(self._along(keys, key, forward) for key in candidate.keys), -1e18))
            self.totals.append(row)
            fresh: dict[tuple[str, int], float] = defaultdict(lambda: -1e18)
            scores = [value + candidate.fit for value, candidate in zip(row, candidates, strict=True)]
            top, likeliest = max(scores), max(candidate.fit for candidate in candidates)
            for value, candidate in zip(scores, candidates, strict=True):
                for key in candidate.keys:
                    fresh[key] = max(fresh[key], value)
            # an order is remembered across a code that left it
            apart = max((c.fit for c in candidates if ("itself", 0) in c.keys), default=-1e18) - STEP_COST
            for key, value in keys.items():
                fresh[key] = max(fresh[key], value + max(likeliest - JUMP_COST, apart))
            keys = {key: value for key, value in fresh.items() if value > top - 4 * JUMP_COST}
            keys.setdefault(("itself", 0), top - STEP_COST)
            best = top
        if not forward:
            self.totals.reverse()

    def _along(self, keys: dict[tuple[str, int], float], key: tuple[str, int], forward: bool) -> float:
        name, place = key
        value = keys.get(key, -1e18)
        if name != "itself":
            for step in range(1, MOST_STEPS + 1):
                up, down = (place - step, place + step) if forward else (place + step, place - step)
                value = max(value, keys.get((name, up), -1e18) - STEP_COST * step)
                value = max(value, keys.get((name, down), -1e18) - BACK_COST * step)
        return value


def _decide(
    options: list[list[_Candidate]], codes: list[int], places: Mapping[int, NDArray[np.int64]], text: _Context,
    offset: int | None,
) -> list[Learned]:
    if not options:
        return []
    ahead, back = _Pass(options, True, offset), _Pass(options, False, None)
    chosen: list[tuple[_Candidate, float]] = []
    for i in range(len(codes)):
        through = sorted(
            ((f + b + c.fit, c.reading, c)
             for f, b, c in zip(ahead.totals[i], back.totals[i], options[i], strict=True)),
            key=lambda item: item[:2], reverse=True,
        )  # fmt: skip
        margin = through[0][0] - through[1][0] if len(through) > 1 else 99.0
        chosen.append((through[0][2], margin))
    return [
        Learned(code, candidate.reading, places[code].size, margin, _words(text, code, candidate.reading, places[code]),
                len(options[i]) == 1 or _in_order(chosen, i, offset))
        for i, (code, (candidate, margin)) in enumerate(zip(codes, chosen, strict=True))
    ]  # fmt: skip


def _in_order(chosen: Sequence[tuple[_Candidate, float]], i: int, offset: int | None) -> bool:
    """Whether one of the codes beside this one follows the same order, within a few steps."""
    keys = chosen[i][0].keys
    if offset is None:
        return False  # a table of its own goes on as it likes
    if len(chosen[i][0].keys) == 1 and ("itself", 0) in keys:
        return True
    beside = {key for j in range(max(0, i - 3), i + 4) if j != i and j < len(chosen) for key in chosen[j][0].keys}
    beside.add(("unicode", offset))
    return any(
        name == other and abs(place - there) <= MOST_STEPS for name, place in keys for other, there in beside
    )


def _words(text: _Context, code: int, reading: str, places: NDArray[np.int64]) -> tuple[str, ...]:
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
