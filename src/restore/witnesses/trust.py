"""How far a witness is believed, reading by reading.

The rate of variants between two copies where nothing is damaged says how often a reading of a kind differs. What
printers vary in it (`doubts`) lets it wait for a reader, however seldom the copies differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..edits import Cert
from .doubts import Doubts
from .habits import Habits
from .readings import Reading
from .variants import Variants

LIGHT = 0.0015
"""Share of words chosen or spelt otherwise up to which a copy may give letters: 0.0008 between the first two editions
of the development novel, 0.0024 between the first and the author's revision, 0.013 between two editors of one
translation. A word that is itself above it is not sure either."""

SURE = 0.003
"""Share of variants up to which spaces, marks and figures of a light copy are believed (HIGH): commas differ in 0.002
of places between those editions, stops in 0.0001, semicolons and colons, which were often exchanged, in 0.02-0.05."""

SURE_THOUGH_REVISED = 0.001  # the same for an edition that is not light: spaces 0.0007, figures none of some twenty

LIKELY = 0.05  # share up to which a reader should look (MEDIUM)

_CAPITAL = 0.1
"""Part of a word's share of capitals that is taken for the chance that the copy has it the other way: `Cousin`, `Sir`,
`Papa` in address, which editions print with and without. A guess on the safe side, not a measured rate."""


_IN_WORDS = frozenset(("letter", "accent", "word", "letter of a name", "name"))
_PLURAL = {"letter of a name": "letters of names"}


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
        self._doubts = Doubts(habits, told, flat)

    def of(self, reading: Reading) -> Judgement:
        """How sure a reading is, and why: the share in which readings of its kind, and it itself, differ, or what
        printers vary in it."""
        kind, word = reading.kind, reading.word or reading.form
        if kind == "letter of a name" and self._habits.words[word]:  # of a name this text writes so elsewhere
            kind = "letter"
        rate = self._told.rate(kind, word if kind == "name" else reading.form)
        if kind in _IN_WORDS:
            rate = max(rate, self._share_of_the_other_case(reading, word))
        cert = Cert.HIGH if rate <= self._limit(kind) else Cert.MEDIUM if rate <= LIKELY else Cert.LOW
        if cert == Cert.HIGH and (doubt := self._doubts.of(kind, reading, word)):
            return Judgement(Cert.MEDIUM, LIKELY, doubt)
        kinds = _PLURAL.get(kind, f"{kind}s")
        return Judgement(cert, rate, f"where both can be read, their {kinds} differ in {rate:.2%}")

    def of_all(self, lost: Sequence[int]) -> Judgement:
        """How sure what is read at the `lost` places of the witness can be at most."""
        doubt = self._doubts.of_all(lost)
        return Judgement(Cert.MEDIUM, LIKELY, doubt) if doubt else Judgement(Cert.HIGH, 0.0, "")

    def _limit(self, kind: str) -> float:
        """The share of variants up to which this witness is believed."""
        light = self._told.bound("word") <= LIGHT
        if kind in _IN_WORDS or kind == "numeral":
            return LIGHT if light else 0.0
        return SURE if light else SURE_THOUGH_REVISED

    def _share_of_the_other_case(self, reading: Reading, word: str) -> float:
        """The chance that a word has a small letter here for a capital, or a capital for a small letter, as this text
        at times writes it."""
        if reading.places[0] != reading.at or not (word.islower() or "name" in reading.kind):
            return 0.0
        other = self._habits.words[word.capitalize() if word.islower() else word.lower()]
        return _CAPITAL * other / (other + self._habits.words[word]) if other else 0.0
