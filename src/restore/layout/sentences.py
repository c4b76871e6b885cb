"""Whether a sentence that a line leaves open goes on behind a blank line, though with a capital."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

import numpy as np

from ..document import Document
from ..language.smallwords import BEFORE_QUOTES, OPEN_WORDS
from ..language.stretches import Stretches

_ANY = frozenset(word for words in OPEN_WORDS.values() for word in words if len(word) > 2) - {"die"}

_LAST = re.compile(r"[^\W_]+$")
_FIRST = re.compile(r"[“„«\"'‘(\[]*([^\W\d_]+)")
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)$")


def ends_open(above: str, below: str, language: str | None) -> bool:
    """Whether a line ends in a word after which no sentence ends, so that it goes on below.

    >>> ends_open("declared that nobody in the", "Party", "en"), ends_open("a member of the 25th", "Army", "en")
    (True, True)
    >>> ends_open("the meeting in Moscow", "Party", "en"), ends_open("to get it hitched on", "“Well, it’s", "en")
    (False, False)
    """
    last = _LAST.search(above[-24:])
    if last is None or not (below[0].isalnum() or below[0] in "“„«‘([\"'"):
        return False
    if below[0] in "“„«\"":
        return last.group() in BEFORE_QUOTES
    return last.group() in OPEN_WORDS.get(language or "", _ANY) or _ORDINAL.search(above[-6:]) is not None


class Capitals:
    """How a document writes the words that stand behind its open lines: with a capital inside sentences?

    `places` are the pairs of lines in question. One pass over the text, whatever their number, and none when nobody
    asks.
    """

    def __init__(self, document: Document, places: Iterable[tuple[str, str]]) -> None:
        self._document = document
        self._own = Counter(pair for above, below in places if (pair := _meeting(above, below)))
        self._behind_small: Counter[str] = Counter()
        for (last, first), count in self._own.items():
            self._behind_small[first] += count if last.islower() else 0

    @cached_property
    def _seen(self) -> tuple[Counter[tuple[str, str]], Counter[str], set[str]]:
        """How often each two words at a break stand side by side, how often the second stands behind a small letter,
        and which of them the document also writes small."""
        firsts = {first for _, first in self._own}
        lows = {first.lower() for first in firsts} - firsts
        pairs: Counter[tuple[str, str]] = Counter()
        inside: Counter[str] = Counter()
        low: set[str] = set()
        for last, word, count in _preceded(self._document.seen(Stretches), firsts | lows):
            if word in firsts:
                pairs[last, word] += count
                inside[word] += count if last.islower() else 0
            else:
                low.add(word)
        return pairs, inside, low

    def known_together(self, above: str, below: str) -> bool:
        """Whether the document has the two words at the break side by side elsewhere."""
        pair = _meeting(above, below)
        return pair is not None and self._seen[0][pair] > self._own[pair]

    def is_name(self, above: str, below: str, language: str | None) -> bool:
        """Whether the word below has its capital for its own sake: the document writes it so inside sentences too, and
        never small. In German, where every noun has one, it is enough that it is no word that opens sentences."""
        pair = _meeting(above, below)
        if pair is None or pair[1].lower() in self._seen[2]:
            return False
        if language == "de" and len(pair[1]) > 3:
            return pair[1].lower() not in OPEN_WORDS["de"]
        return self._seen[1][pair[1]] > self._behind_small[pair[1]]


def _preceded(stretches: Stretches, asked: set[str]) -> Iterator[tuple[str, str, int]]:
    """What stands before the words asked for, a word, a number or a mark; the word; and how often they stand so."""
    tokens = [[kind] if kind.isalpha() else _TOKEN.findall(kind) for kind in stretches.kinds]
    begun: list[int] = []
    for number, (parts, count) in enumerate(zip(tokens, stretches.counts, strict=True)):
        if asked.isdisjoint(parts):
            continue
        if parts[0] in asked:
            begun.append(number)
        for before, word in pairwise(parts):
            if word in asked:
                yield before, word, count
    order = stretches.order
    told = np.flatnonzero(np.array([bool(parts) for parts in tokens])[order])
    here = np.flatnonzero(np.isin(order, begun))
    beside = np.searchsorted(told, here) - 1
    here, beside = here[beside >= 0], beside[beside >= 0]
    meetings = order[told[beside]].astype(np.int64) * len(tokens) + order[here]
    for meeting, count in zip(*np.unique(meetings, return_counts=True), strict=True):
        above, below = divmod(int(meeting), len(tokens))
        yield tokens[above][-1], tokens[below][0], int(count)


def _meeting(above: str, below: str) -> tuple[str, str] | None:
    last, first = _LAST.search(above[-40:]), _FIRST.match(below)
    return (last.group(), first.group(1)) if last and first else None
