"""Where the dropped spaces of a garbled stretch belong, and how sure each is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from ..document import LOST
from ..language import load
from ..language.words import zipf
from . import segment
from .blanks import ELIDED, LEANING
from .units import Row

KNOWN = 2.0  # zipf: a word at least this frequent is known
CLOSING = ".,;:?!”»)"
OPENING = "(„«¿¡"
CLOSED_BY = {"de": "“", "cs": "“", "sv": "”", "fi": "”"}
"""What closes a quotation in languages where `“` does not open one."""
ENCLITIC = {"pt": frozenset(("se", "lhe", "lhes", "me", "te", "lo", "la", "los", "las"))}
"""What follows its verb behind a hyphen: `contaram-se`."""
SUFFIXES = frozenset({"a", "e", "o", "s", "st", "nd", "rd", "th", "er", "re", "ère", "ème", "os", "as"})
"""What is written on to a figure: 20th, 1940s, 1er, 2a."""

_NEXT = re.compile(r"[^\W_]+|[„(«¿¡“]")

Seams = dict[int, Literal["", "known", "unknown"]]


def dropped(row: Row, parts: Sequence[str], start: int, end: int, language: str) -> Seams:
    """The units of a row before which a space was dropped, between `start` and `end` (which counts as one where
    clean text follows, and `start` where clean text precedes).

    Letters that run on are cut into the words that make them most probable; a seam is "known" when the words on
    both sides of it are, or a capital begins the second, or a mark or a figure parts them.
    """
    seams: Seams = {}
    opening = OPENING if language in CLOSED_BY else OPENING + "“"
    before = row.text[: row.places[start]][-2:].rjust(2)
    far, near = before[0], before[1]
    if (near.isalnum() and parts[start][:1].isalpha()) or _parts(far, near, parts[start], opening):
        seams[start] = "known"
    unit = start
    while unit < end:
        last = parts[unit - 1] if unit > start else near
        stop = unit
        while stop < end and (parts[stop].isalpha() or (stop > unit and parts[stop] in "'’")):
            stop += 1
        if stop > unit:
            first = _cut(parts, unit, stop, language, seams)
            _figures(parts, unit, stop, start, end, first, seams)
            if stop < end and parts[stop][:1] in opening:
                seams[stop] = "known"
        elif stop + 1 < end and _parts(last, parts[stop], parts[stop + 1], opening):
            seams[stop + 1] = "known"
        unit = max(stop, unit + 1)
    for unit in range(start + 1, end - 1):
        if parts[unit] == LOST and _ends_word(parts, unit, start, end, language, opening, seams):
            seams[unit + 1] = "known"
    after = _NEXT.match(row.text, row.places[end])
    if end < len(row.codes) and after is not None:
        last, word = parts[end - 1][-1:], after.group()
        runs_on = last.isalpha() and word[0].isalnum()
        numbers = last.isdecimal() and word[0].isalpha() and len(word) > 1 and word.lower() not in SUFFIXES
        if runs_on or numbers or _parts(parts[end - 2] if end - 2 >= start else near, last, word, opening):
            seams[end] = "known"
    return seams


def _parts(left: str, mark: str, right: str, opening: str) -> bool:
    """Whether a mark that closes something parts two words: before a word or what opens a quotation, and before a
    figure if a word is what it closes (`Zahl:48`, but not `1,956`)."""
    if mark not in CLOSING:
        return False
    return right[:1].isalpha() or right[:1] in tuple(opening) or (left[-1:].isalpha() and right[:1].isdecimal())


def _ends_word(
    parts: Sequence[str], unit: int, start: int, end: int, language: str, opening: str, seams: Seams
) -> bool:
    """Whether a lost character is a mark with a dropped space behind it: one between two known words, or between a
    word and a quotation. Not what may be an apostrophe."""
    right = parts[unit + 1][:1]
    if right in tuple(opening):
        return parts[unit - 1][-1:].isalpha()
    if not right.isalpha() or not (parts[unit - 1][-1:].isalpha() or parts[unit - 1] in CLOSING):
        return False
    first, last = unit, unit + 1
    while first > start and parts[first - 1].isalpha() and (first == unit or first not in seams):
        first -= 1
    while last < end and parts[last].isalpha() and (last == unit + 1 or last not in seams):
        last += 1
    before, after = "".join(parts[first:unit]), "".join(parts[unit + 1 : last])
    leaning = {*LEANING.get(language, ()), *ENCLITIC.get(language, ())}
    if before.lower() in ELIDED.get(language, ()) or after.lower() in leaning:
        return False
    known = zipf(after, language) >= KNOWN or (after[0].isupper() and len(after) > 1)
    return known and (not before or (len(before) > 1 and zipf(before, language) >= KNOWN))


def _figures(
    parts: Sequence[str], unit: int, stop: int, start: int, end: int, first: str, seams: Seams
) -> None:
    """Adds the seams between a run of letters, whose first word is given, and the figures on its sides:
    `Sommer1923tot`, but not `B52`, `20thcentury`."""
    word = "".join(parts[unit:stop])
    if len(word) > 1 and word[-1].islower() and stop < end and parts[stop].isdecimal():
        seams[stop] = "known"
    if unit > start and parts[unit - 1].isdecimal() and len(word) > 1 and first.lower() not in SUFFIXES:
        seams[unit] = "known"


def _cut(parts: Sequence[str], unit: int, stop: int, language: str, seams: Seams) -> str:
    """Adds the seams inside one run of letters, and gives its first word."""
    text = "".join(parts[unit:stop])
    words = segment.words(text, language, load(language))
    starts: dict[int, int] = {}
    at = 0
    for k in range(unit, stop):
        starts[at] = k
        at += len(parts[k])
    at = 0
    for left, right in pairwise(words):
        at += len(left)
        if at in starts:
            sure = right[:1].isupper() or (zipf(left, language) >= KNOWN and zipf(right, language) >= KNOWN)
            seams[starts[at]] = "known" if sure else "unknown"
    return words[0]
