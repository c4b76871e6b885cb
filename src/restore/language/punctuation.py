"""Which marks stand between two words: a model that the text's own sound lines teach."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from ..document import LOST
from .company import Company, first_letters, is_abbreviated, quote
from .loglinear import Example, LogLinear, learn
from .runs import Run, Runs, digits_in, fits, pattern

LONG = 4
"""Runs of this length and longer, nearly all with a number in them, share one model."""

TAUGHT = 6000
"""Runs that are learned from, at most, taken evenly: those of some 250,000 characters; more cost time and teach
little."""

NUMBERS = {1: 38, 2: 29, 3: 12, 4: 0, 5: 3, 6: 3, 7: 4}
"""Numbers by their length, of a hundred that do not have four digits: the five seed documents have 190, 147, 62, 1,
16, 14 and 19, the longer ones with marks inside (30-31, 150,000)."""

SIBLINGS = {";": ",", "!": "."}
"""Marks that stand where another does: what a text teaches of the other holds for them."""


class Punctuation:
    """The marks of one text: what its sound lines teach, applied to the runs it has lost.

    `absent` are marks that the sound lines cannot teach, because they never stand there for a reason: of them the
    prior is believed, and what the text teaches of their siblings.
    """

    def __init__(
        self, runs: Runs, language: str, absent: str = "", base: Mapping[int, LogLinear] | None = None
    ) -> None:
        self.company = Company(runs, language)
        base = prior() if base is None else base
        sound = [(run, pattern(run.text)) for run in runs.runs if not run.lossy and is_telling(run, runs)]
        sound = sound[:: 1 + len(sound) // TAUGHT]
        counts = Counter(label for _, label in sound if LOST not in label)
        self._digits = Counter(digits_in(label, run.size) for run, label in sound if "D" in label)
        self._digits.update(NUMBERS)
        known = {name for model in base.values() for name in model.weights.get("", {})}
        self.patterns = tuple(sorted({*known, *(label for label, n in counts.items() if n > 1)}))
        taught = tuple(p for p in self.patterns if not set(p) & set(absent))
        examples: dict[int, list[Example]] = {size: [] for size in range(1, LONG + 1)}
        options = {size: among(taught, size, self._digits) for size in {run.size for run, _ in sound}}
        for run, label in sound:
            if label in taught:
                told = Example(self.company.features(run), label, options[run.size])
                examples[min(run.size, LONG)].append(told)
        self._fitting: dict[int, dict[str, float]] = {}
        self.taught = sum(map(len, examples.values()))
        self.models = {
            size: _follow(learn(seen, base.get(size)), base.get(size, LogLinear()), absent)
            for size, seen in examples.items()
        }

    def chances(self, run: Run) -> dict[str, float]:
        """The probability of each pattern that fits a lost run and can stand between its words."""
        if run.size not in self._fitting:
            self._fitting[run.size] = among(self.patterns, run.size, self._digits)
        fitting = self._fitting[run.size]
        options = {name: score for name, score in fitting.items() if self._possible(name, run)}
        return self.models[min(run.size, LONG)].chances(self.company.features(run), options) if options else {}

    def _possible(self, name: str, run: Run) -> bool:
        """Whether a pattern can stand there: a number does not touch the letters of a word, save those of ordinals
        and decades (20th, 1940s), and a semicolon or colon stands outside closing quotes in every style."""
        words = self.company.runs.words
        if run.right < len(words) and not run.closes and words[run.right].start == run.end:
            right = words[run.right].text
            if name[-1] in ";:" and quote(right, right[0]) == "closing":
                return False
            if name[-1] in "DY" and right[0].isalpha() and not is_abbreviated(first_letters(right)):
                return False
        touches = run.left >= 0 and not run.opens and words[run.left].text[-1].islower()
        return not (name[0] in "DY" and touches)


def sibling(name: str) -> str:
    """The pattern that stands where this one does, with the commoner marks."""
    return "".join(SIBLINGS.get(mark, mark) for mark in name)


def _follow(model: LogLinear, base: LogLinear, absent: str) -> LogLinear:
    """The model with the patterns of `absent` marks moved from the prior as far as those of their siblings."""
    pairs = {
        name: sibling(name)
        for name in base.weights.get("", {})
        if set(name) & set(absent) & set(SIBLINGS)
    }
    weights = {
        feature: {**row, **{
            name: _weight(base, feature, name) + row.get(other, 0.0) - _weight(base, feature, other)
            for name, other in pairs.items()
        }}
        for feature, row in model.weights.items()
    }  # fmt: skip
    return LogLinear(weights)


def _weight(model: LogLinear, feature: str, name: str) -> float:
    return model.weights.get(feature, {}).get(name, 0.0)


def is_telling(run: Run, runs: Runs) -> bool:
    """Whether the model is asked about a run: not about one character between two words of a line, which is a
    space unless the two are a compound; that is a question of words, not of marks."""
    if run.size > 1 or run.closes or run.opens:
        return not (run.opens and run.size == 1)
    left, right = runs.words[run.left].text, runs.words[run.right].text
    return not (left[-1].isalpha() and right[0].isalpha())


def among(patterns: Iterable[str], size: int, numbers: Mapping[int, int]) -> dict[str, float]:
    """The patterns that can stand for so many lost characters. One with a number has a score, the logarithm of how
    common numbers of the length it would need are, compared with the commonest; `numbers` counts them by length.

    >>> among([", ", " D ", "."], 3, {1: 7, 2: 7})
    {' D ': 0.0}
    """
    most = max(numbers.values()) + 0.5
    return {
        name: math.log((numbers.get(digits_in(name, size), 0) + 0.5) / most) if "D" in name else 0.0
        for name in patterns
        if fits(name, size)
    }


@lru_cache(maxsize=1)
def prior() -> Mapping[int, LogLinear]:
    """What is known of marks before a text is read, by length of run; built by
    `scripts/build_punctuation_model.py`."""
    source = files("restore.language") / "models" / "punctuation.json"
    return {int(size): LogLinear(weights) for size, weights in json.loads(source.read_text("utf-8")).items()}
