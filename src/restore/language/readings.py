"""What a run of lost characters may have been, with probabilities: marks, joins and the text's own rules together."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from ..document import LOST, Span
from .company import BRACKETED, first_letters, is_abbreviated, last_letters, zipf
from .joins import Compounds
from .punctuation import Punctuation, is_telling
from .runs import Run, Runs, agrees, pattern, spell
from .sense import ONE_WORD, clauses, dated, enclosed, one_word_sentences, open_brackets

_ABBREVIATIONS = (
    "al approx art ca cf chap col dept dr ed eds etc fig gen gov mr mrs ms no nos op p pp prof rev sec sen sgt sr st "
    "vol vols vs"
)
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
"""Words that carry a full stop inside sentences, for texts that do not show it; of the languages' own, what the text
prints is learned from it."""

LOSABLE_LETTERS = {"da": "æø", "de": "üß", "es": "ü", "fr": "ùûœ", "hu": "ü", "it": "ù", "nb": "æø", "nl": "ü",
                   "pt": "ü", "tr": "ü"}  # fmt: skip
"""Letters whose glyph numbers in the Macintosh order fall on codes that are lost as well: delete and the controls
after it, 127 to 159."""

WORD, CLEARER = 3.0, 1.0
"""Zipf frequency from which a string is a word, and by how much it must be commoner than what stands there: a tenfold
frequency. Of 112 such letters in prose of nine languages this finds 79; the others are in German compounds that no
list has."""

ENOUGH_RUNS = 100
"""Sound runs from which a text is its own teacher; below, what is known of prose decides."""

_QUOTES = "“”‘’\"'«»„"
"""Marks left out where a word is named: the message sets its own around it."""

LONGEST = 40
"""Characters of a run that is read; the longest in the five seed documents has 14."""

UNSPACED = 0.15
"""Odds for a line that goes on and ends in a mark or number without a space, where the lines of a text end in one: in
the seed document whose lines do, 130 with a mark or number end so and 19 do not, most of them in headings."""

DOUBT = 0.02
"""Share kept for everything a rule of the text excludes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one run may have been: strings of its size, a lost digit as U+FFFD, with their probabilities."""

    run: Run
    chances: Mapping[str, float]
    why: str

    @property
    def best(self) -> str:
        return max(self.chances, key=lambda chars: (self.chances[chars], chars))

    def sure(self, threshold: float) -> str:
        """The best reading where each character is at least so probable; U+FFFD where it is not."""
        best = self.best
        return "".join(
            best[i] if self.chance_of(i, best[i]) >= threshold else LOST for i in range(self.run.size)
        )

    def chance_of(self, place: int, char: str) -> float:
        return sum(chance for chars, chance in self.chances.items() if chars[place] == char)

    def share(self, marks: str) -> float:
        """The probability that one of `marks` was in the run."""
        return sum(chance for chars, chance in self.chances.items() if any(m in chars for m in marks))

    def moved(self, offset: int) -> Reading:
        """The same reading in a text in which its run stands so much later."""
        return replace(self, run=replace(self.run, start=self.run.start + offset, end=self.run.end + offset))

    def weighted(self, marks: str, factor: float, why: str = "") -> Reading:
        """The reading with the odds of `marks` changed by a factor."""
        raw = {c: p * (factor if any(m in c for m in marks) else 1.0) for c, p in self.chances.items()}
        return replace(self, chances=_scaled(raw), why=why or self.why)


class Reader:
    """Reads the lost runs of a text by what its sound lines teach."""

    def __init__(self, runs: Runs, language: str, absent: str = "") -> None:
        self.runs = runs
        self.marks = Punctuation(runs, language, absent)
        self.joins = Compounds(runs, language)
        self._stopped: Counter[str] = Counter()
        self._met: Counter[str] = Counter()
        for run in runs.runs:
            if not run.lossy and run.left >= 0 and not run.opens and run.breaks < 2:
                word = last_letters(runs.words[run.left].text)
                self._met[word] += 1
                self._stopped[word] += run.text.startswith(".") and not _starts_sentence(runs, run)

    def read_all(self, threshold: float) -> list[Reading]:
        """Every lost run. Where a bracket is sure that was not known, the runs around it are read again."""
        readings = [self.read(run) for run in self.runs.runs if run.lossy]
        found = {
            reading.run.start: char
            for reading in readings
            if reading.chances
            for char in reading.sure(threshold)
            if char in "()"
        }
        self.marks.company.learn_brackets(found)
        return self._together([
            self.read(reading.run) if reading.chances and self._near(reading.run, found) else reading
            for reading in readings
        ])  # fmt: skip

    def _together(self, readings: list[Reading]) -> list[Reading]:
        """The readings, weighed by what they say of each other."""
        for i in one_word_sentences(self.runs, readings):
            readings[i] = readings[i].weighted(".", ONE_WORD)
        for i, odds in clauses(self.runs, readings, self.marks.company.casing.language).items():
            readings[i] = readings[i].weighted(".", odds)
        for i in enclosed(self.runs, readings):
            why = "the line begins with a lost character too, so the two may be brackets or quotation marks"
            readings[i] = replace(readings[i], chances={}, why=why)
        for candidates in open_brackets(self.runs.text, readings):
            told = by_rule([readings[i] for i in candidates], ")", "a bracket was opened and is closed nowhere else")
            for i, reading in zip(candidates, told, strict=True):
                readings[i] = reading
        return readings

    def _near(self, run: Run, found: Mapping[int, str]) -> bool:
        return any(0 < abs(place - run.start) <= BRACKETED for place in found)

    def read(self, run: Run) -> Reading:
        """What a lost run may have been; no chances when nothing can be said."""
        if len(run.text) > LONGEST:
            return Reading(run, {}, "more characters are lost in a row than marks and a number can be")
        if run.size == 1 and run.opens:
            return Reading(run, {}, "one character is lost at the start of a line")
        if word := self._lettered(run):
            why = f"“{word}” is a word and “{word[:-1]}” hardly: a letter was lost, and letters are not guessed"
            if run.size == 1:
                return Reading(run, {LOST: 1.0}, why)
            rest = self.read(replace(run, known=run.known[1:]))
            return Reading(run, {LOST + chars: chance for chars, chance in rest.chances.items()}, why)
        if not is_telling(run, self.runs):
            join = self.joins.join(self.runs, run)
            other = " " if join.mark != " " else "-"
            return Reading(run, {join.mark: join.chance, other: 1 - join.chance}, join.why)
        fitting: dict[str, float] = defaultdict(float)
        spaces = () if self.runs.is_spaced else tuple(_spaces(run))
        for name, chance in self._patterns(run):
            chars = spell(name, run.size)
            if agrees(chars, run.known) and all(chars[i] == " " for i in spaces):
                fitting[chars] += chance * self._at_line_end(run, chars)
        if not fitting and run.known.count(LOST) == 1 and LOST in (run.known[0], run.known[-1]):
            fitting[run.known.replace(LOST, " ")] = 1.0  # beside a known mark or number, which ends there
        return Reading(run, _scaled(fitting), self._described(run))

    def _at_line_end(self, run: Run, chars: str) -> float:
        """Odds for what stood at the end of a line that goes on in the next: a hyphen by the two words that it would
        join, a mark or number without a space where the lines of the text end in one."""
        if run.breaks != 1:
            return 1.0
        if chars == "-":
            return self.joins.compound_odds(self.runs, run)
        return UNSPACED if run.size > 1 and self.runs.ends_in_space and chars[-1] != " " else 1.0

    def _lettered(self, run: Run) -> str:
        """The word that the first lost character of a run completes if it was a letter, or ""."""
        words, language = self.runs.words, self.marks.company.casing.language
        letters = LOSABLE_LETTERS.get(language, "")
        if not letters or run.opens or run.left < 0 or not run.known.startswith(LOST):
            return ""
        left = words[run.left]
        if left.end != run.start or not left.text[-1].isalpha():
            return ""
        head = last_letters(left.text)
        tail = ""
        if run.size == 1 and run.right < len(words) and words[run.right].start == run.end:
            tail = first_letters(words[run.right].text)
        apart = min(zipf(head, language), zipf(tail, language)) if tail else zipf(head, language)
        whole = max((head + letter + tail for letter in letters), key=lambda word: zipf(word, language))
        return whole if zipf(whole, language) >= max(WORD, apart + CLEARER) else ""

    def _patterns(self, run: Run) -> Iterator[tuple[str, float]]:
        """The patterns of a run, those after an abbreviation with its full stop."""
        chances = dated(run, self.runs, self.marks.company.casing.language, self.marks.chances(run))
        left = last_letters(self.runs.words[run.left].text) if run.left >= 0 and not run.opens else ""
        stopped = self._abbreviated(left) if run.size > 1 and left else 0.0
        if stopped < 0.5:
            yield from chances.items()
            return
        if run.size == 2:
            yield from chances.items() if self._met[left] > 3 else [(". ", stopped), *_shared(chances, 1 - stopped)]
            return
        shorter = self.marks.chances(replace(run, known=run.known[1:]))
        for name, chance in chances.items():
            if not name.startswith("."):
                yield name, chance * (1 - stopped)
        rest = {name: chance for name, chance in shorter.items() if name[0] not in ".DY"}
        whole = sum(rest.values())
        for name, chance in rest.items():
            yield "." + name, stopped * chance / whole

    def _abbreviated(self, word: str) -> float:
        """How probably a word carries a full stop inside a sentence."""
        known = 3 if word.lower() in ABBREVIATIONS or (is_abbreviated(word) and not word.isupper()) else 0
        return (self._stopped[word] + known) / (self._met[word] + known + 0.3)

    def _described(self, run: Run) -> str:
        words = self.runs.words
        left = last_letters(words[run.left].text)[-20:] if run.left >= 0 and not run.opens else ""
        right = words[run.right].text[:20] if run.right < len(words) and not run.closes else ""
        after = f"after “{left}”" if left else ""
        before = f"before “{right.strip(_QUOTES)}”" if right.strip(_QUOTES) else f"before {right}" if right else ""
        edge = "at the start of a line" if run.opens else "at the end of a line" if run.closes else ""
        place = ", ".join(part for part in (edge, after, before) if part) or "here"
        lost = "one character is lost" if run.size == 1 else f"{run.size} characters are lost"
        taught = self.marks.taught
        known = f"in {taught:,} sound places of this text" if taught >= ENOUGH_RUNS else "in prose"
        return f"{lost} {place}; judged by how marks stand {known}"


def _shared(chances: Mapping[str, float], share: float) -> Iterator[tuple[str, float]]:
    for name, chance in chances.items():
        yield name, chance * share


def _starts_sentence(runs: Runs, run: Run) -> bool:
    """Whether a run with a full stop may be the end of a sentence for all the text shows."""
    if pattern(run.text) not in (".", ". "):
        return False
    return run.right >= len(runs.words) or not runs.words[run.right].text[:1].islower()


def _spaces(run: Run) -> Iterator[int]:
    """Which of the lost characters of a run were spaces: those before extra word spacing."""
    place = -1
    for char, after in pairwise(f"{run.text}."):
        if char == LOST:
            place = run.known.index(LOST, place + 1)
            if after in " \t" and run.known[place + 1 : place + 2] != " ":
                yield place


def _scaled(chances: Mapping[str, float]) -> dict[str, float]:
    whole = sum(chances.values())
    return {chars: chance / whole for chars, chance in chances.items()} if whole else {}


def by_rule(readings: list[Reading], marks: str, note: str) -> list[Reading]:
    """The readings of one line, given that one of `marks` was lost in it: Bayes' rule over its runs.

    A line in which none of its runs can have held one is left as it is.
    """
    shares = [reading.share(marks) for reading in readings]
    none = [1.0 - share for share in shares]
    some = 1.0 - math.prod(none)
    if some < 1e-9:
        return readings
    told = []
    for i, reading in enumerate(readings):
        others = 1.0 - math.prod(none[:i] + none[i + 1 :])
        chances = {
            chars: (1 - DOUBT) * chance * (1.0 if any(m in chars for m in marks) else others) / some + DOUBT * chance
            for chars, chance in reading.chances.items()
        }
        why = note if any(m in max(chances, key=lambda c: chances[c]) for m in marks) else reading.why
        told.append(replace(reading, chances=chances, why=why))
    return told


def lines_of(readings: list[Reading], unexplained: tuple[Span, ...]) -> Iterator[tuple[bool, list[Reading]]]:
    """The readings line by line, in order, each time with whether the line is among `unexplained`."""
    at = 0
    rest: list[Reading] = []
    for line in unexplained:
        while at < len(readings) and readings[at].run.start < line.start:
            rest.append(readings[at])
            at += 1
        here: list[Reading] = []
        while at < len(readings) and readings[at].run.start <= line.end:
            here.append(readings[at])
            at += 1
        yield False, rest
        yield True, here
        rest = []
    yield False, [*rest, *readings[at:]]
