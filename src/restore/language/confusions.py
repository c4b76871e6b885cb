"""What OCR may have read wrongly in a word of small letters, weighed by how common the words are.

A noisy channel (Shannon; Kernighan, Church and Gale 1990): a reading is as likely as the word is common, times how
easily its letters are printed or scanned as what stands there. The confusions are those of letter shapes; the
weights are orders of magnitude, set by hand and checked on 19th-century newspapers and plays.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import wordfreq

from . import characters
from .words import frequencies, zipf

_SHAPES = """
    e>o e>c c>e c>o o>c o>e a>u a>n a>o s>a e>a n>u u>n h>b b>h h>k i>l l>i i>j r>i t>l f>l l>t f>i f>t t>f s>f
    y>v v>y w>v g>q q>g k>h h>l d>l m>n n>m h>n p>n t>r r>t z>x x>z u>a
    e>é e>è e>ê a>â a>à o>ô i>í l>1 l>I i>I i>1 o>0 s>5 s>8 b>6 l>! i>! s>B ll>U ll>H li>H h>H t>I j>J
    h>li li>h h>ii m>rn rn>m m>in in>m m>ni ni>m m>nn d>cl cl>d u>ii ii>u n>ii n>ri n>ti ti>n w>vv vv>w w>iv w>tv
    m>iii an>mi d>tl th>tb be>bo nd>ud
"""
"""Signs and what they are taken for: same height, same strokes. `s>f` is the long s; accents are specks."""

SHAPE = -1.5  # one sign in thirty is misread so on a bad page (measured: `e>o` one in twenty to fifty)
LETTER = -3.0  # any letter for any other
THIN = -2.2  # a thin or doubled letter lost or added
THICK = -2.8  # any other letter lost or added
EDGE = -0.7  # more for a letter lost or added at the start, where word formation does it too
ENDING = -1.5  # more for dropping what may be an ending: `roods`, `abler`, `clipt`

_THIN = frozenset("iltrfj'")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ENDINGS = frozenset("sdrtyn")


def _confusions() -> dict[str, tuple[str, ...]]:
    """What each printed sign may stand for."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for pair in _SHAPES.split():
        meant, printed = pair.split(">")
        found[printed].append(meant)
    return {printed: tuple(meant) for printed, meant in found.items()}


CONFUSIONS = _confusions()
_LONGEST = max(map(len, CONFUSIONS))


def by_shape(word: str) -> dict[str, float]:
    """What a word may be when one sign of it was taken for one of the same shape, with the weight of that.

    >>> "from" in by_shape("frorn"), "the" in by_shape("tbe")
    (True, True)
    """
    found: dict[str, float] = {}
    for start in range(len(word)):
        for stop in range(start + 1, min(start + _LONGEST, len(word)) + 1):
            for meant in CONFUSIONS.get(word[start:stop], ()):
                found[word[:start] + meant + word[stop:]] = SHAPE
    found.pop(word, None)
    return found


def by_letter(word: str) -> dict[str, float]:
    """What a word may be when any one letter of it is wrong, added or lost, with the weight of that.

    >>> by_letter("goverrnment")["government"] > by_letter("govexrnment")["government"] > by_letter("tha")["the"]
    True
    """
    found: dict[str, float] = {}
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        beside = {before[-1:], after[:1]}
        for letter in _LETTERS:
            weight = THIN if letter in _THIN or letter in beside else THICK
            _keep(found, before + letter + after, weight + (EDGE if not before else 0))
            if after:
                _keep(found, before + letter + after[1:], LETTER)
        if after:
            weight = THIN if after[0] in _THIN or after[0] in (before[-1:], after[1:2]) else THICK
            edge = EDGE if not before else ENDING if len(after) == 1 and after in _ENDINGS else 0
            _keep(found, before + after[1:], weight + edge)
    found.pop(word, None)
    return found


def _keep(found: dict[str, float], word: str, weight: float) -> None:
    found[word] = max(weight, found.get(word, weight))


class Guess(NamedTuple):
    """A reading of a word. `score` is its commonness (Zipf scale) less the weight of the confusion, `gain` that
    less the commonness of the word as printed, `margin` that less the score of the next reading; `proof` is the
    score, and more where no word of the language has such letters in a row."""

    word: str
    score: float
    gain: float
    margin: float
    proof: float


@lru_cache(maxsize=1 << 16)
def unknown_word(word: str, language: str) -> Guess | None:
    """The best reading of a word that is not in the list: one confusion or letter, else two confusions.

    >>> unknown_word("prornise", "en").word, unknown_word("goverrnment", "en").word
    ('promise', 'government')
    """
    near = by_shape(word)
    found = _ranked({**by_letter(word.lower()), **near}, language, 2.5)
    if not found or found[0][0] < 2:
        near = {**near, **{reading: 2 * SHAPE for reading in _by_shape_again(near, language) if reading not in near}}
        found = _ranked(near, language, 3.0) or found
    return _guess(word, language, found)


@lru_cache(maxsize=4)
def _common(language: str) -> list[tuple[str, float]]:
    """The words a language has more often than one in a million, with their shares."""
    return [(word, share) for word, share in frequencies(language).items() if share > _COMMON]


_COMMON = 10 ** (3.0 - 9)  # share above which a word is a reading by two confusions


def _by_shape_again(words: Iterable[str], language: str, share: float = _COMMON) -> Iterator[str]:
    """What `words` may be by one more confusion: those readings that are as common as `share`, and some more.

    Only between the longest head and the longest tail that any common word has can a confusion make one.
    """
    heads, tails = _heads_and_tails(language, share)
    for word in words:
        size = len(word)
        first = next((at for at in range(size) if word[: at + 1] not in heads), size)
        last = next((at for at in range(size, 0, -1) if word[at - 1 :] not in tails), 0)
        for start in range(min(first, size - 1) + 1):
            for stop in range(max(start + 1, last), min(start + _LONGEST, size) + 1):
                for meant in CONFUSIONS.get(word[start:stop], ()):
                    yield word[:start] + meant + word[stop:]


@lru_cache(maxsize=4)
def _heads_and_tails(language: str, least: float) -> tuple[frozenset[str], frozenset[str]]:
    """How the words of a language that are commoner than `least` begin, and how they end."""
    common = [word for word, share in _common(language) if share > least]
    heads = frozenset(word[:at] for word in common for at in range(1, len(word) + 1))
    return heads, frozenset(word[at:] for word in common for at in range(len(word)))


@lru_cache(maxsize=1 << 16)
def known_word(word: str, language: str) -> Guess | None:
    """The best reading of a word that is in the list, by one confusion of shapes, if it is ten times as likely."""
    share = frequencies(language).get(word, 0.0)
    if share >= _KNOWN and not _gains(word, language, share):
        return None
    return _guess(word, language, _ranked(by_shape(word), language, 3.0))


_KNOWN = 10 ** (1.5 - 9)  # share
_WORTH = 10 ** (1 - SHAPE - 0.01)  # times as common a reading by one confusion must be to be ten times as likely


def _gains(word: str, language: str, share: float) -> bool:
    """Whether any reading of a word by one confusion is so much commoner: the cheap test."""
    shares = frequencies(language)
    found = _by_shape_again((word,), language, _KNOWN * _WORTH)
    return any(shares.get(reading, 0.0) >= share * _WORTH for reading in found)


def _ranked(weights: Mapping[str, float], language: str, least: float) -> list[tuple[float, str]]:
    """The two best of the readings that are commoner than `least`, with their scores."""
    shares = frequencies(language)
    share = 10 ** (least - 9)
    found = [
        (math.log10(shares[word]) + 9 + weight, word)
        for word, weight in weights.items() if shares.get(word, 0.0) > share and word not in _SLANG
    ]
    return sorted(found, reverse=True)[:2]


@lru_cache(maxsize=1 << 14)
def is_name(word: str, language: str) -> bool:
    """Whether a word is as common in other languages as in its own, as names are: `david`, `london`.

    wordfreq's lists are in small letters, but a name is hardly ever printed so; so no word in small letters is
    read as a name. Costs a few words that are the same everywhere (`hotel`, `normal`).
    """
    own = zipf(word, language)
    if own > _NO_NAME:
        return False
    others = [_small_list(other).get(word, 0.0) for other in _COMPARED if other != language]
    return sum(share > 10 ** (own - _NAME_DROP - 9) for share in others) >= 3


_COMPARED = ("fr", "es", "pl", "de", "en")
_NO_NAME = 5.5  # Zipf; the commonest name in English, John, is 5.4
_NAME_DROP = 1.5  # measured: names fall by 0.1 to 1.4, English words by 1.8 and more


@lru_cache(maxsize=8)
def _small_list(language: str) -> dict[str, float]:
    return dict(wordfreq.get_frequency_dict(language, wordlist="small"))


_SLANG = frozenset({"tho", "thru", "teh", "wo", "whore"})
"""Words common on the web and not in print, nearer to misprints than what they would be read for."""


def _guess(word: str, language: str, found: list[tuple[float, str]]) -> Guess | None:
    if not found:
        return None
    score, best = found[0]
    margin = score - (found[1][0] if len(found) > 1 else 0.0)
    return Guess(best, score, score - zipf(word, language), margin, score + _oddness(word, language))


ODD = 0.5  # what a nat of surprise is worth; of the weights tried it parts misprints from rare words best
PLAIN = 5.0  # nats: the median surprise of the oddest letter of rare words in the true texts


def _oddness(word: str, language: str) -> float:
    """What the oddest place of a word adds to the proof that it is none: `whieh`, but not `nothink`."""
    if language not in characters.LANGUAGES:
        return 0.0
    model = characters.load(language)
    scores = characters.letter_scores(model, model.symbols(characters.codes_of(f" {word.lower()} ")))
    return ODD * (-float(scores.min()) - PLAIN)
