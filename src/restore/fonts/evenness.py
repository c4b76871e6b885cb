"""Strange stretches that no language can be behind, whatever the order of the glyphs: all their codes are as frequent.

A font's order gives every letter another code, but what was frequent stays frequent: the chance that two characters are
the same is that of the language. In base64, keys, passwords and compressed files it is that of throwing dice. Measured:
base64 0.016, passwords 0.011; garbled pages from 0.035 on, those of two fonts in turn, which hold twice as many codes,
from 0.022 on.

Left alone: what is short, hexadecimal numbers (0.06), DNA (0.25), proteins (0.05), which other tests refuse; and texts
that have anything else strange, be it a garbled line before a key.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..document import LOST
from .hints import codes_of_pieces, segments

EVEN = 0.019  # chance that two characters are the same; see above
EVEN_IN_PART = 0.03  # the same of a part: base64 0.016 give or take 0.002, a line of a garbled page 0.05
BLOCK = 1024  # characters judged together
PART = 128
ENOUGH = 600  # characters: in fewer, two garbled fonts may be so even by chance
COMMON = 256  # codes above it count as one, which makes what has them less even

Places = NDArray[np.int64]


def are_even(text: str, places: Places) -> bool:
    """Whether all that is strange in a text is even; `places` are those of strange windows.

    >>> import base64, random
    >>> from restore.fonts.suspects import suspects
    >>> text = base64.b64encode(random.Random(1).randbytes(900)).decode()
    >>> are_even(text, suspects(text).stretches)
    True
    """
    starts, ends = segments(places, len(text))
    apart = starts[1:] > ends[:-1]  # else a long one was cut
    starts, ends = starts[np.append(True, apart)[: starts.size]], ends[np.append(apart, True)[: ends.size]]
    if not starts.size or int((ends - starts).min()) < ENOUGH:
        return False
    return all(
        _is_even(text[begin : begin + BLOCK if begin + 2 * BLOCK <= end else end])
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        for begin in range(start, max(start + 1, end - BLOCK + 1), BLOCK)
    )


def _is_even(text: str) -> bool:
    codes, _ = codes_of_pieces([text])
    glyphs = np.minimum(codes[(codes > 32) & (codes != ord(LOST))], COMMON)
    if glyphs.size < ENOUGH // 2:
        return False
    number = -(-glyphs.size // PART)
    cells = np.arange(glyphs.size) // PART * (COMMON + 1) + glyphs
    parts = np.bincount(cells, minlength=number * (COMMON + 1)).reshape(number, COMMON + 1)
    large = parts[parts.sum(axis=1) >= PART // 2]
    return _alike(parts.sum(axis=0)) < EVEN and all(_alike(part) < EVEN_IN_PART for part in large)


def _alike(counts: NDArray[np.int64]) -> float:
    """The chance that two characters are the same."""
    size = int(counts.sum())
    return int((counts * (counts - 1)).sum()) / (size * (size - 1))
