"""How well a text reads, character by character: letters by the model of a language, the rest by fixed costs.

All costs are natural logarithms. Those for marks and capitals were counted once on English, French and German
newspaper text and rounded: they only have to tell prose from what a wrong table makes of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..document import LOST
from ..language.characters import CharacterModel, Floats, Symbols, codes_of, letter_scores
from .orders import UNREAD

UNREAD_COST = -13.0
AGES = 4  # a letter's context reaches back three letters, so four ages of a span differ

CAPITAL_FIRST = -2.3  # one word in ten begins with a capital
CAPITAL_AGAIN = -1.2  # after a capital: a word in capitals goes on
CAPITAL_INSIDE = -7.0  # after a small letter
SMALL_AFTER_CAPITALS = -4.0  # "USSr"
STRANGE_MARK = -11.0
FOREIGN_LETTER = -3.0  # a letter of no alphabet of the language, besides its place in the word
MARK_ON_MARK = -2.5  # two marks in a row, neither a space, a digit or lost: `&:,+3`
BROKEN_WORD = "-\u00ad¬"


@lru_cache(maxsize=1)
def _mark_costs() -> Floats:
    """The cost of each code point that is no letter, where a word may end."""
    costs = np.full(0x10000, STRANGE_MARK, np.float32)
    for marks, cost in (
        (" ", -0.25), ("\n\r\t", -1.0), ("\xa0", -3.0), (",.", -3.2), ("-’'“”\"", -4.5), ("():;?!", -5.0),
        ("0123456789", -4.5), ("‘–—…«»„/", -5.5), ("[]&%", -6.5), ("*§°$€£+=@•", -7.5),
        ("#<>_|{}^~\\`", -9.0), (LOST, -9.0), (UNREAD, UNREAD_COST),
    ):  # fmt: skip
        for mark in marks:
            costs[ord(mark)] = cost
    return costs


def mark_cost(mark: str) -> float:
    """The cost of a mark where a word may end."""
    return float(_mark_costs()[min(ord(mark), 0xFFFF)])


@lru_cache(maxsize=1)
def capitals() -> NDArray[np.bool_]:
    """Which code points below U+10000 are capitals."""
    return np.fromiter((chr(code).isupper() for code in range(0x10000)), np.bool_, 0x10000)


@dataclass(frozen=True)
class Reading:
    """The scores of one way to read a text, per character of the text as printed.

    `at_age[k]` scores a character that is the k-th of its span (the last row for all later ones); `leaving` is what
    it costs when the span ends after it, inside a word.
    """

    at_age: Floats
    leaving: Floats

    @property
    def scores(self) -> Floats:
        """Each character in the middle of a long span."""
        row: Floats = self.at_age[AGES - 1]
        return row


@dataclass(frozen=True)
class Sheet:
    """Several rows under one hypothesis: the pieces read, their scores, and where each row begins among them."""

    parts: list[list[str]]
    reading: Reading
    starts: list[int]

    def row(self, i: int) -> Reading:
        start, end = self.starts[i], self.starts[i] + len(self.parts[i])
        return Reading(self.reading.at_age[:, start:end], self.reading.leaving[start:end])


def sheet(
    model: CharacterModel, parts: list[list[str]], lost: float, lone_space: float | None = None
) -> Sheet:
    """The scores of many rows at once: a thousand short rows one by one cost ten times as much."""
    flat: list[str] = []
    starts: list[int] = []
    for row in parts:
        starts.append(len(flat))
        flat += row
        flat.append("\n")
    return Sheet(parts, score(model, flat or ["\n"], lost, lone_space), starts)


def score(
    model: CharacterModel, parts: list[str], lost: float, lone_space: float | None = None
) -> Reading:
    """The scores of a reading given as one piece for each character printed.

    `lost` is the cost of a lost character under this hypothesis: next to nothing where every space was lost, a lot
    in clean text. `lone_space` is that of a real space beside no lost character, where such were found to be
    rare or common.
    """
    text = "".join(parts)
    codes = np.minimum(codes_of(text), 0xFFFF)
    symbols = model.symbols(codes)
    starts = np.cumsum([0, *map(len, parts[:-1])]) if parts else np.zeros(0, np.intp)
    marks = np.where(symbols == 0, _marks(codes, lost), 0.0).astype(np.float32)
    marks[symbols == model.other] = FOREIGN_LETTER
    if lone_space is not None:
        marks[_lone_spaces(codes)] = lone_space
    rows = np.empty((AGES, len(parts)), np.float32)
    for age in range(AGES):
        each = letter_scores(model, symbols, age) + marks + _case(codes, symbols, age)
        rows[age] = np.add.reduceat(each, starts)
    return Reading(rows, _leaving(model, symbols)[np.append(starts[1:], codes.size) - 1])


def values(model: CharacterModel, codes: NDArray[np.uint32], lost: float) -> Floats:
    """The score of each character of a text in the middle of a long span: a quarter of the cost of `score`."""
    codes = np.minimum(codes, 0xFFFF)
    symbols = model.symbols(codes)
    marks = np.where(symbols == 0, _marks(codes, lost), 0.0).astype(np.float32)
    marks[symbols == model.other] = FOREIGN_LETTER
    scores: Floats = letter_scores(model, symbols) + marks + _case(codes, symbols, AGES - 1)
    return scores


def _marks(codes: NDArray[np.uint32], lost: float) -> Floats:
    costs: Floats = _mark_costs()[codes]
    is_lost = codes == ord(LOST)
    costs[is_lost] = lost
    # marks may pile up: `.”`, `),`; digits, spaces and what is lost are not marks
    mark = costs < -2.6
    mark &= ~((codes >= 48) & (codes < 58)) & ~is_lost
    costs[1:][mark[1:] & mark[:-1]] += MARK_ON_MARK
    return costs


def _lone_spaces(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    lost = np.zeros(codes.size + 2, np.bool_)
    lost[1:-1] = codes == ord(LOST)
    found: NDArray[np.bool_] = (codes == 0x20) & ~lost[:-2] & ~lost[2:]
    return found


def _case(codes: NDArray[np.uint32], symbols: NDArray[np.uint8], age: int) -> Floats:
    capital = capitals()[codes]
    letter = symbols > 0
    costs = np.where(capital, CAPITAL_FIRST, 0.0).astype(np.float32)
    if age > 0 and codes.size > 1:
        after_letter = letter[:-1]
        after_capital = capital[:-1]
        costs[1:][capital[1:] & after_capital] = CAPITAL_AGAIN
        costs[1:][capital[1:] & after_letter & ~after_capital] = CAPITAL_INSIDE
        twice = after_capital.copy()
        twice[1:] &= after_capital[:-1]
        twice[0] = False
        if age > 1:
            costs[1:][letter[1:] & ~capital[1:] & twice] = SMALL_AFTER_CAPITALS
    return costs


def _leaving(model: CharacterModel, symbols: Symbols) -> Floats:
    """What it costs to end the word after each symbol; nothing where none is begun."""
    scores = ends(model, symbols)
    scores[symbols == 0] = 0.0
    return scores


def ends(model: CharacterModel, symbols: Symbols, reach: int = 3) -> Floats:
    """What it costs to end the word after each symbol, seen with at most `reach` - 1 symbols before it."""
    before = np.zeros((3, symbols.size), np.intp)
    before[0] = symbols
    for back in range(1, reach):
        before[back, back:] = np.where(before[back - 1, back:] > 0, symbols[:-back], 0)
    size = model.size
    scores: Floats = model.log.reshape(-1)[((before[2] * size + before[1]) * size + before[0]) * size]
    return scores


def most(gains: Floats) -> float:
    """The most that any stretch gains."""
    sums = np.concatenate([[0.0], np.cumsum(gains, dtype=np.float64)])
    return float((sums - np.minimum.accumulate(sums)).max())
