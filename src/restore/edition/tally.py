"""What a run did, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..document import LOST
from ..edits import Cert
from .copies import FairCopy, Run
from .record import Record
from .versions import Kept


@dataclass(frozen=True, slots=True)
class DocumentTally:
    """What was done to one document. `readings` counts the differences in letters, marks and words by stage, `layout`
    those in line ends and blanks alone, `certs` all of them by certainty; in `conjectures` of them some step has no
    evidence but plausibility; `shown` is what was seen and is only shown; `gaps` are stretches still lost,
    `lost` the characters in them; `waiting` counts the proposals for a reviewer."""

    id: str
    path: str
    characters: int
    version: int
    readings: Counter[str]
    layout: int
    certs: Counter[str]
    conjectures: int
    shown: int
    gaps: int
    lost: int
    waiting: int

    @property
    def differences(self) -> int:
        return sum(self.certs.values())


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run left behind; `formulas` counts the stock phrases among the `overlaps`, `left_out` the passages that
    `edition/` prints elsewhere."""

    documents: Sequence[DocumentTally]
    overlaps: int = 0
    formulas: int = 0
    failures: Sequence[tuple[str, str]] = ()
    stages: Sequence[str] = field(default=())
    left_out: int = 0

    @property
    def differences(self) -> int:
        return sum(document.differences for document in self.documents)

    @property
    def readings(self) -> int:
        return sum(sum(document.readings.values()) for document in self.documents)

    @property
    def layout(self) -> int:
        return sum(document.layout for document in self.documents)

    def most_changed(self, most: int) -> list[DocumentTally]:
        """All documents in order, or when they are more than `most` those with most readings."""
        if len(self.documents) <= most:
            return list(self.documents)
        ranked = sorted(self.documents, key=lambda d: (-sum(d.readings.values()), -d.waiting, -d.differences, d.id))
        return ranked[:most]


def tally(copies: Sequence[FairCopy], run: Run, kept: Mapping[str, Kept], left_out: int = 0) -> Summary:
    """The numbers of a run."""
    documents = [_document(copy, kept[copy.id].version) for copy in copies]
    formulas = sum(overlap.relation == "formula" for overlap in run.overlaps)
    return Summary(documents, len(run.overlaps), formulas, tuple(run.failures), (*run.stages, "write"), left_out)


def head(stage: str) -> str:
    """What a table calls the readings of a stage: the writer's are the characters that were lost as received."""
    return "lost as received" if stage == "write" else stage


def gap_edits(record: Record) -> list[str]:
    """The lost stretches a record leaves: one string of U+FFFD (and accents over them) for each."""
    return [step.edit.before for step in record.steps if step.edit.rule == "gap/lost"]


def waits(record: Record) -> bool:
    """Whether a proposal is a reviewer's to decide: not sure enough to be applied, not yet refused."""
    return record.reason.startswith("waits for review")


def _document(copy: FairCopy, version: int) -> DocumentTally:
    applied = [record for record in copy.records if record.is_applied]
    lost = [gap for record in copy.records for gap in gap_edits(record)]
    return DocumentTally(
        copy.id, copy.path, len(copy.text), version,
        readings=Counter(record.stage for record in applied if not record.is_layout),
        layout=sum(record.is_layout for record in applied), certs=Counter(record.cert.label for record in applied),
        conjectures=sum(any(step.edit.evidence.kind == "conjecture" for step in record.steps) for record in applied),
        shown=sum(not record.is_applied and record.cert is Cert.LOW for record in copy.records), gaps=len(lost),
        lost=sum(gap.count(LOST) for gap in lost), waiting=sum(waits(record) for record in copy.records),
    )
