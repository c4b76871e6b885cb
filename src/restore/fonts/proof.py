"""Whether a glyph table is proved: by what it makes of the stretches it was judged by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..language.characters import CharacterModel
from ..language.words import WORD, zipf
from . import hypotheses, segment
from .hypotheses import Fit, Piece
from .orders import LOST_CODE, GlyphTable
from .scoring import most, sheet
from .spans import SWITCH, Stretch, best_path

MARGIN = 25.0  # natural logarithm: a table must explain the sample e^25 times better than any null
QUALITY = -3.35  # a character: what comes out must read like words (measured: prose -2.2, names -3.2)
KNOWN_WORDS = 0.5  # share of what comes out that a word list knows
POOR = -5.5  # a character: what reads worse before learning is no font (measured: Caladea in a wrong language -5.2)
HINT = 12.0  # natural logarithm: what a table must gain before learning; half of what it must gain in the end
HINT_EACH = 0.8  # a character of the stretches it gains on: code and ciphers up to 0.74, fonts from 1.8
BY_CHANCE = 6.0  # natural logarithm: what a stretch may gain under some table by chance
FEW_CODES = 10  # different codes of a text of `TELLING` codes: DNA has 4, hexadecimal numbers 16, languages 20
TELLING = 200
JUDGED = 200  # stretches whose words are looked up


class Covered(NamedTuple):
    """The parts of a sample that a table reads better than they read as they stand, how well in all, and how much of
    each stretch they are."""

    pieces: list[Piece]
    total: float
    shares: list[float]


def covered(model: CharacterModel, table: GlyphTable, joined: bool, sample: Sequence[Piece]) -> Covered:
    """What a table reads better than it reads as it stands."""
    found: list[Piece] = []
    shares: list[float] = []
    total = 0.0
    read = hypotheses.read(table, sample)
    if joined:
        read = hypotheses.spaced(model, read)
    own = sheet(model, read, hypotheses.LOST_COST)
    plain = sheet(model, [list(map(hypotheses.visible, piece)) for piece in sample], hypotheses.LOST_IN_CLEAN)
    for i, piece in enumerate(sample):
        ours, theirs = own.row(i), plain.row(i)
        path = [Stretch(0, len(piece), 1)]
        if most(theirs.scores - ours.scores) > -SWITCH / 2:
            path = best_path([code <= 32 or code == LOST_CODE for code in piece], (theirs, ours))
        held = 0
        for stretch in path:
            if stretch.hypothesis:
                held += stretch.end - stretch.start
                found.append(piece[stretch.start : stretch.end])
                total += float(ours.scores[stretch.start : stretch.end].sum())
        shares.append(held / max(len(piece), 1))
    return Covered(found, total, shares)


def is_proved(model: CharacterModel, table: GlyphTable, joined: bool, sample: Covered, margin: float) -> bool:
    """Whether a table explains its sample much better than any null does, and makes words of it."""
    size = sum(len(piece) + 1 for piece in sample.pieces)
    if margin < MARGIN or sample.total < QUALITY * size or not _reads_well(model, table, joined, sample.pieces):
        return False
    return hypotheses.deliberate(model, sample.pieces) <= sample.total - MARGIN / 2


def is_poor_in_codes(sample: Sequence[Piece]) -> bool:
    """Whether a sample has fewer codes than any alphabet: DNA, tables of ciphers."""
    seen = {code for piece in sample for code in piece} - {32, LOST_CODE}
    return len(seen) < FEW_CODES and sum(map(len, sample)) >= TELLING


def is_promising(model: CharacterModel, fit: Fit, sample: Sequence[Piece]) -> bool:
    """Whether a table is worth learning: some stretches read better under it than as printed, and not badly.

    Costs a hundredth of learning, and refuses nearly all code, ciphers, names and typing errors.
    """
    read = hypotheses.read(fit.table, sample)
    if fit.joined:
        read = hypotheses.spaced(model, read)
    ours = hypotheses.by_piece(model, read, hypotheses.LOST_COST)
    plain = hypotheses.by_piece(model, [list(map(hypotheses.visible, piece)) for piece in sample],
                                hypotheses.LOST_IN_CLEAN)
    gains = ours - plain - BY_CHANCE
    gaining = gains > 0
    size = float(np.array([len(piece) for piece in sample])[gaining].sum())
    gained, total = float(gains[gaining].sum()), float(ours[gaining].sum())
    return gained >= HINT and gained >= HINT_EACH * size and total >= POOR * size


def _reads_well(model: CharacterModel, table: GlyphTable, joined: bool, sample: Sequence[Piece]) -> bool:
    """The absolute test: what comes out is words, whatever the alternatives were."""
    words: list[str] = []
    for parts in hypotheses.read(table, sample[:JUDGED]):
        for word in WORD.findall("".join(parts)):
            words += segment.words(word, model.language, model) if joined else [word]
    long = [word for word in words if len(word) > 2]
    letters = sum(map(len, long))
    known = sum(len(word) for word in long if zipf(word, model.language) >= 1.5)
    return known >= KNOWN_WORDS * letters and len({word.lower() for word in long}) >= 3 and letters >= 12
