"""Lines that no known order reads, to be pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..document import Span
from ..language.characters import CharacterModel
from .families import pieces_of
from .suspects import MARK, ODD, SIGN, classes
from .units import Row

DENSE = 0.7  # share of a row's codes that read as nothing
ENOUGH = 250  # codes that read as nothing: less has no one solution
NO_LETTERS = 0.1  # share of them that are no letters or digits: Carlito 0.2, first use 0.6, base64 0.03, DNA 0
REMARK_ROWS = 4  # rows in succession that are worth a remark


@dataclass(frozen=True)
class Unread:
    """Rows in succession that read as no language, and by no known order."""

    rows: tuple[Row, ...]

    @property
    def span(self) -> Span:
        return Span(self.rows[0].start, self.rows[-1].start + len(self.rows[-1].text))


def unread(model: CharacterModel, every: Sequence[Row], read: Sequence[tuple[int, int]]) -> list[Unread]:
    """The stretches of rows that read as nothing and are not among the stretches `read` (offsets, in order)."""
    runs: list[list[Row]] = [[]]
    done = 0
    for row in every:
        while done < len(read) and read[done][1] <= row.start:
            done += 1
        touched = done < len(read) and read[done][0] < row.start + len(row.text)
        if not row.text.strip():
            continue
        if touched or not _is_dense(model, row):
            runs.append([])
        else:
            runs[-1].append(row)
    return [Unread(tuple(run)) for run in runs if run]


def is_worth_solving(model: CharacterModel, every: Sequence[Row], read: Sequence[tuple[int, int]]) -> bool:
    """Whether what reads as nothing and is not among the stretches `read` is enough for a substitution, and looks
    like one: a font has no letters where some of the letters were."""
    codes: list[int] = []
    done = 0
    for row in every:
        while done < len(read) and read[done][1] <= row.start:
            done += 1
        if done == len(read) or read[done][0] >= row.start + len(row.text):
            for piece in pieces_of(model, row.codes):
                codes += piece
    kinds = classes()[[min(code, 0xFFFF) for code in codes if not chr(code).isspace()]]
    return kinds.size >= ENOUGH and bool(np.isin(kinds, (MARK, SIGN, ODD)).mean() >= NO_LETTERS)


def _is_dense(model: CharacterModel, row: Row) -> bool:
    return sum(map(len, pieces_of(model, row.codes))) >= DENSE * max(len(row.codes), 1)
