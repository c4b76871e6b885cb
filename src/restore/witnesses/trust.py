"""How far a witness is believed, reading by reading.

The rate of variants between two copies says how often a reading of a kind differs; it says nothing of the one word
that the second printer spelt otherwise. So a reading is also asked whether it belongs to what printers vary: another
spelling that fits as well (`show` and `shew`, `pore` and `pour`), a capital, a compound, a comma where this text likes
a semicolon. Then it waits for a reader, however seldom the copies differ.
"""

from __future__ import annotations

import re
from collections.abc import Container
from string import ascii_lowercase
from typing import NamedTuple

from ..edits import Cert
from .habits import Habits
from .variants import Reading, Variants

LIGHT = 0.0015
"""Share of words chosen or spelt otherwise up to which a copy may give letters: 0.0008 between the first two editions
of the development novel, 0.0024 between the first and the author's revision, 0.013 between two editors of one
translation. A word that is itself above it is not sure either."""

SURE = 0.003
"""Share of variants up to which spaces, marks and figures of a light copy are believed (HIGH): commas differ in 0.002
of places between those editions, stops in 0.0001, semicolons and colons, which were often exchanged, in 0.02-0.05."""

SURE_THOUGH_REVISED = 0.001  # the same for an edition that is not light: spaces 0.0007, figures none of some twenty

LIKELY = 0.05  # share up to which a reader should look (MEDIUM)

PAUSES = 0.2
"""Share of semicolons and colons among the pauses before two words from which a comma there is doubtful, once one was
seen for another: `and I` 0.4, `for I` 0.4, `which I` 0.03. A quarter of the commas of the development novel stand in
such places, and 94 % of its semicolons."""

_CAPITAL = 0.1
"""Part of a word's share of capitals that is taken for the chance that the copy has it the other way: `Cousin`, `Sir`,
`Papa` in address, which editions print with and without. A guess on the safe side, not a measured rate."""


class Judgement(NamedTuple):
    """How sure a reading is: the share of variants that speaks against it, and what is said of it."""

    cert: Cert
    rate: float
    why: str


class Trust:
    """What a witness prints (`flat`, as one line), judged by the variants `told` and the `habits` of the text that
    lost it."""

    def __init__(self, habits: Habits, told: Variants, flat: str) -> None:
        self._habits = habits
        self._told = told
        self._flat = flat

    def of(self, reading: Reading) -> Judgement:
        """How sure a reading is, and why: the share in which readings of its kind, and it itself, differ, or what
        printers vary in it."""
        kind, word = reading.kind, reading.word or reading.form
        if kind == "letter of a name":  # of a name this text writes so elsewhere, a letter like any other
            kind = "letter" if self._habits.words[word] else "name"
        rate = self._told.rate(kind, word if kind == "name" else reading.form)
        if kind in ("letter", "word"):
            rate = max(rate, self._share_of_capitals(reading, word))
        cert = Cert.HIGH if rate <= self._limit(kind) else Cert.MEDIUM if rate <= LIKELY else Cert.LOW
        if cert == Cert.HIGH and (doubt := self._doubt(kind, reading, word)):
            return Judgement(Cert.MEDIUM, LIKELY, doubt)
        return Judgement(cert, rate, f"where both can be read, their {kind}s differ in {rate:.2%}")

    def _limit(self, kind: str) -> float:
        """The share of variants up to which this witness is believed."""
        light = self._told.kind_rate("word") <= LIGHT
        if kind in ("letter", "word", "name", "numeral"):
            return LIGHT if light else 0.0
        return SURE if light else SURE_THOUGH_REVISED

    def _doubt(self, kind: str, reading: Reading, word: str) -> str:
        """What printers vary in a reading, if anything."""
        if kind in ("letter", "word"):
            return self._of_spelling(reading, word) or self._of_case(reading, word)
        if kind == "mark" and self._is_doubtful_pause(reading):
            return "this text may pause longer there"
        doubtful = self._may_be_compound if kind == "space" else self._may_be_two if reading.form == "-" else None
        if doubtful is not None and doubtful(reading):
            return "it may be one word or two"
        return ""

    def _of_spelling(self, reading: Reading, word: str) -> str:
        """This text has no such letter, has had another word for this one, or nowhere has it and another spelling
        would fit."""
        if not self._habits.letters.issuperset(self._flat[place] for place in reading.places):
            return "this text has no such letter"
        plain = word.casefold()
        lost = frozenset(place - reading.at for place in reading.lost)
        other = next((form for form in sorted(self._told.instead[word]) if _fits(word, form, lost)), "")
        if other:
            return f"this text has printed {other} for it"
        if other := next((form for form in self._habits.spelt_otherwise(plain) if _fits(plain, form, lost)), ""):
            return f"it may be spelt {other}"
        if not self._habits.is_known(plain) and (other := self._known_instead(plain, lost)):
            return f"the witness may misprint {other}"
        return ""

    def _known_instead(self, word: str, lost: frozenset[int]) -> str:
        """A known word that an unknown one becomes by another letter in one lost place."""
        others = (word[:at] + char + word[at + 1 :] for at in sorted(lost) for char in ascii_lowercase)
        return next((other for other in others if self._habits.has(other)), "")

    def _of_case(self, reading: Reading, word: str) -> str:
        """A word may have a capital where it opens a speech, or stands between marks like an address; after a heading
        the first words may be capitals."""
        before = self._flat[max(0, reading.at - 20) : reading.at].rstrip()
        after = self._flat[reading.at + len(word) :][:1]
        heading = re.search(r"(?<!\w)[^\W\d_a-z]{2,}\.$", before)
        if heading and heading[0].isupper():
            return "the first words after a heading may be capitals"
        if reading.places[0] != reading.at:
            return ""
        opens = before.endswith(tuple("“‘\"'([«„"))
        addressed = before.endswith((",", "—")) and after in tuple(",.!?—") and word.islower()
        return "it may have a capital" if opens or addressed else ""

    def _share_of_capitals(self, reading: Reading, word: str) -> float:
        """The chance that a word has a capital here, as this text at times gives it one."""
        capitals = self._habits.words[word.capitalize()] if word.islower() and reading.places[0] == reading.at else 0
        return _CAPITAL * capitals / (capitals + self._habits.words[word]) if capitals else 0.0

    def _is_doubtful_pause(self, reading: Reading) -> bool:
        after = reading.places[-1] + 1
        following = re.match(r"\s*(\w+)\s+(\w+)", self._flat[after : after + 60])
        if reading.form.strip() != "," or following is None or not self._told.pauses_raised:
            return False
        return self._habits.pauses(following[1], following[2]) >= PAUSES

    def _may_be_compound(self, reading: Reading) -> bool:
        parts = self._parts(reading)
        return parts is not None and self._habits.joins(*parts)

    def _may_be_two(self, reading: Reading) -> bool:
        parts = self._parts(reading)
        return parts is None or not self._habits.joined(*parts)

    def _parts(self, reading: Reading) -> tuple[str, str] | None:
        """The two words that a space or a hyphen parts."""
        at = reading.places[0]
        first = re.search(r"\w+$", self._flat[max(0, at - 40) : at])
        second = re.match(r"\w+", self._flat[at + 1 : at + 40])
        return (first[0], second[0]) if first and second else None


def _fits(word: str, other: str, lost: Container[int]) -> bool:
    """Whether two words of one length are the same wherever nothing is lost."""
    return len(word) == len(other) and all(
        at in lost for at, (x, y) in enumerate(zip(word, other, strict=True)) if x != y
    )
