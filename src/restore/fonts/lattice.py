"""Which words of a line are garbled, when it is known which tables are at work: one best path through its words.

While tables are looked for (`spans`), a stretch must speak for itself, letter by letter. Once a table is proved, a
single word may be read under it, and then what tells is the words: `VDOH` is none, and under the table it is "sale";
`NATO` is one, and under the table it is nothing. So every word of a line is scored in both readings, by its frequency
or by its letters, and fonts change between words at a price that the document itself sets: where a third of the words
is garbled, one more is no surprise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..language import load
from ..language.words import frequencies
from . import segment
from .orders import UNREAD
from .scoring import AGES, CAPITAL_AGAIN, CAPITAL_FIRST, Reading
from .spans import Stretch

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
SEEN_BEFORE = (0.2, 8.0)  # changes, and words: what a document is thought to have shown before it is read
ELIDED = -1.0  # an apostrophe inside a word, between two words of the list


class Voice(NamedTuple):
    """One way to read a line, unit by unit: as printed, or under a table. `joined`: its spaces were dropped."""

    parts: Sequence[str]
    reading: Reading
    joined: bool = False


@dataclass(frozen=True)
class Odds:
    """What a change of font costs (natural logarithm): into a garbled font and out of it again, between two words and
    at the begin of a line; `inside` is what comes on top of it within a word."""

    enter: float = -6.0  # one change of font in 400 words, before the document has told
    leave: float = -3.0
    enter_line: float = -4.0
    leave_line: float = -3.0
    inside: float = -5.0


@dataclass
class Tally:
    """How often fonts change in a document, counted on the stretches found so far; the odds follow."""

    sound: int = 0  # words
    garbled: int = 0
    lines: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    entered: int = 0
    left: int = 0
    inside: int = 0

    def odds(self) -> Odds:
        """The odds of changes, as they were counted. Until the document has told, one sound word in sixty is thought to
        stand before a garbled one, and one garbled word in eight before a sound one."""
        stay_sound, enter, leave, stay = self.lines
        changes = self.entered + self.left
        return Odds(
            _share(self.entered + 0.8, self.sound + 52),
            _share(self.left + 1.8, self.garbled + 8),
            _share(enter, stay_sound + enter),
            _share(leave, stay + leave),
            max(_share(self.inside, changes), Odds.inside),
        )

    def skip(self, words: int, lines: int) -> None:
        """Counts lines without anything garbled."""
        self.sound += words + lines
        self.lines[0] += lines

    def add(self, path: Sequence[Stretch], gaps: Sequence[bool], before: int) -> None:
        """Counts the changes of one line; `before` is how the line before ended."""
        self.lines[2 * bool(before) + bool(path[0].hypothesis)] += 1
        last = path[0].hypothesis
        for stretch in path:
            words = 1 + sum(gaps[i] and not gaps[i - 1] for i in range(stretch.start + 1, stretch.end))
            if stretch.hypothesis:
                self.garbled += words
            else:
                self.sound += words
            if bool(stretch.hypothesis) != bool(last):
                self.entered += bool(stretch.hypothesis)
                self.left += not stretch.hypothesis
                self.inside += not (gaps[stretch.start] or gaps[stretch.start - 1])
            last = stretch.hypothesis


def _share(count: float, total: float) -> float:
    return math.log((count + SEEN_BEFORE[0]) / (total + SEEN_BEFORE[1]))


class Lexicon:
    """How probable the words of a language are; remembers what it was asked within one document."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.model = load(language)
        self.shares = frequencies(language)
        self._joined: dict[str, list[float]] = {}

    def word(self, word: str, by_letters: float) -> float:
        """Log-probability of a run of letters as one word; `by_letters` is what the letter model gives it."""
        known = self._listed(word, word.lower().replace("’", "'"))
        best = by_letters + IN_NO_LIST
        if known:
            best = max(best, known + IN_LIST + _case(word))
        if 1 < len(word) <= LONGEST_ABBREVIATION and word.isupper():
            best = max(best, ABBREVIATION + ITS_LETTERS * len(word))
        return best

    def _listed(self, word: str, lower: str) -> float:
        """Log-probability of a word that is in the list, or made of two that are; 0 for another."""
        whole = segment.listed(self.shares, word, lower)
        left, mark, right = lower.partition("'")
        if whole or not (left and mark and right):
            return whole
        first, second = self.shares.get(left + "'") or self.shares.get(left), self.shares.get(right)
        return math.log(first) + math.log(second) + ELIDED if first and second else 0.0

    def run(self, letters: str) -> list[float]:
        """Log-probability of the first n letters as words run together, for each n."""
        if letters not in self._joined:
            self._joined[letters] = segment.cut(letters, self.language, self.model).fits
        return self._joined[letters]


def _case(word: str) -> float:
    if word.islower():
        return 0.0
    capitals = sum(map(str.isupper, word))
    first = CAPITAL_FIRST if word[0].isupper() else 2 * CAPITAL_FIRST
    return first + CAPITAL_AGAIN * min(capitals - 1, 1) - 4.0 * (1 < capitals < len(word))


class _Words:
    """One way to read a line, cut into words: where words end, and how probable each is.

    `strange` is how probable each unit is as it stands.
    """

    def __init__(self, voice: Voice, lexicon: Lexicon, strange: Sequence[float]) -> None:
        self.parts, self.joined, self.lexicon = voice.parts, voice.joined, lexicon
        self.ages = voice.reading.at_age.tolist()
        self.leaving = voice.reading.leaving.tolist()
        size = len(self.parts)
        letters = [part.isalpha() for part in self.parts]
        for i in range(1, size - 1):
            if self.parts[i] in ("'", "’") and letters[i - 1] and self.parts[i + 1].isalpha():
                letters[i] = True
        self.letters = letters
        self.sums = [0.0]
        before = ""
        for i, (part, stranger) in enumerate(zip(self.parts, strange, strict=True)):
            # the end of a word is counted with the word
            score = self.ages[AGES - 1 if letters[i] else 0][i]
            if part == UNREAD and stranger < STRANGE:
                score = stranger + OF_THE_FONT
            elif before.isdecimal() and part.isdecimal():
                score += FIGURE_AGAIN
            self.sums.append(self.sums[-1] + score)
            before = part
        self.ends = [0] * (size + 1)  # of each place, where the word it is in ends
        end = size
        for i in range(size - 1, -1, -1):
            if not (letters[i] and i + 1 < size and letters[i + 1] and (i + 1) % LONGEST_RUN):
                end = i + 1
            self.ends[i] = end
        self.begins = [True] * (size + 1)
        for i in range(1, size):
            self.begins[i] = not (letters[i] and letters[i - 1] and i % LONGEST_RUN)

    def score(self, start: int, end: int) -> float:
        """Log-probability of what stands between two places: a word, part of one, or one mark."""
        total = self.sums[end] - self.sums[start]
        if not self.letters[start]:
            return total
        word = "".join(self.parts[start:end])
        if self.joined and end - start > 1:
            return self.lexicon.run("".join(self.parts[start : self.ends[start]]))[len(word)]
        cut = not self.begins[start]
        if cut:
            for age in range(min(AGES - 1, end - start)):
                total += self.ages[age][start + age] - self.ages[AGES - 1][start + age]
        total += self.leaving[end - 1]
        cut = cut or not self.begins[end]
        return self.lexicon.word(word, total + (IN_NO_LIST_AND_CUT if cut else 0.0))

    def between(self, start: int, end: int) -> float:
        """Log-probability of a stretch, whole words as far as it holds them."""
        total = 0.0
        while start < end:
            stop = min(self.ends[start], end)
            total += self.score(start, stop)
            start = stop
        return total


class Read(NamedTuple):
    """A stretch of a line, how probable its words are, and how much more so than as they stand (natural logarithms)."""

    stretch: Stretch
    fit: float
    gain: float


def best_path(
    gaps: Sequence[bool], printed: Sequence[str], voices: Sequence[Voice], lexicon: Lexicon, odds: Odds, before: int
) -> list[Read]:
    """The stretches of a line under the best sequence of readings; the first of the voices is the text as it stands.

    `before` is the reading in which the line before ended. Time grows with the number of words, times that of
    readings, times the places inside a word where fonts may change.
    """
    strange = voices[0].reading.at_age[0].tolist()
    words = [_Words(voice, lexicon, strange) for voice in voices]
    size = len(gaps)
    cuts = [i for i in range(1, size) if _is_cut(printed, i) or any(each.begins[i] for each in words)]
    cuts = [0, *cuts, size]
    kinds = range(len(words))
    best = [[-1e18] * (size + 1) for _ in kinds]
    came: list[list[tuple[int, int]]] = [[(0, 0)] * (size + 1) for _ in kinds]  # place and reading before
    for k, place in enumerate(cuts[:-1]):
        for h in kinds:
            begun, source = _begun(h, place, gaps, best, words, odds, before)
            if begun <= -1e17:
                continue
            end = words[h].ends[place]
            for stop in cuts[k + 1 :]:
                if stop > end:
                    break
                value = begun + words[h].score(place, stop)
                if value > best[h][stop]:
                    best[h][stop] = value
                    came[h][stop] = (place, source)
    last = max(kinds, key=lambda h: best[h][size])
    found: list[Read] = []
    for each in _stretches(came, last, size):
        fit = words[each.hypothesis].between(each.start, each.end)
        found.append(Read(each, fit, fit - words[0].between(each.start, each.end)))
    return found


def _begun(
    h: int, place: int, gaps: Sequence[bool], best: Sequence[Sequence[float]], words: Sequence[_Words], odds: Odds,
    before: int,
) -> tuple[float, int]:
    """The best way to have come to a place and go on in one reading, and the reading before it."""
    if not place:
        if bool(h) == bool(before):
            return (0.0 if h == before else -1.0), h
        return (odds.enter_line if h else odds.leave_line), h
    found = (best[h][place] if words[h].begins[place] else -1e18), h
    price = 0.0 if gaps[place] or gaps[place - 1] else odds.inside
    for other in range(len(words)):
        if other != h:
            change = odds.leave + (odds.enter if h and other else 0.0) if other else odds.enter
            found = max(found, (best[other][place] + change + price, other))
    return found


def _is_cut(printed: Sequence[str], i: int) -> bool:
    """Whether a font may change before the i-th unit inside a word: where capitals, small letters and marks meet, and
    before the last of several capitals, which may be the first letter of a sound word: `VLQFHTuesday`."""
    a, b = printed[i - 1], printed[i]
    if not (a.isalpha() and b.isalpha() and a.isupper() == b.isupper()):
        return True
    after = printed[i + 1] if i + 1 < len(printed) else ""
    return b.isupper() and not (after.isalpha() and after.isupper())


def _stretches(came: Sequence[Sequence[tuple[int, int]]], last: int, size: int) -> list[Stretch]:
    found: list[Stretch] = []
    end, place, h = size, size, last
    while place:
        place, source = came[h][place]
        if source != h or not place:
            found.append(Stretch(place, end, h))
            end = place
        h = source
    return found[::-1]
