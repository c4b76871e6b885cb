"""Which figures a learned table may read: no text can tell one figure from another, only the order of the font can.

A font may lack a glyph anywhere, and all numbers below or above are then one off: `1952` would read `0841`, and as
well. So a figure is read only between two proofs that nothing is missing: the small letters above it, and the space or
the marks below it, keep the same distance from Unicode.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import pairwise

from .learn import Learned
from .numbering import figures_apart
from .orders import LOST_CODE, WHITE

BEHIND_LETTERS = {",": -0.9, ".": -0.9, "'": -2.5, "-": -3.0, ":": -3.0, ")": -3.5, ";": -3.5, "?": -3.5, "!": -4.0,
                  '"': -4.0, **dict.fromkeys("0123456789", -5.0)}  # fmt: skip
"""How often each mark of ASCII follows a small letter, beside the others: natural logarithms of shares in prose of nine
languages, rounded; a figure there is the mark of a note."""
RARE_BEHIND_LETTERS = -7.0
MISSING = 4  # glyphs that a font may lack between its marks and its letters: `@`, `\\`, a brace
TOLD = 20.0  # natural logarithm: how much better than with glyphs missing the marks must fit
TOLD_ABOVE = 6.0  # the same for those above the figures, which are few: as for a code by itself (`learn`)
LACKS = 2.0  # natural logarithm: each glyph of ASCII that a font is thought to lack; few text fonts lack any
FURTHEST_MARK = 64  # every known order has the marks of ASCII below this number
SPACES = 20  # one code in so many is a space at least: in prose one in six, in German names one in nine


def has_figure(reading: str) -> bool:
    """Whether a reading holds a figure of any kind, a raised one or a fraction too.

    >>> has_figure("7"), has_figure("\u00b2"), has_figure("fi")
    (True, True, False)
    """
    return any(char.isnumeric() for char in reading)


def told_by_marks(pieces: Iterable[Sequence[int]], offset: int) -> bool:
    """Whether the marks behind words show that no glyph is missing between them and the small letters.

    A stop one off is a hyphen, two off a comma: each is nothing strange by itself. Commas and stops together have no
    other place among the marks where both are as common. `offset` is the distance from Unicode of the small letters.

    >>> text = [ord(c) - 29 for c in "one, two, three, four. five, six. seven. eight, nine. " * 2]
    >>> told_by_marks([text], 29), told_by_marks([text[:10]], 29)
    (True, False)
    """
    marks = _behind(pieces, range(ord("a") - offset, ord("z") - offset + 1))
    marks = Counter({code: times for code, times in marks.items() if "!" <= chr(max(code + offset, 0)) <= "@"})
    return _lead(marks, offset, MISSING) >= TOLD


def marks_apart(pieces: Iterable[Sequence[int]], letters: Container[int]) -> int | None:
    """How far the marks of ASCII stand from Unicode in a font whose letters are elsewhere, Cyrillic ones, as far as
    those behind letters tell. `letters` are the codes of small letters.

    >>> text = [ord(c) - (29 if c < "a" else 612) for c in "раз, два, три, пять. шесть, семь. восемь, да. нет. " * 3]
    >>> marks_apart([[c for c in text if c != 3]], range(ord("а") - 612, ord("я") - 611))
    29
    """
    marks = _behind(pieces, letters)
    marks = Counter({code: times for code, times in marks.items() if code < FURTHEST_MARK})
    if not marks:
        return None
    best = max(range(1, FURTHEST_MARK), key=lambda away: _fit(marks, away))
    return best if _lead(marks, best, FURTHEST_MARK) >= TOLD else None


def are_told(pieces: Iterable[Sequence[int]], letters: Container[int], away: int) -> bool:
    """Whether the marks above the figures of a font show, too, that they stand so far from Unicode: then no glyph is
    missing between them and the marks below.

    >>> text = [ord(c) - (29 if c < "a" else 612) for c in "раз? два? три: пять; шесть? "]
    >>> are_told([text], range(ord("а") - 612, ord("я") - 611), 29)
    True
    """
    above = _behind(pieces, letters)
    above = Counter({code: times for code, times in above.items() if "9" < chr(code + away) < "A"})
    return bool(above) and _lead(above, away, MISSING, LACKS) >= TOLD_ABOVE


def _behind(pieces: Iterable[Sequence[int]], letters: Container[int]) -> Counter[int]:
    """What stands behind small letters and is none itself, but for white space and what is lost."""
    return Counter(
        code for piece in pieces for before, code in pairwise(piece)
        if before in letters and code not in letters and code not in (32, LOST_CODE) and chr(code) not in WHITE
    )


def _lead(marks: Mapping[int, int], away: int, reach: int, lacks: float = 0.0) -> float:
    """By how much marks at some distance from Unicode fit better than a few glyphs further; `lacks` is what each of
    those costs."""
    others = ((step, away + sign * step) for step in range(1, reach + 1) for sign in (-1, 1))
    return _fit(marks, away) - max(_fit(marks, other) - lacks * step for step, other in others)


def _fit(marks: Mapping[int, int], away: int) -> float:
    return sum(
        times * BEHIND_LETTERS.get(chr(max(code + away, 0)), RARE_BEHIND_LETTERS) for code, times in marks.items()
    )


def proved(
    readings: Mapping[int, str], learned: Sequence[Learned], offset: int, told: int | None = None
) -> dict[int, str]:
    """The readings without the figures that the order does not prove.

    `learned` are the codes seen, `offset` is the distance from Unicode of the small letters. The space proves them, by
    how often it stands; or the marks do that have `told` how far the figures are from Unicode.

    >>> order = {3: " ", 20: "1", 68: "a", 120: "\u00b2"}
    >>> seen = [Learned(3, " ", 20, 99.0, ()), Learned(68, "a", 30, 99.0, ())]
    >>> proved(order, seen, 29)
    {3: ' ', 20: '1', 68: 'a'}
    >>> proved(order, seen[1:], 29)
    {3: ' ', 68: 'a'}
    """
    total = sum(each.times for each in learned)
    spaces = [each.code for each in learned if each.reading == " " and each.times * SPACES >= total]
    distances = {figures_apart(space, offset) for space in spaces} - {None}
    if told is not None and not (spaces if told == offset else distances):
        distances.add(told)
    return {
        code: reading for code, reading in readings.items()
        if not has_figure(reading) or (reading.isascii() and ord(reading[0]) - code in distances)
    }
