"""Words that OCR took for others, names first, and words run together; authors' own oddities are reported."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from ..document import Document, Span
from ..edits import Cert, Edit, Stage, conjecture, external, internal
from ..language.beside import Beside
from ..language.english import clitics, one_for_i
from ..language.lookalikes import readings
from ..language.misreadings import Misreading, misreadings
from ..language.neighbours import Token, occurrences
from ..language.stretches import Stretches
from ..language.words import Lexicon, zipf
from ..restoration import Restoration


def emend(lexicon: Lexicon | None = None, language: str | None = None) -> Stage:
    """A stage that reads words as the documents elsewhere show them.

    >>> from ..edits import apply
    >>> others = Restoration(Document("b", "Kim Il Sung met Nam Il. Kim Il Sung spoke."))
    >>> document = Document("a", "Kim II Sung after World War II")
    >>> apply(document.text, emend(Lexicon([Restoration(document), others]))(document))
    'Kim Il Sung after World War II'

    Left alone: romanisations, spellings and words the writer chose; numerals; what stands in editors' brackets,
    but for names that another place proves.
    """

    def stage(document: Document) -> Iterator[Edit]:
        known = lexicon if lexicon is not None and lexicon.drafts() else Lexicon([Restoration(document)])
        brackets = _brackets(document.text)
        text = known.stretches_of(document)
        yield from _look_alikes(document, text, known, language, brackets)
        yield from _run_together(document, known, language, brackets)
        if language is not None:
            yield from _misread(text, known, language, brackets)
        beside = Beside(text)
        yield from _doubled(beside)
        if language == "en":
            yield from _swapped(beside, known)
        if language is not None:
            yield from _transposed(text, known, document.id, language, brackets)

    return stage


def _brackets(text: str) -> list[Span]:
    """Editors' brackets: `[illegible]`, `[Pak Hon Yong]`, up to 200 characters on one line."""
    return [Span(*found.span()) for found in re.finditer(r"\[[^\[\]\n]{1,200}\]", text)] if "[" in text else []


def _inside(place: int, spans: list[Span]) -> bool:
    at = bisect_right(spans, (place, place)) - 1  # a bracket holds no other
    return any(start <= place < end for start, end in spans[max(at, 0) : at + 2])


def _look_alikes(
    document: Document, text: Stretches, lexicon: Lexicon, language: str | None, brackets: list[Span]
) -> Iterator[Edit]:
    """`Kim II Sung`, `Nam ll`: capital I, small l and 1 look alike in print, and so do rn and m, cl and d.

    Whence: OCR, and retyping from sans-serif print. In brackets only pairs of strokes are read.
    """
    for reading in readings(document.id, text, lexicon, language):
        token = reading.token
        if len(token.text) > 2 and _inside(token.start, brackets):
            continue
        cert = Cert.HIGH if reading.is_sure else Cert.MEDIUM
        yield Edit(
            token.start, token.end, token.text, reading.after, "words/look-alike", cert, reading.evidence
        )


_COMMON = 5  # occurrences in the documents that make a word one of theirs


def _run_together(
    document: Document, lexicon: Lexicon, language: str | None, brackets: list[Span]
) -> Iterator[Edit]:
    """`CPSUCC` for `CPSU CC`: two words of the documents, written elsewhere side by side, and here as one.

    Only where the change from capitals to small letters or an abbreviation shows the joint: two abbreviations, or
    a small letter before a capital. Words in small letters are not parted: compounds are the writer's.
    Left alone: names with an inner capital that the documents write so elsewhere (`MacArthur`).
    """
    for word, count in lexicon.words(document.id).items():
        if count > 2 or word.islower() or word.istitle() or not _JOINED.fullmatch(word) or lexicon.count(word) > count:
            continue
        parts = [
            (word[:at], word[at:]) for at in _joints(word)
            if min(lexicon.count(word[:at]), lexicon.count(word[at:])) >= _COMMON
        ]
        if len(parts) != 1 or (language is not None and zipf(word, language) > 0):
            continue
        after = " ".join(parts[0])
        stands = lexicon.places(*parts[0])
        quotes = [quote for name in stands if (quote := lexicon.quote(after, name))]
        quotes.sort(key=lambda quote: quote.id == document.id)
        if not quotes:
            continue
        note = f"“{after}” stands {sum(stands.values())} times in the documents, “{word}” nowhere else"
        grounds = internal if quotes[0].id == document.id else external
        cert = Cert.HIGH if sum(stands.values()) >= 2 else Cert.MEDIUM
        for found in re.finditer(rf"(?<!\w){word}(?!\w)", document.text):
            if not _inside(found.start(), brackets):
                yield Edit(*found.span(), word, after, "words/run-together", cert, grounds(note, quotes[0]))


_JOINED = re.compile(r"[A-Z]{4,}|[A-Za-z]*[a-z][A-Z][A-Za-z]*")


def _joints(word: str) -> list[int]:
    """Where a word may have been two: anywhere in capitals, else before a capital after a small letter."""
    if word.isupper():
        return list(range(2, len(word) - 1))
    return [at for at in range(2, len(word) - 1) if word[at - 1].islower() and word[at].isupper()]


_MEASURED = frozenset({"en"})
"""Languages for which it was measured how many good words this breaks; in others every reading waits for review."""

_OFTEN = 3  # as often in the documents, a word is theirs, unless it is near to one of the commonest


def _misread(text: Stretches, lexicon: Lexicon, language: str, brackets: list[Span]) -> Iterator[Edit]:
    """`prornise`, `tbe`, `goverrnment`: no word, and one confusion of OCR away from a common one; `1 am`, `I’H`.

    Left alone: names, capitals, figures, words the documents have often, brackets. Measured with
    `benchmarks/ocr.py`: what it breaks is less than six in ten thousand good words.
    """

    def is_theirs(word: str, reading: str) -> bool:
        return lexicon.parts[word] >= _OFTEN and zipf(reading, language) < 5

    found: list[tuple[str, Misreading]] = [("words/misread", m) for m in misreadings(text, language, is_theirs)]
    if language == "en":
        found += [("words/one-for-I", m) for m in one_for_i(text)] + [("words/clitic", m) for m in clitics(text)]
    for rule, m in found:
        if not _inside(m.start, brackets):
            cert = Cert.LOW if not m.is_sure else Cert.HIGH if language in _MEASURED else Cert.MEDIUM
            yield Edit(m.start, m.end, m.before, m.after, rule, cert, internal(m.note))


_MAY_DOUBLE = frozenset({
    "had", "that", "is", "do", "so", "very", "no", "ha", "bye", "more", "long", "far", "much", "her", "in", "on", "up",
    "over", "again", "by",
})
"""English words that stand twice in sound sentences: `what he had had`, `moved on on Monday`."""


_AT_MOST = 20  # reports of one doubled word: a text that doubles on purpose is not a list of slips


def _doubled(beside: Beside) -> Iterator[Edit]:
    """`the the`: reported, never changed; the writer's slip as often as the printer's. Names may double."""
    reported: Counter[str] = Counter()
    for found in beside.doubled():
        word = found.group(1)
        if word.islower() and word not in _MAY_DOUBLE and reported[word] < _AT_MOST:
            reported[word] += 1
            note = internal(f"“{word}” twice running")
            yield Edit(*found.span(), found.group(), found.group(), "words/doubled", Cert.LOW, note)


_ARTICLES = ("the", "a", "an")
_BEGIN_NONE = (
    "of", "the", "a", "an", "is", "are", "was", "were", "and", "by", "from", "with", "to", "for", "at", "which", "who",
)


def _swapped(beside: Beside, lexicon: Lexicon) -> Iterator[Edit]:
    """`the history the of party`: an article before a word that begins no noun phrase. Reported with the order
    that is usual, when the documents have it ten times as often; never changed."""
    for found in beside.pairs(_ARTICLES, _BEGIN_NONE):
        first, second = found.groups()
        usual, here = (sum(lexicon.places(*pair).values()) for pair in ((second, first), (first, second)))
        if usual >= 10 * here:
            note = conjecture(f"“{second} {first}” stands {usual} times in the documents, this {here}")
            yield Edit(*found.span(), found.group(), f"{second} {first}", "words/swapped", Cert.LOW, note)


def _transposed(
    text: Stretches, lexicon: Lexicon, document: str, language: str, brackets: list[Span]
) -> Iterator[Edit]:
    """`CSPU` beside sixty `CPSU`, `criticism form you`: two letters changed places. Reported, never changed: it
    is in the source as its authors left it, and may be a name.

    A known word is doubted only where the other stands beside the same neighbour in the documents, and it does
    not anywhere else.
    """
    slips = {
        word: other for word in lexicon.words(document).keys() & lexicon.transposed.keys()
        for other in lexicon.transposed[word] if lexicon.count(other) >= 5 * lexicon.count(word)
    }
    for token in occurrences(text, slips):
        other = slips[token.text]
        if _inside(token.start, brackets) or "-" in token.before + token.after:
            continue
        if zipf(token.text, language) >= 2 and not _fits_better(token, other, lexicon):
            continue
        note = conjecture(f"“{other}” stands {lexicon.count(other)} times in the documents")
        yield Edit(token.start, token.end, token.text, other, "words/transposed", Cert.LOW, note)


def _fits_better(token: Token, other: str, lexicon: Lexicon) -> bool:
    """Whether the other word stands beside both neighbours somewhere, and the token beside each only here."""
    left, right, word = token.left, token.right, token.text
    if not (left and right and lexicon.places(left, other) and lexicon.places(other, right)):
        return False
    return sum(lexicon.places(left, word).values()) + sum(lexicon.places(word, right).values()) <= 2

