"""report.html: one file for a person, that shows every difference with its evidence and needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import quote

import jinja2

from ..edits import Evidence
from ..restoration import Step
from ..stages import glyphs
from .compare import differences
from .copies import FairCopy
from .notable import notable, to_review
from .picture import WIDTH, Map, overlap_map
from .record import Record
from .sharing import OverlapRow
from .shown import Passage, in_place
from .tally import Summary
from .told import cut, visible

_HERE = Path(__file__).parent

_ROOM = 2_600_000
"""Bytes of rows before the rest is only counted: a page of 3 MB still opens at once on a small machine."""

_ROUTINE_ROWS = 400
"""Rows of one rule in one document shown when they only move lines: the next hundred teach nothing new."""

_FIRST = 40
_PASSAGES = 60
_PASSAGE_LENGTH = 20_000
"""Characters of a shared passage set side by side: all of the longest one of the seeds."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was read: the step, in words."""

    change: str
    times: int
    rule: str
    cert: str
    kind: str
    note: str
    quotes: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One difference, or one thing left, as the page shows it."""

    id: str
    place: Passage
    source_line: int
    before: str
    after: str
    cert: str
    kind: str
    reasons: tuple[Reason, ...]
    left_because: str = ""

    @property
    def is_long(self) -> bool:
        return len(self.before) + len(self.after) > 90


@dataclass(slots=True)
class Group:
    """The differences of one rule in one document."""

    document: str
    stage: str
    rule: str
    total: int = 0
    rows: list[Row] = field(default_factory=list)

    @property
    def note(self) -> str:
        """What all rows give as their reason, to be said once; nothing when they differ."""
        notes = {(r.reasons[0].note, r.reasons[0].kind, r.cert, len(r.reasons), r.reasons[0].quotes) for r in self.rows}
        if len(notes) != 1 or len(self.rows) < 2:
            return ""
        ((note, _, _, steps, quotes),) = notes
        return note if steps == 1 and not quotes else ""


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
    room = _Room(_ROOM)
    texts = {copy.id: copy.text for copy in copies}
    return _template().render(
        style=style, script=script, style_hash=_hash(style), script_hash=_hash(script), summary=summary,
        first=[(item, _reading(item.copy, item.record, item.number)) for item in notable(copies, _FIRST)],
        review=[(copy.id, _row(copy, record)) for copy, record in to_review(copies)[:_FIRST]],
        review_total=sum(d.waiting for d in summary.documents),
        gaps=list(_gaps(copies))[: 2 * _FIRST], gaps_total=sum(d.gaps for d in summary.documents),
        map=overlap_map(overlaps, {name: len(text) for name, text in texts.items()}), map_width=WIDTH,
        overlaps=overlaps, passages=_passages(overlaps, texts),
        documents=_documents(copies, room), cut=room.refused, stages=_stages(summary),
        rules=sorted({record.rule for copy in copies for record in copy.records}),
        paths={copy.id: quote(copy.path) for copy in copies}, fonts=_fonts(copies),
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


class _Room:
    """How much may still be written, and how many rows found no room."""

    def __init__(self, size: int) -> None:
        self.size, self.refused = size, 0

    def take(self, size: int) -> bool:
        if self.size < size:
            self.refused += 1
            return False
        self.size -= size
        return True


def _documents(copies: Sequence[FairCopy], room: _Room) -> list[tuple[FairCopy, list[Group], list[Group]]]:
    """Each document with its differences and with what was left, grouped by rule. When there is not room for all,
    every document gets the same share."""
    shown: list[tuple[FairCopy, list[Group], list[Group]]] = []
    waiting = sorted(copies, key=lambda copy: len(copy.records))
    share = {}
    left = room.size
    for number, copy in enumerate(waiting):
        share[copy.id] = left // (len(waiting) - number)
        left -= min(share[copy.id], 1200 * len(copy.records))
    for copy in copies:
        if not copy.records:
            continue
        mine = _Room(share[copy.id])
        shown.append((copy, _groups(copy, copy.applied, mine), _groups(copy, copy.declined, mine)))
        room.refused += mine.refused
    return shown


def _groups(copy: FairCopy, found: Iterable[Record], room: _Room) -> list[Group]:
    groups: dict[tuple[str, str], Group] = {}
    for record in found:
        group = groups.setdefault((record.stage, record.rule), Group(copy.id, record.stage, record.rule))
        group.total += 1
    order = {stage: number for number, stage in enumerate(copy.stages)}
    by_rule = defaultdict(list)
    for record in found:
        by_rule[record.stage, record.rule].append(record)
    for key in sorted(groups, key=lambda key: (groups[key].total, key)):  # the rarest rules find room first
        limit = _ROUTINE_ROWS if key[0] in ("paragraphs", "hyphens") else 4 * _ROUTINE_ROWS
        for record in by_rule[key][:limit]:
            row = _row(copy, record)
            if not room.take(_size(row)):
                break
            groups[key].rows.append(row)
    return sorted(groups.values(), key=lambda group: (order.get(group.stage, 99), -group.total, group.rule))


def _size(row: Row) -> int:
    """About how many bytes a row takes on the page: its text and its tags."""
    reasons = sum(150 + len(r.change) + len(r.note) + sum(80 + len(q[0]) for q in r.quotes) for r in row.reasons)
    return 330 + len(row.before) + len(row.after) + len(row.place.left) + len(row.place.right) + reasons


def _row(copy: FairCopy, record: Record) -> Row:
    after = record.after if record.is_applied else record.steps[0].edit.after
    return Row(
        record.id, in_place(copy, record), record.source.first_line, visible(cut(record.before, 700)),
        visible(cut(after, 700)), record.cert.label, record.evidence.kind, tuple(_reasons(record)), record.reason,
    )


def _reading(copy: FairCopy, record: Record, number: int) -> Row:
    """One step of a record, shown by itself."""
    edit = record.steps[number].edit
    return Row(
        record.id, in_place(copy, record, number, around=50), record.source.first_line,
        visible(cut(edit.before, 200)), visible(cut(edit.after, 200)), edit.cert.label, edit.evidence.kind,
        (_reason(record.steps[number], ""),),
    )


def _reasons(record: Record) -> Iterator[Reason]:
    """The steps of a record; the same said several times is said once, with how often."""
    if len(record.steps) == 1:
        yield _reason(record.steps[0], "")
        return
    times: Counter[tuple[str, str, str, Evidence]] = Counter()
    for step in record.steps:
        times[_key(step)] += 1
    for step in record.steps:
        count = times.pop(_key(step), 0)
        if count:
            change = f"{_brief(step.edit.before)} → {_brief(step.edit.after)}"
            yield _reason(step, change, count)


def _brief(text: str) -> str:
    """A reading in a list of steps: blanks that are all of it are drawn, nothing is named."""
    return visible(cut(text, 60)) if text.strip(" ") else "␣" * min(len(text), 9) or "nothing"


def _key(step: Step) -> tuple[str, str, str, Evidence]:
    return step.edit.rule, step.edit.before, step.edit.after, step.edit.evidence


def _reason(step: Step, change: str, times: int = 1) -> Reason:
    edit = step.edit
    quotes = tuple((visible(cut(q.text, 300)), q.id, q.line) for q in edit.evidence.quotes[:4])
    return Reason(change, times, edit.rule, edit.cert.label, edit.evidence.kind, visible(edit.evidence.note), quotes)


def _gaps(copies: Iterable[FairCopy]) -> Iterator[tuple[str, Passage]]:
    for copy in copies:
        for record in copy.records:
            for number, step in enumerate(record.steps):
                if step.edit.rule == "gap/lost":
                    yield copy.id, in_place(copy, record, number, around=60)


def _passages(overlaps: Sequence[OverlapRow], texts: Mapping[str, str]) -> list[Side]:
    """The longest shared passages side by side."""
    longest = sorted(
        range(len(overlaps)),
        key=lambda number: (overlaps[number].relation == "formula", -_length(overlaps[number]), number),
    )
    return [_side(overlaps[number], number, texts) for number in sorted(longest[:_PASSAGES])]


def _length(row: OverlapRow) -> int:
    return row.a_span.end - row.a_span.start


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


def _stages(summary: Summary) -> list[tuple[str, list[int]]]:
    """Each stage that did something, with the number of differences in each document."""
    table = []
    for stage in summary.stages:
        counts = [sum(n for (name, _), n in d.applied.items() if name == stage) for d in summary.documents]
        if any(counts):
            table.append((stage, counts))
    return table


def _fonts(copies: Sequence[FairCopy]) -> list[tuple[str, list[str]]]:
    """The tables learned of fonts that printed glyph numbers, for each document that had such."""
    explain = getattr(glyphs, "explain", None)
    if explain is None:
        return []
    found = []
    for copy in copies:
        if any(record.stage == "glyphs" for record in copy.records):
            families = [str(family) for family in explain(copy.restoration.document)]
            if families:
                found.append((copy.id, families))
    return found


__all__ = ["Group", "Map", "Reason", "Row", "Side", "page"]
