"""Lines that no known order reads, to be pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Span
from ..language.characters import CharacterModel
from .families import pieces_of
from .units import Row

DENSE = 0.7  # share of a row's codes that read as nothing
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
