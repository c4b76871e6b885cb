"""Passages that are nobody's own: stock phrases, and the frame a publisher puts around every document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .keys import Key
from .passages import Piece
from .places import Places
from .relations import STOCK, inside

_PAGE = 2000  # letters below which a passage that stands everywhere is a formula, with whatever stands beside it
_MANY = 4  # places that are many
_FRAME = 800  # letters below which what stands at the same end of two documents is their publisher's frame
_AT_END = 120  # letters from the end of a document that still are its end: a line or two


class Short(NamedTuple):
    """The short passages of one document that stand elsewhere too."""

    spans: list[tuple[int, int]]
    places: Places


def short_ones(located: Iterable[tuple[int, int, Piece]]) -> dict[int, Short]:
    short: defaultdict[int, Short] = defaultdict(lambda: Short([], Places()))
    for a, b, piece in located:
        if piece.letters < 2 * STOCK:
            for document, span in ((a, (piece.a_start, piece.a_end)), (b, (piece.b_start, piece.b_end))):
                short[document].places.add(*span, len(short[document].spans))
                short[document].spans.append(span)
    return short


def is_formula(a: int, b: int, piece: Piece, short: Mapping[int, Short]) -> bool:
    """Whether a short passage stands in many places, with nothing alike around it; or a page at most everywhere."""
    if piece.letters >= STOCK or piece.spread:
        return piece.letters < (STOCK, STOCK, _PAGE)[piece.spread]
    for document, start, end in ((a, piece.a_start, piece.a_end), (b, piece.b_start, piece.b_end)):
        middle = (start + end) // 2
        spans, places = short[document]
        if 1 + sum(inside(start, end, *spans[at]) for at in places.near(middle, middle + 1)) >= _MANY:
            return True
    return False


def is_frame(a: Key, b: Key, piece: Piece) -> bool:
    """Whether a passage stands at the same end of two otherwise different documents: a masthead, an imprint,
    a notice of rights. It is their publisher's, not theirs."""
    if piece.letters >= _FRAME or piece.letters > 0.3 * min(len(a), len(b)):
        return False
    head = max(piece.a_start, piece.b_start) <= _AT_END
    tail = max(len(a) - piece.a_end, len(b) - piece.b_end) <= _AT_END
    return head or tail
