"""One line of the apparatus: a difference between source and text, or something seen and left, on record.

The lines of a document hold every edit of every layer, so the whole history is built again from them (`rebuilt`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..document import Document, Span
from ..edits import Cert, Declined, Edit, Evidence, Quote
from ..errors import IntegrityError
from ..folding import Layer, Step
from ..language.words import LineIndex
from ..restoration import Accounted, Entry, Restoration
from . import jsons

CONTEXT = 32
"""Characters of the source on each side of a difference, as pinned."""

TAKEN_BACK = "taken back by a later stage"
"""Why an edit that was applied makes no difference in the end: the only reason of a row that was applied."""


class Place(NamedTuple):
    """A span of a text (code points, half open), and its first and last line, counted from 1 at each `\\n`."""

    start: int
    end: int
    first_line: int
    last_line: int

    def as_json(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "lines": [self.first_line, self.last_line]}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Place:
        return cls(row["start"], row["end"], *row["lines"])


@dataclass(frozen=True, slots=True)
class Record(Accounted):
    """An entry of the apparatus as it is written and read back; `reason` says why something was left.

    `steps` are the edits that led from `before` to `after`, each with the stage that made it; their spans are
    those of the text that stage was given.
    """

    id: str
    source: Place
    text: Place
    before: str
    after: str
    context: tuple[str, str]
    steps: tuple[Step, ...]
    reason: str = ""

    @property
    def edit(self) -> Edit:
        """The difference as an edit of the source."""
        return Edit(self.source.start, self.source.end, self.before, self.after, self.rule)

    @property
    def is_layout(self) -> bool:
        """Whether only line ends and blanks between words differ: a reflowed text has hundreds, and reads the same."""
        return self.before.split() == self.after.split()

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quotation, each once."""
        return tuple(dict.fromkeys(quote for step in self.steps for quote in step.edit.evidence.quotes))

    def as_json(self, paths: Mapping[str, str]) -> dict[str, Any]:
        """With keys in fixed order; `paths` gives the file of each document quoted. The history of a difference
        made in one step is that step: `at` is its place in the text its stage was given."""
        row: dict[str, Any] = {"id": self.id, "stage": self.stage, "rule": self.rule, "cert": self.cert.label}
        row |= {"source": self.source.as_json(), "text": self.text.as_json()}
        row |= {"before": self.before, "after": self.after, "context": list(self.context)}
        row["evidence"] = _evidence_json(self.evidence, paths)
        if len(self.steps) > 1 or self.steps[0].id != self.id:
            row["steps"] = [_step_json(step, paths) for step in self.steps]
        else:
            row["at"] = self.steps[0].edit.start
        if self.reason:
            row["reason"] = self.reason
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Record:
        left, right = row["context"]
        return cls(
            row["id"], Place.from_json(row["source"]), Place.from_json(row["text"]), row["before"], row["after"],
            (left, right), tuple(map(_step, row.get("steps", (row,)))), row.get("reason", ""),
        )


def records(restoration: Restoration) -> tuple[Record, ...]:
    """The apparatus of a restoration: every difference in order of place, then what was declined, then what a
    later stage took back."""
    applied = restoration.apparatus()
    entries = [*applied, *restoration.notes(), *_taken_back(restoration, applied)]
    to_line = LineIndex(restoration.source), LineIndex(restoration.text)
    return tuple(_record(restoration.source, entry, to_line) for entry in entries)


def rebuilt(document: Document, stages: Sequence[str], found: Iterable[Record]) -> Restoration:
    """The restoration, layer by layer, out of its records. Raises `IntegrityError` when they do not fit."""
    edits: dict[str, list[Edit]] = {stage: [] for stage in stages}
    declined: dict[str, list[Declined]] = {stage: [] for stage in stages}
    for record in found:
        for step in record.steps:
            if step.stage not in edits:
                raise IntegrityError(f"{document.id}: {record.id} is of a stage that did not run: {step.stage}")
            if record.is_applied or record.reason == TAKEN_BACK:
                edits[step.stage].append(step.edit)
            else:
                declined[step.stage].append(Declined(step.edit, record.reason))
    restoration = Restoration(document)
    for stage in stages:
        made = tuple(sorted(edits[stage], key=lambda edit: edit.span))
        restoration = restoration.with_layer(Layer(stage, made, tuple(declined[stage])))
    return restoration


def written(found: Iterable[Record], paths: Mapping[str, str]) -> bytes:
    """Records as JSON lines."""
    return jsons.encoded("".join(jsons.line(record.as_json(paths)) + "\n" for record in found))


def parsed(raw: bytes) -> tuple[Record, ...]:
    """The reverse of `written`. Raises `IntegrityError` for a line that is no record."""
    try:
        return tuple(Record.from_json(json.loads(row)) for row in raw.split(b"\n") if row)
    except (ValueError, KeyError, TypeError) as error:
        raise IntegrityError(f"a line of the apparatus cannot be read: {error}") from error


def _taken_back(restoration: Restoration, applied: Iterable[Entry]) -> Iterator[Entry]:
    """Edits that were applied and make no difference in the end, as entries where they stood."""
    seen = {(step.stage, step.edit) for entry in applied for step in entry.steps}
    for depth, layer in enumerate(restoration.layers):
        gone = [edit for edit in layer.edits if (layer.stage, edit) not in seen]
        before = restoration.undo(len(restoration.layers) - depth) if gone else restoration
        for edit in gone:
            source = before.trace(edit.start, edit.end)
            name = before.edit_id(edit)
            steps = (Step(layer.stage, edit, name),)
            yield Entry(name, source, restoration.locate(*source), edit.before, edit.after, steps, TAKEN_BACK)


def _record(source: str, entry: Entry, to_line: tuple[LineIndex, LineIndex]) -> Record:
    start, end = entry.source
    context = source[max(0, start - CONTEXT) : start], source[end : end + CONTEXT]
    return Record(
        entry.id, _placed(entry.source, to_line[0]), _placed(entry.text, to_line[1]), entry.before, entry.after,
        context, entry.steps, entry.reason,
    )


def _placed(span: Span, to_line: LineIndex) -> Place:
    return Place(*span, to_line(span.start), to_line(max(span.start, span.end - 1)))


def _step_json(step: Step, paths: Mapping[str, str]) -> dict[str, Any]:
    edit = step.edit
    return {
        "id": step.id, "stage": step.stage, "rule": edit.rule, "cert": edit.cert.label, "at": edit.start,
        "before": edit.before, "after": edit.after, "evidence": _evidence_json(edit.evidence, paths),
    }


def _step(row: Mapping[str, Any]) -> Step:
    start, before = row["at"], row["before"]
    edit = Edit(
        start, start + len(before), before, row["after"], row["rule"], Cert[row["cert"].upper()],
        _evidence(row["evidence"]),
    )
    return Step(row["stage"], edit, row["id"])


def _evidence_json(evidence: Evidence, paths: Mapping[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": evidence.kind, "note": evidence.note}
    if evidence.chance is not None:
        row["chance"] = evidence.chance
    if evidence.quotes:
        row["quotes"] = [
            {"id": q.id, "path": paths.get(q.id, ""), "start": q.start, "end": q.end, "line": q.line, "text": q.text}
            for q in evidence.quotes
        ]
    return row


def _evidence(row: Mapping[str, Any]) -> Evidence:
    quotes = tuple(
        Quote(q["id"], q["start"], q["end"], q["text"], q["line"]) for q in row.get("quotes", ())
    )
    return Evidence(row["kind"], row["note"], quotes, row.get("chance"))
