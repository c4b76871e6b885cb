"""A text and its history: the source, and on it a stack of layers of edits.

Text is never changed in place. Undoing is popping a layer; the apparatus is the layers folded into one list of
differences between source and text, each with the steps that led to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .alignment import Alignment
from .document import Document, Span
from .edits import Cert, Declined, Edit, Evidence, Stage, Verdict, apply, settle, undo
from .errors import IntegrityError
from .folding import Hunk, Layer, Step, alignment, edit_id, entry_id, fold


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
        reading: Document | None = None,
    ) -> Restoration:
        """This restoration with one more layer: what `stage` proposes for the text as it now stands, settled.

        `decisions` are a reviewer's, by the ids of `edit_id`; `reading` is the document as it now stands, where the
        stage before has seen it already. Raises `IntegrityError` when the stage's edits do not fit the text or cannot
        be undone.
        """
        text = self.text
        proposed = list(stage((reading or self.reading).reading(text)))
        verdicts: dict[Edit, Verdict] = {}
        if decisions:
            named = ((edit, decisions.get(self.edit_id(edit))) for edit in proposed)
            verdicts = {edit: verdict for edit, verdict in named if verdict is not None}
        applied, declined = settle(text, proposed, threshold, verdicts)
        return self.with_layer(Layer(name, applied, declined))

    def edit_id(self, edit: Edit) -> str:
        """The id of an edit proposed for the text as it now stands; the same in every run over the same source."""
        return edit_id(self.id, self._alignment, edit)

    def with_layer(self, layer: Layer) -> Restoration:
        """This restoration with a layer that is already settled, checked: it must apply and come off again."""
        text = self.text
        after = apply(text, layer.edits)
        if undo(after, layer.edits) != text:
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
    def reading(self) -> Document:
        """The document as it now stands, a new one each time: what is seen in it is kept no longer than it is."""
        return Document(self.id, self.text, self.document.origin)

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
    def _folded(self) -> tuple[Hunk, ...]:
        return fold(self.document, self._before._folded, self.layers[-1]) if self.layers else ()

    @cached_property
    def _hunks(self) -> tuple[Hunk, ...]:
        return tuple(hunk for hunk in self._folded if self.source[hunk.start : hunk.end] != hunk.after)

    def __getstate__(self) -> dict[str, object]:
        """What another process needs: not what is worked out from it."""
        return {"document": self.document, "layers": self.layers, "_texts": self._texts}

    @cached_property
    def _alignment(self) -> Alignment:
        return alignment(self._hunks)

    def _entries(self) -> Iterator[Entry]:
        shift = 0
        for hunk in self._hunks:
            before = self.source[hunk.start : hunk.end]
            source = Span(hunk.start, hunk.end)
            text = Span(hunk.start + shift, hunk.start + shift + len(hunk.after))
            name = entry_id(self.id, source, before, hunk.after, hunk.steps[0].edit.rule)
            yield Entry(name, source, text, before, hunk.after, hunk.steps)
            shift += len(hunk.after) - len(before)
