"""Which marks stand between two words: what is seen around a run, and a model that the text's sound lines teach."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate

from .loglinear import Example, LogLinear, learn
from .runs import Run, Runs, fits, pattern
from .words import zipf

_LETTERS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouyàâáãäåæéèêëíîïóòôõöøœúùûüýąęаеёиоуыэюя]", re.I)
_WORDS_OF_ONE_LETTER = "AIOÀÉYВИКОСУЯ"

COMMON = 5.0
"""Zipf frequency from which a capitalised word is taken for the start of a sentence when the text itself does not
tell: about the 700 commonest words of a language, among which names and (in German) nouns are few."""


class Casing:
    """How the words of a text are capitalised inside a sentence, that is after a single space."""

    def __init__(self, runs: Runs, language: str) -> None:
        self.language = language
        self._capital: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        for i, word in enumerate(runs.words):
            letters = first_letters(word.text)
            run = runs.before.get(i)
            if letters[:1].islower():
                self._small[letters.lower()] += 1
            elif letters and run is not None and run.size == 1:
                self._capital[letters.lower()] += 1
        both = self._capital.total() + self._small.total()
        self._nouns = both >= 100 and self._capital.total() > 0.2 * both

    def kind(self, letters: str) -> str:
        """`small`, `caps`, `initial`; and of capitalised words `name` when the text writes them so inside
        sentences, `common` when it writes them small, otherwise by their frequency in the language."""
        if not letters:
            return "none"
        if letters[0].islower():
            return "small"
        if len(letters) == 1:
            return "common" if letters in _WORDS_OF_ONE_LETTER else "initial"
        return "caps" if letters.isupper() else self._of_capitalised(letters.lower())

    def _of_capitalised(self, word: str) -> str:
        capital, small = self._capital[word], self._small[word]
        if capital > 2 * small:
            return "name"
        if small > 2 * capital or zipf(word, self.language) >= COMMON:
            return "common"
        return "name" if self._nouns or capital else "rare"


def first_letters(word: str) -> str:
    """The first stretch of letters in what is seen between two runs."""
    found = _LETTERS.search(word)
    return found.group() if found else ""


def last_letters(word: str) -> str:
    """The last stretch of letters in what is seen between two runs."""
    found = _LETTERS.findall(word)
    return str(found[-1]) if found else ""


class Company:
    """What is seen around a run: features, as short strings."""

    def __init__(self, runs: Runs, language: str) -> None:
        self.runs = runs
        self.casing = Casing(runs, language)
        count = len(runs.words)
        breaks = [runs.is_paragraph_start(i) or _ends(runs, i) for i in range(count)]
        self._since = list(accumulate(range(count), lambda n, i: 1 if breaks[i] else n + 1, initial=0))[1:]
        until = accumulate(reversed(range(count)), lambda n, i: 1 if i + 1 >= count or breaks[i + 1] else n + 1,
                           initial=0)  # fmt: skip
        self._until = list(until)[:0:-1]

    def features(self, run: Run) -> list[str]:
        """All that the model is told of a run."""
        left, lead = self._left(run)
        right, tail = self._right(run)
        last, first = last_letters(left), first_letters(right)
        l_kind, r_kind = self.casing.kind(last), self.casing.kind(first)
        place = "line-start" if run.opens else ("inside", "line-end", "paragraph-end")[run.breaks]
        since = _bucket(self._since[run.left]) if run.left >= 0 and not run.opens else "0"
        until = _bucket(self._until[run.right]) if run.right < len(self.runs.words) else "0"
        here = f"{l_kind}{lead}|{r_kind}{tail}"
        return [
            "", f"at {place}", f"{here}", f"at {place} {here}", f"l {l_kind}{lead}", f"r {r_kind}{tail}",
            f"at {place} r {r_kind}{tail}",
            f"lw {last}", f"rw {first.lower()}|{r_kind == 'small'}",
            f"l abbreviated {_is_abbreviated(last)} {r_kind}",
            f"since {since} {l_kind} {r_kind}", f"until {until} {r_kind}{tail}", f"span {since} {until} {r_kind}",
        ]  # fmt: skip

    def _left(self, run: Run) -> tuple[str, str]:
        """The word before a run on its line, and the mark that survives between the two."""
        if run.opens or run.left < 0:
            return "", ""
        word = self.runs.words[run.left].text
        if self.runs.words[run.left].end != run.start:
            return word, "0"  # a known mark or digit stands before what was lost
        if word[-1].isalpha():
            return word, ""
        if not first_letters(word) and run.left and word[-1] in "”’\"»":
            return self.runs.words[run.left - 1].text, word[-1]
        return word, word[-1]

    def _right(self, run: Run) -> tuple[str, str]:
        if run.right >= len(self.runs.words) or run.breaks > 1:
            return "", ""
        here = self.runs.words[run.right]
        word = here.text
        if not run.closes and here.start != run.end:
            return word, "0"
        if word[0].isalpha():
            return word, ""
        if not first_letters(word) and run.right + 1 < len(self.runs.words):
            return self.runs.words[run.right + 1].text, word[0]
        return word, word[0]


def _ends(runs: Runs, word: int) -> bool:
    """Whether a mark stands before a word: more than a space."""
    run = runs.before.get(word) or runs.after.get(word - 1)
    return (run is not None and run.size > 1) or runs.words[word - 1].text[-1] in "?—–:"


def _bucket(distance: int) -> str:
    return next((name for most, name in ((1, "1"), (2, "2"), (3, "3"), (6, "4-6"), (12, "7-12"))
                 if distance <= most), "13-")  # fmt: skip


def _is_abbreviated(letters: str) -> bool:
    return len(letters) <= 4 and bool(letters) and not _VOWELS.search(letters)


_LONG = 4
"""Runs of this length and longer, nearly all with a number in them, share one model."""


class Punctuation:
    """The marks of one text: what its sound lines teach, applied to the runs it has lost.

    `absent` are marks that the sound lines cannot teach because they never stand there for a reason; what is
    known of them comes from the prior alone.
    """

    def __init__(self, runs: Runs, language: str, absent: str = "", base: LogLinear | None = None) -> None:
        self.company = Company(runs, language)
        base = prior() if base is None else base
        sound = [(run, pattern(run.text)) for run in runs.runs if not run.lossy and is_telling(run, runs)]
        counts = Counter(label for _, label in sound)
        known = {*base.weights.get("", {}), *(label for label, n in counts.items() if n > 1)}
        self.patterns = tuple(sorted(known))
        taught = tuple(p for p in self.patterns if not set(p) & set(absent))
        examples: dict[int, list[Example]] = {size: [] for size in range(1, _LONG + 1)}
        for run, label in sound:
            if label in taught:
                known_to = Example(self.company.features(run), label, _among(taught, run.size))
                examples[min(run.size, _LONG)].append(known_to)
        self.models = {size: learn(known_to, base) for size, known_to in examples.items()}

    def chances(self, run: Run) -> dict[str, float]:
        """The probability of each pattern that fits a lost run, its extra spaces respected."""
        among = [p for p in _among(self.patterns, run.size)]
        return self.models[min(run.size, _LONG)].chances(self.company.features(run), among) if among else {}


def is_telling(run: Run, runs: Runs) -> bool:
    """Whether the model is asked about a run: not about one character between two words of a line, which is a
    space unless the two are a compound; that is a question of words, not of marks."""
    if run.size > 1 or run.closes or run.opens:
        return not (run.opens and run.size == 1)
    left, right = runs.words[run.left].text, runs.words[run.right].text
    return not (left[-1].isalpha() and right[0].isalpha())


def _among(patterns: Sequence[str], size: int) -> tuple[str, ...]:
    return tuple(p for p in patterns if fits(p, size))


@lru_cache(maxsize=1)
def prior() -> LogLinear:
    """What is known of marks before a text is read."""
    source = files("restore.language") / "models" / "punctuation.json"
    return LogLinear(json.loads(source.read_text("utf-8"))) if source.is_file() else LogLinear()
