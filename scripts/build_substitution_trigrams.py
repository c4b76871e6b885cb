"""Builds `src/restore/fonts/substitution_trigrams.bin`: three letters in a row, of every language at once.

    python scripts/build_substitution_trigrams.py

The solver of arbitrary glyph orders tries all languages before it trusts one; loading their models of four
letters for that would take seconds. The counts are those of `build_language_models.py`, summed over the first
letter and smoothed, as log-probabilities in 256 steps. Derived from wordfreq's lists (Robyn Speer), hence under
CC BY-SA 4.0 as these are; see `src/restore/fonts/substitution_SOURCES.md`.
"""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path

import numpy as np
import wordfreq
from build_language_models import LANGUAGES, counts_of, letters_of

TARGET = Path(__file__).parent.parent / "src" / "restore" / "fonts" / "substitution_trigrams.bin"
TOKENS = 3e6  # as restore.language.characters: what the shares are counts of
FLOOR = 1e-7
SCALE = 15.0  # steps a factor e: 256 steps span e^17, below which is the floor


def smoothed(counts: np.ndarray) -> np.ndarray:
    """Probabilities of the last of three symbols, each length of context leaning on the shorter one."""
    letter = counts.sum(axis=(0, 1))
    lower = (letter + 1.0) / (letter.sum() + letter.size)
    for held in (counts.sum(axis=0), counts):
        total = held.sum(axis=-1, keepdims=True)
        kinds = (held > 0).sum(axis=-1, keepdims=True)
        trust = total / (total + kinds + (total == 0))
        lower = trust * held / np.maximum(total, 1e-9) + (1 - trust) * lower
    return np.maximum(lower, FLOOR)


def main() -> None:
    alphabets, tables = {}, []
    for language in LANGUAGES:
        frequencies = wordfreq.get_frequency_dict(language, wordlist="best")
        alphabet = letters_of(frequencies)
        log = np.log(smoothed(counts_of(frequencies, alphabet).sum(axis=0) * TOKENS))
        alphabets[language] = alphabet
        tables.append(np.clip(np.round(-log * SCALE), 0, 255).astype(np.uint8).tobytes())
        print(language, len(alphabet), file=sys.stderr)
    head = json.dumps({"scale": SCALE, "alphabets": alphabets}, ensure_ascii=False)
    TARGET.write_bytes(head.encode() + b"\n" + zlib.compress(b"".join(tables), 9))


if __name__ == "__main__":
    main()
