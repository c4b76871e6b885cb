"""What a font printed, one unit a glyph: mostly a character, sometimes a code spelt out.

pdfminer and others print a glyph they cannot map as `(cid:72)`; a page that went through HTML has `&amp;` for the
glyph printed `&`. A line is therefore a row of units, each with its place and the code it stands for.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPELT = re.compile(r"\(cid:(\d{1,5})\)|&(?:amp|lt|gt|quot|apos|#x27|#39);")


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
    (the comma of Adobe's order), and so may a tabulator or a form feed.
    """
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        stop = end + 1
        if end < 0:
            end = stop = len(text)
        if end > start and text[end - 1] == "\r":
            end -= 1
        yield row(start, text[start:end])
        start = stop


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
    for spelt in _SPELT.finditer(text):
        codes += [ord(c) for c in text[done : spelt.start()]]
        places += range(done, spelt.start())
        number = spelt.group(1)
        codes.append(int(number) if number else ord(html.unescape(spelt.group())))
        places.append(spelt.start())
        done = spelt.end()
    codes += [ord(c) for c in text[done:]]
    places += range(done, len(text))
    return Row(start, text, codes, [*places, len(text)])
