"""A text and its history: the source, and on it a stack of layers of edits.

Text is never changed in place. Undoing is popping a layer; the apparatus is the layers folded into one list of
differences between source and text, each with the steps that led to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from .alignment import Alignment
from .document import Document, Span
from .edits import Cert, Declined, Edit, Evidence, Stage, Verdict, apply, invert, settle
from .errors import IntegrityError


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


class Accounted:
    """What an entry and its record say of themselves by their steps, and by the reason when they were left."""

    __slots__ = ()
    steps: tuple[Step, ...]
    reason: str

    @property
    def stage(self) -> str:
        return self.steps[0].stage

    @property
    def rule(self) -> str:
        return self.steps[0].edit.rule

    @property
    def evidence(self) -> Evidence:
        return self.steps[0].edit.evidence

    @property
    def cert(self) -> Cert:
        return min(step.edit.cert for step in self.steps)

    @property
    def is_applied(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True)
class Entry(Accounted):
    """One difference between source and text, or one thing seen and left (`reason` says why).

    `source` and `text` are its spans in the two texts, `before` and `after` what stands there. `steps` are the
    edits that led from one to the other, in order; the first names the entry's stage, rule and evidence, and
    its certainty is that of the weakest step.
    """

    id: str
    source: Span
    text: Span
    before: str
    after: str
    steps: tuple[Step, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Hunk:
    """`source[start:end]` reads `after`, because of `steps`. Between hunks both texts are the same."""

    start: int
    end: int
    after: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Restoration:
    """A document and the layers laid over it.

    >>> def joined(document):
    ...     yield Edit(3, 5, "-\\n", "", "hyphens/line-end", Cert.HIGH)
    >>> r = Restoration(Document("d", "com-\\nrade")).then("hyphens", joined)
    >>> r.text, r.undo().text, r.trace(0, 7)
    ('comrade', 'com-\\nrade', Span(start=0, end=9))
    """

    document: Document
    layers: tuple[Layer, ...] = ()
    _texts: tuple[str, ...] = field(default=(), repr=False, compare=False)

    def then(
        self,
        name: str,
        stage: Stage,
        threshold: Cert = Cert.HIGH,
        decisions: Mapping[str, Verdict] | None = None,
    ) -> Restoration:
        """This restoration with one more layer: what `stage` proposes for the text as it now stands, settled.

        `decisions` are a reviewer's, by the ids of `edit_id`. Raises `IntegrityError` when the stage's edits do
        not fit the text or cannot be undone.
        """
        text = self.text
        proposed = list(stage(self.document.reading(text)))
        verdicts: dict[Edit, Verdict] = {}
        if decisions:
            named = ((edit, decisions.get(self.edit_id(edit))) for edit in proposed)
            verdicts = {edit: verdict for edit, verdict in named if verdict is not None}
        applied, declined = settle(text, proposed, threshold, verdicts)
        return self.with_layer(Layer(name, applied, declined))

    def edit_id(self, edit: Edit) -> str:
        """The id of an edit proposed for the text as it now stands; the same in every run over the same source."""
        return _edit_id(self.id, self._alignment, edit)

    def with_layer(self, layer: Layer) -> Restoration:
        """This restoration with a layer that is already settled, checked: it must apply and come off again."""
        text = self.text
        after = apply(text, layer.edits)
        if apply(after, invert(layer.edits)) != text:
            raise IntegrityError(f"{self.document.id}: the layer {layer.stage} cannot be undone")
        done = Restoration(self.document, (*self.layers, layer), (*self._texts, after))
        done.__dict__["_before"] = self
        return done

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def source(self) -> str:
        return self.document.text

    @property
    def text(self) -> str:
        """The text as restored so far; what is still lost stands as U+FFFD."""
        if len(self._texts) != len(self.layers):  # built by hand from layers alone
            text = self.source
            for layer in self.layers:
                text = apply(text, layer.edits)
            return text
        return self._texts[-1] if self._texts else self.source

    @property
    def declined(self) -> tuple[Declined, ...]:
        """Everything seen and not applied, stage by stage; spans are those of the text each stage was given."""
        return tuple(item for layer in self.layers for item in layer.declined)

    def undo(self, layers: int = 1) -> Restoration:
        """This restoration without its last `layers` layers."""
        restoration = self
        for _ in range(min(layers, len(self.layers))):
            restoration = restoration._before
        return restoration

    def after(self, stage: str) -> Restoration:
        """This restoration as it stood when the layer `stage` had been laid; itself when there is none such."""
        names = [layer.stage for layer in self.layers]
        return self.undo(len(names) - names.index(stage) - 1) if stage in names else self

    def trace(self, start: int, end: int | None = None) -> Span:
        """The span of the source (code points) that the span `start`..`end` of the text comes from.

        Untouched characters trace to themselves; a span that cuts into a difference traces to the whole of it.
        Raises `IndexError` when the span is not in the text.
        """
        end = start if end is None else end
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"{start}..{end} is not in a text of {len(self.text)} code points")
        return self._alignment.to_source(start, end)

    def locate(self, start: int, end: int) -> Span:
        """The span of the text that the span `start`..`end` of the source has become: the reverse of `trace`."""
        if not 0 <= start <= end <= len(self.source):
            raise IndexError(f"{start}..{end} is not in a source of {len(self.source)} code points")
        return self._alignment.to_text(start, end)

    def apparatus(self) -> tuple[Entry, ...]:
        """Every difference between source and text, in order of place, with the steps that led to it.

        Applied to the source, as edits, it gives the text. Differences that a later stage took back are not in
        it, the layers still have them.
        """
        return tuple(self._entries())

    def notes(self) -> tuple[Entry, ...]:
        """What was seen and not applied, as entries with a reason, their spans brought to source and final text."""
        notes: list[Entry] = []
        for depth, layer in enumerate(self.layers):
            before = self.undo(len(self.layers) - depth)
            for item in layer.declined:
                source = before.trace(item.edit.start, item.edit.end)
                text = self.locate(*source)
                name = before.edit_id(item.edit)
                steps = (Step(layer.stage, item.edit, name),)
                notes.append(
                    Entry(name, source, text, item.edit.before, item.edit.after, steps, item.reason)
                )
        notes.sort(key=lambda entry: (entry.source, entry.rule, entry.after))
        return tuple(notes)

    @cached_property
    def _before(self) -> Restoration:
        """This restoration without its last layer: always the same one, so that each layer is folded only once."""
        return Restoration(self.document, self.layers[:-1], self._texts[: len(self.layers) - 1])

    @cached_property
    def _folded(self) -> tuple[_Hunk, ...]:
        return _fold(self.document, self._before._folded, self.layers[-1]) if self.layers else ()

    @cached_property
    def _hunks(self) -> tuple[_Hunk, ...]:
        return tuple(hunk for hunk in self._folded if self.source[hunk.start : hunk.end] != hunk.after)

    def __getstate__(self) -> dict[str, object]:
        """What another process needs: not what is worked out from it."""
        return {"document": self.document, "layers": self.layers, "_texts": self._texts}

    @cached_property
    def _alignment(self) -> Alignment:
        return _alignment(self._hunks)

    def _entries(self) -> Iterator[Entry]:
        shift = 0
        for hunk in self._hunks:
            before = self.source[hunk.start : hunk.end]
            source = Span(hunk.start, hunk.end)
            text = Span(hunk.start + shift, hunk.start + shift + len(hunk.after))
            name = _entry_id(self.id, source, before, hunk.after, hunk.steps[0].edit.rule)
            yield Entry(name, source, text, before, hunk.after, hunk.steps)
            shift += len(hunk.after) - len(before)


def _alignment(hunks: Iterable[_Hunk]) -> Alignment:
    return Alignment((hunk.start, hunk.end, len(hunk.after)) for hunk in hunks)


def _fold(document: Document, hunks: Sequence[_Hunk], layer: Layer) -> tuple[_Hunk, ...]:
    """The hunks after one more layer: an edit that meets no hunk becomes one, the others are merged into theirs."""
    folded: list[_Hunk] = []
    traced = _alignment(hunks)
    shift = 0  # what the hunks so far have added to places in the text before this layer
    for group in _groups(_placed(hunks, layer.edits)):
        old = [what for _, _, what in group if isinstance(what, _Hunk)]
        new = [what for _, _, what in group if isinstance(what, Edit)]
        lo, hi = group[0][0], max(end for _, end, _ in group)
        start = lo - shift
        shift += sum(len(hunk.after) - (hunk.end - hunk.start) for hunk in old)
        steps = [step for hunk in old for step in hunk.steps]
        for edit in new:
            steps.append(Step(layer.stage, edit, _edit_id(document.id, traced, edit)))
        after = _merged(document.text, Span(start, hi - shift), old, new, lo)
        folded.append(_Hunk(start, hi - shift, after, tuple(steps)))
    return tuple(folded)


_Placed = tuple[int, int, _Hunk | Edit]


def _placed(hunks: Sequence[_Hunk], edits: Sequence[Edit]) -> list[_Placed]:
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


def _merged(source: str, span: Span, old: Sequence[_Hunk], new: Sequence[Edit], lo: int) -> str:
    """What `span` of the source reads with the old hunks in it, and the new edits on what they give; `lo` is
    where that stretch starts in the text the new edits are for."""
    parts: list[str] = []
    done = span.start
    for hunk in old:
        parts += (source[done : hunk.start], hunk.after)
        done = hunk.end
    parts.append(source[done : span.end])
    return apply("".join(parts), (replace(e, start=e.start - lo, end=e.end - lo) for e in new))


def _edit_id(document: str, traced: Alignment, edit: Edit) -> str:
    """The id of an edit in a text whose places `traced` carries to the source. Several edits may lie within one
    difference and so have one span in the source: how far into it each starts tells them apart."""
    source = traced.to_source(edit.start, edit.end)
    within = edit.start - traced.to_text(*source).start
    return _entry_id(document, source, edit.before, edit.after, edit.rule, within)


def _entry_id(document: str, source: Span, before: str, after: str, rule: str, within: int = 0) -> str:
    """Twelve hexadecimal digits that stay the same as long as the same is read at the same place."""
    key = "\x1f".join((document, str(source.start), str(source.end), str(within), before, after, rule))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
