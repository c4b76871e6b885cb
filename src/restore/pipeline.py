"""The program at a glance: the stages in their order, and how texts go through them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from .document import LOST, Document, Span
from .edits import Stage, Verdict
from .errors import RestoreError
from .language import identify
from .language.words import Lexicon, listed
from .layout.markup import sparing
from .restoration import Restoration
from .stages import columns, encoding, formework, glyphs, hyphens, lacunae, paragraphs, seams, words
from .witnesses import Overlap, find_overlaps, parallels
from .workers import mapped


@dataclass(frozen=True, slots=True)
class Context:
    """What a stage may be told besides the document: its language, the documents beside it, what came before."""

    history: Restoration
    language: str | None = None
    lexicon: Lexicon = field(default_factory=Lexicon)
    parallels: Sequence[lacunae.Parallel] = ()

    @property
    def garbled(self) -> tuple[Span, ...]:
        """Where the text as it stands was font garbage: a sign of the font the line was set in."""
        if not any(layer.edits for layer in self.history.layers if layer.stage == "glyphs"):
            return ()
        return tuple(
            entry.text
            for entry in self.history.apparatus()
            if any(step.stage == "glyphs" for step in entry.steps)
        )


class Step(NamedTuple):
    """One place in the order: a name, how the stage is made, whether it asks the other documents, and why here."""

    name: str
    make: Callable[[Context], Stage]
    asks_corpus: bool
    why_here: str


STAGES: tuple[Step, ...] = (
    Step("glyphs", lambda c: glyphs.decode(c.language), False,
         "first: every later stage reads letters, and control characters are evidence only until removed"),
    Step("encoding", lambda c: encoding.repair(), False,
         "after glyphs: garbage looks like mojibake, and its controls must not be stripped before it is read"),
    Step("lacunae", lambda c: lacunae.supply(c.parallels, c.garbled, c.language), True,
         "before layout: whether a line ends a sentence is decided by the very marks that were lost"),
    Step("columns", lambda c: sparing(columns.unfold(c.language)), False,
         "before forme work: the rows between which two columns stand are the heads and numbers of their pages"),
    Step("forme-work", lambda c: sparing(formework.set_apart(c.language)), False,
         "before seams and hyphens: a running head stands between the halves of a sentence or a word"),
    Step("seams", lambda c: sparing(seams.mark(c.language)), False,
         "before hyphens: a word cut by a seam has no other half to be joined to"),
    Step("hyphens", lambda c: sparing(hyphens.rejoin(c.lexicon, c.language)), True,
         "while lines are lines: afterwards a line-end hyphen is only a hyphen"),
    Step("paragraphs", lambda c: sparing(paragraphs.reflow(c.language)), False,
         "after hyphens: a line that ends in half a word is not the end of anything"),
    Step("words", lambda c: sparing(words.emend(c.lexicon, c.language)), True,
         "last: it needs whole words, and names that were on two lines"),
)


def named(stages: Iterable[str] | None) -> tuple[Step, ...]:
    """The steps with these names, in the order of the flow; all of them for None.

    Spaces and underscores count as hyphens; names in one string are parted by commas. Raises `RestoreError` for a name
    that is none.
    """
    if stages is None:
        return STAGES
    if isinstance(stages, str):
        stages = stages.split(",")
    wanted = [name.strip().lower().replace(" ", "-").replace("_", "-") for name in stages]
    known = [step.name for step in STAGES]
    for name in wanted:
        if name not in known:
            raise RestoreError(f"there is no stage {name!r}; the stages are: {', '.join(known)}")
    return tuple(step for step in STAGES if step.name in wanted)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Python's collector of cycles at rest: a stage makes none, and looking for them among the lines and edits of a
    long text again and again takes a fifth of the time."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def restore_text(
    text: str, *, stages: Iterable[str] | None = None, language: str | None = None
) -> Restoration:
    """One text restored, as far as it can be from itself alone.

    `stages` are names from `STAGES`, default all; `language` is an ISO 639-1 code, default: found in the text.
    Raises `RestoreError` for an unknown stage or language.

    >>> restore_text("The plenum was pro-\\nmised in 1956.", stages=["hyphens"], language="en").text
    'The plenum was promised\\nin 1956.'
    """
    return next(restore_corpus([Document("text", text)], stages=stages, language=language))


def restore_corpus(
    documents: Iterable[Document], *, stages: Iterable[str] | None = None, language: str | None = None
) -> Iterator[Restoration]:
    """Documents restored together, each with the others as possible witnesses; in the order they came.

    `stages` and `language` are those of `restore_text`. Raises `RestoreError`, when the first is asked for, for two
    documents of one id, an unknown stage or an unknown language.
    """
    yield from Corpus(documents, stages=stages, language=language).restorations()


class Failure(NamedTuple):
    """A document that could not be restored, the stage it failed in, and what went wrong."""

    id: str
    stage: str
    error: Exception


class Corpus:
    """Documents on their way through the flow, with what is known only of all of them together.

    Raises `RestoreError` for two documents of one id, an unknown stage or an unknown language.

    `decisions` are a reviewer's verdicts by edit id. With `keep_going`, a document on which a stage fails is put
    into `failures` and the others go on without it; otherwise the error is raised. `jobs` is the number of processes;
    what comes out does not depend on it.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        *,
        stages: Iterable[str] | None = None,
        language: str | None = None,
        decisions: Mapping[str, Verdict] | None = None,
        keep_going: bool = False,
        jobs: int = 1,
    ) -> None:
        self.documents = tuple(documents)
        self.steps = named(stages)
        self.language = language
        self.decisions = decisions or {}
        self.keep_going = keep_going
        self.jobs = jobs
        if language is not None and language not in listed():
            known = ", ".join(sorted(listed()))
            raise RestoreError(f"there is no word list for the language {language!r}; say one of: {known}")
        self.failures: list[Failure] = []
        self._read: Document | None = None  # the last document, with what was seen in it: of one, more would be costly
        seen: set[str] = set()
        for document in self.documents:
            if document.id in seen:
                raise RestoreError(f"two documents have the id {document.id!r}; give each its own")
            seen.add(document.id)

    @cached_property
    def _alone(self) -> tuple[Step, ...]:
        """The steps before the first that asks the other documents."""
        first = next((i for i, step in enumerate(self.steps) if step.asks_corpus), len(self.steps))
        return self.steps[:first]

    @cached_property
    def drafts(self) -> tuple[Restoration, ...]:
        """Each document after the stages that look at it alone: letters are letters, no line is moved."""
        return tuple(self._kept(mapped(self._draft, self.documents, self.jobs)))

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(self.drafts)

    @cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """Passages shared by the drafts, or repeated in one; spans are those of the drafts."""
        return tuple(find_overlaps(draft.document.reading(draft.text) for draft in self.drafts))

    def restorations(self) -> Iterator[Restoration]:
        """Each document through all the steps asked for."""
        if any(step.asks_corpus for step in self.steps):
            _ = self._witnessed and self.overlaps  # found once, before the work is shared out
            if self.jobs > 1:
                self.lexicon.count("")  # so are the words counted; otherwise when the first is asked for
        yield from self._kept(mapped(self._finished, self.drafts, self.jobs))

    @cached_property
    def _witnessed(self) -> bool:
        """Whether witnesses are asked: something is lost, and lost characters are to be supplied."""
        return any(step.name == "lacunae" for step in self.steps) and any(LOST in d.text for d in self.drafts)

    def _kept(self, results: Iterable[Restoration | Failure]) -> Iterator[Restoration]:
        for result in results:
            if isinstance(result, Failure):
                self.failures.append(result)
            else:
                yield result

    def _draft(self, document: Document) -> Restoration | Failure:
        return self._run(self._alone, Context(Restoration(document), self.language))

    def _finished(self, draft: Restoration) -> Restoration | Failure:
        rest = self.steps[len(self._alone) :]
        if not rest:
            return draft
        asks = any(step.asks_corpus for step in rest)
        language = self.language or identify(draft.text)
        told = parallels(draft, self.drafts, self.overlaps, language) if self._witnessed else ()
        context = Context(draft, language, self.lexicon if asks else Lexicon(), told)
        return self._run(rest, context)

    def _run(self, steps: Sequence[Step], context: Context) -> Restoration | Failure:
        """The text of `context` through `steps`; where a step fails and the others are to go on, the failure."""
        reading = context.history.reading
        if self._read is not None and self._read.id == reading.id:
            reading = self._read
        for step in steps:
            reading = reading.reading(context.history.text)
            try:
                with _without_collector():
                    stage = step.make(context)
                    done = context.history.then(step.name, stage, decisions=self.decisions, reading=reading)
            except Exception as error:  # whatever a document does to a stage must not stop the others
                if not self.keep_going:
                    raise
                return Failure(context.history.id, step.name, error)
            context = replace(context, history=done)
        self._read = reading
        return context.history
