"""What a font printed, one unit a glyph: mostly a character, sometimes a code spelt out.

pdfminer and others print a glyph they cannot map as `(cid:72)`; a page that went through HTML has `&amp;` for the
glyph printed `&`. A line is therefore a row of units, each with its place and the code it stands for.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

SPELT = re.compile(r"\(cid:(\d{1,5})\)|&(?:amp|lt|gt|quot|apos|#x27|#39);")
_GAP = re.compile("[ \x03\ufffd)]")
LONGEST = 2000  # characters of a row: no printed line has so many


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a text: `codes` are those of its units, `places` where each begins, and the end of the last.

    `start` is the offset of the line in the text; `text` is the line without its end.
    """

    start: int
    text: str
    codes: list[int]
    places: list[int]

    def printed(self, unit: int) -> str:
        """The unit as it stands in the text."""
        return self.text[self.places[unit] : self.places[unit + 1]]

    def seen(self, unit: int) -> str:
        """The unit as a reader of the page saw it: `&#x27;` is an apostrophe, `(cid:72)` is what it is."""
        printed = self.printed(unit)
        return printed if printed[0] == "(" else chr(self.codes[unit])


def rows(text: str) -> Iterator[Row]:
    """The lines of a text as rows of units.

    A line ends at a line feed only, with the carriage return before it: a lone carriage return may be a glyph
    (the comma of Adobe's order), and so may a tabulator or a form feed. A whole text in one line is cut after spaces,
    so that no row has more than `LONGEST` characters.
    """
    for start, end in lines(text):
        yield row(start, text[start:end])


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of a text start and end; one longer than `LONGEST` is several."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        stop = end + 1
        if end < 0:
            end = stop = len(text)
        if end > start and text[end - 1] == "\r":
            end -= 1
        while end - start > LONGEST:
            cut = _gap(text, start)
            yield start, cut
            start = cut
        yield start, end
        start = stop


def _gap(text: str, start: int) -> int:
    """Where a line that is too long may be cut: after a gap in the second half of what a row may have."""
    gaps = [gap.end() for gap in _GAP.finditer(text, start + LONGEST // 2, start + LONGEST)]
    return gaps[-1] if gaps else start + LONGEST


def row(start: int, text: str) -> Row:
    """One line as units.

    >>> r = row(0, "a(cid:72)%6&amp;")
    >>> "".join(map(chr, r.codes)), r.places
    ('aH%6&', [0, 1, 9, 10, 11, 16])
    """
    if "(cid:" not in text and "&" not in text:
        return Row(start, text, [ord(c) for c in text], list(range(len(text) + 1)))
    codes: list[int] = []
    places: list[int] = []
    done = 0
    for spelt in SPELT.finditer(text):
        codes += [ord(c) for c in text[done : spelt.start()]]
        places += range(done, spelt.start())
        number = spelt.group(1)
        codes.append(int(number) if number else ord(html.unescape(spelt.group())))
        places.append(spelt.start())
        done = spelt.end()
    codes += [ord(c) for c in text[done:]]
    places += range(done, len(text))
    return Row(start, text, codes, [*places, len(text)])
