"""Whether anything in a text looks like font garbage at all: a quick test that clean text passes for next to nothing.

Every pair of neighbouring characters has a strangeness: how improbable it is in the language, of those we have a
model of, that likes it best. Clean prose in any of them stays low in every stretch; garbage does not. Code, tables
and names do not either, and are looked at more closely by others: this test must only never miss.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WINDOW = 24  # pairs judged together, about four words
STEP = WINDOW // 3  # windows begin so many pairs apart
STRANGE = 4.4  # mean strangeness of a window: prose in eleven languages stays below 4.2, garbage starts at 5
SHORT = 4.9  # the same of two thirds of a window
STEPS = 20  # steps of the stored table to a natural logarithm
SEVERAL = 2  # signs at the head of words: one may be a hash tag or a Spanish question
PAGE, ONE_IN = 1024, 4  # characters whose letters are counted together, one in so many of them
ALIKE = 0.19
"""Chance that two small letters are the same: prose of 14 languages 0.05 to 0.11, code 0.12, phonetic script 0.15,
hexadecimal numbers 0.18, pages whose map takes many letters for one 0.22 to 0.31."""
SEVERAL_LETTERS = 6
BLOCK = 1 << 20  # characters looked at at a time: bounds the memory

LONGEST_GREEK = 30
"""Greek letters in a row that are no word: the longest of the Greek manual that the benchmark reads has 25. Codes of
Cyrillic letters are Greek ones in fonts that keep Unicode's order, and words run together where spaces were dropped."""
_GREEK = re.compile(rf"[\u0370-\u03ff]{{{LONGEST_GREEK},}}")

OTHER, SPACE, DIGIT, MARK, SIGN, ODD = range(6)
SMALL = 6
CAPITAL = SMALL + 26
CYRILLIC = CAPITAL + 26
CLASSES = CYRILLIC + 38

_CYRILLIC_EXTRA = "ёєіїґў"
_ODD_RANGES = ((0x00, 0x09), (0x0B, 0x0C), (0x0E, 0x20), (0x7F, 0xA0), (0x180, 0x250), (0x250, 0x300), (0x3D0, 0x400),
               (0xE000, 0xF900), (0xFFFD, 0xFFFE))  # fmt: skip
_ODD_MARKS = "¢¤¥¦¨ª¬¯±²³´µ¶¸¹º¼½¾"
_USUAL_LATIN = "șțȘȚơưƠƯ"


@lru_cache(maxsize=1)
def classes() -> NDArray[np.uint8]:
    """The class of each code point below U+10000: a letter of its alphabet without accents, or a kind of mark."""
    table = np.full(0x10000, OTHER, np.uint8)
    for code in range(0x2100):
        table[code] = _class(chr(code))
    for start, end in _ODD_RANGES:
        table[start:end] = ODD
    for c in _USUAL_LATIN:
        table[ord(c)] = _class(c)
    return table


def _class(c: str) -> int:
    plain = unicodedata.normalize("NFD", c)[0] if c not in "йЙёЁїЇўЎґҐ" else c
    plain = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "s", "æ": "a", "œ": "o", "ı": "i", "đ": "d"}.get(plain, plain)
    if "a" <= plain <= "z":
        return SMALL + ord(plain) - 97
    if "A" <= plain <= "Z":
        return CAPITAL + ord(plain) - 65
    low = plain.lower()
    if "а" <= low <= "я":
        return CYRILLIC + ord(low) - 0x430
    if low in _CYRILLIC_EXTRA:
        return CYRILLIC + 32 + _CYRILLIC_EXTRA.index(low)
    if c.isdigit():
        return DIGIT if c.isascii() else ODD
    if c.isspace():
        return SPACE
    if c in _ODD_MARKS:
        return ODD
    if c in "#$%@[\\]^_`{|}~<>=+*¿¡À":
        return SIGN
    return MARK if not c.isalpha() else OTHER


@lru_cache(maxsize=1)
def pair_costs() -> NDArray[np.uint8]:
    """The strangeness of each pair of classes, `STEPS` steps to a natural logarithm."""
    raw = files(__package__).joinpath("pairs.bin").read_bytes()
    return np.frombuffer(raw, np.uint8)


class Suspects(NamedTuple):
    """Where a text deserves a closer look: `stretches` are offsets, `STEP` apart at the nearest, where a strange window
    or something odd begins; `signs` those of single characters that may be wrong ones inside sound words; `poor` those
    of pages, `PAGE` characters each, where a few letters stand for all."""

    stretches: NDArray[np.int64]
    signs: NDArray[np.int64]
    poor: NDArray[np.int64]

    def __bool__(self) -> bool:
        return bool(self.stretches.size or self.signs.size or self.poor.size)


def suspects(text: str) -> Suspects:
    """Where a text deserves a closer look, in order of place. Nowhere in clean prose; costs about 15 ns a character.

    >>> bool(suspects("The plenum was held in August, and nobody objected."))
    False
    >>> bool(suspects("7KHSOHQXPZDVKHOGLQ$XJXVWDQGQRERG\\\\REMHFWHG"))
    True
    """
    stretches: list[NDArray[np.int64]] = []
    signs: list[NDArray[np.int64]] = []
    pages: list[NDArray[np.int64]] = []
    for start in range(0, len(text), BLOCK):
        piece = text[start : start + BLOCK + WINDOW]
        seen = classes_of(piece)
        for found, places in ((stretches, _strange(piece, seen)), (signs, inside(seen)), (pages, poor(seen))):
            if places.size:
                found.append(places[places < BLOCK] + start)
    return Suspects(_joined(stretches), _joined(signs), _joined(pages))


def _joined(found: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def classes_of(text: str) -> NDArray[np.uint8]:
    """The class of each character of a text."""
    seen = classes()[np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)]
    if seen.size != len(text):  # characters beyond U+FFFF: one class each
        seen = classes()[np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32), 0xFFFF)]
    return seen


def _strange(text: str, seen: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where strange windows begin, and odd characters and codes spelt out stand, to the nearest `STEP` before."""
    odd = np.flatnonzero(seen == ODD)
    pairs = seen[:-1].astype(np.uint16)
    pairs *= CLASSES
    pairs += seen[1:]
    strangeness = pair_costs()[pairs]
    fill = -strangeness.size % STEP
    if fill:
        strangeness = np.concatenate([strangeness, np.full(fill, int(3.5 * STEPS), np.uint8)])
    sums = strangeness.reshape(-1, STEP).sum(axis=1, dtype=np.uint16)
    marked = np.zeros(len(text) // STEP + 1, np.bool_)
    if sums.size > 2:
        two = sums[:-1] + sums[1:]
        marked[: sums.size - 1] = two > SHORT * STEPS * 2 * STEP
        marked[: sums.size - 2] |= two[:-1] + sums[2:] > STRANGE * STEPS * WINDOW
    else:
        marked[0] = sums.sum() > STRANGE * STEPS * STEP * sums.size
    marked[odd // STEP] = True
    if np.count_nonzero(seen == OTHER) >= LONGEST_GREEK:
        for found in _GREEK.finditer(text):
            marked[found.start() // STEP : found.end() // STEP] = True
    if "(cid:" in text:
        marked[[found.start() // STEP for found in re.finditer(r"\(cid:", text)]] = True
    return np.flatnonzero(marked) * STEP


def poor(seen: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where the pages start whose small letters are far too much alike, as a map of many letters to one makes them:
    `Tne ferry nefr rne nerneer` (The ferry left the harbour). Cannot be inverted, only pointed at."""
    pages = seen.size // PAGE
    some = seen[: pages * PAGE : ONE_IN].astype(np.intp)
    some += np.repeat(np.arange(pages) * CLASSES, PAGE // ONE_IN)
    counts = np.bincount(some, minlength=pages * CLASSES).reshape(pages, CLASSES)[:, SMALL:CAPITAL]
    total = counts.sum(axis=1)
    alike = (counts * (counts - 1)).sum(axis=1) > ALIKE * total * (total - 1)
    several = np.count_nonzero(counts, axis=1) >= SEVERAL_LETTERS
    return np.flatnonzero(alike & several & (total > PAGE // ONE_IN // 2)) * PAGE


def inside(seen: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where a capital or a sign stands between two small letters: `operaOons`, `pla[orm`; or, if it does so more than
    once, a sign at the head of a word: `¿nancial`."""
    if seen.size < 3:
        return np.zeros(0, np.int64)
    small = (seen >= SMALL) & (seen < CAPITAL)
    strange = (seen == SIGN) | (seen == ODD) | ((seen >= CAPITAL) & (seen < CYRILLIC))
    places = np.flatnonzero(small[:-2] & strange[1:-1] & small[2:]) + 1
    first = np.flatnonzero((seen[:-2] == SPACE) & (seen[1:-1] == SIGN) & small[2:]) + 1
    return np.union1d(places, first) if first.size >= SEVERAL else places
