"""What a word of small letters may have been before OCR misread it: the best reading, and how sure it is.

The readings are made by `confusions`, weighed by how common they are; what no reading can be believed of is dismissed
by two lists of misprints, for a fiftieth of the cost.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from . import characters
from .confusions import (
    CONFUSIONS,
    LONGEST,
    PRINTINGS,
    SHAPE,
    THICK,
    THIN,
    THIN_LETTERS,
    by_letter,
    by_shape,
    exchanged,
    shortened,
)
from .words import frequencies, zipf


class Guess(NamedTuple):
    """A reading of a word. `score` is its commonness (Zipf scale) less the weight of the confusion, `gain` that
    less the commonness of the word as printed, `margin` that less the score of the next reading; `proof` is the
    score, and more where no word of the language has such letters in a row."""

    word: str
    score: float
    gain: float
    margin: float
    proof: float


BELIEVED = 1.0
"""Score from which a reading of a word that is not in the list is worth a thought: a common word (Zipf 4) by any
letter, a rare one (2.5) by one confusion."""

_BY_TWO_SHAPES, _BY_LETTER, _BY_THIN_LETTER = (
    0.97 * 10 ** (BELIEVED - weight - 9) for weight in (2 * SHAPE, THICK, THIN)
)
"""Shares that the words must have to be believed, and a little less: the lists have them rounded."""


@lru_cache(maxsize=1 << 16)
def unknown_word(word: str, language: str) -> Guess | None:
    """The best reading of a word that is not in the list: one confusion or letter, else two confusions.

    >>> unknown_word("prornise", "en").word, unknown_word("goverrnment", "en").word, unknown_word("sayde", "en")
    ('promise', 'government', None)
    """
    if not _is_believed(word, language):
        return None
    near, low = by_shape(word), word.lower()
    heads, tails = _heads_and_tails(language)
    edges = _longest_head(low, heads), _longest_tail(low, tails)
    found = _ranked({**by_letter(low, _readable(language), *edges), **near}, language, 2.5)
    best = found[0][0] if found else 0.0
    if best < BELIEVED and _misprints(language).exchanged.isdisjoint(near):
        return None
    if best < 2:
        near = {**dict.fromkeys(_by_two_shapes(word, language), 2 * SHAPE), **near}
        found = _ranked(near, language, 3.0) or found
    return _guess(word, language, found) if found and found[0][0] >= BELIEVED else None


def _is_believed(word: str, language: str) -> bool:
    """Whether a reading of an unknown word may reach `BELIEVED`: the cheap test, which names, technical words and old
    spellings do not pass."""
    shares, misprints = frequencies(language), _misprints(language)
    near, shorter = exchanged(word, CONFUSIONS), shortened(word.lower())
    return (
        word.lower() in misprints.shortened
        or not (misprints.exchanged.isdisjoint(near) and misprints.shortened.isdisjoint(shorter))
        or not _readable(language).isdisjoint(near)
        or any(shares[reading] >= _BY_THIN_LETTER for reading in shorter if reading in _readable(language))
    )


class _Misprints(NamedTuple):
    """What one confusion, and one letter lost, make of the words of a language that are common enough."""

    exchanged: frozenset[str]
    shortened: frozenset[str]


@lru_cache(maxsize=4)
def _misprints(language: str) -> _Misprints:
    """Misprints of the words that may be believed: by two confusions those of Zipf 4, with a letter lost or wrong those
    of 3.8, those of 3.2 where the letter is thin. Takes a tenth of a second and ten megabytes."""
    by_sign: set[str] = set()
    by_loss: set[str] = set()
    for word, share in frequencies(language).items():
        if share >= _BY_TWO_SHAPES:
            by_sign.update(exchanged(word, PRINTINGS))
        if share >= _BY_LETTER:
            by_loss.update(shortened(word))
        elif share >= _BY_THIN_LETTER:
            by_loss.update(
                word[:at] + word[at + 1 :] for at, letter in enumerate(word)
                if letter in THIN_LETTERS or letter in (word[at - 1 : at], word[at + 1 : at + 2])
            )
    return _Misprints(frozenset(by_sign), frozenset(by_loss))


@lru_cache(maxsize=4)
def _readable(language: str) -> frozenset[str]:
    """The words that an unknown word may be: by one confusion they are believed."""
    return frozenset(word for word, share in frequencies(language).items() if share > 10 ** (2.5 - 9))


def _common(language: str) -> list[str]:
    """The words a language has more often than one in a million."""
    return [word for word, share in frequencies(language).items() if share > _COMMON]


_COMMON = 10 ** (3.0 - 9)  # share above which a word is a reading by two confusions


def _by_two_shapes(word: str, language: str) -> Iterator[str]:
    """What a word may be by two confusions, one after the other: readings as common as `_COMMON`, and some more.

    Only between the longest head and the longest tail that any such word has can the second confusion make one.
    """
    heads, tails = _heads_and_tails(language)
    for reading in by_shape(word):
        size, head = len(reading), _longest_head(reading, heads)
        if head + LONGEST < size and reading[head + LONGEST :] not in tails:
            continue
        tail = _longest_tail(reading, tails)
        for start in range(max(0, tail - LONGEST), min(head, size - 1) + 1):
            for stop in range(max(start + 1, tail), min(start + LONGEST, size) + 1):
                for meant in CONFUSIONS.get(reading[start:stop], ()):
                    yield reading[:start] + meant + reading[stop:]


def _longest_head(word: str, heads: Container[str]) -> int:
    """How far a word begins as common words do."""
    at = 0
    while at < len(word) and word[: at + 1] in heads:
        at += 1
    return at


def _longest_tail(word: str, tails: Container[str]) -> int:
    """From where a word ends as common words do."""
    at = len(word)
    while at and word[at - 1 :] in tails:
        at -= 1
    return at


@lru_cache(maxsize=4)
def _heads_and_tails(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """How the common words of a language begin, and how they end."""
    common = _common(language)
    heads = frozenset(word[:at] for word in common for at in range(1, len(word) + 1))
    return heads, frozenset(word[at:] for word in common for at in range(len(word)))


@lru_cache(maxsize=1 << 16)
def known_word(word: str, language: str) -> Guess | None:
    """The best reading of a word that is in the list, by one confusion of shapes, if it is ten times as likely."""
    share = frequencies(language).get(word, 0.0)
    if share >= _KNOWN and word not in _misprints(language).exchanged:
        return None
    return _guess(word, language, _ranked(by_shape(word), language, 3.0))


_KNOWN = 10 ** (1.5 - 9)
"""Share from which only a reading of Zipf 4, of whose misprints there is a list, can be ten times as likely."""


def _ranked(weights: Mapping[str, float], language: str, least: float) -> list[tuple[float, str]]:
    """The two best of the readings that are commoner than `least`, with their scores."""
    shares = frequencies(language)
    share = 10 ** (least - 9)
    found = [
        (math.log10(shares[word]) + 9 + weight, word)
        for word, weight in weights.items() if shares.get(word, 0.0) > share and word not in _SLANG
    ]
    return sorted(found, reverse=True)[:2]


@lru_cache(maxsize=1 << 14)
def is_name(word: str, language: str) -> bool:
    """Whether a word is as common in other languages as in its own, as names are: `david`, `london`.

    wordfreq's lists are in small letters, but a name is hardly ever printed so; so no word in small letters is
    read as a name. Costs a few words that are the same everywhere (`hotel`, `normal`).
    """
    own = zipf(word, language)
    if own > _NO_NAME:
        return False
    others = [_small_list(other).get(word, 0.0) for other in _COMPARED if other != language]
    return sum(share > 10 ** (own - _NAME_DROP - 9) for share in others) >= 3


_COMPARED = ("fr", "es", "pl", "de", "en")
_NO_NAME = 5.5  # Zipf; the commonest name in English, John, is 5.4
_NAME_DROP = 1.5  # measured: names fall by 0.1 to 1.4, English words by 1.8 and more


@lru_cache(maxsize=8)
def _small_list(language: str) -> dict[str, float]:
    from wordfreq import get_frequency_dict

    return dict(get_frequency_dict(language, wordlist="small"))


_SLANG = frozenset({"tho", "thru", "teh", "wo", "whore"})
"""Words common on the web and not in print, nearer to misprints than what they would be read for."""


def _guess(word: str, language: str, found: list[tuple[float, str]]) -> Guess | None:
    if not found:
        return None
    score, best = found[0]
    margin = score - (found[1][0] if len(found) > 1 else 0.0)
    return Guess(best, score, score - zipf(word, language), margin, score + _oddness(word, language))


ODD = 0.5  # what a nat of surprise is worth; of the weights tried it parts misprints from rare words best
PLAIN = 5.0  # nats: the median surprise of the oddest letter of rare words in the true texts


def _oddness(word: str, language: str) -> float:
    """What the oddest place of a word adds to the proof that it is none: `whieh`, but not `nothink`."""
    if language not in characters.LANGUAGES:
        return 0.0
    model = characters.load(language)
    scores = characters.letter_scores(model, model.symbols(characters.codes_of(f" {word.lower()} ")))
    return ODD * (-float(scores.min()) - PLAIN)
