"""The rows of a text, and whether the sentence of one goes on in the next."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from ..document import bounds
from ..language.smallwords import ANY_OPEN

ROW_LIMIT = 160
"""Longest row, in characters, that can be forme work: the longest running foot in ten journal articles has 96."""


class Row(NamedTuple):
    """One line with its place; `body` is its text without outer blanks (form feeds and no-break spaces too)."""

    start: int
    end: int
    stop: int
    body: str


def rows(text: str) -> list[Row]:
    """The rows of a text, in order.

    >>> [row.body for row in rows("one \\n\\n \\xa0two")]
    ['one', '', 'two']
    """
    return [Row._make((start, end, stop, body.strip())) for start, end, stop, body in bounds(text)]


SENTENCE_END = re.compile(r"[.!?…:;][\])}”’\"'»›*_]*\s*\d{0,3}$")
"""How a line ends when nothing is left open: a stop, then closing marks, then perhaps a footnote number."""

HYPHENS = ("-", "¬", "\xad", "‐")
_OPENS_LOW = re.compile(r"[\[({“‘\"'«]*[^\W\d_]")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:[A-Z]|[a-z]|Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Capt|Lt|Sr|Jr|No|Nos|Vol|vol|pp|ed|eds|trans|cf|Cf|vs"
    r"|Fig|Figs|Eq|Eqs|al|Ref|Refs|Art|Bd|Nr|Hr|Abb|bzw|ca|Cde|Cdes|Com|Comr)\.$"
)


def ends_sentence(body: str) -> bool:
    """Whether a row can end a sentence.

    >>> ends_sentence("rather than a serious challenge to Kim’s rule.”5")
    True
    >>> ends_sentence("of these, consciously sought to")
    False
    """
    last = body[-1:]
    if not last or last.isalpha() or last == ",":
        return False  # of the lines of prose most end so, and the patterns cost twenty times as much
    if last in "!?…:;":
        return True
    return (last == "." or SENTENCE_END.search(body[-12:]) is not None) and not _ABBREVIATION.search(body[-12:])


def opens_low(body: str) -> bool:
    """Whether a row starts with a small letter, as a sentence that goes on does.

    >>> opens_low("struction) on 3 March"), opens_low("The plenum"), opens_low("“maintain")
    (True, False, True)
    """
    if body[:1].isalpha():
        return body[0].islower()
    match = _OPENS_LOW.match(body)
    return match is not None and match.group()[-1].islower()


def is_broken(body: str) -> bool:
    """Whether a row ends in a hyphen behind a letter, as a word broken at its end does."""
    return body[-1:] in HYPHENS and body[-2:-1].isalpha()


def goes_on(left: str, right: str) -> bool:
    """Whether a sentence is open at the end of `left` and can go on in `right`.

    >>> goes_on("sought to", "maintain proportions"), goes_on("to a close.", "The plenum")
    (True, False)
    """
    if not left or not right or ends_sentence(left):
        return False
    return opens_low(right) or (left[-1] == "," or left[-1] in HYPHENS) or _last_word(left) in ANY_OPEN


def _last_word(body: str) -> str:
    return body[-16:].rsplit(None, 1)[-1].lower()


def neighbour(table: Sequence[Row], index: int, step: int, skip: Container[int] = ()) -> int:
    """The nearest row with text before (`step` -1) or after (+1) `index` that is not in `skip`; -1 when none."""
    index += step
    while 0 <= index < len(table):
        if table[index].body and index not in skip:
            return index
        index += step
    return -1
