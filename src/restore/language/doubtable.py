"""The words of a text that may be doubted at all: no names, no parts of compounds, of addresses, of other languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from .stretches import Flags, Numbers, Places, Stretches
from .words import frequencies

_TOKEN = re.compile(
    r"(?<![\w\ufffd@&'’./\\\[\]-])"
    r"[^\W\d_][^\W_]{1,24}"
    r"(?![\w\ufffd@&/\\¬\[\]-]|['’][a-z]{3}|\.[a-z])"
)
"""A word that may be doubted: no part of a compound, of an address or a path; the possessive is not part of it. A
capital or a digit may stand inside, misread."""

_STOPS = ",.;:!?"
_OVER_LINE_END = re.compile(r"(?<=[-¬]\n)|(?<=[-¬] \n)")
_NAME_INSIDE = re.compile(r"[a-z][A-Z][a-z]+\Z")  # `cCall`, `eBay`: the end of a name, or one
_FRENCH = re.compile(r"\b(?:de|du|des|le|la|les|un|une|au|aux|à|et|en)\Z")
_ENDS_SENTENCE = re.compile(r"[.!?:;]['\"”’)]{0,2}\Z")
_OPENS_SENTENCE = re.compile(r"['\"“‘(]{0,2}")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:;]['\"”’)]{0,2}\s|\n\n)['\"“‘(]{0,2}\Z")

_NEVER, _ALWAYS, _AFTER_NO_FRENCH, _AT_SENTENCE_START = range(4)


class Printed(NamedTuple):
    """One word at its place."""

    start: int
    end: int
    word: str


class Doubtable:
    """The words of a text that may be doubted, in order, those of its language.

    Small letters first, or a capital where a sentence begins; three letters at least where digits stand inside. Left
    out: a word over a line end, a word with an accent in a French phrase.
    """

    def __init__(self, text: Stretches, language: str) -> None:
        self._text = text
        self._language = language
        numbers: dict[str, int] = {}
        counts: list[int] = []
        offsets: list[int] = []
        words: list[int] = []
        for kind in text.kinds:
            before = len(words)
            for offset, word in _tokens_of(kind):
                offsets.append(offset)
                words.append(numbers.setdefault(word, len(numbers)))
            counts.append(len(words) - before)
        self._count = np.array(counts, np.int32)  # of the tokens of each kind
        self._offset = np.array(offsets, np.int32)  # of each token in its kind
        self._word = np.array(words, np.int32)  # a number in `_words`
        self._words = list(numbers)
        self._when = np.array([_when(word) for word in self._words], np.int8)

    def in_small_letters(self) -> Iterator[str]:
        """The different words that may be doubted wherever they stand, but in French phrases."""
        return (
            self._words[number]
            for number in np.flatnonzero((self._when == _ALWAYS) | (self._when == _AFTER_NO_FRENCH)).tolist()
        )

    def found(self) -> Found:
        """The words at their places."""
        order = self._text.order
        each = self._count[order]
        stretch = np.repeat(np.arange(len(order), dtype=np.int32), each)
        first = np.cumsum(self._count, dtype=np.int32) - self._count  # of the tokens of each kind
        token = np.arange(len(stretch), dtype=np.int32) + np.repeat(first[order] - np.cumsum(each) + each, each)
        may = self._may_be_doubted(stretch, token)
        stretch, token = stretch[may], token[may]
        words = self._word[token]
        starts = self._text.starts[stretch] + self._offset[token]
        small = _small_words(self._language)
        kept = _in_language(_flags([word in small for word in self._words])[words])
        return Found(starts[kept], words[kept], self._words)

    def _may_be_doubted(self, stretch: Numbers, token: Numbers) -> Flags:
        offset = self._offset[token]
        when = self._when[self._word][token]
        before = self._before(stretch, 1)
        may: Flags = when != _NEVER
        french = np.flatnonzero((when == _AFTER_NO_FRENCH) & (offset == 0) & (stretch > 0))
        if len(french):
            may[french] &= ~self._ending(_FRENCH, "deslanxtàu")[before[french]]
        begins = np.flatnonzero(when == _AT_SENTENCE_START)
        may[begins] = self._begins_sentence(stretch[begins], token[begins], before[begins])
        hyphen = self._last_of("-¬")
        broken = hyphen[before] | (self._is_empty[before] & hyphen[self._before(stretch, 2)])
        for at in np.flatnonzero(may & broken & (offset == 0)):
            may[at] = _OVER_LINE_END.match(self._text.text, int(self._text.starts[stretch[at]])) is None
        return may

    def _begins_sentence(self, stretch: Numbers, token: Numbers, before: Numbers) -> Flags:
        opens = self._offset == 0
        inside = np.unique(token[~opens[token]])
        kinds = np.searchsorted(np.cumsum(self._count), inside, side="right").tolist()
        for at, offset, number in zip(inside.tolist(), self._offset[inside].tolist(), kinds, strict=True):
            opens[at] = _OPENS_SENTENCE.fullmatch(self._text.kinds[number], 0, offset) is not None
        begins: Flags = self._ending(_ENDS_SENTENCE, ".!?:;'\"”’)")[before] | (stretch == 0)
        for at in np.flatnonzero(self._is_empty[before] & (stretch > 0)):
            start = int(self._text.starts[stretch[at]])
            begins[at] = self._text.text.startswith("\n\n", start - 2)
        both: Flags = begins & opens[token]
        return both

    def _before(self, stretch: Numbers, back: int) -> Numbers:
        """The kind of the stretch before each; of the first, its own."""
        return self._text.order[np.maximum(stretch - back, 0)]

    @cached_property
    def _is_empty(self) -> Flags:
        kinds = self._text.kinds
        empty: Flags = np.arange(len(kinds)) == (kinds.index("") if "" in kinds else -1)
        return empty

    def _ending(self, pattern: re.Pattern[str], signs: str) -> Flags:
        """One flag a kind: whether it ends so; `signs` are those that can be the last."""
        found = self._last_of(signs)
        for number in np.flatnonzero(found).tolist():
            kind = self._text.kinds[number]
            found[number] = pattern.search(kind, max(0, len(kind) - 6)) is not None
        return found

    def _last_of(self, signs: str) -> Flags:
        """One flag a kind: whether its last character is one of these."""
        flags: Flags = np.isin(self._text.ends[1], [ord(sign) for sign in signs])
        return flags


class Found:
    """Words at their places: `places[i]` is where the word `words[i]` (a number in `names`) starts."""

    def __init__(self, places: Places, words: Numbers, names: list[str]) -> None:
        self._places, self._words, self._names = places, words, names
        self.counts = np.bincount(words, minlength=len(names))
        """How often each of `names` was found."""

    def __len__(self) -> int:
        return len(self._words)

    def around(self, at: int, reach: int) -> tuple[list[Printed], int]:
        """The words from `reach` before one to `reach` after it, and which of them is that one."""
        begin = max(0, at - reach)
        places = self._places[begin : at + reach + 1].tolist()
        words = [self._names[word] for word in self._words[begin : at + reach + 1].tolist()]
        found = [Printed(start, start + len(word), word) for start, word in zip(places, words, strict=True)]
        return found, at - begin

    def distinct(self) -> list[str]:
        """The different words found."""
        return [self._names[number] for number in np.flatnonzero(self.counts)]

    def times(self, words: set[str]) -> int:
        """How often `words` were found, together."""
        return sum(int(times) for name, times in zip(self._names, self.counts, strict=True) if name in words)

    def indices(self, words: Iterable[str]) -> list[int]:
        """At which indices any of `words` stands."""
        wanted = frozenset(words)
        flags = np.fromiter((name in wanted for name in self._names), np.bool_, len(self._names))
        return np.flatnonzero(flags[self._words]).tolist()


def _flags(values: list[bool]) -> Flags:
    return np.array(values, np.bool_)


def _tokens_of(kind: str) -> list[tuple[int, str]]:
    bare = kind[:-1] if kind[-1:] in _STOPS else kind
    if bare.isalpha() and len(bare) <= 25:
        return [(0, bare)] if len(bare) > 1 else []
    return [(found.start(), found.group()) for found in _TOKEN.finditer(kind)]


def _when(word: str) -> int:
    """In which places a word may be doubted."""
    if not word.isalpha() and sum(map(str.isalpha, word)) < 3:
        return _NEVER
    if word[0].islower():
        if _NAME_INSIDE.match(word):
            return _NEVER
        return _ALWAYS if word.isascii() else _AFTER_NO_FRENCH
    return _AT_SENTENCE_START if len(word) > 2 and word[1:].islower() else _NEVER


def begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at a place."""
    return _SENTENCE_START.search(text, max(0, start - 6), start) is not None


_SMALL = 10 ** (5.8 - 9)  # share of the hundred and fifty commonest words: in English four tokens in ten
_WINDOW = 8  # words looked at to either side
_ENOUGH_SMALL = 0.25  # share of them that must be small words; half of what sound prose has


def _in_language(small: Flags) -> Flags:
    """The words among which the small words of the language are frequent, as they are in its prose however it is
    damaged; not those of a passage in another language, of a list, or of letters in cipher."""
    sums = np.concatenate((np.zeros(1, np.int32), np.cumsum(small, dtype=np.int32)))
    lo = np.maximum(np.arange(len(small), dtype=np.int32) - _WINDOW, 0)
    hi = np.minimum(np.arange(len(small), dtype=np.int32) + _WINDOW + 1, len(small))
    kept: Flags = sums[hi] - sums[lo] >= _ENOUGH_SMALL * (hi - lo - 1)
    return kept


@lru_cache(maxsize=16)
def _small_words(language: str) -> frozenset[str]:
    return frozenset(word for word, share in frequencies(language).items() if share >= _SMALL)
