"""Font garbage: text printed as the glyph numbers of a font that had no character map.

Whence: a PDF whose font carries no ToUnicode map gives an extractor nothing but glyph numbers, and the extractor
prints them as character codes. Where a number falls on a control code the character is mostly lost on the way
(U+FFFD).

Left alone: every character that is lost (one U+FFFD each, for a later stage to supply), real spaces, clean text
between garbled stretches, and any stretch that does not read clearly better under a table than as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..document import Document
from ..edits import Cert, Edit, Stage, internal
from ..fonts.garble import find


def decode(language: str | None = None) -> Stage:
    """A stage that reads font garbage by the glyph order it follows.

    `language` is an ISO 639-1 code; without it the language is found in the text.

    >>> lost = "\\ufffd"
    >>> text = lost.join(["7KH", "SDUW\\\\", "FULWLFL]HG", "WKH", "SHUVRQDOLW\\\\", "FXOW"])
    >>> [edit.after.replace(lost, "_") for edit in decode("en")(Document("d", text))]
    ['The_party_criticized_the_personality_cult']
    """

    def stage(document: Document) -> Iterable[Edit]:
        return _edits(document.text, language)

    return stage


def _edits(text: str, language: str | None) -> Iterator[Edit]:
    _, found = find(text, language)
    for garbled in found:
        table = garbled.family.table
        note = f"{table.name}; reads as {garbled.family.language}, {garbled.gain:.0f} nats better than as printed"
        yield Edit(
            garbled.start, garbled.end, garbled.before, garbled.after, table.rule, Cert.HIGH, internal(note)
        )
