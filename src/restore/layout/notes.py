"""Footnote marks run into the words they stand at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_MARK = re.compile(r"[.,;:?!\ufffd”’\"»)\]](\d{1,3})(?=[\s\]]|$)")
_WORD_AND_STOP = re.compile(
    r"(?P<word>[^\W\d_]{2,}|\d{4}s?|[)\]’”\"]|(?:(?<=\s)|^)\d{1,3})(?P<stop>[.,;:?!\ufffd]?[”’\"»)\]]*)\Z"
)
_BEFORE = re.compile(
    r"(?:^|[\s(\[“\"'‘])(?:no|nos|nr|vol|p|pp|l|ll|fig|figs|eq|art|ch|sec|sect|v|ver|bd|op|cat|ed|listy?)\Z", re.I
)


class NoteMark(NamedTuple):
    """A footnote mark: its place, its number, and its neighbours in the chain."""

    start: int
    end: int
    number: int
    before: int
    after: int


def note_marks(text: str) -> list[NoteMark]:
    """The footnote marks of a text, those that go up with it.

    A mark is a number glued to a word, its stop or its quotation mark: `Korea,1`, `rule.”5`, `him.4`. A number
    after a number (`No. 52,7`) is one only when both neighbours in the chain ask for it. Left alone: references
    (`l.79`), decimals, years, anything that does not go up.

    >>> text = "Korea,1 they say. Plenum.2 On No. 52,3 which see l.79 as “rule.”4 So"
    >>> [mark.number for mark in note_marks(text)]
    [1, 2, 3, 4]
    """
    seen = list(_candidates(text))
    sure = _rising([c for c in seen if not c[3]])
    if len(sure) < 3:
        return []
    places = [start for start, _, _, _ in sure]
    for candidate in (c for c in seen if c[3]):
        at = bisect_right(places, candidate[0])
        below = sure[at - 1][2] if at else 0
        above = sure[at][2] if at < len(sure) else below + 2
        if below < candidate[2] < above and above - below == 2:
            sure.insert(at, candidate)
            places.insert(at, candidate[0])
    numbers = [number for _, _, number, _ in sure]
    return [
        NoteMark(start, end, number, numbers[i - 1] if i else 0, numbers[i + 1] if i + 1 < len(numbers) else 0)
        for i, (start, end, number, _) in enumerate(sure)
    ]


_Candidate = tuple[int, int, int, bool]


def _candidates(text: str) -> Iterator[_Candidate]:
    """Start, end, number, and whether the number stands after another number."""
    for mark in _MARK.finditer(text):
        start, number = mark.start(1), mark[1]
        match = _WORD_AND_STOP.search(text[max(0, start - 24) : start])
        if match is None or number.startswith("0"):
            continue
        word, stop = match["word"], match["stop"]
        if stop and _BEFORE.search(text[max(0, start - 24) : start][: match.end("word")][-7:]):
            continue
        yield start, mark.end(1), int(number), word.isdigit() and len(word) < 4


RESTART = 1.5
"""What a new start of the numbering costs, in marks: a lone number out of order costs two and is left out."""


def _rising(candidates: list[_Candidate]) -> list[_Candidate]:
    """The candidates whose numbers rise with the text, in small steps for choice, perhaps starting anew (a second
    article, an excerpt of another). Looks back over 40 candidates: more than stand on a page."""
    score = [0.0] * len(candidates)
    back = [-1] * len(candidates)
    for i, (_, _, number, _) in enumerate(candidates):
        score[i] = 1.0 - 0.01 * min(number, 30)
        for j in range(max(0, i - 40), i):
            step = number - candidates[j][2]
            gain = score[j] + 1.0 - (0.01 * min(step, 30) if step > 0 else RESTART)
            if gain > score[i]:
                score[i], back[i] = gain, j
    kept: list[_Candidate] = []
    at = max(range(len(candidates)), key=lambda i: score[i]) if candidates else -1
    while at >= 0:
        kept.append(candidates[at])
        at = back[at]
    return kept[::-1]
