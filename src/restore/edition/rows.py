"""The rows of the report: each difference, where it stands and why, within the room there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..folding import Step
from .copies import FairCopy
from .grounds import Ground, grounds
from .record import Record
from .shown import Passage, Quoted, in_place, pointed, quoted
from .visible import cut, visible

_ROUTINE_ROWS = 2000
"""Rows of one rule in one document shown when they only move lines: all 1,200 of seed 003 (0.4 MB); of a whole book the
next thousand teach nothing new."""

_QUOTES = 4
"""Quotations shown of one reason: more copies than four have not been met."""

_LARGEST_ROW = 1200
"""Bytes a row takes on average at most: 900 measured on the seeds, whose garbled lines have ten steps each."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was read, with each quotation where it stands."""

    ground: Ground
    quotes: tuple[Quoted, ...]


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
    anchor: str = ""
    is_layout: bool = False

    @property
    def is_long(self) -> bool:
        return len(self.before) + len(self.after) > 90

    @property
    def size(self) -> int:
        """About how many bytes the row takes on the page: its text and its tags."""
        quotes = sum(180 + len(quote.text) for reason in self.reasons for quote in reason.quotes)
        reasons = sum(150 + len(reason.ground.change) + len(reason.ground.why) for reason in self.reasons)
        texts = len(self.before) + len(self.after) + len(self.place.left) + len(self.place.right)
        return 330 + texts + reasons + quotes


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
        notes = {(r.reasons[0].ground.why, r.kind, r.cert, len(r.reasons), r.reasons[0].quotes) for r in self.rows}
        if len(notes) != 1 or len(self.rows) < 2:
            return ""
        ((note, _, _, steps, quotes),) = notes
        return note if steps == 1 and not quotes else ""


class Compositor:
    """Sets the rows of a report. It has all sources, so that a quotation is seen where it stands, and so much room."""

    def __init__(self, copies: Sequence[FairCopy], room: int) -> None:
        self.copies = copies
        self.room = room
        self._sources = {copy.id: copy.source for copy in copies}
        self._anchors: set[str] = set()

    def documents(self, listed: Container[str]) -> list[tuple[FairCopy, list[Group], list[Group]]]:
        """Each document `listed` with its differences and with what was left, grouped by rule. When there is not room
        for all, every document has the same share, and what the small ones do not need is for the others."""
        room: dict[str, int] = {}
        left = self.room
        copies = [copy for copy in self.copies if copy.id in listed and copy.records]
        smallest_first = sorted(copies, key=lambda copy: len(copy.records))
        for number, copy in enumerate(smallest_first):
            room[copy.id] = left // (len(smallest_first) - number)
            left -= min(room[copy.id], _LARGEST_ROW * len(copy.records))
        return [(copy, *self._set(copy, room[copy.id])) for copy in copies]

    def row(self, copy: FairCopy, record: Record) -> Row:
        after = record.after if record.is_applied else record.steps[0].edit.after
        return Row(
            record.id, in_place(copy, record), record.source.first_line, visible(cut(record.before, 700)),
            visible(cut(after if record.is_applied else pointed(after), 700)), record.cert.label, record.evidence.kind,
            tuple(self._reasons(record.steps)), record.reason, is_layout=record.is_applied and record.is_layout,
        )

    def reading(self, copy: FairCopy, record: Record, number: int) -> Row:
        """One step of a record, shown by itself."""
        step = record.steps[number]
        before, after = visible(cut(step.edit.before, 200)), visible(cut(step.edit.after, 200))
        return Row(
            record.id, in_place(copy, record, number, around=50), record.source.first_line, before, after,
            step.edit.cert.label, step.edit.evidence.kind, tuple(self._reasons([step])),
        )

    def _set(self, copy: FairCopy, room: int) -> tuple[list[Group], list[Group]]:
        groups: dict[tuple[bool, str, str], Group] = {}
        found: dict[tuple[bool, str, str], list[Record]] = defaultdict(list)
        for record in copy.records:
            key = (record.is_applied, record.stage, record.rule)
            groups.setdefault(key, Group(copy.id, record.stage, record.rule)).total += 1
            found[key].append(record)
        for key in sorted(groups, key=lambda key: (groups[key].total, key)):  # the rarest rules find room first
            for record in found[key][: _ROUTINE_ROWS if key[1] in ("paragraphs", "hyphens") else None]:
                row = replace(self.row(copy, record), anchor="" if record.id in self._anchors else record.id)
                self._anchors.add(record.id)
                room -= row.size
                if room < 0:
                    break
                groups[key].rows.append(row)
        order = {stage: number for number, stage in enumerate(copy.stages)}
        ordered = sorted(groups.items(), key=lambda item: (order.get(item[1].stage, 99), -item[1].total, item[0]))
        return [group for key, group in ordered if key[0]], [group for key, group in ordered if not key[0]]

    def _reasons(self, steps: Sequence[Step]) -> Iterator[Reason]:
        for ground in grounds(steps):
            quotes = tuple(quoted(quote, self._sources.get(quote.id, "")) for quote in ground.quotes[:_QUOTES])
            yield Reason(ground, quotes)
