"""Stretches of a line that read as nothing in a language: what fonts without a map are looked for in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ..language.characters import CharacterModel, letter_scores
from .hypotheses import Piece
from .orders import LOST_CODE
from .scoring import capitals
from .suspects import ODD, classes

FOREIGN = -3.6  # a character: a token that reads worse than this is no word of the language (measured: names -3.3)
SOUP = 2  # control codes: more of them in a stretch are no accident

UNTOLD, SOUND, STRANGE = range(3)

Places = NDArray[np.int64]


def pieces_of(model: CharacterModel, rows: Sequence[Sequence[int]]) -> Iterator[list[Piece]]:
    """The stretches of each row that read as nothing in the language, with what separates their tokens."""
    codes = np.fromiter((code for row in rows for code in (*row, 10)), np.int64)
    ends = np.cumsum([len(row) + 1 for row in rows])
    starts, stops = _tokens(codes)
    kinds = _kinds(model, codes, starts, stops)
    control = (codes < 32) & ~np.isin(codes, (9, 10, 12, 13))
    soup = np.concatenate([[0], np.cumsum(control)]).tolist()
    firsts = np.searchsorted(starts, np.concatenate([[0], ends])).tolist()
    begins, kept = starts.tolist(), kinds.tolist()
    for row, end, first, last in zip(rows, ends.tolist(), firsts, firsts[1:], strict=False):
        offset = begin = end - 1 - len(row)
        found: list[Piece] = []
        foreign = False
        for i in range(first, last + 1):
            if i < last and kept[i] != SOUND:
                foreign = foreign or kept[i] == STRANGE
                continue
            stop = begins[i] if i < last else end - 1
            if foreign or soup[stop] - soup[begin] > SOUP:
                found.append(row[begin - offset : stop - offset])
            # what stands behind a sound token belongs to it
            begin, foreign = begins[i + 1] if i + 1 < last else end - 1, False
        yield found


def _tokens(codes: Places) -> tuple[Places, Places]:
    """Where the tokens of rows start and end: what stands between white space, control codes and losses."""
    held = np.concatenate([[False], (codes > 32) & (codes != LOST_CODE), [False]])
    edges = np.flatnonzero(held[1:] != held[:-1])
    return edges[::2], edges[1::2]


def _kinds(model: CharacterModel, codes: Places, starts: Places, stops: Places) -> NDArray[np.int8]:
    """Whether each token is a word of the language, or none, or cannot be told."""
    if not starts.size:
        return np.zeros(0, np.int8)
    shown = np.minimum(codes, 0xFFFF).astype(np.uint32)
    symbols = model.symbols(shown)
    sizes = stops - starts

    def sums(each: NDArray[np.generic], beyond: int = 0) -> NDArray[np.float64]:
        total = np.concatenate([[0.0], np.cumsum(each, dtype=np.float64)])
        found: NDArray[np.float64] = total[stops + beyond] - total[starts]
        return found

    letters = sums(symbols > 0)
    strange = sums(letter_scores(model, symbols), 1) < FOREIGN * (letters + 1)  # with the end of the word
    strange |= (sizes - letters) * 3 > sizes
    strange |= sums(symbols == model.other) * 3 > letters  # letters of no alphabet of this language
    told = (letters > 4) | ((letters > 2) & (sums(capitals()[shown]) < sizes))
    kinds = np.select([strange, told], [STRANGE, SOUND], UNTOLD)
    odd = sums(classes()[shown] == ODD) > 0
    return np.select([sizes < 2, letters == 0], [UNTOLD, np.where(odd, STRANGE, UNTOLD)], kinds).astype(np.int8)
