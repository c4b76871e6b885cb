"""Lines that no known order reads: solved as a substitution where they are enough, otherwise only pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..document import Span
from ..language.characters import CharacterModel
from . import substitution
from .families import pieces_of
from .suspects import MARK, ODD, SIGN, classes
from .units import Row

DENSE = 0.7  # share of a row's codes that read as nothing
ENOUGH = 400  # codes: two thirds of what a substitution is solved from must be garbled for sure
MOST = 6000  # codes that are handed over: more do not make a solution surer
NO_LETTERS = 0.15  # share of codes that are no letters or digits: Carlito 0.2, first use 0.6, base64 0.03, DNA 0
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


def _is_dense(model: CharacterModel, row: Row) -> bool:
    return sum(map(len, pieces_of(model, row.codes))) >= DENSE * max(len(row.codes), 1)


def solve(runs: Sequence[Unread], language: str | None) -> substitution.Solution | None:
    """The substitution behind these rows, if they are enough and have one sure solution."""
    body = "\n".join("".join(map(chr, row.codes)) for run in runs for row in run.rows)[:MOST]
    kinds = classes()[[min(ord(c), 0xFFFF) for c in body if not c.isspace()]]
    if kinds.size < ENOUGH or np.isin(kinds, (MARK, SIGN, ODD)).mean() < NO_LETTERS:
        return None
    return substitution.solve(body, language)
