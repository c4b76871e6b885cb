"""Builds the character models in `src/restore/language/models` from wordfreq's word lists.

    python scripts/build_language_models.py [en fr ... | pairs]

A model is the counts of letter sequences of length four in the words of a language, each word weighted by its
frequency, on a logarithmic scale of 256 steps; `restore.language.characters` turns the counts into
probabilities when a language is first asked for. `common.json` holds each language's commonest words, by which
a language is recognised without loading anything else.

The lists are wordfreq's (Robyn Speer, https://github.com/rspeer/wordfreq): data CC BY-SA 4.0, see
`src/restore/language/models/SOURCES.md`. The same wordfreq version gives the same bytes.
"""

from __future__ import annotations

import json
import sys
import unicodedata
import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np
import wordfreq

from restore.fonts.suspects import (
    CAPITAL,
    CLASSES,
    CYRILLIC,
    DIGIT,
    MARK,
    ODD,
    OTHER,
    SIGN,
    SMALL,
    SPACE,
    STEPS,
    classes,
)

PAIRS = Path(__file__).parent.parent / "src" / "restore" / "fonts" / "pairs.bin"
MODELS = Path(__file__).parent.parent / "src" / "restore" / "language" / "models"
LANGUAGES = ("en", "fr", "de", "es", "pl", "it", "pt", "sv", "ru", "nl", "tr", "cs", "da", "nb", "fi", "hu", "ro", "uk")
RECOGNISED = (*LANGUAGES, "ca", "sk", "sl", "sh", "lt", "lv", "is", "id", "fil", "el", "bg", "mk")
COMMON_WORDS = 120
RARE_LETTER = 2e-5  # share of tokens: below it a letter belongs to foreign words (measured: French ñ 1e-5)
TYPES = 0.15  # share of the counts that every word form gets alike: names are types, not tokens
SCALE = 14.0  # steps a factor e: 256 steps then span e^18


def letters_of(frequencies: dict[str, float]) -> str:
    """The alphabet of a language: its letters by code point, without those only foreign words have."""
    shares: dict[str, float] = {}
    for word, share in frequencies.items():
        for letter in set(word):
            if letter.isalpha():
                shares[letter] = shares.get(letter, 0.0) + share
    latin = any("a" <= letter <= "z" and share > 0.05 for letter, share in shares.items())
    kept = {letter for letter, share in shares.items() if share > RARE_LETTER}
    script = "LATIN" if latin else "CYRILLIC" if shares.get("о", 0) > 0.05 else "GREEK"
    kept = {letter for letter in kept if unicodedata.name(letter, "").startswith(script)}
    return "".join(sorted(kept | (set("abcdefghijklmnopqrstuvwxyz") if latin else set())))


def counts_of(frequencies: dict[str, float], alphabet: str) -> np.ndarray:
    """Counts of four symbols in a row: 0 is the edge of a word, then the letters, the apostrophe, any other."""
    place = {letter: i + 1 for i, letter in enumerate(alphabet)}
    place["'"] = len(alphabet) + 1
    other = len(alphabet) + 2
    size = other + 1
    words = [(word, share) for word, share in frequencies.items() if any(c.isalpha() for c in word)]
    words = [(word, share) for word, share in words if all(c.isalpha() or c == "'" for c in word)]
    total = sum(share for _, share in words)
    counts = np.zeros(size**4, np.float64)
    cells: list[int] = []
    weights: list[float] = []
    for word, share in words:
        weight = (1 - TYPES) * share / total + TYPES / len(words)
        a = b = c = 0
        for d in (*(place.get(letter, other) for letter in word), 0):
            cells.append(((a * size + b) * size + c) * size + d)
            weights.append(weight)
            a, b, c = b, c, d
    np.add.at(counts, cells, weights)
    return counts.reshape((size,) * 4)


def build(language: str) -> int:
    """Writes the model of a language and gives its size in bytes."""
    frequencies = wordfreq.get_frequency_dict(language, wordlist="best")
    alphabet = letters_of(frequencies)
    counts = counts_of(frequencies, alphabet)
    # the rarest cell that is kept is e^-18 of all tokens
    steps = np.round(np.log(np.maximum(counts, 1e-300)) * SCALE + 18 * SCALE)
    packed = zlib.compress(np.clip(steps, 0, 255).astype(np.uint8).tobytes(), 9)
    head = json.dumps({"language": language, "alphabet": alphabet, "scale": SCALE}, ensure_ascii=False)
    path = MODELS / f"{language}.bin"
    path.write_bytes(head.encode() + b"\n" + packed)
    return path.stat().st_size


def common_words() -> dict[str, dict[str, float]]:
    """Each language's commonest words with log10 of their share."""
    found: dict[str, dict[str, float]] = {}
    for language in RECOGNISED:
        frequencies = wordfreq.get_frequency_dict(language, wordlist="best")
        words = [word for word in frequencies if word.replace("'", "").isalpha()]
        words = sorted(words, key=lambda word: (-frequencies[word], word))[:COMMON_WORDS]
        found[language] = {word: round(float(np.log10(frequencies[word])), 2) for word in words}
    return found


def pair_strangeness() -> bytes:
    """For each pair of character classes, -log of its probability in the language that likes it best."""
    table = classes()
    letters = [c for c in range(SMALL, CLASSES) if not CAPITAL <= c < CYRILLIC]
    best = np.full((CLASSES, CLASSES), 9.0)
    for language in LANGUAGES:
        frequencies = wordfreq.get_frequency_dict(language, wordlist="best")
        words = [word for word in frequencies if word.isalpha()]
        total = sum(frequencies[word] for word in words)
        counts = np.zeros((CLASSES, CLASSES))
        for word in words:
            weight = (1 - TYPES) * frequencies[word] / total + TYPES / len(words)
            row = [SPACE, *(int(table[min(ord(letter), 0xFFFF)]) for letter in word), SPACE]
            for left, right in pairwise(row):
                counts[left, right] += weight
        with np.errstate(divide="ignore"):
            costs = -np.log(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1e-12))
        best = np.minimum(best, costs)
    costs = np.full((CLASSES, CLASSES), 3.0)
    costs[np.ix_(letters, letters)] = best[np.ix_(letters, letters)]
    small, capital = np.arange(SMALL, CAPITAL), np.arange(CAPITAL, CYRILLIC)
    costs[np.ix_(capital, capital)] = best[np.ix_(small, small)] + 1.2
    costs[np.ix_(capital, small)] = best[np.ix_(small, small)]
    costs[np.ix_(small, capital)] = 9.0
    for inner, plain in ((small, small), (capital, small), (np.array(letters), np.array(letters))):
        costs[inner, SPACE] = best[plain, SPACE]
        costs[SPACE, inner] = best[SPACE, plain] + (1.5 if inner is capital else 0.0)
        for other in (MARK, OTHER):
            costs[inner, other] = best[plain, SPACE] + 1.0
            costs[other, inner] = 3.0
        costs[inner, DIGIT] = costs[DIGIT, inner] = 5.5
        costs[inner, SIGN] = costs[SIGN, inner] = 6.5
    for left in (MARK, SIGN):  # a soup of marks is what fonts numbered from 33 print
        for right in (MARK, SIGN):
            costs[left, right] = 8.0
        costs[left, DIGIT] = costs[DIGIT, left] = 3.5 if left == MARK else 7.0
    for left, right, cost in (
        (SPACE, SPACE, 1.0), (DIGIT, DIGIT, 2.0), (OTHER, OTHER, 2.0), (MARK, SPACE, 0.5),
        (SPACE, SIGN, 4.0), (SIGN, SPACE, 4.0), (OTHER, SPACE, 2.0), (SPACE, OTHER, 2.0),
    ):
        costs[left, right] = cost
    costs[ODD, :] = costs[:, ODD] = 9.0
    return np.clip(np.round(costs * STEPS), 0, 255).astype(np.uint8).tobytes()


if __name__ == "__main__":
    MODELS.mkdir(exist_ok=True)
    for name in sys.argv[1:] if sys.argv[1:] else LANGUAGES:
        if name != "pairs":
            print(name, build(name), file=sys.stderr)
    rows = [f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in common_words().items()]
    (MODELS / "common.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")
    PAIRS.write_bytes(pair_strangeness())
