"""How a text writes where nothing is lost: what a reading from elsewhere is held against."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property

from ..document import LOST
from ..language.words import frequencies
from .printers import forms, may_have_capital, spellings
from .readings import collapsed, one_quote, opens_sentence
from .tokens import Token, tokens

STEM = 4  # letters by which the second part of a compound is known: `hiding-place` and `hiding-places`
_COMPOUND = re.compile(r"(?<!\w)([^\W\d_]+)-([^\W\d_]+)")
_SETTLED = 8  # places where a text prints a word that tell whether it has a capital
_AS_ONE = 0.03
"""Part of the share of the rarer of two words that they have as one word: `forever`, `everyone`, `tomorrow` have more;
the next below among the pairs of the development novel are accidents (`at least`, `me at`)."""

_RARE = 2e-8  # share of a language's words (zipf 1.3) below which word lists are full of misprints
_PAIR_WEIGHT = 4  # pauses before a pair of words that those before its first word count for
_COMMON = 0.0005  # share of a text's words from which one is common: some 150 words of a novel


class Habits:
    """The words, letters, compounds and pauses of a text; its language, when known, adds its word list."""

    def __init__(self, text: str, language: str | None = None) -> None:
        self.text = text
        self.language = language

    @cached_property
    def letters(self) -> frozenset[str]:
        return frozenset(self.text)

    @cached_property
    def _sound(self) -> list[Token]:
        """The words that nothing is lost of, nor right before."""
        text = self.text
        return [token for token in tokens(text) if LOST not in text[max(0, token.start - 4) : token.end + 1]]

    @cached_property
    def words(self) -> Counter[str]:
        """How often a word is written so where no sentence opens."""
        return Counter(token.form for token in self._sound if not opens_sentence(self.text, token.start))

    @cached_property
    def _written(self) -> Counter[str]:
        return Counter(token.form.casefold() for token in self._sound)

    def writes(self, word: str) -> bool:
        """Whether the text has a word (in small letters) anywhere."""
        return word in self._written

    def has(self, word: str) -> bool:
        """Whether the text or its language has a word (in small letters)."""
        return self.writes(word) or self._share(word) >= _RARE

    def may_be_title(self, word: str) -> bool:
        """Whether printers may give a word a capital or none, and the text does not settle it."""
        return may_have_capital(word.casefold(), self.language) and not self.is_settled(word)

    def is_settled(self, word: str) -> bool:
        """Whether the text has a word often enough to tell whether it has a capital: more of that is in `words`."""
        return self.words[word.lower()] + self.words[word.capitalize()] >= _SETTLED

    def _uses(self, word: str, other: str) -> bool:
        """Whether the text has another form of a word; or has the word only once elsewhere, and the language the other:
        there it may be a word of its own (`pour` and `pore`)."""
        return self.writes(other) or (self._written[word] == 1 and self.has(other))

    @cached_property
    def _accented(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for form in sorted(self._written):
            found[_bare(form)].append(form)
        return found

    def spelt_otherwise(self, word: str) -> Iterator[str]:
        """Other spellings of a word: those the text has too but for the accents, and the forms of it that it uses
        beside; where it has not the word itself, those that it or its language has."""
        yield from (other for other in self._accented.get(_bare(word), ()) if other != word)
        yield from (other for other in forms(word, self.language) if self._uses(word, other))
        if not self.writes(word):
            yield from (other for other in spellings(word, self.language) if other != word and self.has(other))

    def is_known(self, word: str) -> bool:
        """Whether the text or its language has a word, however rare; where no list says, every word is known."""
        return not self.language or self.writes(word) or self._share(word) > 0

    def _share(self, word: str) -> float:
        return frequencies(self.language).get(word.replace("’", "'"), 0.0) if self.language else 0.0

    @cached_property
    def compounds(self) -> frozenset[tuple[str, str]]:
        """The compounds with a hyphen, in small letters; of the second word the stem."""
        return frozenset(compounds(self.text))

    @cached_property
    def _closing(self) -> frozenset[str]:
        return frozenset(re.findall(r"(?<!\w)[^\W\d]{1,4} ([^\W\d_]{4,})[,.;:!?]", self.text.casefold()))

    @cached_property
    def _common(self) -> frozenset[str]:
        least = max(_COMMON * self.words.total(), 5)
        return frozenset(word.casefold() for word, count in self.words.items() if count > least)

    def is_common(self, word: str) -> bool:
        """Whether a word (in small letters) is among the commonest of the text."""
        return word in self._common

    def closes(self, word: str) -> bool:
        """Whether a word (in small letters) ends a phrase somewhere, like a noun after a short word (`the window,`)."""
        return word in self._closing

    def is_one_word(self, first: str, second: str) -> bool:
        """Whether two words (in small letters) are also written as one: by this text, or by its language more often
        than apart.

        >>> Habits("", "en").is_one_word("to", "morrow"), Habits("", "en").is_one_word("of", "the")
        (True, False)
        """
        whole = first + second
        if min(len(first), len(second)) < 2:
            return False
        apart = min(self._share(first), self._share(second))
        return self.writes(whole) or self._share(whole) >= max(_RARE, _AS_ONE * apart)

    @cached_property
    def gaps(self) -> Counter[str]:
        """What stands between words, as one line, and how often, where there are marks and nothing is lost."""
        found = re.findall(rf"(?<=\w)(?![^\w{LOST}]*{LOST})[^\w{LOST}]+(?=\w)", self.text)
        return Counter(one_quote(gap) for gap in map(collapsed, found) if gap != " ")

    @cached_property
    def _pauses(self) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
        """How often commas, and semicolons or colons, stand before a word, and before two."""
        light: Counter[tuple[str, ...]] = Counter()
        heavy: Counter[tuple[str, ...]] = Counter()
        for mark, first, second in re.findall(r"([,;:])\s+(?=(\w+)\s+(\w+))", self.text):
            (light if mark == "," else heavy).update(((first,), (first, second)))
        return light, heavy

    def pauses(self, first: str, second: str) -> float:
        """Share of semicolons and colons among the commas, semicolons and colons before two words, as far as they are
        often met; else before the first of them."""
        light, heavy = self._pauses
        before = heavy[first,] / max(1, heavy[first,] + light[first,])
        pair = first, second
        return (heavy[pair] + _PAIR_WEIGHT * before) / (heavy[pair] + light[pair] + _PAIR_WEIGHT)


def compounds(text: str) -> Iterator[tuple[str, str]]:
    """The compounds with a hyphen that a text prints, in small letters; of the second word the stem.

    >>> list(compounds("her hiding-places"))
    [('hiding', 'plac')]
    """
    return ((first, second[:STEM]) for first, second in _COMPOUND.findall(text.casefold()))


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word)
    return "".join(char for char in letters if not unicodedata.combining(char)).replace("æ", "e").replace("œ", "e")
