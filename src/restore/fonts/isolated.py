"""Single wrong codes in clean text: a ligature whose entry in an otherwise right map is wrong.

`operaOons`, `pla[orm`, `¿nancial`: one glyph, mostly a ligature, printed as one wrong character. A code has one value
in a document, and it is proved by the words it completes: words that are none as printed and are words with the
value, several different ones, with no other value completing nearly as many. `À` is fl in one font, fi or minus in
another: there is no global table. Nothing is read where the code itself is lost (U+FFFD).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..document import LOST
from ..language import identify
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
LOOKED_AT = 40  # places of a code that show whether it is worth a closer look

_AT_HEAD = "À"  # a letter that begins words as a code, and hardly any word as a letter
_LEFT = re.compile(r"(?<![\w])[^\W\d_]*\Z")
_RIGHT = re.compile(r"[^\W\d_]*(?!\w)")


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


def find(
    text: str, language: str | None, places: NDArray[np.int64], skip: Sequence[tuple[int, int]] = ()
) -> list[Isolated]:
    """The wrong codes of a text with their values, sure or not; in order of code.

    `places` are those of signs and capitals inside words; `skip` are stretches that are garbled throughout, in order.
    Without a `language` the one the text shows, or English.

    >>> from restore.fonts.suspects import suspects
    >>> text = "The operaOons and condiOons of the staOon, a naOonal quesOon."
    >>> [(each.code, each.value, each.is_sure) for each in find(text, "en", suspects(text).signs)]
    [('O', 'ti', True)]
    """
    if places.size < WORDS:
        return []
    places = _outside(places, skip)
    held: dict[str, list[int]] = defaultdict(list)
    for place in places.tolist():
        held[text[place]].append(place)
    found: list[Isolated] = []
    spoken = language
    for code, seen in sorted(held.items()):
        some = _words(text, seen[:: -(-len(seen) // LOOKED_AT)])
        if len(some) < WORDS or code == LOST or _parts_words(text, code, list(some)):
            continue
        spoken = spoken or identify(text) or "en"
        if _best(code, list(some), spoken) is None:
            continue
        words = _words(text, seen)
        if not code.isalpha() or code in _AT_HEAD:  # also where it begins or ends a word
            everywhere = np.array([match.start() for match in re.finditer(re.escape(code), text)], np.int64)
            words = _words(text, _outside(everywhere, skip).tolist())
        judged = _judge(code, words, spoken)
        found += [judged] if judged else []
    return found


def _outside(places: NDArray[np.int64], skip: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    edges = np.array([edge for span in skip for edge in span], np.int64)
    outside: NDArray[np.int64] = places[np.searchsorted(edges, places, side="right") % 2 == 0]
    return outside


def _parts_words(text: str, code: str, words: Sequence[str]) -> bool:
    """Whether a sign only stands between words: what is left and right of it are words of the text themselves, of more
    than half of its words (`priority=critical`, `get_netmask`). Saves asking for the language of most sound texts."""
    if code.isalpha():
        return False
    alone: dict[str, bool] = {"": False}
    wanted = len(words) // 2 + 1
    for number, word in enumerate(words):
        if wanted > len(words) - number:
            return False
        halves = sorted(word.split("\x00"), key=len, reverse=True)  # a long one is found or missed sooner
        for part in halves:
            if part not in alone:
                alone[part] = _stands_alone(text, part, code)
            if not alone[part]:
                break
        else:
            wanted -= 1
        if not wanted:
            return True
    return False


def _stands_alone(text: str, part: str, code: str) -> bool:
    """Whether some letters are a word of a text somewhere, and not beside a code."""
    start = text.find(part) if len(part) > 1 else -1
    while start >= 0:
        end = start + len(part)
        around = text[max(start - 1, 0) : start] + text[end : end + 1]
        if code not in around and not any(map(str.isalnum, around)):
            return True
        start = text.find(part, end)
    return False


def _words(text: str, places: Sequence[int]) -> dict[str, list[int]]:
    """The words in which characters stand, with a hole in their place, and where they do."""
    words: dict[str, list[int]] = defaultdict(list)
    for place in places:
        around = _around(text, place)
        if around is not None:
            words[around].append(place)
    return words


def _around(text: str, place: int) -> str | None:
    """The word a strange character stands in, with a hole in its place, if it is the only strange one there."""
    left = _LEFT.search(text[max(place - LONGEST, 0) : place])
    right = _RIGHT.match(text, place + 1, place + 1 + LONGEST)
    if left is None or right is None:
        return None
    word = f"{left.group()}\x00{right.group()}"
    return word if len(word) > 3 and not re.search("[a-zß-ÿ][A-ZÀ-Þ]", word) else None


def _best(code: str, words: Sequence[str], language: str) -> tuple[str, list[str], tuple[str, int]] | None:
    """The value that completes most words of a code, those words, and the next best with the number of its words; or
    None when it completes too few."""
    completed = {value: [word for word in words if _is_completed(word, code, value, language)] for value in VALUES}
    ranked = sorted(completed, key=lambda value: (-len(completed[value]), VALUES.index(value)))
    best, rival = ranked[0], ranked[1]
    if len(completed[best]) < max(WORTH_A_LOOK, 0.5 * len(words)):
        return None
    return best, completed[best], (rival, len(completed[rival]))


def _judge(code: str, words: Mapping[str, list[int]], language: str) -> Isolated | None:
    """The value of a code that completes most of its words."""
    found = _best(code, list(words), language)
    if found is None:
        return None
    best, completed, rival = found
    read = tuple(word.replace("\x00", best) for word in completed)
    places = sorted(place for word in completed for place in words[word])
    return Isolated(code, best, read, len(read) / len(words), rival, tuple(places))


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
