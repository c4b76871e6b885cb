"""What the rows of a text read under the tables that are at work in it: garbled stretches, and what comes out.

Every word is read both ways (`lattice`), first at odds that hold anywhere, then at those that the sure stretches of the
document show, so that a single word is read where garbled words are common, and left where they are not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ..document import LOST
from ..language import load
from ..language.characters import CharacterModel
from ..language.words import WORD, zipf
from . import hypotheses, segment, spaces
from .blanks import PRINTED_APART, Blanks, rejoined
from .families import Family
from .lattice import Line, Odds, Read, Tally
from .lone import EDGES, LoneWords
from .orders import LOST_CODE, UNREAD, WHITE, GlyphTable
from .scoring import BROKEN_WORD, Sheet, most, sheet
from .units import Row
from .voices import Lexicon, Voice

RARE_LONE_SPACE = -6.0  # natural logarithm
COMMON_LONE_SPACE = -0.25  # as in `scoring`
HINT = 2.5  # natural logarithm: what some stretch of a row must gain by its letters alone to be looked at
SURE = 12.0  # natural logarithm: what a stretch must gain to tell how often fonts change in a document
ENOUGH = 4.0  # natural logarithm: a stretch must read e^4 times better than as printed, whatever the odds
WORST = -4.2  # log-probability a character of the worst that may come out (lists of names in seed 003 -3.9)
POOR = -3.7  # the same of what is short
FEW = 3  # letters: any three capitals may be an abbreviation or a numeral,
TOLD_TWICE = 1.5  # so the odds are weighed half as much again, and something must be left over
LEFT_OVER = 6.0
SOME = 5  # letters: what is shorter and stands inside a token needs a word beside it
KNOWN_BESIDE = 3.0  # zipf: one in a million
MIXED = -4.0  # natural logarithm of the odds of a change and back: one word in five or so is garbled, and then
LEFT_OVER_OF_MIXED = 4.0  # a usual word is likelier than an abbreviation that happens to come out as one
USUAL = 4.5  # zipf: three words in a hundred thousand
SHORT = 20  # letters: a shorter stretch must be made of known words
KNOWN_WHEN_SHORT = 0.6
KEPT = 1000  # rows whose words are kept from one pass to the next: some 50 MB
BOLD = Odds(enter=-3.0, leave=-1.0)
"""What a change of font costs where a word is looked for that stands alone: it must be a word (`lone`)."""
BEYOND = 1e3  # natural logarithm: more than any letter gains
WHITE_INSIDE = (9, *PRINTED_APART)  # of a line; a space may be one of its own beside a glyph that came out as one
SIGNS = frozenset("[\\^_`{|}~<>#@")
SENTENCE_MARKS = frozenset(map(ord, ".,;:!?)"))


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


def read(every: Sequence[Row], found: Sequence[Family], *, words: bool = False) -> Iterator[Garbled]:
    """The garbled stretches of all rows: the sure ones first, then all, at the odds that the sure ones show.

    With `words` only what comes out as known words and nothing else: under a table that has letters for the marks of
    sound text.
    """
    lexicon = Lexicon(found[0].language)
    every = rejoined(every, found[0].table, found[0].language)
    sheets = _sheets(every, found, lexicon.model)
    suspects = [i for i, row in enumerate(every) if row.codes and _may_be_garbled(sheets, i)]
    tally, kept, garbled = Tally(), dict[int, Line](), set[int]()
    before, done = 0, 0
    for i, path in _paths(every, sheets, found, lexicon, suspects, Odds(), kept):
        tally.skip(" ".join(row.text for row in every[done:i]).count(" "), i - done)
        sure = [each.stretch if _is_sound(every[i], each, sheets, i, found, Odds(), SURE)
                else each.stretch._replace(hypothesis=0) for each in path]
        tally.add(sure, _gaps(every[i]), 0 if i > done else before)
        before, done = sure[-1].hypothesis, i + 1
        if any(stretch.hypothesis for stretch in sure):
            garbled.add(i)
    tally.skip(" ".join(row.text for row in every[done:]).count(" "), len(every) - done)
    white = [Blanks(family.language, family.blanks) if family.blanks.readings else None for family in found]
    odds = tally.odds()
    bold = replace(odds, enter=max(odds.enter, BOLD.enter), leave=max(odds.leave, BOLD.leave))
    alone = LoneWords(every, sheets, found, garbled)
    for i, path in _paths(every, sheets, found, lexicon, suspects, odds, kept):
        sound = [each for each in path
                 if not words and _is_sound(every[i], each, sheets, i, found, odds, ENOUGH, alone)]
        if _may_hold_more(sheets, i, sound):
            ((_, again),) = _paths(every, sheets, found, lexicon, [i], bold, kept)
            sound = alone.beside(i, sound, again)
        yield from _stretches(every[i], sound, sheets, i, found, white)


def _sheets(every: Sequence[Row], found: Sequence[Family], model: CharacterModel) -> list[Sheet]:
    """All rows as they stand, and under each of the families."""
    glyphs = frozenset().union(*(_white_glyphs(family) for family in found))
    printed = [
        [UNREAD if code in glyphs else row.seen(i) for i, code in enumerate(row.codes)] for row in every
    ]
    sheets = [sheet(model, printed, hypotheses.LOST_IN_CLEAN)]
    for family in found:
        parts = [_decoded(row, family) for row in every]
        sheets.append(sheet(model, parts, hypotheses.LOST_COST, _lone_space(family)))
    return sheets


def _white_glyphs(family: Family) -> frozenset[int]:
    """White space inside a line that is surely a glyph of the font: the comma of Adobe's order is a carriage return.
    As it stands it is no space between two words."""
    return frozenset(
        each.code for each in family.learned if each.is_sure and each.code in WHITE_INSIDE and each.reading.strip()
    )


def _lone_space(family: Family) -> float | None:
    """What a real space beside nothing lost costs under a family: it is rare where the font has a space of its own,
    and the rule where words are placed one by one."""
    if family.joined:
        return None
    real = sum(1 for piece in family.sample for code in piece if code == 32)
    own = sum(1 for piece in family.sample for code in piece if code == LOST_CODE or family.table.part(code) == " ")
    return min(max(math.log((real + 0.1) / (own + 1.0)), RARE_LONE_SPACE), COMMON_LONE_SPACE)


def _may_be_garbled(sheets: Sequence[Sheet], i: int) -> bool:
    plain = sheets[0].row(i).scores
    return any(most(other.row(i).scores - plain) >= HINT for other in sheets[1:])


def _may_hold_more(sheets: Sequence[Sheet], i: int, sound: Sequence[Read]) -> bool:
    """Whether what no stretch of a row covers may be garbled too."""
    plain = sheets[0].row(i).scores
    for other in sheets[1:]:
        gains = other.row(i).scores - plain
        for each in sound:
            gains[each.stretch.start : each.stretch.end] = -BEYOND
        if most(gains) >= HINT:
            return True
    return False


def _paths(
    every: Sequence[Row], sheets: Sequence[Sheet], found: Sequence[Family], lexicon: Lexicon, suspects: Sequence[int],
    odds: Odds, kept: dict[int, Line],
) -> Iterator[tuple[int, list[Read]]]:
    """The best path through each suspicious row. The lines of the first rows are `kept`, for to score words costs more
    than to find the path."""
    joined = [False, *(family.joined for family in found)]
    before, done = 0, -1
    for i in suspects:
        line = kept.get(i)
        if line is None:
            voices = [Voice(sheet.parts[i], sheet.row(i), run) for sheet, run in zip(sheets, joined, strict=True)]
            line = Line(_gaps(every[i]), sheets[0].parts[i], voices, lexicon)
            if len(kept) < KEPT:
                kept[i] = line
        path = line.best_path(odds, before if i == done + 1 else 0)
        before, done = path[-1].stretch.hypothesis, i
        yield i, path


def _stretches(
    row: Row, sound: Sequence[Read], sheets: Sequence[Sheet], i: int, found: Sequence[Family],
    white: Sequence[Blanks | None],
) -> Iterator[Garbled]:
    """The garbled stretches of one row."""
    for stretch, _, gain in sound:
        parts, family = sheets[stretch.hypothesis].parts[i], found[stretch.hypothesis - 1]
        start, end = row.trimmed(stretch.start, stretch.end, parts)
        blanks = white[stretch.hypothesis - 1]
        if blanks is not None:
            parts = blanks.read(row, parts, start, end)
        quality = float(sheets[stretch.hypothesis].row(i).scores[start:end].mean())
        whole = Garbled(0, 0, "", "", family, gain, quality)
        if not family.joined:
            yield _piece(row, parts, start, end, whole)
            continue
        cuts = spaces.dropped(row, parts, start, end, family.language)
        for left, right in pairwise(sorted({start, *cuts, end})):
            if left < right:
                yield _piece(row, parts, left, right, replace(whole, space=cuts.get(left, "")))
        if end in cuts:
            place = row.start + row.places[end]
            yield replace(whole, start=place, end=place, space=cuts[end])


def _piece(row: Row, read: Sequence[str], start: int, end: int, whole: Garbled) -> Garbled:
    """The units `start`..`end` of a row as one stretch; a code that is not known stays as it stands."""
    parts = [row.printed(k) if UNREAD in read[k] else read[k] for k in range(start, end)]
    for first, stop in row.turned:
        if first < end and stop > start and (first < start or stop > end or any(UNREAD in r for r in read[first:stop])):
            inside = slice(max(first, start) - start, min(stop, end) - start)
            parts[inside] = [row.printed(k) for k in range(max(first, start), min(stop, end))]
    places = (row.places[start], row.places[end])
    return replace(whole, start=row.start + places[0], end=row.start + places[1],
                   before=row.text[places[0] : places[1]], after="".join(parts))


def _is_sound(
    row: Row, read: Read, sheets: Sequence[Sheet], i: int, found: Sequence[Family], odds: Odds, enough: float,
    alone: LoneWords | None = None,
) -> bool:
    """The absolute test: what comes out reads like the language, and when it is short, is made of known words.

    A control code is proof enough that a font without a map printed what is beside it.
    """
    stretch = read.stretch
    if not stretch.hypothesis or read.gain < enough:
        return False
    family, parts = found[stretch.hypothesis - 1], sheets[stretch.hypothesis].parts[i]
    start, end = row.trimmed(stretch.start, stretch.end, parts)
    proofs = sum(1 for k in range(start, end) if _is_proof(row, k) and UNREAD not in parts[k])
    if start == end or proofs * 2 >= end - start:
        return start < end
    printed = "".join(row.seen(k) for k in range(start, end))
    strange = not printed.isascii() and not any(c.lower() in load(family.language).alphabet for c in printed)
    words = [part for word in WORD.findall("".join(parts[start:end])) for part in re.split("['’]", word)]
    if family.joined:
        model = load(family.language)
        words = [word for run in words for word in segment.words(run, family.language, model)]
    letters = sum(map(len, words))
    usual = alone is not None and odds.enter + odds.leave >= MIXED and (strange or letters > 1) \
        and read.gain >= LEFT_OVER_OF_MIXED - odds.enter - odds.leave + alone.dearer
    if usual and UNREAD not in parts[start:end] and all(zipf(word, family.language) >= USUAL for word in words):
        return True
    if not proofs and (read.fit < WORST * (end - start) or len(set(printed.strip())) < 2):  # `########`
        return False
    asked = LEFT_OVER - TOLD_TWICE * (odds.enter + odds.leave)
    longest = max(map(len, WORD.findall(printed)), default=0)
    if not proofs and longest <= FEW and read.gain < asked + (alone.dearer if alone else 0.0):
        return False
    sides = ((start - 1, -1), (end, 1))
    if not proofs and letters <= SOME and not all(_is_free(row, i, step, family.language) for i, step in sides):
        return False
    if letters >= SHORT or (proofs and letters):
        return True
    known = sum(len(word) for word in words if zipf(word, family.language) > 0)
    return letters > 1 and read.fit >= POOR * (end - start) and known >= KNOWN_WHEN_SHORT * letters


def _is_free(row: Row, unit: int, step: int, language: str) -> bool:
    """Whether what touches a stretch may stand beside a garbled word: a space or a mark, a number, a word; not the rest
    of `SGYxO5YI3>`. It begins with this unit and goes on by `step`."""
    if not 0 <= unit < len(row.codes) or row.seen(unit).isspace() or row.seen(unit) in (*EDGES, LOST):
        return True
    run = ""
    while 0 <= unit < len(row.codes) and row.seen(unit).isalnum() and len(run) <= SHORT:
        run, unit = (run + row.seen(unit) if step > 0 else row.seen(unit) + run), unit + step
    return run.isdecimal() or (run[1:].islower() and zipf(run, language) >= KNOWN_BESIDE)


def _is_proof(row: Row, unit: int) -> bool:
    """Whether a unit is a code that no text has: a control code, or one spelt out."""
    control = row.codes[unit] < 32 and chr(row.codes[unit]) not in WHITE
    return control or row.text.startswith("(cid:", row.places[unit])


def _gaps(row: Row) -> list[bool]:
    return [code <= 32 or code == ord(LOST) for code in row.codes]


def _decoded(row: Row, family: Family) -> list[str]:
    """What each unit of a row reads; a hyphen that breaks the last word is of another font and stays."""
    parts = [_part(row, i, code, family.table) for i, code in enumerate(row.codes)]
    for i in range(1, len(parts) - 1):
        # a mark of another font: no word ends in a capital after small letters, few in a sign
        if row.codes[i] in SENTENCE_MARKS and (parts[i].isupper() or parts[i] in SIGNS) and parts[i - 1].islower() \
                and not parts[i + 1][:1].isalpha():
            parts[i] = chr(row.codes[i])
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
