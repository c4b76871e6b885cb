"""Beyond ASCII: where the numbers of an order step, decided by the words they complete."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ..language.characters import CharacterModel
from .orders import GlyphTable
from .scoring import UNREAD, score

STEPS = range(-3, 4)  # glyphs a font lacks before a number, or has besides the order
STEP_COST = 6.0  # a step says the font lacks a glyph: true of most fonts for the no-break space, of few others
BACK_COST = 12.0  # numbers that go up again: a glyph the order does not have
NO_BREAK_COST = 6.0  # most fonts print the ordinary space for the no-break space
SAMPLE = 40  # occurrences of a code that are looked at
REACH = 8  # characters of context each side


class Learned(NamedTuple):
    """What one code beyond ASCII was found to stand for.

    `margin` is how much better (natural logarithm) the whole order fits with this reading than with the best other
    one; `words` are a few of the words it completes.
    """

    code: int
    reading: str
    times: int
    margin: float
    words: tuple[str, ...]


def learn(
    model: CharacterModel, spans: Sequence[str], base: GlyphTable, order: Sequence[str], first: int, lost: float
) -> tuple[dict[int, str], list[Learned]]:
    """The readings of all codes from `first` on under `order` with its steps, and those seen in `spans`.

    Each code may stand for a glyph up to three places along the order; the steps are chosen for all codes
    together, as the cheapest path along the order.
    """
    places: dict[int, list[tuple[str, str]]] = defaultdict(list)
    counts: dict[int, int] = defaultdict(int)
    for span in spans:
        for i, c in enumerate(span):
            code = ord(c)
            if code >= first and code < len(order) + 3 and code not in (0xA0,):
                counts[code] += 1
                if len(places[code]) < SAMPLE:
                    places[code].append((span[max(0, i - REACH) : i], span[i + 1 : i + 1 + REACH]))
    codes = sorted(places)
    if not codes:
        return {}, []
    readings = dict(base.readings)
    fits: list[list[float]] = []
    for _ in range(2):
        fits = [
            [_fit(model, places[code], readings, code, _glyph(order, code + step), lost) for step in STEPS]
            for code in codes
        ]
        path, _ = _cheapest(fits)
        readings.update({code: _glyph(order, code + STEPS[k]) or UNREAD for code, k in zip(codes, path, strict=True)})
    path, best = _cheapest(fits)
    learned = []
    for i, code in enumerate(codes):
        barred = [list(row) for row in fits]
        barred[i][path[i]] = -1e9
        margin = best - _cheapest(barred)[1]
        words = _words(places[code], readings, code)
        learned.append(Learned(code, readings[code], counts[code], margin, words))
    steps = {code: STEPS[k] for code, k in zip(codes, path, strict=True)}
    return _filled(order, steps, first), learned


def _glyph(order: Sequence[str], number: int) -> str:
    return order[number] if 0 <= number < len(order) else ""


def _fit(
    model: CharacterModel, places: Sequence[tuple[str, str]], readings: dict[int, str], code: int, reading: str,
    lost: float,
) -> float:
    """How well the surroundings of a code read when it stands for `reading`, over its sampled places."""
    if not reading:
        return -20.0 * len(places)
    table = GlyphTable("", "", {**readings, code: reading})
    parts: list[str] = []
    for before, after in places:
        parts += [part if part is not None else UNREAD for part in table.read(f"{before}{chr(code)}{after}")]
        parts.append(" ")
    total = float(score(model, parts, lost).scores.sum())
    return total - (NO_BREAK_COST * len(places) if reading == "\xa0" else 0.0)


def _cheapest(fits: Sequence[Sequence[float]]) -> tuple[list[int], float]:
    """The best step for each code, in order of code, steps costing what they say; and its total."""
    zero = STEPS.index(0)
    totals = [-_price(zero, k) + fits[0][k] for k in range(len(STEPS))]
    back: list[list[int]] = []
    for row in fits[1:]:
        source = [max(range(len(STEPS)), key=lambda j: totals[j] - _price(j, k)) for k in range(len(STEPS))]
        totals = [totals[source[k]] - _price(source[k], k) + row[k] for k in range(len(STEPS))]
        back.append(source)
    best = max(range(len(STEPS)), key=totals.__getitem__)
    path = [best]
    for source in reversed(back):
        path.append(source[path[-1]])
    return path[::-1], totals[best]


def _price(old: int, new: int) -> float:
    return STEP_COST * (new - old) if new >= old else BACK_COST * (old - new)


def _filled(order: Sequence[str], steps: dict[int, int], first: int) -> dict[int, str]:
    """Readings for the codes seen and for those between two that step alike; the others stay unknown."""
    readings: dict[int, str] = {}
    known = sorted(steps)
    for low, high in zip([first, *known], [*known, None], strict=True):
        for code in range(low, (high or low) + 1):
            same = high is None or steps.get(low, 0) == steps[high]
            if code in steps or same:
                glyph = _glyph(order, code + steps.get(code, steps.get(low, 0)))
                if glyph:
                    readings[code] = glyph
    return readings


def _words(places: Sequence[tuple[str, str]], readings: dict[int, str], code: int) -> tuple[str, ...]:
    """Up to three different words the code stands in, decoded."""
    table = GlyphTable("", "", readings)
    found: dict[str, None] = {}
    for before, after in places:
        left = "".join(part or " " for part in table.read(before))
        right = "".join(part or " " for part in table.read(after))
        head = _letters_at_end(left)
        tail = _letters_at_end(right[::-1])[::-1]
        if len(head) + len(tail) >= 3:
            found[head + readings[code] + tail] = None
        if len(found) == 3:
            break
    return tuple(found)


def _letters_at_end(text: str) -> str:
    end = len(text)
    while end and text[end - 1].isalpha():
        end -= 1
    return text[end:]
