"""What printers vary in a reading: the ground for letting it wait, however seldom two copies differ.

The rate of variants says how often a kind of reading differs; it says nothing of the one word that the second printer
spelt otherwise. So a reading is asked whether another one would fit as well: another spelling (`show` and `shew`,
`pore` and `pour`), a capital, a compound, a semicolon for a comma, a cry for a question.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import cached_property
from string import ascii_lowercase

from .compounds import Compounds
from .habits import Habits
from .printers import may_ask, may_have_capital
from .readings import Reading, gap_around, one_quote
from .variants import Variants

PAUSES = 0.16
"""Share of semicolons and colons among the pauses before two words from which a comma there is doubtful, once one was
seen for another: `and I` 0.4, `for I` 0.4, `which I` 0.03. A third of the commas of the development novel stand in
such places, and 99 % of its semicolons."""

_DASHED = 0.1  # share of dashes among a text's blanks between the same marks from which a blank there is doubtful

_OPENING = tuple("“‘\"'([«„")
_MARKS = " ”’“‘\"'([«»„"
_WORD = re.compile(r"\w[\w’']*")
_STOP = re.compile(r"[.!?]")
_SENTENCE = 300  # characters looked back for the start of a sentence
_REACH = 40  # characters looked at on each side for the words that a mark stands between


class Doubts:
    """What may be otherwise in the text that lost a reading, by its `habits` and the variants `told`, where a witness
    (`flat`, as one line) has that reading."""

    def __init__(self, habits: Habits, told: Variants, flat: str) -> None:
        self._habits = habits
        self._told = told
        self._flat = flat

    def of(self, kind: str, reading: Reading, word: str) -> str:
        """What printers vary in a reading, if anything."""
        if kind in ("letter", "accent", "word"):
            return self._of_spelling(reading, word) or self._of_case(reading, word)
        if kind in ("letter of a name", "name"):
            title = reading.places[0] == reading.at and self._habits.may_be_title(word)
            return "it may have a small letter" if title else ""
        if kind == "mark":
            return self._of_mark(reading)
        return self._of_space(reading) if kind == "space" else ""

    def of_all(self, lost: Sequence[int]) -> str:
        """What may be otherwise in all that is read at the `lost` places: a word there that neither the text nor its
        language has, and that becomes one by another letter in a lost place, or by one more or less at an end beside
        which a place is lost, is a misprint of the witness; it may have moved the letters beside it (`th e niversity`).
        """
        start, end = lost[0], lost[-1] + 1
        while start and not self._flat[start - 1].isspace():
            start -= 1
        for found in _WORD.finditer(self._flat, start, end + _REACH):
            if found.start() > end:
                break
            word = re.sub("['’]s$", "", found.group())
            if word.islower() and not self._habits.is_known(word):
                meant = next(filter(self._habits.has, _misread(word, found.start(), frozenset(lost))), "")
                if meant:
                    return f"the witness may misprint {meant}"
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
        return self._of_metre(reading, word)

    def _of_metre(self, reading: Reading, word: str) -> str:
        """In verse `turned` is often `turn’d`. Verse in a text of prose shows by words that open its lines with a
        capital, which the text gives them nowhere else."""
        ending = reading.at + len(word) - 2
        if not word.endswith("ed") or ending not in reading.lost:
            return ""
        around = self._flat[max(0, ending - 3 * _REACH) : ending + 3 * _REACH]
        lines = re.findall(r"[\w,;:] ([A-Z][a-z]+)", around)
        often = self._habits.words
        opened = sum(often[line.lower()] > 10 * often[line] for line in lines)
        return "verse may print it with an apostrophe" if opened >= 2 else ""

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
        opens = before.endswith(_OPENING) and (word.islower() or not before.rstrip(_MARKS).endswith((".", "!", "?")))
        addressed = before.endswith((",", "—")) and after in tuple(",.!?—") and word.islower()
        addressed = addressed and (may_have_capital(word, self._habits.language) or not self._habits.is_settled(word))
        return "it may have a capital" if opens or addressed or self._habits.may_be_title(word) else ""

    def _of_mark(self, reading: Reading) -> str:
        mark = reading.form.strip()
        if mark[:1] in ("!", "?"):
            return "a question may be a cry" if self._may_ask(reading.places[0]) else ""
        if mark == "-":
            return "" if self._is_compound(reading) else "it may be one word or two"
        return "this text may pause longer there" if mark == "," and self._is_doubtful_pause(reading) else ""

    def _may_ask(self, end: int) -> bool:
        """Whether the sentence that ends at a place may be a question or a cry."""
        sentence = _STOP.split(self._flat[max(0, end - _SENTENCE) : end])[-1]
        return may_ask([word.casefold() for word in _WORD.findall(sentence)], self._habits.language)

    def _is_doubtful_pause(self, reading: Reading) -> bool:
        after = reading.places[-1] + 1
        following = re.match(r"\s*(\w+)\s+(\w+)", self._flat[after : after + 60])
        if following is None or not self._told.pauses_changed:
            return False
        return self._habits.pauses(following[1], following[2]) >= PAUSES

    def _of_space(self, reading: Reading) -> str:
        start, end = gap_around(self._flat, reading.places)
        if end - start > 1:
            return self._of_blank(reading, start, end)
        parts = self._parts(reading)
        return "it may be one word or two" if parts is not None and self._compounds.may_join(*parts) else ""

    def _of_blank(self, reading: Reading, start: int, end: int) -> str:
        """Between marks a blank may be a dash, where this text prints dashes between such marks."""
        form = one_quote(self._flat[start:end].replace("\n", " "))
        dashed = "".join("—" if at in reading.places else char for at, char in enumerate(form, start))
        blanks, dashes = (self._habits.gaps[gap] for gap in (form, dashed))
        return f"this text may print {dashed}" if dashes > _DASHED * (dashes + blanks) else ""

    def _is_compound(self, reading: Reading) -> bool:
        parts = self._parts(reading)
        return parts is not None and self._compounds.joined(*parts)

    @cached_property
    def _compounds(self) -> Compounds:
        return Compounds(self._habits, self._flat)

    def _beside(self, start: int, end: int) -> Iterator[str]:
        """The words that a gap stands between."""
        yield from re.findall(r"\w[\w’']*$", self._flat[max(0, start - _REACH) : start])
        yield from re.findall(r"^[\w’']*\w", self._flat[end : end + _REACH])

    def _parts(self, reading: Reading) -> tuple[str, str] | None:
        """The two words that a space or a hyphen parts."""
        at = reading.places[0]
        found = list(self._beside(at, at + 1))
        return (found[0], found[1]) if len(found) == 2 else None


def _misread(word: str, at: int, lost: Container[int]) -> Iterator[str]:
    """What a word that starts at `at` may stand for, as far as places of it or next to it are lost."""
    yield from (
        word[:i] + char + word[i + 1 :] for i in range(len(word)) if at + i in lost for char in ascii_lowercase
    )
    if at - 1 in lost:
        yield from (word[1:], *(char + word for char in ascii_lowercase))
    if at + len(word) in lost:
        yield from (word[:-1], *(word + char for char in ascii_lowercase))


def _fits(word: str, other: str, lost: Container[int]) -> bool:
    """Whether two words of one length are the same wherever nothing is lost."""
    return len(word) == len(other) and all(
        at in lost for at, (x, y) in enumerate(zip(word, other, strict=True)) if x != y
    )
