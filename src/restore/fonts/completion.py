"""Codes a table does not know, read by the words they complete: the accent or ligature of a single word.

What is learned from the sure stretches of a document lacks what they lack: three lines of Italian may have no `ò`, and
then `DYYLz LO` is "avvi?". Every letter that has a code of its own is out of the question, and of the others one alone
makes it a word.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from ..document import LOST
from ..language import load
from ..language.words import frequencies, zipf
from . import segment
from .families import Family
from .learn import Learned
from .orders import UNREAD, GlyphTable
from .proof import QUALITY
from .units import Row

LIGATURES = ("fi", "fl", "ff", "ffi", "ffl")
FEWEST = 3  # letters of a token that are known
KNOWN = 2.5  # zipf: three in ten million words
NO_WORD = -25.0  # natural logarithm: rarer than the rarest word of any list
CAPITAL = -2.3  # as in `scoring`
MARGIN = 4.5  # natural logarithm: 90 to 1, as where a substitution is solved
SHARE = 0.75  # of the different tokens of a code, those that its reading completes
CLEAR, SHARE_WHEN_CLEAR = 20.0, 0.5  # with such a margin the rest may be words of no list: `rimontò`
RARE_MARK = -5.5  # natural logarithm: a dash or a quotation mark, as in `scoring`; commas and stops are known
ROUNDS = 2  # a token with two such codes is read when one of them is
MOST = 40  # different tokens of a code that are looked at
AROUND = 24  # letters on either side of a code in words that run on
EDGES = ".,;:!?()\"“”„«»‘’"
"""Marks of sound text that may touch a garbled word, though the table has letters for them."""


def completed(family: Family, rows: Sequence[Row]) -> Family:
    """The family with the codes it did not know and that complete words in some rows, one reading a code.

    Left alone: a code with two readings that make about as frequent words (`wod?` is "wodę" or "wodą").
    """
    found = list[Learned]()
    texts = [row.text if len(row.text) == len(row.codes) else "".join(map(chr, row.codes)) for row in rows]
    seen = set().union(*texts)
    for _ in range(ROUNDS):
        table = family.table
        learned = [each for each in _learned(family, texts, seen) if each.margin >= MARGIN]
        if not learned:
            break
        found += learned
        readings = {**table.readings, **{each.code: each.reading for each in learned}}
        family = replace(family, table=GlyphTable(table.name, table.rule, readings))
    codes = {each.code for each in found}
    kept = [each for each in family.learned if each.code not in codes]
    return replace(family, learned=(*kept, *found)) if found else family


def _learned(family: Family, texts: Iterable[str], seen: Collection[str]) -> Iterable[Learned]:
    """What each unknown code reads in the words it completes."""
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for code, token in _tokens(family, texts, seen):
        held[code][token] += 1
    taken = {reading for code, reading in family.table.readings.items() if chr(code) in seen or _is_plain(reading)}
    letters = [letter for letter in load(family.language).alphabet if letter not in taken]
    values = [*letters, *(each for each in LIGATURES if each not in taken), *(
        upper for letter in letters if len(upper := letter.upper()) == 1 and upper not in taken)]
    for code, tokens in sorted(held.items()):
        each = _judged(family, code, tokens, values)
        if each is not None:
            yield each


def _tokens(family: Family, texts: Iterable[str], seen: Collection[str]) -> Iterable[tuple[str, str]]:
    """The tokens that a table reads as letters but for one code, each with that code."""
    parts = {char: family.table.part(ord(char)) for char in seen}
    known = _class(char for char, part in parts.items() if part.isalpha())
    open_ones = _class(char for char, part in parts.items() if part == UNREAD and char > " " and char != LOST)
    if not known or not open_ones:
        return
    if family.joined:
        yield from _runs(texts, {char for char, part in parts.items() if part.isalpha()}, open_ones)
        return
    token = re.compile(f"(?<![{known}{open_ones}])[{known}]*([{open_ones}])(?:[{known}]|\\1)*(?![{known}{open_ones}])")
    for text in texts:
        for match in token.finditer(text):
            if len(match[0]) - match[0].count(match[1]) >= FEWEST and zipf(match[0], family.language) == 0:
                yield match[1], match[0]


def _runs(texts: Iterable[str], known: Collection[str], open_ones: str) -> Iterable[tuple[str, str]]:
    """The letters around each unknown code where words run on: the next such code may be in the next word."""
    for text in texts:
        for match in re.finditer(f"[{open_ones}]", text):
            start, end = match.span()
            while start > match.start() - AROUND and start and text[start - 1] in known:
                start -= 1
            while end < min(len(text), match.end() + AROUND) and (text[end] in known or text[end] == match[0]):
                end += 1
            if end - start - text[start:end].count(match[0]) >= FEWEST:
                yield match[0], text[start:end]


def _is_plain(reading: str) -> bool:
    """Whether a reading is a letter of ASCII, which every table has."""
    return len(reading) == 1 and reading.isascii() and reading.isalpha()


def _class(chars: Iterable[str]) -> str:
    return "".join(map(re.escape, sorted(chars)))


def _judged(family: Family, code: str, tokens: Counter[str], values: Sequence[str]) -> Learned | None:
    """The reading that makes words of the tokens of a code, and how much more frequent ones than any other."""
    looked_at = [token for token, _ in tokens.most_common(MOST)]
    best, rival = "", ""
    totals = dict.fromkeys(values, 0.0)
    words: dict[str, list[str]] = {value: [] for value in values}
    for token in looked_at:
        for value in values:
            fit, word = max(_fit(family, each, code, value) for each in {token, token.strip(EDGES.replace(code, ""))})
            totals[value] += fit
            words[value] += [word] if word else []
    best, rival, *_ = [*sorted(values, key=lambda value: (-totals[value], value)), "", ""]
    if not rival:
        return None
    margin = totals[best] - totals[rival]
    if family.joined:  # a mark between two words
        margin = min(margin, totals[best] - sum(_parted(family, token, code) for token in looked_at))
        if totals[best] < QUALITY * sum(map(len, looked_at)):  # runs of words -1.7 to -2.7, base64 -6.3 and less
            return None
    if len(words[best]) < (SHARE if margin < CLEAR else SHARE_WHEN_CLEAR) * len(looked_at):
        return None
    return Learned(ord(code), best, tokens.total(), margin, tuple(words[best][:3]), False, rival)


def _fit(family: Family, token: str, code: str, value: str) -> tuple[float, str]:
    """Log-probability of a token with a reading of its unknown code, as a word or, where spaces were dropped, as
    several; and the word in which the code stands, if it is a known one."""
    text = "".join(value if char == code else family.table.part(ord(char)) for char in token)
    if not family.joined:
        share = frequencies(family.language).get(text.lower(), 0.0)
        if not _is_known(text, family.language):
            return NO_WORD, ""
        return math.log(share) + (CAPITAL if text[0].isupper() else 0.0), text
    first = sum(len(family.table.part(ord(char))) for char in token[: token.index(code)])
    begin = max(0, first - AROUND)
    run = text[begin : first + AROUND]
    cut = segment.cut(run, family.language, load(family.language))
    end = 0
    for word in cut.words():
        end += len(word)
        if end > first - begin:
            return cut.fits[-1], word if _is_known(word, family.language) else ""
    return cut.fits[-1], ""


def _parted(family: Family, token: str, code: str) -> float:
    """Log-probability of a run of words with a mark for its unknown code."""
    model, total = load(family.language), 0.0
    for letters in token.split(code):
        text = "".join(family.table.part(ord(char)) for char in letters)
        total += segment.cut(text, family.language, model).fits[-1]
    return total + RARE_MARK * token.count(code)


def _is_known(word: str, language: str) -> bool:
    return zipf(word, language) >= KNOWN and (len(word) == 1 or word[1:].islower())
