"""Which figures a learned table may read: no text can tell one figure from another, only the order of the font can.

A font may lack a glyph anywhere, and all numbers below or above are then one off: `1952` would read `0841`, and as
well. So a figure is read only between two proofs that nothing is missing: the small letters above it, and the space or
the marks below it, keep the same distance from Unicode.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
    marks = Counter(
        code for piece in pieces for before, code in pairwise(piece)
        if "a" <= chr(max(before + offset, 0)) <= "z" and "!" <= chr(max(code + offset, 0)) <= "@"
        and code not in (32, LOST_CODE) and chr(code) not in WHITE
    )
    fits = [
        sum(times * BEHIND_LETTERS.get(chr(max(code + offset + away, 0)), RARE_BEHIND_LETTERS)
            for code, times in marks.items())
        for away in (0, *(sign * away for away in range(1, MISSING + 1) for sign in (-1, 1)))
    ]  # fmt: skip
    return fits[0] - max(fits[1:]) >= TOLD


def proved(
    readings: Mapping[int, str], learned: Sequence[Learned], offset: int, told: bool = False
) -> dict[int, str]:
    """The readings without the figures that the order does not prove.

    `learned` are the codes seen, `offset` is the distance from Unicode of the small letters. The space proves them, by
    how often it stands; or the marks do where they have `told`, in a font that has no space or has lost it.

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
    if told and not spaces:
        distances.add(offset)
    return {
        code: reading for code, reading in readings.items()
        if not has_figure(reading) or (reading.isascii() and ord(reading[0]) - code in distances)
    }
