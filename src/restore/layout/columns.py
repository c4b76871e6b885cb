"""Two columns that were read across: each line holds half of one sentence and half of another.

Whence: a program that took the lines of a page from left to right, gutter and all. What is a block of such lines is
told by its gutter; whether it may be put in order, by the text: both columns must read on downwards, and not across.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from .numbers import bare_number
from .rows import Row

FEWEST = 8
"""Rows with both halves from which a block is believed: fewer may be a table of some rows."""

LONGEST = 150
"""Rows of a block; a page of small type has about 120. What is longer has lost its page ends."""

_WIDEST = 200  # characters before the right column
_GAP = re.compile(r"(?<=\S)(?: {2,}|[ \t]*\t[ \t]*)(?=\S)")
_LETTER = re.compile(r"[^\W\d_]")
_WIDE_GAP = re.compile(r" {4}|\t")
_INDENT = 5  # characters a line of a column may be set in
_DRIFT = 2  # characters the right column may start off its place, where the width of letters was rounded


Cells = list[tuple[str, str]]


@dataclass(frozen=True)
class Block:
    """Rows of two columns: the rows `first` to `last`, and the lines of each column without outer blanks."""

    first: int
    last: int
    gutter: str  # where the right column starts, for the record
    left: tuple[str, ...]
    right: tuple[str, ...]
    whole: bool  # empty rows, or the edges of the text or of a page, stand above and below

    @property
    def both(self) -> list[tuple[str, str]]:
        return [(a, b) for a, b in zip(self.left, self.right, strict=True) if a and b]


def blocks(text: str, table: Sequence[Row]) -> Iterator[Block]:
    """The blocks of rows that hold two halves, one gutter all the way down.

    Either the right halves start at one place, as a program sets them that keeps the page's picture; or one gap of
    three blanks and more parts each row. A row that runs across the gutter, a bare number and an empty row end a
    block: what stands behind it may be another page.

    >>> from .rows import rows
    >>> text = "the first words of a        column that nobody\\n" * 9
    >>> [(block.last, block.left[0], block.right[0]) for block in blocks(text, rows(text))]
    [(8, 'the first words of a', 'column that nobody')]
    """
    lines: list[str] = []
    at = 0
    while at < len(table):
        body = table[at].body
        if not (("  " in body or "\t" in body) and _GAP.search(body)):
            at += 1
            continue
        lines = lines or [text[row.start : row.end].rstrip(" \t\xa0") for row in table]
        seen = 1
        for cells, gutter in (_aligned(lines, at), _parted(lines, at)):
            block = _block(lines, at, cells, gutter)
            if block is not None:
                yield block
                seen = block.last + 1 - at
                break
            seen = max(seen, len(cells))
        at += seen


def _aligned(lines: Sequence[str], first: int) -> tuple[Cells, str]:
    """The longest stretch from a row on that is parted at one place, and where that is."""
    ends = Counter(
        gap.end() for line in lines[first : first + 2 * FEWEST] for gap in _GAP.finditer(line) if gap.end() < _WIDEST
    )
    margin = min(len(line) - len(line.lstrip()) for line in lines[first : first + FEWEST] if line)
    best: tuple[Cells, str] = [], ""
    for place, _ in ends.most_common(3):
        cells: Cells = []
        for line in lines[first : first + LONGEST]:
            halves = _halves_at(line, place, margin)
            if halves is None or not (cells or all(halves)):
                break
            cells.append(halves)
        if len(cells) > len(best[0]):
            best = cells, f"the right column starts at character {place + 1}"
    return best


def _halves_at(line: str, place: int, margin: int) -> tuple[str, str] | None:
    """A row parted at the place where the right column starts; None when it runs across, or is no line of columns."""
    if not line or "\f" in line or bare_number(line.strip()) is not None:
        return None
    lead = len(line) - len(line.lstrip())
    starts = lead <= margin + _INDENT
    if len(line) < place:
        return (line.strip(), "") if starts and not _WIDE_GAP.search(line.strip()) else None
    if lead >= place - _DRIFT:
        return ("", line.strip()) if lead <= place + _INDENT else None
    for gap in _GAP.finditer(line):
        if starts and place - _DRIFT <= gap.end() <= place + _INDENT:
            return line[: gap.start()].strip(), line[gap.end() :]
    return None


def _parted(lines: Sequence[str], first: int) -> tuple[Cells, str]:
    """The rows from one on with one gap of three blanks and more in each, wherever it stands."""
    cells: Cells = []
    for line in lines[first : first + LONGEST]:
        gaps = [gap for gap in _GAP.finditer(line) if gap.end() - gap.start() >= 3 or "\t" in gap.group()]
        if len(gaps) != 1 or "\f" in line:
            break
        cells.append((line[: gaps[0].start()].strip(), line[gaps[0].end() :]))
    return cells, "one gap in each row"


def _block(lines: Sequence[str], first: int, cells: Cells, gutter: str) -> Block | None:
    """The rows as a block, without what stands below its columns; None when they are no prose."""
    while cells and not all(cells[-1]) and not _ends_column(cells):
        cells = cells[:-1]
    if sum(all(pair) for pair in cells) < FEWEST:
        return None
    left, right = zip(*cells, strict=True)
    stop = first + len(cells)
    above, below = lines[first - 1] if first else "", lines[stop] if stop < len(lines) else ""
    whole = (not above or "\f" in lines[first]) and (not below or "\f" in below)
    block = Block(first, stop - 1, gutter, left, right, whole)
    return block if _is_prose(block) else None


def _ends_column(cells: Cells) -> bool:
    """Whether the last row is that of the longer column, without an empty row before it."""
    return len(cells) > 1 and any(cells[-1]) and all(any(pair) for pair in cells[-2:])


def _is_prose(block: Block) -> bool:
    """Whether both halves are words: three and more of them in most, letters for the most part, of like breadth."""
    for side in zip(*block.both, strict=True):
        words = [half.count(" ") + 1 for half in side]
        whole = "".join(side)
        letters = len(_LETTER.findall(whole))
        if median(words) < 3 or letters < 0.65 * len(whole):
            return False
    left, right = (median(map(len, side)) for side in zip(*block.both, strict=True))
    return min(left, right) >= 0.6 * max(left, right)
