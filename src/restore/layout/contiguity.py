"""Whether the sentence of one row really goes on in the next, by what the text says elsewhere."""

from __future__ import annotations

import re

from .rows import Row

_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*")
_POINTERS = frozenset(["this", "these", "those", "such"])
_TELLING = 5
"""Letters of a word that says something: shorter ones make three in a row by chance."""


def continues(text: str, left: Row, right: Row) -> str:
    """Why `right` goes on where `left` stops, or an empty string.

    Either three words across the place stand together elsewhere in the text, one of them a telling word; or the
    two words at the place do and what follows points back (`limited himself` / `to this information`).
    """
    before = _TOKEN.findall(left.body[-60:])[-2:]
    after = _TOKEN.findall(right.body[:80])[:3]
    if not before or not after or left.body[-1] in ".!?:;,-":
        return ""
    for three in ((*before, *after[:1]), (*before[-1:], *after[:2])):
        if len(three) == 3 and any(len(word) >= _TELLING or word.isdigit() for word in three) and _elsewhere(
            text, three, right
        ):
            return f"{' '.join(three)!r} stands elsewhere in the text"
    two = (before[-1], after[0])
    if after[0].islower() and any(word in _POINTERS for word in after[:2]) and _elsewhere(text, two, right):
        return f"{' '.join(two)!r} stands elsewhere in the text, and {' '.join(after[:2])!r} points back"
    return ""


def _elsewhere(text: str, words: tuple[str, ...], right: Row) -> bool:
    first, *rest = map(re.escape, words)  # the word first, then what is before it: the search is for letters
    pattern = re.compile(r"\s+".join((rf"{first}(?<!\w{first})", *rest)) + r"\b")
    return any(not (match.start() < right.start < match.end()) for match in pattern.finditer(text))
