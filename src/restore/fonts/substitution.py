"""Arbitrary glyph orders: every code is some letter, and nothing tells which; solved as a simple substitution.

Whence: fonts cut down to the glyphs a document uses, numbered in order of first use (`!"#$%#&'($` = They have), and
fonts of no known order (Carlito). Method: simulated annealing over one-to-one tables with three letters in a row,
in all languages at once (after Corlett and Penn 2010; Nuhn et al. 2013), then words for the rarer codes (as Hauer et
al. 2014 do with whole words). The space is one of the codes, or stands already, or was dropped.

Left alone: anything that reads in a language as it stands; deliberate ciphers, transliterations and languages we
have no model of (letters for letters, capitals in their places, real marks); texts too short to have one solution;
and, in a text that is solved, every code that too few words prove, every figure and most marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from .substitution_looks import EDGES, GAP, SHORT, SPACES, is_typed, may_be_order
from .substitution_marks import marks, out_of_place
from .substitution_search import Chains, Cipher, anneal, cipher
from .substitution_tables import bank
from .substitution_words import LIGATURES, MARK, UNKNOWN, Reader, Reading, WordScore, run_on_tokens, tokens

GAPS = 0.18  # with more gaps than this no code is looked for that is the space
LONG_WORD, LONG_WORDS = 20, 0.03
"""Prose of nine languages has less than 1 % of words longer than 20; between two of one common letter stand 4 % and
more."""
RACE_STEPS, RACE_CHAINS = 5000, 3
FINALISTS, FINAL_CHAINS = 4, 4
STEPS, CHAINS = 10000, 12
HOT, COLD = 30.0, 2.0
"""Temperatures in natural logarithms of the probability of a text: an exchange of two common letters costs some 50,
of two rare ones 5. Steps: with 5,000, on pages of 1,500 characters, 3 to 12 chains of 12 end near the best table;
with 10,000, 8 to 12."""
POOR = -2.80
"""Log-probability a character below which nothing is solved. Measured: solved pages of nine languages -2.1 to -2.6,
the best wrong tables for them, and for base64, DNA, chess and tables, -3.0 to -3.4."""
GOOD = -2.60  # good enough not to try another assumption about the spaces
CLEAR = 0.25  # by how much a language must lead not to try the others again; neighbours differ by 0.3 and more
KNOWN = 0.62  # share of words of three letters and more that must be listed; solved pages have 0.75 to 0.97
ALIKE = 0.85  # share of the text that two tables read alike when they are the same but for some rare codes
AGREEING = 3  # chains that must end alike
MARGIN = 4.5
"""Natural logarithms by which a letter must fit its words better than any other: 90 to 1. Measured on the benchmark's
own texts: of the values above it 0.1 % of letters are wrong; at 2, 0.6 %."""


SHORT_POOR, SHORT_AGREEING, SHORT_KNOWN, SHORT_MARGIN = -2.50, 5, 0.85, 9.0
"""The same where there are fewer than `SHORT` characters. Measured on three lines of prose in six languages, 30 of
them: 18 are solved, and of 400 codes read with this margin, and seen twice, none is
wrong; at 4.5 one in sixty."""

RUN_ON_MARGIN = 7.0  # where the words themselves are told apart by us: at 4.5, 0.3 % of letters are wrong
SEEN_INSIDE = 6  # a small letter rarer than this must stand inside a word once: else it may be a capital


@dataclass(frozen=True)
class Solution:
    """A table from codes to letters, as far as it is sure.

    `table` holds what may be published. `readings` says for every code what it most probably is, by what margin and
    against what; `agreement` is the share of the best chains that gave a code the same value. `left` are the codes
    that stay as they were.
    """

    language: str
    table: Mapping[str, str]
    readings: Mapping[str, Reading]
    agreement: Mapping[str, float]
    left: tuple[str, ...]
    space: str | None  # the code that is the space; None when the text has real ones or none
    run_on: bool  # no spaces at all
    chains: int  # that ended alike
    quality: float  # log-probability a character
    known: float  # share of words that are listed
    counts: Mapping[str, int] = field(default_factory=dict)

    def decode(self, text: str) -> str:
        """A text with every sure code read; the others as they are."""
        return text.translate({ord(code): letters for code, letters in self.table.items()})


def solve(text: str, language: str | None = None) -> Solution | None:
    """The letters behind the codes of a text set in one font, or None when the text is no such garbage.

    `text` is garbled throughout, or nearly (lines of clean text between cost nothing but sureness). `language` is an
    ISO 639-1 code, when known. Takes about 2 s for a page of 1,500 characters when the language is not known.
    The same text gives the same solution.
    """
    body = re.sub(r"[^\S\n]+", " ", re.sub(_INVISIBLE, "", text))
    if is_typed(body) or not may_be_order(body):
        return None
    found = _race(body, language)
    if found is None:
        return None
    puzzle, number = found
    return _read(body, puzzle, number)


_INVISIBLE = "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
"""Marks of writing direction, which extractors put around codes that look like Hebrew or Arabic letters."""


def _race(text: str, language: str | None) -> tuple[Cipher, int] | None:
    """The assumption about spaces, and the language, under which the text reads best; None when it reads badly."""
    length = sum(char != "\n" for char in text)
    puzzles = _assumptions(text)
    names = bank().languages
    numbers = [i for i, name in enumerate(names) if language in (None, name)]
    found: list[tuple[float, int, int]] = []  # score, language, assumption
    for place, puzzle in enumerate(puzzles):
        if numbers:
            found += [(score / length, number, place) for score, number in _heats(puzzle, numbers, length)]
        if found and max(found)[0] >= GOOD:
            break
    if not found:
        return None
    best, number, place = max(found)
    if puzzles[place].run_on:  # words also show when their spaces are taken for a letter
        again = [(_tried(puzzle, number) / length, at) for at, puzzle in enumerate(puzzles) if not puzzle.run_on]
        best, place = max([*again, (best, place)])
    if best < POOR - 0.15:  # the chains may all have missed the best table by a little
        return None
    return puzzles[place], number


def _tried(puzzle: Cipher, number: int) -> float:
    """The best score of some chains in one language."""
    languages = np.full(CHAINS, number, np.intp)
    chains = anneal(puzzle, bank(puzzle.run_on), languages, steps=STEPS, seed=4, hot=HOT, cold=COLD)
    return float(chains.scores.max())


def _heats(puzzle: Cipher, numbers: list[int], length: int) -> list[tuple[float, int]]:
    """Scores of all languages, then of the best of them again with more chains."""
    held = bank(puzzle.run_on)
    languages = np.array(numbers * RACE_CHAINS, np.intp)
    first = anneal(puzzle, held, languages, steps=RACE_STEPS, seed=1, hot=HOT, cold=COLD)
    order = [int(number) for number in first.languages[np.argsort(-first.scores)]]
    ranked = [max(first.scores[first.languages == number]) for number in dict.fromkeys(order)]
    if len(ranked) > 1 and ranked[0] > GOOD * length and ranked[0] - ranked[1] > CLEAR * length:
        return [(float(ranked[0]), order[0])]
    finalists = np.array(list(dict.fromkeys(order))[:FINALISTS] * FINAL_CHAINS, np.intp)
    final = anneal(puzzle, held, finalists, steps=STEPS, seed=3, hot=HOT, cold=COLD)
    return [
        (float(score), int(number))
        for chains in (first, final) for score, number in zip(chains.scores, chains.languages, strict=True)
    ]


def _assumptions(text: str) -> list[Cipher]:
    """What the spaces may be: the real ones, each of the commonest codes, or dropped."""
    length = len(text)
    gaps = len(GAP.findall(text)) / length
    found = []
    if SPACES[0] <= gaps <= SPACES[1]:
        found.append(cipher(text, EDGES))
    counts = Counter(char for char in text if char not in EDGES)
    if gaps < GAPS:
        for code, count in counts.most_common(3):
            if count > SPACES[0] * length and _parts_words(text, code):
                found.append(cipher(text, EDGES | {code}))
    if gaps < SPACES[0]:
        found.append(cipher(text, EDGES, run_on=True))
    return found


def _parts_words(text: str, code: str) -> bool:
    """Whether a code may be the space: hardly ever doubled, and with few stretches between longer than a word."""
    if text.count(code + code) > 0.02 * text.count(code):
        return False
    stretches = [stretch for stretch in re.split(f"[{re.escape(''.join(EDGES) + code)}]+", text) if stretch]
    return sum(len(stretch) > LONG_WORD for stretch in stretches) <= LONG_WORDS * len(stretches)


def _read(text: str, puzzle: Cipher, number: int) -> Solution | None:
    """The solution under one assumption and language, or None when it is not good enough."""
    held = bank(puzzle.run_on)
    alphabet, language = held.alphabets[number], held.languages[number]
    chains = anneal(
        puzzle, held, np.full(CHAINS, number, np.intp), steps=STEPS, seed=2, hot=HOT, cold=COLD, noise=0.5
    )
    length = sum(char != "\n" for char in text)
    quality = float(chains.scores.max()) / length
    table, agreement, alike = _common(puzzle, chains, alphabet)
    short = sum(char not in EDGES for char in text) < SHORT
    if alike < (SHORT_AGREEING if short else AGREEING) or quality < (SHORT_POOR if short else POOR):
        return None
    score = WordScore(language)
    reader = _reader(text, puzzle, score, alphabet, table)
    readings = reader.settle()
    found = marks(text, reader, puzzle.edges)
    doubted = out_of_place(text, reader.table, found, puzzle.edges)
    margin = SHORT_MARGIN if short else RUN_ON_MARGIN if puzzle.run_on else MARGIN
    sure = _sure(reader, readings, doubted, margin)
    if short:
        sure = {code: value for code, value in sure.items() if reader.counts[code] > 1}
    known = _known(reader, sure)
    if known < (SHORT_KNOWN if short else KNOWN) or _stays(sure, reader.counts):
        return None
    space = next(iter(puzzle.edges - EDGES), None)
    published = sure | found | ({space: " "} if space else {})
    left = tuple(sorted(code for code in reader.where if code not in published))
    return Solution(
        language, published, readings, agreement, left, space, puzzle.run_on, alike, quality, known,
        dict(reader.counts),
    )


def _reader(text: str, puzzle: Cipher, score: WordScore, alphabet: str, table: dict[str, str]) -> Reader:
    """A reader that has given every code its likeliest value."""
    if not puzzle.run_on:
        reader = Reader(score, alphabet, tokens(text, puzzle.edges), table)
        reader.fill(lambda reading, code: reading.margin > 0)
        return reader
    for _ in range(2):  # words help to read codes, codes to tell words apart
        reader = Reader(score, alphabet, run_on_tokens(text, puzzle.edges, table, score), table)
        reader.fill(lambda reading, code: reading.margin > 1)
        table = {code: value for code, value in reader.table.items() if value != UNKNOWN}
    return reader


def _common(puzzle: Cipher, chains: Chains, alphabet: str) -> tuple[dict[str, str], dict[str, float], int]:
    """The table on which the best chains agree, how far they do for each code, and how many they are."""
    best = chains.symbols[:, [chains.scores.argmax()]]
    counts = np.array(puzzle.counts, np.float64)
    alike = np.flatnonzero(counts @ (chains.symbols == best) >= ALIKE * counts.sum())
    values = [*"\0", *alphabet, "'", UNKNOWN]
    table, agreement = {}, {}
    for place, code in enumerate(puzzle.codes):
        votes = Counter(values[int(chains.symbols[place, chain])] for chain in alike)
        value = values[int(chains.symbols[place, chains.scores.argmax()])]
        agreement[code] = votes[value] / len(alike)
        if value != UNKNOWN and agreement[code] > 0.5:
            table[code] = value
    return table, agreement, len(alike)


def _sure(
    reader: Reader, readings: Mapping[str, Reading], doubted: Collection[str], margin: float
) -> dict[str, str]:
    """The letters that may be published."""
    sure = {}
    for code, value in reader.table.items():
        reading, count = readings[code], reader.counts[code]
        if value in (MARK, UNKNOWN) or reading.value != value or reading.margin < margin or code in doubted:
            continue
        if value in LIGATURES and (count == 1 or margin > MARGIN):
            continue
        if count < SEEN_INSIDE and value.islower() and reader.is_initial(code):
            continue
        if count < SEEN_INSIDE and reader.case_margin(code) < margin:
            continue
        sure[code] = value
    return sure


def _known(reader: Reader, sure: Mapping[str, str]) -> float:
    """Share of words, of three letters and more and fully read, that the language lists."""
    table = {ord(code): sure.get(code, MARK if value == MARK else UNKNOWN) for code, value in reader.table.items()}
    right = total = 0
    for token, count in reader.tokens:
        word = token.translate(table).strip(MARK)
        if len(word) >= 3 and all(char.isalpha() or char in "'-" for char in word):
            total += count
            right += count * reader.score.knows(word)
    return right / total if total else 0.0


def _stays(sure: Mapping[str, str], counts: Mapping[str, int]) -> bool:
    """Whether most letters are read as what they are already: then the text was no garbage."""
    same = sum(counts[code] for code, value in sure.items() if code.lower() == value.lower())
    return same > 0.3 * sum(counts[code] for code in sure)
