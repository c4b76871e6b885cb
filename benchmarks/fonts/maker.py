"""Makes the garbled pages: texts set in PDFs, maps removed, extracted, handed over, kept beside their truth."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

from . import prose
from .extract import EXTRACTORS, available
from .orders import FAMILIES, Family, find
from .transport import TRANSPORTS
from .typeset import Run, Unset, pdf

CACHE = prose.HERE.parent.parent / ".bench" / "fonts"
LAYOUTS = ("whole", "lines", "words", "4", "8", "20", "60", "4+", "8+", "20+", "60+")
"""Whole pages; lines, or words, of two fonts in turn; one dark piece of so many glyphs in an else clean page; the
same with (`+`) a sure span of three dark lines before it."""

FEW = {"whole": ("pdftotext", "pdfminer"), "lines": ("pdftotext", "pdfium", "pdfminer"),
       "words": ("pdftotext", "pdfium", "pdfminer")} | dict.fromkeys(LAYOUTS[3:], ("pdftotext", "pdfium"))
"""Every extractor for the whole pages of the own texts, and for the rest those that differ most."""

Lines = list[list[Run]]


@dataclass(frozen=True)
class Page:
    """One garbled page and its truth. `dark`: the truth of its dark runs, one a row."""

    family: str
    kind: str
    language: str
    source: str
    layout: str
    extractor: str
    transport: str
    garbage: str
    truth: str
    dark: list[str]

    @property
    def name(self) -> str:
        return "-".join((self.family, self.language, self.source, self.layout, self.extractor, self.transport))


def lay(lines: Sequence[str], layout: str, seed: str) -> Lines:
    """Lines of text as runs of a dark and a light font.

    >>> lay(["one two three"], "whole", "")
    [[Run(text='one two three', dark=True)]]
    """
    choose = random.Random(seed + layout)
    if layout == "whole":
        return [[Run(line, True)] for line in lines]
    if layout == "lines":
        return [[Run(line, choose.random() < 0.4)] for line in lines]
    if layout == "words":
        return [_by_words(line, choose) for line in lines]
    sure = layout.endswith("+")
    made: Lines = [[Run(line, sure and 2 <= number < 5)] for number, line in enumerate(lines)]
    return _with_piece(made, int(layout.rstrip("+")), choose, 8)


def _by_words(line: str, choose: random.Random) -> list[Run]:
    """Stretches of one to five words in each font; the space after a stretch is of its font."""
    words = re.findall(r"\S+\s*", line)
    runs: list[Run] = []
    dark = choose.random() < 0.5
    while words:
        count = choose.randint(1, 5)
        runs.append(Run("".join(words[:count]), dark))
        words, dark = words[count:], not dark
    return runs


def _with_piece(lines: Lines, length: int, choose: random.Random, first: int) -> Lines:
    """One piece of about `length` characters, whole words, in the dark font."""
    rows = list(range(min(first, len(lines) - 1), len(lines)))
    choose.shuffle(rows)
    for row in rows:
        text = lines[row][0].text
        spans = [
            (a.start(), b.end())
            for a in re.finditer(r"\b\w", text) for b in re.finditer(r"\w\b", text[: a.start() + length + 2])
            if abs(b.end() - a.start() - length) <= (0 if length == 4 else max(1, length // 8))
            and not re.search(r"\d", text[a.start():b.end()])
        ]
        if spans:
            start, end = choose.choice(spans)
            parts = (Run(text[:start], False), Run(text[start:end], True), Run(text[end:], False))
            lines[row] = [run for run in parts if run.text]
            return lines
    raise Unset(f"no place for a piece of {length}")


def truth(lines: Lines) -> str:
    return "\n".join("".join(run.text for run in line) for line in lines)


def pages_of(
    family: Family, language: str, source: str, text: str, layout: str, extractors: Sequence[str]
) -> Iterator[Page]:
    """One page by every extractor and transport; raises `Unset` when the font lacks a character."""
    if source == "manual":
        text = text[len(text) // 3:].partition("\n")[2]  # its beginning is lists of names
    count = SHORT_LINES if family.kind == "arbitrary" else PAGE_LINES
    rows = prose.lines(text, limit=count * 80)[:count]
    lines = lay(rows, layout, f"{family.name}-{language}-{source}")
    made = pdf(lines, family)
    right, dark = truth(lines), [run.text for line in lines for run in line if run.dark]
    for extractor in extractors if (source, layout) == ("own", "whole") else FEW[layout]:
        if extractor not in extractors:
            continue
        garbage = EXTRACTORS[extractor](made)
        seen: set[str] = set()
        for transport, hand_over in TRANSPORTS.items():
            after = hand_over(garbage)
            if after not in seen:
                seen.add(after)
                yield Page(family.name, family.kind, language, source, layout, extractor, transport, after, right,
                           dark)


SHORT_LINES = 20  # the 1,500 characters for which the floors of arbitrary orders are given
PAGE_LINES = 36  # some 2,600 characters: more than the 1,500 of the floors, less than a full page


MIXABLE = ("known", "steps", "arbitrary")


class Wanted(NamedTuple):
    """A page to set, by what it is extracted, and how it is handed over; no name: every way."""

    family: Family
    language: str
    source: str
    text: str
    layout: str
    extractor: str = ""
    transport: str = ""

    @property
    def stem(self) -> str:
        return f"{self.family.name}-{self.language}-{self.source}-{self.layout}"


def every() -> Iterator[Wanted]:
    """Every page there can be: hours of them."""
    for family in FAMILIES:
        for language in family.languages or prose.LANGUAGES:
            for source, text in prose.sources(language).items():
                for layout in LAYOUTS if source == "own" and family.kind in MIXABLE else ("whole",):
                    yield Wanted(family, language, source, text, layout)


def sample(extractors: Sequence[str]) -> Iterator[Wanted]:
    """A sample with every family in every language and layout, extractors and transports in turn.

    For each family and language a whole page, one of lines or words of two fonts, and a piece of one length in sound
    text, alone or with a sure span before it.
    """
    ways = tuple(TRANSPORTS)
    pairs = [(family, language) for family in FAMILIES for language in family.languages or prose.LANGUAGES]
    for number, (family, language) in enumerate(pairs):
        text = prose.sources(language)["own"]
        more = (LAYOUTS[1 + number % 2], LAYOUTS[3 + number % 8]) if family.kind in MIXABLE else ()
        for turn, layout in enumerate(("whole", *more)):
            there = [name for name in extractors if layout == "whole" or name in FEW[layout]]
            extractor = there[(number + 2 * turn) % len(there)]
            yield Wanted(family, language, "own", text, layout, extractor, ways[(number + turn) % len(ways)])


def make(full: bool = False, only: str = "") -> tuple[list[Page], list[str]]:
    """The pages of the sample, or all, made or read from the cache; and what could not be made, with the reason."""
    there, missing = available()
    CACHE.mkdir(parents=True, exist_ok=True)
    pages: dict[str, Page] = {}
    for want in every() if full else sample(there):
        if only and not re.search(only, want.stem):
            continue
        try:
            made = _kept(want, there)
        except Unset as lack:
            missing.append(
                f"{want.stem}: {lack}" if find(want.family.font) is None else f"{want.stem}: the order has no {lack}")
            continue
        fits = [page for page in made if want.transport in ("", page.transport)] or made[:1]
        pages |= {page.name: page for page in fits}
    return list(pages.values()), sorted(set(missing))


def _kept(want: Wanted, there: Sequence[str]) -> list[Page]:
    """The pages of one stem, by one extractor or by all; made once. Raises `Unset`."""
    whole, one = (CACHE / f"{name}.jsonl" for name in (want.stem, f"{want.stem}.{want.extractor}"))
    kept = whole if whole.exists() or not want.extractor else one
    if not kept.exists():
        wanted = [want.extractor] if want.extractor else there
        made = list(pages_of(want.family, want.language, want.source, want.text, want.layout, wanted))
        kept.write_text("".join(json.dumps(asdict(page), ensure_ascii=False) + "\n" for page in made), "utf-8")
        _beside(want.stem, made)
    found = [Page(**json.loads(row)) for row in kept.read_text("utf-8").split("\n") if row]
    if not found:
        raise Unset("page")
    return [page for page in found if want.extractor in ("", page.extractor)]


def digest(pages: Sequence[Page]) -> str:
    """SHA-256 of the garbage and truth of some pages."""
    whole = hashlib.sha256()
    for page in sorted(pages, key=lambda page: page.name):
        whole.update("\0".join((page.name, page.garbage, page.truth, "")).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def _beside(stem: str, pages: Sequence[Page]) -> None:
    """The garbage, and once its truth, as plain files."""
    for page in pages[:1]:
        (CACHE / f"{stem}.truth.txt").write_text(page.truth, "utf-8", newline="")
    for page in pages:
        (CACHE / f"{page.name}.garbage.txt").write_text(page.garbage, "utf-8", newline="")
