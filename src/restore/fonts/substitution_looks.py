"""Whether a text looks like garbage of an arbitrary order at all: cheap tests, before anything is solved."""

from __future__ import annotations

import re
from collections import Counter

from ..document import LOST

FEWEST = 150  # characters that are no space; shorter texts have wrong solutions that read as well as the right one
SHORT = 250  # the same: of shorter texts solutions must agree and read better, see `substitution`
EDGES = frozenset(" \t\n\r\x0b\x0c" + LOST)
GAP = re.compile(f"[ \t\n\r\x0b\x0c{LOST}]+")
SPACES = (0.07, 0.21)  # share of the edges of words in prose of nine languages: 0.12 to 0.19; chess has 0.22
SMALL_RUNS = 0.35  # share of characters in rows of three small letters: arbitrary orders 0.00 to 0.12, code 0.5 to 0.7
COINCIDENCE = (0.035, 0.12)
"""Chance that two codes are the same: prose of nine languages 0.05 to 0.08, base64 0.016, DNA 0.25, tables 0.10 on."""
REPEATS = 0.005
"""Chance that two sequences of three codes are the same: pages of arbitrary orders 0.001 to 0.004, headers of C and
Python, LaTeX, dot leaders 0.009 and more."""
DISTINCT = (20, 220)  # codes; hexadecimal and DNA have fewer


def is_typed(text: str) -> bool:
    """Whether a text looks typed by hand, in whatever language or cipher: words of letters, capitals at their head
    or throughout, marks before and after.

    >>> is_typed("Jurfg gur cbyvpr, naq gur cnegl.") and is_typed("Mae'r heddlu wedi cyrraedd.")
    True
    >>> is_typed("!\\"#$%#&'($%)&*$+&*#$&")
    False
    """
    words = text.split()
    typed = sum(bool(TYPED.fullmatch(word)) for word in words)
    return typed >= TYPED_SHARE * len(words)


TYPED_SHARE = 0.6  # garbage of arbitrary orders has 0.00 to 0.38 in nine languages, typed prose 0.95 and more
TYPED = re.compile(
    r"""[(\[{"'“‘«„‚»›<—–-]*"""
    r"(?:(?:[^\W\d_]\.)+|[^\W\d_]?[^\W\d_A-ZÀ-ÖØ-ÞЀ-Я]*(?:[-'’—–][^\W\d_]?[^\W\d_A-ZÀ-ÖØ-ÞЀ-Я]*)*|[A-ZÀ-ÖØ-ÞЀ-Я'’-]+|[\d.,:/–-]+)"
    r"""[)\]}"'”’»«“,;:.?!>…—–-]*"""
)


def may_be_order(pool: str) -> bool:
    """Whether some text may be garbage of an arbitrary order at all: cheap, and never wrong about garbage.

    >>> may_be_order("if (x[i] != y[j]) { return self.table.items(); } " * 20)
    False
    """
    codes = Counter(char for char in pool if char not in EDGES)
    total = sum(codes.values())
    if len(GAP.findall(pool)) > SPACES[1] * len(pool):
        return False
    if total < FEWEST or not DISTINCT[0] <= len(codes) <= DISTINCT[1]:
        return False
    same = sum(count * (count - 1) for count in codes.values()) / (total * (total - 1))
    small = sum(map(len, re.findall("[a-zà-ÿ]{3,}", pool)))
    if not COINCIDENCE[0] <= same <= COINCIDENCE[1] or small > SMALL_RUNS * total:
        return False
    threes = Counter(map("".join, zip(pool, pool[1:], pool[2:], strict=False)))
    return sum(count * (count - 1) for count in threes.values()) <= REPEATS * len(pool) ** 2
