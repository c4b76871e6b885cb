"""Halves of words: is a row's first word the end of a longer one, and which letter would make it whole?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from ..document import Document
from ..language.stretches import Stretches
from ..language.words import frequencies, zipf

_BROKEN = re.compile(r"[-¬\xad‐](?<=\w.)[-¬\xad‐]*[ \t]*\r?\n[ \t]*(?=\w)")
_BLANK = re.compile(r"\s")

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


def _joined(text: str) -> str:
    """A text in small letters without its line-end hyphens, whose halves count for nothing."""
    return _BROKEN.sub("", text).lower()


def _around_breaks(text: str) -> Iterator[str]:
    """What stands between blanks around the line-end hyphens of a text; a word on three lines once.

    >>> list(_around_breaks("an in-\\ncon-\\nstant, epi-\\nsode of"))
    ['in-\\ncon-\\nstant,', 'epi-\\nsode']
    """
    start = end = 0
    for found in _BROKEN.finditer(text):
        if found.start() >= end:
            if end:
                yield text[start:end]
            start = found.start()
            while start and not text[start - 1].isspace():
                start -= 1
        blank = _BLANK.search(text, found.end())
        end = blank.start() if blank else len(text)
    if end:
        yield text[start:end]


class Words:
    """What is a word, by the document first and the language's list second."""

    def __init__(self, document: Document, language: str) -> None:
        self.language = language
        self._document = document
        self._asked: dict[str, bool] = {}

    @cached_property
    def _own(self) -> Counter[str]:
        """How often each word, in small letters, stands in the document; halves at line-end hyphens do not count.

        >>> dict(Words(Document("d", "An epi-\\nsode, an epi"), "en")._own)
        {'an': 2, 'epi': 1, 'episode': 1}
        """
        own: Counter[str] = Counter()
        for word, times in self._document.seen(Stretches).words.items():
            own[word.lower()] += times
        broken = " ".join(_around_breaks(self._document.text))
        for words, sign in ((Stretches(broken).words, -1), (Stretches(_BROKEN.sub("", broken)).words, 1)):
            for word, times in words.items():
                own[word.lower()] += sign * times
        return +own

    def is_own(self, word: str) -> bool:
        """Whether the document has a word, in small letters, more than twice."""
        if word not in self._asked:
            few = len(self._asked) < FEW and self._document.seen(_joined).count(word) <= MANY
            self._asked[word] = (self._standing(word) if few else self._own[word]) > 2
        return self._asked[word]

    def _standing(self, word: str) -> int:
        """How often one word stands in the document, without counting the others."""
        exact = re.escape(word)
        alone = rf"{exact}(?<!{_LETTER}{exact})(?<!{_LETTER}[-'’]{exact})(?![-'’]?{_LETTER})"
        return len(re.findall(alone, self._document.seen(_joined)))

    def is_word(self, word: str) -> bool:
        return zipf(word, self.language) >= LISTED or self.is_own(word.lower())

    def tails(self, tokens: Iterable[str]) -> dict[str, str]:
        """Those of `tokens` (small letters, first words of rows) that are ends of words, each with a word it ends.

        >>> Words(Document("d", ""), "en").tails(["lutionary", "ing", "party"])
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

        >>> [f.word for f in Words(Document("d", ""), "en").initials("his")]
        ['this']
        """
        found = []
        for letter in map(chr, range(ord("a"), ord("z") + 1)):
            value = zipf(letter + token, self.language)
            if value >= 3.0:
                found.append(Letter(letter.upper(), letter + token, value))
        return sorted(found, key=lambda f: -f.zipf)
