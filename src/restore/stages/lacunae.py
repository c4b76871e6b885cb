"""Lost characters, supplied from other copies first, then from the text itself.

A font without a character map loses the space, digits and most marks, each as one U+FFFD. What another copy of the
passage prints there is taken over when it fits. The rest is read from the text: a run of lost characters between
two words is compared with the runs of the text's own sound lines. Digits and names are left lost unless another
copy has them, and so is every mark that is not sure enough; `declined` then says what is likeliest.

>>> text = "northern Korea after ������; the end, we see. The war of 1950, then. It ended. So it was."
>>> stage = supply()
>>> list(stage(Document("sound", "no loss here")))
[]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..document import LOST, Document, Span
from ..edits import Cert, Edit, Quote, Stage, external, internal
from ..language.joins import Compounds
from ..language.punctuation import Punctuation, is_telling
from ..language.runs import Run, Runs, lossy_lines, spell

SURE = 0.8
"""Probability from which a character is supplied."""


@dataclass(frozen=True, slots=True)
class Parallel:
    """What another copy prints where this text has lost characters.

    `start`..`end` (code points) is the lost stretch in the text the stage is given, `text` the reading offered
    for the whole of it, `quote` the copied characters at their place in the source of the witness, `note` why
    that copy is believed there.
    """

    start: int
    end: int
    text: str
    quote: Quote
    cert: Cert
    note: str


def supply(
    parallels: Sequence[Parallel] = (), garbled: Sequence[Span] = (), language: str | None = None
) -> Stage:
    """A stage that supplies lost characters; `garbled` are the spans that were font garbage."""

    def stage(document: Document) -> Iterable[Edit]:
        if LOST not in document.text:
            return ()
        return tuple(_edits(document.text, parallels, garbled, language or "en"))

    return stage


def _edits(
    text: str, parallels: Sequence[Parallel], garbled: Sequence[Span], language: str
) -> Iterator[Edit]:
    witnessed = [p for p in parallels if _fits(text, p)]
    yield from (_from_witness(text, parallel) for parallel in witnessed)
    for parallel in witnessed:
        if parallel.cert == Cert.HIGH:
            text = text[: parallel.start] + parallel.text + text[parallel.end :]
    lossy = [*_with_losses(text, garbled), *lossy_lines(text)]
    if not lossy:
        return
    runs = Runs(text, lossy)
    marks = Punctuation(runs, language)
    compounds = Compounds(runs, language)
    for run in runs.runs:
        if run.lossy:
            yield from _from_text(run, runs, marks, compounds)


def _fits(text: str, parallel: Parallel) -> bool:
    """Whether a reading has one character for each one lost, and the same where nothing is lost."""
    here = text[parallel.start : parallel.end]
    return len(here) == len(parallel.text) and LOST in here and all(
        a in (b, LOST) for a, b in zip(here, parallel.text, strict=True)
    )


def _from_witness(text: str, parallel: Parallel) -> Edit:
    return Edit(
        parallel.start, parallel.end, text[parallel.start : parallel.end], parallel.text,
        "lacunae/witness", parallel.cert, external(parallel.note, parallel.quote),
    )  # fmt: skip


def _with_losses(text: str, garbled: Sequence[Span]) -> Iterator[Span]:
    for start, end in garbled:
        if LOST in text[max(0, start - 1) : end + 1]:
            yield Span(start, end)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a run of lost characters may have been: each reading, of the run's size, with its probability."""

    chances: dict[str, float]
    why: str


def _from_text(run: Run, runs: Runs, marks: Punctuation, compounds: Compounds) -> Iterator[Edit]:
    reading = _read(run, runs, marks, compounds)
    if not reading.chances:
        return
    best = max(reading.chances, key=lambda r: (reading.chances[r], r))
    sure = "".join(
        best[i] if sum(p for r, p in reading.chances.items() if r[i] == best[i]) >= SURE else LOST
        for i in range(run.size)
    )
    for chars, cert in ((sure, Cert.HIGH), (best, Cert.MEDIUM)):
        after = _laid(run.text, chars)
        if (after != run.text and cert == Cert.HIGH) or (best != sure and cert == Cert.MEDIUM):
            note = f"{reading.why}; {reading.chances[best]:.0%}"
            yield Edit(run.start, run.end, run.text, after, _rule(chars), cert, internal(note))


def _read(run: Run, runs: Runs, marks: Punctuation, compounds: Compounds) -> _Reading:
    if run.size == 1 and run.opens:
        return _Reading({}, "")
    if not is_telling(run, runs):
        mark, chance, why = compounds.join(runs, run)
        return _Reading({mark: chance, " " if mark != " " else "-": 1 - chance}, why)
    fitting: dict[str, float] = {}
    spaces = _spaces(run)
    for name, chance in marks.chances(run).items():
        chars = spell(name, run.size)
        if all(chars[i] == " " for i in spaces):
            fitting[chars] = fitting.get(chars, 0.0) + chance
    whole = sum(fitting.values())
    return _Reading({c: p / whole for c, p in fitting.items()} if whole else {}, f"{run.size} lost")


def _spaces(run: Run) -> list[int]:
    """Which of the lost characters of a run were spaces: those before extra word spacing."""
    found: list[int] = []
    count = 0
    for i, char in enumerate(run.text):
        if char == LOST:
            count += 1
        elif i and run.text[i - 1] == LOST:
            found.append(count - 1)
    return found


def _laid(text: str, chars: str) -> str:
    """The run with its lost characters replaced in order."""
    supplied = iter(chars)
    return "".join(next(supplied) if char == LOST else char for char in text)


_RULES = {",": "comma", ".": "stop", ";": "semicolon", "-": "hyphen", ":": "colon", "'": "apostrophe"}


def _rule(chars: str) -> str:
    """The rule by what was lost: the first mark of a reading, or the space, or the number that stays lost."""
    if LOST in chars:
        return "lacunae/number"
    mark = next((char for char in chars if char != " "), " ")
    return f"lacunae/{'space' if mark == ' ' else _RULES.get(mark, 'mark')}"
