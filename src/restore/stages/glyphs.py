"""Font garbage: text printed as the glyph numbers of a font that had no character map.

Whence: a PDF whose font carries no ToUnicode map gives an extractor nothing but glyph numbers, and the extractor
prints them as character codes. Where a number falls on a control code the character is mostly lost on the way
(U+FFFD).

Read are: the orders most fonts follow, learned with their steps; shifts of any size; fonts with a table of their own
(`fonts/tables`); orders of no rule, solved as a substitution; single wrong ligatures in clean words.

Left alone: every character that is lost (one U+FFFD each, for a later stage to supply), real spaces, clean text
between garbled stretches, and any stretch that does not read clearly better under a table than as it stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..document import Document
from ..edits import Cert, Edit, Stage, conjecture, internal
from ..fonts.explain import Explained, explained
from ..fonts.garble import find
from ..fonts.isolated import Isolated
from ..fonts.stretches import Garbled

_BEYOND_DOUBT = 20
"""Power of ten from which how much likelier a reading is tells a reader nothing more."""


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


def explain(document: Document, language: str | None = None) -> list[Explained]:
    """The glyph tables learned from a document, each with its spans, codes, evidence and margin.

    >>> lost = "\\ufffd"
    >>> text = lost.join(["7KH", "SDUW\\\\", "FULWLFL]HG", "WKH", "SHUVRQDOLW\\\\", "FXOW"])
    >>> [(each.name, each.spans, each.table[ord("W")]) for each in explain(Document("d", text), "en")]
    [('Macintosh glyph order', 1, 't')]
    """
    return explained(find(document.text, language))


def _edits(text: str, language: str | None) -> Iterator[Edit]:
    found = find(text, language)
    for garbled in found.garbled:
        yield from _garbled(text, garbled)
    for each in found.isolated:
        yield from _isolated(text, each)
    for run in found.unread:
        start, end = run.span
        yield Edit(
            start, end, text[start:end], text[start:end], "glyphs/unread", Cert.LOW,
            conjecture(f"{len(run.rows)} lines that read as no language and by no known glyph order"),
        )  # fmt: skip


def _garbled(text: str, garbled: Garbled) -> Iterator[Edit]:
    if garbled.before.endswith("\r") and text[garbled.end : garbled.end + 1] == "\n":  # one grapheme cluster
        end, before, after = garbled.end + 1, f"{garbled.before}\n", f"{garbled.after}\n"
        garbled = replace(garbled, end=end, before=before, after=after)
    family, place = garbled.family, garbled.start
    if garbled.space:
        sure = garbled.space == "known"
        known = "known words on both sides" if sure else "a word beside it is not known"
        yield Edit(
            place, place, "", " ", "glyphs/space-dropped", Cert.HIGH if sure else Cert.MEDIUM,
            internal(f"its space was dropped with the control codes; {known}"),
        )  # fmt: skip
    if garbled.before != garbled.after:
        note = f"the numbers of a font's glyphs were printed as letters ({family.table.name})"
        if garbled.gain:
            power = garbled.gain / math.log(10)
            times = f"10^{power:.0f}" if power < _BEYOND_DOUBT else f"over 10^{_BEYOND_DOUBT}"
            note += f"; read back they are words ({family.language}), {times} times likelier than what is printed"
        yield Edit(
            place, garbled.end, garbled.before, garbled.after, family.table.rule, Cert.HIGH, internal(note)
        )


def _isolated(text: str, each: Isolated) -> Iterator[Edit]:
    note = f"{each.value!r} completes {len(each.words)} words: {', '.join(each.words[:3])}"
    for place in each.places:
        yield Edit(
            place, place + 1, text[place], each.value, "glyphs/isolated", Cert.HIGH if each.is_sure else Cert.MEDIUM,
            internal(note),
        )  # fmt: skip
