"""How probable a text is in a language, character by character.

The letters come from a model of four letters in a row, built from wordfreq's word lists
(`scripts/build_language_models.py`); marks, spaces and capitals from a few fixed costs. Everything is a natural
logarithm of a probability. A model takes 10-40 ms to load, so nothing asks for one before something is suspected.
"""

from __future__ import annotations

import json
import math
import zlib
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Symbols = NDArray[np.uint8]
Codes = NDArray[np.uint32]
Cells = NDArray[np.int32]
Sums = NDArray[np.float64]

LANGUAGES = (
    "en", "fr", "de", "es", "pl", "it", "pt", "sv", "ru", "nl", "tr", "cs", "da", "nb", "fi", "hu", "ro", "uk",
)  # fmt: skip

TOKENS = 3e6  # what the shares of a model are counts of: weighs them against the shorter sequences
FLOOR = 1e-7  # what any letter keeps in any place
CUT_AT_APOSTROPHES = ("fr",)
"""Languages whose words wordfreq counts on both sides of an apostrophe: `l'aube` is `l` and `aube`."""


class CharacterModel:
    """Probability of each letter of a language after up to three others in its word.

    `alphabet` is the language's own letters; symbol 0 is the edge of a word, then come the letters, the
    apostrophe and any other letter. `log` is indexed by four symbols in a row, the last being the predicted one;
    `unigram` by one.
    """

    def __init__(self, language: str, alphabet: str, cells: Cells, counts: Floats) -> None:
        """`cells` are the sequences of four symbols that were seen, as places in `log`, and `counts` how often."""
        self.language = language
        self.alphabet = alphabet
        self.size = len(alphabet) + 3
        self.apostrophe = len(alphabet) + 1
        self.other = len(alphabet) + 2
        self.log: Floats = _interpolated(self.size, cells, counts)
        letter = np.bincount(cells % self.size, counts, self.size) + 1.0
        self.unigram: Floats = np.log(letter / letter.sum()).astype(np.float32)
        self._symbols = _symbol_table(alphabet, self.apostrophe, self.other)

    def symbols(self, codes: Codes) -> Symbols:
        """The symbol of each code point; an apostrophe counts as a letter only between letters, and in French never."""
        found: Symbols = self._symbols[np.minimum(codes, 0xFFFF)]
        marks = np.flatnonzero(found == self.apostrophe)
        if self.language in CUT_AT_APOSTROPHES:
            found[marks] = 0
            return found
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
    steps = np.frombuffer(zlib.decompress(packed), np.uint8)
    shares = np.exp(np.arange(256, dtype=np.float32) / about["scale"] - 18.0)
    cells = np.flatnonzero(steps).astype(np.int32)
    return CharacterModel(language, about["alphabet"], cells, (shares * np.float32(TOKENS))[steps[cells]])


def _interpolated(size: int, cells: Cells, counts: Floats) -> Floats:
    """Logarithms of probabilities from counts, each length of context leaning on the shorter one (Witten and Bell
    1991). One sequence in eight was seen at all, so only the seen ones are computed one by one."""
    three = cells % np.int32(size**3)
    two = three % np.int32(size**2)
    letter = np.bincount(two % np.int32(size), counts, size)
    lower = (letter + 1.0) / (letter.sum() + size)
    for length, places in ((2, two), (3, three)):
        held = _sums(places, counts, (size,) * length)
        seen, trust = _trusted(held.sum(axis=-1), np.count_nonzero(held, axis=-1))
        lower = (trust / seen)[..., None] * held + (1 - trust)[..., None] * lower
    context = cells // np.int32(size)
    seen, trust = _trusted(_sums(context, counts, (size**3,)), np.bincount(context, minlength=size**3))
    log: Floats = np.log(1 - trust).astype(np.float32).reshape(size, size, size, 1) + np.log(lower).astype(np.float32)
    known = (trust / seen)[context] * counts + (1 - trust)[context] * lower.reshape(-1)[three]
    log.reshape(-1)[cells] = np.log(known)
    return np.maximum(log, np.float32(np.log(FLOOR)), out=log)


def _sums(places: Cells, counts: Floats, shape: tuple[int, ...]) -> Sums:
    return np.bincount(places, counts, math.prod(shape)).astype(np.float64, copy=False).reshape(shape)


def _trusted(total: Sums, kinds: NDArray[np.integer[Any]]) -> tuple[Sums, Sums]:
    """How often each context was seen, at least next to nothing, and how far it is trusted."""
    return np.maximum(total, 1e-9), total / (total + kinds + (total == 0))


@lru_cache(maxsize=1)
def _letters() -> NDArray[np.bool_]:
    """Which code points below U+10000 are letters."""
    return np.fromiter(map(str.isalpha, map(chr, range(0x10000))), np.bool_, 0x10000)


def _symbol_table(alphabet: str, apostrophe: int, other: int) -> Symbols:
    table = np.where(_letters(), other, 0).astype(np.uint8)
    for index, letter in enumerate(alphabet, 1):
        table[ord(letter)] = index
        if len(letter.upper()) == 1:
            table[ord(letter.upper())] = index
    for mark in "'’":
        table[ord(mark)] = apostrophe
    return table
