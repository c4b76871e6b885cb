"""What another copy prints where this text has lost characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from ..document import LOST, Span
from ..edits import Cert
from ..restoration import Restoration
from ..stages.lacunae import Parallel
from .habits import Habits
from .overlap import WITNESSES, Overlap
from .variants import variants
from .witness import Witness

RUN = re.compile(rf"{LOST}(?: *{LOST})*")
"""A run of lost characters, with real spaces between them."""

TOLD = 4
"""Witnesses that tell what stands in a place, the closest first, after which no more are asked: where four agree, a
fifth adds nothing, and a hundred copies of one text cost a hundred times what one costs, not ten thousand times."""

ASKED = 8  # the same, told or not: copies of one copy have lost the same place


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
    twins = {other.id for other in drafts if other.text == draft.text} | {draft.id}
    passages: defaultdict[str, list[tuple[Span, Span]]] = defaultdict(list)
    closeness: defaultdict[str, float] = defaultdict(float)
    for overlap in sorted(overlaps, key=lambda o: (-o.identity, o)):
        for name, here, there in _sides(twins, overlap):
            passages[name].append((here, there))
            closeness[name] += overlap.identity * (here.end - here.start)
    offers: list[Parallel] = []
    errors: dict[str, frozenset[tuple[str, str]]] = {}
    habits = Habits(draft.text, language)
    open_ = _Open(draft.text)
    for name in sorted(passages, key=lambda name: (-closeness[name], name)):
        spans = [(here, there) for here, there in passages[name] if open_.runs(here)]
        if not spans:
            continue
        told = variants((draft.text[slice(*here)], others[name].text[slice(*there)]) for here, there in passages[name])
        errors[name] = told.errors()
        for here, there in spans:
            found = list(Witness(draft, others[name], here, there, told, habits).offers(open_.runs(here)))
            open_.asked(here, found)
            offers += found
    return tuple(sorted(_agreed(offers, errors), key=lambda offer: offer.start))


class _Open:
    """The runs of lost characters of a text that more witnesses may be asked for."""

    def __init__(self, text: str) -> None:
        self._runs = [run.span() for run in RUN.finditer(text)]
        self._starts = [start for start, _ in self._runs]
        self._asked: Counter[tuple[int, int]] = Counter()
        self._told: Counter[tuple[int, int]] = Counter()

    def runs(self, span: Span) -> list[tuple[int, int]]:
        """Those in a span."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [
            run for run in self._runs[first:last]
            if run[1] <= span.end and self._asked[run] < ASKED and self._told[run] < TOLD
        ]  # fmt: skip

    def asked(self, span: Span, found: Sequence[Parallel]) -> None:
        """Count a witness that was asked for the runs in a span, and what it told."""
        starts = sorted(offer.start for offer in found)
        for run in self.runs(span):
            self._asked[run] += 1
            self._told[run] += bisect_left(starts, run[1]) > bisect_left(starts, run[0])


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
