"""One passage of another copy, asked for what a passage of this text has lost."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
from .readings import Reading, readings
from .trust import Judgement, Trust
from .variants import KINDS, Variants


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


@dataclass(frozen=True)
class Witness:
    """A passage of another document, asked for what a passage of this one has lost."""

    draft: Restoration
    other: Restoration
    here: Span
    there: Span
    told: Variants
    habits: Habits

    def offers(self, runs: Iterable[tuple[int, int]]) -> Iterator[Parallel]:
        """What the witness prints for some runs of lost characters."""
        text = self.draft.text
        for run in runs:
            window = self._window(*run)
            if window is None:
                continue
            for asked in _FLANKS:
                sought = gap(text, *run, asked.letters, asked.near)
                found = sought.places(self._flat.text, *window) if sought else ()
                if len(found) == 1:
                    yield from self._offered(run, found[0], asked)
                    break

    def _offered(self, run: tuple[int, int], places: tuple[int, ...], asked: _Asked) -> Iterator[Parallel]:
        """What the witness prints for a run, its flanks being found, in as many pieces as there are degrees of
        certainty; none where it has lost something itself, or prints it otherwise than it received it."""
        text, there = self.draft.text, self._flat.text
        here = dict(zip(places, (at for at in range(*run) if text[at] == LOST), strict=True))
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

    def _most(self, run: tuple[int, int], places: tuple[int, ...], asked: _Asked) -> Judgement:
        """How sure all that is read for a run can be: not where the witness has a mark right after it and this text a
        space, for the run may have held the mark; nor where another mark stands before its first word, for that may
        have a capital in one copy only."""
        text, there = self.draft.text, self._flat.text
        beyond = there[places[-1] + 1 : places[-1] + 2]
        if text[run[1] : run[1] + 1].isspace() and not (beyond.isspace() or beyond.isalnum()):
            return Judgement(Cert.MEDIUM, 0.0, "the witness has a mark more right after it")
        if asked.near < NEAR and there[places[0]].isalpha() and _mark(text, run[0]) != _mark(there, places[0]):
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
