"""What a run did, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .copies import FairCopy, Run
from .record import Record
from .versions import Kept


@dataclass(frozen=True, slots=True)
class DocumentTally:
    """What was done to one document. `applied` and `declined` count by stage and certainty; `gaps` are stretches
    still lost, `lost` the characters in them; `waiting` counts the proposals for a reviewer."""

    id: str
    path: str
    characters: int
    version: int
    applied: Mapping[tuple[str, str], int]
    declined: Mapping[tuple[str, str], int]
    gaps: int
    lost: int
    waiting: int

    @property
    def differences(self) -> int:
        return sum(self.applied.values())

    @property
    def changed(self) -> bool:
        return bool(self.applied)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run left behind; `left_out` counts the passages that `edition/` prints elsewhere."""

    documents: Sequence[DocumentTally]
    overlaps: int = 0
    failures: Sequence[tuple[str, str]] = ()
    stages: Sequence[str] = field(default=())
    left_out: int = 0

    @property
    def differences(self) -> int:
        return sum(document.differences for document in self.documents)

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """A table: document, differences, proposals that wait for review, gaps, and why a document failed."""
        done = [
            (d.id, str(d.differences), str(d.waiting), str(d.gaps) if d.gaps else "", "") for d in self.documents
        ]
        return done + [(name, "", "", "", reason) for name, reason in self.failures]


def tally(copies: Sequence[FairCopy], run: Run, kept: Mapping[str, Kept], left_out: int = 0) -> Summary:
    """The numbers of a run."""
    documents = [_document(copy, kept[copy.id].version) for copy in copies]
    return Summary(documents, len(run.overlaps), tuple(run.failures), (*run.stages, "write"), left_out)


def gap_edits(record: Record) -> list[str]:
    """The lost stretches a record leaves: one string of U+FFFD (and accents over them) for each."""
    return [step.edit.before for step in record.steps if step.edit.rule == "gap/lost"]


def waits(record: Record) -> bool:
    """Whether a proposal is a reviewer's to decide: not sure enough to be applied, not yet refused."""
    return record.reason.startswith("waits for review")


def _document(copy: FairCopy, version: int) -> DocumentTally:
    applied: Counter[tuple[str, str]] = Counter()
    declined: Counter[tuple[str, str]] = Counter()
    lost: list[str] = []
    for record in copy.records:
        (applied if record.is_applied else declined)[record.stage, record.cert.label] += 1
        lost += gap_edits(record)
    return DocumentTally(
        copy.id, copy.path, len(copy.text), version, applied, declined, len(lost),
        sum(gap.count("\ufffd") for gap in lost), sum(waits(record) for record in copy.records),
    )
