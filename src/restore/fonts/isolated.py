"""Single wrong codes in clean text: a ligature whose entry in an otherwise right map is wrong.

`operaOons`, `pla[orm`, `¿nancial`: one glyph, mostly a ligature, printed as one wrong character. A code has one value
in a document, and it is proved by the words it completes: words that are none as printed and are words with the
value, several different ones, with no other value completing nearly as many. `À` is fl in one font, fi or minus in
another: there is no global table. Nothing is read where the code itself is lost (U+FFFD).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import LOST
from ..language.words import zipf

VALUES = ("ti", "fi", "fl", "ff", "ffi", "ffl", "tt", "tf", "ft", "fft", "th", "Th", "ct", "st", "tti", "fj", "fb")
"""What one glyph may stand for: the ligatures text fonts have."""

KNOWN = 2.5  # zipf: three in ten million words
COMMONER = 1.0  # zipf: the word is ten times as frequent as what is left without the code
WORDS = 3  # different words that must agree
WORTH_A_LOOK = 2  # different words that make a proposal for review
SHARE = 0.75  # of the different words the code stands in, those its value completes
MARGIN = 2.0  # times as many words as the next best value completes
LONGEST = 40

_LETTER = r"[^\W\d_]"
_SIGN = rf"[^\w\s{LOST}.,;:!?'’‘\"“”()/&–—\-]"
_STRANGE = re.compile(
    # a sign beside letters, or a capital between small ones; `_` counts as a sign
    rf"(?<!\w){_LETTER}{{0,{LONGEST}}}(?:(?:{_SIGN}|_){_LETTER}|(?<=[a-zß-ÿ])[A-ZÀ-Þ](?=[a-zß-ÿ])|"
    rf"(?<={_LETTER})(?:{_SIGN}|_)){_LETTER}{{0,{LONGEST}}}"
)


@dataclass(frozen=True)
class Isolated:
    """One code and its value: `words` are the different words it completes, `share` of all it stands in, `rival` the
    next best value with the number of words it completes; `places` where the code stands in words it completes."""

    code: str
    value: str
    words: tuple[str, ...]
    share: float
    rival: tuple[str, int]
    places: tuple[int, ...]

    @property
    def is_sure(self) -> bool:
        enough = len(self.words) >= WORDS and self.share >= SHARE
        return enough and len(self.words) >= MARGIN * max(self.rival[1], 1)


def find(text: str, language: str, skip: Sequence[tuple[int, int]] = ()) -> list[Isolated]:
    """The wrong codes of a text with their values, sure or not; in order of code.

    `skip` are stretches that are garbled throughout, in order.

    >>> found = find("The operaOons and condiOons of the staOon, a naOonal quesOon.", "en")
    >>> [(each.code, each.value, each.is_sure) for each in found]
    [('O', 'ti', True)]
    """
    held: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    starts = [start for start, _ in skip]
    for match in _STRANGE.finditer(text):
        before = bisect_right(starts, match.start()) - 1
        if before >= 0 and match.start() < skip[before][1]:
            continue
        place = _strange_place(match.group())
        if place is not None:
            word = match.group()
            held[word[place]][f"{word[:place]}\x00{word[place + 1 :]}"].append(match.start() + place)
    found = (_judge(code, words, language) for code, words in sorted(held.items()))
    return [each for each in found if each is not None]


def _strange_place(word: str) -> int | None:
    """Where the strange character of a word is, if it has exactly one."""
    places = [
        i for i, c in enumerate(word)
        if not c.isalpha() or (c.isupper() and i and word[i - 1].islower())
    ]
    return places[0] if len(places) == 1 and len(word) > 3 else None


def _judge(code: str, words: dict[str, list[int]], language: str) -> Isolated | None:
    """The value of a code that completes most of its words."""
    if len(words) < WORDS:
        return None
    completed: dict[str, list[str]] = {}
    for value in VALUES:
        completed[value] = [word for word in words if _is_completed(word, code, value, language)]
    ranked = sorted(completed, key=lambda value: (-len(completed[value]), VALUES.index(value)))
    best, rival = ranked[0], ranked[1]
    read = tuple(word.replace("\x00", best) for word in completed[best])
    places = sorted(place for word in completed[best] for place in words[word])
    share = len(read) / len(words)
    if len(read) < WORTH_A_LOOK or share < 0.5:
        return None
    return Isolated(code, best, read, share, (rival, len(completed[rival])), tuple(places))


def _is_completed(word: str, code: str, value: str, language: str) -> bool:
    """Whether a value makes a known word of one that is none as printed, nor without the code, nor with it apart."""
    left, _, right = word.partition("\x00")
    if value == "Th" and left:
        return False
    whole = zipf(left + value + right, language)
    if whole < KNOWN:
        return False
    if code.isalpha():
        return zipf(left + code + right, language) == 0
    return zipf(left + right, language) < whole - COMMONER and not (
        len(left) > 1 and len(right) > 1 and zipf(left, language) >= KNOWN and zipf(right, language) >= KNOWN
    )
