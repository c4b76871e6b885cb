"""Page numbers as a chain: each one more than the last, a page of text between them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from .numbers import Number

WINDOW = 240
"""How many candidates ahead a chain looks: a page of a table of numbers holds about 200."""


class Candidate(NamedTuple):
    """A row that may carry a page number, as read, and where: row and offset."""

    row: int
    offset: int
    number: Number
    weight: float  # what speaks for it by itself: its blank lines, the sentence it cuts, ...


def chains(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """The chains of page numbers among `candidates`, longest first; no row is in two.

    Dynamic programming over places: a chain goes up with the text, by one a page; pages are of like length
    (within a factor of about four, measured on ten journal articles and a novel, where title pages, plates and
    tables make the shortest and longest). Per kind of number, then what is left again, so that a preface in
    roman numbers and a second book in the same file are chains of their own.
    """
    found: list[list[Candidate]] = []
    kinds = sorted({c.number.kind for c in candidates}, reverse=True)
    pending = [[c for c in candidates if c.number.kind == kind] for kind in kinds]
    while pending:
        left = pending.pop()
        chain = _best(left, None) if len(left) > 1 else []
        if len(chain) > 3:
            chain = _best(left, _page_length(chain))
        if len(chain) < 2:
            continue
        found.append(chain)
        # no chain goes on beyond another: what is left falls in two, and a text costs hardly more than its length
        pending.append([c for c in left if c.row > chain[-1].row])
        pending.append([c for c in left if c.row < chain[0].row])
    return sorted(found, key=lambda chain: (-len(chain), chain[0].row))


def _page_length(chain: Sequence[Candidate]) -> float:
    """Characters a page: the median over the links of a chain."""
    return median(
        (b.offset - a.offset) / (b.number.value - a.number.value) for a, b in pairwise(chain)
    )


def _best(candidates: Sequence[Candidate], length: float | None) -> list[Candidate]:
    """The chain that is worth most; of several the one nearest the middle, which leaves the least on either side."""
    score = [c.weight for c in candidates]
    back = [-1] * len(candidates)
    carrying: dict[int, list[int]] = defaultdict(list)
    for j, here in enumerate(candidates):
        value = here.number.value
        for before in range(value - 1, value - LONGEST_STEP - 1, -1):  # what is nearest is mostly best
            for i in reversed(carrying.get(before, ())):
                if i < j - WINDOW:
                    break
                if score[i] + BEST_LINK + here.weight < score[j]:
                    continue
                gain = _link(candidates[i], here, length)
                if gain is None:
                    continue
                worth = score[i] + gain + here.weight
                if worth > score[j] or (worth == score[j] and i < back[j]):  # of equals the first in the text
                    score[j], back[j] = worth, i
        carrying[value].append(j)
    most, middle = max(score), len(candidates) / 2
    end = min((j for j, worth in enumerate(score) if worth == most), key=lambda j: abs(j - middle))
    chain = []
    while end >= 0:
        chain.append(candidates[end])
        end = back[end]
    return chain[::-1]


LONGEST_STEP = 40
"""Pages between two numbers of a chain, at most: plates and tables that carry none."""

SHORTEST_PAGE = 250
"""Characters: less text than this between two numbers is no page (a page of four plates' captions has 300)."""


BEST_LINK = 1.0
"""What it is worth at most that a number follows another."""


def _link(left: Candidate, right: Candidate, length: float | None) -> float | None:
    """What it is worth that `right` follows `left` in a chain; None when it cannot."""
    step = right.number.value - left.number.value
    distance = right.offset - left.offset
    if not 1 <= step <= LONGEST_STEP or distance < SHORTEST_PAGE * min(step, 4):
        return None
    each = distance / step
    if length is None:
        strange = 0.0 if 500 <= each <= 9000 else 0.6
    else:
        strange = max(0.0, abs(math.log(each / length)) - math.log(2)) * 0.8
    return BEST_LINK - 0.12 * min(step - 1, 5) - strange
