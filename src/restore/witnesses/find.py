"""Who shares what with whom: from documents to overlaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from ..document import Document, Span
from .chains import Stretch, chains, stretches
from .keys import Key, match_key
from .overlap import LOOSENESS, Overlap, Relation
from .passages import CONTEXT, EDITION, MARGIN, Piece, pieces, relation
from .places import Places
from .seeds import matches, sample, sparseness

SHORTEST = 60
"""Characters of the text from which a passage is one."""

_NEEDED = ((0.9, 45), (0.75, 90), (0.6, 250), (0.26, 600))
"""Letters a passage needs, by its measure: the looser the likeness, the longer it must last. 45 letters are some 60
characters; 0.26 is the 5th percentile of independent translations, which unrelated text never reaches over 600."""

_CONTEXT_REACH = 6000  # letters over which a passage is seen to continue another
_FORMULA = 250  # letters below which a passage that stands in many places, alone, is a formula
_PAGE = 2000  # letters below which the same is true of one that stands everywhere, with whatever stands beside it
_MANY = 4  # places that are many
_FRAME = 800  # letters below which what stands at the same end of two documents is their publisher's frame
_WORD = 20  # letters of a long word
_AT_END = 120  # letters from the end of a document that still are its end


def find_overlaps(documents: Iterable[Document]) -> Iterator[Overlap]:
    """Every passage that two of the documents share, or that one repeats, with the kind of sameness.

    Spans are code points of the documents given. The result is the same for any order of the documents:
    `a` is the document whose id sorts first. Documents of the very same text are compared with each other as a
    whole, and with the rest only once, by the first of them.

    >>> note = "Those sycophants and careerists who spread the cult of personality were criticised at the Plenum."
    >>> [found] = find_overlaps([Document("b", "No. 2\\n" + note), Document("a", note.upper())])
    >>> found.a, found.b, found.a_span, found.relation
    ('a', 'b', Span(start=0, end=97), 'copy')
    """
    ordered = sorted(documents, key=lambda document: document.id)
    twins: defaultdict[str, list[Document]] = defaultdict(list)
    for document in ordered:
        twins[document.text].append(document)
    found: list[Overlap] = []
    for text, group in twins.items():
        for twin in group[1:] if len(text) >= SHORTEST else ():
            whole = Span(0, len(text))
            found.append(Overlap(group[0].id, twin.id, whole, whole, "copy", 1.0))
    found += _shared([group[0] for group in twins.values()])
    yield from sorted(found)


def _shared(documents: Sequence[Document]) -> Iterator[Overlap]:
    keys = [match_key(document.text) for document in documents]
    halvings = sparseness(sum(map(len, keys)))
    lines_up = stretches(chains(matches([sample(key, halvings) for key in keys])))
    located: list[tuple[int, int, Piece]] = []
    for (a, b), group in groupby(lines_up, key=lambda stretch: (stretch.a, stretch.b)):
        located += ((a, b, piece) for piece in _distinct(_passages(keys, group)))
    short = _short_ones(located)
    for (a, b, piece), kind in zip(located, _relations(located), strict=True):
        # a text is no translation of itself: what is alike in it and no repeat is its stock of headings and phrases
        itself = a == b and kind == "translation"
        if itself or _is_formula(a, b, piece, short) or _is_frame(keys[a], keys[b], piece):
            kind = "formula"
        yield _overlap(documents[a], documents[b], keys[a], keys[b], piece, kind)


def _relations(located: Sequence[tuple[int, int, Piece]]) -> Iterator[Relation]:
    """What each passage is: a short one no more than the longest it continues, is continued by, or lies in. Two
    versions of one text have sentences in common, and are no copies there."""
    for _, group in groupby(located, key=lambda item: item[:2]):
        found = [piece for _, _, piece in group]
        kinds = [relation(piece) for piece in found]
        on_a = Places((piece.a_start, piece.a_end, at) for at, piece in enumerate(found))
        on_b = Places((piece.b_start, piece.b_end, at) for at, piece in enumerate(found))
        for at, piece in enumerate(found):
            kind = kinds[at]
            if piece.letters < CONTEXT:
                around = on_a.near(piece.a_start - _CONTEXT_REACH, piece.a_end + _CONTEXT_REACH)
                around |= on_b.near(piece.b_start, piece.b_end)
                near = [i for i in around if found[i].letters > piece.letters and _tells(found[i], piece)]
                longest = max(near, key=lambda i: (found[i].letters, -i), default=at)
                kind = max(kind, kinds[longest], key=LOOSENESS.index)
                if kind == "translation" and not near and _is_stock(piece):
                    kind = "formula"
            yield kind


def _is_stock(piece: Piece) -> bool:
    """Whether a passage that nothing longer goes on from is nearly the same to the letter, and what stands around it
    is not: the form that two documents of one office have in common (`From the journal of … Top Secret Copy`), no
    other translation of the same matter."""
    return piece.letters < _FORMULA and piece.identity >= EDITION


def _tells(other: Piece, piece: Piece) -> bool:
    """Whether a longer passage tells what a shorter one is: it continues it, or holds one of its sides, in which
    case the shorter one is a sentence that the text repeats."""
    return (
        _continues(other, piece)
        or _inside(piece.a_start, piece.a_end, other.a_start, other.a_end)
        or _inside(piece.b_start, piece.b_end, other.b_start, other.b_end)
    )


def _continues(one: Piece, other: Piece) -> bool:
    """Whether two passages of one pair of documents follow each other in both, at a like distance."""
    first, second = sorted((one, other))
    a_gap, b_gap = second.a_start - first.a_end, second.b_start - first.b_end
    return (
        min(a_gap, b_gap) > -MARGIN and max(a_gap, b_gap) <= _CONTEXT_REACH
        and abs(a_gap - b_gap) <= MARGIN + max(a_gap, b_gap) // 3
    )  # fmt: skip


def _passages(keys: Sequence[Key], found: Iterable[Stretch]) -> Iterator[Piece]:
    for stretch in found:
        for piece in pieces(keys[stretch.a], keys[stretch.b], stretch):
            if piece.letters >= _letters_needed(piece.identity):
                yield piece


def _letters_needed(identity: float) -> float:
    return next((letters for floor, letters in _NEEDED if identity >= floor), float("inf"))


def _distinct(found: Iterable[Piece]) -> list[Piece]:
    """The passages without those that lie, on both sides, for the most part in a longer or closer one."""
    kept: list[Piece] = []
    places = Places()
    for piece in sorted(set(found), key=lambda p: (-p.letters * p.identity, p)):
        middle = (piece.a_start + piece.a_end) // 2  # of a stretch that lies in another for the most part
        if not any(
            _inside(piece.a_start, piece.a_end, kept[at].a_start, kept[at].a_end)
            and _inside(piece.b_start, piece.b_end, kept[at].b_start, kept[at].b_end)
            for at in places.near(middle, middle + 1)
        ):
            places.add(piece.a_start, piece.a_end, len(kept))
            kept.append(piece)
    return sorted(kept)


def _inside(start: int, end: int, outer_start: int, outer_end: int) -> bool:
    return min(end, outer_end) - max(start, outer_start) >= 0.6 * (end - start)


class _Short(NamedTuple):
    """The short passages of one document that stand elsewhere too."""

    spans: list[tuple[int, int]]
    places: Places


def _short_ones(located: Iterable[tuple[int, int, Piece]]) -> dict[int, _Short]:
    short: defaultdict[int, _Short] = defaultdict(lambda: _Short([], Places()))
    for a, b, piece in located:
        if piece.letters < 2 * _FORMULA:
            for document, span in ((a, (piece.a_start, piece.a_end)), (b, (piece.b_start, piece.b_end))):
                short[document].places.add(*span, len(short[document].spans))
                short[document].spans.append(span)
    return short


def _is_formula(a: int, b: int, piece: Piece, short: Mapping[int, _Short]) -> bool:
    """Whether a short passage stands in many places, with nothing alike around it; or a page at most everywhere."""
    if piece.letters >= _FORMULA or piece.spread:
        return piece.letters < (_FORMULA, _FORMULA, _PAGE)[piece.spread]
    for document, start, end in ((a, piece.a_start, piece.a_end), (b, piece.b_start, piece.b_end)):
        middle = (start + end) // 2
        spans, places = short[document]
        if 1 + sum(_inside(start, end, *spans[at]) for at in places.near(middle, middle + 1)) >= _MANY:
            return True
    return False


def _is_frame(a: Key, b: Key, piece: Piece) -> bool:
    """Whether a passage stands at the same end of two otherwise different documents: a masthead, an imprint,
    a notice of rights. It is their publisher's, not theirs."""
    if piece.letters >= _FRAME or piece.letters > 0.3 * min(len(a), len(b)):
        return False
    head = max(piece.a_start, piece.b_start) <= _AT_END
    tail = max(len(a) - piece.a_end, len(b) - piece.b_end) <= _AT_END
    return head or tail


def _overlap(a: Document, b: Document, a_key: Key, b_key: Key, piece: Piece, kind: Relation) -> Overlap:
    return Overlap(
        a.id, b.id,
        _span(a.text, *a_key.span(piece.a_start, piece.a_end)),
        _span(b.text, *b_key.span(piece.b_start, piece.b_end)),
        kind, round(piece.identity, 3),
    )


def _span(text: str, start: int, end: int) -> Span:
    """The span in whole words, with the punctuation that hangs on it."""
    start, end = _whole_words(text, start, end)
    limit = min(len(text), end + 3)
    while end < limit and not text[end].isspace() and not text[end].isalnum():
        end += 1
    while start and end - start and text[start - 1] in "([{“‘\"'„«":
        start -= 1
    return Span(start, end)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the piece of a word that a window has cut off at either end (`etter from …`). Only where letters
    have case, and so words have spaces between them; and no more than a long word."""
    first, last = start, end
    while first < min(start + _WORD, end) and _inside_word(text, first):
        first += 1
    while last > max(end - _WORD, start) and _inside_word(text, last):
        last -= 1
    first, last = (start if _inside_word(text, first) else first), (end if _inside_word(text, last) else last)
    return (first, last) if first < last else (start, end)


def _inside_word(text: str, at: int) -> bool:
    """Whether a place is between two letters of one word."""
    if not 0 < at < len(text):
        return False
    return all(char.isalpha() and char.lower() != char.upper() for char in text[at - 1 : at + 1])
