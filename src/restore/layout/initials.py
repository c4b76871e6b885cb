"""Drop capitals: the large letter a chapter starts with, lost or left on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..language.words import zipf
from .fragments import Letter, Words
from .rows import Row, ends_sentence, goes_on, neighbour

_TOKEN = re.compile(r"[^\W\d_]+")
_NEGATIVE = frozenset(
    ["few", "no", "none", "nothing", "nobody", "never", "neither", "nor", "hardly", "rarely", "seldom"]
)
_WANTS_NEGATIVE = re.compile(
    r"\b(?:have|has|had|did|does|is|are|was|were|can|could)\b.*\b(?:such\b.*\bas\b|ever\b|any\b)", re.S
)
_SENTENCE = re.compile(r"[^.!?]*", re.S)

MARGIN = 1.5
"""Zipf units between the first and the second word a letter makes: thirty times commoner. `new` and `few` lie 0.6
apart, `this` and the next (`chis`) 4.8."""


class Initial(NamedTuple):
    """A lost letter at the start of a row: the row, the letters that could be it (best first), how sure, and why."""

    row: int
    letters: tuple[Letter, ...]
    sure: int
    why: str


def lost_initial(text: str, table: Sequence[Row], row: int, words: Words) -> Initial | None:
    """The drop capital missing at the start of a row that starts with a space and a small letter.

    The block of two to five short rows that stood beside the capital is told by the blank row after it, in the
    middle of a sentence; then a word that is whole without the letter is no objection (`his` for `This`). The
    letter is the one that makes by far the commonest word, or the only word the sentence can have; otherwise it
    is only proposed, as it is where a chapter starts small with a whole word.
    """
    match = _TOKEN.match(table[row].body)
    if match is None or not match.group().islower():
        return None
    token = match.group()
    boxed = _beside_capital(table, row)
    own = zipf(token, words.language)
    whole = not boxed and words.is_word(token)
    if whole and not _opens_chapter(table, row):
        return None
    letters = [found for found in words.initials(token) if found.zipf > own]
    if not letters:
        return None
    if whole:
        return Initial(row, tuple(letters), 2, "a chapter starts small, though the word is whole without the letter")
    where = "beside a drop capital" if boxed else "at the start of a paragraph"
    if len(letters) == 1 or letters[0].zipf - letters[1].zipf >= MARGIN:
        return Initial(row, tuple(letters), 3, f"{where}; no other letter makes a word as common")
    chosen = [found for found in letters if found.word in _NEGATIVE]
    sentence = _SENTENCE.match(text, table[row].start)
    if len(chosen) == 1 and sentence is not None and _WANTS_NEGATIVE.search(sentence.group()[:600]):
        others = tuple(found for found in letters if found is not chosen[0])
        return Initial(row, (chosen[0], *others), 3, f"{where}; the sentence (have … such … as) asks for a negative")
    return Initial(row, tuple(letters), 2, f"{where}; several letters make a word")


def _opens_chapter(table: Sequence[Row], row: int) -> bool:
    """Whether a row stands below a heading: a short row of its own, with a capital and without a full stop."""
    above = neighbour(table, row, -1)
    if above < 0 or table[row - 1].body or (above > 0 and table[above - 1].body):
        return False
    body = table[above].body
    return len(body) <= 60 and body[0].isupper() and body[-1].isalnum() and not ends_sentence(body)


def _beside_capital(table: Sequence[Row], row: int) -> bool:
    """Whether a row starts a block that stood beside a large letter: two to five rows, all shorter than those after
    it (the letter took their place), cut off by a blank row in the middle of a sentence."""
    stop = row
    while stop < len(table) and table[stop].body and stop - row < 6:
        stop += 1
    following = stop + 1
    if not (2 <= stop - row <= 5 and following < len(table) and not table[stop].body):
        return False
    after = [len(r.body) for r in table[following : following + 8] if r.body]
    width = max(len(r.body) for r in table[row:stop])
    return bool(after) and width < 0.96 * max(after) and goes_on(table[stop - 1].body, table[following].body)


def parted_initials(table: Sequence[Row], language: str) -> Iterator[tuple[int, int, int]]:
    """Drop capitals on a line of their own (`T` / `his article`), or parted from their word by a space.

    Gives the row, the offset in its body where the word goes on (0: on the next row), and how sure. The word with
    the letter must be commoner than the one without, so `A` / `dog` stays and `C` / `at` too.
    """
    for index, row in enumerate(table):
        body = row.body
        if not body or not body[0].isupper() or (index and table[index - 1].body):
            continue
        if len(body) == 1 and index + 1 < len(table):
            match = _TOKEN.match(table[index + 1].body)
            if match and match.group().islower() and _belongs(body, match.group(), language):
                yield index, 0, 3
        elif body[1:2] == " " and body[0] not in "AIOÀYE":
            match = _TOKEN.match(body, 2)
            if match and match.group().islower() and _belongs(body[0], match.group(), language):
                yield index, 2, 3 if zipf(match.group(), language) < 2.0 else 2


def _belongs(letter: str, token: str, language: str) -> bool:
    whole = zipf(letter + token, language)
    return whole >= 3.0 and whole > zipf(token, language)
