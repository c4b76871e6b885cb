"""Why these lines: what a text itself shows of the font whose character map is lost.

A book may be set in two fonts of one face, the second only because the first has no glyph for a few characters (no
ligatures, say, or no semicolon), and the typesetting program then sets the whole line in it. When the map of the
second is lost, a line is garbled exactly when it holds one of those characters. The text teaches the rule: some
characters stand in nearly every garbled line and nowhere else. The rule then says something of the lost ones: a
garbled line that shows none of these characters must hold one among those it has lost, so a mark that the sound
lines never print, though prose of their length would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..document import LOST, Line, Span, lines

MARKS = {",": 50.2, ".": 42.5, ";": 4.79, ":": 1.55, "!": 1.37, "(": 2.10, ")": 2.12}
"""How often a mark stands in a thousand words of English prose: the Brown corpus, 1,161,192 tokens, 58,334 commas,
49,346 full stops, 5,566 semicolons, 1,795 colons, 1,596 exclamation marks, 2,435 and 2,466 brackets. Other
languages are near enough for the use made of it: whether a mark that never comes was to be expected."""

LIGATURES = ("ffi", "ffl", "fi", "fl", "ff")
"""Letters that fonts join in one glyph; decoded, they are letters again."""

EXPECTED = 5.0
"""How often something must have been expected in the sound lines for its absence to tell: by chance an expected 5
come to none once in 150 (Poisson)."""

RARER = 0.05
"""A sign of the font stands in garbled lines at least twenty times as often as in others. In seed 003 `H` stands in
53 % and 1 %, `fi` in 41 % and 0.1 %; the next letter, `w`, in 41 % and 32 %."""

EXPLAINED = 0.75
"""Share of the garbled lines that the signs must explain for the rule to be believed; 91 % in seed 003. The share of
any twenty lines that hold an `H` or `fi` by chance is a third."""

ENOUGH_LINES = 20


class FontRule(NamedTuple):
    """What the text teaches of its second font, and where a lost mark follows from it."""

    signs: tuple[str, ...]  # what stands in garbled lines and nowhere else
    marks: str  # lost marks that never stand in the other lines either
    unexplained: tuple[Span, ...]  # garbled lines without a sign: one of `marks` was there
    garbled: int  # lines
    sound: int  # lines

    @property
    def note(self) -> str:
        signs = " or ".join(sign for sign in self.signs if not any(o in sign for o in self.signs if o != sign))
        marks = " or ".join(self.marks)
        return (
            f"the lines that lost their letters were set in a second font because of a character the first one lacks: "
            f"{self.garbled - len(self.unexplained):,} of these {self.garbled:,} lines hold {signs}, hardly any of the "
            f"{self.sound:,} sound ones does, and no sound line has {marks}; "
            f"this line has no {signs}, so it had {marks}"
        )


@dataclass(frozen=True, slots=True)
class _Sorted:
    garbled: list[Line]
    sound: list[Line]


def font_rule(text: str, lossy: Sequence[Span]) -> FontRule | None:
    """The rule by which lines of a text are garbled, or None when it shows none with enough support.

    `lossy` are the spans that were font garbage and have lost characters.
    """
    both = _sorted(text, lossy)
    if len(both.garbled) < ENOUGH_LINES or len(both.sound) < len(both.garbled):
        return None
    words = sum(len(line.text.split()) for line in both.sound)
    printed = set().union(*(line.text for line in both.sound))
    marks = "".join(m for m, share in MARKS.items() if m not in printed and share * words / 1000 >= EXPECTED)
    signs = tuple(_signs(both))
    if not signs or not marks:
        return None
    bare = tuple(Span(line.start, line.end) for line in both.garbled if not any(s in line.text for s in signs))
    if len(bare) > (1 - EXPLAINED) * len(both.garbled):
        return None
    return FontRule(signs, marks, bare, len(both.garbled), len(both.sound))


def _sorted(text: str, lossy: Sequence[Span]) -> _Sorted:
    """The lines of a text that are garbled, at least in part, and the others; without those that have no letter."""
    garbled, sound = [], []
    spans = iter(sorted(lossy))
    span = next(spans, None)
    for line in lines(text):
        while span is not None and span.end <= line.start:
            span = next(spans, None)
        if span is not None and span.start < line.end and LOST in line.text:
            garbled.append(line)
        elif any(char.isalpha() for char in line.text):
            sound.append(line)
    return _Sorted(garbled, sound)


def _signs(both: _Sorted) -> Iterator[str]:
    """Characters and ligatures that stand in garbled lines and hardly ever in others, the commonest first."""
    here, there = Counter(_shown(both.garbled)), Counter(_shown(both.sound))
    for sign, count in sorted(here.items(), key=lambda item: (-item[1], item[0])):
        share = count / len(both.garbled)
        if share * len(both.sound) < EXPECTED or count < EXPECTED:
            return
        if there[sign] / len(both.sound) <= RARER * share:
            yield sign


def _shown(some: Sequence[Line]) -> Iterator[str]:
    """What each line shows, once a line: its letters, and the ligatures it may have been set with."""
    for line in some:
        yield from (char for char in set(line.text) if char.isalpha())
        yield from (pair for pair in LIGATURES if pair in line.text)
