"""Which glyph table is behind a garbled sample: every hypothesis of a small bank, by likelihood, against two nulls.

The nulls: the sample is what it says (prose in the language, or something that is no prose but has letters of its
own frequency), or it is a cipher somebody made on purpose, which turns letters round inside their alphabet.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..language.characters import CharacterModel, codes_of
from . import segment
from .orders import LOST_CODE, UNREAD, GlyphTable, adobe, macintosh, shifted
from .scoring import score
from .tables import fixed

SAMPLE = 3000  # characters that are scored in full
FREQUENT_LETTERS = 12  # one of a language's commonest letters is behind one of the commonest codes
FREQUENT_CODES = 4
SHORTLIST = 5
LOST_COST = -1.6  # one character in five of prose is a space, a digit or a mark, and those are the lost ones
LOST_IN_CLEAN = -9.0  # as the strangest marks: clean text loses next to nothing

_WORD = re.compile(r"[^\W\d_]+")

Piece = Sequence[int]
"""A stretch of codes that reads as no language does."""


@dataclass(frozen=True)
class Fit:
    """How well a sample reads under one table: natural logarithm, a character and in all.

    `offset` is the distance the table keeps from Unicode for the small letters, None for a table of its own;
    `joined` says that the spaces are gone and the words run together.
    """

    table: GlyphTable
    offset: int | None
    joined: bool
    per_character: float
    total: float


def rank(model: CharacterModel, sample: Sequence[Piece]) -> list[Fit]:
    """The hypotheses, best first."""
    tables: list[tuple[GlyphTable, int | None]] = [(table, None) for table in fixed()]
    tables += [(_table(offset, sample), offset) for offset in _shortlist(model, sample) if offset]
    fits = sorted((fit(model, sample, table, offset, False) for table, offset in tables), key=_badness)
    if not fits or not _run_together(fits[0], sample):
        return fits
    return sorted([*fits, *(fit(model, sample, f.table, f.offset, True) for f in fits[:3])], key=_badness)


def _badness(fit: Fit) -> float:
    return -fit.total


def _run_together(best: Fit, sample: Sequence[Piece]) -> bool:
    """Whether words may run together: under the best table, letters stand in rows longer than words are."""
    text = " ".join("".join(best.table.part(c) for c in piece) for piece in sample)
    words = _WORD.findall(text)
    return bool(words) and sum(len(word) ** 2 for word in words) > 12 * sum(map(len, words))


def fit(
    model: CharacterModel, sample: Sequence[Piece], table: GlyphTable, offset: int | None, joined: bool
) -> Fit:
    """How well a sample reads under a table."""
    readings = dict(table.readings)
    if offset is not None and not joined:
        space = _space(sample, readings)
        if space is not None:
            readings[space] = " "
            table = GlyphTable(table.name, table.rule, readings)
    decoded = [[table.part(c) for c in piece] for piece in sample]
    if joined:
        decoded = [spaced(model, parts) for parts in decoded]
    total = _score(model, decoded)
    size = sum(map(len, sample)) + len(sample)
    return Fit(table, offset, joined, total / max(size, 1), total)


def null(model: CharacterModel, sample: Sequence[Piece]) -> float:
    """How well the sample is explained without any font, in all: the best of the nulls."""
    plain = _score(model, [[visible(c) for c in piece] for piece in sample])
    counts = Counter(c for piece in sample for c in piece)
    lost, spaces = counts.pop(LOST_CODE, 0), counts.pop(32, 0)
    total = max(sum(counts.values()), 1)
    # every code costs half the logarithm of the sample to be told (minimum description length)
    noise = sum(n * math.log(n / total) for n in counts.values()) - len(counts) * math.log(total) / 2
    return max(plain, noise + lost * LOST_COST - spaces * 0.5)


def deliberate(model: CharacterModel, sample: Sequence[Piece]) -> float:
    """How well the sample reads as a cipher that turns the alphabet round (Caesar, ROT13, ROT47), in all.

    Capitals count as small letters here, for a font prints its small letters as capitals; a lost character or a
    control code counts as in clean text, for people who encipher a message lose nothing of it.
    """
    best = -1e9
    for turn in range(1, 26):
        best = max(best, _score(model, [[_turned(c, turn) for c in piece] for piece in sample], LOST_IN_CLEAN))
    rot47 = [[chr(33 + (c - 33 + 47) % 94) if 33 <= c < 127 else visible(c) for c in piece] for piece in sample]
    return max(best, _score(model, rot47, LOST_IN_CLEAN))


def _turned(code: int, turn: int) -> str:
    for first in (65, 97):
        if first <= code < first + 26:
            return chr(97 + (code - first + turn) % 26)
    return visible(code)


def visible(code: int) -> str:
    return chr(code) if code >= 32 and code != 0xFFFF and not 0xD800 <= code < 0xE000 else UNREAD


def sampled(pieces: Sequence[Piece], wanted: int = SAMPLE) -> list[Piece]:
    """Pieces from all over the text, some `wanted` codes of them."""
    size = sum(map(len, pieces))
    step = max(1, size // wanted)
    return [piece for i, piece in enumerate(pieces) if i % step == 0]


def _shortlist(model: CharacterModel, sample: Sequence[Piece]) -> list[int]:
    """The shifts under which the single letters have the frequencies of the language."""
    counts = Counter(c for piece in sample for c in piece if c not in (32, LOST_CODE))
    letters = sorted(model.alphabet, key=lambda c: -float(model.unigram[model.alphabet.index(c) + 1]))
    offsets = {
        ord(letter) - code
        for code, _ in counts.most_common(FREQUENT_CODES)
        for letter in letters[:FREQUENT_LETTERS]
    } | {29, 31}
    codes = np.array(list(counts), np.int64)
    weights = np.array(list(counts.values()), np.float64)
    fits: list[tuple[float, int]] = []
    for offset in sorted(offsets):
        moved = np.clip(codes + offset, 0, 0xFFFF).astype(np.uint32)
        symbols = model.symbols(moved)
        capital = np.array([chr(c).isupper() for c in moved])
        fit = model.unigram[symbols] - np.where(symbols == 0, 3.0, 0.0) - np.where(capital, 2.0, 0.0)
        fits.append((-float((fit * weights).sum()), offset))
    return [offset for _, offset in sorted(fits)[:SHORTLIST]]


def _table(offset: int, sample: Sequence[Piece]) -> GlyphTable:
    """The table of a shift: the whole order, where it begins one."""
    if offset == 29:
        return GlyphTable("Macintosh glyph order", "glyphs/order-macintosh", _known(macintosh()))
    if offset == 31:
        return GlyphTable("Adobe glyph order", "glyphs/order-adobe", _known(adobe()))
    readings = shifted(offset)
    if not 0 < offset < 32:
        codes = {c for piece in sample for c in piece}
        readings = {c: chr(c + offset) for c in codes if 0x20 <= c + offset < 0xD800}
    return GlyphTable(f"glyph numbers {abs(offset)} {'below' if offset > 0 else 'above'} Unicode",
                      "glyphs/order-shifted", readings)


def _known(order: Sequence[str]) -> dict[int, str]:
    return {number: c for number, c in enumerate(order) if c}


def spaced(model: CharacterModel, parts: Sequence[str]) -> list[str]:
    """A reading whose words run together, with a space after the last letter of each."""
    text = "".join(parts)
    starts = {0, *segment.rough(model, model.symbols(np.minimum(codes_of(text), 0xFFFF)))}
    found: list[str] = []
    at = 0
    for part in parts:
        at += len(part)
        found.append(part + " " if at in starts and part[-1:].isalpha() and at < len(text) else part)
    return found


def _space(sample: Sequence[Piece], readings: dict[int, str]) -> int | None:
    """The code that must be the space of a font that numbers it out of order: commoner than one in twelve, and no
    letter under the table."""
    counts = Counter(c for piece in sample for c in piece if c not in (32, LOST_CODE))
    total = sum(counts.values())
    for code, count in counts.most_common(3):
        if count * 12 > total and not readings.get(code, " ").islower() and " " not in readings.get(code, ""):
            return code
    return None


def _score(model: CharacterModel, decoded: Sequence[Sequence[str]], lost: float = LOST_COST) -> float:
    parts: list[str] = []
    for piece in decoded:
        parts += piece
        parts.append(" ")
    return float(score(model, parts, lost).scores.sum()) if parts else 0.0
