"""How a document is set: whether its prose is wrapped, to which measure, and how its paragraphs end."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cached_property

from .filling import AUTHORED, FULL, blocks, greed, mark_rate, odds, stanzas, without_repeats
from .measure import WIDEST, Run, has_its_lines, in_book_type, is_verse, pairs, runs
from .rows import ends_sentence, opens_low

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
    authored: frozenset[int] = frozenset()  # starts of the runs whose lines an author ended, small though they start
    _whole: dict[int, list[float]] = field(default_factory=dict, repr=False, compare=False)
    _measures: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict, repr=False, compare=False)

    def share(self, run: Run, index: int) -> float:
        """The share of the measure that a line reaches with the first word of the next.

        A line whose neighbour above is wider than most has lost its first word to it (the tail of a broken word moves
        up), and has that and two blanks to its credit.
        """
        measure, _ = self._measure(run, index // 10)
        return (self._widths(run)[index] + 1 + run[index + 1].word) / measure

    def width(self, run: Run) -> float:
        """The width that one in ten of the last lines of a run passes."""
        return self._measure(run, len(run) // 10)[0]

    def last_share(self, run: Run) -> float:
        """The share of the measure that the last line of a run fills."""
        return run[-1].width / self.width(run)

    def _widths(self, run: Run) -> list[float]:
        """The widths of the lines of a run as they were before tails moved up."""
        key = run[0].start
        if key not in self._whole:
            whole: list[float] = []
            for index, line in enumerate(run):
                median = self._measure(run, index // 10)[1]
                over = whole[-1] - median if whole else 0.0
                whole.append(line.width + (min(12.0, over + 2) if over > 0.04 * median else 0.0))
            self._whole[key] = whole
        return self._whole[key]

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
        at = bisect_left(self._long_starts, run[0].start)
        around = [self._long[index] for index in (at - 1, at) if 0 <= index < len(self._long)]
        nearest = min(around, key=lambda other: abs(other[0].start - run[0].start), default=None)
        return _near(nearest, 0)[0] if nearest else self.typical

    @cached_property
    def _long(self) -> list[Run]:
        return [run for run in self.found if len(run) >= _FEW and len(run[0].body) <= WIDEST and not is_verse(run)]

    @cached_property
    def _long_starts(self) -> list[int]:
        return [run[0].start for run in self._long]


def _near(run: Run, ten: int) -> tuple[float, float, int]:
    """Measure and median of the lines of a run from ten above the `ten`th ten to twenty below, and their number."""
    near = run[max(0, 10 * ten - 10) : 10 * ten + 21]
    beside = sorted([line.width for line in near if len(line.body) <= WIDEST]) or [float(WIDEST)]
    return beside[-1 - len(beside) // 10], beside[len(beside) // 2], len(beside)


def setting_of(text: str, markdown: bool = False) -> Setting:
    """How a text is set, Markdown when it is known or looks like it; by characters or by the breadth of book type,
    whichever its lines fill more evenly.

    >>> setting_of("one line a paragraph\\n\\nand another").wrapped
    False
    """
    markdown = markdown or len(_MARKDOWN.findall(text[:100_000])) > 1
    found = runs(text, markdown)
    prose = [
        index
        for index, run in enumerate(found)
        if len(run) > 1 and not (has_its_lines(run) or is_verse(run))
    ]
    typed = _measured(found, prose, markdown, len(text))
    if not typed.wrapped or typed.full > 0.94:
        return typed
    printed = _measured(in_book_type(found), prose, markdown, len(text))
    return printed if printed.wrapped and printed.full > typed.full else typed


def _measured(found: list[Run], indices: list[int], markdown: bool, length: int) -> Setting:
    prose = [found[index] for index in indices]
    long = (line for run in prose if len(run) > 2 for line in run)
    widths = sorted(line.width for line in long if not line.keeps and len(line.body) <= WIDEST)
    setting = Setting(found, markdown, widths[len(widths) // 2] if widths else 0)
    measured = {run[0].start: [setting.share(run, index) for _, index in pairs([run])] for run in prose}
    authored = _authored(setting, prose, measured)
    shares: list[float] = []
    full_open = short = total = 0
    size = 0.0
    for run in prose:
        if run[0].start in authored:
            continue
        for (_, index), share in zip(pairs([run]), measured[run[0].start], strict=True):
            total += 1
            if ends_sentence(run[index].body):
                short += share < FULL
            elif opens_low(run[index + 1].body):
                shares.append(share)
                size += run[index].width
            elif share >= FULL:  # German nouns, names
                full_open += 1
                size += run[index].width
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
    return replace(setting, wrapped=True, full=full, loose=loose, authored=authored)  # with what is measured


def _authored(setting: Setting, prose: list[Run], measured: dict[int, list[float]]) -> frozenset[int]:
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
        weight += sum(odds(run, measured[run[0].start], setting.last_share(run), rate) for run in told)
        if len(found) > 1 and widest:
            share = max(map(setting.width, block)) / widest
            weight += 4.0 if share >= 0.9 else -1.5 if share < 0.75 else 0.0
        if weight < AUTHORED:
            starts.update(run[0].start for run in block)
        else:
            rest += weight
    return frozenset(run[0].start for run in prose) if rest < AUTHORED else frozenset(starts)
