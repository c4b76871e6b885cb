"""The ways to read a line, as it stands or under a table, each cut into words, and how probable its words are.

A word is as probable as the word list has it, or as its letters are, whichever is more; so `VDOH` as printed costs
what its letters cost, and under the table it is "sale".
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ..language import load
from ..language.words import frequencies
from . import segment
from .orders import UNREAD
from .scoring import AGES, CAPITAL_AGAIN, CAPITAL_FIRST, Reading

# Natural logarithms. Shares of running prose, rounded; counted on English and French newspaper text.
IN_LIST = -0.1  # nine words in ten are in the word list
IN_NO_LIST = -2.3
IN_NO_LIST_AND_CUT = -6.0  # on top of it, where fonts change inside a word: either part should be a word then
FIGURE_AGAIN = 2.2  # a figure beside a figure is one of ten, whatever the first was
ABBREVIATION = -6.5  # a word of capitals that is in no list: one in seven hundred,
ITS_LETTERS = -3.2  # and each of its letters is one of 26
LONGEST_ABBREVIATION = 6
LONGEST_RUN = 300  # units: what is longer is cut there, so that the time grows with the length only
STRANGE = -9.0  # a character that sound text of the language does not have
OF_THE_FONT = 4.0  # beside garbled words it is a glyph of their font that the table does not know, rather than itself
ELIDED = -1.0  # an apostrophe inside a word, between two words of the list

UNMOVED = (0.0,) * AGES


class Voice(NamedTuple):
    """One way to read a line, unit by unit: as printed, or under a table. `joined`: its spaces were dropped."""

    parts: Sequence[str]
    reading: Reading
    joined: bool = False


class Lexicon:
    """How probable the words of a language are; remembers what it was asked within one document."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.model = load(language)
        self.shares = frequencies(language)
        self._runs: dict[str, segment.Run] = {}
        self._joined: dict[tuple[str, int], list[float]] = {}
        self._known: dict[str, float] = {}

    def known(self, word: str) -> float:
        """Log-probability of a run of letters as a word of the list, two of them, or an abbreviation."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._as_known(word)
        return known

    def _as_known(self, word: str) -> float:
        lower = word.lower().replace("’", "'")
        listed = segment.listed(self.shares, word, lower)
        if not listed and "'" in lower:
            left, _, right = lower.partition("'")
            first, second = self.shares.get(left + "'") or self.shares.get(left), self.shares.get(right)
            if left and right and first and second:
                listed = math.log(first) + math.log(second) + ELIDED
        best = listed + IN_LIST + _case(word) if listed else -math.inf
        if 1 < len(word) <= LONGEST_ABBREVIATION and word.isupper():
            best = max(best, ABBREVIATION + ITS_LETTERS * len(word))
        return best

    def run(self, letters: str, begin: int) -> list[float]:
        """Log-probability of the first n letters behind a place in a run as words run together, for each n."""
        if letters[begin] in "'’" and begin:  # no letter at the begin of a word
            return self.run(letters[begin:], 0)
        if (letters, begin) not in self._joined:
            if letters not in self._runs:
                self._runs[letters] = segment.Run(letters, self.language, self.model)
            self._joined[letters, begin] = self._runs[letters].cut(begin).fits
        return self._joined[letters, begin]


def _case(word: str) -> float:
    if word.islower():
        return 0.0
    capitals = sum(map(str.isupper, word))
    first = CAPITAL_FIRST if word[0].isupper() else 2 * CAPITAL_FIRST
    return first + CAPITAL_AGAIN * min(capitals - 1, 1) - 4.0 * (1 < capitals < len(word))


class Worded:
    """One way to read a line, cut into words: where words end, and how probable each is.

    `strange` is how probable each unit is as it stands.
    """

    def __init__(self, voice: Voice, lexicon: Lexicon, strange: Sequence[float]) -> None:
        self.parts, self.joined, self.lexicon = voice.parts, voice.joined, lexicon
        self.ages: list[list[float]] = voice.reading.at_age.tolist()
        self.leaving: list[float] = voice.reading.leaving.tolist()
        text = "".join(voice.parts)
        self._printed = text if len(text) == len(voice.parts) else ""  # where a unit is a character
        self.letters = self._letters()
        self.sums = self._sums(strange)
        size = len(self.parts)
        self.ends = [0] * (size + 1)  # of each place, where the word it is in ends
        self.begins = [True] * (size + 1)
        end = size
        for i in range(size - 1, -1, -1):
            goes_on = i + 1 < size and self.letters[i] and self.letters[i + 1] and (i + 1) % LONGEST_RUN
            if not goes_on:
                end = i + 1
            else:
                self.begins[i + 1] = False
            self.ends[i] = end

    def _letters(self) -> list[bool]:
        """Which units are letters, or an apostrophe inside a word."""
        parts = self.parts
        letters = [part.isalpha() for part in parts]
        for i in range(1, len(parts) - 1):
            if parts[i] in ("'", "’") and letters[i - 1] and parts[i + 1].isalpha():
                letters[i] = True
        return letters

    def _sums(self, strange: Sequence[float]) -> list[float]:
        """How probable the first n units are, for each n; the end of a word is counted with the word."""
        sums, total, before = [0.0], 0.0, False
        young, old = self.ages[0], self.ages[AGES - 1]
        for i, (part, letter, stranger) in enumerate(zip(self.parts, self.letters, strange, strict=True)):
            figure = not letter and part.isdecimal()
            if part == UNREAD and stranger < STRANGE:
                total += stranger + OF_THE_FONT
            elif figure and before:
                total += young[i] + FIGURE_AGAIN
            else:
                total += old[i] if letter else young[i]
            sums.append(total)
            before = figure
        return sums

    def ahead(self, cuts: Sequence[int]) -> list[list[tuple[int, float]]]:
        """For each cut the later ones within the word it stands in, or behind the one mark, each with the
        log-probability of what stands between: a word, part of one, or one mark."""
        found = []
        letters, ends, sums = self.letters, self.ends, self.sums
        for k, start in enumerate(cuts[:-1]):
            stop = cuts[k + 1]
            if not letters[start]:
                found.append([(stop, sums[stop] - sums[start])])
                continue
            stops = cuts[k + 1 : bisect_right(cuts, ends[start], k + 1)]
            found.append(list(zip(stops, self._scores(start, stops), strict=True)))
        return found

    def _scores(self, start: int, stops: Sequence[int]) -> list[float]:
        """Log-probability of what stands between a place and each of some later ones in the same word."""
        sums, leaving, begins, known = self.sums, self.leaving, self.begins, self.lexicon.known
        before = sums[start]
        if not self.letters[start]:
            return [sums[stop] - before for stop in stops]
        word, end = self._word(start), self.ends[start]
        run = self._run(start) if self.joined and end - start > 1 else []
        cut = not begins[start]
        younger = self._younger(start, end - start) if cut else UNMOVED
        is_text = isinstance(word, str)
        found = []
        for stop in stops:
            length = stop - start
            printed = str(word[:length]) if is_text else "".join(word[:length])
            if run and length > 1:
                found.append(run[len(printed)])
                continue
            by_letters = sums[stop] - before + leaving[stop - 1] + younger[length if length < AGES else AGES - 1]
            by_letters += IN_NO_LIST_AND_CUT + IN_NO_LIST if cut or not begins[stop] else IN_NO_LIST
            as_known = known(printed)
            found.append(as_known if as_known > by_letters else by_letters)
        return found

    def _run(self, start: int) -> list[float]:
        """Log-probability of the first n letters behind a place, whose words run together, for each n."""
        head = start
        while not self.begins[head]:
            head -= 1
        before = "".join(self.parts[head:start])
        return self.lexicon.run(before + "".join(self._word(start)), len(before))

    def _word(self, start: int) -> Sequence[str]:
        """The rest of the word at a place."""
        end = self.ends[start]
        return self._printed[start:end] if self._printed else self.parts[start:end]

    def _younger(self, start: int, size: int) -> list[float]:
        """What the first n units of a part of a word gain as if a word began there, for each n that differs."""
        found = [0.0]
        for age in range(AGES - 1):
            i = start + min(age, size - 1)
            found.append(found[-1] + self.ages[age][i] - self.ages[AGES - 1][i])
        return found

    def between(self, start: int, end: int) -> float:
        """Log-probability of a stretch, whole words as far as it holds them."""
        total = 0.0
        while start < end:
            stop = min(self.ends[start], end)
            total += self._scores(start, (stop,))[0]
            start = stop
        return total
