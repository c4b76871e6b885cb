"""Whether lines were filled by a typesetter or ended by an author: verse, songs and talk may start small too.

The shares behind the numbers are those of a scanned novel, seed 003 and made pages of eight languages on one side, of a
dozen poems in five languages on the other. Numbers are natural logarithms of odds, above zero for wrapped prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from math import log

from .measure import Run

AUTHORED = -3.0
"""Odds from which lines are an author's: poems of two stanzas and more lie at -3 to -9, prose above -1."""

FULL = 0.75
"""A wrapped line with the first word of the next reaches this share of the widest line beside it, in proportional
type too (seed 003: the least of 1,288 line ends has 0.80, one in twenty less than 0.91)."""

_INSIDE = re.compile(r"\w[”’\"')]*([,;:.!?—]?)[”’\"')]*\s")
_SAMPLE = 400  # lines: some 4,000 words say how often a word is followed by a mark to one part in a hundred
_RARE = 0.06  # marks a word: less than in any prose, so that verse, which has few inside its lines, proves nothing


def mark_rate(prose: Iterable[Run]) -> float:
    """How many words of a hundred have a mark behind them inside lines, as a share: 0.10 in English, 0.15 in Polish.
    Where a line ends by chance as many have one, in verse three times as many."""
    words = marked = 0
    for line in islice((line for run in prose for line in run), _SAMPLE):
        found = _INSIDE.findall(line.body)
        words += len(found)
        marked += sum(map(bool, found))
    return max(_RARE, marked / max(1, words))


def odds(run: Run, shares: Sequence[float], last: float, rate: float) -> float:
    """What the lines of one run say: where they stop, how full they are, and how full the last is.

    `shares` are those of its free line ends, `last` that of the last line, `rate` the document's
    `mark_rate`. Left out: a short line that ends a sentence, which may end a paragraph.
    """
    often = min(0.75, max(0.45, 2.5 * rate))
    with_mark, without = log(rate / often), log((1 - rate) / (1 - often))
    weight = 0.0
    for index, share in zip(run.free, shares, strict=True):
        line = run[index]
        if line.ended:
            weight += with_mark if share >= FULL else 0.0
            continue
        weight += with_mark if line.body[-1] in ",;:—" else without
        weight += 0.1 if share >= 1 else -0.3 if share >= 0.9 else -0.8
    lowest = run[-1]
    if len(run) > 1 and lowest.ended and not lowest.keeps and not lowest.is_wide:
        weight += -1.4 if last >= 0.85 else 1.5
    return weight


def blocks(prose: Sequence[Run]) -> list[list[Run]]:
    """Runs that follow each other at one margin and of about one width: the stanzas of a poem, the paragraphs of a
    text."""
    found: list[list[Run]] = [[run] for run in prose[:1]]
    for above, run in pairwise(prose):
        narrow, wide = sorted((above.widest, run.widest))
        if above.margin == run.margin and narrow >= 0.75 * wide:
            found[-1].append(run)
        else:
            found.append([run])
    return found


def without_repeats(block: Sequence[Run]) -> list[Run]:
    """The runs of a block, each once: one that comes again says nothing new."""
    return list({tuple(line.body for line in run): run for run in reversed(block)}.values())[::-1]


def stanzas(block: Sequence[Run]) -> float:
    """What the numbers of lines in the runs of a block say: stanzas of three lines and more have the same."""
    return sum(-1.0 if len(above) == len(run) else 0.3 for above, run in pairwise(block) if len(above) > 2)


def greed(block: Sequence[Run]) -> float:
    """What it says that no line of a block had room for the first word of the next, as no program leaves it: nothing
    when one had. Of the lines of a poem one in three has room."""
    widest = max([run.widest for run in block])
    count = 0
    for run in block:
        for index in run.free:
            if run[index].width + 1 + run[index + 1].word <= widest:
                return 0.0
            count += 1
    return 0.35 * count
