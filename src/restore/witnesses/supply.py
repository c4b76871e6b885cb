"""What another copy prints where this text has lost characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import numpy as np

from ..document import LOST, Span
from ..edits import Cert, Quote
from ..language.words import LineIndex
from ..restoration import Restoration
from ..stages.lacunae import Parallel
from .alignment import align_keys, pairs
from .flanks import LETTERS, NEAR, Flat, flat, gap
from .habits import Habits
from .keys import Key, match_key
from .overlap import WITNESSES, Overlap
from .readings import Reading, readings
from .trust import Judgement, Trust
from .variants import KINDS, Variants, variants

RUN = re.compile(rf"{LOST}(?: *{LOST})*")
"""A run of lost characters, with real spaces between them."""


class _Asked(NamedTuple):
    """What is asked of the flanks of a run."""

    note: str
    letters: tuple[int, int]  # that must agree on the left and on the right
    near: int  # characters on each side of which marks must agree too
    sure: frozenset[str]  # kinds of reading that may be sure then


_LETTERS = frozenset(("letter", "accent", "letter of a name", "space"))  # in or beside words that keep other letters

_FLANKS = (
    _Asked("the other copy has the same words before and after", (LETTERS, LETTERS), NEAR, KINDS),
    _Asked("the other copy has the same words around it, other marks", (LETTERS, LETTERS), 1, _LETTERS | {"word"}),
    _Asked("the other copy agrees before, and after as far as can be read", (LETTERS, LETTERS // 2), 1, _LETTERS),
    _Asked("the other copy agrees after, and before as far as can be read", (LETTERS // 2, LETTERS), 1, _LETTERS),
    _Asked("the other copy has the same words before, and the same next word", (LETTERS, 1), NEAR, frozenset()),
    _Asked("the other copy has the same words after, and the same word before", (1, LETTERS), NEAR, frozenset()),
)
"""What is asked of the flanks, in this order. Where the copies part at the next word, what stands before it is still
evidence, never more than MEDIUM by itself."""

_SLACK = 30  # characters around the aligned place in which the flanks are looked for


def parallels(
    draft: Restoration, drafts: Sequence[Restoration], overlaps: Sequence[Overlap],
    language: str | None = None,
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
    habits = Habits(draft.text, language)
    for name, spans in passages.items():
        told = variants((draft.text[slice(*here)], others[name].text[slice(*there)]) for here, there in spans)
        errors[name] = told.errors()
        for here, there in spans:
            offers += _Witness(draft, others[name], here, there, told, habits).offers()
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
    ones where they do not. A passage whose marks so often differ that it proves none has no voice against another."""
    ranked = sorted(offers, key=lambda o: (-o.cert, o.start - o.end, o.quote.id, o.start))
    read: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for offer in ranked:
        if offer.cert == Cert.LOW:
            continue
        for place, char in enumerate(offer.text, offer.start):
            read[place].setdefault(offer.quote.id, char)
    done: set[int] = set()
    for offer in ranked:
        places = range(offer.start, offer.end)
        if done.isdisjoint(places):
            done.update(places)
            yield offer if offer.cert == Cert.LOW else _weighed(offer, [read[place] for place in places], errors)


def _weighed(
    offer: Parallel, read: list[dict[str, str]], errors: Mapping[str, frozenset[tuple[str, str]]]
) -> Parallel:
    """An offer in the light of what all witnesses read at each of its places."""
    rivals = {name for char, here in zip(offer.text, read, strict=True) for name in here if here[name] != char}
    if rivals:
        return replace(offer, cert=Cert.LOW, note=f"{offer.note}; but {', '.join(sorted(rivals))} has it otherwise")
    agreeing = set.intersection(*(set(here) for here in read)) - {offer.quote.id}
    independent = [offer.quote.id]
    for name in sorted(agreeing):
        if not any(errors[name] & errors[other] for other in independent):
            independent.append(name)
    more = ", ".join(independent[1:])
    return replace(offer, note=f"{offer.note}; {more} has the same") if more else offer


@dataclass(frozen=True)
class _Witness:
    """A passage of another document, asked for what a passage of this one has lost."""

    draft: Restoration
    other: Restoration
    here: Span
    there: Span
    told: Variants
    habits: Habits

    def offers(self) -> Iterator[Parallel]:
        text = self.draft.text
        for run in RUN.finditer(text, *self.here):
            window = self._window(*run.span())
            if window is None:
                continue
            for asked in _FLANKS:
                sought = gap(text, *run.span(), asked.letters, asked.near)
                found = sought.places(self._flat.text, *window) if sought else ()
                if len(found) == 1:
                    yield from self._offered(run, found[0], asked)
                    break

    def _offered(self, run: re.Match[str], places: tuple[int, ...], asked: _Asked) -> Iterator[Parallel]:
        """What the witness prints for a run, its flanks being found, in as many pieces as there are degrees of
        certainty; none where it has lost something itself, or prints it otherwise than it received it."""
        text, there = self.draft.text, self._flat.text
        here = dict(zip(places, (at for at in range(*run.span()) if text[at] == LOST), strict=True))
        most = self._most(run, places, asked)
        judged = [(self._judged(reading, asked, most), reading) for reading in readings(there, places)]
        for cert, group in groupby(judged, key=lambda item: item[0].cert):
            items = list(group)
            taken = [place for _, reading in items for place in reading.places]
            why = max((judgement.rate, judgement.why) for judgement, _ in items)[1]
            quote = self._quote(taken[0], taken[-1])
            if quote is None:
                continue
            start, end = here[taken[0]], here[taken[-1]] + 1
            letters = iter(there[place] for place in taken)
            read = "".join(next(letters) if char == LOST else char for char in text[start:end])
            yield Parallel(start, end, read, quote, cert, f"{asked.note}; {why}")

    def _judged(self, reading: Reading, asked: _Asked, most: Judgement) -> Judgement:
        """How sure a reading is, its flanks agreeing as far as `asked`, and at `most`."""
        told = self._trust.of(reading)
        if most.cert < told.cert:
            return most
        return told if reading.kind in asked.sure else told._replace(cert=min(told.cert, Cert.MEDIUM))

    def _most(self, run: re.Match[str], places: tuple[int, ...], asked: _Asked) -> Judgement:
        """How sure all that is read for a run can be: not where the witness has a mark right after it and this text a
        space, for the run may have held the mark; nor where another mark stands before its first word, for that may
        have a capital in one copy only."""
        text, there = self.draft.text, self._flat.text
        beyond = there[places[-1] + 1 : places[-1] + 2]
        if text[run.end() : run.end() + 1].isspace() and not (beyond.isspace() or beyond.isalnum()):
            return Judgement(Cert.MEDIUM, 0.0, "the witness has a mark more right after it")
        if asked.near < NEAR and there[places[0]].isalpha() and _mark(text, run.start()) != _mark(there, places[0]):
            return Judgement(Cert.MEDIUM, 0.0, "the witness has another mark before it")
        return self._trust.of_all(places)

    def _quote(self, first: int, last: int) -> Quote | None:
        """The characters `first`..`last` of the flat witness as they stand in its source, if they do."""
        start, end = self._flat.places[first], self._flat.places[last] + 1
        copied = self.other.text[start:end]
        source = self.other.trace(start, end)
        if LOST in copied or self.other.source[slice(*source)] != copied:
            return None
        return Quote(self.other.id, *source, copied, self._line(source.start))

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
    def _trust(self) -> Trust:
        return Trust(self.habits, self.told, self._flat.text)

    @cached_property
    def _flat(self) -> Flat:
        return flat(self.other.text, self.there)

    @cached_property
    def _line(self) -> LineIndex:
        return LineIndex(self.other.source)


def _mark(text: str, at: int) -> str:
    """The mark that a word at `at` follows, if it follows one."""
    before = text[max(0, at - NEAR) : at].rstrip(" \n“”‘’\"'")
    return "" if before[-1:].isalnum() else before[-1:]


def _part(text: str, span: Span) -> Key:
    return match_key(text[slice(*span)])
