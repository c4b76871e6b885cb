"""How a document is set: whether its prose is wrapped, to which measure, and how its paragraphs end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from .filling import AUTHORED, FULL, blocks, greed, mark_rate, odds, stanzas, without_repeats
from .measure import WIDEST, Run, in_book_type
from .rows import Row, rows
from .runs import runs

_ENOUGH = 3
"""Full lines inside sentences from which a document counts as wrapped; fewer may be chance."""

_SHARE = 0.1
"""Share of the text that such lines have in a wrapped document (seed 003: two thirds, and nothing once it is reflowed,
but for stamps and distribution lists with 0.01)."""

_SMALL = 0.15
"""Least share of its line ends that have a small letter below (seed 003: 0.79; German made data: 0.4; menus of web
pages: 0.1)."""

_NARROWEST = 24
"""Characters of the narrowest measure; narrow newspaper columns have 25 to 30, menus, tables and lists of phrases
less."""

_FEW = 6
"""Lines from which a run shows its measure by itself."""

_MARKDOWN = re.compile(r"^#{1,6} \S|\*\*\S[^*\n]*\*\*|^(?:```|~~~)|\]\(\w", re.M)


@dataclass(frozen=True)
class Setting:
    """The runs of a document and how they are set."""

    found: list[Run]
    markdown: bool
    typical: float = 0  # width of the median line of its prose
    wrapped: bool = False
    full: float = 1.0  # share of the measure that a wrapped line reaches here, all but one in twenty
    loose: bool = False  # paragraphs also end without a blank line
    capitals: float = 1.0  # share of capitals behind full lines that leave their sentence open
    authored: frozenset[int] = frozenset()  # starts of the runs whose lines an author ended, small though they start
    _shares: dict[int, list[float]] = field(default_factory=dict, repr=False, compare=False)
    _measures: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict, repr=False, compare=False)

    def shares(self, run: Run) -> list[float]:
        """The share of the measure that each line but the last reaches with the first word of the next.

        A line whose neighbour above is wider than most has lost its first word to it (the tail of a broken word moves
        up), and has that and two blanks to its credit.
        """
        key = run[0].start
        if key not in self._shares:
            found: list[float] = []
            width = measure = median = 0.0
            for index, (line, below) in enumerate(pairwise(run)):
                if index % 10 == 0:
                    measure, median = self._measure(run, index // 10)
                over = width - median if index else 0.0
                width = line.width + (min(12.0, over + 2) if over > 0.04 * median else 0.0)
                found.append((width + 1 + below.word) / measure)
            self._shares[key] = found
        return self._shares[key]

    def free_shares(self, run: Run) -> list[float]:
        """The shares of the lines whose end their kind does not fix."""
        shares = self.shares(run)
        return shares if len(run.free) == len(shares) else [shares[index] for index in run.free]

    def stands(self, run: Run) -> bool:
        """Whether the lines of a run stand as they are: titles, code, verse and talk, and lines much narrower than the
        document's prose that are not filled evenly. A paragraph of German with nouns at the start of its lines is no
        verse when its lines fill the measure of the prose."""
        if run.has_its_lines or run[0].start in self.authored or self._is_song(run):
            return True
        if run.widest >= 0.6 * self.typical and not run.is_verse:
            return False
        reach = [line.width + 1 + below.word for line, below in pairwise(run)]
        if run.widest < 0.6 * self.typical and min(reach) < 0.85 * run.widest:
            return True
        return run.is_verse and sum(width < 0.95 * self.typical for width in reach) > 0.1 * len(reach)

    def _is_song(self, run: Run) -> bool:
        """Whether the lines of a run, four and more, all start with a capital, as prose of this document does by chance
        once in a hundred times; and one had room for the first word of the next, which no program leaves (a family
        tree has as many capitals, in full lines)."""
        if len(run) < 4 or not all(line.body[0].isupper() for line in run):
            return False
        chance = self.capitals ** sum(not line.ended for line in run[:-1])
        return chance < 0.01 and greed([run]) == 0

    def width(self, run: Run) -> float:
        """The width that one in ten of the last lines of a run passes."""
        return self._measure(run, len(run) // 10)[0]

    def last_share(self, run: Run) -> float:
        """The share of the measure that the last line of a run fills."""
        return run[-1].width / self.width(run)

    def _measure(self, run: Run, ten: int) -> tuple[float, float]:
        """The width that one in ten of the lines near a line passes, ten and more up and down, and their median. In a
        run of a few lines the measure is at least that of the long run nearest to it, whose column it shares."""
        key = (run[0].start, ten)
        if key not in self._measures:
            measure, median, lines = _near(run, ten)
            if lines < _FEW:
                measure = max(measure, self._neighbour(run))
            self._measures[key] = (measure, median)
        return self._measures[key]

    def _neighbour(self, run: Run) -> float:
        """The measure of the long run nearest above or below, or the median line of the document."""
        starts, start = self._long_starts, run[0].start
        at = bisect_left(starts, start)
        if at == len(starts) or (at and start - starts[at - 1] <= abs(starts[at] - start)):
            at -= 1
        return self._long_measures[at] if at >= 0 else self.typical

    @cached_property
    def _long(self) -> list[Run]:
        return [run for run in self.found if len(run) >= _FEW and not run[0].is_wide and not run.is_verse]

    @cached_property
    def _long_starts(self) -> list[int]:
        return [run[0].start for run in self._long]

    @cached_property
    def _long_measures(self) -> list[float]:
        return [_near(run, 0)[0] for run in self._long]


def _near(run: Run, ten: int) -> tuple[float, float, int]:
    """Measure and median of the lines of a run from ten above the `ten`th ten to twenty below, and their number."""
    near = run[max(0, 10 * ten - 10) : 10 * ten + 21]
    beside = sorted([line.width for line in near if len(line.body) <= WIDEST]) or [float(WIDEST)]
    return beside[-1 - len(beside) // 10], beside[len(beside) // 2], len(beside)


def setting_of(text: str, table: Sequence[Row] | None = None, markdown: bool = False) -> Setting:
    """How a text is set, Markdown when it is known or looks like it; by characters or by the breadth of book type,
    whichever its lines fill more evenly. `table` are its rows, where they are known.

    >>> setting_of("one line a paragraph\\n\\nand another").wrapped
    False
    """
    markdown = markdown or len(_MARKDOWN.findall(text[:100_000])) > 1
    found = runs(text, rows(text) if table is None else table, markdown)
    prose = [index for index, run in enumerate(found) if len(run) > 1 and not (run.has_its_lines or run.is_verse)]
    typed = _measured(found, prose, markdown, len(text))
    if not typed.wrapped or typed.full > 0.94:
        return typed
    printed = _measured(in_book_type(found), prose, markdown, len(text))
    return printed if printed.wrapped and printed.full > typed.full else typed


def _measured(found: list[Run], indices: list[int], markdown: bool, length: int) -> Setting:
    prose = [found[index] for index in indices]
    long = [line for run in prose if len(run) > 2 for line in run]
    widths = sorted([line.width for line in long if not line.keeps and len(line.body) <= WIDEST])
    setting = Setting(found, markdown, widths[len(widths) // 2] if widths else 0)
    authored = _authored(setting, prose)
    shares: list[float] = []
    full_open = short = total = 0
    size = 0.0
    for run in prose:
        if run[0].start in authored:
            continue
        for index, share in zip(run.free, setting.free_shares(run), strict=True):
            total += 1
            line = run[index]
            if line.ended:
                short += share < FULL
            elif run[index + 1].low:
                shares.append(share)
                size += line.width
            elif share >= FULL:  # German nouns, names
                full_open += 1
                size += line.width
    shares.sort()
    enough = (
        len(shares) + full_open // 2 >= _ENOUGH
        and len(shares) >= _SMALL * total
        and size >= _SHARE * length
        and setting.typical >= _NARROWEST
    )
    if not (enough and shares) or shares[len(shares) // 8] < FULL:
        return replace(setting, authored=authored)
    full = max(FULL, min(0.97, shares[len(shares) // 20] - 0.01))
    loose = short > max(3, len(shares) // 50)
    capitals = full_open / (full_open + len(shares))
    return replace(setting, wrapped=True, full=full, loose=loose, capitals=capitals, authored=authored)


def _authored(setting: Setting, prose: list[Run]) -> frozenset[int]:
    """The runs of the blocks whose lines an author ended; all, when the others together say so too. A block narrower
    than the document's widest is a poem or a quotation rather than its prose, one as wide is its prose."""
    rate = mark_rate(prose)
    found = blocks(prose)
    widest = max((setting.width(run) for block in found if sum(map(len, block)) > 5 for run in block), default=0.0)
    starts: set[int] = set()
    rest = 0.0
    for block in found:
        told = without_repeats(block)
        weight = stanzas(told) + greed(told)
        weight += sum(odds(run, setting.free_shares(run), setting.last_share(run), rate) for run in told)
        if len(found) > 1 and widest:
            share = max(map(setting.width, block)) / widest
            weight += 4.0 if share >= 0.9 else -1.5 if share < 0.75 else 0.0
        if weight < AUTHORED:
            starts.update(run[0].start for run in block)
        else:
            rest += weight
    return frozenset(run[0].start for run in prose) if rest < AUTHORED else frozenset(starts)
