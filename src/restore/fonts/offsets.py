"""By how much the codes of a garbled text are shifted, by likelihood among all shifts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..language.characters import CharacterModel
from .scoring import UNREAD, score

SAMPLE = 3000  # characters that are scored in full
FREQUENT_LETTERS = 12  # one of a language's commonest letters is behind one of the commonest codes
FREQUENT_CODES = 4
SHORTLIST = 6


class Shift(NamedTuple):
    """`code + offset` is the character meant; `per_character` and `total` say how well the sample then reads."""

    offset: int
    per_character: float
    total: float


def rank(model: CharacterModel, tokens: Sequence[str]) -> list[Shift]:
    """The shifts that fit best, best first; 0 (as printed) is always among them."""
    sample: list[str] = []
    size = 0
    for token in tokens:
        sample.append(token)
        size += len(token) + 1
        if size > SAMPLE:
            break
    if not size:
        return []
    found = [_rescored(model, sample, size, offset) for offset in {0, *_shortlist(model, sample)}]
    return sorted(found, key=lambda shift: (-shift.total, abs(shift.offset)))


def _shortlist(model: CharacterModel, sample: Sequence[str]) -> list[int]:
    """The shifts under which the single letters have the frequencies of the language."""
    counts = Counter(c for token in sample for c in token)
    letters = sorted(model.alphabet, key=lambda c: -float(model.unigram[model.alphabet.index(c) + 1]))
    offsets = {
        ord(letter) - ord(code)
        for code, _ in counts.most_common(FREQUENT_CODES)
        for letter in letters[:FREQUENT_LETTERS]
    }
    codes = np.array([ord(c) for c in counts], np.int64)
    weights = np.array(list(counts.values()), np.float64)
    fits: list[tuple[float, int]] = []
    for offset in sorted(offsets):
        moved = np.maximum(codes + offset, 0).astype(np.uint32)
        symbols = model.symbols(moved)
        fit = model.unigram[symbols] - np.where(symbols == 0, 3.0, 0.0)
        fits.append((-float((fit * weights).sum()), offset))
    return [offset for _, offset in sorted(fits)[:SHORTLIST]]


def _rescored(model: CharacterModel, sample: Sequence[str], size: int, offset: int) -> Shift:
    parts: list[str] = []
    for token in sample:
        parts += [chr(ord(c) + offset) if 0x20 <= ord(c) + offset < 0xD800 else UNREAD for c in token]
        parts.append(" ")
    total = float(score(model, parts, UNLIKELY_LOSS).scores.sum())
    return Shift(offset, total / size, total)


UNLIKELY_LOSS = -9.0
