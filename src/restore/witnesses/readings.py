"""What is read at a lost place, as far as it is one decision, and of what kind it is."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from .tokens import Token, tokens

_QUOTES = frozenset("\"'“”‘’„«»")
_ONE_QUOTE = str.maketrans("\"'‘’„«»", "“““““““")
_WORD_REACH = 40  # characters looked at on each side for the ends of a word that a stretch cuts
_HEADING = re.compile(r"(?<!\w)[^\W\d_a-z]{2,}\.?\s+\Z")
_ROMAN = re.compile(r"M{0,3}(CM|CD|D?C{0,4})(XC|XL|L?X{0,4})(IX|IV|V?I{0,4})")


def kind_of(form: str, opens: bool) -> str:
    """The kind of a reading; `opens` when a sentence opens with it, where a capital makes no name.

    >>> kind_of("1956", False), kind_of("Pak", False), kind_of("However", True), kind_of(", ", False)
    ('digit', 'name', 'word', 'mark')
    """
    if any(char.isdigit() for char in form):
        return "digit"
    if is_roman(form):
        return "numeral"
    if any(char.isalpha() for char in form):
        return "name" if form[0].isupper() and not opens else "word"
    if form.isspace():
        return "space"
    return "quote" if _QUOTES.intersection(form) else "mark"


def kind_at(text: str, token: Token) -> str:
    """The kind of a token of a text; `I` after a word in capitals is a figure (`CHAPTER I.`)."""
    if token.form == "I" and _HEADING.search(text, max(0, token.start - _WORD_REACH), token.start):
        return "numeral"
    return kind_of(token.form, opens_sentence(text, token.start))


def letter_kind(char: str) -> str:
    """The kind of a letter of a word: one with an accent may have none, and is no letter like any other.

    >>> letter_kind("e"), letter_kind("é"), letter_kind("й")
    ('letter', 'accent', 'accent')
    """
    return "accent" if unicodedata.decomposition(char) else "letter"


def is_roman(form: str) -> bool:
    """Whether a form is a number in Roman figures; `I` alone is a word too.

    >>> is_roman("XIV"), is_roman("I"), is_roman("DID")
    (True, False, False)
    """
    return len(form) > 1 and _ROMAN.fullmatch(form) is not None


@lru_cache(maxsize=1 << 12)  # few gaps are not one of some dozens
def collapsed(gap: str) -> str:
    """What stands between two words, with every white space as one space.

    >>> collapsed(". \\n\\n"), collapsed("\\n"), collapsed("")
    ('. ', ' ', '')
    """
    inner = " ".join(gap.split())
    if not inner:
        return " " if gap else ""
    return (" " if gap[0].isspace() else "") + inner + (" " if gap[-1].isspace() else "")


def one_quote(gap: str) -> str:
    """What stands between two words, with every quotation mark as one."""
    return gap.translate(_ONE_QUOTE)


def gap_around(text: str, places: Sequence[int]) -> tuple[int, int]:
    """The stretch between two words that holds the places."""
    start, end = places[0], places[-1] + 1
    while start and not text[start - 1].isalnum():
        start -= 1
    while end < len(text) and not text[end].isalnum():
        end += 1
    return start, end


def opens_sentence(text: str, start: int) -> bool:
    """Whether what starts at `start` opens a sentence, a speech or a paragraph, as far as marks tell."""
    around = text[max(0, start - 4) : start]
    before = around.rstrip(" \n“”\"‘’'([])»«")
    return not before or before[-1] in ".!?:;—" or around[-1] in "“\"‘'([—" or "\n\n" in around


class Reading(NamedTuple):
    """What stands at lost places, as far as it is one decision: a gap between words, a word, or a letter of one."""

    kind: str
    form: str
    places: tuple[int, ...]
    word: str = ""  # the word a letter belongs to
    at: int = 0  # where the word starts
    lost: tuple[int, ...] = ()  # all the places of the word that are lost


def readings(text: str, lost: Sequence[int]) -> Iterator[Reading]:
    """What is read at the `lost` places of a text, in order: whole words and numbers, single letters of a word that
    keeps others, gaps between words, and mere spaces where a gap keeps its marks.

    >>> text = "finished in 1940. Clearly"
    >>> [(found.kind, found.form) for found in readings(text, [9, 11, 12, 13, 14, 15, 16])]
    [('letter', 'i'), ('space', ' '), ('digit', '1940'), ('mark', '. ')]
    """
    wanted = list(lost)
    lo, hi = max(0, wanted[0] - _WORD_REACH), min(len(text), wanted[-1] + 1 + _WORD_REACH)
    words = [token for token in tokens(text, lo, hi) if token.form[0].isalnum()]
    for token, inside in _by_token(words, wanted):
        if token is None:
            yield _gap(text, inside)
            continue
        kind = kind_at(text, token)
        if kind in ("word", "name") and len(inside) < token.end - token.start:
            for x in inside:
                part = "letter of a name" if kind == "name" else letter_kind(text[x])
                yield Reading(part, text[x], (x,), token.form, token.start, inside)
        else:
            yield Reading(kind, token.form, inside, "", token.start, inside)


def _by_token(words: list[Token], wanted: list[int]) -> Iterator[tuple[Token | None, tuple[int, ...]]]:
    """The wanted places, grouped by the word they are in or the gap they are in."""
    starts = [token.start for token in words]
    group: list[int] = []
    owner: tuple[int, bool] | None = None
    for place in wanted:
        at = bisect_right(starts, place) - 1
        now = at, at >= 0 and place < words[at].end
        if group and now != owner and owner is not None:
            yield words[owner[0]] if owner[1] else None, tuple(group)
            group = []
        owner = now
        group.append(place)
    if group and owner is not None:
        yield words[owner[0]] if owner[1] else None, tuple(group)


def _gap(text: str, places: tuple[int, ...]) -> Reading:
    lost = "".join(text[place] for place in places)
    if lost.isspace():
        return Reading("space", " ", places)
    start, end = gap_around(text, places)
    there = collapsed(text[start:end])
    return Reading(kind_of(there, False), there, places)
