"""Single garbled words in sound text, read under a table that longer stretches have proved.

`QLGR` among sound words gains little, letter by letter, over an abbreviation nobody knows, and a document shows no
odds for one word in a thousand. But what tables make of sound text are no words: of the signs, commands and part
numbers of 650,000 characters of prose, code and tables, read under the order of a garbled page before them, not one of
four glyphs came out as a word of the language in its usual letters. So a word is enough, the dearer the more there is
in the document that is neither typed as words are nor read by any table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from functools import cached_property

from ..document import LOST
from ..language import load
from ..language.words import WORD, zipf
from . import segment
from .families import Family
from .lattice import Read
from .orders import UNREAD
from .scoring import Sheet
from .substitution_looks import TYPED
from .units import Row
from .voices import ABBREVIATION

GAIN = 5.0  # natural logarithm: unknown abbreviations gain more seldom than one in 600
USUAL = 330  # words: what a document is thought to have shown before it is read, half an abbreviation among them
FEWEST = 4  # glyphs of a word, of one at least: any three capitals may be an abbreviation (`URL` is "roi", 29 on)
KNOWN = 3.0  # zipf: one in a million words
AROUND = frozenset(".,;:!?’'-" + LOST)  # what may stand beside the words, besides spaces
EDGES = ".,;:!?()[]\"'“”„«»‘’"


class LoneWords:
    """The single garbled words of a document; `garbled` are the rows that have a sure stretch."""

    def __init__(
        self, every: Sequence[Row], sheets: Sequence[Sheet], found: Sequence[Family], garbled: Collection[int]
    ) -> None:
        self.every, self.sheets, self.found, self.garbled = every, sheets, found, garbled

    def beside(self, i: int, sound: Sequence[Read], path: Sequence[Read]) -> list[Read]:
        """The stretches of a row that are `sound`, and those of another path beside them that come out as words."""
        more = [each for each in path if self._is_words(i, each) and not any(
            each.stretch.start < other.stretch.end and other.stretch.start < each.stretch.end for other in sound)]
        return sorted([*sound, *more], key=lambda each: each.stretch.start)

    @cached_property
    def dearer(self) -> float:
        """How much more a word must gain, as the document has more abbreviations, codes and signs than is usual."""
        odd = words = 0
        for i, row in enumerate(self.every):
            if i not in self.garbled:
                tokens = row.text.split()
                words += len(tokens)
                odd += sum(map(self._is_odd, tokens))
        return max(0.0, math.log((odd + 0.5) / (words + USUAL)) - ABBREVIATION)

    def _is_odd(self, token: str) -> bool:
        """Whether a token of sound text is none of its words, as one that is garbled would be."""
        core = token.strip(EDGES)
        if len(core) < FEWEST or core.islower():
            return False
        return not TYPED.fullmatch(core) or (core.isupper() and zipf(core, self.found[0].language) == 0)

    def _is_words(self, i: int, read: Read) -> bool:
        """Whether a stretch comes out as known words and nothing else, in small letters but for the first."""
        stretch, row = read.stretch, self.every[i]
        if not stretch.hypothesis or read.gain < GAIN:
            return False
        family, parts = self.found[stretch.hypothesis - 1], self.sheets[stretch.hypothesis].parts[i]
        start, end = row.trimmed(stretch.start, stretch.end, parts)
        text = "".join(parts[start:end])
        if UNREAD in text or not all(c.isalpha() or c.isspace() or c in AROUND for c in text):
            return False
        longest = max(map(len, re.split(r"[\W\d_]+", "".join(part[:1] for part in parts[start:end]))))
        if longest < FEWEST or _is_cut_off(row, start, end, parts):
            return False
        words = [part for word in WORD.findall(text) for part in re.split("['’]", word)]
        if family.joined:
            words = [word for run in words for word in segment.words(run, family.language, load(family.language))]
        known = all(zipf(word, family.language) >= KNOWN and word[1:] == word[1:].lower() for word in words)
        return known and read.gain >= GAIN + self.dearer


def _is_cut_off(row: Row, start: int, end: int, parts: Sequence[str]) -> bool:
    """Whether the words are parts of something else: letters touch them, or signs that stand beside no word."""
    outside = [row.seen(i) for i in (start - 1, end) if 0 <= i < len(row.codes)]
    if any(not (char.isalnum() or char.isspace() or char in EDGES or char in AROUND) for char in outside):
        return True
    before = start > 0 and parts[start].isalpha() and row.printed(start - 1).isalnum()
    after = end < len(row.codes) and parts[end - 1].isalpha() and row.printed(end).isalnum()
    return before or after
