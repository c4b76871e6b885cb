"""Who shares what with whom: from documents to overlaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ..document import Document, Span
from .chains import Stretch, chains, stretches
from .formulas import is_formula, is_frame, short_ones
from .keys import Key, match_key
from .overlap import Overlap, Relation
from .passages import Piece, pieces
from .places import Places
from .relations import STOCK, inside, relations
from .seeds import matches, sample, sparseness

SHORTEST = 60
"""Characters of the text from which a passage is one."""

_NEEDED = ((0.9, 45), (0.75, 90), (0.6, 250), (0.26, 600))
"""Letters a passage needs, by its measure: the looser the likeness, the longer it must last. 45 letters are some 60
characters; 0.26 is the 5th percentile of independent translations, which unrelated text never reaches over 600."""

_WORD = 20  # letters of a long word


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
    short = short_ones(located)
    for (a, b, piece), kind in zip(located, relations(located), strict=True):
        # a text is no translation of itself, and repeats of less than a paragraph are its stock of headings and phrases
        itself = a == b and (kind == "translation" or piece.letters < STOCK)
        if itself or is_formula(a, b, piece, short) or is_frame(keys[a], keys[b], piece):
            kind = "formula"
        yield _overlap(documents[a], documents[b], keys[a], keys[b], piece, kind)


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
            inside(piece.a_start, piece.a_end, kept[at].a_start, kept[at].a_end)
            and inside(piece.b_start, piece.b_end, kept[at].b_start, kept[at].b_end)
            for at in places.near(middle, middle + 1)
        ):
            places.add(piece.a_start, piece.a_end, len(kept))
            kept.append(piece)
    return sorted(kept)


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
