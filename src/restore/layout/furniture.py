"""Running heads, feet and page numbers of a text, found together: each is evidence for the other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median, pstdev
from typing import NamedTuple

from rapidfuzz import fuzz

from .folios import Candidate, chains
from .numbers import Number, bare_number, could_be, edge_number
from .rows import ROW_LIMIT, Row, ends_sentence, goes_on, neighbour, opens_low


class Mark(NamedTuple):
    """A row that is forme work: which, what kind, how sure (3 certain, 2 likely), why; the page it numbers."""

    row: int
    rule: str
    sure: int
    note: str
    page: str = ""


_NOT_LETTERS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_FUSED = re.compile(r"(.*\D)?\d{2,8}$")
_SIGNATURE = re.compile(r"(?:[A-Z]{1,2}\s?\d?|(?:[A-Z]\.\s?){1,4}|\d{1,2}\s?\*{1,2}|\*?[A-Z]\d{1,2})")


def head_key(body: str) -> str:
    """What stays of a running head from page to page: its letters and digits.

    >>> head_key("— The  Spider —"), head_key("Data 2021, 6, 84")
    ('the spider', 'data 2021 6 84')
    """
    return _NOT_LETTERS.sub(" ", body.casefold()).strip()


def number_key(body: str) -> str:
    """What stays of a head with its page number in it: its letters, one `#` for each number.

    >>> number_key("214 THE SPIDER"), number_key("THE SPIDER. 215")
    ('# the spider', 'the spider #')
    """
    return head_key(_DIGITS.sub("ŋ", body)).replace("ŋ", "#")


@dataclass
class Sheet:
    """A text as rows, with what is asked of them again and again."""

    text: str
    table: list[Row]
    heads: dict[str, list[int]] = field(default_factory=dict)  # rows that repeat, by their letters and digits
    key_of: dict[int, str] = field(default_factory=dict)
    numbered: dict[str, int] = field(default_factory=dict)  # how many rows differ in their numbers only

    @classmethod
    def of(cls, text: str, table: list[Row]) -> Sheet:
        groups: dict[str, list[int]] = defaultdict(list)
        for index, row in enumerate(table):
            if 3 < len(row.body) <= ROW_LIMIT and not row.body.isdecimal():
                groups[row.body].append(index)
        heads: dict[str, list[int]] = defaultdict(list)
        numbered: Counter[str] = Counter()
        for body, places in groups.items():
            if len(places) > 1 and sum(map(str.isalpha, body)) >= 4:
                heads[head_key(body)] += places
            if body[0].isdigit() or body[-1].isdigit():
                numbered[number_key(body)] += len(places)
        heads = {key: sorted(places) for key, places in heads.items()}
        key_of = {i: key for key, places in heads.items() for i in places}
        return cls(text, table, heads, key_of, {key: n for key, n in numbered.items() if n > 1})

    def gap(self, index: int, step: int) -> int:
        """Blank rows between a row and its neighbour on one side; 9 at the edge of the text."""
        count = 0
        index += step
        while 0 <= index < len(self.table) and not self.table[index].body:
            count += 1
            index += step
        return count if 0 <= index < len(self.table) else 9

    def around(self, index: int, skip: set[int] | frozenset[int] = frozenset()) -> tuple[int, int]:
        return neighbour(self.table, index, -1, skip), neighbour(self.table, index, 1, skip)

    def body(self, index: int) -> str:
        return self.table[index].body if index >= 0 else ""

    def cut(self, index: int, skip: set[int] | frozenset[int] = frozenset()) -> bool:
        """Whether a sentence goes on across a row (and across those in `skip`)."""
        left, right = self.around(index, skip)
        return goes_on(self.body(left), self.body(right))

    def turned(self, index: int) -> bool:
        """Whether a form feed stands at either edge of a row."""
        row = self.table[index]
        return "\f" in self.text[max(0, row.start - 2) : row.start + 2] or "\f" in self.text[row.end - 1 : row.stop + 2]


def marks(text: str, table: list[Row]) -> list[Mark]:
    """The forme work of a text, in order of place."""
    sheet = Sheet.of(text, table)
    found: dict[int, Mark] = {}
    believed: list[list[Candidate]] = []
    for chain in chains(list(_candidates(sheet))):
        if (sure := _trust(sheet, chain)) and not any(c.row in found for c in chain):
            believed.append(chain)
            for c, mark in ((c, _folio(sheet, chain, c, sure)) for c in chain):
                if mark is not None:
                    found[c.row] = mark
    for chain in believed:
        for mark in _misread(sheet, chain, found):
            found.setdefault(mark.row, mark)
    for mark in _signatures(sheet, found):
        found.setdefault(mark.row, mark)
    for mark in _running_heads(sheet, found):
        found.setdefault(mark.row, mark)
    for mark in _beside(sheet, found):
        found.setdefault(mark.row, mark)
    with_text = sum(1 for row in table if row.body)
    if len(found) > 0.4 * with_text:  # a page is mostly text: where it is not, what repeats is text
        found = {row: mark for row, mark in found.items() if mark.page}
    return [found[row] for row in sorted(found)]


def _candidates(sheet: Sheet) -> Iterator[Candidate]:
    ends = _repeated_ends(sheet)
    for index, row in enumerate(sheet.table):
        if not row.body or len(row.body) > ROW_LIMIT:
            continue
        number = bare_number(row.body)
        if number is not None:
            yield Candidate(index, row.start, number, _weight(sheet, index, number))
        elif row.body[0].isdigit() or row.body[-1].isdigit():
            for number in edge_number(row.body):
                if number_key(row.body) in sheet.numbered and len(number.head) > 3:
                    yield Candidate(index, row.start, number, 0.0)
            for number in _fused(row.body, ends):
                yield Candidate(index, row.start, number, 0.3)


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
                yield Number(int(tail), "arabic", False, head)


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


def _trust(sheet: Sheet, chain: Sequence[Candidate]) -> int:
    """How far a chain is believed: 3, 2, or 0 for chapter numbers, list numbers, verse numbers and tables.

    Page numbers stand where a page happens to end: they cut sentences, stand by a running head, or by a form
    feed. Chapter numbers do none of this; verse numbers go up in steps; numbers of a table stand in numbers.
    """
    cuts = sum(_cut_with_heads(sheet, c.row) for c in chain)
    headed = sum(any(i in sheet.key_of for i in sheet.around(c.row)) or not c.number.bare for c in chain)
    turned = sum(sheet.turned(c.row) for c in chain)
    size = len(chain)
    if not all(c.number.bare or c.number.head[-1:].isdigit() for c in chain) and (size < 4 or headed < 0.6 * size):
        return 0  # dates: 4 September, 5 September
    steps = [b.number.value - a.number.value for a, b in pairwise(chain)]
    dense = sum(step == 1 for step in steps) >= 0.6 * len(steps)
    if steps and min(steps) > 1 and len(set(steps)) == 1 and size > 2:
        return 0  # every fifth verse, every second row
    if size >= 3 and dense:
        if cuts >= max(1, 0.15 * size) or headed >= 0.5 * size or turned >= 0.5 * size:
            return 3
        return 3 if size >= 8 and _even(chain) and cuts else 0
    if size >= 4 and ((cuts >= 0.5 * size and max(steps) <= 3) or (cuts >= 0.3 * size and _even(chain, 0.2))):
        return 3
    witnessed = sum(_local(sheet, c.row) >= 2 for c in chain)
    if size >= 2 and witnessed >= max(2, 0.6 * size):
        return 3
    return 2 if size >= 2 and witnessed and cuts + headed >= size else 0


def _even(chain: Sequence[Candidate], spread: float = 0.35) -> bool:
    """Whether the pages of a chain are about equally long, as those of a book are and its chapters are not."""
    each = [(b.offset - a.offset) / (b.number.value - a.number.value) for a, b in pairwise(chain)]
    return pstdev(each) < spread * (sum(each) / len(each))


def _cut_with_heads(sheet: Sheet, index: int) -> bool:
    """Whether a sentence goes on across a number, and across the repeated or isolated rows beside it."""
    if sheet.cut(index):
        return True
    skip = {i for i in sheet.around(index) if i >= 0 and (i in sheet.key_of or _title(sheet, i))}
    return bool(skip) and sheet.cut(index, skip)


def _local(sheet: Sheet, index: int) -> int:
    """Kinds of evidence at one place that a page ends there: the cut, a repeated head, an unusual gap, a form feed."""
    near = [i for i in sheet.around(index) if i >= 0]
    gaps = [sheet.gap(i, step) for i in (*near, index) for step in (-1, 1)]
    return (
        _cut_with_heads(sheet, index)
        + (any(i in sheet.key_of for i in near) or bare_number(sheet.body(index)) is None)
        + any(2 <= gap < 9 for gap in gaps)
        + sheet.turned(index)
    )


def _title(sheet: Sheet, index: int) -> bool:
    """Whether a row looks like a head: alone between blank rows, short, capitalised, no sentence."""
    body = sheet.body(index)
    return (
        4 <= len(body) <= 80 and not ends_sentence(body) and (body[0].isupper() or body[0].isdigit())
        and sheet.gap(index, -1) > 0 and sheet.gap(index, 1) > 0 and bare_number(body) is None
    )


def _folio(sheet: Sheet, chain: Sequence[Candidate], here: Candidate, sure: int) -> Mark | None:
    """The mark of one number of a believed chain; None where nothing at the place itself speaks for it."""
    label = here.number.label
    place = chain.index(here)
    near = [chain[i].number.label for i in (place - 1, place + 1) if 0 <= i < len(chain)]
    note = f"page {label}; in a chain with {' and '.join(near)}"
    if here.number.bare:
        if here.weight < 0.15 and not _cut_with_heads(sheet, here.row):
            return None
        return Mark(here.row, "forme-work/page-number", sure, note, label)
    key = number_key(sheet.body(here.row))
    fused = not sheet.body(here.row).replace(here.number.head, "", 1)[:1].isspace() and sheet.body(here.row)[0] not in (
        "0123456789"
    )
    if not fused and sum(not c.number.bare and number_key(sheet.body(c.row)) == key for c in chain) < 2:
        return None
    rule = "forme-work/fused-head" if fused else "forme-work/running-head"
    return Mark(here.row, rule, sure, f"{note}, with the head {here.number.head!r}", label)


def _misread(sheet: Sheet, chain: Sequence[Candidate], found: dict[int, Mark]) -> Iterator[Mark]:
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
    for left, right in pairwise(ends):
        step = right.number.value - left.number.value
        for missing in range(1, min(step, 12)):
            value = left.number.value + missing
            wanted = left.offset + (right.offset - left.offset) * missing / step
            yield from _at_place(sheet, value, wanted, each, (left.row + 1, right.row), alone, found)


def _at_place(
    sheet: Sheet, value: int, wanted: float, each: float, between: tuple[int, int], alone: bool, found: dict[int, Mark]
) -> Iterator[Mark]:
    """The row nearest to where page `value` should end that can be its number, if there is one."""
    best: tuple[float, Mark] | None = None
    for index in range(max(0, between[0]), min(between[1], len(sheet.table))):
        row = sheet.table[index]
        off = abs(row.start - wanted) / each
        if not row.body or len(row.body) > 14 or index in found or off > 0.45:
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


def _signatures(sheet: Sheet, found: dict[int, Mark]) -> Iterator[Mark]:
    """Printer's signatures alone on a row beside a page number: `H` under 205."""
    for page in [row for row, mark in found.items() if mark.page]:
        for step in (-1, 1):
            i = neighbour(sheet.table, page, step)
            if i < 0 or i in found or not _SIGNATURE.fullmatch(sheet.body(i)):
                continue
            if sheet.gap(i, -1) > 0 and sheet.gap(i, 1) > 0:
                yield Mark(i, "forme-work/signature-mark", 3, f"stands by page {found[page].page}")


def _running_heads(sheet: Sheet, found: dict[int, Mark]) -> Iterator[Mark]:
    """Rows that repeat and stand where pages end: by page numbers, between the halves of sentences, evenly."""
    pages = sorted(row for row, mark in found.items() if mark.page)
    for key, places in sheet.heads.items():
        near = {i for i in places if _near(sheet, i, found)} if pages else set()
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
            yield from _alike(sheet, key, good, pages, found)


def _on_first_page(sheet: Sheet, index: int, pages: Sequence[int], found: dict[int, Mark]) -> bool:
    """Whether a row stands on the first page, outside its sentences: there a running head is the title itself,
    or what the paper says of itself (journal, volume, DOI), and a steward wants it."""
    if not pages or sheet.cut(index) or sheet.turned(index):
        return not pages and not sheet.cut(index)
    return index <= pages[0] + 3 if found[pages[0]].page == "1" else index < pages[0] - 8


def _interrupts(sheet: Sheet, index: int, found: dict[int, Mark]) -> bool:
    """Whether a row stands in the middle of a sentence it is no part of."""
    left, right = sheet.around(index, set(found))
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


def _near(sheet: Sheet, index: int, found: dict[int, Mark], reach: int = 5) -> bool:
    """Whether a page number stands within `reach` rows with text, all of them forme work or repeated."""
    for step in (-1, 1):
        here = index
        for _ in range(reach):
            here = neighbour(sheet.table, here, step)
            if here < 0:
                break
            if here in found and found[here].page:
                return True
            if here not in sheet.key_of:
                break
    return False


def _alike(sheet: Sheet, key: str, good: Iterable[int], pages: Sequence[int], found: dict[int, Mark]) -> Iterator[Mark]:
    """Garbled copies of a running head: beside a page number, nearly its letters."""
    taken = set(good)
    for page in pages:
        for i in sheet.around(page):
            if i < 0 or i in taken or i in found or len(sheet.body(i)) > ROW_LIMIT:
                continue
            if fuzz.ratio(head_key(sheet.body(i)), key) >= 80:
                yield Mark(i, "forme-work/running-head", 3, f"by a page number; reads like the running head {key!r}")


def _beside(sheet: Sheet, found: dict[int, Mark]) -> Iterator[Mark]:
    """Heads that occur once: a title alone beside a page number, set off from the text more than its paragraphs are,
    or standing between the halves of a sentence."""
    rows = set(found)
    for page in [row for row, mark in found.items() if mark.page]:
        for i in sheet.around(page):
            if i < 0 or i in found or not _title(sheet, i):
                continue
            outer = sheet.gap(i, -1 if i < page else 1)
            if sheet.cut(i, rows) or 2 <= outer < 9:
                why = "between the halves of a sentence" if sheet.cut(i, rows) else f"{outer} blank lines off"
                yield Mark(i, "forme-work/running-head", 3, f"once, by a page number, {why}")
