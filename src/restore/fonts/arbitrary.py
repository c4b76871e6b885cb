"""Lines that no known order reads: solved as a substitution where enough looks like one, else pointed at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..document import Span
from ..language import identify, load
from ..language.characters import LANGUAGES
from . import substitution_find
from .hints import codes_of_pieces, segments
from .pieces import pieces_of
from .substitution_find import Found, strange_lines
from .substitution_looks import FEWEST
from .suspects import MARK, ODD, PAGE, SIGN, STEP, WINDOW, classes
from .units import Row, lines, row

Places = NDArray[np.int64]

DENSE = 0.7  # share of a row's codes that read as nothing
NO_LETTERS = 0.1  # share of codes that are no letters or digits: Carlito 0.2, first use 0.6, base64 0.03, DNA 0
REMARK_ROWS = 4  # rows in succession that are worth a remark
COVERED = 0.4  # share of a row's places where strange windows begin, when it may read as nothing
FEWEST_IN_ROW = 2  # such places
CLOSE = 4  # times as far apart as they may be, they are not in rows in succession
POOL = 20_000  # characters the frequencies of codes are taken from


@dataclass(frozen=True)
class Unread:
    """Rows in succession that read as no language, and by no known order."""

    rows: tuple[Row, ...]

    @property
    def span(self) -> Span:
        return Span(self.rows[0].start, self.rows[-1].start + len(self.rows[-1].text))


def solved(text: str, places: Places, taken: Sequence[Span], language: str | None) -> Found | None:
    """The stretches of a text in one arbitrary order, or None; `places` are strange ones, what is `taken` is read."""
    places = _outside(places, taken)
    return substitution_find.find(text, places, taken, language) if _is_worth_solving(text, places) else None


def unread(text: str, places: Places, taken: Sequence[Span], language: str | None) -> list[Unread]:
    """The stretches of rows that read as nothing and are not among the stretches `taken` (in order).

    A text that shows its language, and no font garbage, has none: its strange rows are names, tables, formulas.
    """
    runs = list(_runs(text, _outside(places, taken), taken))
    if not runs or (not taken and identify(text)):
        return []
    model = load(language if language in LANGUAGES else "en")
    found: list[Unread] = []
    for run in runs:
        dense: list[Row] = []
        for each, strange in zip(run, pieces_of(model, [each.codes for each in run]), strict=True):
            if sum(map(len, strange)) >= DENSE * max(len(each.codes), 1):
                dense.append(each)
                continue
            if len(dense) >= REMARK_ROWS:
                found.append(Unread(tuple(dense)))
            dense = []
        if len(dense) >= REMARK_ROWS:
            found.append(Unread(tuple(dense)))
    return found


def merged(text: str, pages: Places) -> list[Unread]:
    """The rows of pages whose letters are too few for any language: each is read as several, so none can be read."""
    found: list[Unread] = []
    run: list[Row] = []
    starts = pages.tolist()
    for start, end in lines(text):
        place = bisect_right(starts, end) - 1
        if place >= 0 and start < starts[place] + PAGE:
            run.append(row(start, text[start:end]))
        elif run:
            found.append(Unread(tuple(run)))
            run = []
    return [*found, Unread(tuple(run))] if run else found


def _outside(places: Places, taken: Sequence[Span]) -> Places:
    """The places that are in none of some spans."""
    edges = np.array([edge for span in taken for edge in (span.start - STEP, span.end)], np.int64)
    outside: Places = places[np.searchsorted(edges, places, side="right") % 2 == 0]
    return outside


def _is_worth_solving(text: str, places: Places) -> bool:
    """Whether what is strange is enough for a substitution, and looks like one: a font has no letters where some of
    the letters were."""
    if places.size * STEP < FEWEST // 4:
        return False
    starts, ends = segments(places, len(text), 0)
    step = max(1, int((ends - starts).sum()) // POOL)
    pieces = [text[a:b] for a, b in zip(starts[::step].tolist(), ends[::step].tolist(), strict=True)]
    codes, _ = codes_of_pieces(pieces)
    kinds = classes()[codes[codes > 32]]
    return bool(kinds.size and np.isin(kinds, (MARK, SIGN, ODD)).mean() >= NO_LETTERS)


def _runs(text: str, places: Places, taken: Sequence[Span]) -> Iterator[list[Row]]:
    """The rows in succession that strange windows cover and nothing has read; blank ones between do not count."""
    reach = REMARK_ROWS * FEWEST_IN_ROW - 1
    if places.size <= reach or (places[reach:] - places[:-reach]).min() > CLOSE * (reach + 1) * STEP:
        return
    run: list[Row] = []
    done = 0
    for start, end, held in strange_lines(text, places):
        while done < len(taken) and taken[done].end <= start:
            done += 1
        if not held and end - start < WINDOW and not text[start:end].strip():
            continue
        touched = done < len(taken) and taken[done].start < end
        if touched or held < max(FEWEST_IN_ROW, COVERED * (end - start) / STEP):
            if len(run) >= REMARK_ROWS:
                yield run
            run = []
        else:
            run.append(row(start, text[start:end]))
    if len(run) >= REMARK_ROWS:
        yield run
