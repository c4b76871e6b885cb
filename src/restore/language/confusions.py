"""What OCR may have read wrongly in a word of small letters, weighed by how common the words are.

A noisy channel (Shannon; Kernighan, Church and Gale 1990): a reading is as likely as the word is common, times how
easily its letters are printed or scanned as what stands there. The confusions are those of letter shapes; the
weights are orders of magnitude, set by hand and checked on 19th-century newspapers and plays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping

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

THIN_LETTERS = "iltrfj'"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ENDINGS = frozenset("sdrtyn")


def _confusions() -> dict[str, tuple[str, ...]]:
    """What each printed sign may stand for."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for pair in _SHAPES.split():
        meant, printed = pair.split(">")
        found[printed].append(meant)
    return {printed: tuple(meant) for printed, meant in found.items()}


def _printings() -> dict[str, tuple[str, ...]]:
    """What each sign may be printed as."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for printed, meant in CONFUSIONS.items():
        for sign in meant:
            found[sign].append(printed)
    return {sign: tuple(printed) for sign, printed in found.items()}


CONFUSIONS = _confusions()
PRINTINGS = _printings()
LONGEST = max(map(len, CONFUSIONS))


def by_shape(word: str) -> dict[str, float]:
    """What a word may be when one sign of it was taken for one of the same shape, with the weight of that.

    >>> "from" in by_shape("frorn"), "the" in by_shape("tbe")
    (True, True)
    """
    found = dict.fromkeys(exchanged(word, CONFUSIONS), SHAPE)
    found.pop(word, None)
    return found


def exchanged(word: str, others: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A word with one sign of it exchanged for another."""
    return [
        word[:start] + other + word[start + size :]
        for size in range(1, LONGEST + 1)
        for start in range(len(word) - size + 1)
        for other in others.get(word[start : start + size], ())
    ]


def by_letter(word: str, listed: Container[str], first: int = 99, last: int = 0) -> dict[str, float]:
    """What a word may be, of the words listed, when any one letter of it is wrong, added or lost; with the weight.

    Letters are put in up to `first` and from `last` on; thin ones, which are lightly lost, everywhere.

    >>> words = {"government", "the"}
    >>> common, rare = by_letter("goverrnment", words), by_letter("govexrnment", words)
    >>> common["government"] > rare["government"] > by_letter("tha", words)["the"]
    True
    """
    found: dict[str, float] = {}
    for at in range(len(word) + 1):
        before, after, rest = word[:at], word[at:], word[at + 1 :]
        beside = before[-1:] + after[:1]
        letters = _LETTERS if last <= at <= first else THIN_LETTERS + beside
        for letter in [letter for letter in letters if before + letter + after in listed]:
            weight = THIN if letter in THIN_LETTERS or letter in beside else THICK
            _keep(found, before + letter + after, weight + (EDGE if not before else 0))
        if not after:
            break
        letters = _LETTERS if last <= at + 1 and at <= first else ""
        for letter in [letter for letter in letters if before + letter + rest in listed]:
            _keep(found, before + letter + rest, LETTER)
        if before + rest in listed:
            weight = THIN if after[0] in THIN_LETTERS or after[0] in (before[-1:], after[1:2]) else THICK
            edge = EDGE if not before else ENDING if len(after) == 1 and after in _ENDINGS else 0
            _keep(found, before + rest, weight + edge)
    found.pop(word, None)
    return found


def _keep(found: dict[str, float], word: str, weight: float) -> None:
    found[word] = max(weight, found.get(word, weight))


def shortened(word: str) -> list[str]:
    """A word without one of its letters."""
    return [word[:at] + word[at + 1 :] for at in range(len(word))]
