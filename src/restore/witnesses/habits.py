"""How a text writes where nothing is lost: what a reading from elsewhere is held against."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from ..document import LOST
from ..language.words import frequencies
from .tokens import Token, tokens
from .variants import opens_sentence

_EVERYWHERE = (("æ", "e"), ("œ", "e"), ("ſ", "s"), ("i", "y"), ("le", "el"), ("re", "er"))
_OF_LANGUAGE = {
    "en": (
        ("ew", "ow"), ("our", "ore"), ("ay", "ey"), ("au", "aw"), ("ou", "ow"), ("ie", "ei"), ("is", "iz"),
        ("ys", "yz"), ("ce", "se"), ("en", "in"), ("em", "im"),
    ),
    "fr": (("oi", "ai"), ("an", "en"), ("i", "j"), ("u", "v")),
    "de": (("c", "k"), ("c", "z"), ("ae", "ee"), ("ss", "ß")),
    "la": (("i", "j"), ("u", "v"), ("ti", "ci")),
}  # fmt: skip
"""Letters that spelling has varied without changing the length of the word: `shew`, `gray`, `chymist`, `encrease`,
`turn’d`, `realise`, `defence` in English print, `françois` in French, `Cultur` in German, `iuuenis` in Latin. They only
make a reading wait, never supply one."""

_RARE = 2e-8  # share of a language's words (zipf 1.3) below which word lists are full of misprints
_PAIR_WEIGHT = 4  # pauses before a pair of words that those before its first word count for
_COMMON = 0.0005  # share of a text's words from which one is common: some 150 words of a novel
_STEM = 4  # letters by which the second part of a compound is known: `hiding-place` and `hiding-places`


class Habits:
    """The words, letters, compounds and pauses of a text; its language, when known, adds its word list."""

    def __init__(self, text: str, language: str | None = None) -> None:
        self._text = text
        self._language = language

    @cached_property
    def letters(self) -> frozenset[str]:
        return frozenset(self._text)

    @cached_property
    def _sound(self) -> list[Token]:
        """The words that nothing is lost of, nor right before."""
        text = self._text
        return [token for token in tokens(text) if LOST not in text[max(0, token.start - 4) : token.end + 1]]

    @cached_property
    def words(self) -> Counter[str]:
        """How often a word is written so where no sentence opens."""
        return Counter(token.form for token in self._sound if not opens_sentence(self._text, token.start))

    @cached_property
    def _forms(self) -> frozenset[str]:
        return frozenset(token.form.casefold() for token in self._sound)

    def writes(self, word: str) -> bool:
        """Whether the text has a word (in small letters) anywhere."""
        return word in self._forms

    def has(self, word: str) -> bool:
        """Whether the text or its language has a word (in small letters)."""
        return self.writes(word) or self._share(word) >= _RARE

    @cached_property
    def _accented(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for form in sorted(self._forms):
            found[_bare(form)].append(form)
        return found

    def spelt_otherwise(self, word: str) -> Iterator[str]:
        """Other spellings of a word: those the text has too but for the accents; where it has not the word itself,
        those that it or its language has."""
        yield from (other for other in self._accented.get(_bare(word), ()) if other != word)
        if not self.writes(word):
            yield from (other for other in spellings(word, self._language) if other != word and self.has(other))

    def is_known(self, word: str) -> bool:
        """The same, however rare; where no list says, every word is known."""
        return not self._language or self.writes(word) or self._share(word) > 0

    def _share(self, word: str) -> float:
        return frequencies(self._language).get(word.replace("’", "'"), 0.0) if self._language else 0.0

    @cached_property
    def _compounds(self) -> frozenset[tuple[str, str]]:
        found = re.findall(r"(?<!\w)(\w+)-(\w+)", self._text)
        return frozenset((first.casefold(), second.casefold()[:_STEM]) for first, second in found)

    @cached_property
    def _closing(self) -> frozenset[str]:
        """Words that end a phrase somewhere, after a short word: mostly nouns (`the window,`)."""
        return frozenset(re.findall(r"(?<!\w)[^\W\d]{1,4} ([^\W\d_]{4,})[,.;:!?]", self._text.casefold()))

    @cached_property
    def _common(self) -> frozenset[str]:
        least = max(_COMMON * self.words.total(), 5)
        return frozenset(word.casefold() for word, count in self.words.items() if count > least)

    def joined(self, first: str, second: str) -> bool:
        """Whether the text prints two words, or the second in another form, with a hyphen."""
        return (first.casefold(), second.casefold()[:_STEM]) in self._compounds

    def joins(self, first: str, second: str) -> bool:
        """Whether two words may be a compound with a hyphen: the text prints them so; or, in a text that has such
        compounds, both are no common words and the first ends phrases, like a noun.

        >>> Habits("her hiding-place, at the window").joins("hiding", "places")
        True
        >>> Habits("her hiding-place, at the window; then").joins("window", "shutters")
        True
        """
        one, other = first.casefold(), second.casefold()
        if self.joined(first, second):
            return True
        if not self._compounds or min(len(one), len(other)) < _STEM or {one, other} & self._common:
            return False
        return one in self._closing and first.islower() and second.islower()

    @cached_property
    def _pauses(self) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
        """How often commas, and semicolons or colons, stand before a word, and before two."""
        light: Counter[tuple[str, ...]] = Counter()
        heavy: Counter[tuple[str, ...]] = Counter()
        for mark, first, second in re.findall(r"([,;:])\s+(?=(\w+)\s+(\w+))", self._text):
            (light if mark == "," else heavy).update(((first,), (first, second)))
        return light, heavy

    def pauses(self, first: str, second: str) -> float:
        """Share of semicolons and colons among the commas, semicolons and colons before two words, as far as they are
        often met; else before the first of them."""
        light, heavy = self._pauses
        before = heavy[first,] / max(1, heavy[first,] + light[first,])
        pair = first, second
        return (heavy[pair] + _PAIR_WEIGHT * before) / (heavy[pair] + light[pair] + _PAIR_WEIGHT)


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word)
    return "".join(char for char in letters if not unicodedata.combining(char)).replace("æ", "e").replace("œ", "e")


def spellings(word: str, language: str | None = None) -> Iterator[str]:
    """The spellings of a word, of the same length, that another printer may have used; without a language, those of
    all.

    >>> "shew" in spellings("show", "en"), "mantlepiece" in spellings("mantelpiece"), "turn’d" in spellings("turned")
    (True, True, True)
    """
    if word.endswith(("ed", "’d", "'d")):  # an elision
        yield from (word[:-2] + ending for ending in ("ed", "’d", "'d"))
    tables = [_OF_LANGUAGE.get(language, ())] if language else _OF_LANGUAGE.values()
    for one, other in chain(_EVERYWHERE, *tables):
        for here, there in ((one, other), (other, one)):
            at = word.find(here)
            while at >= 0:
                yield word[:at] + there + word[at + len(here) :]
                at = word.find(here, at + 1)
