"""Where words begin in text whose spaces were dropped."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from ..language.characters import CharacterModel, Symbols, letter_scores
from ..language.words import frequencies
from .scoring import AGES, ends

# Natural logarithms; chosen, not measured.
JOIN = -0.5  # what each boundary costs besides the words it makes: keeps long words whole
LONGEST = 24  # letters of a word
UNKNOWN = -6.0  # a word that is in no list, besides its letters


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


def words(letters: str, language: str, model: CharacterModel) -> list[str]:
    """A run of letters cut into the words that make it most probable: frequencies of words, and for words in no
    list the letter model.

    >>> from restore.language import load
    >>> words("theferrylefttheharbour", "en", load("en"))
    ['the', 'ferry', 'left', 'the', 'harbour']
    """
    shares = frequencies(language)
    lower = letters.lower().replace("’", "'")
    if len(lower) != len(letters):
        return [letters]
    best = [0.0] + [-1e9] * len(letters)
    came = [0] * (len(letters) + 1)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - LONGEST), end):
            if best[start] <= -1e8:
                continue
            share = shares.get(lower[start:end], 0.0)
            if share:
                fit = math.log(share)
            elif end - start > 3 and (start == 0 or end == len(letters) or end - start < 16):
                fit = UNKNOWN + model.word(lower[start:end])
            elif end - start <= 3:
                fit = UNKNOWN * 2 + model.word(lower[start:end])
            else:
                continue
            fit += _case(letters, start, end)
            if best[start] + fit > best[end]:
                best[end], came[end] = best[start] + fit, start
    return _cut(letters, came)


def _case(letters: str, start: int, end: int) -> float:
    """A capital begins a word; one inside a word of small letters costs."""
    word = letters[start:end]
    inside = sum(1 for a, b in pairwise(word) if a.islower() and b.isupper())
    return -9.0 * inside - (1.5 if word[0].isupper() else 0.0)


def _cut(letters: str, came: Sequence[int]) -> list[str]:
    found: list[str] = []
    end = len(letters)
    while end:
        found.append(letters[came[end] : end])
        end = came[end]
    return found[::-1]
