"""Which words of a text OCR misread, as far as the words alone tell: what is doubted, and what makes it sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from .doubtable import Doubtable, Printed, begins_sentence
from .guesses import Guess, is_name, known_word, unknown_word
from .stretches import Stretches
from .words import frequencies

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


def misreadings(text: Stretches, language: str, is_theirs: Callable[[str, str], bool]) -> Iterator[Misreading]:
    """Words of a text that OCR misread, with the likeliest reading.

    `is_theirs(word, reading)` says that the documents have a word too often for it to be a misreading.

    A word that is in the list is doubted only in a text that shows misreadings; the more of them a text shows,
    the less else is asked. Left alone: names and numbers, words joined by a hyphen, parts of a word that was cut
    in two, words of French phrases.
    """
    shares = frequencies(language)
    doubtable = Doubtable(text, language)
    suspected = dict(_unknown(doubtable.in_small_letters(), language, shares, is_theirs))
    if not _has_suspects(text, suspected, language, shares):
        return
    found = doubtable.found()
    words = found.distinct()
    begun = [word for word in words if not word[0].islower()]
    guesses = {word: suspected[word] for word in words if word in suspected}
    guesses.update(_unknown(begun, language, shares, is_theirs))
    telling = {word for word, guess in guesses.items() if _is_telling(guess)}
    seen = found.times(telling)
    damage = len(telling) if seen * 300 >= len(found) else min(seen, 1)
    if damage:
        guesses.update(_known(words, language, shares, is_theirs))
    bars = MANY if damage > 1 else FEW
    foreign = 2 if damage < 2 else 4
    for at in found.indices(word for word, guess in guesses.items() if not is_name(guess.word, language)):
        near, here = found.around(at, 3)
        start, end, word = near[here]
        guess = guesses[word]
        if not (_is_part(near, here, shares) or _is_foreign(near, guesses, shares, foreign)):
            sure = _is_sure(word, guess, bars, shares)
            note = f"{word} is rare or no word, “{guess.word}” common; {seen} misreadings seen"
            yield Misreading(start, end, word, _in_case(text.text, start, word, guess.word), sure, note)


_PLAIN_WORD = re.compile(r"\b[^\W\d_A-Z]{3,25}\b")


def _has_suspects(text: Stretches, suspected: Iterable[str], language: str, shares: Mapping[str, float]) -> bool:
    """Whether any word in small letters is suspected: one of those that may be doubted, or a part of another."""
    if any(_PLAIN_WORD.fullmatch(word) for word in suspected):
        return True
    words = {word for kind in text.kinds for word in _PLAIN_WORD.findall(kind)}
    return any(_suspect(word, language, shares) is not None for word in words if shares.get(word, 0.0) < _COMMON)


def _suspect(word: str, language: str, shares: Mapping[str, float]) -> Guess | None:
    """The reading of a small word that no damage round about is needed to doubt: it is not in the list, or hardly;
    or it is near to one of the commonest, with accents or as rare as the web's own misprints (`tbe`, `wlth`)."""
    share = shares.get(word, 0.0)
    if share < _RARE:
        return unknown_word(word, language) if len(word) > 2 else None
    if share >= _MISPRINTED and word.isascii():
        return None
    guess = known_word(word, language)
    return guess if guess and guess.gain >= (_MISPRINT_GAIN if word.isascii() else FEW.known) else None


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


def _is_part(near: list[Printed], here: int, shares: Mapping[str, float]) -> bool:
    """Whether a word and the one before or after it make one word: `neigh bours`."""
    for first, second in pairwise(near[max(0, here - 1) : here + 2]):
        if second.start - first.end <= 2 and shares.get((first.word + second.word).lower(), 0.0) > _PART:
            return True
    return False


def _is_foreign(
    near: list[Printed], guesses: Mapping[str, Guess], shares: Mapping[str, float], enough: int
) -> bool:
    """Whether `enough` of the six words round about are unknown too and cannot be read: another language (`quando
    pecus omne sub umbra`), or letters that are still in cipher. Two are enough in texts with little damage; where
    there is much, that would leave one misreading in fourteen."""
    unread = (printed.word for printed in near if printed.word not in guesses)
    return sum(shares.get(word.lower(), 0.0) < _FOREIGN for word in unread) >= enough


def _in_case(text: str, start: int, word: str, reading: str) -> str:
    """The reading with a capital where the word has one, or where a sentence begins with `l` for `I`: `lt was`."""
    if word[0].isupper() or (word[0] == "l" and reading[0] == "i" and begins_sentence(text, start)):
        return reading[0].upper() + reading[1:]
    return reading
