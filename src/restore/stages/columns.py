"""Two columns read across, put one below the other.

A text that moves is one edit from the first line it touches to the last: either both columns are in order afterwards or
none is, whatever a reviewer rejects, and a place in them traces to the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..document import Document
from ..edits import Cert, Edit, Stage, internal
from ..language.identify import identify
from ..language.words import listed
from ..layout.columns import Block, blocks
from ..layout.downwards import Verdict, broken_inside, verdict
from ..layout.fragments import Words
from ..layout.rows import Row, ends_sentence, rows


def unfold(language: str | None = None) -> Stage:
    """The stage that puts two columns that were read across in order, where that is certain, and reports the rest.

    Proposes `columns/read-across` for a block of eight rows and more: with one gutter, both halves wrapped prose of one
    language, lines that read on downwards and not across, and a sentence that goes on from the foot of the left column
    to the head of the right. Left alone and only reported: what fails one of these though its lines read on downwards,
    and columns without a gutter, told by words broken inside lines. Nothing is said of tables, lists, verse and
    translations side by side: they are meant to be read across.
    """

    def stage(document: Document) -> Iterable[Edit]:
        text = document.text
        broken = len(_BROKEN.findall(text)) >= FEWEST_BROKEN
        if not ("  " in text or "\t" in text or broken):
            return
        table = document.seen(rows)
        found = list(blocks(text, table))
        if not (found or broken):
            return
        spoken = language or document.seen(identify)
        if spoken not in listed():
            return
        verdicts = [verdict(block, spoken) for block in found]
        any_certain = any(each.is_certain for each in verdicts)
        for block, each in zip(found, verdicts, strict=True):
            alone = any_certain and _stands_alone(text, table, block, found)
            certain = each.is_certain or (alone and each.is_certain_beside_others)
            yield from _ordered(text, table, block, each, certain)
        if broken:
            yield from _without_gutter(text, table, found, Words(document, spoken))

    return stage


_BROKEN = re.compile(r"[-¬\xad‐] (?<=[^\W\d_]..)[^\W\d_]")

NEAR = 4
"""Line ends between two blocks of one page, at most: three empty rows between paragraphs."""

FEWEST_BROKEN = 3
"""Words broken inside lines at one place, and whole with the line below, from which columns without a gutter are
reported: one or two are misprints."""


def _stands_alone(text: str, table: Sequence[Row], block: Block, others: Sequence[Block]) -> bool:
    """Whether a block is all there is of its columns: nothing but empty rows would part it from another."""
    for other in others:
        above, below = sorted((block, other), key=lambda each: each.first)
        between = text[table[above.last].end : table[below.first].start + 1]
        if other is not block and not between[:-1].strip() and "\f" not in between and between.count("\n") <= NEAR:
            return False
    return True


def _ordered(text: str, table: Sequence[Row], block: Block, found: Verdict, certain: bool) -> Iterator[Edit]:
    start, end = table[block.first].start, table[block.last].end
    before = text[start:end]
    said = f"{block.last - block.first + 1} lines of two columns; {block.gutter}; {found.note}"
    if certain:
        ending = text[table[block.first].end : table[block.first].stop] or "\n"
        after = ending.join(_below_each_other(block))
        yield Edit(start, end, before, after, "columns/read-across", Cert.HIGH, internal(said))
    elif found.is_likely:
        why = found.against or "too little to be certain"
        yield Edit(start, end, before, before, "columns/read-across", Cert.LOW, internal(f"{said}; {why}"))


def _below_each_other(block: Block) -> list[str]:
    """The lines of the left column and then those of the right; an empty line where a column has one between its
    lines, and between the columns where the left one ends with a short line and a sentence."""
    left, right = _lines(block.left), _lines(block.right)
    widest = max(map(len, left))
    parted = ends_sentence(left[-1]) and len(left[-1]) < 0.75 * widest
    return [*left, *([""] if parted else []), *right]


def _lines(side: Sequence[str]) -> list[str]:
    """The lines of a column without empty ones at its ends, one for several between."""
    kept: list[str] = []
    for line in side:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _without_gutter(text: str, table: Sequence[Row], found: Sequence[Block], words: Words) -> Iterator[Edit]:
    """Remarks on rows that hold two halves with a single blank between."""
    taken = {row for block in found for row in range(block.first, block.last + 1)}
    free = [i for i, row in enumerate(table) if row.body and i not in taken]
    bodies = [table[i].body for i in free]
    broken = [free[i] for i in broken_inside(bodies, words)]
    if len(broken) < FEWEST_BROKEN:
        return
    for i in broken:
        row = table[i]
        note = "two columns read across, without a gutter: a word broken inside the line goes on in the next"
        before = text[row.start : row.end]
        yield Edit(row.start, row.end, before, before, "columns/no-gutter", Cert.LOW, internal(note))
