"""How often two copies differ where nothing is damaged, by what differs: the ground for trusting one for the other.

For each kind of reading the undamaged rest is asked what it would have cost to take it from the other copy there,
under the very conditions under which a lost one is taken: both neighbours agree and the length is the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt

from ..document import LOST
from .readings import collapsed, is_roman, kind_at, kind_of, letter_kind
from .tokens import Token, token_pairs, tokens

_EXPECTED = {
    "space": 0.0005, "letter": 0.0005, "digit": 0.001, "numeral": 0.05, "word": 0.005, "name": 0.05, "mark": 0.005,
    "quote": 0.05, "letter of a name": 0.05, "accent": 0.01,
}  # fmt: skip
"""What is expected before anything is counted, by kind. Measured between the 1818, 1823 and 1831 editions of the
development novel and between the two printings of one letter among the seeds: spaces 0.0001-0.0007, words
0.0008-0.013, names 0.002-0.08, marks 0.001-0.02, digits 0 of 15; quotation marks change their shape; an edition in
fewer volumes counts its chapters anew (numerals); names and accents are what another edition changes first."""

KINDS = frozenset(_EXPECTED)
"""Of readings."""

_WEIGHT = 10  # readings that the expectation counts for
_MARKS_WEIGHT = 100  # readings that the rate of all marks counts for: one of fifty `!` may well be the only `?` there

_PAUSES = frozenset((", ", "; ", ": "))


@dataclass(slots=True)
class Variants:
    """Readings compared, and how many of them differ: by kind, and by the very reading."""

    compared: Counter[str] = field(default_factory=Counter)
    differing: Counter[str] = field(default_factory=Counter)
    unlike: set[tuple[str, str]] = field(default_factory=set)  # other word here, own word there
    instead: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # of a word there, those here
    pauses_changed: int = 0  # commas in one for semicolons or colons in the other

    def count(self, kind: str, reading: str, differs: bool, times: int = 1) -> None:
        for name in (kind, f"{kind} {reading}"):
            self.compared[name] += times
            self.differing[name] += differs * times

    def count_word(self, kind: str, here: str, there: str, times: int = 1) -> None:
        """Count a word of the witness beside one of the same length here, and its letters, unless it is another word:
        a letter that survived would have told."""
        self.count(kind, there, here != there, times)
        if _mistakable(here, there):
            for x, y in zip(here, there, strict=True):
                self.count("letter of a name" if kind == "name" else letter_kind(y), y, x != y, times)

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


def variants(passages: Iterable[tuple[str, str]]) -> Variants:
    """The variants between two copies, from the passages they share: the one to be restored, and the witness."""
    found = Variants()
    words: Counter[tuple[str, str, str]] = Counter()  # kind, here, there: each is looked at once
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
                _count_word(found, words, a, b, links[at - 1], links[at], links[at + 1])
    for (kind, here, there), times in words.items():
        found.count_word(kind, here, there, times)
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


def _count_word(
    found: Variants, words: Counter[tuple[str, str, str]], a: str, b: str, before: _Link, here: _Link, after: _Link
) -> None:
    one, two = here
    if LOST in a[before[0].end : after[0].start]:
        return
    kind = "numeral" if is_roman(one.form) else kind_at(b, two)
    same_size = len(one.form) == len(two.form)
    if kind in ("name", "numeral") and not same_size:
        found.count(kind, two.form, True)
    gaps = (a[before[0].end : one.start], b[before[1].end : two.start], a[one.end : after[0].start],
            b[two.end : after[1].start])  # fmt: skip
    sizes = [len(collapsed(gap)) for gap in gaps]
    if not same_size or sizes[0] != sizes[1] or sizes[2] != sizes[3]:
        return
    words[kind, one.form, two.form] += 1


def _mistakable(one: str, other: str) -> bool:
    """Whether one of two forms with some letters lost may be taken for the other."""
    return len(one) == len(other) and 2 * sum(map(str.__eq__, one, other)) >= len(one)
