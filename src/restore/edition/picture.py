"""The overlap map: a bar for each document, from its beginning to its end, and a band for each passage shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..document import Span
from .sharing import OverlapRow

WIDTH = 960
_MARGIN = 12
_BAR = 22
_ROW = 112
"""Height from one bar to the next: bands must bend slowly enough for the eye to follow them."""

_TOP = 40
"""Room above the first bar for the arches of its repeats."""

_MOST_DOCUMENTS = 16
_MOST_BANDS = 240
"""More of either is a tangle; the table below the map has them all."""

_ORDER = ("copy", "edition", "related", "translation", "formula")


@dataclass(frozen=True, slots=True)
class Bar:
    id: str
    y: int
    characters: int


@dataclass(frozen=True, slots=True)
class Band:
    """A shared passage: an SVG path, its relation, what to say of it, and the number of the passage it leads to."""

    path: str
    relation: str
    title: str
    passage: int


@dataclass(frozen=True, slots=True)
class Map:
    """What the template draws; `documents` and `bands` left out are counted."""

    bars: Sequence[Bar]
    bands: Sequence[Band]
    height: int
    documents_left_out: int
    bands_left_out: int
    bar: int = _BAR


def overlap_map(rows: Sequence[OverlapRow], lengths: Mapping[str, int]) -> Map | None:
    """The map of what documents share, by position; None when they share nothing.

    `lengths` are those of the written texts. Documents that share most stand next to each other; those that share
    nothing are not drawn. Formulas are drawn last and left out first.
    """
    weights = _weights(rows)
    if not weights:
        return None
    ids = sorted({name for pair in weights for name in pair})
    drawn = _chain(ids, weights)[:_MOST_DOCUMENTS]
    bars = {name: Bar(name, _TOP + number * _ROW, lengths.get(name, 0)) for number, name in enumerate(drawn)}
    within = [(number, row) for number, row in enumerate(rows) if row.a in bars and row.b in bars]
    within.sort(key=lambda item: (_ORDER.index(item[1].relation), -item[1].size, item[0]))
    kept = within[:_MOST_BANDS]
    bands = [_band(row, number, bars) for number, row in reversed(kept)]
    height = _TOP + (len(drawn) - 1) * _ROW + _BAR + 12
    return Map(list(bars.values()), bands, height, len(ids) - len(drawn), len(rows) - len(kept))


def _weights(rows: Sequence[OverlapRow]) -> Counter[tuple[str, str]]:
    """Characters each pair of documents shares; formulas weigh little."""
    weights: Counter[tuple[str, str]] = Counter()
    for row in rows:
        weights[row.a, row.b] += max(1, row.size // (50 if row.relation == "formula" else 1))
    return weights


def _chain(ids: Sequence[str], weights: Counter[tuple[str, str]]) -> list[str]:
    """The documents in a row, each beside one it shares much with: the heaviest pair, then what hangs most on
    either end."""

    def tie(a: str, b: str) -> int:
        return weights[min(a, b), max(a, b)]

    (first, second), _ = min(weights.items(), key=lambda item: (item[0][0] == item[0][1], -item[1], item[0]))
    chain = list(dict.fromkeys((first, second)))
    rest = [name for name in ids if name not in chain]
    while rest:
        best = max(rest, key=lambda name: (max(tie(name, chain[0]), tie(name, chain[-1])), -rest.index(name)))
        rest.remove(best)
        if tie(best, chain[0]) > tie(best, chain[-1]):
            chain.insert(0, best)
        else:
            chain.append(best)
    return chain


def _band(row: OverlapRow, number: int, bars: Mapping[str, Bar]) -> Band:
    upper, lower = sorted(
        ((bars[row.a], row.a_text or row.a_span), (bars[row.b], row.b_text or row.b_span)),
        key=lambda side: (side[0].y, side[1]),
    )
    (top, here), (bottom, there) = upper, lower
    left, right = _edges(here, top.characters)
    other_left, other_right = _edges(there, bottom.characters)
    if top.id == bottom.id:  # a passage repeated: an arch above the bar
        y, peak = top.y, 34
        path = (
            f"M{left},{y}C{left},{y - peak} {other_right},{y - peak} {other_right},{y}"
            f"L{other_left},{y}C{other_left},{y - peak + 6} {right},{y - peak + 6} {right},{y}Z"
        )
    else:
        y1, y2 = top.y + _BAR, bottom.y
        bend = (y1 + y2) // 2
        path = (
            f"M{left},{y1}C{left},{bend} {other_left},{bend} {other_left},{y2}"
            f"L{other_right},{y2}C{other_right},{bend} {right},{bend} {right},{y1}Z"
        )
    title = f"{row.relation}: {row.a}, lines {row.a_lines[0]}-{row.a_lines[1]}, and "
    title += f"{row.b}, lines {row.b_lines[0]}-{row.b_lines[1]}: {row.begins}"
    return Band(path, row.relation, title, number)


def _edges(span: Span, characters: int) -> tuple[int, int]:
    """The place of a span on a bar, at least two units wide so that it can be seen."""
    scale = (WIDTH - 2 * _MARGIN) / max(1, characters)
    left = _MARGIN + round(span.start * scale)
    return left, max(left + 2, _MARGIN + round(span.end * scale))
