"""The rarer codes of an arbitrary order, read by the words they complete.

Letters that occur often are found by the letters around them (`substitution_search`); a capital that stands three
times, a q, an accented letter are found only by words: `?he`, `?arch`, `?r?vier`. One code has one value in all its
words, and its margin is how much worse the second best value fits all of them together.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..language.characters import CharacterModel, load
from ..language.words import frequencies

UNKNOWN = "\ue000"  # in a decoded token: a code without a value; a private character, so that no text has it
MARK = "\ue001"  # a code that is no letter: a mark or a figure, which one is not known
JOINTS = "'’-"
LIGATURES = ("fi", "fl", "ff", "ffi", "ti", "tt")

# Costs in natural logarithms, each measured as a share on the benchmark's own English, German and Polish prose.
LISTED = math.log(0.85)  # share of running words that wordfreq lists, in the language it lists worst
SPELT = math.log(0.15)
UNKNOWN_COST = -6.5  # dearer than a rare letter in its place (5 to 6), cheaper than one out of place (9 and more)
MARK_COST = -3.0  # one mark or figure of about twenty, at the edge of a word
MARK_INSIDE = -9.0  # 3.25, s/he
JOINT_COST = -3.5
CAPITAL_COST: dict[str, float] = {"de": -1.1}
CAPITAL = -2.3
CAPITALS_ONLY = -4.5
CAPITAL_INSIDE = -9.0


class WordScore:
    """Log-probability of a decoded token: marks, word, marks."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._listed = frequencies(language)
        self._model: CharacterModel = load(language)
        self._symbol = {letter: i for i, letter in enumerate(self._model.alphabet, 1)}
        self._log = self._model.log
        self._seen: dict[str, float] = {}
        self._capital: float = CAPITAL_COST.get(language, CAPITAL)

    def __call__(self, token: str) -> float:
        found = self._seen.get(token)
        if found is None:
            found = self._seen[token] = self._token(token)
        return found

    def knows(self, word: str) -> bool:
        """Whether a word is listed, as it is or part for part."""
        lower = word.lower().replace("’", "'").replace("ß", "ss")
        return all(part in self._listed for part in re.split(r"[-']", lower) if part) or lower in self._listed

    def _token(self, token: str) -> float:
        core = token.strip(MARK)
        cost = MARK_COST * (len(token) - len(core))
        if not core:
            return cost
        pieces = core.split(MARK)
        cost += MARK_INSIDE * (len(pieces) - 1)
        return cost + sum(self._joined(piece) for piece in pieces if piece)

    def _joined(self, piece: str) -> float:
        lower = piece.lower().replace("’", "'").replace("ß", "ss")
        cost = self._case(piece)
        if UNKNOWN not in piece and any(joint in piece for joint in JOINTS):
            whole = self._listed.get(lower)
            if whole:
                return cost + LISTED + math.log(whole)
        parts = re.split(r"(?<=['’])|-", lower) if any(joint in lower for joint in JOINTS) else [lower]
        parts = [part for part in parts if part] or [lower]
        cost += JOINT_COST * (len(parts) - 1)
        if piece[0] in JOINTS or piece[-1] in JOINTS:
            cost += MARK_INSIDE / 2
        return cost + sum(self._word(part.rstrip("'")) for part in parts if part.rstrip("'"))

    def _word(self, word: str) -> float:
        if UNKNOWN in word:
            letters = [part for part in word.split(UNKNOWN) if part]
            return UNKNOWN_COST * word.count(UNKNOWN) + sum(self._spelling(part) for part in letters)
        listed = self._listed.get(word, 0.0)
        spelt = SPELT + self._spelling(word)
        if not listed:
            return spelt
        known = LISTED + math.log(listed)
        return max(known, spelt) + math.log1p(math.exp(-abs(known - spelt)))

    def _spelling(self, word: str) -> float:
        log, other = self._log, self._model.other
        a = b = c = 0
        total = 0.0
        for letter in word:
            d = self._symbol.get(letter, other)
            total += log[a, b, c, d]
            a, b, c = b, c, d
        return float(total + log[a, b, c, 0])

    def _case(self, piece: str) -> float:
        upper = [char.isupper() for char in piece if char.isalpha()]
        if not any(upper):
            return 0.0
        if len(upper) > 1 and all(upper):
            return CAPITALS_ONLY
        parts = re.split(r"[-'’]", piece)
        inside: int = sum(char.isupper() for part in parts for char in part[1:])
        return self._capital + CAPITAL_INSIDE * inside


Tokens = list[tuple[str, int]]  # distinct tokens of codes, with how often they stand


def tokens(text: str, edges: Iterable[str]) -> Tokens:
    """The tokens between edges, the commonest first."""
    parts = re.split("[" + re.escape("".join(edges)) + "]+", text)
    return sorted(Counter(part for part in parts if part).items(), key=lambda item: (-item[1], item[0]))


LONGEST = 22  # letters of a word, when words are told apart in text without spaces
WORD_COST = -1.0  # for each word: without it every short string is a word


def run_on_tokens(text: str, edges: Iterable[str], table: Mapping[str, str], score: WordScore) -> Tokens:
    """The tokens of text whose spaces were dropped: the likeliest words, as far as the codes are read."""
    found: Counter[str] = Counter()
    for part, count in tokens(text, edges):
        for token in _split(part, part.translate({ord(c): table.get(c, UNKNOWN) for c in part}), score):
            found[token] += count
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _split(part: str, read: str, score: WordScore) -> list[str]:
    """One run of codes as words; `read` is the run decoded."""
    best = [0.0] + [-math.inf] * len(part)
    since = [0] * (len(part) + 1)
    for end in range(1, len(part) + 1):
        for start in range(max(0, end - LONGEST), end):
            value = best[start] + WORD_COST + score(read[start:end])
            if value > best[end]:
                best[end], since[end] = value, start
    words, end = [], len(part)
    while end:
        words.append(part[since[end] : end])
        end = since[end]
    return words


@dataclass(frozen=True)
class Reading:
    """What a code is read as, and by how much the next best value fits its words worse (natural logarithms)."""

    value: str
    margin: float
    runner_up: str


def candidates(alphabet: str) -> list[str]:
    """What a code may be: a letter, a capital, a ligature; a joint; no letter; unknown."""
    letters = [*alphabet, *(upper for letter in alphabet if len(upper := letter.upper()) == 1)]
    if "ä" in alphabet and "ü" in alphabet:
        letters.append("ß")
    return [*letters, *LIGATURES, "'", "-", MARK, UNKNOWN]


class Reader:
    """Reads codes one after the other by the words they complete."""

    def __init__(self, score: WordScore, alphabet: str, found: Tokens, table: Mapping[str, str]) -> None:
        self.score = score
        self.alphabet = alphabet
        self.tokens = found
        self.table = dict(table)
        self.where: dict[str, Tokens] = {}
        self.counts: Counter[str] = Counter()
        for token, count in found:
            for code in set(token):
                self.where.setdefault(code, []).append((token, count))
            for code in token:
                self.counts[code] += count

    def fit(self, code: str, values: Iterable[str]) -> list[tuple[float, str]]:
        """How well each value fits the words of a code, best first."""
        table = str.maketrans(
            {char: self.table.get(char, UNKNOWN) for token, _ in self.where[code] for char in token if char != code}
        )
        parts = [(token.translate(table).split(code), count) for token, count in self.where[code][:MOST_TOKENS]]
        scored = [
            (sum(count * self.score(value.join(part)) for part, count in parts), value) for value in values
        ]
        return sorted(scored, key=lambda item: (-item[0], item[1]))

    def case_margin(self, code: str) -> float:
        """By how much a code's letter fits better small than as a capital, or the other way round, together with
        the code that now holds the other of the two (natural logarithms)."""
        value = self.table[code]
        swapped = value.swapcase()
        other = next((held for held, letters in self.table.items() if letters == swapped), None)
        near = dict(self.where[code] + (self.where[other] if other else []))
        turned = self.table | {code: swapped} | ({other: value} if other else {})
        return self._sum(near, self.table) - self._sum(near, turned)

    def _sum(self, found: Mapping[str, int], table: Mapping[str, str]) -> float:
        read = {ord(char): table.get(char, UNKNOWN) for token in found for char in token}
        return sum(count * self.score(token.translate(read)) for token, count in found.items())

    def is_initial(self, code: str) -> bool:
        """Whether a code stands at the head of words only, marks before it not counted."""
        read = str.maketrans({char: self.table.get(char, UNKNOWN) for token, _ in self.where[code] for char in token})
        for token, _ in self.where[code]:
            for place, char in enumerate(token):
                if char == code and token[:place].translate(read).strip(MARK + "'-"):
                    return False
        return True

    def read(self, code: str) -> Reading:
        """The best value of a code, all others being as they are.

        A value that another code has is not free: taking it means exchanging, and counts if both together fit
        better so.
        """
        holders = {
            value: other for other, value in self.table.items() if other != code and value not in (MARK, UNKNOWN)
        }
        ranked = self.fit(code, candidates(self.alphabet))
        best, second, *_ = [item for item in ranked if item[1] not in holders]
        reading = Reading(best[1], best[0] - second[0], second[1])
        for fit, value in ranked:
            lead = best[0] - fit
            if lead > reading.margin + NEAR:
                break
            if value in holders and self.table.get(code) == best[1]:
                lead = self.exchange_margin(code, holders[value])
                if lead < reading.margin:
                    reading = Reading(best[1], lead, value)
        return reading

    def exchange_margin(self, code: str, other: str) -> float:
        """By how much two codes fit better as they are than exchanged (natural logarithms)."""
        near = dict(self.where[code] + self.where[other])
        turned = self.table | {code: self.table[other], other: self.table[code]}
        return self._sum(near, self.table) - self._sum(near, turned)

    def settle(self, rounds: int = 4) -> dict[str, Reading]:
        """Reads every code anew, the commonest first, until nothing changes; the last reading of each."""
        order = sorted(self.where, key=lambda code: (-self.counts[code], code))
        readings: dict[str, Reading] = {}
        for _ in range(rounds):
            changed = False
            for code in order:
                reading = readings[code] = self.read(code)
                if reading.margin < -1.0:
                    other = next(held for held, value in self.table.items() if value == reading.runner_up)
                    self.table[code], self.table[other] = self.table[other], self.table[code]
                    changed = True
                elif reading.value != self.table.get(code, UNKNOWN) and reading.margin > 1.0:
                    self.table[code] = reading.value
                    changed = True
            if not changed:
                break
        return readings

    def fill(self, wanted: Callable[[Reading, str], bool]) -> None:
        """Gives values to the open codes, the surest first, as long as one is `wanted`."""
        pending = {code: self.read(code) for code in self.where if code not in self.table}
        while pending:
            code = max(pending, key=lambda code: (pending[code].margin, self.counts[code], code))
            reading = pending.pop(code)
            if not wanted(reading, code):
                continue
            if reading.value == UNKNOWN:
                continue
            self.table[code] = reading.value
            near = {char for token, _ in self.where[code] for char in token}
            for other, held in pending.items():
                if other in near or reading.value in (held.value, held.runner_up):
                    pending[other] = self.read(other)


NEAR = 8.0  # natural logarithms within which an exchange with another code is looked at
MOST_TOKENS = 60  # distinct tokens looked at for one code: more change nothing
