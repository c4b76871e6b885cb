"""Whether what looks strange reads better under some order of glyphs: a second quick test, before any language.

The quick test (`suspects`) also stops at addresses, formulas, code, names and misprints. Here the characters around
its places are read by every known order, and by the constant shifts that their commonest codes suggest, with nothing
but the strangeness of pairs. Garbage of sixty glyphs gains 50 and more (of twenty, where it is strange enough to be
seen, 20 to 40), prose with addresses in it at most 20, code and phonetic script 22.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..document import LOST
from .suspects import (
    CLASSES,
    DIGIT,
    MARK,
    ODD,
    OTHER,
    SIGN,
    SPACE,
    STEP,
    STEPS,
    WINDOW,
    classes,
    pair_costs,
)
from .tables import fixed
from .units import SPELT

Places = NDArray[np.int64]

REACH = 16  # characters looked at on both sides of a strange window: a span may begin before it
ENOUGH = 23.0  # natural logarithm: measured, see above
ENOUGH_EACH = 0.03  # besides, for each character of a segment: base64 gains 30 somewhere in 4,000
CONTROLS = 8  # control codes inside words are garbage of some kind, also of words that no long stretch of it joins
PLENTY = 80.0  # what a hundred glyphs gain; sound text, handbooks full of names and commands among it, at most 41
SOME = 4.0  # what a stretch must gain to be looked at too, where another gains enough
PLAIN_AT_MOST = 4.2  # what a pair costs as printed, at most: else codes gain that read as nothing
KNOWN = (28, 29, 30, 31)  # distance from Unicode in the orders that most fonts follow
FEW_CODES, OF_MANY = 22, 500  # different codes: DNA has 4, hexadecimal numbers 16, proteins 20, languages more
GUESSES = 4  # other distances tried
FREQUENT = "etaoinsr", "оеаинтср"  # letters looked for behind the commonest codes
FREQUENT_CODES = 4
PIECE = 4000  # characters of a segment at most
SHARES = "etainorsldcupmgvbhfzkywjqx", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
"""Letters from the commonest to the rarest: the average of fourteen languages, and Russian."""


@dataclass(frozen=True)
class Hints:
    """`starts`, `ends` are the segments around strange places, in order, `sizes` how many glyphs they have; `gains` is
    what the best order gains there; `controls` counts control codes beside glyphs."""

    starts: Places
    ends: Places
    sizes: Places
    gains: NDArray[np.float64]
    controls: int = 0

    @property
    def are_enough(self) -> bool:
        return self.controls >= CONTROLS or bool((self.gains >= ENOUGH + ENOUGH_EACH * self.sizes).any())

    @property
    def are_plenty(self) -> bool:
        return self.controls >= CONTROLS or bool((self.gains >= PLENTY).any())

    def places(self, most: int | None = None) -> Places:
        """Every place, `STEP` apart, of the segments where an order gains something; of `most` glyphs, those where it
        gains most."""
        held = np.flatnonzero(self.gains >= SOME)
        if most is not None:
            held = held[np.argsort(-self.gains[held], kind="stable")]
            held = np.sort(held[: np.searchsorted(np.cumsum(self.sizes[held]), most) + 1])
        spans = zip(self.starts[held].tolist(), self.ends[held].tolist(), strict=True)
        found = [np.arange(start, end, STEP) for start, end in spans]
        return np.concatenate(found) if found else np.zeros(0, np.int64)


def hints(text: str, places: Places) -> Hints:
    """What orders gain around strange places.

    >>> from restore.fonts.suspects import suspects
    >>> text = "The plenum was held, said the paper, and 7KH\\x03SOHQXP\\x03ZDV\\x03KHOG\\x03LQ\\x03$XJXVW."
    >>> hints(text, suspects(text).stretches).are_enough
    True
    >>> text = "See https://www.example.org/Docs/get_netMask.html#B2.5 and /usr/lib/X11/kbd."
    >>> hints(text, suspects(text).stretches).are_enough
    False
    """
    starts, ends = segments(places, len(text))
    if not starts.size:
        return Hints(starts, ends, starts, np.zeros(0))
    codes, begins = codes_of_pieces([text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)])
    sizes = np.diff(begins, append=codes.size)
    if codes.size >= OF_MANY and np.count_nonzero(np.bincount(codes)[33:]) <= FEW_CODES:
        return Hints(starts, ends, sizes, np.zeros(starts.size))
    plain = np.minimum(_printed_costs()[_pairs(classes()[codes])], int(PLAIN_AT_MOST * STEPS)).astype(np.int16)
    plain[1:][(codes[1:-1] == codes[:-2]) & (codes[1:-1] == codes[2:])] = 0  # a rule of hyphens or stars
    best = np.zeros(starts.size, np.int32)
    for seen in _readings(codes):
        gain = plain - _read_costs()[_pairs(seen)]
        gain[begins[1:] - 1] = -(1 << 13)  # a segment ends here
        np.maximum(best, _most(gain, begins), out=best)
    return Hints(starts, ends, sizes, best / STEPS, _controls(codes))


def _controls(codes: NDArray[np.int64]) -> int:
    """How many control codes stand beside a glyph, those that are white space not counted."""
    control = (codes < 32) & ~np.isin(codes, (9, 10, 11, 12, 13))
    glyph = codes > 32
    return int(np.count_nonzero(control[1:-1] & (glyph[:-2] | glyph[2:])))


def segments(places: Places, size: int, reach: int = REACH) -> tuple[Places, Places]:
    """Starts and ends of the characters around places; long ones are cut."""
    starts, ends = np.maximum(places - reach, 0), np.minimum(places + WINDOW + reach, size)
    first = np.flatnonzero(np.concatenate([[True], starts[1:] > ends[:-1]])[: places.size])
    starts, ends = starts[first], ends[np.append(first[1:], places.size) - 1] if first.size else ends
    long = np.flatnonzero(ends - starts > PIECE)
    if long.size:
        cuts = [np.arange(start + PIECE, end, PIECE) for start, end in zip(starts[long], ends[long], strict=True)]
        starts, ends = np.sort(np.concatenate([starts, *cuts])), np.sort(np.concatenate([ends, *cuts]))
    return starts, ends


def codes_of_pieces(pieces: Sequence[str]) -> tuple[NDArray[np.int64], Places]:
    """The codes of pieces, one line feed after each, and where each piece begins."""
    if any("(cid:" in piece or "&" in piece for piece in pieces):
        pieces = [SPELT.sub(lambda m: chr(int(m[1])) if m[1] else html.unescape(m[0]), piece) for piece in pieces]
    codes = np.frombuffer("\n".join([*pieces, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
    begins = np.cumsum([0, *(len(piece) + 1 for piece in pieces[:-1])])
    return np.minimum(codes, 0xFFFF).astype(np.int64), begins


def _pairs(seen: NDArray[np.uint8]) -> NDArray[np.uint16]:
    pairs = seen[:-1].astype(np.uint16)
    pairs *= CLASSES
    pairs += seen[1:]
    return pairs


def _readings(codes: NDArray[np.int64]) -> Iterator[NDArray[np.uint8]]:
    """The classes of what the codes stand for, by each order worth a try."""
    gaps = (codes == ord(LOST)) | (codes == 32) | (codes == 10)
    for offset in sorted({*KNOWN, *_offsets(codes)}):
        seen = classes()[np.clip(codes + offset, 0, 0xFFFF)]
        seen[gaps] = SPACE
        yield seen
    for table in _fixed_classes():
        seen = table[codes]
        seen[gaps] = SPACE
        yield seen


@lru_cache(maxsize=1)
def _fixed_classes() -> list[NDArray[np.uint8]]:
    found = []
    for table in fixed():
        kinds = np.full(0x10000, ODD, np.uint8)
        for code, reading in table.readings.items():
            kinds[code] = classes()[ord(reading[0])]
        found.append(kinds)
    return found


def _offsets(codes: NDArray[np.int64]) -> list[int]:
    """The distances from Unicode that make letters of the commonest codes, and letters as frequent as they are."""
    counts = np.bincount(codes, minlength=0x10000)
    counts[:33] = counts[ord(LOST)] = 0
    held = np.flatnonzero(counts)
    times = counts[held]
    common = held[np.argsort(-times, kind="stable")[:FREQUENT_CODES]].tolist()
    tried = np.array(sorted({ord(c) - code for c in "".join(FREQUENT) for code in common} - {0}), np.int64)
    if not tried.size:
        return []
    read = classes()[np.clip(held[None, :] + tried[:, None], 0, 0xFFFF)]
    fits = (_letter_costs()[read] * times[None, :]).sum(axis=1)
    return [int(offset) for offset in tried[np.argsort(fits, kind="stable")[:GUESSES]]]


@lru_cache(maxsize=1)
def _letter_costs() -> NDArray[np.float32]:
    """What each class costs as a letter by itself: the n-th of an alphabet has about a share of 0.11 * 0.88^n."""
    costs = np.full(CLASSES, 7.0, np.float32)
    for letters in SHARES:
        for place, letter in enumerate(letters):
            costs[classes()[ord(letter)]] = min(2.2 + 0.13 * place, 6.0)
    return costs


@lru_cache(maxsize=1)
def _printed_costs() -> NDArray[np.uint8]:
    """What pairs cost as printed: letters of alphabets we have no model of are as strange as any."""
    costs = pair_costs().reshape(CLASSES, CLASSES).copy()
    costs[OTHER, :] = costs[:, OTHER] = int(PLAIN_AT_MOST * STEPS)
    return costs.reshape(-1)


@lru_cache(maxsize=1)
def _read_costs() -> NDArray[np.int16]:
    """What pairs cost as readings of an order: it must make words, not figures, marks or gaps.

    9 for what is no text, 6 for a mark on a mark: as the strangest and the usual strange pairs of prose.
    """
    costs = pair_costs().reshape(CLASSES, CLASSES).astype(np.int16)
    for kind in (OTHER, ODD):
        costs[kind, :] = costs[:, kind] = 9 * STEPS
    costs[DIGIT, :], costs[:, DIGIT] = costs[MARK, :], costs[:, MARK]
    for kind in (MARK, DIGIT, SIGN):
        for other in (MARK, DIGIT, SIGN):
            costs[kind, other] = max(int(costs[kind, other]), 6 * STEPS)
    costs[SPACE, SPACE] = int(PLAIN_AT_MOST * STEPS)
    return costs.reshape(-1)


def _most(gain: NDArray[np.int16], begins: Places) -> NDArray[np.int32]:
    """The most that any stretch of each segment gains; nothing where no window gains much, which is nearly always."""
    best = np.zeros(begins.size, np.int32)
    whole = gain.size - gain.size % STEP
    blocks = gain[:whole].reshape(-1, STEP).sum(axis=1, dtype=np.int32)
    if not blocks.size or blocks[:-1].max(initial=0) + blocks[1:].max(initial=0) < 0:
        return best
    pairs = blocks[:-1] + blocks[1:] if blocks.size > 1 else blocks
    hot = np.flatnonzero(pairs > SOME / 2 * STEPS) * STEP
    for i in np.unique(np.searchsorted(begins, hot + STEP, side="right") - 1).tolist():
        part = gain[begins[i] : begins[i + 1] - 1 if i + 1 < begins.size else gain.size]
        sums = np.concatenate([[0], np.cumsum(part, dtype=np.int32)])
        best[i] = (sums - np.minimum.accumulate(sums)).max()
    return best
