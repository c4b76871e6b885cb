"""A text as rows, with what is asked of them again and again when forme work is looked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .numbers import bare_number
from .rows import ROW_LIMIT, Row, ends_sentence, goes_on, neighbour


class Mark(NamedTuple):
    """A row that is forme work: which, what kind, how sure (3 certain, 2 likely), why; the page it numbers."""

    row: int
    rule: str
    sure: int
    note: str
    page: str = ""


_CODE = frozenset(">#$%*+=<@/\\{}`")
"""What rows of code, markup and prompts start with, and heads do not."""

_NOT_LETTERS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


def head_key(body: str) -> str:
    """What stays of a running head from page to page: its letters and digits.

    >>> head_key("— The  Spider —"), head_key("Data 2021, 6, 84")
    ('the spider', 'data 2021 6 84')
    """
    return _NOT_LETTERS.sub(" ", body.casefold()).strip()


def number_key(body: str) -> str:
    """What stays of a head with its page number in it: its letters, one `#` for each number.

    >>> number_key("214 THE SPIDER"), number_key("THE SPIDER. 215")
    ('# the spider', 'the spider #')
    """
    return head_key(_DIGITS.sub("ŋ", body)).replace("ŋ", "#")


@dataclass
class Sheet:
    """A text as rows, with what is asked of them again and again."""

    text: str
    table: list[Row]
    heads: dict[str, list[int]] = field(default_factory=dict)  # rows that repeat, by their letters and digits
    key_of: dict[int, str] = field(default_factory=dict)
    numbered: dict[str, list[int]] = field(default_factory=dict)  # rows that differ in their numbers only

    @classmethod
    def of(cls, text: str, table: list[Row]) -> Sheet:
        groups: dict[str, list[int]] = defaultdict(list)
        for index, row in enumerate(table):
            if 3 < len(row.body) <= ROW_LIMIT and not row.body.isdecimal():
                groups[row.body].append(index)
        heads: dict[str, list[int]] = defaultdict(list)
        numbered: dict[str, list[int]] = defaultdict(list)
        for body, places in groups.items():
            if len(places) > 1 and body[0] not in _CODE and sum(map(str.isalpha, body)) >= 4:
                heads[head_key(body)] += places
            if _DIGITS.search(body):
                numbered[number_key(body)] += places
        heads = {key: sorted(places) for key, places in heads.items()}
        key_of = {i: key for key, places in heads.items() for i in places}
        return cls(text, table, heads, key_of, {k: sorted(n) for k, n in numbered.items() if len(n) > 1})

    def gap(self, index: int, step: int) -> int:
        """Blank rows between a row and its neighbour on one side; 9 at the edge of the text."""
        count = 0
        index += step
        while 0 <= index < len(self.table) and not self.table[index].body:
            count += 1
            index += step
        return count if 0 <= index < len(self.table) else 9

    @cached_property
    def wide_gaps_are_rare(self) -> bool:
        """Whether two blank rows or more are an exception between rows of this text: at most one gap in ten."""
        gaps = [b - a - 1 for a, b in pairwise(i for i, row in enumerate(self.table) if row.body)]
        blank = sum(gap > 0 for gap in gaps)
        return sum(gap > 1 for gap in gaps) <= max(4, 0.1 * blank)

    @cached_property
    def _starts(self) -> list[int]:
        return [row.start for row in self.table]

    def near(self, offset: float, distance: float, between: tuple[int, int]) -> range:
        """The rows from `between[0]` to `between[1]`, that one not included, that start at most `distance` characters
        from a place."""
        first = bisect_left(self._starts, offset - distance)
        last = bisect_right(self._starts, offset + distance, first)
        return range(max(first, between[0]), min(last, between[1]))

    def around(self, index: int, skip: Container[int] = ()) -> tuple[int, int]:
        return neighbour(self.table, index, -1, skip), neighbour(self.table, index, 1, skip)

    def body(self, index: int) -> str:
        return self.table[index].body if index >= 0 else ""

    def cut(self, index: int, skip: Container[int] = ()) -> bool:
        """Whether a sentence goes on across a row (and across those in `skip`)."""
        left, right = self.around(index, skip)
        return goes_on(self.body(left), self.body(right))

    def beside(self, index: int) -> set[int]:
        """The rows next to one that repeat or look like heads, up to six each way: a foot and a head together."""
        rows = set()
        for step in (-1, 1):
            here = index
            for _ in range(6):
                here = neighbour(self.table, here, step)
                if here < 0 or not (here in self.key_of or self.title(here)):
                    break
                rows.add(here)
        return rows

    def turned(self, index: int) -> bool:
        """Whether a form feed stands at either edge of a row."""
        row = self.table[index]
        return "\f" in self.text[max(0, row.start - 2) : row.start + 2] or "\f" in self.text[row.end - 1 : row.stop + 2]

    def title(self, index: int) -> bool:
        """Whether a row looks like a head: alone between blank rows, short, capitalised, no sentence."""
        body = self.body(index)
        return (
            4 <= len(body) <= 80 and not ends_sentence(body) and (body[0].isupper() or body[0].isdigit())
            and self.gap(index, -1) > 0 and self.gap(index, 1) > 0 and bare_number(body) is None
        )
