"""`python -m benchmarks.fonts`: makes the pages and prints how well they are read."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Iterable, Sequence

from .maker import CACHE, make
from .measure import Count
from .scoring import Quiet, Scores, decided_speed, quiet, score


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.fonts", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fixed sample, in less than two minutes")
    parser.add_argument("--only", default="", help="a regular expression for family-language-source-layout")
    parser.add_argument("--make-only", action="store_true", help="make the pages and stop")
    parser.add_argument("--clean", type=int, default=-1, help="characters of clean text (default 10 million, quick 1)")
    parser.add_argument("--worst", type=int, default=0, help="list so many of the worst pages")
    asked = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    begun = time.perf_counter()
    pages, missing = make(asked.quick, asked.only)
    print(f"{len(pages)} garbled pages in {CACHE} ({time.perf_counter() - begun:.0f} s)", file=sys.stderr)
    for row in missing:
        print(f"  not made: {row}", file=sys.stderr)
    if asked.make_only:
        return 0
    found = score(pages, rivals=True)
    print(*tables(found), sep="\n")
    if asked.worst:
        worst = sorted(found.worst)[::-1][: asked.worst]
        print("-- worst pages", *(f"  {cer:6.2f} {name}" for cer, name in worst), sep="\n")
    size = asked.clean if asked.clean >= 0 else 1_000_000 if asked.quick else 10_000_000
    still = quiet(size) if size else Quiet()
    print(*clean_table(still), sep="\n")
    print(*floors(found, still), sep="\n")
    return 0


def tables(found: Scores) -> Iterable[str]:
    """Character error before and after, by everything the pages differ in; then the rivals."""
    heads = f"{'letters':>9}{'wrong':>7}{'marks':>7}{'bounds':>8}{'s/page':>8}"
    yield f"{'':34}{'pages':>6}{'CER before':>12}{'after':>8}{heads}"
    title = ""
    for key, count in sorted(found.groups.items()):
        if key[0] != title:
            title = key[0]
            yield f"-- by {title}"
        yield row(" ".join(key[1:]), count)
    yield "-- pieces in clean text: right / left as they were / wrong"
    for key, outcomes in sorted(found.pieces.items()):
        total = sum(outcomes.values())
        shares = "".join(f"{100 * outcomes[name] / total:8.1f}" for name in ("right", "left", "wrong"))
        yield f"  {' '.join(key[1:]):38}{total:6}{shares}"
    yield "-- rivals, whole pages with controls kept: CER after"
    for (name, family), count in sorted(found.rivals.items()):
        yield f"  {name:12}{family:20}{count.pages:6}{count.cer_before:12.2f}{count.cer:8.2f}{count.letters_share:9.2f}"


def row(name: str, count: Count) -> str:
    return (
        f"  {name:32}{count.pages:6}{count.cer_before:12.2f}{count.cer:8.2f}{count.letters_share:9.2f}"
        f"{count.wrong_share:7.2f}{count.blanks_share:7.1f}{count.boundaries:8.2f}{count.seconds / count.pages:8.3f}"
    )


def clean_table(still: Quiet) -> Iterable[str]:
    yield "-- clean text: characters, changed, MB/s"
    for kind, chars in sorted(still.chars.items()):
        yield f"  {kind:24}{chars:10}{still.changed[kind]:8}{chars / 1e6 / max(1e-9, still.seconds[kind]):10.1f}"
    yield from (f"    {example}" for example in still.examples)


def floors(found: Scores, still: Quiet) -> Iterable[str]:
    """The floors of the project's issue 3, with what was measured."""
    groups, pieces = found.groups, found.pieces

    def merged(kinds: Sequence[str], layouts: Sequence[str], states: Sequence[str]) -> Count:
        total = Count()
        for key, count in groups.items():
            if key[0] == "floor" and key[1] in kinds and key[2] in layouts and key[3] in states:
                total.add(count)
        return total

    both, every = ("whole", "mixed"), ("kept", "lost", "dropped", "escaped", "cid")
    kept = merged(["known"], both, ["kept", "escaped", "cid"])
    lost, dropped = merged(["known"], both, ["lost"]), merged(["known"], both, ["dropped"])
    stepping = merged(["steps"], ["whole"], ["kept", "escaped", "cid"])
    arbitrary = merged(["arbitrary"], ["whole"], ["kept", "escaped", "cid"])
    anything = merged(["known", "steps", "arbitrary", "isolated", "not invertible"], both, every)
    short = sum((pieces[("pieces", "with a sure span", n)] for n in ("4", "8")), start=pieces[("none",)])
    alone = sum((pieces[("pieces", "alone", n)] for n in ("4", "8")), start=pieces[("none",)])
    total, right = sum(short.values()), 100 * short["right"] / max(1, sum(short.values()))
    yield "-- floors"
    for name, value, floor, count in (
        ("known orders, controls kept: CER", kept.cer, -0.1, kept),
        ("the same with U+FFFD: letters wrong", 100 - lost.letters_share, -0.1, lost),
        ("   lost spaces and marks right", lost.blanks_share, 97, lost),
        ("the same with spaces dropped: letters wrong", 100 - dropped.letters_share, -0.1, dropped),
        ("   word boundaries F1", dropped.boundaries, 97, dropped),
        ("stepping offsets, fixed tables: CER", stepping.cer, -1, stepping),
        ("arbitrary orders, 1,500 characters: letters right", arbitrary.letters_share, 98, arbitrary),
        ("   wrong letters published", arbitrary.wrong_share, -0.5, arbitrary),
    ):
        bound = f"<= {-floor} %" if floor < 0 else f">= {floor} %"
        yield _floor(name, f"{value:.3f} %", bound, count.pages, value <= -floor if floor < 0 else value >= floor)
    yield _floor("4-9 glyphs with a sure span: right", f"{right:.1f} %", ">= 95 %", total, right >= 95)
    wrong = alone["wrong"]
    yield _floor("4-9 glyphs alone: rewritten wrongly", str(wrong), "0", sum(alone.values()), not wrong)
    changed = sum(still.changed.values())
    yield _floor("clean text: characters changed", str(changed), "0", sum(still.chars.values()), not changed)
    yield _floor("figures invented", str(anything.digits_invented), "0", anything.pages, not anything.digits_invented)
    if still.chars:
        speed = decided_speed()
        yield _floor("clean English decided, one core", f"{speed:.1f} MB/s", ">= 30", 1, speed >= 30)
    for name, count, most in (("known order", kept, 0.1), ("arbitrary order", arbitrary, 5.0)):
        seconds = count.seconds / max(1, count.pages)
        yield _floor(f"a page, {name}", f"{seconds:.3f} s", f"< {most} s", count.pages, seconds < most)


def _floor(what: str, measured: str, floor: str, of: int, held: bool) -> str:
    return f"  {'ok ' if held else 'BAD'} {what:52}{measured:>12}   floor {floor:10} of {of:,}"
