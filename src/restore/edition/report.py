"""report.html: one file for a person, that shows every difference with its evidence and needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import jinja2

from .compare import differences
from .copies import FairCopy
from .fonts import fonts
from .notable import TOLD_FIRST, notable, to_review
from .picture import WIDTH, overlap_map
from .rows import Compositor
from .sharing import OverlapRow
from .shown import gaps, in_place
from .tally import DocumentTally, Summary, head
from .visible import visible

_HERE = Path(__file__).parent

_ROOM = 2_600_000
"""Bytes of rows before the rest is only counted: a page of 3 MB still opens at once on a small machine."""

_DOCUMENTS = 300
"""Documents shown before the rest is only counted: each then has room for its ten first rows, and a list of more is
not read."""

_FIRST = 40
_PASSAGES = 60
_PASSAGE_LENGTH = 20_000
"""Characters of a shared passage set side by side: all of the longest one of the seeds."""


@dataclass(frozen=True, slots=True)
class Side:
    """A shared passage side by side: pieces of text, marked where the two differ."""

    row: OverlapRow
    number: int
    a: Sequence[tuple[bool, str]]
    b: Sequence[tuple[bool, str]]
    is_cut: bool


def page(summary: Summary, copies: Sequence[FairCopy], overlaps: Sequence[OverlapRow]) -> str:
    """The report of a run as HTML.

    Text of the documents is escaped wherever it stands, shown with its controls visible, and the page's own
    policy lets no script run but its own. The same run gives the same bytes.
    """
    style, script = (_HERE / "report.css").read_text("utf-8"), (_HERE / "report.js").read_text("utf-8")
    compositor = Compositor(copies, _ROOM)
    listed = summary.most_changed(_DOCUMENTS)
    documents = compositor.documents({document.id for document in listed})
    unlisted = sum(d.differences for d in summary.documents) - sum(d.differences for d in listed)
    groups = [group for _, applied, left in documents for group in (*applied, *left)]
    texts = {copy.id: copy.text for copy in copies}
    return _template().render(
        style=style, script=script, style_hash=_hash(style), script_hash=_hash(script), summary=summary,
        first=[(item, compositor.reading(item.copy, item.record, item.number)) for item in notable(copies, _FIRST)],
        told_first=TOLD_FIRST,
        review=[(copy.id, compositor.row(copy, record)) for copy, record in to_review(copies)[:_FIRST]],
        review_total=sum(d.waiting for d in summary.documents),
        gaps=[
            (copy.id, in_place(copy, record, number, around=60))
            for copy, record, number in islice(gaps(copies), 2 * _FIRST)
        ],
        gaps_total=sum(d.gaps for d in summary.documents),
        map=overlap_map(overlaps, {name: len(text) for name, text in texts.items()}), map_width=WIDTH,
        overlaps=overlaps, passages=_passages(overlaps, texts),
        told=listed, documents=documents, stages=_stages(summary, listed),
        cut=sum(group.total - len(group.rows) for group in groups) + unlisted,
        rules=sorted({record.rule for copy in copies for record in copy.records}),
        paths={copy.id: quote(copy.path) for copy in copies},
        fonts=[(copy.id, found) for copy in copies if (found := fonts(copy.records))],
    )


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["visible"] = visible
    environment.filters["number"] = lambda number: f"{number:,}"
    return environment.get_template("report.html.j2")


def _hash(content: str) -> str:
    """What the page's policy knows its own style and script by."""
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _passages(overlaps: Sequence[OverlapRow], texts: Mapping[str, str]) -> list[Side]:
    """The longest shared passages side by side."""
    longest = sorted(
        range(len(overlaps)),
        key=lambda number: (overlaps[number].relation == "formula", -overlaps[number].size, number),
    )
    return [_side(overlaps[number], number, texts) for number in sorted(longest[:_PASSAGES])]


def _side(row: OverlapRow, number: int, texts: Mapping[str, str]) -> Side:
    a_span, b_span = row.a_text or row.a_span, row.b_text or row.b_span
    a, b = texts[row.a][slice(*a_span)], texts[row.b][slice(*b_span)]
    is_cut = max(len(a), len(b)) > _PASSAGE_LENGTH
    a, b = _words(a[:_PASSAGE_LENGTH]), _words(b[:_PASSAGE_LENGTH])
    found = list(differences(a, b))
    left = list(_pieces(a, [d.a_span for d in found]))
    right = list(_pieces(b, [d.b_span for d in found]))
    return Side(row, number, left, right, is_cut)


def _words(text: str) -> str:
    """A passage with each run of blanks and line ends as one blank: how it is broken into lines is not compared."""
    return re.sub(r"\s+", " ", text)


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[bool, str]]:
    done = 0
    for start, end in spans:
        if start > done:
            yield False, visible(text[done:start])
        if end > start:
            yield True, visible(text[start:end])
        done = end
    if done < len(text):
        yield False, visible(text[done:])


def _stages(summary: Summary, listed: Sequence[DocumentTally]) -> list[tuple[str, list[int]]]:
    """Each stage that changed a reading, with how many in each document that is listed."""
    table = []
    for stage in summary.stages:
        counts = [d.readings[stage] for d in listed]
        if any(counts):
            table.append((head(stage), counts))
    return table
