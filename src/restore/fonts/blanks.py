"""Glyphs that came out as white space: several at once, so that only their places tell which.

Whence: a glyph number that is a tabulator, line feed, carriage return, space or no-break space when taken for a
character is white space to an extractor, and pdftotext prints a plain space for any of them. So the apostrophe of the
Macintosh order (10), its brackets (11, 12), the comma of Adobe's (13), a `b` and five capitals of Caladea all become
spaces: `l aube` for `l'aube`, `an hour  later` for `an hour, later`.

Left alone: every document whose own spaces are real ones, or that has many real spaces beside those of its font (words
spaced out), but for apostrophes that nothing else explains (`l aube`); and every space where two readings fit about as
well.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from ..language import load
from ..language.words import frequencies
from .candidates import SPACED
from .orders import LOST_CODE, GlyphTable
from .units import Row

PRINTED_BLANK = (9, 10, 11, 12, 13, 32, 133, 160)
"""Codes that are white space to an extractor (Unicode's White_Space below U+0100)."""

PRINTED_APART = (11, 12, 13, 133, 160)
"""Those of them that no text has among its words: where they stand, the extractor keeps each as it is."""

ENOUGH = 10  # spaces of the font itself
RARE = 2  # as many spaces of the font, at least, for each real one
SURE = 3.0  # natural logarithm: over the next best reading, as for a code
REAL_SPACE = -10.0  # what a real space costs where the font has its own; as the strangest marks (`scoring`)
UNKNOWN = -6.0  # a word that is in no list, besides its letters
SMALL_AGAIN, CAPITAL_INSIDE, CAPITAL_FIRST = 0.0, -9.0, -2.3  # as in `scoring` and `segment`
MARK = -4.5
RIGHT_TO_LEFT = ("R", "AL", "NSM")  # Unicode's classes of Hebrew, Arabic and combining characters
REACH = 300  # units between two brackets
LONGEST = 10  # letters of what leans, and more
LOST_AFTER = 4  # as many spaces before a lost character as behind one, at least: those behind are extra word spacing
FEW = 5  # and as many lost characters, at least, for each: commas are few
BEYOND = 8  # codes from one that was learned to one that came out as white space

APOSTROPHES = frozenset("'’")
ELIDED = {
    "fr": frozenset(("l", "d", "n", "s", "c", "j", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu",
                     "quelqu")),
    "it": frozenset(("l", "d", "c", "n", "m", "t", "s", "v", "dell", "all", "nell", "sull", "dall", "quell",
                     "quest", "bell", "sant", "anch", "tutt", "senz")),
}
"""What leans on the next word and never ends a line without its apostrophe."""
LEANING = {"en": frozenset(("s", "t", "ll", "re", "ve", "d", "m"))}
"""What leans on the word before, and is no word."""


class White(NamedTuple):
    """What the white space of a text may stand for: `readings` of the codes that came out as a space. `is_real`: most
    spaces are real ones; `closes`: one before a lost character may be a comma."""

    readings: Mapping[int, str]
    is_real: bool = False
    closes: bool = False


NOTHING = White({})


def blanks(table: GlyphTable, pieces: Sequence[Sequence[int]], language: str) -> White:
    """What codes printed as white space may stand for: nothing where the white space of a text is its own.

    `pieces` are stretches of codes that are of the font for sure.
    """
    own = real = before_lost = behind_lost = 0
    told_apart = any(code in PRINTED_APART for piece in pieces for code in piece)
    for piece in pieces:
        own += sum(1 for code in piece if code == LOST_CODE or (code not in (9, 10, 32) and table.part(code) == " "))
        real += sum(1 for code in piece if code == 32)
        before_lost += sum(1 for a, b in pairwise(piece) if (a, b) == (32, LOST_CODE))
        behind_lost += sum(1 for a, b in pairwise(piece) if (a, b) == (LOST_CODE, 32))
    flat = (32,) if told_apart else PRINTED_BLANK
    found = {code: table.readings.get(code, "") or _beside(table, code) for code in flat}
    found = {code: reading for code, reading in found.items() if len(reading) == 1 and not reading.isspace()}
    if own < ENOUGH or real * RARE > own:
        leans = APOSTROPHES.intersection(found.values()) and {language} & (ELIDED.keys() | LEANING.keys())
        return White(found, True) if leans else NOTHING
    return White(found, False, behind_lost * LOST_AFTER <= before_lost and before_lost * FEW <= own)


def _beside(table: GlyphTable, code: int) -> str:
    """The letter a code stands for if it goes on as the nearest that was learned; the mark, if all of ASCII is shifted
    alike."""
    for step in range(1, BEYOND + 1):
        for near in (code + step, code - step):
            reading = table.readings.get(near, "")
            letter = chr(ord(reading) - near + code) if len(reading) == 1 and ord(reading) + code > near else ""
            if reading.isalpha() and letter.isalpha():
                return letter
    places = {reading: near for near, reading in table.readings.items() if reading in ("a", "A")}
    if len(places) == 2 and places["a"] - places["A"] == ord("a") - ord("A"):
        mark = chr(max(code + ord("a") - places["a"], 0))
        return mark if "!" <= mark <= "/" else ""
    return ""


@dataclass
class Blanks:
    """Reads the white space of the rows of a text, one after the other."""

    language: str
    white: White
    opened: int = field(default=-REACH, init=False)  # where a bracket was opened

    @property
    def readings(self) -> Mapping[int, str]:
        return self.white.readings

    def read(self, row: Row, parts: Sequence[str], start: int, end: int) -> list[str]:
        """The parts of a row, with what the white space between `start` and `end` stands for."""
        found = list(parts)
        if self.white.is_real:
            return self._apostrophes(found, row, start, end)
        for i in range(start, end):
            if row.codes[i] == 32 and row.places[i + 1] - row.places[i] == 1 and i > 0:
                found[i] = self._reading(found, row.codes, i, end, row.start)
            if found[i] == "(":
                self.opened = row.start + i
            elif found[i] == ")":
                self.opened = -REACH
        return found

    def _apostrophes(self, parts: list[str], row: Row, start: int, end: int) -> list[str]:
        """The parts with an apostrophe for each space between two words that lean on each other."""
        mark = next(reading for reading in self.readings.values() if reading in APOSTROPHES)
        for i in range(max(start, 1), end - 1):
            if parts[i] == " " and row.printed(i) == " " and parts[i - 1].isalpha() and parts[i + 1].isalpha():
                left, right = _letters_before(parts, i), _letters_after(parts, i, end)
                if _lean(left.lower(), right.lower(), self.language):
                    parts[i] = mark
        return parts

    def _reading(self, parts: Sequence[str], codes: Sequence[int], i: int, end: int, place: int) -> str:
        left, right = _letters_before(parts, i), _letters_after(parts, i, end)
        alone = self._word(left) + (2 * UNKNOWN if left.lower() in ELIDED.get(self.language, ()) else 0.0)
        fits = {" ": REAL_SPACE + alone + self._word(right)}
        for reading in self.readings.values():
            if reading.isalpha() and (left or right or self._is_apart(parts, codes, i)):
                fits[reading] = self._letter(left, reading, right)
            elif reading in "'’" and left and right:
                whole = self._word(left + "'" + right)
                fits[reading] = MARK + max(whole, self._word(left) + self._word(right))
        mark = self._mark(parts, codes, i, place + i)
        if mark:
            fits[mark] = MARK + alone + self._word(right)
        ranked = sorted(fits, key=lambda reading: (-fits[reading], reading))
        if len(ranked) > 1 and fits[ranked[0]] - fits[ranked[1]] < SURE:
            return " "
        return ranked[0]

    def _mark(self, parts: Sequence[str], codes: Sequence[int], i: int, place: int) -> str:
        """The one mark that may stand at one side of a word, if it can be told."""
        if i + 1 >= len(codes):
            return ""
        possible = self.readings.values()
        before, after = _is_own_space(parts, codes, i - 1), _is_own_space(parts, codes, i + 1)
        if codes[i + 1] == LOST_CODE:
            return "," if self.white.closes and "," in possible and parts[i - 1].isalnum() else ""
        if before and after:
            small = parts[min(i + 2, len(parts) - 1)][:1].islower()
            return "?" if "?" in possible and self.language in SPACED and not small else ""
        if before and "(" in possible and not parts[i + 1].isspace():
            return "("
        # some extractors add a space of their own after a code that they take for a combining or Hebrew letter
        strange = unicodedata.bidirectional(chr(codes[i - 1])) in RIGHT_TO_LEFT or codes[i - 1] == LOST_CODE
        closes = not parts[i - 1].isspace() and (after or parts[i + 1] in ".,;:") and not strange
        is_open = place - self.opened < REACH and ")" in possible
        if closes and is_open and "," not in possible:
            return ")"
        if closes and set(possible) == {"?"}:
            return "?"
        # a question, or a name after a comma
        ends = "?" in possible and parts[min(i + 2, len(codes) - 1)][:1].isupper()
        return "," if closes and after and "," in possible and not is_open and not ends else ""

    def _is_apart(self, parts: Sequence[str], codes: Sequence[int], i: int) -> bool:
        """Whether a code is a word of one letter: between two spaces of the font itself, or an apostrophe and one."""
        sides = i + 2 < len(codes) and parts[i + 2].isalpha()
        leans = parts[i - 1] in APOSTROPHES
        return sides and (leans or _is_own_space(parts, codes, i - 1)) and _is_own_space(parts, codes, i + 1)

    def _letter(self, left: str, letter: str, right: str) -> float:
        cost = SMALL_AGAIN
        if letter.isupper():
            cost = CAPITAL_FIRST if not left or left.isupper() else CAPITAL_INSIDE
        elif left.isupper() and len(left) > 1:
            cost = CAPITAL_INSIDE
        return cost + self._word(left + letter + right)

    def _word(self, word: str) -> float:
        if not word:
            return 0.0
        share = frequencies(self.language).get(word.lower(), 0.0)
        return math.log(share) if share else UNKNOWN + load(self.language).word(word.lower())


def _is_own_space(parts: Sequence[str], codes: Sequence[int], i: int) -> bool:
    return parts[i] == " " and codes[i] not in (*PRINTED_BLANK, LOST_CODE)


def _letters_before(parts: Sequence[str], i: int) -> str:
    start = i
    while start and parts[start - 1].isalpha():
        start -= 1
    return "".join(parts[start:i])


def _letters_after(parts: Sequence[str], i: int, end: int) -> str:
    stop = i + 1
    while stop < end and parts[stop].isalpha():
        stop += 1
    return "".join(parts[i + 1 : stop])


def rejoined(every: Sequence[Row], table: GlyphTable, language: str) -> list[Row]:
    """Rows of a text without the line ends that are an apostrophe (10 in the Macintosh order).

    Only where what stands beside the line end is no word without one, read by the table: `l` / `aube`, `surveyor` /
    `s`. A line end between words stays, whatever it was.
    """
    if table.readings.get(10) not in APOSTROPHES or not {language} & (ELIDED.keys() | LEANING.keys()):
        return list(every)
    found: list[Row] = []
    for row in every:
        before = found[-1] if found else None
        follows = before is not None and row.start == before.start + len(before.text) + 1
        if before is not None and follows and _leans(before, row, table, language):
            places = [*before.places, *(len(before.text) + 1 + place for place in row.places)]
            codes, size = [*before.codes, 10, *row.codes], len(before.codes) + 1
            turned = (*before.turned, *((a + size, b + size) for a, b in row.turned))
            found[-1] = Row(before.start, f"{before.text}\n{row.text}", codes, places, turned)
        else:
            found.append(row)
    return found


def _leans(before: Row, after: Row, table: GlyphTable, language: str) -> bool:
    """Whether the last word of a row leans on the first of the next, or that on it."""
    if not before.codes or not after.codes or before.text.endswith("\r"):
        return False
    left = [table.part(code) for code in before.codes[-LONGEST:]]
    right = [table.part(code) for code in after.codes[:LONGEST]]
    last, first = _letters_before(left, len(left)).lower(), _letters_after(right, -1, len(right)).lower()
    return _lean(last, first, language)


def _lean(left: str, right: str, language: str) -> bool:
    """Whether one of two words is none without an apostrophe between them."""
    if not left or not right:
        return False
    return left in ELIDED.get(language, ()) or right in LEANING.get(language, ())
