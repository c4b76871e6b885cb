"""What joins two words: a space, unless they are a compound, an elision or two initials."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from .compounds import times
from .runs import Run, Runs

_WORDS = {
    "prefixes en": "anti co ex extra infra inter intra mid mini multi neo non pre pro proto pseudo quasi self semi "
    "socio ultra",
    "prefixes de": "anti ex",
    "prefixes fr": "anti ci demi ex mi outre vice",
    "prefixes it": "anti ex neo vice",
    "prefixes es": "anti ex vice",
    "prefixes pt": "anti ex pós pré recém vice",
    "prefixes pl": "anty eks niby pół",
    "prefixes ru": "кое северо экс юго",
    "prefixes sv": "anti ex",
    "tails fr": "ci t",
    "tails pt": "la las lhe lhes lo los",
    "elisions fr": "c d j jusqu l lorsqu m n puisqu qu quelqu quoiqu s t",
    "elisions it": "all anch c coll com cos d dall dell dev dov l m mezz n nell quand quell quest s sant sull t tutt v",
    "elisions pt": "d",
    "contracted en": "d ll m re s t ve",
}

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety one|two|three|four|five|six|seven|eight|nine"
_PAIRS = {
    "en": (_TENS,),
    "fr": (
        "vingt|trente|quarante|cinquante|soixante|dix deux|trois|quatre|cinq|six|sept|huit|neuf|dix",
        "peut être", "au dessus|dessous|delà", "par dessus|dessous|delà", "là bas|dessus|dedans", "vis à", "à vis",
        "grand père|mère|parents|chose", "t il|elle|on", "quatre vingt|vingts",
        "lui|elle|soi|moi|eux|nous|vous même|mêmes",
    ),
    "ru": (
        "кто|что|кого|чего|как|где|когда|куда|откуда|почему|зачем|какой|какая|какое|какие|какую то|либо|нибудь",
        "из за|под", "по видимому|прежнему|моему|своему|русски|немецки|французски",
    ),
}  # fmt: skip


_VERBS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "fr": (("ait", "aient"), ("il", "elle", "on", "ils", "elles")),
    "pt": (("am", "ou", "eu", "iu", "ava", "ia", "ar", "er", "ir", "ndo", "ez"), ("se", "me", "lhe", "lhes")),
}
"""Endings of verbs, and the pronouns that a hyphen joins to them."""


def _listed(what: str, language: str) -> frozenset[str]:
    """Prefixes are joined by a hyphen rather than stand alone, and so are tails to the word before; elisions have
    lost their last vowel before an apostrophe, and what is contracted follows one. From the grammars of the
    languages."""
    return frozenset(_WORDS.get(f"{what} {language}", "").split())


def _paired(language: str) -> frozenset[tuple[str, str]]:
    """Words that are joined by a hyphen when one follows the other: numbers, pronouns, set phrases."""
    rows = (row.split() for row in _PAIRS.get(language, ()))
    return frozenset((a, b) for firsts, seconds in rows for a in firsts.split("|") for b in seconds.split("|"))


LISTED = 30
"""Observations that a listed prefix or tail counts for; `anti-` alone comes 52 times in the five seed documents."""


class Join(NamedTuple):
    """What stands between two words, how probable that is, and why."""

    mark: str
    chance: float
    why: str


class Compounds:
    """The compounds that the sound part of a text prints, and how readily its words enter into one."""

    def __init__(self, runs: Runs, language: str) -> None:
        self.language = language
        self._prefixes, self._tails = _listed("prefixes", language), _listed("tails", language)
        self._elisions, self._contracted = _listed("elisions", language), _listed("contracted", language)
        self._set_phrases = _paired(language)
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._apart: Counter[tuple[str, str]] = Counter()
        self._first: Counter[str] = Counter()
        self._first_apart: Counter[str] = Counter()
        self._second: Counter[str] = Counter()
        self._second_apart: Counter[str] = Counter()
        self._initials = [1, 1]  # seen as A.B and as A B
        for run in runs.runs:
            if run.size != 1 or run.lossy or run.opens or run.right >= len(runs.words):
                continue
            if not (run.closes and run.text == "-"):  # at a line end it may be half a word that stands before it
                self._count(run.text, *_parts(runs, run))
        self._rate = (sum(self._pairs.values()) + 1) / (sum(self._apart.values()) + 50)

    def _count(self, mark: str, left: str, right: str) -> None:
        if mark == "-":
            self._pairs[left, right] += 1
            self._first[left] += 1
            self._second[right] += 1
        elif mark.isspace():
            self._apart[left, right] += 1
            self._first_apart[left] += 1
            self._second_apart[right] += 1
        elif mark == "." and len(left) == len(right) == 1:
            self._initials[0] += 1

    def join(self, runs: Runs, run: Run) -> Join:
        """What one lost character between two words of a line was."""
        left, right = _parts(runs, run)
        if len(run.text) > 1 and not runs.is_spaced:
            return Join(" ", 1.0, "one character is lost beside a blank that only filled the line")
        if not left or not right:
            return Join(" ", 0.99, "one character is lost beside a word")
        capitals = runs.words[run.left].text[-1:].isupper() and runs.words[run.right].text[:1].isupper()
        if len(left) == len(right) == 1 and capitals:
            return Join(".", 0.9, "one character is lost between two initials")
        if (left, right) in self._set_phrases or self._inverted(left, right):
            return Join("-", 0.9, f"“{left}-{right}” is a set phrase of the language")
        if left in self._elisions or right in self._contracted:
            return Join("'", 0.97, f"“{left}” before “{right}”: an elision of the language")
        if runs.is_spaced:
            return Join("-", 0.7, "one character is lost inside a word, in a text that kept its spaces")
        odds = self.hyphen_odds(left, right)
        if odds > 1:
            return Join("-", odds / (1 + odds), self._why(left, right))
        return Join(" ", 1 / (1 + odds), "one character is lost between two words of a line")

    def compound_odds(self, runs: Runs, run: Run) -> float:
        """How much likelier a hyphen stands between the words around a run than between any two; 1 where no compound is
        likelier than not."""
        left, right = _parts(runs, run)
        odds = self.hyphen_odds(left, right) if left and right else 0.0
        return odds / self._rate if odds > 1 else 1.0

    def _inverted(self, left: str, right: str) -> bool:
        """Whether a pronoun follows its verb: "répétait-il", "acendeu-se"."""
        verbs, pronouns = _VERBS.get(self.language, ((), ()))
        return right in pronouns and len(left) > 3 and left.endswith(verbs)

    def hyphen_odds(self, left: str, right: str) -> float:
        """How much likelier the text joins these words by a hyphen than by a space: how readily the first begins
        a compound, the second ends one, and whether the text prints the two together."""
        first = self._odds(self._first[left] + LISTED * (left in self._prefixes), self._first_apart[left])
        second = self._odds(self._second[right] + LISTED * (right in self._tails), self._second_apart[right])
        together = math.log((self._pairs[left, right] + 0.05) / (self._apart[left, right] + 0.05))
        return math.exp(first + second + math.log(self._rate) + together)

    def _odds(self, joined: float, apart: float) -> float:
        """Log-odds of a hyphen beside a word, relative to any word, with one observation of any word."""
        share = self._rate / (1 + self._rate)
        return math.log((joined + share) / (apart + 1 - share)) - math.log(self._rate)

    def _why(self, left: str, right: str) -> str:
        if self._pairs[left, right]:
            return f"the text prints “{left}-{right}” {times(self._pairs[left, right])}"
        if self._first[left] > self._second[right]:
            return f"the text joins “{left}” to the next word {times(self._first[left])}"
        return f"“{left}” and “{right}” are joined in compounds"


def _parts(runs: Runs, run: Run) -> tuple[str, str]:
    """The letters that touch a run on both sides, in small letters."""
    left = runs.words[run.left] if run.left >= 0 else None
    right = runs.words[run.right] if run.right < len(runs.words) else None
    if left is None or right is None or left.end != run.start:
        return "", ""
    return (
        left.text.lower() if left.text.isalpha() else _tail(left.text),
        right.text.lower() if right.text.isalpha() else _head(right.text),
    )


def _tail(word: str) -> str:
    at = len(word)
    while at and (word[at - 1].isalpha() or word[at - 1] in "’'"):
        at -= 1
    return word[at:].lower()


def _head(word: str) -> str:
    at = 0
    while at < len(word) and (word[at].isalpha() or (at and word[at] in "’'")):
        at += 1
    return word[:at].lower()
