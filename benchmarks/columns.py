"""Two columns read across: pages put in order, pages only reported, and what must be left, on made pages.

    python -m benchmarks.columns [--raise | --lower]

The texts of `benchmarks/texts` are set in two columns at three widths, with hyphens and without, and read across: the
columns with their gutter, or with the blanks of one gap, or with a single blank. Left must be what is meant to be read
across: a translation beside its original, in all pairs of languages, and two versions of one text.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, zip_longest

import restore

from . import floors
from .reflowed import PATTERNS, TEXTS, Style, paragraphs, set_lines

DEPTH = 24
WIDTHS = (32, 38, 44)
GUTTERS = {"gutter": 4, "gap": -3, "blank": -1}  # below zero: that many blanks behind each line of the left column


def across(left: Sequence[str], right: Sequence[str], width: int, gutter: int) -> str:
    """Two columns as a program gives them that reads across."""
    pad = width + gutter if gutter > 0 else 0
    return "\n".join(
        ((a.ljust(pad) if pad else a.rstrip() + " " * -gutter) + b.strip()).rstrip()
        for a, b in zip_longest(left, right, fillvalue="")
    )


def column(language: str, width: int, hyphens: bool) -> list[str]:
    style = Style(width, hyphens=hyphens, indent="  ")
    return [line for text in paragraphs(language) for line, _ in set_lines(text, language, style)]


def pages(language: str, width: int, hyphens: bool, gutter: int) -> Iterator[tuple[str, list[str]]]:
    """Each page as it was read, and its lines in order."""
    lines = column(language, width, hyphens)
    for at in range(0, len(lines) - 2 * DEPTH + 1, 2 * DEPTH):
        left, right = lines[at : at + DEPTH], lines[at + DEPTH : at + 2 * DEPTH]
        yield across(left, right, width, gutter), [line.strip() for line in (*left, *right)]


def outcome(text: str, truth: Sequence[str]) -> str:
    """What becomes of a page: in order, reported, left, or wrong."""
    done = restore.restore_text(text, stages=["columns"])
    if done.text == text:
        return "reported" if done.declined else "left"
    return "in order" if [line.strip() for line in done.text.split("\n") if line.strip()] == list(truth) else "wrong"


def sides() -> Iterator[str]:
    """Texts that are meant to be read across."""
    for one, other in combinations(PATTERNS, 2):
        left, right = (column(language, 38, True)[:DEPTH] for language in (one, other))
        yield across(left, right, 38, 4)
    for language in PATTERNS:
        lines = column(language, 38, True)[:DEPTH]
        yield across(lines, lines, 38, 4)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="let floors down; say why in the commit")
    options = parser.parse_args()
    measured: dict[str, float] = {}
    for name, gutter in GUTTERS.items():
        count: Counter[str] = Counter()
        for language in PATTERNS:
            for width in WIDTHS:
                for hyphens in (True, False):
                    count.update(outcome(*page) for page in pages(language, width, hyphens, gutter))
        total = count.total()
        print(f"{name:8} {total:3} pages: in order {count['in order']}, reported {count['reported']}, "
              f"left {count['left']}, wrong {count['wrong']}")
        measured |= {f"{name}, in order": count["in order"] / total, f"{name}, wrong": -count["wrong"]}
        measured[f"{name}, seen"] = (count["in order"] + count["reported"]) / total
    wrong = sum(restore.restore_text(text, stages=["columns"]).text != text for text in sides())
    print(f"meant to be read across: {len(list(sides()))} pages, changed {wrong}")
    measured["meant so, changed"] = -wrong
    return floors.hold("columns", measured, floors.data_digest(TEXTS.glob("*.txt")), lift=options.lift,
                       lower=options.lower)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
