"""The orders in which fonts number their glyphs, as hypotheses of what a printed code stands for.

A font embedded without a character map leaves an extractor nothing but glyph numbers, and it prints them as
character codes. Which glyph has which number is the font's own affair, but most fonts follow one of a few
orders: TrueType fonts the Macintosh order of 258 glyphs (space is glyph 3, so ASCII is shifted by 29), CFF fonts
Adobe's (space is 1: shifted by 31). Fonts without some glyph of the order count on without it, so that all
later numbers are one lower: an order is an offset that may step, and the steps are learned from the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from ..document import LOST

WHITE = frozenset("\n\r\t\x0b\x0c \xa0")
UNREAD = "\uffff"
"""Stands in for a code that a table does not know; never leaves this package."""


@dataclass(frozen=True)
class GlyphTable:
    """What each printed code stands for under one hypothesis.

    `name` says it to a reader ("Macintosh glyph order"), `rule` is the rule of the edits made under it. A code that
    is not in `readings` stands for nothing known.
    """

    name: str
    rule: str
    readings: Mapping[int, str] = field(hash=False)

    @cached_property
    def _has_space(self) -> bool:
        return any(code != 32 and reading == " " for code, reading in self.readings.items())

    def part(self, code: int) -> str:
        """What a code stands for; white space an extractor added and lost characters stand for themselves.

        A real space is a glyph only where the table needs it for a small letter and has another space (Caladea
        prints `b` as a space).
        """
        if code == LOST_CODE:
            return LOST
        reading = self.readings.get(code)
        if code == 32:
            return reading if reading is not None and reading.islower() and self._has_space else " "
        if chr(code) in WHITE and (reading is None or not reading.strip()):
            return chr(code)
        return UNREAD if reading is None else reading


LOST_CODE = ord(LOST)


@lru_cache(maxsize=1)
def macintosh() -> tuple[str, ...]:
    """The characters of the Macintosh order by glyph number; the first three glyphs print nothing.

    >>> macintosh()[ord("W")], macintosh()[ord("p")], macintosh()[171]
    ('t', 'é', '…')
    """
    from fontTools.ttLib.standardGlyphOrder import standardGlyphOrder

    return tuple("" if i < 3 else _character(name) for i, name in enumerate(standardGlyphOrder))


@lru_cache(maxsize=1)
def adobe() -> tuple[str, ...]:
    """The characters of Adobe's ISOAdobe order by glyph number.

    >>> "".join(adobe()[ord(c)] for c in "UIF")
    'the'
    """
    from fontTools.cffLib import cffISOAdobeStrings

    return tuple("" if i < 1 else _character(name) for i, name in enumerate(cffISOAdobeStrings))


def _character(glyph: str) -> str:
    special = {"fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "Delta": "∆", "franc": "₣"}
    from fontTools.agl import toUnicode

    return special.get(glyph, "") or str(toUnicode(glyph))


def ordered(order: tuple[str, ...], step: int = 0) -> dict[int, str]:
    """The readings of an order whose numbers have all moved down by `step` (up, when negative)."""
    return {i - step: c for i, c in enumerate(order) if c and i - step > 0}


def shifted(offset: int) -> dict[int, str]:
    """Every printable ASCII character at its code less `offset`.

    >>> "".join(shifted(30)[ord(c)] for c in "4GEGKXG")
    'Receive'
    """
    return {code - offset: chr(code) for code in range(0x20, 0x7F) if code - offset > 0}
