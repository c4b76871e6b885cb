"""Overlaps and witnesses, measured: `make bench-overlaps`, or `python -m benchmarks.overlaps [--small] [--only WORDS]`.

Reads the development data in `../shared/bench/overlap`, which is not part of the project, and says so when it is
not there. Rivals on the same pairs: datasketch's MinHash, and shared word n-grams as passim counts them.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from . import made, measures
from .cost import cost


class Row(NamedTuple):
    """One measure: what is asked, and what comes out, here and with the rivals."""

    name: str
    floor: str
    measure: Callable[[random.Random], list[str]]


def _translations(noise: float) -> Row:
    def measure(rng: random.Random) -> list[str]:
        pairs, merged = measures.translations_merged(noise, rng)
        return [f"{merged} of {pairs}"]

    return Row(f"independent translations merged or used as witness, {noise:.0%} noise", "0", measure)


def _versions(noise: float) -> Row:
    def measure(rng: random.Random) -> list[str]:
        shares = measures.versions(noise, rng)
        close = [*shares["same-names-changed"], *shares["light-revision"]]
        apart = [*shares["influenced"], *shares["independent"]]
        called = f"{sum(share >= 0.9 for share in close)} of {len(close)}"
        return [f"{called}; {sum(share > 0 for share in apart)} of {len(apart)}"]

    name = f"close versions called copy or edition; influenced or independent ones called so, {noise:.0%} noise"
    return Row(name, "all; 0", measure)


def _excerpts(words: int, noise: float, floor: str) -> Row:
    def measure(rng: random.Random) -> list[str]:
        found = measures.excerpts_found(words, noise, 100, rng)
        near = "–" if found.minhash is None else f"{found.minhash:.0%}"
        return [f"{found.here:.0%}", near, f"{found.ngrams:.0%}"]

    return Row(f"{words}-word excerpts found, {noise:.0%} noise on both sides", floor, measure)


def _renamed(noise: float) -> Row:
    def measure(rng: random.Random) -> list[str]:
        count, right = measures.renamed_found(noise, 20, rng)
        return [f"{right} of {count}"]

    return Row(f"chapters with names in another romanisation called copy or edition, {noise:.0%} noise", "all", measure)


def _false(rng: random.Random) -> list[str]:
    pairs, false, which = measures.false_passages(900, rng)
    for line in which:
        print(f"  false: {line}", file=sys.stderr)
    return [f"{false / pairs * 1e6:.2f} ({false} in {pairs / 1e6:.1f} million)"]


def _alignment(rng: random.Random) -> list[str]:
    pairs = [("f1818", "f1823"), ("f1818", "f1831")]
    return ["; ".join(f"{one}/{other} {measures.alignment_f1(one, other):.4f}" for one, other in pairs)]


def _recovery(witness: str, share: float, longest: int, floor: str) -> Row:
    def measure(rng: random.Random) -> list[str]:
        found = measures.recovery("f1818", witness, share, longest, rng)
        return [f"{found.right:.1%}; {found.wrong} of {found.lost} (left for review: {found.review:.1%})"]

    runs = "single characters" if longest == 1 else f"runs up to {longest}"
    return Row(f"deleted from f1818 ({share:.0%}, {runs}), restored from {witness}; wrongly", floor, measure)


def _seeds(rng: random.Random) -> list[str]:
    return ["; ".join(f"{name} {share:.1%}" for name, share in measures.seeds_covered().items())]


def _large(rng: random.Random) -> list[str]:
    spent = cost(100_000_000)
    return [f"{spent.seconds:.0f} s, {spent.megabytes:.0f} MB, {spent.overlaps} passages"]


def _doubled(rng: random.Random) -> list[str]:
    half, whole = cost(20_000_000), cost(20_000_000, corpora=2)
    return [f"{whole.seconds / half.seconds:.2f} x"]


def rows(small: bool) -> Iterator[Row]:
    """The table, in the order of the plan it was set up in."""
    yield from map(_translations, measures.NOISE)
    yield from map(_versions, measures.NOISE)
    yield from map(_renamed, measures.NOISE)
    yield _excerpts(80, 0.02, "")
    yield _excerpts(80, 0.05, "")
    yield _excerpts(80, 0.10, ">= 95 %")
    yield _excerpts(200, 0.15, ">= 90 %")
    yield Row("false passages per million unrelated pairs of paragraphs", "<= 1", _false)
    yield Row("token alignment F1 in differing segments", ">= 0.99", _alignment)
    yield _recovery("f1823", 0.01, 1, ">= 95 %; 0")
    yield _recovery("f1823", 0.03, 6, ">= 95 %; 0")
    yield _recovery("f1831", 0.03, 6, "any; 0")
    yield Row("seeds: shared lines covered", ">= 97 %", _seeds)
    yield Row("cost when the corpus doubles without more reuse", "< 2.2 x", _doubled)
    if not small:
        yield Row("100 MB of OCR with heavy borrowing, one core", "< 180 s, < 2000 MB", _large)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.overlaps")
    parser.add_argument("--small", action="store_true", help="without the 100 MB")
    parser.add_argument("--only", default="", help="rows whose name contains this")
    asked = parser.parse_args()
    if not made.DATA.is_dir():
        print(f"no development data at {made.DATA}: nothing to measure", file=sys.stderr)
        return 0
    print("| measure | floor | here | MinHash | word 5-grams |\n|---|---|---|---|---|")
    for row in rows(asked.small):
        if asked.only in row.name:
            cells = row.measure(random.Random(1956))
            print(f"| {row.name} | {row.floor} | {' | '.join([*cells, *['–'] * (3 - len(cells))])} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
