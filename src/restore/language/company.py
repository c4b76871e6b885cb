"""What is seen around a run of marks: how its words are capitalised, where it stands, how far the next marks are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from itertools import accumulate

from ..document import LOST
from . import words
from .runs import Run, Runs, pattern

_LETTERS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouyàâáãäåæéèêëíîïóòôõöøœúùûüýąęаеёиоуыэюя]", re.I)
BRACKETED = 300
"""Characters within which a bracket is looked for; the longest parenthesis of the five seed documents has 297."""

_WORDS_OF_ONE_LETTER = "AIOÀÉYВИКОСУЯ"

COMMON = 5.0
"""Zipf frequency from which a capitalised word is taken for the start of a sentence when the text itself does not
tell: about the 700 commonest words of a language, among which names and (in German) nouns are few."""

RATHER_COMMON = 4.3
"""Zipf frequency below which a capitalised word that the text has but once is a name rather than not: half of the
capitalised words inside sentences of the five seed documents are above it when they are no names."""

FUNCTION = 6.0
"""Zipf frequency from which a word is one of the fifty or so that grammar needs (the, of, by), which rarely end a
sentence."""


def zipf(word: str, language: str) -> float:
    """`words.zipf`, and 0 in a language that is not known."""
    return words.zipf(word, language) if language else 0.0


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
            return self._of_capitalised(letters.lower()) if letters in _WORDS_OF_ONE_LETTER else "initial"
        return "caps" if letters.isupper() else self._of_capitalised(letters.lower())

    def _of_capitalised(self, word: str) -> str:
        capital, small = self._capital[word], self._small[word]
        if capital > 2 * small:
            return "name"
        if small > 2 * capital or zipf(word, self.language) >= COMMON:
            return "common"
        if self._nouns or capital:
            return "name"
        return "rare" if zipf(word, self.language) < RATHER_COMMON else "rather common"


QUOTES = "“”„«»‘’‚‹›"


def quote(word: str, mark: str) -> str:
    """What a mark beside a run is: `opening`, `closing`, or itself when it is no quotation mark.

    Languages use the same marks in opposite ways. One that stands before letters opens, one after letters closes;
    of those alone, between spaces, `«` and `„` open (French sets them so) and the others close.
    """
    if mark not in QUOTES:
        return "dash" if mark in "–—" else mark
    if any(char.isalpha() for char in word):
        return "opening" if word[0] == mark else "closing"
    return "opening" if mark in "«„‚‹" else "closing"


def first_letters(word: str) -> str:
    """The first stretch of letters in what is seen between two runs."""
    found = _LETTERS.search(word)
    return found.group() if found else ""


def last_letters(word: str) -> str:
    """The last stretch of letters in what is seen between two runs."""
    found = _LETTERS.findall(word)
    return str(found[-1]) if found else ""


_ENDS = ("line-end", "paragraph-end")


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
        self._ends = ("inside", *(f"{'' if self.runs.ends_in_space else 'bare '}{end}" for end in _ENDS))
        self._round = [(match.start(), match.group()) for match in re.finditer(r"[()]", runs.text)]

    def features(self, run: Run) -> list[str]:
        """All that the model is told of a run."""
        left, lead = self._left(run)
        right, tail = self._right(run)
        last, first = last_letters(left), first_letters(right)
        l_kind, r_kind = self.casing.kind(last), self.casing.kind(first)
        place = "line-start" if run.opens else self._ends[run.breaks]
        tongue, here = self.casing.language, f"{l_kind}{lead}|{r_kind}{tail}"
        told = [
            "", f"in {tongue}", f"in {tongue} r {r_kind}{tail}", f"at {place}", f"l {l_kind}{lead}",
            f"r {r_kind}{tail}", here, f"at {place} r {r_kind}{tail}", f"at {place} {here}",
            f"brackets {self._brackets(run)}", f"left={last}", f"right={first.lower()} {r_kind}",
        ]  # fmt: skip
        if is_abbreviated(last):
            told.append(f"l abbreviated {r_kind}")
        if is_abbreviated(first):
            told.append("r ordinal")  # 20th, 3rd, 1940s
        if zipf(last, self.casing.language) >= FUNCTION:
            told.append(f"l function at {place}")
        if run.breaks > 1:
            told.append(f"next {self._next(run)} {l_kind}")
        if run.size == 1 and run.breaks == 1:
            told.append(f"broken {self._broken(run)}")
        if run.opens:
            told.append(f"above={self._above(run)}")
        return told + self._farther(run, l_kind, f"{r_kind}{tail}")

    def _above(self, run: Run) -> str:
        """How the line above begins, when it begins with marks or a number: a list goes on as it began."""
        line = self.runs.text.rfind("\n", 0, max(0, run.start - 1))
        above = self.runs.opening.get(line + 1)
        return pattern(above.known) if above is not None and LOST not in above.known else ""

    def _names(self, first: int, last: int) -> int:
        """How many of the words `first` to `last` are names; -1 when one of them is not, or they are none or many."""
        if not 0 <= first <= last < len(self.runs.words) or last - first > 3:
            return -1
        kinds = {self.casing.kind(first_letters(word.text)) for word in self.runs.words[first : last + 1]}
        return last - first + 1 if kinds <= {"name", "rare", "initial"} else -1

    def _next(self, run: Run) -> str:
        """How the paragraph after a run begins."""
        words = self.runs.words
        return self.casing.kind(first_letters(words[run.right].text)) if run.right < len(words) else "end"

    def _broken(self, run: Run) -> str:
        """Whether the words on both sides of a line end are the halves of one."""
        words, language = self.runs.words, self.casing.language
        if run.left < 0 or run.right >= len(words) or words[run.left].end != run.start:
            return "no"
        left, right = last_letters(words[run.left].text), first_letters(words[run.right].text)
        if not right[:1].islower() or not left or words[run.right].start != run.end + 1:
            return "no"
        whole = zipf(left + right, language)
        return "yes" if whole > min(zipf(left, language), zipf(right, language)) - 1 and whole else "no"

    def _farther(self, run: Run, l_kind: str, r_kind: str) -> list[str]:
        """What the words between this run and the next marks on both sides tell."""
        words = self.runs.words
        since = until = 0
        opener = second = beyond = ""
        if run.left >= 0 and not run.opens:
            since = self._since[run.left]
            opener = first_letters(words[run.left - since + 1].text)
        if run.right < len(words):
            until = self._until[run.right]
            second = first_letters(words[run.right + 1].text) if until > 1 else ""
            if run.right + until < len(words):
                beyond = self.casing.kind(first_letters(words[run.right + until].text))
        far, near = _bucket(since), _bucket(until)
        before = self._names(run.left - min(since, 2) + 1, run.left) if since else -1
        behind = self._names(run.right, run.right + until - 1) if until else -1
        return [
            f"since {far} {l_kind} {r_kind}", f"until {near} {r_kind}", f"span {far} {near} {r_kind}",
            f"opener={opener} {r_kind}", f"second={second.lower()} {r_kind}", f"second=-{second[-2:]} {r_kind}",
            f"opener {self.casing.kind(opener)} {far} {r_kind}", f"beyond {near} {beyond} {r_kind}",
            f"names {before > 0} {behind > 0} {beyond}", f"names {before} {behind}",
            f"chain {self.casing.kind(opener)} {far} {r_kind} {near} {beyond}",
        ]  # fmt: skip

    def learn_brackets(self, found: Mapping[int, str]) -> None:
        """Round brackets read in lost runs, by place, stand among those the text shows."""
        self._round = sorted({**dict(self._round), **found}.items())

    def _brackets(self, run: Run) -> str:
        """Whether the brackets known around a run ask for one in it."""
        at = bisect_left(self._round, (run.start, ""))
        after = bisect_left(self._round, (run.end, ""))
        behind = self._round[at - 1] if at else (-BRACKETED, "")
        ahead = self._round[after] if after < len(self._round) else (run.end + BRACKETED, "")
        opened = behind[1] == "(" and run.start - behind[0] < BRACKETED
        closed = ahead[1] == ")" and ahead[0] - run.end < BRACKETED
        if opened:
            return "within" if closed else "to close"
        return "to open" if closed else "none"

    def _left(self, run: Run) -> tuple[str, str]:
        """The word before a run on its line, and the mark that survives between the two."""
        if run.opens or run.left < 0:
            return "", ""
        word = self.runs.words[run.left].text
        if self.runs.words[run.left].end != run.start:
            return word, "0"  # a known mark or digit stands before what was lost
        if word[-1].isalpha():
            return word, ""
        if not first_letters(word) and run.left and word[-1] in QUOTES:
            return self.runs.words[run.left - 1].text, quote(word, word[-1])
        return word, quote(word, word[-1])

    def _right(self, run: Run) -> tuple[str, str]:
        """The word after a run, on this line or the next, and the mark that survives between the two."""
        if run.right >= len(self.runs.words) or run.breaks > 1:
            return "", ""
        here = self.runs.words[run.right]
        word = here.text
        if not run.closes and here.start != run.end:
            return word, "0"
        if word[0].isalpha():
            return word, ""
        if not first_letters(word) and run.right + 1 < len(self.runs.words):
            return self.runs.words[run.right + 1].text, quote(word, word[0])
        return word, quote(word, word[0])


def _ends(runs: Runs, word: int) -> bool:
    """Whether a mark stands before a word: more than a space."""
    run = runs.before.get(word) or runs.after.get(word - 1)
    return (run is not None and run.size > 1) or runs.words[word - 1].text[-1] in "?—–:"


def _bucket(distance: int) -> str:
    """A distance in words: exact while segments that short are names and phrases, then by lengths of clauses."""
    if not distance:
        return "0"
    return next((name for most, name in ((1, "1"), (2, "2"), (3, "3"), (6, "4-6"), (12, "7-12"))
                 if distance <= most), "13-")  # fmt: skip


def is_abbreviated(letters: str) -> bool:
    """Whether letters look like the remains of a word rather than a word: few, and no vowel among them."""
    return len(letters) <= 4 and bool(letters) and not _VOWELS.search(letters)
