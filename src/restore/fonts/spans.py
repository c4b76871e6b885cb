"""Which stretches of a line are garbled, and under which table: one best path through the line.

A line may be read as it stands (prose, or something that is no prose) or under one of a few glyph tables, and may
change between them anywhere, at a price that makes spans of it and not single characters (a hidden semi-Markov
model; Viterbi's algorithm).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .scoring import AGES, Reading

SWITCH = -6.0  # beside a space or a lost character: e^-6, about one change of font in 400 characters
SWITCH_IN_TOKEN = -11.0  # inside a token: `,QWURGXFWLRQto`, but not `(AVPRF)`
BEGIN = -2.0  # a line that begins in a garbled font


class Stretch(NamedTuple):
    """`start`..`end` of the line is read by the hypothesis with this index; 0 is "as it stands"."""

    start: int
    end: int
    hypothesis: int


@dataclass(slots=True)
class _Path:
    """The best way to have read the line so far, ending in one hypothesis at one age."""

    score: float
    since: int
    before: _Path | None
    hypothesis: int


def best_path(gaps: Sequence[bool], readings: list[Reading], begin: float = BEGIN) -> list[Stretch]:
    """The stretches of a line under the best sequence of hypotheses.

    `gaps` says which characters are white space or lost; `readings[0]` is the text as it stands. Time grows with
    the length of the line times the number of readings.
    """
    rows = [reading.at_age.tolist() for reading in readings]
    leaving = [reading.leaving.tolist() for reading in readings]
    size = len(leaving[0])
    paths: list[list[_Path]] = []
    for h in range(len(readings)):
        paths.append([_Path(rows[h][0][0] + (begin if h else 0.0), 0, None, h)])
    for i in range(1, size):
        ends = [max(ages, key=_score) for ages in paths]
        values = [end.score + leaving[h][i - 1] for h, end in enumerate(ends)]
        price = SWITCH if gaps[i] or gaps[i - 1] else SWITCH_IN_TOKEN
        paths = [_step(h, i, rows[h], paths[h], ends, values, price) for h in range(len(readings))]
    last = max((max(ages, key=_score) for ages in paths), key=_score)
    return _stretches(last, size)


def _step(
    h: int, i: int, rows: list[list[float]], paths: list[_Path], ends: list[_Path], values: list[float],
    price: float,
) -> list[_Path]:
    """The paths that read character `i` by hypothesis `h`: one for each age of the span."""
    fresh, source = max(((value, k) for k, value in enumerate(values) if k != h), default=(0.0, h))
    aged: list[_Path] = []
    if source != h:
        aged.append(_Path(fresh + price + rows[0][i], i, ends[source], h))
    for path in paths:
        age = min(i - path.since, AGES - 1)
        aged.append(_Path(path.score + rows[age][i], path.since, path.before, h))
    if len(aged) > AGES:
        oldest = max(aged[AGES - 1 :], key=_score)
        aged[AGES - 1 :] = [oldest]
    return aged


def _score(path: _Path) -> float:
    return path.score


def _stretches(last: _Path, size: int) -> list[Stretch]:
    found: list[Stretch] = []
    end = size
    path: _Path | None = last
    while path is not None:
        found.append(Stretch(path.since, end, path.hypothesis))
        end, path = path.since, path.before
    return found[::-1]
