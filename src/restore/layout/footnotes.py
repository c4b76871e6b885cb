"""Footnotes that stand between the halves of a sentence, where a page ended and its notes came along."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .rows import Row, ends_sentence, goes_on

_NOTE = re.compile(
    r"[\[(]?(?P<mark>\d{1,3}|\*{1,4}|[†‡§¶]{1,2}|[¹²³⁰⁴-⁹]{1,3})[\])]?[.)]?(?P<space>[ \t]*)(?=[^\W\d_]|[“„«\"'‘(\[])"
)
_RULE = re.compile(r"[_—–-]{5,}|(?:[_—–-] ){4,}[_—–-]?")
_RAISED = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")

LONGEST = 24
"""Rows of the notes of one page, at most; half a page."""

_PAGE = 6000
"""Characters before a note in which its mark is looked for: a page of small type and its columns."""


class Footnote(NamedTuple):
    """Notes between the halves of a sentence: their rows, where the sentence goes on, where the paragraph ends (rows,
    `last` included), and why they are believed to be notes; empty when they are not."""

    first: int
    end: int  # behind the last row of the notes
    below: int
    last: int
    mark: str
    why: str


def between_halves(text: str, table: Sequence[Row]) -> Iterator[Footnote]:
    """The notes that break a sentence in two.

    >>> from .rows import rows
    >>> text = "He was told of Korea,1 and of the war that nobody\\n1 See the map.\\nwanted to speak of again.\\n"
    >>> [(note.mark, note.below, note.why) for note in between_halves(text, rows(text))]
    [('1', 2, "its mark stands in the text above: 'Korea,1'")]
    """
    above = -1
    notes: dict[str, int] = {}
    at = 0
    while at < len(table):
        body = table[at].body
        if not body:
            at += 1
            continue
        mark = _opens_note(table, at)
        found = _found(text, table, above, at, mark, notes) if mark and above >= 0 else None
        if mark:
            notes[mark] = at
        if found is not None:
            yield found
            notes |= {other: i for i in range(at, found.end) if (other := _opens_note(table, i))}
            above, at = found.last, found.last + 1
            continue
        above = at
        at += 1


def _opens_note(table: Sequence[Row], index: int) -> str:
    """The mark of the note that starts at a row, or below the rule that starts there; empty when none does."""
    body = table[index].body
    if body[:1].isalpha():
        return ""  # as nearly every row starts
    if _RULE.fullmatch(body) and index + 1 < len(table):
        body = next((row.body for row in table[index + 1 : index + 3] if row.body), "")
    match = _NOTE.match(body)
    if match is None or (match["mark"].isdecimal() and not match["space"] and body[match.end() :][:1].islower()):
        return ""
    return match["mark"].translate(_RAISED)


def _found(
    text: str, table: Sequence[Row], above: int, first: int, mark: str, notes: dict[str, int]
) -> Footnote | None:
    left = table[above].body
    if ends_sentence(left) or left.count(" ") < 3 or left[-1] == ":":
        return None
    end = _end(table, left, first)
    if end is None:
        return None
    below = next(i for i in range(end, len(table)) if table[i].body)
    last = _paragraph_end(table, below)
    why = _called(text, table, first, mark) or _follows(table, above, first, mark, notes)
    if last is None:
        why, last = "", below
    return Footnote(first, end, below, last, mark, why)


def _end(table: Sequence[Row], left: str, first: int) -> int | None:
    """Where the notes end: behind a row that ends a sentence, where the sentence of `left` goes on with a small letter.
    A place before an empty row is preferred; without one there must be only one place."""
    places = []
    for i in range(first, min(first + LONGEST, len(table) - 1)):
        if not ends_sentence(table[i].body):
            continue
        following = next((k for k in range(i + 1, min(i + 4, len(table))) if table[k].body), None)
        if following is None:
            break
        right = table[following].body
        if right[0].islower() and goes_on(left, right):
            if following > i + 1:
                return i + 1
            places.append(i + 1)
        elif following > i + 1 and not _opens_note(table, following):
            break
    return places[0] if len(places) == 1 else None


def _paragraph_end(table: Sequence[Row], below: int) -> int | None:
    """The last row of the paragraph that goes on in a row; None when it breaks off again."""
    last = below
    while last + 1 < len(table) and table[last + 1].body:
        last += 1
    return last if ends_sentence(table[last].body) else None


def _called(text: str, table: Sequence[Row], first: int, mark: str) -> str:
    """Where the mark of a note stands in the text above it, glued to a word or a stop."""
    start = max(0, table[first].start - _PAGE)
    if mark.isdecimal():
        raised = mark.translate({v: k for k, v in _RAISED.items()})
        sign = rf"(?:(?<=[a-zß-ÿ.,;:?!”’\"»)\]])(?:{mark}|{raised})|\[{mark}\]|\({mark}\))(?![\w%°])"
    else:
        sign = rf"(?<=[\w.,;:?!”’\"»)\]]){re.escape(mark)}(?![\w*†‡§])"
    nearest = max(re.finditer(sign, text[start : table[first].start]), key=re.Match.start, default=None)
    if nearest is None:
        return ""
    word = re.search(r"\S*$", text[start : start + nearest.start()])
    return f"its mark stands in the text above: {(word.group() if word else '') + nearest.group()!r}"


def _follows(table: Sequence[Row], above: int, first: int, mark: str, notes: dict[str, int]) -> str:
    """Whether a note of the number before stands further up, with text between, and the paragraph is no item of a
    list."""
    if not mark.isdecimal() or not 6 <= first - notes.get(str(int(mark) - 1), first) < 150:
        return ""
    start = above
    while start > 0 and table[start - 1].body:
        start -= 1
    if any(_opens_note(table, i) for i in range(start, above + 1)):
        return ""
    return f"the note before it has the number {int(mark) - 1}"
