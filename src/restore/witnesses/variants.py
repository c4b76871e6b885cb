"""How often two copies differ where nothing is damaged, by what differs: the ground for trusting one for the other.

For each kind of reading the undamaged rest is asked what it would have cost to take it from the other copy there,
under the very conditions under which a lost one is taken: both neighbours agree and the length is the same.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from ..document import LOST
from .tokens import Token, token_pairs, tokens

_EXPECTED = {
    "space": 0.0005, "letter": 0.0005, "digit": 0.001, "numeral": 0.05, "word": 0.005, "name": 0.05, "mark": 0.005,
    "quote": 0.05, "letter of a name": 0.05, "accent": 0.01,
}  # fmt: skip
"""What is expected before anything is counted, by kind. Measured between the 1818, 1823 and 1831 editions of the
development novel and between the two printings of one letter among the seeds: spaces 0.0001-0.0007, words
0.0008-0.013, names 0.002-0.08, marks 0.001-0.02, digits 0 of 15; quotation marks change their shape; an edition in
fewer volumes counts its chapters anew (numerals); names and accents are what
another edition changes first.
"""

KINDS = frozenset(_EXPECTED)
"""Of readings."""

_WEIGHT = 10  # readings that the expectation counts for
_MARKS_WEIGHT = 100  # readings that the rate of all marks counts for: one of fifty `!` may well be the only `?` there

_QUOTES = frozenset("\"'“”‘’„«»")
_ONE_QUOTE = str.maketrans("\"'‘’„«»", "“““““““")
_PAUSES = frozenset((", ", "; ", ": "))
_WORD_REACH = 40  # characters looked at on each side for the ends of a word that a stretch cuts


@dataclass(slots=True)
class Variants:
    """Readings compared, and how many of them differ: by kind, and by the very reading."""

    compared: Counter[str] = field(default_factory=Counter)
    differing: Counter[str] = field(default_factory=Counter)
    unlike: set[tuple[str, str]] = field(default_factory=set)  # other word here, own word there
    instead: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # of a word there, those here
    pauses_changed: int = 0  # commas in one for semicolons or colons in the other

    def count(self, kind: str, reading: str, differs: bool) -> None:
        for name in (kind, f"{kind} {reading}"):
            self.compared[name] += 1
            self.differing[name] += differs

    def errors(self) -> frozenset[tuple[str, str]]:
        """Readings of the witness against this text's that it has nowhere in common with it: uncommon ones. Two
        witnesses that share one are copies of one copy, and count once."""
        names = ((pair, f"word {pair[1]}", f"name {pair[1]}") for pair in self.unlike)
        return frozenset(
            pair for pair, *kinds in names if all(self.compared[kind] == self.differing[kind] for kind in kinds)
        )

    def kind_rate(self, kind: str) -> float:
        """Share of the readings of a kind that differ."""
        return (self.differing[kind] + _EXPECTED[kind] * _WEIGHT) / (self.compared[kind] + _WEIGHT)

    def bound(self, kind: str) -> float:
        """The share of a kind that differs, or somewhat more: one standard deviation above what was counted, so that a
        short passage is not thought closer than it was seen to be."""
        return self.kind_rate(kind) + sqrt(self.differing[kind]) / (self.compared[kind] + _WEIGHT)

    def rate(self, kind: str, reading: str) -> float:
        """Share in which a reading differs from what the other copy has there; that of its kind where the reading
        is too rare to tell."""
        name, weight = f"{kind} {reading}", _MARKS_WEIGHT if kind == "mark" else _WEIGHT
        return (self.differing[name] + self.kind_rate(kind) * weight) / (self.compared[name] + weight)


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


def _kind_at(text: str, token: Token) -> str:
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


_HEADING = re.compile(r"(?<!\w)[^\W\d_a-z]{2,}\.?\s+\Z")
_ROMAN = re.compile(r"M{0,3}(CM|CD|D?C{0,4})(XC|XL|L?X{0,4})(IX|IV|V?I{0,4})")


def variants(passages: Iterable[tuple[str, str]]) -> Variants:
    """The variants between two copies, from the passages they share: the one to be restored, and the witness."""
    found = Variants()
    for a, b in passages:
        left, right = ([t for t in tokens(text) if t.form[0].isalnum()] for text in (a, b))
        links = [(left[i], right[j]) for i, j in token_pairs(left, right) if i is not None and j is not None]
        same = [x.form.casefold() == y.form.casefold() for x, y in links]
        for at, (one, two) in enumerate(pairwise(links)):
            if same[at] and same[at + 1]:
                _count_gap(found, a[one[0].end : two[0].start], b[one[1].end : two[1].start])
        for mine, other in links:
            if mine.form.casefold() != other.form.casefold() and not _touched(a, mine):
                found.unlike.add((mine.form, other.form))
            if mine.form != other.form and _mistakable(mine.form, other.form) and not _touched(a, mine):
                found.instead[other.form].add(mine.form)
        for at in range(1, len(links) - 1):
            if same[at - 1] and same[at + 1]:
                _count_word(found, a, b, links[at - 1], links[at], links[at + 1])
    return found


def _touched(text: str, token: Token) -> bool:
    """Whether something may be lost of a word."""
    return LOST in text[max(0, token.start - 1) : token.end + 1]


def _count_gap(found: Variants, a: str, b: str) -> None:
    here, there = collapsed(a), collapsed(b)
    if there and LOST not in here and len(here) == len(there):
        found.count(kind_of(there, False), there, here != there)
        found.pauses_changed += here != there and ", " in (here, there) and {here, there} <= _PAUSES


_Link = tuple[Token, Token]


def _count_word(found: Variants, a: str, b: str, before: _Link, here: _Link, after: _Link) -> None:
    one, two = here
    if LOST in a[before[0].end : after[0].start]:
        return
    kind = "numeral" if is_roman(one.form) else _kind_at(b, two)
    same_size = len(one.form) == len(two.form)
    if kind in ("name", "numeral") and not same_size:
        found.count(kind, two.form, True)
    gaps = (a[before[0].end : one.start], b[before[1].end : two.start], a[one.end : after[0].start],
            b[two.end : after[1].start])  # fmt: skip
    sizes = [len(collapsed(gap)) for gap in gaps]
    if not same_size or sizes[0] != sizes[1] or sizes[2] != sizes[3]:
        return
    found.count(kind, two.form, one.form != two.form)
    if _mistakable(one.form, two.form):  # else another word: a letter that survived would have told
        for x, y in zip(one.form, two.form, strict=True):
            found.count("letter of a name" if kind == "name" else letter_kind(y), y, x != y)


def _mistakable(one: str, other: str) -> bool:
    """Whether one of two forms with some letters lost may be taken for the other."""
    return len(one) == len(other) and 2 * sum(map(str.__eq__, one, other)) >= len(one)


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
        kind = _kind_at(text, token)
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
