"""Carrying places from one text to another that differs from it in known stretches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from .document import Span


class Alignment:
    """The places where two texts differ, to carry spans from one to the other in logarithmic time.

    Made of triples: start and end in the first text, length in the second; in order, not overlapping.
    """

    def __init__(self, differences: Iterable[tuple[int, int, int]]) -> None:
        first: list[tuple[int, int]] = []
        second: list[tuple[int, int]] = []
        shift = 0
        for start, end, size in differences:
            first.append((start, end))
            second.append((start + shift, start + shift + size))
            shift += size - (end - start)
        self._first, self._second = _Side(first), _Side(second)

    def to_source(self, start: int, end: int) -> Span:
        """A span of the second text in the first (code points)."""
        return _carry(self._second, self._first, start, end)

    def to_text(self, start: int, end: int) -> Span:
        """A span of the first text in the second (code points)."""
        return _carry(self._first, self._second, start, end)


class _Side:
    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]


def _carry(here: _Side, there: _Side, start: int, end: int) -> Span:
    """A span of one side on the other. A boundary between two differences, or beside one, is carried as it
    stands; a boundary inside a difference moves out to the edge of it."""
    # `start` belongs to what follows it, `end` to what precedes it, so touching differences stay outside.
    before_start = bisect_right(here.ends, start)  # differences that end at or before `start`
    before_end = bisect_left(here.starts, end)  # differences that start before `end`
    if start == end:
        before_end = before_start if _outside(here, before_start, start) else before_start + 1
    return Span(
        _place_of_start(here, there, before_start, start),
        max(
            _place_of_end(here, there, before_end, end),
            _place_of_start(here, there, before_start, start),
        ),
    )


def _outside(side: _Side, index: int, place: int) -> bool:
    return index >= len(side.starts) or side.starts[index] >= place


def _place_of_start(here: _Side, there: _Side, index: int, place: int) -> int:
    if index < len(here.starts) and here.starts[index] < place:
        return there.starts[index]
    return place + (there.ends[index - 1] - here.ends[index - 1] if index else 0)


def _place_of_end(here: _Side, there: _Side, index: int, place: int) -> int:
    if index and here.ends[index - 1] > place:
        return there.ends[index - 1]
    return place + (there.ends[index - 1] - here.ends[index - 1] if index else 0)
