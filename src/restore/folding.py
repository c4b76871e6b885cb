"""Layers of edits folded into one list of differences between source and text, each with the steps that led to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from .alignment import Alignment
from .document import Document, Span
from .edits import Declined, Edit, apply


@dataclass(frozen=True, slots=True)
class Layer:
    """What one stage did: the edits applied, in order of place, and those seen and not applied, with the reason."""

    stage: str
    edits: tuple[Edit, ...]
    declined: tuple[Declined, ...] = ()


class Step(NamedTuple):
    """One edit in the history of a difference, the stage that made it, and the id a reviewer knows it by."""

    stage: str
    edit: Edit
    id: str = ""


@dataclass(frozen=True, slots=True)
class Hunk:
    """`source[start:end]` reads `after`, because of `steps`. Between hunks both texts are the same."""

    start: int
    end: int
    after: str
    steps: tuple[Step, ...]


def alignment(hunks: Iterable[Hunk]) -> Alignment:
    return Alignment((hunk.start, hunk.end, len(hunk.after)) for hunk in hunks)


def fold(document: Document, hunks: Sequence[Hunk], layer: Layer) -> tuple[Hunk, ...]:
    """The hunks after one more layer: an edit that meets no hunk becomes one, the others are merged into theirs."""
    folded: list[Hunk] = []
    traced = alignment(hunks)
    shift = 0  # what the hunks so far have added to places in the text before this layer
    for group in _groups(_placed(hunks, layer.edits)):
        old = [what for _, _, what in group if isinstance(what, Hunk)]
        new = [what for _, _, what in group if isinstance(what, Edit)]
        lo, hi = group[0][0], max(end for _, end, _ in group)
        start = lo - shift
        shift += sum(len(hunk.after) - (hunk.end - hunk.start) for hunk in old)
        steps = [step for hunk in old for step in hunk.steps]
        for edit in new:
            steps.append(Step(layer.stage, edit, edit_id(document.id, traced, edit)))
        after = _merged(document.text, Span(start, hi - shift), old, new, lo)
        folded.append(Hunk(start, hi - shift, after, tuple(steps)))
    return tuple(folded)


_Placed = tuple[int, int, Hunk | Edit]


def _placed(hunks: Sequence[Hunk], edits: Sequence[Edit]) -> list[_Placed]:
    """Hunks and edits in one list, by their places in the text between the two."""
    placed: list[_Placed] = [(edit.start, edit.end, edit) for edit in edits]
    shift = 0
    for hunk in hunks:
        placed.append((hunk.start + shift, hunk.start + shift + len(hunk.after), hunk))
        shift += len(hunk.after) - (hunk.end - hunk.start)
    placed.sort(key=lambda item: item[:2])
    return placed


def _groups(placed: Iterable[_Placed]) -> Iterator[list[_Placed]]:
    """Those that overlap, together. Two that only meet at an edge stay apart, unless one of them is empty there:
    then their order could not be told from their places."""
    group: list[_Placed] = []
    lo = hi = 0
    for item in placed:
        start, end, _ = item
        if group and not (start < hi or (start == hi and (start == end or lo == hi))):
            yield group
            group = []
        if not group:
            lo = hi = start
        group.append(item)
        hi = max(hi, end)
    if group:
        yield group


def _merged(source: str, span: Span, old: Sequence[Hunk], new: Sequence[Edit], lo: int) -> str:
    """What `span` of the source reads with the old hunks in it, and the new edits on what they give; `lo` is
    where that stretch starts in the text the new edits are for."""
    parts: list[str] = []
    done = span.start
    for hunk in old:
        parts += (source[done : hunk.start], hunk.after)
        done = hunk.end
    parts.append(source[done : span.end])
    return apply("".join(parts), (replace(e, start=e.start - lo, end=e.end - lo) for e in new))


def edit_id(document: str, traced: Alignment, edit: Edit) -> str:
    """The id of an edit in a text whose places `traced` carries to the source. Several edits may lie within one
    difference and so have one span in the source: how far into it each starts tells them apart."""
    source = traced.to_source(edit.start, edit.end)
    within = edit.start - traced.to_text(*source).start
    return entry_id(document, source, edit.before, edit.after, edit.rule, within)


def entry_id(document: str, source: Span, before: str, after: str, rule: str, within: int = 0) -> str:
    """Twelve hexadecimal digits that stay the same as long as the same is read at the same place."""
    key = "\x1f".join((document, str(source.start), str(source.end), str(within), before, after, rule))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
