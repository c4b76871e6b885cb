"""Where words begin in text whose spaces were dropped."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..language.characters import CharacterModel, codes_of, letter_scores
from ..language.words import frequencies
from .scoring import AGES, ends

# Natural logarithms; chosen, not measured.
JOIN = -0.5  # what each boundary costs besides the words it makes: keeps long words whole
LONGEST = 24  # letters of a word
UNKNOWN = -6.0  # a word that is in no list, besides its letters
FOREIGN = -6.0  # a letter of no alphabet of the language, besides its place in the word
WORD_OF_ONE = 2.5e-3  # share of all words; a letter that is rarer stands alone as a capital or a name of something
NO_WORD = -5.0  # what such a letter costs when it is small
NEVER = -1e9


def rough(model: CharacterModel, texts: Sequence[str]) -> list[list[int]]:
    """Where words begin in each of some texts, by letter sequences alone: enough to judge a reading.

    The best of all ways to cut the letters into words (Viterbi over how many letters back the word began).
    """
    symbols = model.symbols(np.minimum(codes_of("".join(f"{text}\n" for text in texts)), 0xFFFF))
    rows = list(zip(*(letter_scores(model, symbols, age).tolist() for age in range(AGES)), strict=True))
    closing = list(zip(*(ends(model, symbols, age).tolist() for age in range(1, AGES)), strict=True))
    found: list[list[int]] = []
    begin = 0
    for text in texts:
        end = begin + len(text)
        found.append(_begins(rows[begin:end], closing[begin:end]) if text else [])
        begin = end + 1
    return found


def _begins(rows: Sequence[tuple[float, ...]], closing: Sequence[tuple[float, ...]]) -> list[int]:
    """Where words begin, given what each letter costs as the first, second, third or a later one of a word, and what it
    costs to end the word behind it."""
    first, second, third, old = rows[0][0], NEVER, NEVER, NEVER
    back: list[tuple[int, int]] = []
    for (one, two, three, more), (close_one, close_two, close) in zip(rows[1:], closing, strict=False):
        ended = (first + close_one, second + close_two, third + close, old + close)
        best = max(ended)
        stay = 2 if third >= old else 3
        back.append((ended.index(best), stay))
        first, second, third, old = best + JOIN + one, first + two, second + three, max(third, old) + more
    value = (first, second, third, old)
    age = value.index(max(value))
    starts: list[int] = []
    for i in range(len(rows) - 1, 0, -1):
        source, stay = back[i - 1]
        if age == 0:
            starts.append(i)
            age = source
        else:
            age = stay if age == AGES - 1 else age - 1
    return starts[::-1]


class Cut(NamedTuple):
    """Letters cut into words: `fits` is how probable the words of the first n letters are (natural logarithm), for
    each n, and `came` where the last of those words begins."""

    letters: str
    fits: list[float]
    came: list[int]

    def words(self) -> list[str]:
        found: list[str] = []
        end = len(self.letters)
        while end:
            found.append(self.letters[self.came[end] : end])
            end = self.came[end]
        return found[::-1]


def words(letters: str, language: str, model: CharacterModel) -> list[str]:
    """A run of letters cut into the words that make it most probable: frequencies of words, and for words in no
    list the letter model.

    >>> from restore.language import load
    >>> words("theferrylefttheharbour", "en", load("en"))
    ['the', 'ferry', 'left', 'the', 'harbour']
    """
    return cut(letters, language, model).words()


def cut(letters: str, language: str, model: CharacterModel) -> Cut:
    """The best ways to cut a run of letters, as Norvig has them ("Natural Language Corpus Data", 2009).

    >>> from restore.language import load
    >>> cut("ofthe", "en", load("en")).fits[-1] > cut("wkhri", "en", load("en")).fits[-1]
    True
    """
    return Run(letters, language, model).cut()


class Run:
    """A run of letters, and how probable each stretch of it is as a word: `fits[end][size - 1]` (natural logarithm)."""

    def __init__(self, letters: str, language: str, model: CharacterModel) -> None:
        self.letters = letters
        lower = letters.lower().replace("’", "'")
        if len(lower) != len(letters):
            lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in letters)
        shares = frequencies(language)
        look_up = shares.get if lower.casefold() != lower else partial(dict.get, shares)
        inside, first = _capitals(letters)
        self.fits = _unlisted(model, lower, inside, first)
        places = range(len(letters))
        known = [
            (start, end) for start in places for end in range(start + 1, min(start + LONGEST, len(letters)) + 1)
            if look_up(lower[start:end])
        ]
        for start, end in known:
            fit = listed(shares, letters[start:end], lower[start:end])
            self.fits[end][end - start - 1] = fit + first[start] + inside[end - 1] - inside[start]

    def cut(self, begin: int = 0) -> Cut:
        """The best ways to cut the letters from a place on."""
        fits, came = [0.0], [0]
        for end, row in enumerate(self.fits[begin + 1 :], 1):
            best, whence = NEVER, end - 1
            for size in range(min(LONGEST, end), 0, -1):
                fit = row[size - 1] + fits[end - size]
                if fit > best:
                    best, whence = fit, end - size
            fits.append(best)
            came.append(whence)
        return Cut(self.letters[begin:], fits, came)


def _capitals(letters: str) -> tuple[list[float], list[float]]:
    """What capitals cost: inside a word after a small letter, summed up to each letter; and first in a word."""
    inside = [0.0]
    for a, b in pairwise(letters):
        inside.append(inside[-1] + (-9.0 if a.islower() and b.isupper() else 0.0))
    return inside, [-1.5 if letter.isupper() else 0.0 for letter in letters]


def listed(shares: Mapping[str, float], word: str, lower: str) -> float:
    """Log-probability of a word of the list, 0 for another. `lower` is the word in small letters."""
    share = shares.get(lower)
    if not share:
        return 0.0
    alone = len(word) == 1 and share < WORD_OF_ONE and word == lower
    return math.log(share) + (NO_WORD if alone else 0.0)


def _unlisted(
    model: CharacterModel, lower: str, inside: Sequence[float], first: Sequence[float]
) -> list[list[float]]:
    """How probable the letters before each place are, so many of them, as a word of no list."""
    symbols = model.symbols(codes_of(lower))
    foreign = np.where(symbols == model.other, FOREIGN, 0.0)
    rows = [letter_scores(model, symbols, age) + foreign for age in range(AGES)]
    sums = np.concatenate([[0.0], np.cumsum(rows[AGES - 1], dtype=np.float64)])
    young = np.zeros((AGES, len(lower) + 1))  # the first letters of a word that begins here
    for age in range(AGES - 1):
        young[age + 1] = young[age]
        young[age + 1, : max(0, len(lower) - age)] += rows[age][age:]
    closing = np.array([ends(model, symbols, reach) for reach in range(1, AGES)])
    within, opening = np.array(inside), np.array(first)
    end, size = np.arange(1, len(lower) + 1)[:, None], np.arange(1, min(LONGEST, len(lower)) + 1)
    start, seen = np.maximum(end - size, 0), np.minimum(size, AGES - 1)
    fits = young[seen, start] + sums[end] - sums[np.minimum(start + seen, end)] + closing[seen - 1, end - 1]
    fits += opening[start] + within[end - 1] - within[start] + np.where(size > AGES - 1, UNKNOWN, 2 * UNKNOWN)
    fits[end < size] = NEVER
    found: list[list[float]] = fits.tolist()
    return [[], *found]
