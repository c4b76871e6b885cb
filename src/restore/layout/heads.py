"""Running heads and feet: rows that repeat where pages end, and titles that stand there once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median, pstdev

from rapidfuzz import fuzz

from .rows import ROW_LIMIT, ends_sentence, goes_on, neighbour, opens_low
from .sheet import Mark, Sheet, head_key


def running_heads(sheet: Sheet, found: dict[int, Mark]) -> Iterator[Mark]:
    """Rows that repeat and stand where pages end: by page numbers, between the halves of sentences, evenly."""
    pages = sorted(row for row, mark in found.items() if mark.page)
    beside: dict[str, list[int]] = {}
    by_pages = _near_pages(sheet, pages)
    for key, places in sheet.heads.items():
        near = by_pages.intersection(places)
        if not pages and (len(places) < 3 or places[-1] - places[0] < 0.5 * len(sheet.table)):
            continue
        cut = {i for i in places if i not in near and _interrupts(sheet, i, found)}
        good = near | cut
        if len(good) < 2 or len(good) < 0.5 * len(places):
            continue
        if not near and not _paged(sheet, sorted(cut), places, pages):
            continue
        for i in sorted(good):
            if i == places[0] and _on_first_page(sheet, i, pages, found):
                continue
            why = "by a page number" if i in near else "in the middle of a sentence"
            yield Mark(i, "forme-work/running-head", 3, f"{len(places)} times, {why}")
        if pages and len(good) >= 3:
            beside = beside or _beside_pages(sheet, pages)
            yield from _alike(key, beside, good, found)


def _on_first_page(sheet: Sheet, index: int, pages: Sequence[int], found: dict[int, Mark]) -> bool:
    """Whether a row stands on the first page, outside its sentences: there a running head is the title itself,
    or what the paper says of itself (journal, volume, DOI), and a steward wants it."""
    if not pages or sheet.cut(index) or sheet.turned(index):
        return not pages and not sheet.cut(index)
    return index <= pages[0] + 3 if found[pages[0]].page == "1" else index < pages[0] - 8


def _interrupts(sheet: Sheet, index: int, found: dict[int, Mark]) -> bool:
    """Whether a row stands in the middle of a sentence it is no part of."""
    left, right = sheet.around(index, found)
    here = sheet.body(index)
    return (
        not opens_low(here) and not ends_sentence(here) and here[-1] not in ",;-"
        and opens_low(sheet.body(right)) and goes_on(sheet.body(left), sheet.body(right))
    )


def _paged(sheet: Sheet, cut: Sequence[int], places: Sequence[int], pages: Sequence[int]) -> bool:
    """Whether rows without page numbers beside them come as heads do: one a page, pages evenly long, all through
    the text, each time between other rows (a passage that repeats brings its neighbours along)."""
    if len(cut) < 3 or len(places) > 1.1 * len(pages) > 4:
        return False
    letters = sheet.body(cut[0])
    if not letters[0].isalnum() or sum(map(str.isalpha, letters)) < 0.5 * len(letters):
        return False
    around = [tuple(map(sheet.body, sheet.around(i))) for i in cut]
    if any(len({pair[side] for pair in around}) < len(cut) for side in (0, 1)):
        return False
    gaps = [b - a for a, b in pairwise(places)]
    even = median(gaps) >= 12 and pstdev(gaps) < 0.6 * (sum(gaps) / len(gaps))
    return even and places[-1] - places[0] >= 0.5 * len(sheet.table)


def _near_pages(sheet: Sheet, pages: Sequence[int], reach: int = 5) -> set[int]:
    """The rows from which a page number stands within `reach` rows with text, all between them repeated."""
    near: set[int] = set()
    for page in pages:
        for step in (-1, 1):
            here = page
            for _ in range(reach):
                here = neighbour(sheet.table, here, step)
                if here < 0:
                    break
                near.add(here)
                if here not in sheet.key_of:
                    break
    return near


def _beside_pages(sheet: Sheet, pages: Sequence[int]) -> dict[str, list[int]]:
    """The rows next to page numbers, by their letters and digits."""
    rows: dict[str, list[int]] = {}
    for i in dict.fromkeys(i for page in pages for i in sheet.around(page) if i >= 0):
        if len(sheet.body(i)) <= ROW_LIMIT:
            rows.setdefault(head_key(sheet.body(i)), []).append(i)
    return rows


def _alike(key: str, beside: Mapping[str, list[int]], good: set[int], found: Mapping[int, Mark]) -> Iterator[Mark]:
    """Garbled copies of a running head: beside a page number, nearly its letters."""
    for letters, places in beside.items():
        free = [i for i in places if i not in good and i not in found]
        if free and fuzz.ratio(letters, key, score_cutoff=80):
            for i in free:
                yield Mark(i, "forme-work/running-head", 3, f"by a page number; reads like the running head {key!r}")


def heads_once(sheet: Sheet, found: dict[int, Mark]) -> Iterator[Mark]:
    """Heads that occur once: a title alone beside a page number, set off from the text more than its paragraphs are,
    or standing between the halves of a sentence."""
    rows = set(found)
    for page in [row for row, mark in found.items() if mark.page]:
        for i in sheet.around(page):
            if i < 0 or i in found or not sheet.title(i):
                continue
            outer = sheet.gap(i, -1 if i < page else 1)
            if sheet.cut(i, rows) or 2 <= outer < 9:
                why = "between the halves of a sentence" if sheet.cut(i, rows) else f"{outer} blank lines off"
                yield Mark(i, "forme-work/running-head", 3, f"once, by a page number, {why}")


def catchwords(sheet: Sheet, found: dict[int, Mark]) -> Iterator[Mark]:
    """Catchwords: the first word of the next page, printed alone under the last row of this one."""
    rows = set(found)
    for page in [row for row, mark in found.items() if mark.page]:
        last, following = neighbour(sheet.table, page, -1, rows), neighbour(sheet.table, page, 1, rows)
        if last < 0 or following < 0 or last in found:
            continue
        word = sheet.body(last).rstrip("-")
        if " " in word or not 2 <= len(word) <= 20 or not sheet.body(following).startswith(word):
            continue
        above = neighbour(sheet.table, last, -1, rows)
        if above >= 0 and len(sheet.body(above)) > 2 * len(word):
            yield Mark(last, "forme-work/catchword", 3, f"{word!r} is the first word of the next page")
