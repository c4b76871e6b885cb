"""Whether a sentence that a line leaves open goes on behind a blank line, though with a capital."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ..language.smallwords import BEFORE_QUOTES, OPEN_WORDS

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

    `places` are the pairs of lines in question. One pass over the text, whatever their number.
    """

    def __init__(self, text: str, places: Iterable[tuple[str, str]]) -> None:
        asked = [pair for above, below in places if (pair := _meeting(above, below))]
        firsts = {first for _, first in asked}
        lows = {first.lower() for first in firsts}
        self._own = Counter(asked)
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._inside: Counter[str] = Counter()
        self._low: Counter[str] = Counter()
        tokens = _TOKEN.findall(text) if firsts else []
        asked_for = firsts | lows
        for at in [at for at, word in enumerate(tokens) if word in asked_for and at]:
            before, word = tokens[at - 1], tokens[at]
            if word in firsts:
                self._pairs[before, word] += 1
                self._inside[word] += before.islower()
            elif word in lows:
                self._low[word] += 1

    def known_together(self, above: str, below: str) -> bool:
        """Whether the document has the two words at the break side by side elsewhere."""
        pair = _meeting(above, below)
        return pair is not None and self._pairs[pair] > self._own[pair]

    def is_name(self, above: str, below: str, language: str | None) -> bool:
        """Whether the word below has its capital for its own sake: the document writes it so inside sentences too, and
        never small. In German, where every noun has one, it is enough that it is no word that opens sentences."""
        pair = _meeting(above, below)
        if pair is None or self._low[pair[1].lower()]:
            return False
        if language == "de" and len(pair[1]) > 3:
            return pair[1].lower() not in OPEN_WORDS["de"]
        here = sum(count for (last, first), count in self._own.items() if first == pair[1] and last.islower())
        return self._inside[pair[1]] > here


def _meeting(above: str, below: str) -> tuple[str, str] | None:
    last, first = _LAST.search(above[-40:]), _FIRST.match(below)
    return (last.group(), first.group(1)) if last and first else None
