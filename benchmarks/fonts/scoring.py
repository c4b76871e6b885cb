"""Runs `restore` and the rivals over the pages, and adds up."""

from __future__ import annotations

import html
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import restore
from restore.restoration import Restoration

from .clean import documents
from .maker import Page
from .measure import Count, count, piece_outcome
from .orders import unprinted
from .rivals import RIVALS, by_subbreaker

STAGES = ("glyphs", "lacunae")
"""Both: the first reads letters, the second supplies what was lost with the control characters."""


@dataclass
class Scores:
    """Counts by every way of grouping the pages, pieces by outcome, rivals."""

    groups: dict[tuple[str, ...], Count] = field(default_factory=lambda: defaultdict(Count))
    pieces: dict[tuple[str, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    rivals: dict[tuple[str, str], Count] = field(default_factory=lambda: defaultdict(Count))
    worst: list[tuple[float, str]] = field(default_factory=list)


def restored(text: str, language: str | None = None) -> Restoration:
    return restore.restore_text(text, stages=STAGES, language=language)


def score(pages: Iterable[Page], rivals: bool) -> Scores:
    """All pages; with the rivals on one in three of the whole pages that were kept as they came. The first page of a
    language is read once before it is timed: its word list and models are loaded once a process (0.2 to 1 s), and are
    no part of what a page costs."""
    found = Scores()
    loaded = set[str]()
    for number, page in enumerate(pages):
        if page.language not in loaded:
            loaded.add(page.language)
            restored(page.garbage)
        begun = time.process_time()
        output = restored(page.garbage).text
        seconds = time.process_time() - begun
        if page.transport == "escaped":
            output = html.unescape(output)  # the clean part of such a page is escaped too, and stays so
        if page.layout.rstrip("+").isdigit():
            printed = html.unescape(page.garbage) if page.transport == "escaped" else page.garbage
            outcome = piece_outcome(page.truth, printed, output, page.dark[-1])
            if outcome == "left" and unprinted(page.family, page.dark[-1], printed):
                outcome = "lost"
            lone = "with a sure span" if page.layout.endswith("+") else "alone"
            length = page.layout.rstrip("+")
            for key in (("pieces", lone, length, page.kind), ("pieces", lone, length)):
                found.pieces[key][outcome] += 1
            if outcome == "wrong":
                found.worst.append((100.0, page.name))
            continue
        each = count(page.truth, page.garbage, output)
        each.seconds = seconds
        _add(found, page, each)
        if page.layout == "whole" and page.transport == "kept" and page.extractor != "pdfminer" and rivals \
                and (number % 3 == 0 or page.language == "en"):
            for name, rival in RIVALS.items():
                found.rivals[name, page.family].add(count(page.truth, page.garbage, rival(page.garbage)))
            if page.kind == "arbitrary" and page.language == "en" and page.source == "own":
                text = by_subbreaker(html.unescape(page.garbage))
                found.rivals["subbreaker", page.family].add(count(page.truth.lower(), page.garbage, text))
    return found


def _add(found: Scores, page: Page, each: Count) -> None:
    spelt = _spelt(page)
    state = (page.kind, "whole" if page.layout == "whole" else "mixed", spelt)
    for key in (
        ("floor", *state), ("family", page.family, spelt), ("extractor", page.extractor, page.kind),
        ("language", page.language, page.kind), ("layout", page.layout, page.kind), ("transport", spelt, page.kind),
    ):
        found.groups[key].add(each)
    found.worst.append((each.cer, page.name))


def _spelt(page: Page) -> str:
    """How a page was handed over. Where an extractor has itself dropped the spaces of the dark font (pdfium does where
    the space is glyph 3), it is a page of dropped spaces, be its other control codes kept or lost: of a space that left
    no trace at all no reader can be asked more than where words end."""
    if "(cid:" in page.garbage:
        return "cid"
    printed = html.unescape(page.garbage) if page.transport == "escaped" else page.garbage
    missing = len(page.truth) - page.truth.count("\n") - len(printed) + printed.count("\n")
    spaces = sum(run.strip().count(" ") for run in page.dark)
    return "dropped" if missing > 0.5 * spaces > 0 else page.transport


@dataclass
class Quiet:
    """Clean text gone through: characters by kind, characters changed by kind, examples, speed."""

    chars: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)


def quiet(size: int) -> Quiet:
    """What happens to clean text: nothing should."""
    found = Quiet()
    for kind, text, start in documents(size):
        begun = time.process_time()
        done = restore.restore_text(text, stages=("glyphs",))
        found.seconds[kind] += time.process_time() - begun
        found.chars[kind] += len(text) - start
        for entry in done.apparatus():
            if entry.is_applied and entry.source.end > start:
                found.changed[kind] += entry.source.end - entry.source.start
                if len(found.examples) < 40:
                    around = text[max(0, entry.source.start - 20) : entry.source.end + 20]
                    found.examples.append(f"{kind}: {around!r}: {entry.before[:40]!r} -> {entry.after[:40]!r}")
    return found


def decided_speed() -> float:
    """Megabytes of sound English a second through the decision "nothing here", once the word lists are loaded."""
    text = re.sub(r"\s+\n", "\n", "\n".join(text for kind, text, _ in documents(2_000_000) if kind == "prose: en"))
    restore.restore_text(text, stages=("glyphs",))
    begun = time.process_time()
    for _ in range(10):
        restore.restore_text(text, stages=("glyphs",))
    return 10 * len(text.encode()) / 1e6 / (time.process_time() - begun)
