"""Where one excerpt stops and another starts: what speaks for a seam at the start of a row, and what against."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..language.smallwords import ABBREVIATIONS, LINKS, OPEN_VERBS, OPEN_WORDS, STARTERS
from ..language.stretches import WORD
from .fragments import Words
from .rows import HYPHENS, Row, ends_sentence

SEAM = "[---]"
"""How a seam is written: lost, extent unknown (Leiden)."""

_FIRST = re.compile(r"[\[({“‘\"'«]*([^\W\d_]+)(?:[-'’][^\W\d_]+)*")
_NOTE = re.compile(r"\d{1,3}\.\s+\S")


def open_ends(language: str) -> frozenset[str]:
    """Words after which no sentence of a language ends."""
    words = OPEN_WORDS.get(language, frozenset())
    return words | OPEN_VERBS if language == "en" else words


def starters(language: str) -> frozenset[str]:
    """Words of a language that have a capital only where a sentence or a title starts."""
    return STARTERS.get(language, frozenset())


_PROSE = re.compile(
    r"(?![a-z]{1,4}[.)]\s|[^\W\d_]\s\s)[“‘\"'«]?[^\W\d_]+(?:[-'’][^\W\d_]+)*(?:[\s,;:!?)\]”’\"]|\.\s|\.?$)"
)
"""A row that starts with a word, not with a list mark (`b)`, `o  `), a file name (`erfq.c`) or an editor's bracket."""

_LONGEST = 24  # letters of a word that opens sentences, and more
_OPENERS = tuple("([{“‘\"'«/")
_STOPS = frozenset(".-”’\")»")
_CLOSERS = (")", "”", "’", '"', "»")
_LAST = re.compile(r"([^\W\d_]+)\.[”’\")»]*$")


@dataclass
class Junction:
    """The start of a row as a possible seam: the rows on both sides, and what was seen."""

    left: int
    right: int
    spaced: bool  # a leading space of its own
    blank: bool  # blank rows between
    weight: float = 0.0
    seen: list[str] = field(default_factory=list)
    tail: str = ""  # the known word whose end the first word on the right is
    broken: bool = False  # the sentence is broken here, whatever the space says
    hard: bool = False  # and in a way that prose, lists and code do not have
    low: bool = False  # by a small letter after a full stop

    def add(self, weight: float, what: str, *, broken: bool = True, hard: bool = True) -> None:
        self.weight += weight
        self.seen.append(what)
        self.broken |= broken
        self.hard |= broken and hard


def first_word(body: str) -> str:
    """The first word of a row, as printed; empty when it starts with something else.

    >>> first_word("sonality,’ consolidating"), first_word("[DPRK Minister]"), first_word("71. N. M.")
    ('sonality', 'DPRK', '')
    """
    start = body.split(None, 1)[0]
    if start.isalpha():
        return start
    match = _FIRST.match(body)
    return match.group().lstrip("[({“‘\"'«") if match else ""


def last_word(body: str) -> str:
    words = WORD.findall(body[-40:])
    return words[-1] if words else ""


def is_spaced(text: str, row: Row) -> bool:
    """Whether a row starts with one space and then prose, no code or list mark.

    An excerpt of seed 003 starts with exactly one; two and more are the indentation of code, lists, letter heads.
    """
    first = row.body[:1]
    return first != "" and text.startswith(" " + first, row.start) and (first.isalnum() or first in _OPENERS)


class Joints:
    """The junctions of a text, with what is known of the whole of it."""

    def __init__(self, text: str, table: Sequence[Row], words: Words) -> None:
        self.text = text
        self.table = table
        self.words = words
        self.starters = starters(words.language)
        self.open_ends = open_ends(words.language)
        self.with_text = [i for i, row in enumerate(table) if row.body]
        self.spaced = {i for i in self.with_text if is_spaced(text, table[i])}
        self.exceptional = 0 < len(self.spaced) <= max(4, 0.12 * len(self.with_text))
        self.junctions = self._weighed()
        self.is_chain = self._chained()
        """Whether the text is a chain of excerpts."""

    def _chained(self) -> bool:
        """Whether sentences are broken at leading spaces again and again, most after rows as long as any (an
        indented list or poem stands after short ones), or words are cut at three starts of rows."""
        spaced = [j for j in self.junctions if j.spaced and not j.blank]
        lows = [j.spaced for j in self.junctions if j.low and not j.blank]
        styled = 2 * sum(lows) < len(lows)  # sentences start small everywhere: verse, messages
        hard = sum(j.hard and not (styled and j.low) for j in spaced)
        if hard >= 2:
            lengths = sorted(len(self.table[i].body) for i in self.with_text)
            full = 0.6 * lengths[len(lengths) // 2]
            after_full = sum(len(self.table[j.left].body) >= full for j in spaced)
            if hard >= 0.25 * len(spaced) and after_full >= 0.6 * len(spaced):
                return True
        cut = sum(bool(j.tail) for j in self.junctions)
        return cut >= 3 and cut >= 0.3 * self.unknown

    def marked(self, right: int) -> bool:
        """Whether a seam is written before a row already, or the row is the first."""
        at = self.with_text.index(right)
        return at == 0 or self.table[self.with_text[at - 1]].body == SEAM

    def plain(self, right: int) -> Junction:
        """The junction before a row at which nothing has been seen."""
        left = self.with_text[self.with_text.index(right) - 1]
        return Junction(left, right, False, right > left + 1)

    def _weighed(self) -> list[Junction]:
        """The junctions at which something is seen. Rows are asked the cheap questions first: of a hundred rows of
        wrapped prose two or three get as far as being weighed."""
        spaced = self.spaced if self.exceptional else set[int]()
        small: list[tuple[int, int, str]] = []
        shown: set[tuple[int, int]] = set()
        before, left = "", -1
        for right in self.with_text:
            after = self.table[right].body
            first = after[0]
            alone = right in spaced and not self._is_indented(right)
            if left < 0:
                pass
            elif first.islower():
                if alone or before[-1] not in HYPHENS:
                    small.append((left, right, first_word(after)))
                if alone or before[-1] in _STOPS:
                    shown.add((left, right))
            elif (
                alone or (first.isdigit() and before[-1].isalpha())
                or (first.isupper() and after[:_LONGEST].split(None, 1)[0].lower() in self.starters)
            ):
                shown.add((left, right))
            before, left = after, right
        tails = self._tails(small)
        shown |= {(left, right) for left, right, word in small if word in tails}
        found = []
        for left, right in sorted(shown):
            alone = right in spaced and not self._is_indented(right)
            junction = Junction(left, right, alone, right > left + 1)
            self._weigh(junction, tails)
            if junction.seen:
                found.append(junction)
        return found

    def _is_indented(self, row: int) -> bool:
        """Whether the rows on both sides of a row start with a space too, or did before a seam was written there."""
        return all(self._starts_spaced(row + step, row + 2 * step) for step in (-1, 1))

    def _starts_spaced(self, near: int, far: int) -> bool:
        if near in self.spaced:
            return True
        return 0 <= far < len(self.table) and not self.table[near].body and self.table[far].body == SEAM

    def _tails(self, small: Sequence[tuple[int, int, str]]) -> dict[str, str]:
        """Ends of words among the first words of rows that start small."""
        counts = Counter(word for _, _, word in small)
        asked = [word for word, count in counts.items() if count == 1 and word]
        tails = self.words.tails(asked)
        self.unknown = sum(not self.words.is_word(word) for word in asked) if tails else 0
        # OCR noise: where many rows start with what is no word, a non-word proves nothing (one in thirty; seed 003
        # has one in a hundred, 19th-century newspapers one in eight).
        return tails if self.unknown <= max(12, len(self.with_text) / 30) else {}

    def _weigh(self, junction: Junction, tails: dict[str, str]) -> None:
        left, right = self.table[junction.left].body, self.table[junction.right].body
        word = first_word(right)
        if SEAM in (left, right):
            return
        end, closed = last_word(left).lower(), ends_sentence(left)
        if junction.spaced:
            junction.add(0.0 if junction.blank else 1.0, "a leading space", broken=False)
        if word in tails and right.startswith(word) and (junction.spaced or self._may_cut(left, word)):
            junction.tail = tails[word]
            weight = 1.5 if junction.spaced else 1.0
            junction.add(weight, f"{word!r} is no word but the end of one, as of {tails[word]!r}")
        elif closed and word.islower() and _PROSE.match(right) and self._really_closed(left):
            junction.low = True
            junction.add(1.0 + 0.5 * junction.blank, "small letter after a full stop")
        elif not closed and end in self.open_ends and word.istitle() and word.lower() in self.starters:
            junction.add(1.0, f"{end!r} is left open, {word!r} opens a sentence")
        elif not closed and _NOTE.match(right) and left[-1:].isalpha() and (junction.spaced or end in self.open_ends):
            junction.add(1.0, "a new note in the middle of a sentence")
        elif left.endswith("-") and self._has_no_other_half(end, word, left):
            junction.add(1.0, f"{end}- has no other half here")
        elif junction.spaced and not closed and not word.islower() and not right[0].isdigit():
            junction.add(0.5, "a sentence is left open", hard=False)

    def _has_no_other_half(self, end: str, word: str, left: str) -> bool:
        """Whether a word hyphenated at the end of a row does not go on in `word`: this is a small word, or starts a
        sentence, and the two make no word. Not `pre-` / `and post-war`."""
        opens = word.istitle() and word.lower() in self.starters
        small = opens or (word in self.open_ends and word not in LINKS.get(self.words.language, ()))
        return small and left[-2:-1].isalpha() and not self.words.is_word(end + word.lower())

    def _may_cut(self, left: str, word: str) -> bool:
        """Whether a word without a leading space can be a cut one: the row before ends in a word or a full stop,
        and its last word does not go on in this one (`ap.` / `peared`: a misread hyphen)."""
        joined = last_word(left).lower() + word
        return (left[-1].isalpha() or self._really_closed(left)) and not self.words.is_word(joined)

    def _really_closed(self, left: str) -> bool:
        """Whether a row ends with a full stop that is no abbreviation's, perhaps with a quotation mark after it."""
        if left.endswith(("...", "…", "]")):
            return False
        match = _LAST.search(left[-24:])
        if match is None:
            return left[-1] == "." and (left[-2:-1].isdigit() or left[-2:-1] in _CLOSERS)
        word = match[1]
        if not word.islower() or word in ABBREVIATIONS or word in self.open_ends:
            return False
        return len(word) > 4 or self.words.is_word(word)


def always_after(text: str, table: Sequence[Row]) -> Iterator[tuple[int, str, str]]:
    """Rows that start with a word which in this text has one and the same word before it, at least 30 times and in
    97 of 100 places, and now has another: the start of a name is missing. Row, the word, the word missed.
    """
    firsts = {i: _name(row.body) for i, row in enumerate(table) if row.body[:1].isupper()}
    names = {word for word in set(firsts.values()) if len(word) > 2 and text.count(word) >= 30}
    if not names:
        return
    before: dict[str, Counter[str]] = defaultdict(Counter)
    last = ""
    place = 0
    missed: list[tuple[int, str, str]] = []
    starts = {text.index(table[i].body, table[i].start): i for i, word in firsts.items() if word in names}
    for match in WORD.finditer(text):
        word = _name(match.group())
        if word in names:
            joined = text[place : match.start()].strip() == ""
            before[word][last if joined else ""] += 1
            if match.start() in starts:
                missed.append((starts[match.start()], word, last))
        last, place = match.group(), match.end()
    for row, word, preceding in missed:
        partner, count = before[word].most_common(1)[0]
        total = before[word].total()
        if partner and total >= 30 and count >= 0.97 * total and preceding != partner:
            yield row, word, partner


def _name(body: str) -> str:
    match = WORD.match(body)
    return match.group().removesuffix("’s").removesuffix("'s") if match else ""
