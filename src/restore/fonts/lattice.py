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
from itertools import pairwise
from typing import NamedTuple

from .spans import Stretch
from .voices import Lexicon, Voice, Worded

SEEN_BEFORE = (0.2, 8.0)  # changes, and words: what a document is thought to have shown before it is read
NEVER = -math.inf  # what a place is worth to which no way leads


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


class Read(NamedTuple):
    """A stretch of a line, how probable its words are, and how much more so than as they stand (natural logarithms)."""

    stretch: Stretch
    fit: float
    gain: float


class Line:
    """A line in all its readings; the first is the text as it stands. Its words are scored once, however often the best
    path is asked for. `gaps` says which units are white space or lost; `printed` are the units as they stand."""

    def __init__(
        self, gaps: Sequence[bool], printed: Sequence[str], voices: Sequence[Voice], lexicon: Lexicon
    ) -> None:
        strange = voices[0].reading.at_age[0].tolist()
        self.words = [Worded(voice, lexicon, strange) for voice in voices]
        self.size = len(gaps)
        begins = [each.begins for each in self.words]
        # where spaces were dropped, an accented letter may be the last before sound ones: `XQLYHUVLWpen`
        accents = {
            i for voice in voices[1:] if voice.joined for i, part in enumerate(voice.parts)
            if part.isalpha() and not part.isascii() and printed[i].isascii() and printed[i].islower()
        }
        cuts = (i for i in range(1, self.size) if any(each[i] for each in begins) or _is_cut(printed, i)
                or i - 1 in accents or i in accents)
        self.cuts = [0, *cuts, self.size]
        self.between = [True, *(a or b for a, b in pairwise(gaps)), True]  # whether words may end before each unit
        self._ahead = [each.ahead(self.cuts) for each in self.words]

    def best_path(self, odds: Odds, before: int) -> list[Read]:
        """The stretches of the line under the best sequence of readings.

        `before` is the reading in which the line before ended. Time grows with the number of words, times that of
        readings, times the places inside a word where fonts may change.
        """
        kinds = range(len(self.words))
        best = [[NEVER] * (self.size + 1) for _ in kinds]
        came: list[list[tuple[int, int]]] = [[(0, 0)] * (self.size + 1) for _ in kinds]  # place and reading before
        for k, place in enumerate(self.cuts[:-1]):
            begun = self._begun(place, best, odds, before)
            for h in kinds:
                value, source = begun[h]
                if value == NEVER:
                    continue
                row, whence = best[h], (place, source)
                for stop, score in self._ahead[h][k]:
                    if value + score > row[stop]:
                        row[stop] = value + score
                        came[h][stop] = whence
        last = max(kinds, key=lambda h: best[h][self.size])
        found: list[Read] = []
        for each in _stretches(came, last, self.size):
            fit = self.words[each.hypothesis].between(each.start, each.end)
            found.append(Read(each, fit, fit - self.words[0].between(each.start, each.end)))
        return found

    def _begun(
        self, place: int, best: Sequence[Sequence[float]], odds: Odds, before: int
    ) -> list[tuple[float, int]]:
        """For each reading the best way to have come to a place and go on in it, and the reading before it."""
        kinds = range(len(best))
        if not place:
            across = odds.leave_line if before else odds.enter_line
            return [
                (across if bool(h) != bool(before) else 0.0 if h == before else -1.0, h) for h in kinds
            ]
        price = 0.0 if self.between[place] else odds.inside
        here = [row[place] for row in best]
        change = [odds.enter + price, odds.leave + price, odds.leave + odds.enter + price]
        if len(here) == 2:  # as nearly always: sound text and one font
            sound, dark = here
            now_sound, now_dark = dark + change[1], sound + change[0]
            stays = [self.words[h].begins[place] for h in kinds]
            return [
                (sound, 0) if stays[0] and sound > now_sound else (now_sound, 1),
                (dark, 1) if stays[1] and dark >= now_dark else (now_dark, 0),
            ]
        found = []
        for h in kinds:
            value, source = here[h] if self.words[h].begins[place] else NEVER, h
            for other, ended in enumerate(here):
                if other != h:
                    ended += change[(other > 0) + (other > 0 and h > 0)]
                    if ended > value or (ended == value and other > source):
                        value, source = ended, other
            found.append((value, source))
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
