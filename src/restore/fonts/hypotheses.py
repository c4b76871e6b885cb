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
from numpy.typing import NDArray

from ..language.characters import CharacterModel, codes_of
from . import segment
from .orders import LOST_CODE, UNREAD, GlyphTable, adobe, macintosh, shifted
from .scoring import capitals, values
from .tables import fixed

SAMPLE = 3000  # characters that are scored in full
FREQUENT_LETTERS = 12  # one of a language's commonest letters is behind one of the commonest codes
FREQUENT_CODES = 4
SHORTLIST = 6
TURNS = 5  # ciphers that are read in full
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
    """The likeliest hypotheses, best first."""
    fits = [fit(model, sample, table, offset, False) for table, offset in _shortlist(model, sample)]
    fits.sort(key=_badness)
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
    decoded = read(table, sample)
    if joined:
        decoded = spaced(model, decoded)
    total = _total(model, "".join(part for parts in decoded for part in (*parts, " ")))
    size = sum(map(len, sample)) + len(sample)
    return Fit(table, offset, joined, total / max(size, 1), total)


def read(table: GlyphTable, sample: Sequence[Piece]) -> list[list[str]]:
    """What each code of a sample stands for under a table."""
    parts = {code: table.part(code) for code in {code for piece in sample for code in piece}}
    return [[parts[code] for code in piece] for piece in sample]


def by_piece(model: CharacterModel, parts: Sequence[Sequence[str]], lost: float) -> NDArray[np.float64]:
    """How well each stretch reads, in all."""
    texts = ["".join(each) + "\n" for each in parts]
    starts = np.cumsum([0, *map(len, texts[:-1])])
    each = values(model, codes_of("".join(texts)), lost).astype(np.float64)
    found: NDArray[np.float64] = np.add.reduceat(each, starts)
    return found


def null(model: CharacterModel, sample: Sequence[Piece]) -> float:
    """How well the sample is explained without any font, in all: the best of the nulls."""
    plain = _total(model, as_printed(sample))
    counts = Counter(c for piece in sample for c in piece)
    lost, spaces = counts.pop(LOST_CODE, 0), counts.pop(32, 0)
    total = max(sum(counts.values()), 1)
    # every code costs half the logarithm of the sample to be told (minimum description length)
    noise = sum(n * math.log(n / total) for n in counts.values()) - len(counts) * math.log(total) / 2
    return max(plain, noise + lost * LOST_COST - spaces * 0.5)


def deliberate(model: CharacterModel, sample: Sequence[Piece]) -> float:
    """How well the sample reads as a cipher that turns the alphabet round (Caesar, ROT13, ROT47), in all.

    Capitals count as small letters here, for a font prints its small letters as capitals; a lost character or a
    control code counts as in clean text, for people who encipher a message lose nothing of it. Of the turns those are
    read in full whose letters are as frequent as those of the language.
    """
    printed = as_printed(sample).translate(_SMALL)
    counts = Counter(printed)
    likely = sorted(range(1, 26), key=lambda turn: -sum(
        counts[chr(97 + i)] * float(model.unigram[symbol])
        for i, symbol in enumerate(_turned_symbols(model, turn))
    ))[:TURNS]
    best = max(_total(model, printed.translate(_turn(turn)), LOST_IN_CLEAN) for turn in likely)
    return max(best, _total(model, as_printed(sample).translate(_ROT47), LOST_IN_CLEAN))


_SMALL = {code: code + 32 for code in range(65, 91)}
_ROT47 = {code: 33 + (code - 33 + 47) % 94 for code in range(33, 127)}


def _turn(turn: int) -> dict[int, int]:
    return {97 + i: 97 + (i + turn) % 26 for i in range(26)}


def _turned_symbols(model: CharacterModel, turn: int) -> list[int]:
    letters = np.array([97 + (i + turn) % 26 for i in range(26)], np.uint32)
    return [int(symbol) for symbol in model.symbols(letters)]


def visible(code: int) -> str:
    return chr(code) if code >= 32 and code != 0xFFFF and not 0xD800 <= code < 0xE000 else UNREAD


def as_printed(sample: Sequence[Piece]) -> str:
    """A sample as it stands, a space after each piece."""
    return "".join(visible(code) for piece in sample for code in (*piece, 32))


def sampled(pieces: Sequence[Piece], wanted: int = SAMPLE) -> list[Piece]:
    """Pieces from all over the text, some `wanted` codes of them."""
    size = sum(map(len, pieces))
    step = max(1, size // wanted)
    return [piece for i, piece in enumerate(pieces) if i % step == 0]


def _shortlist(model: CharacterModel, sample: Sequence[Piece]) -> list[tuple[GlyphTable, int | None]]:
    """The tables and shifts under which the single letters have the frequencies of the language."""
    counts = Counter(c for piece in sample for c in piece if c not in (32, LOST_CODE))
    letters = sorted(model.alphabet, key=lambda c: -float(model.unigram[model.alphabet.index(c) + 1]))
    offsets = {
        ord(letter) - code
        for code, _ in counts.most_common(FREQUENT_CODES)
        for letter in letters[:FREQUENT_LETTERS]
    } | {29, 31}
    codes = np.array(list(counts), np.int64)
    weights = np.array(list(counts.values()), np.float64)
    fits: list[tuple[float, int, GlyphTable | None]] = []
    for offset in sorted(offsets - {0}):
        fits.append((_frequencies(model, np.clip(codes + offset, 0, 0xFFFF), weights), offset, None))
    for table in fixed():
        moved = np.array([ord(table.readings.get(int(c), UNREAD)[0]) for c in codes], np.int64)
        fits.append((_frequencies(model, moved, weights), 0, table))
    fits.sort(key=lambda item: -item[0])
    likely = fits[:SHORTLIST]
    return [(table, None) if table else (_table(model, offset, sample), offset) for _, offset, table in likely]


def _frequencies(model: CharacterModel, read: NDArray[np.int64], weights: NDArray[np.float64]) -> float:
    """How well characters that stand so often fit the frequencies of the language."""
    codes = read.astype(np.uint32)
    symbols = model.symbols(codes)
    fit = model.unigram[symbols] - np.where(symbols == 0, 3.0, 0.0) - np.where(capitals()[codes], 2.0, 0.0)
    return float((fit * weights).sum())


def _table(model: CharacterModel, offset: int, sample: Sequence[Piece]) -> GlyphTable:
    """The table of a shift: the whole order, where it begins one; far from ASCII only what the language may need."""
    if offset == 29:
        return GlyphTable("Macintosh glyph order", "glyphs/order-macintosh", _known(macintosh()))
    if offset == 31:
        return GlyphTable("Adobe glyph order", "glyphs/order-adobe", _known(adobe()))
    readings = shifted(offset)
    if not 0 < offset < 32:
        codes = {c for piece in sample for c in piece}
        moved = {c: chr(c + offset) for c in codes if 0x20 <= c + offset < 0xD800}
        letters = {letter for small in model.alphabet for letter in (small, small.upper()) if len(letter) == 1}
        alphabet = {ord(letter) - offset: letter for letter in letters if ord(letter) > offset}
        readings = {**{c: r for c, r in moved.items() if not r.isalpha()}, **alphabet}
    return GlyphTable(f"glyph numbers {abs(offset)} {'below' if offset > 0 else 'above'} Unicode",
                      "glyphs/order-shifted", readings)


def _known(order: Sequence[str]) -> dict[int, str]:
    return {number: c for number, c in enumerate(order) if c}


def spaced(model: CharacterModel, read: Sequence[Sequence[str]]) -> list[list[str]]:
    """Readings whose words run together, with a space after the last letter of each."""
    texts = ["".join(parts) for parts in read]
    found: list[list[str]] = []
    for parts, text, begins in zip(read, texts, segment.rough(model, texts), strict=True):
        starts, at = {0, *begins}, 0
        each: list[str] = []
        for part in parts:
            at += len(part)
            each.append(part + " " if at in starts and part[-1:].isalpha() and at < len(text) else part)
        found.append(each)
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


def _total(model: CharacterModel, text: str, lost: float = LOST_COST) -> float:
    return float(values(model, codes_of(text), lost).sum()) if text else 0.0
