"""Paragraphs out of wrapped lines, and sentences that a page or a column broke.

A line end is taken out only where prose was wrapped: the line is as full as its neighbours, or the sentence goes
on below it with a small letter. Everything that has its lines from its author keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ..document import LOST, Document
from ..edits import Cert, Edit, Evidence, Stage, internal
from ..language.identify import identify
from ..layout.broken import OPEN, borders, broken_sentences, with_capitals
from ..layout.filling import FULL
from ..layout.headings import broken_dates, open_headings, wrapped_headings, wrapped_notes
from ..layout.markup import is_html, is_markdown
from ..layout.measure import Measured, Run
from ..layout.rows import ends_sentence, rows
from ..layout.sentences import Capitals
from ..layout.setting import Setting, setting_of

_NEARLY = 0.6
"""The same for a line below which the sentence goes on with a small letter: ragged, but no list of short lines."""

_DOUBLE = re.compile(r"(?<=\S) {2,3}(?=\S)")
_SENTENCE_SPACE = re.compile(r"[.!?][”’\")]?( {1,2})(?=[“‘\"(]?[A-Z])")
_SPEECH = re.compile(r"[“„«»\"'‘—–-]")

_WRAPPED = internal("a wrapped line: it is full")
_OPEN = internal(OPEN)
_SHORT = internal("a short line that ends a sentence; no blank line follows")
_SPACING = internal("blanks that filled a line")
_TRAILING = internal("blanks behind a line")
_LEADING = internal("one blank before a paragraph where the others have none")


class Flow(NamedTuple):
    """What the lines of a document become: the line ends that go, and which lines that touches."""

    edits: list[Edit]
    ends: set[int]  # starts of lines whose end goes
    touched: set[int]  # starts of lines that are joined, above or below


def reflow(language: str | None = None) -> Stage:
    """A stage that makes paragraphs of wrapped lines: one line a paragraph.

    Proposes `paragraphs/wrapped-line`, `paragraphs/broken-sentence` (a page or column end in a sentence),
    `paragraphs/word-spacing` (blanks that justified a line), `paragraphs/trailing-blanks`,
    `paragraphs/leading-blank`; and reports `paragraphs/missing-break`. Left alone: headings, lists, tables,
    addresses, signatures, verse, talk, code, notes in brackets, Markdown's own line ends, HTML, and text that is
    not wrapped, but for sentences broken by a blank line. A paragraph break is never put in.

    >>> text = ("local, Southerners, and partisans” and consciously sought to \\n\\n"
    ...         "maintain “proportions” in the leadership of the party, as \\nlong as nobody who knew them would speak "
    ...         "about it in the \\nhearing of those who had come from the north, and who were \\nstill there.")
    >>> [edit.rule.split("/")[1] for edit in reflow("en")(Document("d", text))]
    ['wrapped-line', 'wrapped-line', 'wrapped-line', 'broken-sentence']
    """

    def stage(document: Document) -> Iterator[Edit]:
        text = document.text
        if not ("\n" in text or "\r" in text) or is_html(document):
            return
        setting = setting_of(text, document.seen(rows), is_markdown(document))
        flow = Flow([], set(), set())
        if setting.wrapped:
            for run in setting.found:
                if len(run) > 1 and not setting.stands(run):
                    _within(text, run, setting, flow)
        _over_blank_lines(document, setting, language, flow)
        yield from flow.edits
        if setting.wrapped:
            yield from _word_spacing(text, setting, flow)
            yield from _trailing_blanks(text, setting, flow)
            yield from _leading_blanks(text, setting)

    return stage


def _within(text: str, run: Run, setting: Setting, flow: Flow) -> None:
    """The line ends inside a run."""
    proven = any(below.low and not above.ended for above, below in pairwise(run))
    open_share = FULL if proven else setting.full
    shares = setting.shares(run)
    for index in run.free:
        above, below = run[index], run[index + 1]
        why = _reason(above, below, shares[index], setting, open_share)
        if why is _SHORT and setting.loose:
            continue  # here paragraphs end without blank lines: nothing is missing
        if why is _SHORT:
            gap = text[above.right : below.left]
            flow.edits.append(
                Edit(above.right, below.left, gap, gap, "paragraphs/missing-break", Cert.LOW, _SHORT)
            )
        elif why is not None:
            _join(text, above, below, "paragraphs/wrapped-line", why, flow)


def _over_blank_lines(document: Document, setting: Setting, language: str | None, flow: Flow) -> None:
    """The line ends inside dates, wherever they stand, and inside wrapped headings; and the blank lines that stand in
    the middle of a sentence."""
    text = document.text
    found = borders(setting)
    if not (found or setting.wrapped):
        return
    spoken = language or document.seen(identify)
    headings = open_headings(setting) if setting.wrapped else []
    full = with_capitals(found, setting)
    at_borders = [(upper[-1].body, lower[0].body) for upper, lower in full]
    capitals = Capitals(document, [*at_borders, *((above.body, below.body) for above, below in headings)])
    marked = (*broken_dates(setting, spoken), *wrapped_notes(setting, spoken)) if setting.wrapped else ()
    for above, below, why in (*marked, *wrapped_headings(headings, spoken, capitals)):
        if above.start not in flow.ends:
            _join(text, above, below, "paragraphs/wrapped-line", internal(why), flow)
    for above, below, why, is_certain in broken_sentences(found, full, setting, spoken, capitals, flow.ends):
        cert = Cert.HIGH if is_certain else Cert.MEDIUM
        _join(text, above, below, "paragraphs/broken-sentence", internal(why), flow, cert)


def _reason(
    above: Measured, below: Measured, share: float, setting: Setting, open_share: float
) -> Evidence | None:
    """Why the line end between two lines goes; `_SHORT` when a paragraph seems to end there; None for neither.
    `open_share` is asked of a line that leaves its sentence open above a capital."""
    if above.ends_in_hyphen:
        return None
    ended = above.ended and above.body[-1] != ";"
    low = below.low
    if low and not ended and share >= _NEARLY:
        return _OPEN
    if below.indent > above.indent and not above.opens and (ended or not low):
        return None
    if below.body[0] == LOST and open_share > FULL:
        return None  # a heading above what is lost
    if share >= (setting.full if ended else open_share) and not (setting.loose and ended and _SPEECH.match(below.body)):
        return _WRAPPED
    return _SHORT if ended else None


def _join(
    text: str, above: Measured, below: Measured, rule: str, why: Evidence, flow: Flow, cert: Cert = Cert.HIGH
) -> None:
    """Adds the edit that brings two lines together, with one blank between; none after a dash that stands close."""
    close = above.body[-1] == "—" and above.body[-2:-1].isalnum()
    before = text[above.right : below.left]
    flow.edits.append(Edit(above.right, below.left, before, "" if close else " ", rule, cert, why))
    if cert is Cert.HIGH:
        flow.ends.add(above.start)
        flow.touched.update((above.start, below.start))


def _word_spacing(text: str, setting: Setting, flow: Flow) -> Iterator[Edit]:
    """Runs of two and three blanks inside wrapped lines; not those a typist sets behind every sentence."""
    spaced = [line for run in setting.found for line in run if "  " in line.body and line.start in flow.touched]
    typed = [len(found.group(1)) == 2 for found in _SENTENCE_SPACE.finditer(text)] if spaced else []
    by_habit = len(typed) >= 5 and sum(typed) >= 0.8 * len(typed)
    for line in spaced:
        for found in _DOUBLE.finditer(text, line.left, line.right):
            if not (by_habit and len(found.group()) == 2 and ends_sentence(text[line.left : found.start()])):
                yield Edit(*found.span(), found.group(), " ", "paragraphs/word-spacing", Cert.HIGH, _SPACING)


def _trailing_blanks(text: str, setting: Setting, flow: Flow) -> Iterator[Edit]:
    """Blanks behind lines of a wrapped document that keep their end; Markdown's two blanks mean a line break."""
    for run in setting.found:
        for line in run:
            if line.stop - line.right == 1 and text[line.right] == "\n":
                continue  # as nearly always
            blanks = text[line.right : line.stop].rstrip("\r\n")
            if line.start in flow.ends or not blanks or (setting.markdown and blanks == "  "):
                continue
            end = line.right + len(blanks)
            yield Edit(line.right, end, blanks, "", "paragraphs/trailing-blanks", Cert.HIGH, _TRAILING)


def _leading_blanks(text: str, setting: Setting) -> Iterator[Edit]:
    """The single blank before the first line of a paragraph of a document whose paragraphs begin at the margin."""
    prose = [run for run in setting.found if len(run) > 1 and not run.is_display]
    if 10 * sum(run[0].indent > 0 for run in prose) > len(prose):
        return
    for run in prose:
        line = run[0]
        if text[line.start : line.left] == " " and all(other.indent == 0 for other in run[1:]):
            yield Edit(line.start, line.left, " ", "", "paragraphs/leading-blank", Cert.HIGH, _LEADING)
