"""Which of two words that look alike in print a text must mean, by what stands beside them elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from ..edits import Evidence, Quote, external, internal
from .compounds import times
from .neighbours import Neighbours, Pair, Token, occurrences
from .stretches import Stretches
from .words import Lexicon, zipf

# What is counted, and rulers: words that II follows by right. From the tables of contents and king lists of
# reference books; names that are also Korean, Chinese or Vietnamese surnames are not in it.
_TAKES_NUMERAL = """
    war chapter part volume vol book section type phase article class grade act scene figure fig table appendix
    annex title level stage group category division corps army session congress series plan schedule form
    model mark mk world pope king queen emperor tsar czar kaiser sultan prince duke saint st
    abdul alexander alfonso amenhotep antiochus artaxerxes augustus basil bayezid benedict boniface carlos casimir
    catherine charles christian clement clotaire conrad constantine cyrus darius edmund edward elizabeth ferdinand
    francis franz frederick george gregory gustav haakon hamid harald henry humbert innocent isabella ivan james
    joan john joseph juan julius justinian karl katherine ladislaus leo leopold louis ludwig malcolm manuel margaret
    maria mary matthias maximilian mehmed michael murad napoleon nicholas olav otto paul pedro peter philip pius
    ptolemy ramses richard robert roger rudolf rudolph selim sigismund stephen theodosius umberto urban valdemar
    victor vladimir wilhelm william xerxes
"""
TAKES_NUMERAL = frozenset(_TAKES_NUMERAL.split())

ESTABLISHED = 3
"""Readings on strong evidence after which a document is known to print one word for another, so that one sound
place elsewhere is enough: in seed 000, `II` for `Il` twenty-one times."""

MARGIN = 3
"""How many times as often the reading must stand beside its neighbour as what is printed does, in the documents
that testify. A copy may share some of the damage; one place in four is the worst OCR measured (impresso)."""

_STROKES = frozenset({"II", "ll", "lI", "1l", "l1", "I1", "1I", "11"})
"""What `Il` looks like in print."""


class Reading(NamedTuple):
    token: Token
    after: str
    is_sure: bool
    evidence: Evidence


def readings(document: str, text: Stretches, lexicon: Lexicon, language: str | None) -> Iterator[Reading]:
    """The doubtful words of a text (of the document with this id) that other places show to be other words.

    A word is doubtful when the documents have another of the same shape, and it is a pair of strokes (`II`, `ll`,
    `11`) or no word of the language. It is read as the other when that stands beside the same neighbours in
    other documents, or in this one far more often. Left alone: `II` after what is counted or after a ruler's
    name, which Roman numerals follow by right, unless what comes next tells.
    """
    doubtful = _doubtful(lexicon, language)
    found = list(occurrences(text, doubtful.keys()))
    if not found:
        return
    scales = _Scales(document, lexicon, lexicon.neighbours(frozenset({*doubtful, *chain(*doubtful.values())})))
    strong = {token: reading for token in found if (reading := scales.strong(token, doubtful[token.text]))}
    times = Counter((token.text, reading.after) for token, reading in strong.items())
    for token in found:
        reading = strong.get(token) or scales.weak(token, doubtful[token.text], times)
        if reading is not None:
            yield reading


@lru_cache(maxsize=2)
def _doubtful(lexicon: Lexicon, language: str | None) -> dict[str, tuple[str, ...]]:
    """Words in doubt, and what each might be."""
    doubtful: dict[str, tuple[str, ...]] = {}
    for word, others in lexicon.look_alikes.items():
        if word in _STROKES or word == "Il":
            continue
        # Names too, but only a form that is commoner by far: two spellings of a name are two spellings.
        common = tuple(other for other in others if lexicon.parts[other] >= 5 * lexicon.parts[word])
        if common and language is not None and zipf(word, language) < 1.5:
            doubtful[word] = common
    if lexicon.parts["Il"]:
        doubtful.update(dict.fromkeys(_STROKES, ("Il",)))
        if lexicon.parts["II"]:
            doubtful["Il"] = ("II",)
    return doubtful


class _Side(NamedTuple):
    """One neighbour's testimony: how often it stands beside the reading, and beside what is printed."""

    pair: Pair
    elsewhere: int  # the reading, in other documents
    here: int  # the reading, in this document
    printed_elsewhere: int
    printed_here: int
    sound: int  # other documents that have the reading and never what is printed

    @property
    def supports(self) -> bool:
        """The reading is the rule elsewhere, or here; or two documents that do not share the damage have it."""
        return (
            self.elsewhere >= max(2, MARGIN * self.printed_elsewhere)
            or (self.here >= max(3, MARGIN * self.printed_here) and self.printed_elsewhere == 0)
            or self.sound >= 2
        )

    @property
    def contradicts(self) -> bool:
        return self.printed_elsewhere > 0 and not self.supports

    @property
    def is_attested(self) -> bool:
        return self.elsewhere + self.here > 0


class _Scales:
    """Weighs what a token may be by its neighbours in one document and the others."""

    def __init__(self, document: str, lexicon: Lexicon, near: Neighbours) -> None:
        self.document = document
        self.lexicon = lexicon
        self.near = near
        self._known: dict[tuple[Pair, Pair], _Side] = {}

    def strong(self, token: Token, others: Iterable[str]) -> Reading | None:
        """A reading that a neighbour supports and none contradicts."""
        for other in others:
            left, right = self._sides(token, other)
            sides = [side for side in (left, right) if side is not None]
            if any(side.contradicts for side in sides):
                continue
            by_left, by_right = bool(left and left.supports), bool(right and right.supports)
            if not (by_left or by_right):
                by_left = by_right = self._stands_whole(token, other, left, right)
            if (by_left or by_right) and self._is_allowed(token, other, by_left, by_right):
                return Reading(token, other, True, self._evidence(token, other, sides))
        return None

    def _stands_whole(self, token: Token, other: str, left: _Side | None, right: _Side | None) -> bool:
        """Whether another document prints the reading between both neighbours, if only once: `Ri Il-gyeong`."""
        if left is None or right is None or not (left.elsewhere and right.elsewhere):
            return False
        names = [name for name in self.near.documents(left.pair) if name != self.document]
        return any(self.lexicon.quote(_whole(token, other), name) for name in names[:8])

    def weak(self, token: Token, others: Iterable[str], times: Counter[tuple[str, str]]) -> Reading | None:
        """A reading that stands beside a neighbour at least once: sure where the document is known to print
        one for the other."""
        for other in others:
            left, right = self._sides(token, other)
            sides = [side for side in (left, right) if side is not None]
            if any(side.contradicts for side in sides) or not any(side.is_attested for side in sides):
                continue
            if self._is_allowed(token, other, bool(left and left.is_attested), bool(right and right.is_attested)):
                known = times[token.text, other]
                note = f"; {known} times this document has {token.text} for {other}" if known else ""
                evidence = self._evidence(token, other, sides, note)
                return Reading(token, other, known >= ESTABLISHED, evidence)
        return None

    def _sides(self, token: Token, other: str) -> tuple[_Side | None, _Side | None]:
        left = (token.left, token.before, other), (token.left, token.before, token.text)
        right = (other, token.after, token.right), (token.text, token.after, token.right)
        return self._side(*left) if token.left else None, self._side(*right) if token.right else None

    def _side(self, reading: Pair, printed: Pair) -> _Side:
        if (reading, printed) not in self._known:
            near, own = self.near, self.document
            here, printed_here = near.count(reading, own), near.count(printed, own)
            sound = [name for name in near.documents(reading) if name != own and not near.count(printed, name)]
            self._known[reading, printed] = _Side(
                reading, near.count(reading) - here, here, near.count(printed) - printed_here, printed_here, len(sound)
            )
        return self._known[reading, printed]

    def _is_allowed(self, token: Token, other: str, left: bool, right: bool) -> bool:
        """Whether the neighbours that speak for a reading are the ones that can: beside what is counted, or a
        ruler, two strokes are a numeral; after a small letter, or nothing, only the next part of a name tells that
        they are none; and a number in digits needs both neighbours."""
        if token.text == "Il":
            return _is_counted(token.left) and left
        if token.text not in _STROKES:
            return True
        if _is_counted(token.left) or token.right.lower() in TAKES_NUMERAL:
            return False
        by_left = left and token.left[:1].isupper()
        named = right and (token.after == "-" or token.right[:1].isupper())
        return (by_left and named) if token.text.isdigit() else by_left or named

    def _evidence(self, token: Token, other: str, sides: list[_Side], note: str = "") -> Evidence:
        best = max(sides, key=lambda side: (side.elsewhere, side.here))
        phrase = "".join(best.pair)
        printed = best.printed_elsewhere if best.elsewhere else best.printed_here
        counts = f"{times(best.elsewhere)} in the other documents" if best.elsewhere else f"{times(best.here)} here"
        said = f"“{phrase}” stands {counts}, with {token.text} {times(printed)}{note}"
        quotes = tuple(self._quotes(token, other, phrase, best))
        return external(said, *quotes) if any(q.id != self.document for q in quotes) else internal(said, *quotes)

    def _quotes(self, token: Token, other: str, phrase: str, best: _Side) -> Iterator[Quote]:
        """One place in the document that has the phrase most, this one last; with both neighbours if there is."""
        names = sorted(self.near.documents(best.pair), key=lambda name: name == self.document)
        for wanted in dict.fromkeys((_whole(token, other), phrase)):
            for name in names[:8]:
                quote = self.lexicon.quote(wanted, name)
                if quote is not None:
                    yield quote
                    return


def _whole(token: Token, other: str) -> str:
    return f"{token.left}{token.before}{other}{token.after}{token.right}"


def _is_counted(word: str) -> bool:
    """Whether Roman numerals follow a word by right: what is counted, rulers, and abbreviations (`SALT II`)."""
    return word.lower() in TAKES_NUMERAL or (len(word) > 1 and word.isupper())
