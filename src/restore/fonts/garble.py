"""Garbled stretches of a text and what they read: two passes, the long stretches first.

The first pass (`families`) learns from the lines under suspicion which glyph tables are at work and which language
is behind them; the second reads every line with those tables, so that short stretches are judged by what the long
ones proved.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..document import Span
from . import arbitrary, isolated, stretches
from .arbitrary import Unread
from .completion import completed
from .evenness import are_even
from .families import Family, families
from .hints import hints
from .isolated import Isolated
from .orders import GlyphTable
from .stretches import Garbled
from .substitution_find import Found
from .suspects import suspects
from .units import Row, lines, rows
from .units import row as row_of

SAMPLE_ROWS = 1000
FIRST_LOOK = 4000  # glyphs that show whether there is any family at all
BRACKET_REACH = 300  # characters between the two brackets of an editor's note


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
    if not seen or are_even(text, seen.stretches):
        return Findings()
    found, garbled, every_row = list[Family](), list[Garbled](), list[Row]()
    hinted = hints(text, seen.stretches)
    if hinted.are_enough:
        strangest, every = (hinted.places(most) for most in (FIRST_LOOK, None))
        found = families(_at(text, strangest), text, language, any_language=hinted.are_plenty)
        if found and every.size > strangest.size:
            found = families(_at(text, every), text, language)
        every_row = list(rows(text)) if found else []
        found = [completed(family, every_row) for family in found]
        garbled = [_to_bracket(text, each) for each in stretches.read(every_row, found)] if found else []
    taken = [Span(each.start, each.end) for each in garbled]
    solved = arbitrary.solved(text, seen.stretches, taken, language)
    if solved is not None:
        every_row = every_row or list(rows(text))
        family, more = _solved(solved, every_row)
        found = [*found, family]
        garbled = _with(_with(garbled, more), stretches.read(every_row, [family], words=True))
        taken = [Span(each.start, each.end) for each in garbled]
    main = found[0].language if found else language
    left = arbitrary.unread(text, seen.stretches, taken, main)
    if seen.poor.size and not left:
        left = arbitrary.merged(text, seen.poor)
    single = isolated.find(text, main, seen.signs, taken)
    return Findings(main or "en", tuple(found), tuple(garbled), tuple(single), tuple(left))


def _solved(found: Found, every: Sequence[Row]) -> tuple[Family, list[Garbled]]:
    """A substitution as a family, and what it reads."""
    solution = found.solution
    readings = {ord(code): reading for code, reading in solution.table.items()}
    table = GlyphTable("a substitution of its own", "glyphs/substitution", readings)
    family = completed(Family(table, solution.language, 0.0, solution.run_on, (), solution.quality), every)
    return family, [
        Garbled(piece.start, piece.end, piece.before, piece.after, family, 0.0, solution.quality)
        for piece in found.pieces
    ]


def _with(garbled: Sequence[Garbled], more: Iterable[Garbled]) -> list[Garbled]:
    """The garbled stretches of both, in order of place; of the second those that touch none of the first."""
    ends = [each.end for each in garbled]
    free = []
    for each in more:
        after = bisect_right(ends, each.start)
        if after == len(garbled) or garbled[after].start >= each.end:
            free.append(each)
    return sorted([*garbled, *free], key=lambda each: (each.start, each.end))


def _at(text: str, places: NDArray[np.int64]) -> list[Row]:
    """The rows at some places; of many, a sample from all over the text."""
    bounds = list(lines(text))
    starts = np.fromiter((start for start, _ in bounds), np.int64, len(bounds))
    held = np.unique(np.searchsorted(starts, places, side="right") - 1)
    step = max(1, -(-held.size // SAMPLE_ROWS))
    return [row_of(start, text[start:end]) for start, end in (bounds[i] for i in held[::step].tolist())]


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
