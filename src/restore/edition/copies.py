"""What is written of one document: its restored text with the gaps shown, and the record of every difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePath

from ..alignment import Alignment
from ..document import Document, Span
from ..errors import IntegrityError
from ..folding import Step
from ..language.words import LineIndex
from ..pipeline import Corpus
from ..restoration import Restoration
from ..witnesses import Overlap
from . import gaps, jsons
from .places import paths
from .record import Record, records


@dataclass(frozen=True)
class FairCopy:
    """A restoration ready to be written: gaps rendered, every difference recorded.

    `path` is where its outputs stand, without folder and suffix.
    """

    restoration: Restoration
    path: str

    @property
    def id(self) -> str:
        return self.restoration.id

    @property
    def stages(self) -> list[str]:
        return [layer.stage for layer in self.restoration.layers]

    @property
    def source(self) -> str:
        return self.restoration.source

    @cached_property
    def text(self) -> str:
        return self.restoration.text

    @cached_property
    def source_bytes(self) -> bytes:
        return as_received(self.restoration.document, self.source)

    @property
    def source_path(self) -> str:
        """The path of the source below the corpus root; made of the id for a text that came from no file."""
        origin = self.restoration.document.origin
        return origin.path if origin is not None else f"{self.path}.txt"

    @cached_property
    def records(self) -> tuple[Record, ...]:
        return records(self.restoration)

    @cached_property
    def _moves(self) -> tuple[tuple[str, Alignment], ...]:
        return tuple(
            (layer.stage, Alignment((e.start, e.end, len(e.after)) for e in layer.edits))
            for layer in self.restoration.layers
        )

    def where(self, step: Step, *, applied: bool) -> Span:
        """The span of the written text that the reading of a step stands in; of a step that was not applied, the
        stretch it would have changed."""
        span, begun = step.edit.span, False
        for stage, moves in self._moves:
            if begun or (stage == step.stage and not applied):
                span, begun = moves.to_text(*span), True
            elif stage == step.stage:
                end = moves.to_text(*span).end
                span, begun = Span(end - len(step.edit.after), end), True
        return span

    @cached_property
    def to_line(self) -> LineIndex:
        """The line of the written text at an offset."""
        return LineIndex(self.text)

    @cached_property
    def applied(self) -> list[Record]:
        return [record for record in self.records if record.is_applied]

    @cached_property
    def declined(self) -> list[Record]:
        return [record for record in self.records if not record.is_applied]


def as_received(document: Document, text: str) -> bytes:
    """The bytes a document's source came from."""
    return document.origin.encode(text) if document.origin is not None else jsons.encoded(text)


def fair_copies(restorations: Iterable[Restoration], style: str) -> list[FairCopy]:
    """Restorations in order of their ids, with the gaps rendered in `style`. Raises `IntegrityError` for two
    restorations of one id."""
    stage = gaps.render(style)
    ordered = sorted(restorations, key=lambda restoration: restoration.id)
    places = paths(restoration.id for restoration in ordered)
    if len(places) != len(ordered):
        raise IntegrityError("two documents have one id; give each its own")
    return [FairCopy(item.then("write", stage), places[item.id]) for item in ordered]


@dataclass(frozen=True)
class Run:
    """What a run has found: restorations, shared passages (their spans are those of the sources), and with what
    it was told to look."""

    restorations: Sequence[Restoration]
    overlaps: Sequence[Overlap] = ()
    stages: Sequence[str] = ()
    language: str | None = None
    decisions: Mapping[str, str] = field(default_factory=dict)
    failures: Sequence[tuple[str, str]] = ()

    @classmethod
    def of(
        cls, corpus: Corpus, restorations: Iterable[Restoration], unread: Iterable[tuple[str, str]] = ()
    ) -> Run:
        """The run of a corpus, from what came out of it; `unread` are inputs that could not be read, and why."""
        done = tuple(restorations)
        here = {restoration.id for restoration in done}
        overlaps = [o for o in shared(corpus) if o.a in here and o.b in here]
        failed = [(failure.id, f"{failure.stage}: {failure.error}") for failure in corpus.failures]
        return cls(
            done, overlaps, tuple(step.name for step in corpus.steps), corpus.language,
            dict(sorted(corpus.decisions.items())), sorted([*map(_relative, unread), *failed]),
        )


def shared(corpus: Corpus) -> list[Overlap]:
    """The passages shared in a corpus, in order, with the spans of the sources instead of those of the drafts."""
    drafts = {draft.id: draft for draft in corpus.drafts}
    return sorted(
        replace(
            overlap, a_span=drafts[overlap.a].trace(*overlap.a_span), b_span=drafts[overlap.b].trace(*overlap.b_span)
        )
        for overlap in corpus.overlaps
    )


def _relative(failure: tuple[str, str]) -> tuple[str, str]:
    """A failure without the folder it happened in: outputs are the same wherever a run takes place."""
    name, reason = failure
    short = PurePath(name).name if PurePath(name).is_absolute() else PurePath(name).as_posix()
    return short, reason.replace(name, short)
