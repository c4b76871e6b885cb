"""What of a text is compared: its letters and digits, without what printers, scribes and scanners vary.

Case, marks, spacing, punctuation, line-end hyphens and ligatures are gone, and letters that optical character
recognition takes for each other are one letter. Every letter of the key knows its place in the text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Places = NDArray[np.int32]

# Pairs that OCR confuses most in print since 1800: the top of the confusion lists of ICDAR 2017 (monographs) and
# Overproof. The key is only for finding and aligning; nothing is ever read from it.
_CONFUSED = str.maketrans("1ij0e5fu8h", "lllocssnbb")
_BLOCK = 1 << 22  # code points folded at a time: bounds the working memory to some 60 MB


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """The letters compared, and the place of each in the text."""

    letters: str
    places: Places

    def __len__(self) -> int:
        return len(self.letters)

    @property
    def codes(self) -> Codes:
        return np.frombuffer(self.letters.encode("utf-32-le", "surrogatepass"), "<u4")

    def part(self, start: int, end: int) -> Key:
        """The letters `start`..`end` as a key of their own; places stay those of the whole text."""
        return Key(self.letters[start:end], self.places[start:end])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that the letters `start`..`end` stand in, from the first to the last."""
        if start >= end:
            return (int(self.places[start]),) * 2 if start < len(self) else (0, 0)
        return int(self.places[start]), int(self.places[end - 1]) + 1

    def at(self, place: int) -> int:
        """The index of the first letter at or after a place of the text."""
        return int(np.searchsorted(self.places, place))


@cache
def folded(character: str) -> str:
    """The letters and digits a character counts as; none for everything else.

    >>> folded("É"), folded("ﬁ"), folded("1"), folded("-"), folded("ſ")
    ('c', 'sl', 'l', '', 's')
    """
    plain = unicodedata.normalize("NFKD", character.casefold())
    return "".join(c for c in plain if unicodedata.category(c)[0] in "LN").translate(_CONFUSED)


def match_key(text: str) -> Key:
    """The key of a text.

    >>> key = match_key("Self-\\nCriticism!")
    >>> key.letters, key.span(4, 6)
    ('sclscrltlclsm', (6, 8))
    """
    parts = [_fold(text[at : at + _BLOCK], at) for at in range(0, len(text), _BLOCK)]
    if not parts:
        return Key("", np.zeros(0, np.int32))
    return Key("".join(letters for letters, _ in parts), np.concatenate([places for _, places in parts]))


def _fold(text: str, at: int) -> tuple[str, Places]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    present = np.zeros(int(codes.max()) + 1, bool)
    present[codes] = True
    known = np.flatnonzero(present)
    letters = [folded(chr(code)) for code in known.tolist()]
    table = np.zeros((max(map(len, letters), default=0) or 1, len(present)), np.uint32)
    for code, folds in zip(known.tolist(), letters, strict=True):
        for at_row, letter in enumerate(folds):
            table[at_row, code] = ord(letter)
    first = table[0][codes]
    kept = np.flatnonzero(first).astype(np.int32)
    if len(table) == 1:
        return _letters(first[kept]), kept + np.int32(at)
    folds_of = table[:, codes[kept]].T  # one row a character: its letters, then zeros
    row, column = np.nonzero(folds_of)
    return _letters(folds_of[row, column]), kept[row] + np.int32(at)


def _letters(codes: Codes) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le")
