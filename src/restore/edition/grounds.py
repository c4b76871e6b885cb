"""Why a text reads as it does, step by step, for a person: the same reason given many times is said once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ..edits import Evidence, Quote
from ..folding import Step
from .visible import cut, visible

_CHANGES = 80
"""Characters of the different readings that one reason gave, shown before the rest is only counted: a line."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason, for one reading or for many: `changes` are those it gave (none when it is the whole difference)."""

    changes: tuple[str, ...]
    times: int
    rule: str
    cert: str
    kind: str
    why: str
    quotes: tuple[Quote, ...]

    @property
    def change(self) -> str:
        """The readings in one line; of many different ones, the first and how many."""
        room = accumulate(map(len, self.changes))
        shown = max(1, sum(length <= _CHANGES for length in room))
        more = len(self.changes) - shown
        return ", ".join(self.changes[:shown]) + (f" and {more} more" if more else "")


def grounds(steps: Sequence[Step]) -> list[Ground]:
    """The reasons behind a difference, in the order they came in.

    >>> from ..edits import Cert, Edit, internal
    >>> lost = Edit(0, 1, "\ufffd", " ", "lacunae/space", Cert.HIGH, internal("lost between two words", chance=0.98))
    >>> [(g.times, g.change, g.why) for g in grounds([Step("lacunae", lost), Step("lacunae", lost)])]
    [(2, '� → ␣', 'lost between two words (98 % sure)')]
    """
    together: dict[tuple[object, ...], list[Step]] = {}
    for step in steps:
        evidence = step.edit.evidence
        key = (step.edit.rule, step.edit.cert, evidence.kind, evidence.note, evidence.quotes)
        together.setdefault(key, []).append(step)
    return [_ground(same, alone=len(steps) == 1) for same in together.values()]


def _ground(same: Sequence[Step], *, alone: bool) -> Ground:
    edit = same[0].edit
    changes = dict.fromkeys(f"{brief(step.edit.before)} → {brief(step.edit.after)}" for step in same)
    return Ground(
        () if alone else tuple(changes), len(same), edit.rule, edit.cert.label, edit.evidence.kind,
        why(step.edit.evidence for step in same), edit.evidence.quotes,
    )


def why(same: Iterable[Evidence]) -> str:
    """The note of evidence that was given once or several times, with how sure it makes."""
    found = list(same)
    sure = surety([each.chance for each in found if each.chance is not None])
    return visible(found[0].note) + (f" ({sure})" if sure else "")


def surety(chances: Sequence[float]) -> str:
    """Probabilities in words: the least is what counts, and nothing is wholly sure.

    >>> surety([0.98]), surety([1.0, 1.0]), surety([1.0, 0.9])
    ('98 % sure', 'over 99 % sure', 'at least 90 % sure')
    """
    if not chances:
        return ""
    least = min(chances)
    said = f"{least * 100:.0f} %" if least < 0.995 else "over 99 %"
    return f"at least {said} sure" if max(chances) != least and least < 0.995 else f"{said} sure"


def brief(text: str) -> str:
    """A reading in a list of steps: blanks that are all of it are drawn, nothing is named."""
    return visible(cut(text, 60)) if text.strip(" ") else "␣" * min(len(text), 9) or "nothing"
