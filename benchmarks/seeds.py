"""Accuracy on the real documents: the development gold of seed 003, held to `fixtures/floors.json`.

    python -m benchmarks.seeds [--misses] [--raise | --lower]

Reads `../shared/bench/seed-003`, which is not part of the project, and says so when it is not there. The five seeds
go through the whole flow once; every number is a share, 1 the best, and counts are given as their negatives.

    letters, spaces, punctuation     of the garbled lines, against two independent readers
    punctuation wrong, digits wrong  marks put where others were; digits put where one was lost (must be 0)
    sound lines changed              by glyphs and lacunae (must be 0)
    soft hyphens, hard hyphens       line-end hyphens joined, and kept
    seams, false seams               places where excerpts meet: marked; marked where the text goes on
    column breaks, drop capitals     sentences joined across a break; capitals supplied
    splices                          reported
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import restore
from restore.document import LOST
from restore.restoration import Restoration

from . import floors

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "bench" / "seed-003"
SEED = "003_4586cb435a2fc35a"
COUNTS = ("punctuation wrong", "digits wrong", "sound lines changed")
NAMES = ("lines-gold-dev.jsonl", "hyphens-gold-dev.tsv", "structure-gold-dev.tsv")


@dataclass
class Tally:
    """Right and all, by kind, and what was missed."""

    right: Counter[str]
    all: Counter[str]
    misses: list[str]

    def add(self, kind: str, right: bool, miss: str) -> None:
        self.all[kind] += 1
        self.right[kind] += right
        if not right:
            self.misses.append(f"{kind}: {miss}")

    def count(self, kind: str, number: int) -> None:
        """A number of which less is better, kept as its negative."""
        self.all[kind], self.right[kind] = 1, -number

    def shares(self) -> dict[str, float]:
        return {kind: self.right[kind] / count for kind, count in self.all.items()}


class Seed:
    """Seed 003 restored beside the others, and where its source lines have gone."""

    def __init__(self) -> None:
        documents = [restore.read(path) for path in sorted((ROOT / "seeds").glob("*.txt"))]
        done = {r.id: r for r in restore.restore_corpus(documents)}
        self.restoration: Restoration = next(r for name, r in done.items() if name.endswith(SEED))
        self.source = self.restoration.source.split("\n")
        self.supplied = self.restoration.after("lacunae").text.split("\n")
        self._starts = [0]
        for line in self.source:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def start(self, line: int) -> int:
        """Where a line (1-based) starts in the source."""
        return self._starts[line - 1]

    def end(self, line: int) -> int:
        return self.start(line) + len(self.source[line - 1].rstrip(" "))

    def next_line(self, line: int) -> int:
        """The next line that is not blank."""
        return next(i for i in range(line + 1, len(self.source)) if self.source[i - 1].strip())

    def last_line(self, line: int) -> int:
        """The line before that is not blank."""
        return next(i for i in range(line - 1, 0, -1) if self.source[i - 1].strip())

    def between(self, first: int, second: int) -> str:
        """What stands in the text from the last word of one line to the first word of another."""
        start = self.source[first - 1].rstrip(" ").rfind(" ") + 1 + self.start(first)
        head = re.match(r"\s*\S+", self.source[second - 1])
        span = self.restoration.locate(start, self.start(second) + (head.end() if head else 0))
        return self.restoration.text[span.start : span.end]

    def opening(self, line: int) -> str:
        """What stands in the text for the first word of a line."""
        head = re.match(r"\s*\S+", self.source[line - 1])
        span = self.restoration.locate(self.start(line), self.start(line) + (head.end() if head else 0))
        return self.restoration.text[span.start : span.end]


def lost_marks(seed: Seed, tally: Tally) -> None:
    """Letters, spaces and punctuation of the garbled lines."""
    wrong = digits = 0
    for row in map(json.loads, (DATA / NAMES[0]).read_text("utf-8").splitlines()):
        text, gold, lost = seed.supplied[row["line"] - 1], row["gold"], set(row["lost"])
        if len(text) != len(gold):
            tally.add("letters", False, f"line {row['line']}: {text!r} for {gold!r}")
            continue
        for i, (here, truth) in enumerate(zip(text, gold, strict=True)):
            if i not in lost:
                tally.add("letters", here == truth, f"line {row['line']}: {here!r} for {truth!r}")
            elif truth.isdigit() or truth == "#":
                digits += here != LOST
            else:
                kind = "spaces" if truth == " " else "punctuation"
                wrong += here not in (truth, LOST)
                tally.add(kind, here == truth, f"line {row['line']}: {gold[max(0, i - 20) : i + 12]!r} is "
                                               f"{text[max(0, i - 20) : i + 12]!r}")  # fmt: skip
    tally.count("punctuation wrong", wrong)
    tally.count("digits wrong", digits)


def sound_lines(seed: Seed, tally: Tally) -> None:
    """Lines without a lost character that glyphs or lacunae changed."""
    changed = [
        i for i, (before, after) in enumerate(zip(seed.source, seed.supplied, strict=True), 1)
        if before != after and LOST not in before
    ]  # fmt: skip
    tally.count("sound lines changed", len(changed))
    tally.misses += [f"sound lines changed: line {line}" for line in changed]


def hyphens(seed: Seed, tally: Tally) -> None:
    """Line-end hyphens joined or kept."""
    for row in (DATA / NAMES[1]).read_text("utf-8").splitlines():
        line, word, what = row.split("\t")
        found = seed.between(int(line), seed.next_line(int(line)))
        if "[" in word:
            continue  # cut by a seam: the other half is not there
        right = word in found if what == "drop" else f"{word.split('-')[0]}-" in found
        tally.add("soft hyphens" if what == "drop" else "hard hyphens", right, f"line {line}: {word!r} is {found!r}")


def structure(seed: Seed, tally: Tally) -> None:
    """Seams, column breaks, drop capitals and splices."""
    rows = [row.split("\t") for row in (DATA / NAMES[2]).read_text("utf-8").splitlines()]
    cuts = {int(line) for line, kind, _ in rows if kind == "seam"}
    for number, kind, told in rows:
        line = int(number)
        if kind in ("seam", "seam_contiguous"):
            found = seed.between(seed.last_line(line), line)
            marked = "[---]" in found
            name = "seams" if kind == "seam" else "false seams"
            tally.add(name, marked == (kind == "seam"), f"line {line}: {found!r}")
        elif kind == "column_break":
            found = seed.between(line, seed.next_line(line))
            tally.add("column breaks", "\n" not in found, f"line {line}: {found!r}")
        elif kind == "lost_drop_cap" and (named := re.search(r"= '(\w+)", told)):
            found = seed.opening(line)
            tally.add("drop capitals", found.endswith(named[1]), f"line {line}: {found!r}")
        elif kind == "splice":
            tally.add("splices", line in set(_seen(seed, "seams/splice")), f"line {line}")
    last = max(int(number) for number, _, _ in rows)
    for line in _marked_seams(seed):
        if line <= last:
            tally.add("false seams", any(abs(line - cut) <= 1 for cut in cuts), f"line {line}: a seam is marked")


def _seen(seed: Seed, rule: str) -> Iterator[int]:
    """The source lines at which a rule was applied or only seen."""
    for entry in (*seed.restoration.apparatus(), *seed.restoration.notes()):
        if any(step.edit.rule == rule for step in entry.steps):
            yield seed.restoration.source.count("\n", 0, entry.source.start + 1) + 1


def _marked_seams(seed: Seed) -> Iterator[int]:
    """The source lines before which the text has a seam."""
    for match in re.finditer(r"\[---\]\s*", seed.restoration.text):
        place = seed.restoration.trace(match.end(), match.end() + 1).start
        yield seed.restoration.source.count("\n", 0, place + 1) + 1


def main() -> int:
    parser = argparse.ArgumentParser(description="accuracy on the real documents")
    parser.add_argument("--misses", action="store_true", help="print every miss")
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="let floors down; say why in the commit")
    told = parser.parse_args()
    if not DATA.is_dir():
        print(f"the development gold is not here ({DATA}); nothing is measured", file=sys.stderr)
        return 0
    seed = Seed()
    tally = Tally(Counter(), Counter(), [])
    for measure in (lost_marks, sound_lines, hyphens, structure):
        measure(seed, tally)
    shares = tally.shares()
    for kind, share in shares.items():
        counted = f"{share:8.2%}  {tally.right[kind]}/{tally.all[kind]}"
        print(f"{kind:20} {-tally.right[kind] if kind in COUNTS else counted}")
    if told.misses:
        print(*tally.misses, sep="\n")
    digest = floors.data_digest(DATA / name for name in NAMES)
    return floors.hold("seeds", shares, digest, lift=told.lift, lower=told.lower)


if __name__ == "__main__":
    sys.exit(main())
