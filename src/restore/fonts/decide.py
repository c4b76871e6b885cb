"""Which reading each code has: all are decided together, along the orders, from the lowest code to the highest.

A reading that goes on as the one before costs nothing, a step costs a little, a jump a lot (forward and backward
passes over the candidates, as Viterbi's algorithm has them).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .candidates import MOST_STEPS, STEP_COST, Candidate, Key

BACK_COST = 12.0  # a glyph the order does not have
JUMP_COST = 16.0  # the numbers go on elsewhere: one in a block of Unicode or so
ALONE = 99.0  # margin of a code that has but one candidate


def decided(
    options: Sequence[Sequence[Candidate]], offset: int | None
) -> list[tuple[Candidate, float]]:
    """The reading of each code, given its candidates from the lowest code to the highest, and its margin: how much
    better (natural logarithm) all codes together fit with it than with the best other one."""
    ahead, back = _Pass(options, True, offset), _Pass(options, False, None)
    chosen: list[tuple[Candidate, float]] = []
    for before, after, candidates in zip(ahead.totals, back.totals, options, strict=True):
        through = sorted(
            ((f + b + c.fit, c.reading, c) for f, b, c in zip(before, after, candidates, strict=True)),
            key=lambda item: item[:2], reverse=True,
        )  # fmt: skip
        margin = through[0][0] - through[1][0] if len(through) > 1 else ALONE
        chosen.append((through[0][2], margin))
    return chosen


def in_order(chosen: Sequence[tuple[Candidate, float]], i: int, offset: int | None) -> bool:
    """Whether one of the codes beside this one follows the same order, within a few steps."""
    keys = chosen[i][0].keys
    if offset is None:
        return False  # a table of its own goes on as it likes
    if len(keys) == 1 and ("itself", 0) in keys:
        return True
    beside = {key for j in range(max(0, i - 3), i + 4) if j != i and j < len(chosen) for key in chosen[j][0].keys}
    beside.add(("unicode", offset))
    return any(
        name == other and abs(place - there) <= MOST_STEPS for name, place in keys for other, there in beside
    )


class _Pass:
    """One direction of the cheapest path through the candidates of all codes."""

    def __init__(self, options: Sequence[Sequence[Candidate]], forward: bool, offset: int | None) -> None:
        self.totals: list[list[float]] = []
        keys: dict[Key, float] = {}
        if forward and offset is not None:
            keys[("unicode", offset)] = 0.0
            keys[("itself", 0)] = -STEP_COST
        best = -JUMP_COST if keys else JUMP_COST  # the end of the codes favours no order
        for candidates in options if forward else reversed(options):
            row = []
            for candidate in candidates:
                row.append(max(best - JUMP_COST, *(self._along(keys, key, forward) for key in candidate.keys), -1e18))
            self.totals.append(row)
            fresh: dict[Key, float] = defaultdict(lambda: -1e18)
            scores = [value + candidate.fit for value, candidate in zip(row, candidates, strict=True)]
            top, likeliest = max(scores), max(candidate.fit for candidate in candidates)
            for value, candidate in zip(scores, candidates, strict=True):
                for key in candidate.keys:
                    fresh[key] = max(fresh[key], value)
            # an order is remembered across a code that left it
            apart = max((c.fit for c in candidates if ("itself", 0) in c.keys), default=-1e18) - STEP_COST
            for key, value in keys.items():
                fresh[key] = max(fresh[key], value + max(likeliest - JUMP_COST, apart))
            keys = {key: value for key, value in fresh.items() if value > top - 4 * JUMP_COST}
            keys.setdefault(("itself", 0), top - STEP_COST)
            best = top
        if not forward:
            self.totals.reverse()

    def _along(self, keys: dict[Key, float], key: Key, forward: bool) -> float:
        name, place = key
        value = keys.get(key, -1e18)
        if name != "itself":
            for step in range(1, MOST_STEPS + 1):
                up, down = (place - step, place + step) if forward else (place + step, place - step)
                value = max(value, keys.get((name, up), -1e18) - STEP_COST * step)
                value = max(value, keys.get((name, down), -1e18) - BACK_COST * step)
        return value
