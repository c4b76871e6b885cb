"""What a font printed, one unit a glyph: mostly a character, sometimes a code spelt out.

pdfminer and others print a glyph they cannot map as `(cid:72)`; a page that went through HTML has `&amp;` for the
glyph printed `&`. A line is therefore a row of units, each with its place and the code it stands for.

A glyph number may be that of a Hebrew, Arabic or Thaana letter. Extractors then set the line from right to left there,
pdftotext between U+202B and U+202C with everything up to the next Latin letter; read back, such a section is turned
round, and the marks of direction belong to the units beside them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SPELT = re.compile(r"\(cid:(\d{1,5})\)|&(?:amp|lt|gt|quot|apos|#x27|#39);")
_GAP = re.compile("[ \x03\ufffd)]")
LONGEST = 2000  # characters of a row: no printed line has so many
TO_RIGHT, TO_LEFT, END = 0x202A, 0x202B, 0x202C  # Unicode's LRE, RLE, PDF


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a text: `codes` are those of its units, `places` where each begins, and the end of the last.

    `start` is the offset of the line in the text; `text` is the line without its end. `turned` are the units (from, to)
    of sections that were printed in another order than that of their codes: only as a whole do they stand there.
    """

    start: int
    text: str
    codes: list[int]
    places: list[int]
    turned: tuple[tuple[int, int], ...] = ()

    def printed(self, unit: int) -> str:
        """The unit as it stands in the text."""
        return self.text[self.places[unit] : self.places[unit + 1]]

    def seen(self, unit: int) -> str:
        """The unit as a reader of the page saw it: `&#x27;` is an apostrophe, `(cid:72)` is what it is."""
        printed = self.printed(unit)
        return printed if printed[0] == "(" else chr(self.codes[unit])

    def trimmed(self, start: int, end: int, parts: Sequence[str]) -> tuple[int, int]:
        """The units `start`..`end`, that read `parts`, without the white space at their edges that no font printed."""
        while start < end and parts[start].isspace() and self.printed(start) == parts[start]:
            start += 1
        while end > start and parts[end - 1].isspace() and self.printed(end - 1) == parts[end - 1]:
            end -= 1
        return start, end


def rows(text: str) -> Iterator[Row]:
    """The lines of a text as rows of units.

    A line ends at a line feed, with the carriage return before it where most lines have one: any other may be a glyph
    (the comma of Adobe's order), and so may a tabulator or a form feed. A whole text in one line is cut after spaces,
    so that no row has more than `LONGEST` characters.
    """
    for start, end in lines(text):
        yield row(start, text[start:end])


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of a text start and end; one longer than `LONGEST` is several."""
    windows = 2 * text.count("\r\n") > text.count("\n")
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        stop = end + 1
        if end < 0:
            end = stop = len(text)
        if windows and end > start and text[end - 1] == "\r":
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
    >>> r = row(0, "6A\u202b\x11\u078c\u202c")
    >>> r.codes == [54, 65, 0x78c, 0x11], r.places, r.turned
    (True, [0, 1, 2, 4, 6], ((2, 4),))
    """
    made = _spelt(start, text) if "(cid:" in text or "&" in text else \
        Row(start, text, [ord(c) for c in text], list(range(len(text) + 1)))
    return _in_order(made) if chr(TO_LEFT) in text or chr(TO_RIGHT) in text else made


def _spelt(start: int, text: str) -> Row:
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


def _in_order(row: Row) -> Row:
    """A row with its sections from right to left turned round, and without the marks of direction."""
    codes: list[int] = []
    places: list[int] = []
    turned: list[tuple[int, int]] = []
    sections: list[tuple[int, int]] = []  # open ones: the mark, and the first unit
    begun: int | None = None  # where a mark of direction stands that belongs to the next unit
    for unit, code in enumerate(row.codes):
        if code in (TO_LEFT, TO_RIGHT):
            sections.append((code, len(codes)))
            begun = row.places[unit] if begun is None else begun
        elif code == END and sections:
            _close(codes, sections, turned)
        else:
            places.append(row.places[unit] if begun is None else begun)
            codes.append(code)
            begun = None
    while sections:
        _close(codes, sections, turned)
    if not codes:
        return row
    return Row(row.start, row.text, codes, [*places, len(row.text)], tuple(turned))


def _close(codes: list[int], sections: list[tuple[int, int]], turned: list[tuple[int, int]]) -> None:
    """Ends the last section: turned round if it runs against the one around it, or the line."""
    mark, first = sections.pop()
    around = sections[-1][0] if sections else TO_RIGHT
    if mark != around and len(codes) - first > 1:
        codes[first:] = codes[first:][::-1]
        turned.append((first, len(codes)))
