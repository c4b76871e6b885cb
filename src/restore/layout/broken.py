"""Sentences that a page or a column broke: a blank line stands in their middle."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from ..document import LOST
from .measure import WIDEST, Measured, Run, is_statement
from .rows import ends_sentence
from .sentences import Capitals, ends_open
from .setting import Setting

_SUBSTANCE = 80
"""Characters a paragraph has before its sentence is believed to be broken by the blank line after it: titles,
salutations and items of lists are shorter."""

_STOP_INSIDE = re.compile(r"[.,;!?][”’\")]? \S")

OPEN = "the sentence goes on"
_TOGETHER = "the sentence is open, and the document has the two words side by side"
_NAME = "the sentence is open, and the document writes the word below with a capital"


class Broken(NamedTuple):
    """The last line before a blank line and the first behind it, one sentence, and what shows it. It is not certain
    where the writer starts sentences small."""

    above: Measured
    below: Measured
    why: str
    is_certain: bool


Border = tuple[Run, Run]


def borders(setting: Setting) -> list[Border]:
    """The runs, two by two, between which a sentence may be broken."""
    found = setting.found
    return [
        (_last_item(upper), lower)
        for upper, lower in pairwise(found)
        if _is_open(upper[-1]) and not (lower[0].keeps or lower[0].opens or is_statement(lower[0]))
    ]


def with_capitals(found: list[Border], setting: Setting) -> list[Border]:
    """Those borders behind which a capital stands, and which are no ends of titles: a full line is above."""
    if not setting.wrapped:
        return []
    return [
        (upper, lower) for upper, lower in found
        if not lower[0].low and _is_full(upper, setting) and not lower.is_display
    ]


def broken_sentences(
    found: list[Border], full: list[Border], setting: Setting, language: str | None, capitals: Capitals,
    joined: Collection[int],
) -> Iterator[Broken]:  # fmt: skip
    """The blank lines that stand in the middle of a sentence: `found` are all borders, `full` those with capitals;
    `joined` are the starts of lines whose end goes."""
    small_style = _starts_small(setting) > sum(lower[0].low for _, lower in found)
    asked = {id(lower) for _, lower in full}
    length = 0  # of the paragraph so far, over the blank lines already taken out
    last: Measured | None = None
    for upper, lower in found:
        goes_on = last is not None and upper[0] is last
        length = _tail_length(upper, joined) + (length if goes_on else 0)
        why = _why(upper, lower, length, setting, language, capitals if id(lower) in asked else None)
        if not why or (upper.is_display and not goes_on and not ends_open(upper[-1].body, "a", language)):
            last = None
            continue
        yield Broken(upper[-1], lower[0], why, not (small_style and lower[0].low))
        last = lower[0]


def _last_item(run: Run) -> Run:
    """The lines of a run from its last item on: what a sentence broken below it can belong to."""
    first = next((index for index in range(len(run) - 1, 0, -1) if run[index].opens), 0)
    return Run(run[first:]) if first else run


def _is_open(line: Measured) -> bool:
    """Whether a line can break off inside a sentence."""
    return not (
        line.keeps or line.ended or line.body[-1] in ":;" + LOST or line.ends_in_hyphen or is_statement(line)
    )


def _starts_small(setting: Setting) -> int:
    """How many runs start small behind one that ended its sentence: the habit of a writer, no broken sentence."""
    return sum(
        lower[0].low and not lower[0].opens and upper[-1].ended for upper, lower in pairwise(setting.found)
    )


def _is_full(run: Run, setting: Setting) -> bool:
    widest = max((line.width for line in run[-10:] if len(line.body) <= WIDEST), default=WIDEST)
    return run[-1].width >= 0.85 * max(widest, setting.typical)


def _tail_length(run: Run, joined: Collection[int]) -> int:
    """Characters of the paragraph a run ends with, as it will be."""
    length = len(run[-1].body)
    for line in reversed(run[:-1]):
        if line.start not in joined:
            break
        length += len(line.body) + 1
    return length


def _why(
    upper: Run, lower: Run, length: int, setting: Setting, language: str | None, capitals: Capitals | None
) -> str:
    """Why the sentence at the end of `upper` goes on in `lower`; empty when it does not."""
    above, below = upper[-1].body, lower[0].body
    if any(len(run) > 1 and not run.is_display and setting.stands(run) for run in (upper, lower)):
        return ""
    if not _has_substance(upper, lower, length, setting) or not (
        below.count(" ") > 1 or ends_sentence(below) or (setting.wrapped and len(lower) > 1)
    ):
        return ""
    if lower[0].low or ends_open(above, below, language):
        return OPEN
    if capitals is None:
        return ""
    if capitals.known_together(above, below):
        return _TOGETHER
    return _NAME if capitals.is_name(above, below, language) else ""


def _has_substance(upper: Run, lower: Run, length: int, setting: Setting) -> bool:
    """Whether a line is of a paragraph, not a title, a menu or a salutation: long, or with stops inside, or with the
    stop below, or as wide as the prose of a wrapped document."""
    if length >= 2 * _SUBSTANCE or (setting.wrapped and upper[-1].width >= 0.75 * setting.typical):
        return True
    if length < _SUBSTANCE:
        return False
    return len(upper) > 1 or lower[-1].ended or _STOP_INSIDE.search(upper[-1].body) is not None
