"""Garbled stretches of a text and what they read: two passes, the long stretches first.

The first pass (`families`) learns from the lines under suspicion which glyph tables are at work and which language
is behind them; the second reads every line with those tables, so that short stretches are judged by what the long
ones proved.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..document import LOST
from ..language import load
from ..language.characters import CharacterModel
from ..language.words import WORD, zipf
from . import hypotheses
from .families import Family, families
from .orders import UNREAD, GlyphTable
from .scoring import BROKEN_WORD, Reading, score
from .spans import SWITCH, Stretch, best_path
from .suspects import strange_places
from .units import Row, rows

LOST_IN_CLEAN = -9.0
LOST_IN_GARBLE = -1.6  # one character in five of English prose is a space, a digit or a lost mark
RARE_LONE_SPACE = -6.0
ENOUGH = 12.0  # natural logarithm: a stretch must read e^12 times better than as printed
WORST = -4.5  # log-probability a character of the worst that may come out (measured: lists of names -3.7)
SHORT = 20  # letters: a shorter stretch must be made of known words
KNOWN_WHEN_SHORT = 0.6
SAMPLE_ROWS = 500
SENTENCE_MARKS = frozenset(map(ord, ".,;:!?)"))
BRACKET_REACH = 300  # characters between the two brackets of an editor's note


@dataclass(frozen=True)
class Garbled:
    """`start`..`end` of the text reads `after` under a family; `gain` says how much better (natural logarithm).

    """

    start: int
    end: int
    before: str
    after: str
    family: Family
    gain: float
    quality: float  # log-probability a character of what comes out


def find(text: str, language: str | None = None) -> tuple[list[Family], list[Garbled]]:
    """The families at work in a text and the stretches garbled by them, in order of place."""
    places = strange_places(text)
    if not places.size:
        return [], []
    every = list(rows(text))
    found = families(_sampled(every, places), text, language)
    if not found:
        return [], []
    return found, [_to_bracket(text, garbled) for garbled in _read(every, found)]


def _sampled(every: Sequence[Row], places: NDArray[np.int64]) -> list[Row]:
    """The rows under suspicion; of many, a sample from all over the text."""
    starts = np.fromiter((row.start for row in every), np.int64, len(every))
    held = np.unique(np.searchsorted(starts, places, side="right") - 1)
    # a window begins up to its length before what is strange in it
    held = np.unique(np.concatenate([held, held[held + 1 < len(every)] + 1]))
    step = -(-held.size // SAMPLE_ROWS)
    return [every[int(i)] for i in held[::step]]


@dataclass(frozen=True)
class _Sheet:
    """All rows under one hypothesis: the pieces read, their scores, and where each row begins among them."""

    parts: list[list[str]]
    reading: Reading
    starts: list[int]

    def row(self, i: int) -> Reading:
        start, end = self.starts[i], self.starts[i] + len(self.parts[i])
        return Reading(self.reading.at_age[:, start:end], self.reading.leaving[start:end])


def _sheet(model: CharacterModel, parts: list[list[str]], lost: float, lone_space: float | None) -> _Sheet:
    flat: list[str] = []
    starts: list[int] = []
    for row in parts:
        starts.append(len(flat))
        flat += row
        flat.append("\n")
    return _Sheet(parts, score(model, flat, lost, lone_space), starts)


def _read(every: Sequence[Row], found: Sequence[Family]) -> Iterator[Garbled]:
    """The garbled stretches of all rows."""
    model = load(found[0].language)
    plain = _sheet(model, [[row.printed(i) for i in range(len(row.codes))] for row in every], LOST_IN_CLEAN, None)
    sheets = []
    for family in found:
        parts = [_decoded(row, family) for row in every]
        if family.joined:
            parts = [hypotheses.spaced(model, part) if _is_garbled(part) else part for part in parts]
        sheets.append(_sheet(model, parts, LOST_IN_GARBLE, None if family.joined else RARE_LONE_SPACE))
    for i, row in enumerate(every):
        if row.codes:
            yield from _stretches(row, plain.row(i), [sheet.row(i) for sheet in sheets],
                                  [sheet.parts[i] for sheet in sheets], found)


def _is_garbled(parts: Sequence[str]) -> bool:
    return True


def _stretches(
    row: Row, plain: Reading, others: Sequence[Reading], parts: Sequence[Sequence[str]], found: Sequence[Family]
) -> Iterator[Garbled]:
    """The garbled stretches of one row."""
    if all(_most(other.scores - plain.scores) < -SWITCH for other in others):
        return
    readings = [plain, *others]
    whole = [reading for reading in range(1, len(readings))
             if all(_most(each.scores - readings[reading].scores) < -SWITCH / 2 for each in readings)]
    path = [Stretch(0, len(row.codes), whole[0])] if whole else best_path(_gaps(row), readings)
    for stretch in path:
        if not stretch.hypothesis:
            continue
        read, family = parts[stretch.hypothesis - 1], found[stretch.hypothesis - 1]
        stretch = _trimmed(row, stretch, read)
        start, end = stretch.start, stretch.end
        if start == end:
            continue
        own = readings[stretch.hypothesis].scores[start:end]
        gain = float((own - plain.scores[start:end]).sum())
        if gain >= ENOUGH and _sound(read[start:end], float(own.mean()), family):
            after = "".join(row.printed(k) if UNREAD in read[k] else read[k] for k in range(start, end))
            places = (row.places[start], row.places[end])
            yield Garbled(row.start + places[0], row.start + places[1], row.text[places[0] : places[1]],
                          after, family, gain, float(own.mean()))


def _sound(parts: Sequence[str], quality: float, family: Family) -> bool:
    """The absolute test: what comes out reads like the language, and when it is short, is made of known words."""
    if quality < WORST:
        return False
    words = WORD.findall("".join(parts))
    letters = sum(map(len, words))
    if letters >= SHORT:
        return True
    known = sum(len(word) for word in words if zipf(word, family.language) > 0)
    return letters > 0 and known >= KNOWN_WHEN_SHORT * letters


def _most(gains: NDArray[np.float32]) -> float:
    """The most that any stretch gains."""
    sums = np.concatenate([[0.0], np.cumsum(gains, dtype=np.float64)])
    return float((sums - np.minimum.accumulate(sums)).max())


def _gaps(row: Row) -> list[bool]:
    return [code <= 32 or code == ord(LOST) for code in row.codes]


def _decoded(row: Row, family: Family) -> list[str]:
    """What each unit of a row reads; a hyphen that breaks the last word is of another font and stays."""
    parts = [_part(row, i, code, family.table) for i, code in enumerate(row.codes)]
    for i in range(1, len(parts) - 1):
        # a mark of another font: no word ends in a capital after small letters
        if row.codes[i] in SENTENCE_MARKS and parts[i].isupper() and parts[i - 1].islower() \
                and not parts[i + 1][:1].isalpha():
            parts[i] = row.printed(i)
    end = len(parts)
    while end and row.codes[end - 1] == 32:
        end -= 1
    if end > 1 and chr(row.codes[end - 1]) in BROKEN_WORD and parts[end - 2][-1:].isalpha():
        parts[end - 1] = chr(row.codes[end - 1])
    return parts


def _part(row: Row, i: int, code: int, table: GlyphTable) -> str:
    """What a unit reads; a code spelt out is a glyph even where the character would be white space."""
    if row.places[i + 1] - row.places[i] > 1:
        return table.readings.get(code, UNREAD)
    return table.part(code)


def _trimmed(row: Row, stretch: Stretch, parts: Sequence[str]) -> Stretch:
    """A stretch without the white space at its edges, which was printed by no font."""
    start, end = stretch.start, stretch.end
    while start < end and parts[start].isspace() and row.printed(start) == parts[start]:
        start += 1
    while end > start and parts[end - 1].isspace() and row.printed(end - 1) == parts[end - 1]:
        end -= 1
    return Stretch(start, end, stretch.hypothesis)


def _to_bracket(text: str, found: Garbled) -> Garbled:
    """A stretch with the bracket beside it, where only its table gives the bracket a partner.

    `� >legkogo tipa] houses`: the `>` touches clean letters and may be of either font, but read `[` it opens what
    `]` closes.
    """
    end = found.end
    while end < len(text) and text[end] == " ":
        end += 1
    readings = found.family.table.readings
    if end < len(text) and text[end] not in "[]()" and readings.get(ord(text[end])) == "[":
        beyond = text[end + 1 : end + BRACKET_REACH].partition("]")
        if beyond[1] and "[" not in beyond[0]:
            before = text[found.start : end + 1]
            after = found.after + text[found.end : end] + "["
            return Garbled(found.start, end + 1, before, after, found.family, found.gain, found.quality)
    return found


def line_of(starts: Sequence[int], place: int) -> int:
    """The index of the row an offset is in."""
    return bisect_right(starts, place) - 1
