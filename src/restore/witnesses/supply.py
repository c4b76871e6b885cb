"""What another copy prints where this text has lost characters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ..document import LOST, Span
from ..edits import Cert, Quote
from ..language.words import LineIndex
from ..restoration import Restoration
from ..stages.lacunae import Parallel
from .alignment import align_keys, pairs
from .keys import Key, match_key
from .overlap import WITNESSES, Overlap
from .variants import Variants, readings, variants

RUN = re.compile(rf"{LOST}(?: *{LOST})*")
"""A run of lost characters, real spaces between them being extra word spacing."""

SURE = 0.003
"""Share of variants up to which a witness is believed (HIGH): between the first two editions of the development
novel commas (0.002) and stops (0.0001) are below it, semicolons and colons (0.02-0.05), which the second edition
often exchanged, above; between the first and the author's revision all marks are above."""

LIKELY = 0.05  # share up to which a reader should look (MEDIUM)

_FLANK = 10  # letters of each flank that must agree
_FLANK_REACH = 80  # characters in which they must be found
_SLACK = 60  # characters around the aligned place in which the flanks are looked for


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
    offers: defaultdict[Span, list[Parallel]] = defaultdict(list)
    others = {other.id: other for other in drafts}
    passages: defaultdict[str, list[tuple[Overlap, Span, Span]]] = defaultdict(list)
    for overlap in sorted(overlaps, key=lambda o: (-o.identity, o)):
        for name, here, there in _sides(draft.id, overlap):
            passages[name].append((overlap, here, there))
    for name, found in passages.items():
        told = variants(
            (draft.text[slice(*here)], others[name].text[slice(*there)]) for _, here, there in found
        )
        for _, here, there in found:
            witness = _Witness(draft, others[name], here, there, told)
            for offer in witness.offers():
                offers[Span(offer.start, offer.end)].append(offer)
    return tuple(_agreed(offers[span]) for span in sorted(offers))


def _sides(document: str, overlap: Overlap) -> Iterator[tuple[str, Span, Span]]:
    """The other document of an overlap that may be a witness for this one, with both spans."""
    if overlap.relation not in WITNESSES:
        return
    if overlap.a == document:
        yield overlap.b, overlap.a_span, overlap.b_span
    if overlap.b == document:
        yield overlap.a, overlap.b_span, overlap.a_span


def _agreed(offers: list[Parallel]) -> Parallel:
    """The best of the offers for one place, unsure when they differ."""
    best = max(offers, key=lambda o: (o.cert, o.quote.id))
    rivals = sorted({offer.quote.id for offer in offers if offer.text != best.text})
    if rivals:
        return replace(best, cert=Cert.LOW, note=f"{best.note}; {', '.join(rivals)} differs")
    more = sorted({offer.quote.id for offer in offers} - {best.quote.id})
    return replace(best, note=f"{best.note}; so also {', '.join(more)}") if more else best


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
            pattern = _pattern(text, run.start(), run.end())
            window = self._window(run.start(), run.end())
            if pattern is None or window is None:
                continue
            found = list(pattern.finditer(self._flat.text, *window))
            if len(found) == 1 and (offer := self._offer(run, found[0])):
                yield offer

    def _offer(self, run: re.Match[str], found: re.Match[str]) -> Parallel | None:
        """What the witness prints for a run, its flanks being found; None when it has lost something there itself,
        or prints it otherwise than it received it."""
        places = [found.start(group) for group in range(1, (found.lastindex or 0) + 1)]
        first, last = self._flat.places[places[0]], self._flat.places[places[-1]]
        copied = self.other.text[first : last + 1]
        source = self.other.trace(first, last + 1)
        if LOST in copied or self.other.source[slice(*source)] != copied:
            return None
        letters = iter(self._flat.text[place] for place in places)
        reading = "".join(next(letters) if char == LOST else char for char in run.group())
        cert, why = self._trust(places)
        quote = Quote(self.other.id, *source, copied, self._line(source.start))
        return Parallel(run.start(), run.end(), reading, quote, cert, f"both flanks agree; {why}")

    def _trust(self, places: list[int]) -> tuple[Cert, str]:
        """How sure the characters at `places` of the flat witness are, by the rate of variants of their kinds."""
        kinds = list(readings(self._flat.text, places[0], places[-1] + 1, frozenset(places)))
        rates = [(self.told.rate(kind, reading), kind) for kind, reading in kinds]
        total = sum(rate for rate, _ in rates)
        worst = max(rates)[1]
        why = f"{worst}s differ in {max(rates)[0]:.2%} of places"
        return Cert.HIGH if total <= SURE else Cert.MEDIUM if total <= LIKELY else Cert.LOW, why

    def _window(self, start: int, end: int) -> tuple[int, int] | None:
        """Where in the flat witness a run's place should be, by the nearest letters both passages have."""
        here, there = self._links
        if not len(here):
            return None
        left = max(0, int(np.searchsorted(here, start)) - 1)
        right = min(len(here) - 1, int(np.searchsorted(here, end)))
        lo, hi = np.searchsorted(self._flat.places, (there[left], there[right]))
        if not 0 <= hi - lo <= end - start + 2 * _SLACK:
            return None
        return max(0, int(lo) - _FLANK_REACH - _SLACK), int(hi) + _FLANK_REACH + _SLACK

    @cached_property
    def _links(self) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], np.ndarray[tuple[int], np.dtype[np.int64]]]:
        """The places of the letters both passages have."""
        a, b = (_part(restoration.text, span) for restoration, span in ((self.draft, self.here), (self.other, self.there)))
        found_a, found_b = pairs(align_keys(a, b, (0, len(a)), (0, len(b))))
        return a.places[found_a] + np.int64(self.here.start), b.places[found_b] + np.int64(self.there.start)

    @cached_property
    def _flat(self) -> _Flat:
        return _flat(self.other.text, self.there)

    @cached_property
    def _line(self) -> LineIndex:
        return LineIndex(self.other.source)


def _part(text: str, span: Span) -> Key:
    return match_key(text[slice(*span)])


@dataclass(frozen=True, slots=True)
class _Flat:
    """A stretch of a text as one line: white space is one space, paragraphs a line feed, line-end hyphens are gone;
    with the place in the text of each character."""

    text: str
    places: list[int]


_BREAK = re.compile(r"(?<=\w)-\n(?=\w)|\s+")


def _flat(text: str, span: Span) -> _Flat:
    parts: list[str] = []
    places: list[int] = []
    done = span.start
    for found in _BREAK.finditer(text, *span):
        parts.append(text[done : found.start()])
        places.extend(range(done, found.start()))
        if found.group()[0] != "-":
            parts.append("\n" if found.group().count("\n") > 1 else " ")
            places.append(found.start())
        done = found.end()
    parts.append(text[done : span.end])
    places.extend(range(done, span.end))
    return _Flat("".join(parts), places)


def _pattern(text: str, start: int, end: int) -> re.Pattern[str] | None:
    """What a witness must print around a run for its reading to count: the letters of both flanks, the nearest
    characters to the letter, farther ones but for case and punctuation. Each lost character of the run is a group.
    """
    left = _flank(text[max(0, start - _FLANK_REACH) : start][::-1])
    right = _flank(text[end : end + _FLANK_REACH])
    if left is None or right is None:
        return None
    lost = "".join("(.)" if char == LOST else " ?" for char in text[start:end])
    return re.compile("".join(reversed(left)) + lost + "".join(right))


_NEAR = 3  # characters next to the run that must agree to the letter: the mark and the case tell the sentence


def _flank(text: str) -> list[str] | None:
    """The flank as parts of a pattern, nearest first; None when it holds too few letters."""
    parts: list[str] = []
    letters = 0
    for at, char in enumerate(text):
        if char == LOST and letters >= _FLANK:
            break
        if char == LOST:
            parts.append(".")
        elif char.isalnum():
            letters += 1
            parts.append(re.escape(char) if at < _NEAR else f"(?i:{re.escape(char)})")
        elif char.isspace():
            if letters >= _FLANK:
                break
            if not (at and text[at - 1].isspace()):
                parts.append(r"[^\w\s]?\s?")
        else:
            parts.append(re.escape(char) if at < _NEAR and char != "-" else rf"{re.escape(char)}?")
    return parts if letters >= _FLANK else None
