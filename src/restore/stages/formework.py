"""Forme work: running heads and feet, page numbers, signature marks, and what web pages print around a text.

Whence: the printer's frame around the type area comes along when pages become text; a web page brings its own.
Left alone: numbers in tables, years, list and verse numbers, chapter numbers (they end no page), a title at its
first place, metadata with a value. Everything set apart stays in the apparatus with its place; a page number
becomes a page anchor (`pages`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from ..document import Document
from ..edits import Cert, Edit, Stage, apply, internal
from ..layout import web
from ..layout.article import article
from ..layout.furniture import marks
from ..layout.rows import Row, goes_on, neighbour, rows
from ..layout.sheet import Mark

_PAGE = re.compile(r"page (?:number )?(\S+?)(?=[;,:]| with |$)")


def set_apart(language: str | None = None) -> Stage:
    """The stage that sets forme work apart.

    `language` is not asked: place and repetition tell forme work, not words.

    >>> from ..edits import apply
    >>> text = "Skip to content\\n\\nDear Comrade!\\n"
    >>> apply(text, set_apart()(Document("letter", text)))
    'Dear Comrade!\\n'
    """

    def stage(document: Document) -> Iterable[Edit]:
        table = document.seen(rows)
        found = _find(document.text, table)
        for _ in range(ROUNDS):
            more = _behind(document.text, table, found)
            if not more:
                break
            found |= more
        yield from _removals(document.text, table, found)
        yield from _hidden_addresses(document.text)

    return stage


ROUNDS = 6
"""How often the text without its forme work is looked at again, for what shows only then: a head behind a head, a
page number whose chain was hidden. One round in real documents, five in random rows; a second run is then quiet."""


def _find(text: str, table: Sequence[Row]) -> dict[int, Mark]:
    around = _page(table) or [*web.stamps(table), *marks(text, list(table))]
    return {mark.row: mark for mark in (*web.boilerplate(table), *around)}


def _behind(text: str, table: Sequence[Row], found: dict[int, Mark]) -> dict[int, Mark]:
    """What is found in the text as it is without `found`, by the rows of the text as it was."""
    if not any(mark.sure == 3 for mark in found.values()):
        return {}
    edits = [edit for edit in _removals(text, table, found) if edit.cert == Cert.HIGH]
    rest = apply(text, edits)
    kept = []
    gone = {i for edit in edits for i in _rows_of(table, edit)}
    added = {_rows_of(table, edit)[0] for edit in edits if edit.after}
    for i in range(len(table)):
        if i not in gone or i in added:
            kept.append(i)
    again = _find(rest, rows(rest))
    taken = {row for row, mark in found.items() if mark.sure == 3}
    return {kept[i]: mark._replace(row=kept[i]) for i, mark in again.items() if mark.sure == 3 and kept[i] not in taken}


def _rows_of(table: Sequence[Row], edit: Edit) -> range:
    """The rows an edit takes out."""
    first = bisect_left(table, edit.start, key=lambda row: row.start)
    return range(first, bisect_left(table, edit.end, key=lambda row: row.start))


def _page(table: Sequence[Row]) -> list[Mark]:
    """Everything on a whole web page but its article and the headline; nothing when the text is no page."""
    kept = article(table)
    if kept is None:
        return []
    note = "a row of the web page around the article"
    return [Mark(i, "forme-work/web-page", 3, note) for i, row in enumerate(table) if row.body and i not in kept]


def pages(document: Document) -> list[tuple[int, str]]:
    """The page anchors of a text before forme work is set apart: offset of each page number, and its label.

    A passage stands on the first page whose number follows it, when numbers stand at the foot, and on the last
    one before it, when they stand at the head; numbers misread are given as their place in the chain says.
    """
    table = rows(document.text)
    return [(table[m.row].start, m.page) for m in marks(document.text, table) if m.page and m.sure > 2]


def anchor(edit: Edit) -> str:
    """The page an edit of this stage numbers: "515"; empty for other forme work."""
    match = _PAGE.match(edit.evidence.note) if edit.rule.startswith("forme-work/") else None
    return match[1] if match else ""


def metadata(document: Document) -> dict[str, str]:
    """What a text says of itself under metadata labels: source, rights, record id, ... It stays in the text.

    >>> text = "Source\\n\\nGARF, Fond 5446\\n\\nLanguage\\n\\nType\\n\\nLetter\\n\\nRecord ID\\n\\n120172\\n"
    >>> metadata(Document("letter", text))
    {'source': 'GARF, Fond 5446', 'type': 'Letter', 'record id': '120172'}
    """
    return web.values(rows(document.text))


def _hidden_addresses(text: str) -> Iterator[Edit]:
    for match in web.OBFUSCATED.finditer(text) if "[" in text else ():
        yield Edit(
            match.start(), match.end(), match.group(), match.group(), "forme-work/hidden-address", Cert.LOW,
            internal("an address the web server hid: lost here, not guessed"),
        )


def _removals(text: str, table: Sequence[Row], found: dict[int, Mark]) -> Iterator[Edit]:
    """The edits that take rows out, block by block: rows to remove with the blank rows between and around them."""
    certain = sorted(row for row, mark in found.items() if mark.sure == 3)
    for mark in found.values():
        if mark.sure < 3:
            yield _edit(text, table[mark.row].start, table[mark.row].stop, "", mark)
    block: list[int] = []
    for row in certain:
        if block and any(table[i].body for i in range(block[-1] + 1, row)):
            yield from _block(text, table, block, found)
            block = []
        block.append(row)
    if block:
        yield from _block(text, table, block, found)


def _block(text: str, table: Sequence[Row], block: Sequence[int], found: dict[int, Mark]) -> Iterator[Edit]:
    """One block out of the text. A sentence that goes on across it is left on neighbouring lines; otherwise the
    paragraphs stay apart by one blank line where there was any; blank lines at the end of the text go too."""
    left, right = neighbour(table, block[0], -1), neighbour(table, block[-1], 1)
    first, last = left + 1, right - 1 if right >= 0 else len(table) - 1
    blank = last - first + 1 > len(block)
    ending = text[table[block[-1]].end : table[block[-1]].stop]
    kept = ""
    if left < 0:
        first = 0
    elif right >= 0 and blank and not _continues(text, table, left, right):
        kept = ending
    start = table[first].start
    end = table[last].stop + (text[table[last].stop : table[last].stop + 1] == "\f")
    for place, row in enumerate(block):
        stop = table[row].stop if place + 1 < len(block) else end
        yield _edit(text, start, stop, kept if place == 0 else "", found[row])
        start = stop


def _continues(text: str, table: Sequence[Row], left: int, right: int) -> bool:
    """Whether what follows a block belongs close to what precedes it: a sentence goes on, or an excerpt starts
    with the leading space by which the seams are found."""
    return goes_on(table[left].body, table[right].body) or (
        text[table[right].start] == " " and text[table[left].start] != " "
    )


def _edit(text: str, start: int, stop: int, after: str, mark: Mark) -> Edit:
    cert = Cert.HIGH if mark.sure == 3 else Cert.MEDIUM
    return Edit(start, stop, text[start:stop], after, mark.rule, cert, internal(mark.note))
