"""What another copy prints where this text has lost characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

import numpy as np

from ..document import LOST, Span
from ..edits import Cert, Quote
from ..language.words import LineIndex
from ..restoration import Restoration
from ..stages.lacunae import Parallel
from .alignment import align_keys, pairs
from .flanks import LETTERS, Flat, flat, gap
from .keys import Key, match_key
from .overlap import WITNESSES, Overlap
from .tokens import tokens
from .variants import Reading, Variants, opens_sentence, readings, variants

RUN = re.compile(rf"{LOST}(?: *{LOST})*")
"""A run of lost characters, with real spaces between them."""

LIGHT = 0.0015
"""Share of words chosen or spelt otherwise up to which a copy may give letters: 0.0008 between the first two editions
of the development novel, 0.0024 between the first and the author's revision, 0.013 between two editors of one
translation. A word that is itself above it is not sure either."""

SURE = 0.003
"""Share of variants up to which spaces, marks and figures of a light copy are believed (HIGH): commas differ in 0.002
of places between those editions, stops in 0.0001, semicolons and colons, which were often exchanged, in 0.02-0.05."""

SURE_THOUGH_REVISED = 0.001  # the same for an edition that is not light: spaces 0.0007, figures none of some twenty

LIKELY = 0.05  # share up to which a reader should look (MEDIUM)

_CAPITAL = 0.1
"""Part of a word's share of capitals that is taken for the chance that the copy has it the other way: `Cousin`, `Sir`,
`Papa` in address, which editions print with and without. A guess on the safe side, not a measured rate."""

_FLANKS = (
    ("both flanks agree", (LETTERS, LETTERS)),
    ("the left flank agrees, and the next word", (LETTERS, 1)),
    ("the right flank agrees, and the word before", (1, LETTERS)),
)
"""What is asked of the flanks, in this order. Where the copies part at the next word, what stands before it is still
evidence, never more than MEDIUM by itself."""

_SLACK = 30  # characters around the aligned place in which the flanks are looked for


def parallels(
    draft: Restoration, drafts: Sequence[Restoration], overlaps: Sequence[Overlap]
) -> tuple[Parallel, ...]:
    """For each run of lost characters in `draft`, what the one best witness among `drafts` prints there.

    A witness is asked only in a passage where it is a copy or a light edition, only where the letters on both
    sides agree, one character is offered for each one lost, and what it prints stands so in its source. How sure
    that is comes from the variants between the two where nothing is damaged: a kind of reading that often differs
    is not taken over, names least of all. Where two witnesses print different things, all are shown and none is sure.
    """
    if LOST not in draft.text:
        return ()
    others = {other.id: other for other in drafts}
    twins = {other.id for other in drafts if other.text == draft.text}
    passages: defaultdict[str, list[tuple[Span, Span]]] = defaultdict(list)
    for overlap in sorted(overlaps, key=lambda o: (-o.identity, o)):
        for name, here, there in _sides(twins | {draft.id}, overlap):
            passages[name].append((here, there))
    offers: list[Parallel] = []
    errors: dict[str, frozenset[tuple[str, str]]] = {}
    for name, spans in passages.items():
        told = variants((draft.text[slice(*here)], others[name].text[slice(*there)]) for here, there in spans)
        errors[name] = told.errors()
        for here, there in spans:
            offers += _Witness(draft, others[name], here, there, told).offers()
    return tuple(sorted(_agreed(offers, errors), key=lambda offer: offer.start))


def _sides(document: Set[str], overlap: Overlap) -> Iterator[tuple[str, Span, Span]]:
    """The other document of an overlap that may be a witness for this one (by its ids), with both spans."""
    if overlap.relation not in WITNESSES:
        return
    if overlap.a in document:
        yield overlap.b, overlap.a_span, overlap.b_span
    if overlap.b in document:
        yield overlap.a, overlap.b_span, overlap.a_span


def _agreed(
    offers: Iterable[Parallel], errors: Mapping[str, frozenset[tuple[str, str]]]
) -> Iterator[Parallel]:
    """The best of the offers for each place: unsure where witnesses differ, and with the names of the independent
    ones where they do not."""
    ranked = sorted(offers, key=lambda o: (-o.cert, o.start - o.end, o.quote.id, o.start))
    read: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for offer in ranked:
        for place, char in enumerate(offer.text, offer.start):
            read[place].setdefault(offer.quote.id, char)
    done: set[int] = set()
    for offer in ranked:
        places = range(offer.start, offer.end)
        if done.isdisjoint(places):
            done.update(places)
            yield _weighed(offer, [read[place] for place in places], errors)


def _weighed(
    offer: Parallel, read: list[dict[str, str]], errors: Mapping[str, frozenset[tuple[str, str]]]
) -> Parallel:
    """An offer in the light of what all witnesses read at each of its places."""
    rivals = {name for char, here in zip(offer.text, read, strict=True) for name in here if here[name] != char}
    if rivals:
        return replace(offer, cert=Cert.LOW, note=f"{offer.note}; {', '.join(sorted(rivals))} differs")
    agreeing = set.intersection(*(set(here) for here in read)) - {offer.quote.id}
    independent = [offer.quote.id]
    for name in sorted(agreeing):
        if not any(errors[name] & errors[other] for other in independent):
            independent.append(name)
    more = ", ".join(independent[1:])
    return replace(offer, note=f"{offer.note}; so also {more}") if more else offer


@dataclass(frozen=True)
class _Witness:
    """A passage of another document, asked for what a passage of this one has lost."""

    draft: Restoration
    other: Restoration
    here: Span
    there: Span
    told: Variants

    def offers(self) -> Iterator[Parallel]:
        text = self.draft.text
        for run in RUN.finditer(text, *self.here):
            window = self._window(*run.span())
            if window is None:
                continue
            for note, letters in _FLANKS:
                sought = gap(text, *run.span(), letters)
                found = sought.places(self._flat.text, *window) if sought else ()
                if len(found) == 1:
                    for offer in self._offered(run, found[0], note):
                        whole = letters == (LETTERS, LETTERS)
                        yield offer if whole else replace(offer, cert=min(offer.cert, Cert.MEDIUM))
                    break

    def _offered(self, run: re.Match[str], places: tuple[int, ...], flanks: str) -> Iterator[Parallel]:
        """What the witness prints for a run, its flanks being found, in as many pieces as there are degrees of
        certainty; none where it has lost something itself, or prints it otherwise than it received it."""
        lost = [at for at in range(*run.span()) if self.draft.text[at] == LOST]
        here = dict(zip(places, lost, strict=True))
        judged = [(self._trust(reading), reading) for reading in readings(self._flat.text, places)]
        for cert, group in groupby(judged, key=lambda item: item[0][0]):
            items = list(group)
            taken = [place for _, reading in items for place in reading.places]
            why = max(why for (_, why), _ in items)
            quote = self._quote(taken[0], taken[-1])
            if quote is None:
                continue
            start, end = here[taken[0]], here[taken[-1]] + 1
            letters = iter(self._flat.text[place] for place in taken)
            text = "".join(next(letters) if char == LOST else char for char in self.draft.text[start:end])
            note = f"{flanks}; {why[1]}s differ in {why[0]:.2%}"
            yield Parallel(start, end, text, quote, cert, note)

    def _quote(self, first: int, last: int) -> Quote | None:
        """The characters `first`..`last` of the flat witness as they stand in its source, if they do."""
        start, end = self._flat.places[first], self._flat.places[last] + 1
        copied = self.other.text[start:end]
        source = self.other.trace(start, end)
        if LOST in copied or self.other.source[slice(*source)] != copied:
            return None
        return Quote(self.other.id, *source, copied, self._line(source.start))

    def _trust(self, reading: Reading) -> tuple[Cert, tuple[float, str]]:
        """How sure a reading is, by the share in which readings of its kind, and it itself, differ."""
        kind, word = reading.kind, reading.word or reading.form
        if kind == "letter of a name":  # of a name this text writes so elsewhere, a letter like any other
            kind = "letter" if self._words[word] else "name"
        rate = self.told.rate(kind, word if kind == "name" else reading.form)
        if kind in ("letter", "word"):
            rate = max(rate, self._own_habit(reading), self.told.share(word))
        cert = Cert.HIGH if rate <= self._limit(kind) else Cert.MEDIUM if rate <= LIKELY else Cert.LOW
        return cert, (rate, kind)

    def _limit(self, kind: str) -> float:
        """The share of variants up to which this witness is believed."""
        light = self.told.kind_rate("word") <= LIGHT
        if kind in ("letter", "word", "name"):
            return LIGHT if light else 0.0
        return SURE if light else SURE_THOUGH_REVISED

    def _own_habit(self, reading: Reading) -> float:
        """What this text's own writing adds to the doubt: it knows no such letter, or at times gives the word a
        capital that the witness does not."""
        if not self._letters.issuperset(self._flat.text[place] for place in reading.places):
            return LIKELY
        at = reading.places[0]
        if at and self._flat.text[at - 1].isalnum():
            return 0.0
        word = reading.word or reading.form
        capitals = self._words[word.capitalize()] if word.islower() else 0
        return _CAPITAL * capitals / (capitals + self._words[word]) if capitals else 0.0

    @cached_property
    def _letters(self) -> frozenset[str]:
        return frozenset(self.draft.text)

    @cached_property
    def _words(self) -> Counter[str]:
        """How often this text writes a word so, where no sentence opens."""
        text = self.draft.text
        return Counter(token.form for token in tokens(text) if not opens_sentence(text, token.start))

    def _window(self, start: int, end: int) -> tuple[int, int] | None:
        """Where in the flat witness a run's place should be, by the nearest letters both passages have."""
        here, there = self._links
        if not len(here):
            return None
        left = max(0, int(np.searchsorted(here, start)) - 1)
        right = min(len(here) - 1, int(np.searchsorted(here, end)))
        lo, hi = (bisect_left(self._flat.places, int(there[at])) for at in (left, right))
        if not 0 <= hi - lo <= end - start + 2 * _SLACK:
            return None
        return lo - _SLACK, hi + _SLACK

    @cached_property
    def _links(self) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], np.ndarray[tuple[int], np.dtype[np.int64]]]:
        """The places of the letters both passages have."""
        a, b = _part(self.draft.text, self.here), _part(self.other.text, self.there)
        found_a, found_b = pairs(align_keys(a, b, (0, len(a)), (0, len(b))))
        return a.places[found_a] + np.int64(self.here.start), b.places[found_b] + np.int64(self.there.start)

    @cached_property
    def _flat(self) -> Flat:
        return flat(self.other.text, self.there)

    @cached_property
    def _line(self) -> LineIndex:
        return LineIndex(self.other.source)


def _part(text: str, span: Span) -> Key:
    return match_key(text[slice(*span)])
