"""What a font without a character map loses, seen alike in damaged and in sound text.

In TrueType's Macintosh glyph order the space and the marks and digits up to `<` (U+0020 to U+003C) have glyph
numbers below 32, which are control codes and are lost. A *run* is a stretch of a line where such characters
stand, or were lost. Sound text read as if they were lost there too is what shows, run by run, what a loss of a
given length in given company was: the document is its own teacher.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ..document import LOST, Span, lines

LOSABLE = " -<"
"""As a class of characters, U+0020 to U+003C: codes 1 to 31 shifted by the 29 of the Macintosh order. Adobe's order
(31) would add `=` and `>`, which prose does not need."""

ENOUGH_LINES = 8
"""Garbled lines that can speak for themselves: by chance eight lines do not all end in a mark."""

_PIECE = re.compile(
    rf"(?P<marks>[{LOST}{LOSABLE}\t]+)|(?P<end>\r\n|\n|\r)|(?P<seen>[^{LOST}{LOSABLE}\t\r\n]+)"
)
_DIGITS = re.compile(r"[0-9](?:.*[0-9])?", re.S)
_YEAR = re.compile(r"[0-9]{4}")
_SPACES = re.compile(r"[ \t]+")
_EXTRA = re.compile(r"(?<=\ufffd)[ \t]+|^[ \t]+(?=\ufffd)")

_LOSING = re.compile(r"[^\r\n\ufffd]*\ufffd[^\r\n]*")
_PARTED = re.compile(r"(?<=[^\W\d_])[”’\])]? ?\ufffd[\ufffd ]*[“‘\[(]?(?=[^\W\d_])")
_SPACED = re.compile(r"(?<=[^\ufffd ]) +(?=[^\ufffd ])")
_LETTERS = re.compile(r"[^\W\d_]+")


class Word(NamedTuple):
    """What is seen between two runs: letters, and what survives beside them."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line where marks stand or were lost, between the words `left` and `right` (indices).

    `known` is what stands there: several spaces as one, and of a run that is `lossy` no space beside a lost
    character, which is extra word spacing. `size` counts its characters.
    """

    start: int
    end: int
    text: str
    known: str
    lossy: bool
    left: int  # index of the word before, -1 at the start of the text
    right: int  # index of the word after; the number of words at the end of the text
    opens: bool  # a line starts before it
    closes: bool  # a line ends after it
    breaks: int  # how many line ends follow it at once: 0 inside a line, 2 before a blank line

    @property
    def size(self) -> int:
        return len(self.known)


class Runs:
    """A text as words and the runs between them. Only `lossy` spans count as places where spaces were lost."""

    def __init__(self, text: str, lossy: Sequence[Span]) -> None:
        self.text = text
        self._lossy = list(merged(text, lossy))
        self._starts = [span.start for span in self._lossy]
        self.words: list[Word] = []
        self.runs: list[Run] = []
        self._read()
        self.before: dict[int, Run] = {run.right: run for run in self.runs if not run.closes}
        self.opening: dict[int, Run] = {run.start: run for run in self.runs if run.opens}
        self.after: dict[int, Run] = {run.left: run for run in self.runs if not run.opens}

    @cached_property
    def ends_in_space(self) -> bool:
        """Whether a space stands before the line ends, as in many texts extracted from pages: whether more than half
        of the lines that go on in the next end in one, or have lost one; the garbled lines, when they are enough."""
        rows = list(lines(self.text))
        going_on = [row for row, below in pairwise(rows) if row.text.strip() and below.text.strip()]
        lossy = [row for row in going_on if LOST in row.text and self.is_lossy(row.start, row.end)]
        asked = lossy if len(lossy) >= ENOUGH_LINES else going_on
        return len(asked) > 2 and 2 * sum(row.text[-1] in (" ", LOST) for row in asked) > len(asked)

    def _bounds(self, start: int, end: int) -> tuple[int, int]:
        """The part of a lossy run that is garbled: spaces beyond a garbled span belong to the sound text."""
        span = self._lossy[bisect_right(self._starts, end) - 1]
        first = min(max(start, span.start), self.text.index(LOST, start, end))
        last = max(min(end, span.end), self.text.rindex(LOST, start, end) + 1)
        return first, last

    @cached_property
    def is_spaced(self) -> bool:
        """Whether the garbled spans still have their spaces, and have lost only marks: TeX and its kin set no space
        glyph but leave a gap, which extractors print as a space. Then most words are parted by spaces alone."""
        pieces = [self.text[start:end] for start, end in self._lossy]
        spaced = sum(len(_SPACED.findall(piece)) for piece in pieces)
        return spaced > sum(len(_PARTED.findall(piece)) for piece in pieces)

    def is_lossy(self, start: int, end: int) -> bool:
        """Whether a stretch touches a span where the font's marks were lost."""
        at = bisect_right(self._starts, end) - 1
        return at >= 0 and self._lossy[at].end >= start

    def _read(self) -> None:
        text = self.text
        new_line = True
        pieces = [(m.lastgroup, m.start(), m.end()) for m in _PIECE.finditer(text)]
        for i, (kind, start, end) in enumerate(pieces):
            if kind == "seen":
                self.words.append(Word(start, end, text[start:end]))
            elif kind != "end":
                breaks = _breaks(pieces, i + 1)
                opens = new_line or text[start] == "\t"  # a column begins behind a tab
                self.runs.append(self._run(start, end, opens, breaks))
            new_line = kind == "end"

    def _run(self, start: int, end: int, opens: bool, breaks: int) -> Run:
        what = self.text[start:end]
        count = len(self.words)
        lossy = LOST in what and self.is_lossy(start, end)
        known = _SPACES.sub(" ", what)
        if lossy and not self.is_spaced:
            first, last = self._bounds(start, end)
            inside = _known(self.text[first:last], breaks > 0 and last == end)
            known = _SPACES.sub(" ", self.text[start:first] + inside + self.text[last:end])
        return Run(start, end, what, known, lossy, count - 1, count, opens, breaks > 0, breaks)

    def is_paragraph_start(self, word: int) -> bool:
        """Whether a blank line, or the start of the text, stands before a word."""
        if word == 0:
            return True
        between = self.text[self.words[word - 1].end : self.words[word].start]
        return between.count("\n") > 1


def _known(what: str, closes: bool) -> str:
    """What stands in a lossy run, without extra word spacing. No word spacing is widened at the end of a line: a
    space there is the one that ends the line, so a single lost character before it is none."""
    if closes and what.count(LOST) == 1 and what[-2:] == LOST + " ":
        return _EXTRA.sub("", what[:-1]) + " "
    return _SPACES.sub(" ", _EXTRA.sub("", what))


def merged(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The same stretches as spans that do not overlap, in order; those with nothing but spaces between are one."""
    whole: Span | None = None
    for span in sorted(spans):
        if whole is None or text[whole.end : span.start].strip(" \t"):
            if whole is not None:
                yield whole
            whole = span
        else:
            whole = Span(whole.start, max(whole.end, span.end))
    if whole is not None:
        yield whole


def _breaks(pieces: Sequence[tuple[str | None, int, int]], at: int) -> int:
    """How many line ends follow at once, blanks between them apart; at most 2. The end of the text counts 2."""
    count = 0
    while at < len(pieces) and count < 2:
        kind = pieces[at][0]
        if kind == "end":
            count += 1
        elif not (kind == "marks" and count):
            return count
        at += 1
    return count if at < len(pieces) else 2


def pattern(text: str) -> str:
    """What a run is taken for: several spaces as one, and whatever stands from its first digit to its last as `D`,
    or as `Y` when it is a number of four digits, which is mostly a year.

    >>> pattern(" 1,956;  "), pattern(" 1956, ")
    (' D; ', ' Y, ')
    """
    return _DIGITS.sub(lambda m: "Y" if _YEAR.fullmatch(m.group()) else "D", _SPACES.sub(" ", text), count=1)


def digits_in(pattern: str, size: int) -> int:
    """How many characters the number in a pattern has when the pattern stands for so many."""
    return size - len(pattern) + 1


def fits(pattern: str, size: int) -> bool:
    """Whether a pattern can stand for so many lost characters."""
    if "Y" in pattern:
        return digits_in(pattern, size) == 4
    return len(pattern) <= size if "D" in pattern else len(pattern) == size


def spell(pattern: str, size: int) -> str:
    """A pattern as so many characters; a digit stays lost.

    >>> spell(" Y; ", 7).replace(LOST, ".")
    ' ....; '
    """
    return re.sub("[DY]", LOST * digits_in(pattern, size), pattern)


def agrees(spelt: str, known: str) -> bool:
    """Whether a spelt pattern is what stands in a run where that is known; a digit agrees with any digit.

    >>> agrees(f".{LOST} ", f"{LOST}6 "), agrees(f" {LOST} ", ",6 ")
    (True, False)
    """
    return all(b in (a, LOST) or (a == LOST and b.isdigit()) for a, b in zip(spelt, known, strict=True))


def lossy_lines(text: str, is_word: Callable[[str], bool]) -> Iterator[Span]:
    """Lines in which lost characters stand where the spaces of other lines stand, though nobody says that the line
    was garbled.

    At least two of its words are parted by lost characters, four times as many as by spaces alone; and what stands
    between is words. A line that has lost its accents instead (`d�j� pr�par�`) leaves pieces that are none.
    """
    for match in _LOSING.finditer(text):
        line = match.group()
        lost = len(_PARTED.findall(line))
        if lost < 2 or lost < 4 * len(_SPACED.findall(line)):
            continue
        pieces = [piece for piece in _LETTERS.findall(line) if len(piece) > 1]
        letters = sum(map(len, pieces))
        if letters >= 3.5 * lost and sum(len(piece) for piece in pieces if is_word(piece)) >= 0.8 * letters:
            yield Span(*match.span())
