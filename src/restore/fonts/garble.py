"""Garbled stretches of a text and what they read: two passes, the long stretches first.

The first pass learns from the lines under suspicion which glyph tables are at work and which language is behind
them; the second reads every line under suspicion with those tables, so that short stretches are judged by what
the long ones proved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..document import LOST, Line, lines
from ..language import identify, load
from ..language.characters import LANGUAGES, CharacterModel, codes_of, letter_scores
from . import offsets, steps
from .orders import GlyphTable, adobe, macintosh, shifted
from .scoring import BROKEN_WORD, UNREAD, score
from .spans import Stretch, best_path, gain

LOST_IN_CLEAN = -9.0
LOST_IN_GARBLE = -1.6  # one character in five of English prose is a space, a digit or a lost mark
RARE_LONE_SPACE = -6.0

BRACKET_REACH = 300  # characters between the two brackets of an editor's note

_TOKEN = re.compile(rf"[^\s{LOST}\x00-\x1f]+")
FOREIGN = -3.6  # per character: a token that reads worse than this is no word of the language (measured: names -3.3)


@dataclass(frozen=True)
class Family:
    """A glyph table at work in a document, and what proves it."""

    table: GlyphTable
    language: str
    margin: float  # natural logarithm: how much better the sample reads than under the next best hypothesis
    steps: tuple[steps.Learned, ...] = ()


@dataclass(frozen=True)
class Garbled:
    """`start`..`end` of the text reads `after` under a family; `gain` says how much better (natural logarithm)."""

    start: int
    end: int
    before: str
    after: str
    family: Family
    gain: float
    quality: float  # log-probability a character of what comes out


def find(text: str, language: str | None = None) -> tuple[list[Family], list[Garbled]]:
    """The families at work in a text and the stretches garbled by them, in order of place."""
    suspects = [line for line in lines(text) if suspicious(line.text)]
    if not suspects:
        return [], []
    model = load(_language(text, language))
    families = list(_families(model, [line.text for line in suspects]))
    if not families:
        return [], []
    found = [_to_bracket(text, each) for line in suspects for each in _read(model, line, families)]
    return families, found


def suspicious(line: str) -> bool:
    """Whether a line deserves a closer look."""
    return LOST in line


def _language(text: str, language: str | None) -> str:
    found = language or identify(text) or "en"
    return found if found in LANGUAGES else "en"


def _families(model: CharacterModel, texts: Sequence[str]) -> Iterator[Family]:
    """The glyph tables that explain the tokens no language explains."""
    tokens = [token for text in texts for token in _TOKEN.findall(text) if _is_foreign(model, token)]
    ranked = offsets.rank(model, tokens)
    if not ranked or ranked[0].offset == 0:
        return
    best = ranked[0]
    margin = best.total - ranked[1].total
    if margin < 25.0 or best.per_character < -3.6:
        return
    table, order, first = _table(best.offset)
    rough = Family(table, model.language, margin)
    if order:
        whole = [Line(0, len(text), len(text), text) for text in texts]
        spans = [found.before for line in whole for found in _read(model, line, [rough])]
        readings, learned = steps.learn(model, spans, table, order, first, LOST_IN_GARBLE)
        readings.update((code, reading) for code, reading in table.readings.items() if code < first)
        table = GlyphTable(table.name, table.rule, readings)
        yield Family(table, model.language, margin, tuple(learned))
    else:
        yield rough


def _table(offset: int) -> tuple[GlyphTable, tuple[str, ...], int]:
    """The table of a shift, the order it begins, and the first code where only the order counts."""
    if offset == 29:
        order = macintosh()
        return GlyphTable("Macintosh glyph order", "glyphs/order-macintosh", dict(enumerate(order))), order, 98
    if offset == 31:
        order = adobe()
        return GlyphTable("Adobe glyph order", "glyphs/order-adobe", dict(enumerate(order))), order, 96
    return GlyphTable(f"glyph numbers shifted by {offset}", "glyphs/order-shifted", shifted(offset)), (), 0


def _is_foreign(model: CharacterModel, token: str) -> bool:
    symbols = model.symbols(codes_of(f" {token} "))
    scores = letter_scores(model, symbols)
    return float(scores.sum()) < FOREIGN * (len(token) + 1) or not symbols.any()


def _read(model: CharacterModel, line: Line, families: Sequence[Family]) -> Iterator[Garbled]:
    """The garbled stretches of one line."""
    text = line.text
    if not text:
        return
    decoded = [_decoded(text, family.table) for family in families]
    readings = [score(model, list(text), LOST_IN_CLEAN)]
    readings += [score(model, parts, LOST_IN_GARBLE, RARE_LONE_SPACE) for parts in decoded]
    for stretch in best_path(text, readings):
        if stretch.hypothesis:
            found = _trimmed(text, stretch, decoded[stretch.hypothesis - 1])
            better = gain(readings, found)
            if better >= 12.0:
                after = "".join(decoded[stretch.hypothesis - 1][found.start : found.end])
                own = readings[stretch.hypothesis].scores[found.start : found.end]
                yield Garbled(
                    line.start + found.start, line.start + found.end, text[found.start : found.end],
                    after, families[stretch.hypothesis - 1], better, float(own.mean()),
                )


def _to_bracket(text: str, found: Garbled) -> Garbled:
    """A stretch with the bracket beside it, where only its table gives the bracket a partner.

    `� >legkogo tipa] houses`: the `>` touches clean letters and may be of either font, but read `[` it opens what
    `]` closes.
    """
    start, end = found.start, found.end
    while end < len(text) and text[end] == " ":
        end += 1
    readings = found.family.table.readings
    if end < len(text) and text[end] not in "[]()" and readings.get(ord(text[end])) == "[":
        beyond = text[end + 1 : end + BRACKET_REACH].partition("]")
        if beyond[1] and "[" not in beyond[0]:
            before = text[start : end + 1]
            after = found.after + text[found.end : end] + "["
            return replace(found, end=end + 1, before=before, after=after)
    return found


def _decoded(text: str, table: GlyphTable) -> list[str]:
    """What each character of a line reads; a hyphen that breaks the last word is of another font and stays."""
    parts = [UNREAD if part is None else part for part in table.read(text)]
    end = len(text.rstrip())
    if end > 1 and text[end - 1] in BROKEN_WORD and parts[end - 2][-1:].isalpha() and parts[end - 1] not in BROKEN_WORD:
        parts[end - 1] = text[end - 1]
    return parts


def _trimmed(text: str, stretch: Stretch, parts: Sequence[str]) -> Stretch:
    """A stretch without the white space at its edges, which was printed by no font."""
    start, end = stretch.start, stretch.end
    while start < end and text[start].isspace() and parts[start] == text[start]:
        start += 1
    while end > start and text[end - 1].isspace() and parts[end - 1] == text[end - 1]:
        end -= 1
    return Stretch(start, end, stretch.hypothesis)
