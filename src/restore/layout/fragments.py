"""Halves of words: is a row's first word the end of a longer one, and which letter would make it whole?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from ..language.stretches import Stretches
from ..language.words import frequencies, zipf

_BROKEN = re.compile(r"[-¬\xad‐](?<=\w.)[-¬\xad‐]*[ \t]*\r?\n[ \t]*(?=\w)")

LISTED = 2.0
"""Zipf value from which a string counts as a word of its language: below it, wordfreq's lists hold misprints and
fragments of its own sources (`fastly` 1.7, `ality` 1.3)."""

COMMON_ENDING = 200
"""Words of the list with an ending, from which the ending is productive (`ing` 9,268, `ment` 606, `ew` 223)."""


class Letter(NamedTuple):
    """A letter that makes a word whole, and how common the word is."""

    letter: str
    word: str
    zipf: float


@lru_cache(maxsize=8)
def _backwards(language: str) -> tuple[str, ...]:
    """The words of a language that are not rare, spelt backwards, in order: words with one ending stand together."""
    least = 10.0 ** (2.5 - 9)
    shares = frequencies(language).items()
    return tuple(sorted(word[::-1] for word, share in shares if share >= least and len(word) > 3))


def _longer(ending: str, language: str) -> tuple[int, str]:
    """How many words have an ending and at least two letters before it, and the commonest of them."""
    table, key = _backwards(language), ending[::-1]
    first = bisect_left(table, key)
    last = bisect_left(table, key + "\U0010ffff", first)
    longer = [word[::-1] for word in table[first:last] if len(word) > len(ending) + 1]
    shares = frequencies(language)
    return len(longer), max(longer, key=lambda word: (shares[word], word), default="")


FEW = 4
"""Words of which a text is asked before its words are counted: to count them takes as long as to look for twenty."""


MANY = 200
"""Places of its letters from which a word is counted with all the others rather than looked for."""

_LETTER = r"[^\W\d_]"


class Own:
    """How often a document has a word, in small letters; halves at line-end hyphens do not count."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._asked = 0

    @cached_property
    def _joined(self) -> str:
        return _BROKEN.sub("", self._text)

    @cached_property
    def _small(self) -> str:
        return self._joined.lower()

    @cached_property
    def _counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for word, times in Stretches(self._joined).words.items():
            counts[word.lower()] += times
        return counts

    def has(self, word: str) -> bool:
        """Whether the document has a word, in small letters, more than twice."""
        self._asked += 1
        if self._asked > FEW or self._small.count(word) > MANY:
            return self._counts[word] > 2
        alone = re.compile(rf"{re.escape(word)}(?<!{_LETTER}{re.escape(word)})(?<!{_LETTER}[-'’]{re.escape(word)})"
                           rf"(?![-'’]?{_LETTER})")
        return len(alone.findall(self._small)) > 2


class Words:
    """What is a word, by the document first and the language's list second."""

    def __init__(self, own: Own, language: str) -> None:
        self.language = language
        self._own = own

    def is_own(self, word: str) -> bool:
        """Whether the document has a word, in small letters, more than twice."""
        return self._own.has(word)

    def is_word(self, word: str) -> bool:
        return zipf(word, self.language) >= LISTED or self.is_own(word.lower())

    def tails(self, tokens: Iterable[str]) -> dict[str, str]:
        """Those of `tokens` (small letters, first words of rows) that are ends of words, each with a word it ends.

        >>> Words(Own(""), "en").tails(["lutionary", "ing", "party"])
        {'lutionary': 'revolutionary', 'ing': 'being'}
        """
        found = {}
        for token in dict.fromkeys(tokens):
            known = zipf(token, self.language)
            if len(token) < 2 or known >= 4.0 or (known >= LISTED and len(token) > 5):
                continue
            count, word = _longer(token, self.language)
            if count and (known < LISTED or count >= COMMON_ENDING) and not self.is_own(token):
                found[token] = word
        return found

    def initials(self, token: str) -> list[Letter]:
        """The letters that make a word of `token` when put before it, commonest word first.

        >>> [f.word for f in Words(Own(""), "en").initials("his")]
        ['this']
        """
        found = []
        for letter in map(chr, range(ord("a"), ord("z") + 1)):
            value = zipf(letter + token, self.language)
            if value >= 3.0:
                found.append(Letter(letter.upper(), letter + token, value))
        return sorted(found, key=lambda f: -f.zipf)
