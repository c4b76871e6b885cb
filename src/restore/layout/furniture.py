"""Running heads, feet and page numbers of a text, found together: each is evidence for the other.

The weights of what speaks for a number are chosen, not measured one by one; what they come to is measured by
`benchmarks/furniture.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .folios import Candidate, chains
from .heads import catchwords, heads_once, running_heads
from .misprints import misread, signatures
from .numbers import Number, bare_number, edge_number
from .rows import ROW_LIMIT, Row, goes_on
from .sheet import Mark, Sheet, number_key
from .trust import cut_with_heads, trust

_FUSED = re.compile(r"(.*\D)?\d{2,8}$")


def marks(text: str, table: list[Row]) -> list[Mark]:
    """The forme work of a text, in order of place."""
    sheet = Sheet.of(text, table)
    found: dict[int, Mark] = {}
    believed: list[list[Candidate]] = []
    for chain in chains(list(_candidates(sheet))):
        if (sure := trust(sheet, chain)) and not any(c.row in found for c in chain):
            believed.append(chain)
            for c, mark in ((c, _folio(sheet, chain, c, sure)) for c in chain):
                if mark is not None:
                    found[c.row] = mark
    for chain in believed:
        for mark in misread(sheet, chain, found):
            found.setdefault(mark.row, mark)
    for looked_for in (signatures, running_heads, heads_once, catchwords):  # each stands on those before it
        for mark in looked_for(sheet, found):
            found.setdefault(mark.row, mark)
    with_text = sum(1 for row in table if row.body)
    if len(found) > 0.4 * with_text:  # a page is mostly text: where it is not, what repeats is text
        found = {row: mark for row, mark in found.items() if mark.page}
    return [found[row] for row in sorted(found)]


def _candidates(sheet: Sheet) -> Iterator[Candidate]:
    ends, inside = _repeated_ends(sheet), _counting(sheet)
    for index, row in enumerate(sheet.table):
        if not row.body or len(row.body) > ROW_LIMIT:
            continue
        number = bare_number(row.body)
        if number is not None:
            if number.value < 1:
                continue
            yield Candidate(index, row.start, number, _weight(sheet, index, number))
            continue
        if index in inside:
            yield Candidate(index, row.start, inside[index], 0.0)
        if row.body[0].isdigit() or row.body[-1].isdigit():
            for number in edge_number(row.body):
                if number_key(row.body) in sheet.numbered and _is_words(number.head):
                    yield Candidate(index, row.start, number, 0.0)
            for number in _fused(row.body, ends):
                yield Candidate(index, row.start, number, 0.3)


def _counting(sheet: Sheet) -> dict[int, Number]:
    """Rows that differ in one number only, which goes up from row to row by a page or few, wherever it stands:
    `Frontiers in Botany | www.example.org 5 July 2019 | Volume 10`."""
    found: dict[int, Number] = {}
    for key, places in sheet.numbered.items():
        if len(places) < 4 or key.count("#") > 9 or not _is_words(key):
            continue
        counted = [[int(digits[:9]) for digits in re.findall(r"\d+", sheet.body(i))] for i in places]
        for column in zip(*counted, strict=False):
            steps = [b - a for a, b in pairwise(column)]
            if all(1 <= step <= 12 for step in steps) and sum(step <= 2 for step in steps) >= 0.6 * len(steps):
                found |= {i: Number(n, "inside", False, key) for i, n in zip(places, column, strict=True)}
                break
    return found


def _is_words(head: str) -> bool:
    """Whether what stands beside a number are words, not code or a formula: `pos += 1`."""
    return sum(map(str.isalpha, head)) >= max(4, 0.5 * len(head)) and not set(head) & set("={}<>\\;$")


def _repeated_ends(sheet: Sheet) -> set[str]:
    """Ends of the running heads that end in a number (`Issue 16`): what a page number can have run into."""
    ends = set()
    for places in sheet.heads.values():
        body = sheet.body(places[0])
        if body[-1:].isdigit():
            words = body.split()
            ends |= {" ".join(words[i:]) for i in range(len(words))}
    return ends


def _fused(body: str, ends: set[str]) -> Iterator[Number]:
    """`Issue 16491` read as the end of a head, `Issue 16`, and page 491."""
    if ends and _FUSED.fullmatch(body):
        for size in range(1, 5):
            head, tail = body[:-size], body[-size:]
            if tail.isdigit() and tail[0] != "0" and head in ends and len(head) > 4:
                yield Number(int(tail), "arabic", False, head, fused=True)


def _weight(sheet: Sheet, index: int, number: Number) -> float:
    """What speaks for one bare number by itself. Below zero: a row of a table, a numeral before its chapter."""
    left, right = sheet.around(index)
    before, after = sheet.gap(index, -1), sheet.gap(index, 1)
    weight = 0.1
    weight += 0.2 * (before > 0) + 0.1 * (after > 0)
    weight += 0.4 * goes_on(sheet.body(left), sheet.body(right))
    weight += 0.4 * (left in sheet.key_of or right in sheet.key_of)
    weight += 0.3 * sheet.turned(index)
    weight -= 0.5 * sum(1 for i in (left, right) if i >= 0 and bare_number(sheet.body(i)) is not None)
    if number.kind != "arabic":
        weight -= 0.2
    return weight


def _folio(sheet: Sheet, chain: Sequence[Candidate], here: Candidate, sure: int) -> Mark | None:
    """The mark of one number of a believed chain; None where nothing at the place itself speaks for it."""
    label = here.number.label
    place = chain.index(here)
    near = [chain[i].number.label for i in (place - 1, place + 1) if 0 <= i < len(chain)]
    note = f"page number {label}, in a rising series with {' and '.join(near)}"
    if here.number.bare:
        if here.weight < 0.15 and not cut_with_heads(sheet, here.row):
            return None
        return Mark(here.row, "forme-work/page-number", sure, note, label)
    key = number_key(sheet.body(here.row))
    fused = here.number.fused
    if not fused and sum(not c.number.bare and number_key(sheet.body(c.row)) == key for c in chain) < 2:
        return None
    rule = "forme-work/fused-head" if fused else "forme-work/running-head"
    return Mark(here.row, rule, sure, f"{note}, with the head {here.number.head!r}", label)
