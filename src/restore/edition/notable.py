"""Which differences a reviewer should read first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..edits import Cert, Edit
from ..folding import Step
from .copies import FairCopy
from .record import Record
from .tally import waits

_ROUTINE = frozenset({"paragraphs", "hyphens", "forme-work", "write", "encoding"})
"""Stages whose differences move lines or take out what the page added; they are many, and each is like the next."""


DOUBTFUL = 0.8
"""Probability below which a reader should look at a reading that was applied: chosen, not measured."""

TOLD_FIRST = "what may be wrong once in five times first, the least certain at the top; then some of every rule"
"""The order of `notable`, in words."""


@dataclass(frozen=True, slots=True)
class Notable:
    """A reading worth a look: the step of a record of a document that made it, and how often the same was read."""

    copy: FairCopy
    record: Record
    number: int  # of the step in the record
    times: int = 1

    @property
    def step(self) -> Step:
        return self.record.steps[self.number]


def rank(step: Step) -> int | None:
    """How soon a reading should be looked at, the lowest first; None for routine.

    What is least certain comes first; then conjectures and what a reviewer accepted against the odds, then what
    another copy proves, then words and letters read otherwise, then marks of punctuation. A lost space supplied is
    routine, and so is a font's code read as a letter: the table of the font is what to look at there.
    """
    edit = step.edit
    if step.stage in _ROUTINE or _is_blank(edit):
        return None
    if is_doubtful(step):
        return -1
    if edit.evidence.kind == "conjecture" or edit.cert < Cert.HIGH:
        return 0
    if edit.evidence.kind == "external":
        return 1
    if step.stage in ("glyphs", "lacunae"):
        return 3 if step.stage == "lacunae" else None
    return 2


def is_doubtful(step: Step) -> bool:
    """Whether a reading was applied though it is wrong once in five times or more often."""
    return step.edit.evidence.chance is not None and step.edit.evidence.chance < DOUBTFUL


def notable(copies: Iterable[FairCopy], most: int) -> list[Notable]:
    """At most `most` readings of the documents: the least certain first, the same reading once where it is least
    certain, and no rule crowding out the others."""
    firsts: dict[tuple[str, ...], Notable] = {}
    times: Counter[tuple[str, ...]] = Counter()
    for copy in copies:
        for record in copy.applied:
            for number, step in enumerate(record.steps):
                if rank(step) is None:
                    continue
                alone = step.id if is_doubtful(step) else ""
                key = (copy.id, step.edit.rule, step.edit.before, step.edit.after, alone)
                item = Notable(copy, record, number)
                firsts[key] = min(firsts.get(key, item), item, key=_chance)
                times[key] += 1
    turns: dict[tuple[int, int, str], list[Notable]] = defaultdict(list)
    seen: Counter[tuple[int, str]] = Counter()
    for name, item in firsts.items():
        place = rank(item.step) or 0
        turn = seen[place, item.step.edit.rule]
        seen[place, item.step.edit.rule] += 1
        turns[place, turn, item.step.edit.rule].append(replace(item, times=times[name]))
    ordered = [item for key in sorted(turns) for item in turns[key]]
    doubtful = sorted((item for item in ordered if is_doubtful(item.step)), key=_chance)
    return [*doubtful, *(item for item in ordered if not is_doubtful(item.step))][:most]


def _chance(item: Notable) -> float:
    """The probability that a reading is right; 1 where no model gives one."""
    chance = item.step.edit.evidence.chance
    return 1.0 if chance is None else chance


def to_review(copies: Iterable[FairCopy]) -> list[tuple[FairCopy, Record]]:
    """The proposals that wait for a reviewer, those that would change a reading before those about blanks."""
    rows = [(copy, record) for copy in copies for record in copy.declined if waits(record)]
    return sorted(rows, key=lambda row: row[1].steps[0].edit.after.strip() == "")


def _is_blank(edit: Edit) -> bool:
    """Whether only blanks are put in or taken out."""
    return not edit.after.strip() and not edit.before.strip("\ufffd \t\r\n")
