"""Garbled stretches of a text and what they read: two passes, the long stretches first.

The first pass (`families`) learns from the lines under suspicion which glyph tables are at work and which language
is behind them; the second reads every line with those tables, so that short stretches are judged by what the long
ones proved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..document import LOST, Span
from ..language import load
from ..language.words import WORD, zipf
from . import arbitrary, hypotheses, isolated, spaces
from .arbitrary import Unread
from .blanks import Blanks, rejoined
from .families import Family, families
from .hints import hints
from .isolated import Isolated
from .orders import UNREAD, GlyphTable
from .scoring import BROKEN_WORD, Reading, most, sheet
from .spans import SWITCH, Stretch, best_path
from .substitution_find import Found
from .suspects import suspects
from .units import Row, lines, rows
from .units import row as row_of

RARE_LONE_SPACE = -6.0
ENOUGH = 12.0  # natural logarithm: a stretch must read e^12 times better than as printed
WORST = -4.5  # log-probability a character of the worst that may come out (measured: lists of names -3.7)
SHORT = 20  # letters: a shorter stretch must be made of known words
KNOWN_WHEN_SHORT = 0.6
SAMPLE_ROWS = 1000
FIRST_LOOK = 4000  # glyphs that show whether there is any family at all
SENTENCE_MARKS = frozenset(map(ord, ".,;:!?)"))
_CAPITALS = re.compile(r"[A-Z.]+")
TOUCHING = 4  # capitals that are no word when they touch letters or figures of sound text
ACRONYM = 2.5  # zipf: three in ten million words
BRACKET_REACH = 300  # characters between the two brackets of an editor's note


@dataclass(frozen=True)
class Garbled:
    """`start`..`end` of the text reads `after` under a family; `gain` says how much better (natural logarithm).

    `space` says whether a dropped space belongs before it, and whether the words on both sides are known.

    """

    start: int
    end: int
    before: str
    after: str
    family: Family
    gain: float
    quality: float  # log-probability a character of what comes out
    space: Literal["", "known", "unknown"] = ""


@dataclass(frozen=True)
class Findings:
    """All that was found garbled: families and their stretches, single codes, and rows that no order reads."""

    language: str = "en"
    families: tuple[Family, ...] = ()
    garbled: tuple[Garbled, ...] = ()
    isolated: tuple[Isolated, ...] = ()
    unread: tuple[Unread, ...] = ()


def find(text: str, language: str | None = None) -> Findings:
    """What is garbled in a text, in order of place. Sound text costs two quick tests and nothing more: only what they
    leave is judged by the models of languages, and only at its places."""
    seen = suspects(text)
    if not seen:
        return Findings()
    found, garbled = list[Family](), list[Garbled]()
    hinted = hints(text, seen.stretches)
    if hinted.are_enough:
        strangest, every = (hinted.places(most) for most in (FIRST_LOOK, None))
        found = families(_at(text, strangest), text, language)
        if found and every.size > strangest.size:
            found = families(_at(text, every), text, language)
        garbled = [_to_bracket(text, each) for each in _read(list(rows(text)), found)] if found else []
    taken = [Span(each.start, each.end) for each in garbled]
    solved = arbitrary.solved(text, seen.stretches, taken, language)
    if solved is not None:
        family, more = _solved(solved)
        found = [*found, family]
        garbled = sorted([*garbled, *more], key=lambda each: (each.start, each.end))
        taken = [Span(each.start, each.end) for each in garbled]
    main = found[0].language if found else language
    left = arbitrary.unread(text, seen.stretches, taken, main)
    if seen.poor.size and not left:
        left = arbitrary.merged(text, seen.poor)
    single = isolated.find(text, main, seen.signs, taken)
    return Findings(main or "en", tuple(found), tuple(garbled), tuple(single), tuple(left))


def _solved(found: Found) -> tuple[Family, list[Garbled]]:
    """A substitution as a family, and what it reads."""
    solution = found.solution
    readings = {ord(code): reading for code, reading in solution.table.items()}
    table = GlyphTable("a substitution of its own", "glyphs/substitution", readings)
    family = Family(table, solution.language, 0.0, False, (), solution.quality)
    return family, [
        Garbled(piece.start, piece.end, piece.before, piece.after, family, 0.0, solution.quality)
        for piece in found.pieces
    ]


def _at(text: str, places: NDArray[np.int64]) -> list[Row]:
    """The rows at some places; of many, a sample from all over the text."""
    bounds = list(lines(text))
    starts = np.fromiter((start for start, _ in bounds), np.int64, len(bounds))
    held = np.unique(np.searchsorted(starts, places, side="right") - 1)
    step = max(1, -(-held.size // SAMPLE_ROWS))
    return [row_of(start, text[start:end]) for start, end in (bounds[i] for i in held[::step].tolist())]


def _read(every: Sequence[Row], found: Sequence[Family]) -> Iterator[Garbled]:
    """The garbled stretches of all rows."""
    model = load(found[0].language)
    every = rejoined(every, found[0].table, found[0].language)
    printed = [[row.printed(i) for i in range(len(row.codes))] for row in every]
    plain = sheet(model, printed, hypotheses.LOST_IN_CLEAN)
    sheets = []
    for family in found:
        parts = [_decoded(row, family) for row in every]
        if family.joined:
            parts = [hypotheses.spaced(model, part) for part in parts]
        sheets.append(sheet(model, parts, hypotheses.LOST_COST, None if family.joined else RARE_LONE_SPACE))
    white = [Blanks(family.language, family.blanks) if family.blanks else None for family in found]
    for i, row in enumerate(every):
        if row.codes:
            yield from _stretches(row, plain.row(i), [sheet.row(i) for sheet in sheets],
                                  [sheet.parts[i] for sheet in sheets], found, white)


def _stretches(
    row: Row, plain: Reading, others: Sequence[Reading], parts: Sequence[Sequence[str]], found: Sequence[Family],
    white: Sequence[Blanks | None],
) -> Iterator[Garbled]:
    """The garbled stretches of one row."""
    if all(most(other.scores - plain.scores) < -SWITCH for other in others):
        return
    readings = [plain, *others]
    alone = [reading for reading in range(1, len(readings))
             if all(most(each.scores - readings[reading].scores) < -SWITCH / 2 for each in readings)]
    path = [Stretch(0, len(row.codes), alone[0])] if alone else best_path(_gaps(row), readings)
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
        if gain < ENOUGH or not _sound(read[start:end], float(own.mean()), family):
            continue
        if _stands(row, start, end, read, family.language):
            continue
        whole = Garbled(0, 0, "", "", family, gain, float(own.mean()))
        blanks = white[stretch.hypothesis - 1]
        if blanks is not None:
            read = blanks.read(row, read, start, end)
        if not family.joined:
            yield _piece(row, read, start, end, whole)
            continue
        cuts = spaces.dropped(row, [part.rstrip(" ") or part for part in read], start, end, family.language)
        for left, right in pairwise(sorted({start, *cuts, end})):
            if left < right:
                yield _piece(row, read, left, right, replace(whole, space=cuts.get(left, "")))
        if end in cuts:
            place = row.start + row.places[end]
            yield replace(whole, start=place, end=place, space=cuts[end])


def _piece(row: Row, read: Sequence[str], start: int, end: int, whole: Garbled) -> Garbled:
    """The units `start`..`end` of a row as one stretch; a code that is not known stays as it stands."""
    parts = [part.rstrip(" ") or part for part in read[start:end]] if whole.family.joined else read[start:end]
    after = "".join(row.printed(start + k) if UNREAD in part else part for k, part in enumerate(parts))
    places = (row.places[start], row.places[end])
    return replace(whole, start=row.start + places[0], end=row.start + places[1],
                   before=row.text[places[0] : places[1]], after=after)


def _sound(parts: Sequence[str], quality: float, family: Family) -> bool:
    """The absolute test: what comes out reads like the language, and when it is short, is made of known words."""
    if quality < WORST:
        return False
    words = [part for word in WORD.findall("".join(parts)) for part in re.split("['’]", word)]
    letters = sum(map(len, words))
    if letters >= SHORT:
        return True
    known = sum(len(word) for word in words if zipf(word, family.language) > 0)
    return letters > 0 and known >= KNOWN_WHEN_SHORT * letters


def _stands(row: Row, start: int, end: int, read: Sequence[str], language: str) -> bool:
    """Whether a short stretch is something people print, not garbage, whatever a table makes of it: a row of one sign
    (`||`, `####`), the letters of a part number or a heading (`LQ7398`, `B.2.1`), an acronym (`USB`, `NDBM`)."""
    printed = "".join(row.printed(i) for i in range(start, end)).strip()
    if len(set(printed)) < 2:
        return LOST not in printed and (len(printed) == 1 or not printed.isalpha())
    if end - start >= SHORT or not _CAPITALS.fullmatch(printed):
        return False
    beside = row.text[: row.places[start]][-1:] + row.text[row.places[end] :][:1]
    if len(printed) < TOUCHING and any(c.isalnum() for c in beside):
        return True
    own, other = zipf(printed.strip("."), language), zipf("".join(read[start:end]).strip("."), language)
    return own >= max(ACRONYM, other - 1.0) or (other < ACRONYM and len(printed) <= TOUCHING + 1)


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
    breaks = end > 1 and chr(row.codes[end - 1]) in BROKEN_WORD and parts[end - 2][-1:].isalpha()
    if breaks and not parts[end - 1].islower():
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
            return replace(found, end=end + 1, before=before, after=after)
    return found
