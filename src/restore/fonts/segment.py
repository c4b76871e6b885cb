"""Where words begin in text whose spaces were dropped."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..language.characters import CharacterModel, Symbols, codes_of, letter_scores
from ..language.words import frequencies
from .scoring import AGES, ends

# Natural logarithms; chosen, not measured.
JOIN = -0.5  # what each boundary costs besides the words it makes: keeps long words whole
LONGEST = 24  # letters of a word
UNKNOWN = -6.0  # a word that is in no list, besides its letters
FOREIGN = -6.0  # a letter of no alphabet of the language, besides its place in the word
WORD_OF_ONE = 2.5e-3  # share of all words; a letter that is rarer stands alone as a capital or a name of something
NO_WORD = -5.0  # what such a letter costs when it is small


def rough(model: CharacterModel, symbols: Symbols) -> list[int]:
    """Where words begin, by letter sequences alone: enough to judge a reading. Places of symbols.

    The best of all ways to cut the letters into words (Viterbi over how many letters back the word began).
    """
    size = int(symbols.size)
    if not size:
        return []
    rows = [letter_scores(model, symbols, age).tolist() for age in range(AGES)]
    closing = [ends(model, symbols, age).tolist() for age in range(AGES)]
    value = [rows[0][0], -1e9, -1e9, -1e9]
    back: list[tuple[int, int]] = []
    for i in range(1, size):
        ended = [value[age] + closing[min(age + 1, AGES - 1)][i - 1] for age in range(AGES)]
        source = max(range(AGES), key=ended.__getitem__)
        fresh = ended[source] + JOIN + rows[0][i]
        stay = max((2, 3), key=value.__getitem__)
        value = [fresh, value[0] + rows[1][i], value[1] + rows[2][i], value[stay] + rows[3][i]]
        back.append((source, stay))
    age = max(range(AGES), key=value.__getitem__)
    starts: list[int] = []
    for i in range(size - 1, 0, -1):
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
    shares = frequencies(language)
    lower = letters.lower().replace("’", "'")
    if len(lower) != len(letters):
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in letters)
    unlisted = _Unlisted(model, lower)
    inside, first = _capitals(letters)
    fits, came = [0.0], [0]
    for end in range(1, len(letters) + 1):
        best, begin = -1e9, end - 1
        for start in range(max(0, end - LONGEST), end):
            word = lower[start:end]
            fit = listed(shares, letters[start:end], word) if word in shares else unlisted.fit(start, end)
            fit += fits[start] + first[start] + inside[end - 1] - inside[start]
            if fit > best:
                best, begin = fit, start
        fits.append(best)
        came.append(begin)
    return Cut(letters, fits, came)


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


class _Unlisted:
    """How probable any stretch of letters is as a word of no list."""

    def __init__(self, model: CharacterModel, lower: str) -> None:
        symbols = model.symbols(codes_of(lower))
        foreign = np.where(symbols == model.other, FOREIGN, 0.0)
        rows = [letter_scores(model, symbols, age) + foreign for age in range(AGES)]
        sums = np.concatenate([[0.0], np.cumsum(rows[AGES - 1], dtype=np.float64)])
        young = [np.zeros(len(lower) + 1)]
        for age in range(AGES - 1):
            young.append(young[-1].copy())
            young[-1][: max(0, len(lower) - age)] += rows[age][age:]
        self.closing = [ends(model, symbols, reach).tolist() for reach in range(1, AGES)]
        self.young = [row.tolist() for row in young]  # the first letters of a word that begins here
        self.sums: list[float] = sums.tolist()

    def fit(self, start: int, end: int) -> float:
        size = end - start
        young = min(AGES - 1, size)
        total = self.young[young][start] + self.sums[end] - self.sums[start + young]
        return float(total + self.closing[young - 1][end - 1] + (UNKNOWN if size > 3 else 2 * UNKNOWN))
