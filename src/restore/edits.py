"""Proposals to read something else, and the one place where they are applied, undone and decided.

The habit is that of linters with a fix engine: rules only propose, each proposal says how sure it is, and one
function applies. Whoever forgets to say how sure gets the lowest certainty, which is shown and never applied.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate
from operator import attrgetter
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from .document import Document, Span
from .errors import IntegrityError
from .graphemes import clusters, is_boundary


class Cert(IntEnum):
    """How sure a reading is, as TEI's `cert`. HIGH is applied, MEDIUM waits for review, LOW is only shown."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def label(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a witness, verifiable: `text` stands at `start`..`end` (code points) of document `id`."""

    id: str
    start: int
    end: int
    text: str
    line: int = 0  # 1-based line of `start` in that document; 0 when not counted


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a reading rests on, as TEI's `evidence`, and what convinced us, in words a reviewer can check.

    `internal`: the text itself; `external`: another copy, with `quotes` that are found at their recorded place;
    `conjecture`: neither. `chance` is the probability that the reading is right, where a model gives one.
    """

    kind: Literal["internal", "external", "conjecture"]
    note: str
    quotes: tuple[Quote, ...] = ()
    chance: float | None = None


def internal(note: str, *quotes: Quote, chance: float | None = None) -> Evidence:
    """Evidence from the text itself."""
    return Evidence("internal", note, quotes, None if chance is None else round(chance, 2))


def external(note: str, *quotes: Quote) -> Evidence:
    """Evidence from another copy, with at least one quotation of it."""
    if not quotes:
        raise IntegrityError("external evidence without a quotation: name the place in the other copy")
    return Evidence("external", note, quotes)


def conjecture(note: str, *, chance: float | None = None) -> Evidence:
    """No evidence but plausibility, said openly."""
    return Evidence("conjecture", note, (), None if chance is None else round(chance, 2))


UNFOUNDED = conjecture("no evidence was given")


@dataclass(frozen=True, slots=True)
class Edit:
    """A proposal to read `after` where the text has `before`.

    `start` and `end` are code points, half open, in the text the stage was given. `rule` names the damage seen:
    `hyphens/line-end`. A proposal whose `after` equals `before` is a remark: something was seen and is left.
    """

    start: int
    end: int
    before: str
    after: str
    rule: str
    cert: Cert = Cert.LOW
    evidence: Evidence = UNFOUNDED

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def is_remark(self) -> bool:
        return self.before == self.after


Stage = Callable[[Document], Iterable[Edit]]
"""Pure: the same document gives the same edits."""


_place: Callable[[Edit], tuple[int, int]] = attrgetter("start", "end")
_Step = tuple[int, int, str, str, str]
"""Start, end, before, after, rule: what carrying out an edit asks of it."""


class Declined(NamedTuple):
    """An edit that was seen and not applied, and why."""

    edit: Edit
    reason: str


class Settlement(NamedTuple):
    """What `settle` decided: both in order of place."""

    applied: tuple[Edit, ...]
    declined: tuple[Declined, ...]


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with `edits` carried out.

    >>> apply("com-\\nrade", [Edit(3, 5, "-\\n", "", "hyphens/line-end")])
    'comrade'

    Insertions at one place are carried out in the order given. Raises `IntegrityError` when an edit does not
    find its `before`, or when two edits overlap: a wrong edit is a defect of the stage that made it, never
    something to work round.
    """
    return _carried_out(text, ((e.start, e.end, e.before, e.after, e.rule) for e in sorted(edits, key=_place)))


def _carried_out(text: str, steps: Iterable[_Step]) -> str:
    parts: list[str] = []
    done = 0
    for start, end, before, after, rule in steps:
        if start < done:
            raise IntegrityError(f"edits overlap at {start}: {rule} {before!r}")
        if text[start:end] != before or end - start != len(before):
            raise IntegrityError(f"{rule} expected {before!r} at {start}..{end} and found {text[start:end]!r}")
        parts += (text[done:start], after)
        done = end
    parts.append(text[done:])
    return "".join(parts)


def invert(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that undo `edits`: `apply(apply(t, e), invert(e)) == t`.

    >>> invert([Edit(3, 5, "-\\n", "", "hyphens/line-end")])[0].span
    Span(start=3, end=3)
    """
    ordered = sorted(edits, key=_place)
    places = ((start, end) for start, end, _, _, _ in _undoing(ordered))
    return tuple(
        Edit(start, end, edit.after, edit.before, edit.rule, edit.cert, edit.evidence)
        for edit, (start, end) in zip(ordered, places, strict=True)
    )


def undo(after: str, edits: Iterable[Edit]) -> str:
    """The text of which `edits` made `after`: what `apply(after, invert(edits))` gives, in half its time.

    >>> undo("comrade", [Edit(3, 5, "-\\n", "", "hyphens/line-end")])
    'com-\\nrade'
    """
    return _carried_out(after, _undoing(sorted(edits, key=_place)))


def _undoing(edits: Iterable[Edit]) -> Iterator[_Step]:
    """What undoes edits in order of place."""
    shift = 0
    for edit in edits:
        start = edit.start + shift
        yield start, start + len(edit.after), edit.after, edit.before, edit.rule
        shift += len(edit.after) - len(edit.before)


Verdict = Literal["accept", "reject"]


def settle(
    text: str,
    edits: Iterable[Edit],
    threshold: Cert = Cert.HIGH,
    verdicts: Mapping[Edit, Verdict] | None = None,
) -> Settlement:
    """Which of `edits` are applied, and why the others are not: the only place where conflicts are decided.

    The surer edit wins, then the one that starts first, then the longer one; the loser is declined, never
    shortened. An edit below `threshold` is declined, and so is one that would cut a grapheme cluster of the
    text (an accent from its letter, a line feed from its carriage return). `verdicts` are those of a reviewer:
    they stand above certainty, also that of a surer edit of the same place, not above the text.
    """
    declined: list[Declined] = []
    wanted: list[Edit] = []
    said: Mapping[Edit, Verdict] = verdicts or {}
    for edit in edits:
        verdict = said.get(edit) if said else None
        if edit.is_remark:
            declined.append(Declined(edit, "a remark"))
        elif verdict == "reject":
            declined.append(Declined(edit, "rejected in review"))
        elif edit.cert < threshold and verdict != "accept":
            declined.append(Declined(edit, _BELOW[edit.cert]))
        elif not (is_boundary(text, edit.start) and is_boundary(text, edit.end)):
            declined.append(Declined(edit, "would cut a grapheme cluster"))
        else:
            wanted.append(edit)
    kept = _compatible(wanted, declined, {edit for edit in wanted if said.get(edit) == "accept"} if said else ())
    declined.sort(key=lambda d: (*_place(d.edit), d.edit.rule, d.edit.after))
    return Settlement(kept, tuple(declined))


_BELOW = {
    Cert.LOW: "only shown: low certainty",
    Cert.MEDIUM: "waits for review: medium certainty",
    Cert.HIGH: "below the threshold asked for",
}


def _compatible(wanted: list[Edit], declined: list[Declined], accepted: Container[Edit]) -> tuple[Edit, ...]:
    """`wanted` without the losers of conflicts, which go to `declined`; what a reviewer `accepted` loses to nothing
    that nobody has looked at. Conflicts are looked for only among neighbours, so a document of a million edits costs
    a sort."""
    kept: list[Edit] = []
    for edit in sorted(wanted, key=lambda e: (*_place(e), -e.cert, e.rule, e.after)):
        while kept and _conflict(kept[-1], edit):
            rival = kept[-1]
            mine, theirs = edit in accepted, rival in accepted
            if (not mine, *_rank(edit)) < (not theirs, *_rank(rival)):
                kept.pop()
                why = "was accepted in review" if mine and not theirs else "was surer about the same place"
                declined.append(Declined(rival, f"{edit.rule} {why}"))
            else:
                reason = "the same edit again" if edit == rival else f"{rival.rule} came first at this place"
                declined.append(Declined(edit, reason))
                break
        else:
            kept.append(edit)
    return tuple(kept)


def _conflict(left: Edit, right: Edit) -> bool:
    """Whether both cannot be carried out: they overlap, or are insertions at one place, in no order."""
    return right.start < left.end or (right.start == left.start and right.end == left.end)


def _rank(edit: Edit) -> tuple[int, int, int, str]:
    return -edit.cert, edit.start, edit.start - edit.end, edit.rule


def lift(convert: Callable[[str], str], rule: str, cert: Cert, evidence: Evidence) -> Stage:
    """A stage that does what a `str -> str` function does, as edits that can be undone.

    The text before and after are aligned per grapheme cluster (`rapidfuzz`, Levenshtein), so an edit covers
    what the function really changed.

    >>> stage = lift(str.strip, "space/outer", Cert.HIGH, internal("blank margin"))
    >>> [(e.start, e.end, e.after) for e in stage(Document("d", "  a"))]
    [(0, 2, '')]
    """

    def stage(document: Document) -> Iterator[Edit]:
        yield from difference(document.text, convert(document.text), rule, cert, evidence)

    return stage


def difference(before: str, after: str, rule: str, cert: Cert, evidence: Evidence) -> Iterator[Edit]:
    """The edits that turn `before` into `after`, aligned per grapheme cluster; touching ones are one edit."""
    if before == after:
        return
    left, right = clusters(before), clusters(after)
    at_left, at_right = (list(accumulate(map(len, parts), initial=0)) for parts in (left, right))
    for tag, i1, i2, j1, j2 in _opcodes(left, right):
        if tag != "equal":
            start, end = at_left[i1], at_left[i2]
            yield Edit(start, end, before[start:end], after[at_right[j1] : at_right[j2]], rule, cert, evidence)


def _opcodes(left: list[str], right: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    merged: list[tuple[str, int, int, int, int]] = []
    for op in Levenshtein.opcodes(left, right):
        tag = "equal" if op.tag == "equal" else "replace"
        if merged and merged[-1][0] == tag:
            previous = merged.pop()
            merged.append((tag, previous[1], op.src_end, previous[3], op.dest_end))
        else:
            merged.append((tag, op.src_start, op.src_end, op.dest_start, op.dest_end))
    return iter(merged)
