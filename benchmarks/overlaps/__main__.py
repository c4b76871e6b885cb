"""Overlaps and witnesses, measured: `make bench-overlaps`, or

    python -m benchmarks.overlaps [--small] [--only WORDS] [--raise | --lower]

Reads the development data in `../shared/bench/overlap`, which is not part of the project, and says so when it is
not there. Rivals on the same pairs: datasketch's MinHash, and shared word n-grams as passim counts them. What is
measured, but for times, is held to `fixtures/floors.json`; with `--only`, nothing is held.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .. import floors
from . import made, measures
from .cost import cost

TRIALS = 5  # of deleting at random


class Measured(NamedTuple):
    """What came out: here, and with the rivals, as a reader sees it; and the numbers held (higher is better)."""

    cells: list[str]
    held: tuple[float, ...] = ()


class Row(NamedTuple):
    """One measure: what is asked, and what comes out."""

    name: str
    floor: str
    measure: Callable[[random.Random], Measured]


def _translations(noise: float) -> Row:
    def measure(rng: random.Random) -> Measured:
        pairs, merged = measures.translations_merged(noise, rng)
        return Measured([f"{merged} of {pairs}"], (-merged,))

    return Row(f"independent translations merged or used as witness, {noise:.0%} noise", "0", measure)


def _versions(noise: float) -> Row:
    def measure(rng: random.Random) -> Measured:
        shares = measures.versions(noise, rng)
        close = [*shares["same-names-changed"], *shares["light-revision"]]
        apart = [*shares["influenced"], *shares["independent"]]
        called, merged = sum(share >= 0.9 for share in close), sum(share > 0 for share in apart)
        return Measured([f"{called} of {len(close)}; {merged} of {len(apart)}"], (called / len(close), -merged))

    name = f"close versions called copy or edition; influenced or independent ones called so, {noise:.0%} noise"
    return Row(name, "all; 0", measure)


def _revised(share: float) -> Row:
    def measure(rng: random.Random) -> Measured:
        found = measures.revised_called(share, rng)
        return Measured([f"{found.related:.0%}; {found.close:.1%}"], (found.related, -found.close))

    return Row(f"of a text with {share:.0%} of its words written anew, called related; copy or edition", "; 0", measure)


def _called(rng: random.Random) -> Measured:
    found = measures.translations_called()
    return Measured([f"{found.related:.1%}; {found.close:.1%}"], (-found.related, -found.close))


def _excerpts(words: int, noise: float, floor: str) -> Row:
    def measure(rng: random.Random) -> Measured:
        found = measures.excerpts_found(words, noise, 100, rng)
        near = "–" if found.minhash is None else f"{found.minhash:.0%}"
        return Measured([f"{found.here:.0%}", near, f"{found.ngrams:.0%}"], (found.here,))

    return Row(f"{words}-word excerpts found, {noise:.0%} noise on both sides", floor, measure)


def _planted(rng: random.Random) -> Measured:
    share = measures.planted_found(20_000_000, 200, rng)
    return Measured([f"{share:.0%}"], (share,))


def _renamed(noise: float) -> Row:
    def measure(rng: random.Random) -> Measured:
        count, right = measures.renamed_found(noise, 20, rng)
        return Measured([f"{right} of {count}"], (right / count,))

    return Row(f"chapters with names in another romanisation called copy or edition, {noise:.0%} noise", "all", measure)


def _false(noise: float) -> Row:
    def measure(rng: random.Random) -> Measured:
        pairs, which = measures.false_passages(noise, rng)
        for line in which:
            print(f"  false: {line}", file=sys.stderr)
        share = len(which) / pairs * 1e6
        return Measured([f"{share:.2f} ({len(which)} in {pairs / 1e6:.1f} million)"], (-share,))

    return Row(f"false passages per million unrelated pairs of paragraphs, {noise:.0%} noise", "<= 1", measure)


def _alignment(rng: random.Random) -> Measured:
    pairs = [("f1818", "f1823"), ("f1818", "f1831")]
    found = [measures.alignment_f1(*pair) for pair in pairs]
    return Measured(["; ".join(f"{a}/{b} {f1:.4f}" for (a, b), f1 in zip(pairs, found, strict=True))], tuple(found))


def _recovery(base: str, witness: str, share: float, longest: int, floor: str) -> Row:
    def measure(rng: random.Random) -> Measured:
        found = [measures.recovery(base, witness, share, longest, rng) for _ in range(TRIALS)]
        lost, wrong = sum(trial.lost for trial in found), sum(trial.wrong for trial in found)
        right, review = (sum(getattr(trial, name) for trial in found) / TRIALS for name in ("right", "review"))
        return Measured([f"{right:.1%}; {wrong} of {lost} (left for review: {review:.1%})"], (right, -wrong))

    runs = "single characters" if longest == 1 else f"runs up to {longest}"
    return Row(f"deleted from {base} ({share:.0%}, {runs}, {TRIALS} trials), restored from {witness}; wrongly", floor,
               measure)  # fmt: skip


def _seeds(rng: random.Random) -> Measured:
    found = measures.seeds_covered()
    return Measured(["; ".join(f"{name} {share:.1%}" for name, share in found.items())], tuple(found.values()))


def _large(rng: random.Random) -> Measured:
    spent = cost(100_000_000)
    return Measured([f"{spent.seconds:.0f} s, {spent.megabytes:.0f} MB, {spent.overlaps} passages"])


def _doubled(rng: random.Random) -> Measured:
    half, whole = cost(20_000_000), cost(20_000_000, corpora=2)
    return Measured([f"{whole.seconds / half.seconds:.2f} x"])


def rows(small: bool) -> Iterator[Row]:
    """The table, in the order of the plan it was set up in."""
    yield from map(_translations, measures.NOISE)
    yield from map(_versions, measures.NOISE)
    yield from map(_renamed, measures.NOISE)
    yield from map(_revised, (0.3, 0.45, 0.6))
    yield Row("of independent translations, called related; copy or edition", "0; 0", _called)
    yield _excerpts(80, 0.02, "")
    yield _excerpts(80, 0.05, "")
    yield _excerpts(80, 0.10, ">= 95 %")
    yield _excerpts(200, 0.15, ">= 90 %")
    yield Row("80-word passages planted in 20 MB of law codes, 10 % noise: found", ">= 95 %", _planted)
    yield from map(_false, measures.NOISE)
    yield Row("token alignment F1 in differing segments", ">= 0.99", _alignment)
    yield _recovery("f1818", "f1823", 0.01, 1, ">= 95 %; 0")
    yield _recovery("f1818", "f1823", 0.03, 6, ">= 95 %; 0")
    yield _recovery("f1823", "f1818", 0.03, 6, ">= 95 %; 0")
    yield _recovery("f1818", "f1823", 0.03, 20, "")
    yield _recovery("f1818", "f1831", 0.03, 6, "any; 0")
    yield Row("seeds: shared lines covered", ">= 97 %", _seeds)
    yield Row("cost when the corpus doubles without more reuse", "< 2.2 x", _doubled)
    if not small:
        yield Row("100 MB of OCR with heavy borrowing, one core", "< 180 s, < 2000 MB", _large)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.overlaps")
    parser.add_argument("--small", action="store_true", help="without the 100 MB")
    parser.add_argument("--only", default="", help="rows whose name contains this")
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="let floors down; say why in the commit")
    asked = parser.parse_args()
    if not made.DATA.is_dir():
        print(f"no development data at {made.DATA}: nothing to measure", file=sys.stderr)
        return 0
    print("| measure | floor | here | MinHash | word 5-grams |\n|---|---|---|---|---|")
    held: dict[str, float] = {}
    for row in rows(asked.small):
        if asked.only in row.name:
            cells, numbers = row.measure(random.Random(1956))
            print(f"| {row.name} | {row.floor} | {' | '.join([*cells, *['–'] * (3 - len(cells))])} |", flush=True)
            held |= {f"{row.name} ({at})" if at else row.name: number for at, number in enumerate(numbers)}
    if asked.only:
        return 0
    digest = floors.data_digest(path for path in made.DATA.rglob("*") if path.is_file())
    return floors.hold("overlaps", held, digest, lift=asked.lift, lower=asked.lower)


if __name__ == "__main__":
    raise SystemExit(main())
