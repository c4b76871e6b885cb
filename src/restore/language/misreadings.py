"""Which words of a text OCR misread, as far as the words alone tell: what is doubted, and what makes it sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

import numpy as np

from .confusions import Guess, is_name, known_word, unknown_word
from .words import frequencies

_TOKEN = re.compile(
    r"(?<![\w\ufffd@&'’./\\\[\]-])(?<![-¬]\n)(?<![-¬] \n)"
    r"[^\W\d_][^\W_]{1,24}"
    r"(?![\w\ufffd@&/\\¬\[\]-]|['’][a-z]{3}|\.[a-z])"
)
"""A word that may be doubted: no part of a compound or of a word over a line end, of an address or a path; the
possessive is not part of it. A capital or a digit may stand inside, misread."""

_SENTENCE_START = re.compile(r"(?:\A|[.!?:;]['\"”’)]{0,2}\s|\n\n)['\"“‘(]{0,2}\Z")

_RARE = 10 ** (1.5 - 9)  # share: below it a word is as good as not in the list (facts, section 3: zipf < 1.5)
_COMMON = 10 ** (5 - 9)  # above it a word is met in every text, and is not doubted
_MISPRINTED = 10 ** (3 - 9)  # below it the list has words that are misprints of the web: `tbe` 2.6, `whieh` 1.5
_MISPRINT_GAIN = 3.0  # a thousandfold, which only the fifty commonest words give
_FOREIGN = 10 ** (2.5 - 9)  # words of other languages are in the list, but below this
_PART = 10 ** (2.5 - 9)  # a whole word that two parts make must be at least this common
_SMALL_WORD = 10 ** (6 - 9)  # the fifty commonest words, which a sentence may begin with


class Misreading(NamedTuple):
    start: int
    end: int
    before: str
    after: str
    is_sure: bool
    note: str


TELLING = 3.0
"""Proof from which a word counts as a misreading whatever the text: of the rare words of the true texts one in
four thousand words passes it (most of them the truth's own misprints), of misread ones seven in ten."""


class Bars(NamedTuple):
    """What a reading must reach: `unknown` is the score for a word that is not in the list, `known` the gain for
    one that is. Measured on the first halves of the development sets, for at most 0.06 % of good words broken."""

    unknown: float
    known: float


FEW = Bars(TELLING, 2.5)  # one misreading seen in the text
MANY = Bars(1.3, 1.5)  # two and more, and at least one word in three hundred
MARGIN = 1.0  # by how much the best reading must pass the next: ten times as likely
GAIN = 2.0  # an unknown word that the list has, though rarely, must gain a hundredfold


def misreadings(text: str, language: str, is_theirs: Callable[[str, str], bool]) -> Iterator[Misreading]:
    """Words of a text that OCR misread, with the likeliest reading.

    `is_theirs(word, reading)` says that the documents have a word too often for it to be a misreading.

    A word that is in the list is doubted only in a text that shows misreadings; the more of them a text shows,
    the less else is asked. Left alone: names and numbers, words joined by a hyphen, parts of a word that was cut
    in two, words of French phrases.
    """
    shares = frequencies(language)
    if not _has_suspects(text, language, shares):
        return
    found = _in_language(_doubtable(text), language)
    written = [token.group() for token in found]
    words = dict.fromkeys(written)
    guesses = dict(_unknown(words, language, shares, is_theirs))
    telling = {word for word, guess in guesses.items() if _is_telling(guess)}
    seen = sum(map(telling.__contains__, written)) if telling else 0
    damage = len(telling) if seen * 300 >= len(found) else min(seen, 1)
    if damage:
        guesses.update(_known(words, language, shares, is_theirs))
    for at in (at for at, word in enumerate(written) if word in guesses) if guesses else ():
        token = found[at]
        guess = guesses[token.group()]
        if not (
            _is_part(found, at, shares)
            or is_name(guess.word, language)
            or _is_foreign(found, at, guesses, shares, 2 if damage < 2 else 4)
        ):
            sure = _is_sure(token.group(), guess, MANY if damage > 1 else FEW, shares)
            note = f"{token.group()} is rare or no word, “{guess.word}” common; {seen} misreadings seen"
            yield Misreading(*token.span(), token.group(), _in_case(token, text, guess.word), sure, note)


_PLAIN_WORD = re.compile(r"\b[^\W\d_A-Z]{3,25}\b")


def _has_suspects(text: str, language: str, shares: Mapping[str, float]) -> bool:
    """Whether any word may be a misreading: the cheap test that sound text does not pass."""
    words = set(_PLAIN_WORD.findall("\n".join(set(text.split()))))  # each once: a tenth of the time
    return any(_suspect(word, language, shares) is not None for word in words if shares.get(word, 0.0) < _COMMON)


def _suspect(word: str, language: str, shares: Mapping[str, float]) -> Guess | None:
    """The reading of a small word that no damage round about is needed to doubt: it is not in the list, or hardly;
    or it is near to one of the commonest, with accents or as rare as the web's own misprints (`tbe`, `wlth`)."""
    share = shares.get(word, 0.0)
    if share < _RARE:
        guess = unknown_word(word, language) if len(word) > 2 else None
        return guess if guess and guess.score >= 1 else None
    if share >= _MISPRINTED and word.isascii():
        return None
    guess = known_word(word, language)
    return guess if guess and guess.gain >= (_MISPRINT_GAIN if word.isascii() else FEW.known) else None


def _doubtable(text: str) -> list[re.Match[str]]:
    """The tokens that may be doubted. Of most it is known by their letters alone, and that only once a word."""
    plain: dict[str, bool] = {}
    kept: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        word = token.group()
        known = plain.get(word)
        if known is None:
            known = _may_be_doubted(token, text)
            if word[0].islower() and word.isascii():
                plain[word] = known
            elif not known and (len(word) < 3 or not word[1:].islower()) and not word[0].islower():
                plain[word] = False
        if known:
            kept.append(token)
    return kept


def _may_be_doubted(token: re.Match[str], text: str) -> bool:
    """Small letter first, or a capital where a sentence begins; three letters at least where digits stand inside."""
    word = token.group()
    if not word.isalpha() and sum(ch.isalpha() for ch in word) < 3:
        return False
    if word[0].islower():
        in_french = not word.isascii() and _FRENCH.search(text, max(0, token.start() - 6), token.start())
        return not in_french and _NAME_INSIDE.match(word) is None
    return len(word) > 2 and word[1:].islower() and _begins_sentence(token, text)


_NAME_INSIDE = re.compile(r"[a-z][A-Z][a-z]+\Z")  # `cCall`, `eBay`: the end of a name, or one
_FRENCH = re.compile(r"\b(?:de|du|des|le|la|les|un|une|au|aux|à|et|en)\s\Z")


def _unknown(
    words: Iterable[str], language: str, shares: Mapping[str, float], is_theirs: Callable[[str, str], bool]
) -> Iterator[tuple[str, Guess]]:
    """Readings of the words that may be doubted in any text."""
    for word in words:
        guess = _suspect(word if word[0].islower() else word.lower(), language, shares)
        if guess and _is_begun(word, guess, shares) and not is_theirs(word, guess.word):
            yield word, guess


def _known(
    words: Iterable[str], language: str, shares: Mapping[str, float], is_theirs: Callable[[str, str], bool]
) -> Iterator[tuple[str, Guess]]:
    """Readings of the words that are in the list, but are a hundredfold rarer than what they are near to."""
    for word in words:
        if _RARE <= shares.get(word.lower(), 0.0) < _COMMON:
            guess = known_word(word.lower(), language)
            if guess and guess.gain >= 1 and _is_begun(word, guess, shares) and not is_theirs(word, guess.word):
                yield word, guess


def _is_begun(word: str, guess: Guess, shares: Mapping[str, float]) -> bool:
    """A word with a capital, which may be a name, is doubted only for one of the small words."""
    return word[0].islower() or shares.get(guess.word, 0.0) >= _SMALL_WORD


def _is_telling(guess: Guess) -> bool:
    return guess.proof >= TELLING and guess.margin >= MARGIN


def _is_sure(word: str, guess: Guess, bars: Bars, shares: Mapping[str, float]) -> bool:
    if guess.margin < MARGIN:
        return False
    if shares.get(word.lower(), 0.0) >= _RARE:
        return guess.gain >= bars.known
    proof = guess.score if bars is MANY else guess.proof
    return proof >= bars.unknown and guess.gain >= min(GAIN, bars.unknown)


def _is_part(found: list[re.Match[str]], at: int, shares: Mapping[str, float]) -> bool:
    """Whether a token and the one before or after it make one word: `neigh bours`."""
    for first, second in zip(found[max(0, at - 1) : at + 1], found[max(1, at) : at + 2], strict=False):
        if second.start() - first.end() <= 2 and shares.get((first.group() + second.group()).lower(), 0.0) > _PART:
            return True
    return False


_SMALL = 10 ** (5.8 - 9)  # share of the hundred and fifty commonest words: in English four tokens in ten
_WINDOW = 8  # words looked at to either side
_ENOUGH_SMALL = 0.25  # share of them that must be small words; half of what sound prose has


def _in_language(found: list[re.Match[str]], language: str) -> list[re.Match[str]]:
    """The tokens among which the small words of the language are frequent, as they are in its prose however it is
    damaged; not those of a passage in another language, of a list, or of letters in cipher."""
    if not found:
        return []
    small = _small_words(language)
    sums = np.zeros(len(found) + 1, np.int64)
    np.cumsum(np.fromiter((token.group() in small for token in found), np.bool_, len(found)), out=sums[1:])
    lo = np.maximum(np.arange(len(found)) - _WINDOW, 0)
    hi = np.minimum(np.arange(len(found)) + _WINDOW + 1, len(found))
    kept = sums[hi] - sums[lo] >= _ENOUGH_SMALL * (hi - lo - 1)
    return list(compress(found, kept.tolist()))


@lru_cache(maxsize=16)
def _small_words(language: str) -> frozenset[str]:
    return frozenset(word for word, share in frequencies(language).items() if share >= _SMALL)


def _is_foreign(
    found: list[re.Match[str]], at: int, guesses: Mapping[str, Guess], shares: Mapping[str, float], enough: int
) -> bool:
    """Whether `enough` of the six words round about are unknown too and cannot be read: another language (`quando
    pecus omne sub umbra`), or letters that are still in cipher. Two are enough in texts with little damage; where
    there is much, that would leave one misreading in fourteen."""
    around = (token.group() for token in (*found[max(0, at - 3) : at], *found[at + 1 : at + 4]))
    return sum(word not in guesses and shares.get(word.lower(), 0.0) < _FOREIGN for word in around) >= enough


def _in_case(token: re.Match[str], text: str, reading: str) -> str:
    """The reading with a capital where the word has one, or where a sentence begins with `l` for `I`: `lt was`."""
    word = token.group()
    if word[0].isupper() or (word[0] == "l" and reading[0] == "i" and _begins_sentence(token, text)):
        return reading[0].upper() + reading[1:]
    return reading


def _begins_sentence(token: re.Match[str], text: str) -> bool:
    return _SENTENCE_START.search(text, max(0, token.start() - 6), token.start()) is not None
