"""Which figures a learned table may read: no text can tell one figure from another, only the order of the font can.

A font may lack a glyph anywhere, and all numbers below or above are then one off: `1952` would read `0841`, and as
well. So a figure is read only between two proofs that nothing is missing: the small letters above it and the space
below it keep the same distance from Unicode.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .learn import Learned
from .numbering import figures_apart

SPACES = 20  # one code in so many is a space at least: in prose one in six, in German names one in nine


def has_figure(reading: str) -> bool:
    """Whether a reading holds a figure of any kind, a raised one or a fraction too.

    >>> has_figure("7"), has_figure("\u00b2"), has_figure("fi")
    (True, True, False)
    """
    return any(char.isnumeric() for char in reading)


def proved(readings: Mapping[int, str], learned: Sequence[Learned], offset: int) -> dict[int, str]:
    """The readings without the figures that the order does not prove.

    `learned` are the codes seen, `offset` is the distance from Unicode of the small letters. A mark proves nothing,
    for a full stop one off reads as a hyphen and fits nearly as well; the space does, by how often it stands.

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
    return {
        code: reading for code, reading in readings.items()
        if not has_figure(reading) or (reading.isascii() and ord(reading[0]) - code in distances)
    }
