"""How the numbers of a font go on: known sequences of glyphs, and how far from each a code stands.

A font that follows a sequence keeps one distance from it, and where it lacks a glyph all later numbers are one lower:
the distance steps. So a reading of a code is known by its keys, one for each sequence it stands in, and two codes of
one font support each other when they share a key or their keys are a few steps apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .orders import adobe, macintosh
from .tables import every

MOST_STEPS = 3  # glyphs that a font may lack between two codes
APART = 1 << 18  # keys of different sequences are further apart than any two code points
MIDDLE = 1 << 17
GENERAL = 2  # sequences that are no one font's: they come first
ALPHABETS = (("a", "z"), ("а", "я"))


@dataclass(frozen=True)
class Sequence:
    """A known sequence of glyphs: what each number prints, and the numbers of each reading."""

    name: str
    readings: Mapping[int, str]
    numbers: Mapping[str, int]


@lru_cache(maxsize=1)
def sequences() -> tuple[Sequence, ...]:
    """The Macintosh order, Adobe's, and those of the fonts that have a table."""
    held = [("macintosh", dict(enumerate(macintosh()))), ("adobe", dict(enumerate(adobe())))]
    held += [(table.name, dict(table.readings)) for table in every()]
    return tuple(
        Sequence(name, readings, {c: i for i, c in sorted(readings.items(), reverse=True) if c})
        for name, readings in held
    )


@lru_cache(maxsize=1 << 14)
def keys_of(code: int, reading: str) -> tuple[int, ...]:
    """The keys under which a code has a reading: the distance from Unicode, and from each sequence.

    >>> keys_of(ord("W"), "t")[0] == keys_of(ord("K"), "h")[0] == unicode_key(29)
    True
    """
    keys = [unicode_key(ord(reading) - code)] if len(reading) == 1 else []
    keys += [
        APART * i + MIDDLE + each.numbers[reading] - code
        for i, each in enumerate(sequences(), 1) if reading in each.numbers
    ]
    return tuple(keys)


def unicode_key(offset: int) -> int:
    """The key of a distance from Unicode."""
    return MIDDLE + offset


def homes(offset: int) -> frozenset[int]:
    """The keys under which the small letters keep this distance from Unicode: that of Unicode, and those of the
    sequences that have the letters in a row.

    >>> len(homes(29)), len(homes(66))
    (8, 8)
    """
    alike = (
        APART * i + MIDDLE + each.numbers[first] - ord(first) + offset
        for i, each in enumerate(sequences(), 1) for first, last in ALPHABETS
        if first in each.numbers and each.numbers[last] - each.numbers[first] == ord(last) - ord(first)
    )
    return frozenset({unicode_key(offset), *alike})


def is_general(key: int) -> bool:
    """Whether a key is one of Unicode, the Macintosh order or Adobe's: a font may follow them for a stretch, wherever
    its letters are; the order of one font's marks is that of other fonts only where its letters are too."""
    return key < APART * (GENERAL + 1)


def figures_apart(space: int, offset: int) -> int | None:
    """How far the figures of a font stand from Unicode, if one known sequence has both its space and its small letters
    where the font has them; `offset` is the distance of the letters.

    >>> figures_apart(3, 29), figures_apart(2, 29), figures_apart(3, 612)
    (29, None, 29)
    """
    for each in sequences():
        if " " not in each.numbers or "0" not in each.numbers:
            continue
        away = each.numbers[" "] - space
        for first, _ in ALPHABETS:
            if first in each.numbers and each.numbers[first] - away == ord(first) - offset:
                return ord("0") - each.numbers["0"] + away
    return offset if space + offset == ord(" ") else None


@lru_cache(maxsize=1 << 12)
def expected(code: int) -> Mapping[str, int]:
    """What the known sequences have within a few steps of a code's own place, and how many steps away."""
    found: dict[str, int] = {}
    for step in sorted(range(-MOST_STEPS, MOST_STEPS + 1), key=abs):
        for each in sequences():
            reading = each.readings.get(code + step)
            if reading:
                found.setdefault(reading, step)
    return found


def between(low: int, a: str, high: int, b: str) -> dict[int, str]:
    """The readings of the codes between two that go on alike in one sequence or in Unicode.

    >>> between(68, "a", 72, "e")
    {69: 'b', 70: 'c', 71: 'd'}
    """
    if len(a) == len(b) == 1 and ord(a) - low == ord(b) - high:
        return {code: chr(code + ord(a) - low) for code in range(low + 1, high)}
    for each in sequences():
        if a in each.numbers and b in each.numbers and each.numbers[a] - low == each.numbers[b] - high:
            away = each.numbers[a] - low
            return {
                code: each.readings[code + away] for code in range(low + 1, high) if each.readings.get(code + away)
            }
    return {}
