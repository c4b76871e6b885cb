"""How far a chain of numbers is believed to be that of the pages.

Page numbers stand where a page happens to end: they cut sentences, stand by a running head, or by a form feed. Chapter
numbers do none of this; verse numbers go up in steps; numbers of a table stand in numbers. The shares below are chosen,
not measured one by one; what they come to is measured by `benchmarks/furniture.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import pstdev

from .folios import Candidate
from .numbers import bare_number
from .rows import goes_on, is_broken, opens_low
from .sheet import Sheet

CERTAIN, LIKELY, NONE = 3, 2, 0


@dataclass(frozen=True)
class Seen:
    """What was seen at the numbers of a chain: how many there are, and at how many of them what."""

    size: int
    cuts: int  # a sentence goes on across the number, and across the heads beside it
    broken: int  # the text behind it starts in the middle of a sentence
    headed: int  # a row that repeats stands beside it, or its own words do
    turned: int  # a form feed stands there
    steps: tuple[int, ...]  # from each number to the next

    @classmethod
    def at(cls, sheet: Sheet, chain: Sequence[Candidate]) -> Seen:
        return cls(
            len(chain),
            sum(cut_with_heads(sheet, c.row) for c in chain),
            sum(_breaks(sheet, c.row) for c in chain),
            sum(any(i in sheet.key_of for i in sheet.around(c.row)) or not c.number.bare for c in chain),
            sum(sheet.turned(c.row) for c in chain),
            tuple(b.number.value - a.number.value for a, b in pairwise(chain)),
        )

    @property
    def is_dense(self) -> bool:
        """Whether most pages have their number."""
        return sum(step == 1 for step in self.steps) >= 0.6 * len(self.steps)


def trust(sheet: Sheet, chain: Sequence[Candidate]) -> int:
    """How far a chain is believed: `CERTAIN`, `LIKELY`, or `NONE` for chapter, list and verse numbers and tables."""
    if chain[0].number.kind == "inside":
        return CERTAIN if _counts_inside(sheet, chain) else NONE
    seen = Seen.at(sheet, chain)
    if _are_dates(chain, seen) or _goes_in_steps(seen) or _are_items(sheet, chain):
        return NONE
    if seen.size >= 3 and seen.is_dense:
        return CERTAIN if _numbers_each_page(chain, seen) else NONE
    if seen.size >= 4 and _numbers_some_pages(chain, seen):
        return CERTAIN
    witnessed = sum(_local(sheet, c.row) >= 2 for c in chain)
    if seen.size >= 2 and witnessed >= max(2, 0.6 * seen.size) and seen.broken >= max(1, 0.25 * seen.size):
        return CERTAIN
    return LIKELY if seen.size >= 2 and witnessed and seen.cuts + seen.headed >= seen.size else NONE


def _counts_inside(sheet: Sheet, chain: Sequence[Candidate]) -> bool:
    """Whether numbers inside rows are those of pages: `Document No. 1`, `Document No. 2` count too, but cut nothing."""
    cuts = sum(_in_prose(sheet, c.row) for c in chain)
    return len(chain) >= 4 and cuts >= 0.3 * len(chain) and _even(chain, 0.5)


def _are_dates(chain: Sequence[Candidate], seen: Seen) -> bool:
    """Whether the numbers stand with words and are too few for heads: 4 September, 5 September."""
    if all(c.number.bare or c.number.head[-1:].isdigit() for c in chain):
        return False
    return seen.size < 4 or seen.headed < 0.6 * seen.size


def _goes_in_steps(seen: Seen) -> bool:
    """Whether each number is as much more than the last, as of every fifth verse."""
    return seen.size > 2 and min(seen.steps) > 1 and len(set(seen.steps)) == 1


def _numbers_each_page(chain: Sequence[Candidate], seen: Seen) -> bool:
    """Whether a chain without gaps ends pages: a sentence in seven is cut, half have a form feed or, with a tenth of
    the texts broken, a head; or there are eight pages of like length."""
    if seen.cuts >= max(1, 0.15 * seen.size) or seen.turned >= 0.5 * seen.size:
        return True
    if seen.headed >= 0.5 * seen.size and max(seen.cuts, seen.broken) >= max(1, 0.1 * seen.size):
        return True
    return seen.size >= 8 and seen.cuts > 0 and _even(chain)


def _numbers_some_pages(chain: Sequence[Candidate], seen: Seen) -> bool:
    """Whether a chain with gaps ends pages: half of its numbers cut a sentence, or a third on pages of one length."""
    if seen.cuts >= 0.5 * seen.size and max(seen.steps) <= 3:
        return True
    return seen.cuts >= 0.3 * seen.size and _even(chain, 0.2)


def _are_items(sheet: Sheet, chain: Sequence[Candidate]) -> bool:
    """Whether the numbers a chain leaves out stand between its own, bare as they are: the numbers of subtitles, verses,
    questions, a few of which are a page apart."""
    left_out = there = 0
    for left, right in pairwise(chain):
        wanted = set(range(left.number.value + 1, right.number.value))
        left_out += len(wanted)
        for index in range(left.row + 1, right.row) if wanted else ():
            number = bare_number(sheet.body(index))
            if number is not None and number.kind == left.number.kind:
                there += number.value in wanted
                wanted.discard(number.value)
    return there > 1 and there >= 0.5 * left_out


def _even(chain: Sequence[Candidate], spread: float = 0.35) -> bool:
    """Whether the pages of a chain are about equally long, as those of a book are and its chapters are not."""
    each = [(b.offset - a.offset) / (b.number.value - a.number.value) for a, b in pairwise(chain)]
    return pstdev(each) < spread * (sum(each) / len(each))


def cut_with_heads(sheet: Sheet, index: int) -> bool:
    """Whether a sentence goes on across a number, and across the repeated or isolated rows beside it."""
    if sheet.cut(index):
        return True
    skip = sheet.beside(index)
    return bool(skip) and sheet.cut(index, skip)


def _breaks(sheet: Sheet, index: int) -> bool:
    """Whether the text after a number and its heads starts in the middle of a sentence."""
    return opens_low(sheet.body(sheet.around(index, sheet.beside(index))[1]))


def _in_prose(sheet: Sheet, index: int) -> bool:
    """Whether a row stands between two rows of prose that are one sentence without it."""
    left, right = (sheet.body(i) for i in sheet.around(index))
    words = min(left.count(" "), right.count(" ")) >= 3
    return words and (left[-1].isalpha() or is_broken(left)) and goes_on(left, right)


def _local(sheet: Sheet, index: int) -> int:
    """Kinds of evidence at one place that a page ends there: the cut, a repeated head, an unusual gap, a form feed."""
    near = [i for i in sheet.around(index) if i >= 0]
    gaps = [sheet.gap(i, step) for i in (*near, index) for step in (-1, 1)]
    return (
        cut_with_heads(sheet, index)
        + (any(i in sheet.key_of for i in near) or bare_number(sheet.body(index)) is None)
        + (sheet.wide_gaps_are_rare and any(2 <= gap < 9 for gap in gaps))
        + sheet.turned(index)
    )
