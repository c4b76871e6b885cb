"""Page numbers that OCR misread, and printer's signatures, where the chain of numbers has a place for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from .folios import Candidate
from .numbers import bare_number, could_be, edge_number
from .rows import neighbour
from .sheet import Mark, Sheet

_SIGNATURE = re.compile(r"(?:[A-Z]{1,2}\s?\d?|(?:[A-Z]\.\s?){1,4}|\d{1,2}\s?\*{1,2}|\*?[A-Z]\d{1,2})")


def misread(sheet: Sheet, chain: Sequence[Candidate], found: dict[int, Mark]) -> Iterator[Mark]:
    """Numbers misread, and printer's signatures, where the chain has a place for them."""
    if len(chain) < 4:
        return
    each = median((b.offset - a.offset) / (b.number.value - a.number.value) for a, b in pairwise(chain))
    alone = sum(sheet.gap(c.row, -1) > 0 for c in chain) > 0.7 * len(chain)
    first, last = chain[0], chain[-1]
    ends = [
        Candidate(-1, round(first.offset - 2.2 * each), first.number._replace(value=first.number.value - 2), 0),
        *chain,
        Candidate(
            len(sheet.table), round(last.offset + 2.2 * each), last.number._replace(value=last.number.value + 2), 0
        ),
    ]
    headed = sum(not c.number.bare for c in chain) > 0.5 * len(chain)
    for left, right in pairwise(ends):
        yield from _other_edge(sheet, left, right, found)
        step = right.number.value - left.number.value
        for missing in range(1, min(step, 12)):
            value = left.number.value + missing
            wanted = left.offset + (right.offset - left.offset) * missing / step
            between = (left.row + 1, right.row)
            marks = [*_at_place(sheet, value, wanted, each, between, alone, found)]
            yield from marks or (_with_head(sheet, value, wanted, each, between, found) if headed else [])


def _other_edge(sheet: Sheet, left: Candidate, right: Candidate, found: dict[int, Mark]) -> Iterator[Mark]:
    """A number at the other edge of its page: at the foot where a chapter opens, though the others stand at the head,
    so that it stands beside the number of the next page; or the other way round."""
    for index, step, value in ((right.row, -1, right.number.value - 1), (left.row, 1, left.number.value + 1)):
        if not 0 <= index < len(sheet.table) or right.number.value - left.number.value != 2:
            continue
        beside = neighbour(sheet.table, index, step)
        number = bare_number(sheet.body(beside)) if beside >= 0 and beside not in found else None
        if number is not None and number.kind == right.number.kind and number.value == value:
            note = f"page {number.label}; stands by page {found[index].page if index in found else sheet.body(index)}"
            yield Mark(beside, "forme-work/page-number", 3, note, number.label)


def _with_head(
    sheet: Sheet, value: int, wanted: float, each: float, between: tuple[int, int], found: dict[int, Mark]
) -> Iterator[Mark]:
    """A head that stands once, with the number the chain wants at its place: a chapter of one page."""
    for index in sheet.near(wanted, 0.3 * each, between):
        row = sheet.table[index]
        if not row.body or index in found or len(row.body) > 80:
            continue
        apart = sheet.gap(index, -1) > 0 and sheet.gap(index, 1) > 0
        for number in edge_number(row.body):
            if number.value == value and apart and not number.head[:1].islower() and number.head[-1:] not in ".;":
                note = f"page {value}; the chain wants {value} here, with the head {number.head!r}"
                yield Mark(index, "forme-work/running-head", 3, note, str(value))


def _at_place(
    sheet: Sheet, value: int, wanted: float, each: float, between: tuple[int, int], alone: bool, found: dict[int, Mark]
) -> Iterator[Mark]:
    """The row nearest to where page `value` should end that can be its number, if there is one."""
    best: tuple[float, Mark] | None = None
    for index in sheet.near(wanted, 0.45 * each, between):
        row = sheet.table[index]
        off = abs(row.start - wanted) / each
        if not row.body or len(row.body) > 14 or index in found:
            continue
        if alone and not (sheet.gap(index, -1) > 0):
            continue
        mark = _misprint(sheet, index, value)
        if mark is not None and (best is None or off < best[0]):
            best = off, mark
    if best is not None:
        yield best[1]


def _misprint(sheet: Sheet, index: int, value: int) -> Mark | None:
    body = sheet.body(index)
    words = body.split()
    isolated = sheet.gap(index, -1) > 0 and sheet.gap(index, 1) > 0
    at_break = isolated or sheet.cut(index) or sheet.turned(index)
    if at_break and could_be(body, value):
        note = f"page {value}, printed {body!r}: the chain wants {value} here"
        return Mark(index, "forme-work/page-number", 3, note, str(value))
    if at_break and len(words) > 1 and any(could_be(word, value) for word in words) and not re.search("[a-z]{2}", body):
        note = f"page {value} with a signature, printed {body!r}"
        return Mark(index, "forme-work/page-number", 3, note, str(value))
    if at_break and _SIGNATURE.fullmatch(body):
        return Mark(index, "forme-work/signature-mark", 3, f"stands where page {value} ends", str(value))
    return None


def signatures(sheet: Sheet, found: dict[int, Mark]) -> Iterator[Mark]:
    """Printer's signatures alone on a row beside a page number: `H` under 205."""
    for page in [row for row, mark in found.items() if mark.page]:
        for step in (-1, 1):
            i = neighbour(sheet.table, page, step)
            if i < 0 or i in found or not _SIGNATURE.fullmatch(sheet.body(i)):
                continue
            if sheet.gap(i, -1) > 0 and sheet.gap(i, 1) > 0:
                yield Mark(i, "forme-work/signature-mark", 3, f"stands by page {found[page].page}")
