"""Which stretches of a line are garbled, and under which table: one best path through the line.

A line may be read as it stands (prose, or something that is no prose) or under one of a few glyph tables, and may
change between them anywhere, at a price that makes spans of it and not single characters (a hidden semi-Markov
model; Viterbi's algorithm).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from .scoring import AGES, Reading

SWITCH = -6.0  # beside a space or a lost character: e^-6, about one change of font in 400 characters
SWITCH_IN_TOKEN = -11.0  # inside a token: `,QWURGXFWLRQto`, but not `(AVPRF)`
BEGIN = -2.0  # a line that begins in a garbled font
NEVER = -math.inf
BOTH = (0, 1)


class Stretch(NamedTuple):
    """`start`..`end` of the line is read by the hypothesis with this index; 0 is "as it stands"."""

    start: int
    end: int
    hypothesis: int


def best_path(gaps: Sequence[bool], readings: tuple[Reading, Reading]) -> list[Stretch]:
    """The stretches of a line under the best sequence of two readings, as it stands and under a table.

    `gaps` says which characters are white space or lost. A reading is followed at four ages: in the first, second and
    third character of its span, and further on. Time grows with the length of the line.
    """
    rows = [list(zip(*reading.at_age.tolist(), strict=True)) for reading in readings]
    leaving = [reading.leaving.tolist() for reading in readings]
    scores = [(rows[0][0][0], NEVER, NEVER, NEVER), (rows[1][0][0] + BEGIN, NEVER, NEVER, NEVER)]
    since = [0, 0]  # where the span began that is further on
    came = [[0], [0]]  # for a span that begins here, where the one of the other reading began that ends here
    for i in range(1, len(gaps)):
        price = SWITCH if gaps[i] or gaps[i - 1] else SWITCH_IN_TOKEN
        ended = [_end(scores[h], since[h], i - 1) for h in BOTH]
        for h in BOTH:
            other, start = ended[1 - h]
            came[h].append(start)
            first, second, third, old = scores[h]
            if third >= old:
                old, since[h] = third, i - 3
            row = rows[h][i]
            scores[h] = (other + leaving[1 - h][i - 1] + price + row[0], first + row[1], second + row[2], old + row[3])
    ended = [_end(scores[h], since[h], len(gaps) - 1) for h in BOTH]
    return _stretches(came, int(ended[1][0] > ended[0][0]), [start for _, start in ended], len(gaps))


def _end(scores: tuple[float, float, float, float], since: int, at: int) -> tuple[float, int]:
    """The best way to have read a character by one reading, and where its span began; of equals the shortest."""
    best = max(scores)
    age = scores.index(best)
    return best, since if age == AGES - 1 else at - age


def _stretches(came: Sequence[Sequence[int]], last: int, starts: Sequence[int], size: int) -> list[Stretch]:
    found: list[Stretch] = []
    h, start, end = last, starts[last], size
    while True:
        found.append(Stretch(start, end, h))
        if not start:
            return found[::-1]
        h, start, end = 1 - h, came[h][start], start
