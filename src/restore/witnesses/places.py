"""Which of many stretches meet a stretch, without looking at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

_SHELF = 2048  # letters on one shelf: about the size of a passage


class Places:
    """Stretches by where they stand, each with a number.

    >>> places = Places([(0, 10, 0), (5000, 9000, 1)])
    >>> places.near(6000, 6001), places.near(4999, 5000)
    ({1}, {1})

    What is near may still not meet; what meets is always near.
    """

    def __init__(self, found: Iterable[tuple[int, int, int]] = ()) -> None:
        self._shelves: defaultdict[int, list[int]] = defaultdict(list)
        for start, end, number in found:
            self.add(start, end, number)

    def add(self, start: int, end: int, number: int) -> None:
        for shelf in range(start // _SHELF, end // _SHELF + 1):
            self._shelves[shelf].append(number)

    def near(self, start: int, end: int) -> set[int]:
        """The numbers of the stretches on the shelves that `start`..`end` is on."""
        shelves = range(start // _SHELF, end // _SHELF + 1)
        return {number for shelf in shelves if shelf in self._shelves for number in self._shelves[shelf]}
