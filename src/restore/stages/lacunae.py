"""Lost characters, supplied from other copies first, then from the text itself.

A font without a character map loses the space, digits and most marks, each as one U+FFFD. What another copy of the
passage prints there is taken over when it fits. The rest is read from the text: a run of lost characters between
two words is compared with the runs of the text's own sound lines. Digits and names are left lost unless another
copy has them, and so is every mark that is not sure enough; `declined` then says what is likeliest.

>>> from ..edits import apply, settle
>>> lost = "The�leaders�of�the�party��who�had�been�away��came�back�on����January�"
>>> apply(lost, settle(lost, supply(language="en")(Document("d", lost))).applied).replace(LOST, "_")
'The leaders of the party, who had been away, came back on __ January.'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..document import LOST, Document, Span
from ..edits import Cert, Edit, Quote, Stage, conjecture, external, internal
from ..fonts.absence import FontRule, font_rule
from ..language.identify import identify
from ..language.readings import Reader, Reading, by_rule, lines_of
from ..language.runs import Run, Runs, agrees, lossy_lines, merged
from ..language.words import listed, zipf

ROUNDS = 5
"""Of expectation and maximisation; after five the rates move by less than a tenth."""

REMARKS = 1000
"""Lost characters in sound text that are remarked on; a file read in a wrong encoding has a million."""

BLOCK = 400_000
"""Characters read together; a long text is read in pieces, each its own teacher."""

ALLOWED = 0.005
"""Probability by the text alone from which an unsure witness is believed. One that agrees on one side, and differs in
at most 0.003 of such places elsewhere, stands at 300 to 1: from a two-hundredth on it is likelier right than not."""

SURE = 0.6
"""Probability from which a character is supplied: on the development lines of seed 003 45 of 48 marks are right so, and
42 from 0.7 on."""

PROVED = 0.8
"""Probability from which the text itself is said to be the evidence; what is supplied below it is called a
conjecture: the printer had another mark in one of four or five such places."""


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
        return tuple(_edits(document.text, parallels, garbled, _known(language, document.text)))

    return stage


def _known(language: str | None, text: str) -> str:
    """The language, when there are word frequencies for it; found in the text when it is not told; or ""."""
    language = language or identify(text.replace(LOST, " "))
    return language if language in listed() else ""


def _edits(
    text: str, parallels: Sequence[Parallel], garbled: Sequence[Span], language: str
) -> Iterator[Edit]:
    received = text
    unsure: dict[int, Parallel] = {}
    for parallel in sorted(parallels, key=lambda p: (p.start, p.end, -p.cert, p.quote)):
        if LOST in text[parallel.start : parallel.end]:
            edit = _from_witness(text, parallel)
            if edit.cert == Cert.MEDIUM:
                unsure[edit.start] = parallel
                continue
            yield edit
            if edit.cert == Cert.HIGH:
                text = text[: parallel.start] + parallel.text + text[parallel.end :]
    lossy = _lossy(text, garbled, language)
    rule = font_rule(received, lossy if text is received else _lossy(received, garbled, language))
    readings = _readings(text, lossy, language, rule) if lossy else []
    for reading in readings:
        offered = unsure.pop(reading.run.start, None)
        yield from _from_both(text, reading, offered) if offered else _from_text(reading)
    for left in unsure.values():
        if left.text.strip():  # a space that a copy prints too is read from the text anyway
            yield _from_witness(text, left)
    yield from _left_alone(text, [reading.run for reading in readings])


def _lossy(text: str, garbled: Sequence[Span], language: str) -> list[Span]:
    """The stretches of a text in which a font lost its marks."""
    return sorted({*_with_losses(text, garbled), *(lossy_lines(text, _wordlike(language)) if language else ())})


def _wordlike(language: str) -> Callable[[str], bool]:
    """Whether letters are a word: one the language has, or one with a capital, which may be a name."""
    return lambda piece: piece[0].isupper() or zipf(piece, language) >= 3.0


def _left_alone(text: str, read: Sequence[Run]) -> Iterator[Edit]:
    """Remarks on the lost characters that stand in none of the runs `read`, the first `REMARKS` of them."""
    why = internal("lost in a sound line: nothing there shows what it was")
    ends = iter(read)
    run = next(ends, None)
    count = 0
    for match in re.finditer(f"{LOST}+", text):
        while run is not None and run.end <= match.start():
            run = next(ends, None)
        if run is None or match.start() < run.start:
            count += 1
            if count > REMARKS:
                return
            yield Edit(*match.span(), match.group(), match.group(), "lacunae/unknown", Cert.LOW, why)


def _from_witness(text: str, parallel: Parallel) -> Edit:
    """What another copy prints, read as surely as it is offered; only shown where it does not fit: it has one
    character for each one lost, and the same where nothing is lost."""
    here = text[parallel.start : parallel.end]
    fits = len(here) == len(parallel.text) and agrees(parallel.text, here)
    cert = parallel.cert if fits else Cert.LOW
    note = parallel.note if fits else f"{parallel.note}; but it does not fit what is left here"
    evidence = external(note, parallel.quote)
    return Edit(parallel.start, parallel.end, here, parallel.text, "lacunae/witness", cert, evidence)


def _from_both(text: str, reading: Reading, parallel: Parallel) -> Iterator[Edit]:
    """What another copy prints without being sure enough, where the text itself could well be read so: the two
    together are. Otherwise what the text tells alone."""
    chance = reading.chances.get(parallel.text, 0.0)
    edit = _from_witness(text, parallel)
    if chance < ALLOWED:
        if parallel.text.strip():
            yield edit
        yield from _from_text(reading)
        return
    note = f"{parallel.note}; the text around it allows the same ({chance:.0%})"
    yield replace(edit, cert=Cert.HIGH, evidence=external(note, parallel.quote))


def _with_losses(text: str, garbled: Sequence[Span]) -> Iterator[Span]:
    """The garbled spans that have lost something, or touch it; words with nothing but a space between are one."""
    for start, end in merged(text, garbled):
        if LOST in text[max(0, start - 1) : end + 1]:
            yield Span(start, end)


def _readings(text: str, lossy: Sequence[Span], language: str, rule: FontRule | None) -> list[Reading]:
    """What every run of lost characters may have been, the text's own rules applied."""
    readings: list[Reading] = []
    for block in _blocks(text):
        inside = [
            Span(max(start, block.start) - block.start, min(end, block.end) - block.start)
            for start, end in lossy
            if start < block.end and end > block.start
        ]
        if inside:
            runs = Runs(text[block.start : block.end], inside)
            found = Reader(runs, language, rule.marks if rule else "").read_all(SURE)
            readings += [reading.moved(block.start) for reading in found]
    return _by_font(text, readings, rule) if rule else readings


def _blocks(text: str) -> Iterator[Span]:
    """A text in pieces of bounded size, cut at a line end, or before a word of an endless line."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + BLOCK) + 1
        if not 0 < end <= start + 2 * BLOCK:
            end = min(start + 2 * BLOCK, len(text))
            while end < len(text) and not (text[end].isalpha() and not text[end - 1].isalpha()):
                end += 1
        yield Span(start, end)
        start = end


def _by_font(text: str, readings: list[Reading], rule: FontRule) -> list[Reading]:
    """The readings, given that a line is in the font that lost its map only for what the first font lacks.

    In a line with none of the signs one of the rule's marks was lost; in the others such a mark is no commoner
    than in any line of the text. How common the marks are beside each other is learned from those same lines, by
    expectation and maximisation, beginning with those that a witness has already supplied: they explain their lines.
    """
    supplied = Counter(char for span in rule.unexplained for char in text[slice(*span)] if char in rule.marks)
    bare = tuple(span for span in rule.unexplained if not any(mark in text[slice(*span)] for mark in rule.marks))
    rule = rule._replace(unexplained=bare)
    asked = [i for i, reading in enumerate(readings) if reading.share(rule.marks)]
    by_line = list(lines_of([readings[i] for i in asked], rule.unexplained))
    rates = dict.fromkeys(rule.marks, 1.0)
    supposed = {mark: sum(r.share(mark) for is_bare, line in by_line if is_bare for r in line) for mark in rates}
    for _ in range(ROUNDS):
        told = list(_weighed(by_line, rule, rates))
        asking = [reading for (is_bare, _), line in zip(by_line, told, strict=True) if is_bare for reading in line]
        rates = {
            mark: (sum(r.share(mark) for r in asking) + supplied[mark]) / max(supposed[mark] + supplied[mark], 1e-9)
            for mark in rates
        }
        most = max(rates.values()) or 1.0
        rates = {mark: rate / most for mark, rate in rates.items()}
    done = list(readings)
    for i, reading in zip(asked, (reading for line in told for reading in line), strict=True):
        done[i] = reading
    return done


def _weighed(
    by_line: Sequence[tuple[bool, list[Reading]]], rule: FontRule, rates: Mapping[str, float]
) -> Iterator[list[Reading]]:
    """The readings of each line, the marks of the rule weighed by their rates, and the rule applied."""
    lines_of_text = rule.sound + len(rule.unexplained)
    expected = len(rule.unexplained) / lines_of_text * (rule.garbled - len(rule.unexplained))
    elsewhere = sum(r.share(rule.marks) for bare, line in by_line if not bare for r in line)
    factor = min(1.0, expected / elsewhere) if elsewhere else 1.0
    for bare, line in by_line:
        weighed = line
        for mark, rate in rates.items():
            weighed = [reading.weighted(mark, rate * (1.0 if bare else factor)) for reading in weighed]
        yield by_rule(weighed, rule.marks, rule.note) if bare else weighed


def _from_text(reading: Reading) -> Iterator[Edit]:
    """The edits for one run: what is sure, applied; what is likeliest besides, for review; what is left, said."""
    run = reading.run
    if not reading.chances:
        yield _remark(run, reading.why)
        return
    best, sure = reading.best, reading.sure(SURE)
    chance = reading.chances[best]
    if sure.strip(LOST):
        least = min(reading.chance_of(i, char) for i, char in enumerate(sure) if char != LOST)
        note = reading.why if sure == best else f"{reading.why}; what is not sure there stays lost"
        why = (internal if round(least, 2) >= PROVED else conjecture)(note, chance=least)
        yield Edit(run.start, run.end, run.text, _laid(run, sure), _rule(sure, best), Cert.HIGH, why)
    if best != sure:
        cert = Cert.MEDIUM if chance >= 0.5 else Cert.LOW
        told = conjecture(f"{reading.why}; this is the likeliest", chance=chance)
        yield Edit(run.start, run.end, run.text, _laid(run, best), _rule(best, best), cert, told)
    elif not sure.strip(LOST):
        yield _remark(run, "digits or a name: they are not guessed")


def _remark(run: Run, why: str) -> Edit:
    return Edit(run.start, run.end, run.text, run.text, "lacunae/unknown", Cert.LOW, internal(why))


def _laid(run: Run, chars: str) -> str:
    """The run as it stands with its lost characters replaced; `chars` tells of every character of the run."""
    supplied = iter(char for char, known in zip(chars, run.known, strict=True) if known == LOST)
    return "".join(next(supplied) if char == LOST else char for char in run.text)


_RULES = {",": "comma", ".": "stop", ";": "semicolon", "-": "hyphen", ":": "colon", "'": "apostrophe"}


def _rule(chars: str, best: str) -> str:
    """The rule by what is read of a run whose best reading is `best`: a number that stays lost, the first mark, or
    nothing but a space."""
    if LOST in best:
        return "lacunae/number"
    mark = next((char for char in chars if char not in (" ", LOST)), " ")
    return f"lacunae/{'space' if mark == ' ' else _RULES.get(mark, 'mark')}"
