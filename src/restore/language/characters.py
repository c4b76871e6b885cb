"""How probable a text is in a language, character by character.

The letters come from a model of four letters in a row, built from wordfreq's word lists
(`scripts/build_language_models.py`); marks, spaces and capitals from a few fixed costs. Everything is a natural
logarithm of a probability. A model takes 10-60 ms to load, so nothing asks for one before something is suspected.
"""

from __future__ import annotations

import json
import zlib
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Symbols = NDArray[np.uint8]
Codes = NDArray[np.uint32]

LANGUAGES = (
    "en", "fr", "de", "es", "pl", "it", "pt", "sv", "ru", "nl", "tr", "cs", "da", "nb", "fi", "hu", "ro", "uk",
)  # fmt: skip

TOKENS = 3e6  # what the shares of a model are counts of: weighs them against the shorter sequences
FLOOR = 1e-7  # what any letter keeps in any place


class CharacterModel:
    """Probability of each letter of a language after up to three others in its word.

    `alphabet` is the language's own letters; symbol 0 is the edge of a word, then come the letters, the
    apostrophe and any other letter. `log` is indexed by four symbols in a row, the last being the predicted one;
    `unigram` by one.
    """

    def __init__(self, language: str, alphabet: str, counts: Floats) -> None:
        self.language = language
        self.alphabet = alphabet
        self.size = len(alphabet) + 3
        self.apostrophe = len(alphabet) + 1
        self.other = len(alphabet) + 2
        self.log: Floats = np.log(_interpolated(counts)).astype(np.float32, copy=False)
        letter = counts.sum(axis=(0, 1, 2)) + 1.0
        self.unigram: Floats = np.log(letter / letter.sum()).astype(np.float32)
        self._symbols = _symbol_table(alphabet, self.apostrophe, self.other)

    def symbols(self, codes: Codes) -> Symbols:
        """The symbol of each code point; an apostrophe counts as a letter only between letters."""
        found: Symbols = self._symbols[np.minimum(codes, 0xFFFF)]
        marks = np.flatnonzero(found == self.apostrophe)
        if marks.size:
            left = np.where(marks > 0, found[marks - 1], 0)
            right = np.where(marks + 1 < found.size, found[np.minimum(marks + 1, found.size - 1)], 0)
            found[marks[(left == 0) | (right == 0) | (right == self.apostrophe)]] = 0
        return found

    def word(self, word: str) -> float:
        """Log-probability of a word with both its edges.

        >>> load("en").word("the") > load("en").word("wkh")
        True
        """
        symbols = self.symbols(codes_of(f" {word} ".lower()))
        return float(letter_scores(self, symbols).sum())


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def letter_scores(model: CharacterModel, symbols: Symbols, reach: int = 3) -> Floats:
    """Log-probability of each symbol after at most `reach` symbols of its word; 0 for an edge after an edge.

    With a `reach` of 0 each symbol is scored as if a word began there.
    """
    before = np.zeros((3, symbols.size), np.intp)
    for back in range(1, reach + 1):
        before[back - 1, back:] = symbols[:-back] if back < symbols.size else 0
        if back > 1:
            before[back - 1][before[back - 2] == 0] = 0
    size = model.size
    cells = ((before[2] * size + before[1]) * size + before[0]) * size + symbols
    scores: Floats = model.log.reshape(-1)[cells]
    scores[(before[0] == 0) & (symbols == 0)] = 0.0
    return scores


@lru_cache(maxsize=12)
def load(language: str) -> CharacterModel:
    """The model of a language in `LANGUAGES`. Raises `LookupError` for another."""
    if language not in LANGUAGES:
        raise LookupError(f"there is no character model for {language!r}")
    raw = files(__package__).joinpath("models", f"{language}.bin").read_bytes()
    head, _, packed = raw.partition(b"\n")
    about = json.loads(head)
    size = len(about["alphabet"]) + 3
    steps = np.frombuffer(zlib.decompress(packed), np.uint8)
    shares = np.exp(np.arange(256, dtype=np.float32) / about["scale"] - 18.0)
    shares[0] = 0.0
    return CharacterModel(language, about["alphabet"], (shares * TOKENS)[steps].reshape((size,) * 4))


def _interpolated(counts: Floats) -> Floats:
    """Probabilities from counts, each length of context leaning on the shorter one (Witten and Bell 1991)."""
    letter = counts.sum(axis=(0, 1, 2))
    lower: Floats = (letter + 1.0) / (letter.sum() + letter.size)
    for length in range(1, 4):
        held = counts.sum(axis=tuple(range(3 - length))) if length < 3 else counts
        total = held.sum(axis=-1, keepdims=True)
        kinds = np.count_nonzero(held, axis=-1, keepdims=True).astype(np.float32)
        trust = total / (total + kinds + (total == 0))
        higher = trust * held
        higher /= np.maximum(total, 1e-9)
        higher += (1 - trust) * lower
        lower = higher
    return np.maximum(lower, FLOOR).astype(np.float32, copy=False)


@lru_cache(maxsize=1)
def _letters() -> NDArray[np.bool_]:
    """Which code points below U+10000 are letters."""
    return np.fromiter((chr(code).isalpha() for code in range(0x10000)), np.bool_, 0x10000)


def _symbol_table(alphabet: str, apostrophe: int, other: int) -> Symbols:
    table = np.where(_letters(), other, 0).astype(np.uint8)
    for index, letter in enumerate(alphabet, 1):
        table[ord(letter)] = index
        if len(letter.upper()) == 1:
            table[ord(letter.upper())] = index
    for mark in "'’":
        table[ord(mark)] = apostrophe
    return table
