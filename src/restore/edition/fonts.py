"""The tables of fonts that printed glyph numbers, as they were applied: read off the record, at no cost."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..edits import Edit
from .record import Record
from .visible import cut, visible

_LIGATURES = ("ffi", "ffl", "ff", "fi", "fl")
"""What one glyph reads as more than one letter, the longest first."""

_SAID = re.compile(r"; (\S) is (\S{1,4}) by (\d{1,9}) nats over (\S{1,4})(?=;|$)")
"""What the note of an edit says of a code that it proves (`stages.glyphs`)."""

_CODES = 400
"""Codes of one font drawn: a Latin font in one text has about 90."""


@dataclass(frozen=True, slots=True)
class Font:
    """A table at work in a document: as printed, as read, how often, and by how much over the next best reading; the
    longest span says on what evidence."""

    rule: str
    spans: int
    characters: int
    evidence: str
    cells: Sequence[tuple[str, str, int, str]]


def fonts(records: Iterable[Record]) -> list[Font]:
    """The tables by which the font garbage of a document was read, the one that read most first."""
    by_rule: dict[str, list[Edit]] = defaultdict(list)
    for record in records:
        for step in record.steps:
            if step.stage == "glyphs" and record.is_applied and step.edit.before.strip():
                by_rule[step.edit.rule].append(step.edit)
    found = [_font(rule, edits) for rule, edits in by_rule.items()]
    return sorted(found, key=lambda font: (-font.characters, font.rule))


def _font(rule: str, edits: Sequence[Edit]) -> Font:
    table = _table(edits)
    margins = _margins(edits)
    cells = [
        (visible(code), visible(letter).replace(" ", "␣"), times, margins.get((code, letter), ""))
        for (code, letter), times in sorted(table.items())
        if code != letter
    ]
    longest = max(edits, key=lambda edit: len(edit.before))
    characters = sum(len(edit.before) for edit in edits)
    return Font(rule, len(edits), characters, visible(cut(longest.evidence.note, 400)), cells[:_CODES])


def _margins(edits: Sequence[Edit]) -> dict[tuple[str, str], str]:
    """How much better than the next best each reading of a code fits, as the notes of the edits say.

    >>> from ..edits import internal
    >>> note = internal("Macintosh glyph order; reads as en; À is fl by 78 nats over f")
    >>> _margins([Edit(0, 1, "À", "fl", "glyphs/x", evidence=note)])
    {('À', 'fl'): '78 nats better than f'}
    """
    return {
        (said[1], said[2]): f"{said[3]} nats better than {said[4]}"
        for edit in edits for said in _SAID.finditer(edit.evidence.note)
    }


def _table(edits: Sequence[Edit]) -> Counter[tuple[str, str]]:
    """What each code was read as, and how often.

    Where an edit keeps the number of characters they stand one for one; that tells the codes of the others apart
    from their ligatures.

    >>> one = Edit(0, 3, "WKH", "the", "glyphs/x")
    >>> sorted(_table([one, Edit(0, 3, "¿WW", "fitt", "glyphs/x")]))
    [('H', 'e'), ('K', 'h'), ('W', 't'), ('¿', 'fi')]
    """
    times: Counter[tuple[str, str]] = Counter()
    for edit in edits:
        if len(edit.before) == len(edit.after):
            times.update(zip(edit.before, edit.after, strict=True))
    known: dict[str, str] = {code: letter for (code, letter), _ in sorted(times.items(), key=lambda item: item[1])}
    for edit in edits:
        if len(edit.before) != len(edit.after):
            times.update(_pairs(edit.before, edit.after, known))
    return times


def _pairs(before: str, after: str, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The codes of an edit with what they were read as, as far as they can be told apart."""
    place = 0
    for code in before:
        letter = known.get(code, "")
        if not letter or not after.startswith(letter, place):
            ligature = next((each for each in _LIGATURES if after.startswith(each, place)), "")
            letter = ligature or after[place : place + 1]
        if not letter:
            return
        yield code, letter
        place += len(letter)
