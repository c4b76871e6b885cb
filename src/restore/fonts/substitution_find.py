"""Which stretches of a text are set in a font of an arbitrary order, and what they read.

A line, or a run of tokens in one, is suspect when it does not look typed: signs inside words, capitals after small
letters. The suspects together are solved as one text; a stretch is then read only if its own words prove it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..document import LOST, Span
from ..language.words import zipf
from .substitution import Solution, solve
from .substitution_looks import EDGES, TYPED, may_be_order
from .substitution_words import WordScore, run_on_tokens
from .suspects import STEP, WINDOW
from .units import Row, lines, row, rows

MOST = 6000  # characters the solver looks at; more make it slower and not surer
STRANGE = (0.1, 3.0)
"""How much of the characters that do not look typed lies in strange windows: pages of arbitrary orders 0.15 to 1.3,
letters written as figures (`f1n1sh3d`) 0.05; far more is strange that looks typed in phonetic script and in ciphers."""
BESIDE = 3  # lines on both sides of a strange one that may be in the same font
ALONE = 20  # letters of a stretch that is read far from anything strange: `CD/DVD` would be read by chance
SEVERAL = 12  # letters of a line that tells so: one word in it (`harbour`) may be the only one
TELLING = 4  # letters of a word that tells that its line, and those beside it, may have shorter ones
COMMON = 3.0  # zipf: one in a million words
DIFFERENT = 8  # codes of a stretch far from anything strange: `---- ---- ----` has two
READ = 0.7  # share of a stretch's letters that the table must cover
LISTED = 0.6  # share of a stretch's words of three letters and more that must be listed


@dataclass(frozen=True)
class Piece:
    """`before` stands at `start`..`end` of the text and reads `after`."""

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True)
class Found:
    """A solution, the pieces it reads, and the places of codes inside them that stay as they were."""

    solution: Solution
    pieces: tuple[Piece, ...]
    left: tuple[Span, ...]


@dataclass(frozen=True)
class Stretch:
    """Units `start`..`end` of a row that do not look typed."""

    row: Row
    start: int
    end: int

    @property
    def text(self) -> str:
        return "".join(map(chr, self.row.codes[self.start : self.end]))


def find(
    text: str, places: NDArray[np.int64], taken: Sequence[Span] = (), language: str | None = None
) -> Found | None:
    """The stretches of a text in one arbitrary order, or None.

    `places` are strange ones (`suspects`); what is `taken` is read already and left out.
    """
    near = list(_near(text, places))
    pool = _pool(text, near, taken)
    if not may_be_order(pool):
        return None
    end = pool.find("\n", MOST)
    solution = solve(pool if end < 0 else pool[:end], language)
    if solution is None:
        return None
    score = WordScore(solution.language)
    beside = {start for start, _, _ in near}
    pieces: list[Piece] = []
    left: list[Span] = []
    for stretch in _read(list(stretches(rows(text), taken)), beside, solution, score):
        for piece in _pieces(stretch, solution):
            if piece.before == piece.after:
                left.append(Span(piece.start, piece.end))
            else:
                pieces.append(piece)
    return Found(solution, tuple(pieces), tuple(left)) if pieces else None


def _near(text: str, places: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """The lines that are strange, and those beside them, each with the strange places it holds."""
    every = list(strange_lines(text, places))
    near = np.convolve([bool(count) for _, _, count in every], np.ones(2 * BESIDE + 1), "same") > 0
    return (each for each, is_near in zip(every, near.tolist(), strict=False) if is_near)


def _pool(text: str, near: Sequence[tuple[int, int, int]], taken: Sequence[Span]) -> str:
    """The stretches that do not look typed in the lines that are strangest for their length, and beside them, one a
    line; nothing where what does not look typed is not what is strange."""
    size = strange = 0.0
    kept: list[tuple[int, int]] = []
    for density, start, end in sorted((-count / max(end - start, WINDOW), start, end) for start, end, count in near):
        kept.append((start, end))
        size += end - start
        strange -= density * STEP * (end - start)
        if size > 2 * MOST:
            break
    found = list(stretches((row(a, text[a:b]) for a, b in sorted(kept)), taken))
    printed = sum(each.row.places[each.end] - each.row.places[each.start] for each in found)
    if not STRANGE[0] * printed <= strange <= STRANGE[1] * printed:
        return ""
    return "\n".join(each.text for each in found)


def strange_lines(text: str, places: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Where each line starts and ends, and how many of some places are in it."""
    strange = places.tolist()
    first = 0
    for start, end in lines(text):
        first = bisect_right(strange, start - STEP, first)
        yield start, end, bisect_left(strange, end, first) - first


def stretches(found: Iterable[Row], taken: Sequence[Span] = ()) -> Iterator[Stretch]:
    """The stretches of some rows that do not look typed: whole lines, or runs of tokens between real words."""
    spans = iter(sorted(taken))
    span = next(spans, None)
    for each in found:
        while span is not None and span.end <= each.start:
            span = next(spans, None)
        if span is None or span.start >= each.start + len(each.text):
            yield from _in_row(each)


def _in_row(row: Row) -> Iterator[Stretch]:
    first = last = -1  # the first and last dark token of the run
    line = "".join(map(chr, row.codes))
    for token in re.finditer(f"[^ {LOST}]+", line):
        kind = _kind(token.group(), row, token.start())
        if kind == "word":
            if first >= 0:
                yield Stretch(row, first, last)
            first = -1
        elif kind == "dark":
            first = token.start() if first < 0 else first
            last = token.end()
        elif first >= 0:
            continue
    if first >= 0:
        yield Stretch(row, *_to_line(line, first, last))


def _to_line(line: str, first: int, last: int) -> tuple[int, int]:
    """A run taken to the ends of its line where nothing else stands but marks and lone letters."""
    begin = 0 if not re.search(r"[^\W\d_]{2}", line[:first]) else first
    end = len(line.rstrip()) if not re.search(r"[^\W\d_]{2}", line[last:]) else last
    return begin, end


def _kind(token: str, row: Row, at: int) -> str:
    """`word`: typed, with two small letters; `dark`: not typed, or spelt out as `(cid:n)`; else neither."""
    if len(row.printed(at)) > 3:
        return "dark"
    if TYPED.fullmatch(token):
        return "word" if re.search(r"[^\W\d_A-Z]{2}", token) else "neither"
    return "dark"


def _read(
    found: Sequence[Stretch], beside: Collection[int], solution: Solution, score: WordScore
) -> Iterator[Stretch]:
    """The stretches that are read. One of few letters says little by itself: `/*` and `$C` come out as words of two
    letters. It is read where others say more, on its line or the next."""
    read = [each for each in found if each.row.start in beside or (
        _letters(each, solution) >= ALONE and len(set(each.text)) >= DIFFERENT)]
    read = [each for each in read if _is_read(each.text, solution, score)]
    told = Counter[int]()
    for each in read:
        if _tells(each.text, solution):
            told[each.row.start] += sum(char in solution.table for char in each.text)
    sure = {start for start, count in told.items() if count >= SEVERAL}
    ends = {each.row.start + len(each.row.text) + 1 for each in read if each.row.start in sure}
    for each in read:
        end = each.row.start + len(each.row.text) + 1
        next_to = each.row.start in sure or each.row.start in ends or end in sure
        if _tells(each.text, solution) or (next_to and _is_common(each.text, solution)):
            yield each


def _letters(stretch: Stretch, solution: Solution) -> int:
    """How many of the codes of a stretch a table reads."""
    return sum(char in solution.table for char in stretch.text)


def _tells(text: str, solution: Solution) -> bool:
    """Whether a stretch has a word of several letters that is not rare."""
    if solution.run_on:
        return sum(char in solution.table for char in text) >= ALONE
    words = re.findall(r"[^\W\d_]+", solution.decode(text))
    return any(len(word) >= TELLING and word[1:].islower() and zipf(word, solution.language) >= COMMON
               for word in words)  # fmt: skip


def _is_common(text: str, solution: Solution) -> bool:
    """Whether the words of a stretch are none that are rare."""
    words = re.findall(r"[^\W\d_]+", solution.decode(text)) if not solution.run_on else []
    return all(zipf(word, solution.language) >= COMMON for word in words)


def _is_read(text: str, solution: Solution, score: WordScore) -> bool:
    """Whether a stretch is read well enough by its own words."""
    counted = [char for char in text if char not in EDGES and char != solution.space]
    if not counted or sum(char in solution.table for char in counted) < READ * len(counted):
        return False
    if solution.run_on:
        found = run_on_tokens(text, EDGES, solution.table, score)
        words = [token.translate({ord(c): solution.table.get(c, "") for c in token}) for token, _ in found]
    else:
        words = re.findall(r"[^\W\d_]+", solution.decode(text))
    long = [word for word in words if len(word) >= 3]
    if not long:
        return len(counted) >= 2 and all(score.knows(word) for word in words)
    return sum(score.knows(word) for word in long) >= LISTED * len(long)


def _pieces(stretch: Stretch, solution: Solution) -> Iterator[Piece]:
    """A stretch cut where a code stays as it was; such codes are pieces that do not change."""
    row, table = stretch.row, solution.table
    begun = stretch.start
    for unit in range(stretch.start, stretch.end + 1):
        at_end = unit == stretch.end
        code = "" if at_end else chr(row.codes[unit])
        if not at_end and (code in table or code in EDGES):
            continue
        if unit > begun:
            yield _piece(row, begun, unit, solution)
        if not at_end:
            printed, at = row.printed(unit), row.start + row.places[unit]
            yield Piece(at, at + len(printed), printed, printed)
        begun = unit + 1


def _piece(row: Row, start: int, end: int, solution: Solution) -> Piece:
    before = row.text[row.places[start] : row.places[end]]
    after = "".join(solution.table.get(chr(code), chr(code)) for code in row.codes[start:end])
    return Piece(row.start + row.places[start], row.start + row.places[end], before, after)
