"""Quotation marks and dashes: which a language uses, and which codes of a font are the two of a pair.

Of a dozen marks that may stand before a word several fit about as well: `“`, `«`, `„`, a dash. What tells them apart is
company: whoever opens a quotation closes it, so the places of the two codes take turns.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from .surroundings import Places

QUOTES = {
    "en": ("“‘", "”’"), "fr": ("«“‘", "»”’"), "es": ("«“‘", "»”’"), "it": ("«“‘", "»”’"), "pt": ("«“‘", "»”’"),
    "de": ("„‚", "“‘"), "cs": ("„‚", "“‘"), "pl": ("„«", "”»"), "hu": ("„»", "”«"), "ro": ("„«", "”»"),
    "ru": ("«„", "»“"), "uk": ("«„", "»“"), "sv": ("", ""), "fi": ("", ""), "da": ("", ""), "nb": ("«", "»"),
}
"""Quotation marks that open and that close in a language; in the others `“‘«„` open. Those that are not among them may
do either, and are rarer by `candidates.UNUSUAL`."""
EITHER_SIDE = {"sv": "”»", "fi": "”»", "da": "”»«", "de": "»«"}
"""Quotation marks that open and close alike."""
USUAL_QUOTES = ("“‘«„", "”’»")
EVERY_QUOTE = "“”‘’«»„‚"

CLOSED_BY = {"“": "”", "«": "»", "»": "«", "„": "“”"}
"""What may close a quotation; not the single marks, whose closing one is the apostrophe."""

PAIRED = 3.0  # natural logarithm, for one pair, and again with each doubling; chosen, not measured
TAKING_TURNS = 0.75  # share of quotations that are closed before the next is opened
WELL = 12.0  # natural logarithm: how much worse than its best reading the partner of a mark may fit

DASHES = frozenset("–—")
EM_DASH = frozenset(("en", "es", "pt", "ru"))
"""Languages whose books set the em dash (for speech in Spanish, Portuguese and Russian); the others the en dash."""
UNEVEN = frozenset(("es",))
"""Languages whose em dashes cling to one side: `—le preguntó su hija desde la calle—.`"""


def paired(options: Sequence[dict[str, float]], places: Mapping[int, Places]) -> set[int]:
    """Adds to the candidates of codes what speaks for those that are the two marks of a pair; gives the codes that are,
    should each be read as it now fits best.

    `options` are those of the codes of `places`, in the same order.
    """
    codes = list(places)
    closing: dict[str, list[int]] = {}
    for code, each in zip(codes, options, strict=True):
        best = max(each.values(), default=0.0)
        for mark in each:
            if mark in EVERY_QUOTE and each[mark] >= best - WELL:
                closing.setdefault(mark, []).append(code)
    gains: dict[tuple[int, str], float] = {}
    for code, each in zip(codes, options, strict=True):
        best = max(each.values(), default=0.0)
        for mark, partners in CLOSED_BY.items():
            if each.get(mark, -math.inf) < best - WELL:
                continue
            for partner in partners:
                for other in closing.get(partner, ()):
                    if other != code and takes_turns(places[code], places[other]):
                        gain = PAIRED * math.log2(1 + min(places[code].size, places[other].size))
                        for key in ((code, mark), (other, partner)):
                            gains[key] = max(gains.get(key, 0.0), gain)
    found: set[int] = set()
    for code, each in zip(codes, options, strict=True):
        for mark in [mark for mark in each if (code, mark) in gains]:
            each[mark] += gains[code, mark]
        if each and (code, max(each, key=lambda mark: each[mark])) in gains:
            found.add(code)
    return found


def takes_turns(opening: Places, closing: Places) -> bool:
    """Whether each of the first places is followed by one of the second before the next of the first.

    >>> takes_turns(np.array([3, 50]), np.array([20, 70])), takes_turns(np.array([3, 50]), np.array([70]))
    (True, False)
    """
    if not opening.size or not closing.size:
        return False
    ends = np.searchsorted(closing, opening)
    following = np.append(opening[1:], np.iinfo(np.int64).max)
    closed = ends < closing.size
    closed[closed] &= closing[ends[closed]] < following[closed]
    both = max(opening.size, closing.size)
    return bool(np.count_nonzero(closed) >= TAKING_TURNS * both)
