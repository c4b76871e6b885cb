"""Where the dropped spaces of a garbled stretch belong, and how sure each is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from ..language import load
from ..language.words import zipf
from . import segment
from .units import Row

KNOWN = 2.0  # zipf: a word at least this frequent is known

Seams = dict[int, Literal["", "known", "unknown"]]


def dropped(row: Row, parts: Sequence[str], start: int, end: int, language: str) -> Seams:
    """The units of a row before which a space was dropped, between `start` and `end` (which counts as one where
    clean letters follow, and `start` where clean letters precede).

    Letters that run on are cut into the words that make them most probable; a seam is "known" when the words on
    both sides of it are, or a capital begins the second.
    """
    seams: Seams = {}
    if start and row.text[row.places[start] - 1].isalnum() and parts[start][:1].isalpha():
        seams[start] = "known"
    unit = start
    while unit < end:
        stop = unit
        while stop < end and (parts[stop].isalpha() or (stop > unit and parts[stop] in "'’")):
            stop += 1
        if stop > unit:
            _cut(parts, unit, stop, language, seams)
            if stop < end and parts[stop][:1] in "“(«":
                seams[stop] = "known"
        elif stop + 1 < end and parts[stop] in ".,;:?!”»)" and parts[stop + 1][:1].isalpha():
            seams[stop + 1] = "known"
        unit = max(stop, unit + 1)
    after = row.text[row.places[end] : row.places[end] + 1]
    if end < len(row.codes) and after.isalnum() and parts[end - 1][-1:].isalpha():
        seams[end] = "known"
    return seams


def _cut(parts: Sequence[str], unit: int, stop: int, language: str, seams: Seams) -> None:
    """Adds the seams inside one run of letters."""
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
