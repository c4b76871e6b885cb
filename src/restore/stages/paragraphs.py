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
from ..layout.filling import FULL
from ..layout.headings import broken_dates, wrapped_headings
from ..layout.markup import is_html, is_markdown
from ..layout.measure import WIDEST, Measured, Run, has_its_lines, is_display, is_statement, is_verse, pairs
from ..layout.rows import ends_sentence, opens_low
from ..layout.sentences import Capitals, ends_open
from ..layout.setting import Setting, setting_of

_NEARLY = 0.6
"""The same for a line below which the sentence goes on with a small letter: ragged, but no list of short lines."""

_SUBSTANCE = 80
"""Characters a paragraph has before its sentence is believed to be broken by the blank line after it: titles,
salutations and items of lists are shorter."""

_DOUBLE = re.compile(r"(?<=\S) {2,3}(?=\S)")
_SENTENCE_SPACE = re.compile(r"[.!?][”’\")]?( {1,2})(?=[“‘\"(]?[A-Z])")
_STOP_INSIDE = re.compile(r"[.,;!?][”’\")]? \S")
_SPEECH = re.compile(r"[“„«»\"'‘—–-]")

_WRAPPED = internal("a wrapped line: it is full")
_OPEN = internal("the sentence goes on")
_TOGETHER = internal("the sentence is open, and the document has the two words side by side")
_NAME = internal("the sentence is open, and the document writes the word below with a capital")
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
        setting = setting_of(text, markdown=is_markdown(document))
        flow = Flow([], set(), set())
        for run in setting.found:
            _within(text, run, setting, flow)
        if setting.wrapped:
            _headings(text, setting, language or identify(text), flow)
        _across(text, setting, language, flow)
        yield from flow.edits
        if setting.wrapped:
            yield from _word_spacing(text, setting, flow)
            yield from _trailing_blanks(text, setting, flow)
            yield from _leading_blanks(text, setting)

    return stage


def _within(text: str, run: Run, setting: Setting, flow: Flow) -> None:
    """The line ends inside a run."""
    if not setting.wrapped or len(run) < 2 or _stands(run, setting):
        return
    proven = any(opens_low(below.body) and not ends_sentence(above.body) for above, below in pairwise(run))
    for _, index in pairs([run]):
        above, below = run[index], run[index + 1]
        why = _reason(run, index, setting, FULL if proven else setting.full)
        if why is _SHORT and setting.loose:
            continue  # here paragraphs end without blank lines: nothing is missing
        if why is _SHORT:
            gap = text[above.right : below.left]
            flow.edits.append(
                Edit(above.right, below.left, gap, gap, "paragraphs/missing-break", Cert.LOW, _SHORT)
            )
        elif why is not None:
            _join(text, above, below, "paragraphs/wrapped-line", why, flow)


def _headings(text: str, setting: Setting, language: str | None, flow: Flow) -> None:
    """The line ends inside dates, wherever they stand, and inside wrapped headings."""
    for above, below, why in (*broken_dates(setting, language), *wrapped_headings(text, setting, language)):
        if above.start not in flow.ends:
            _join(text, above, below, "paragraphs/wrapped-line", internal(why), flow)


def _stands(run: Run, setting: Setting) -> bool:
    """Whether the lines of a run stand as they are: titles, code, verse and talk, and lines much narrower than the
    document's prose that are not filled evenly. A paragraph of German with nouns at the start of its lines is no
    verse when its lines fill the measure of the prose."""
    if has_its_lines(run) or run[0].start in setting.authored:
        return True
    reach = [line.width + 1 + below.word for line, below in pairwise(run)]
    widest = max(line.width for line in run)
    if widest < 0.6 * setting.typical and min(reach) < 0.85 * widest:
        return True
    return is_verse(run) and sum(width < 0.95 * setting.typical for width in reach) > 0.1 * len(reach)


def _reason(run: Run, index: int, setting: Setting, open_share: float) -> Evidence | None:
    """Why the line end after `run[index]` goes; `_SHORT` when a paragraph seems to end there; None for neither.
    `open_share` is asked of a line that leaves its sentence open above a capital."""
    above, below = run[index], run[index + 1]
    if _ends_in_hyphen(above.body):
        return None
    ended = above.body[-1] != ";" and ends_sentence(above.body)
    low = opens_low(below.body)
    share = setting.share(run, index)
    if low and not ended and share >= _NEARLY:
        return _OPEN
    if below.indent > above.indent and not above.opens and (ended or not low):
        return None
    if below.body[0] == LOST and open_share > FULL:
        return None  # a heading above what is lost
    if share >= (setting.full if ended else open_share) and not (setting.loose and ended and _SPEECH.match(below.body)):
        return _WRAPPED
    return _SHORT if ended else None


def _ends_in_hyphen(body: str) -> bool:
    """Whether a line ends in a hyphen that the stage before left: nobody knows what stands after it."""
    return body[-1] in "-‐\xad¬" and body[-2:-1].isalnum()


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


def _last_item(run: Run) -> Run:
    """The lines of a run from its last item on: what a sentence broken below it can belong to."""
    first = next((index for index in range(len(run) - 1, 0, -1) if run[index].opens), 0)
    return run[first:]


def _across(text: str, setting: Setting, language: str | None, flow: Flow) -> None:
    """The blank lines that stand in the middle of a sentence."""
    borders = [
        (_last_item(upper), lower)
        for upper, lower in pairwise(setting.found)
        if _is_open(upper[-1]) and not (lower[0].keeps or lower[0].opens or is_statement(lower[0]))
    ]
    if not borders:
        return
    low = [(upper, lower) for upper, lower in borders if opens_low(lower[0].body)]
    small_style = _starts_small(setting) > len(low)
    spoken = language or identify(text)
    full = [
        (upper, lower)
        for upper, lower in borders
        if setting.wrapped and not opens_low(lower[0].body) and _is_full(upper, setting) and not is_display(lower)
    ]
    capitals = Capitals(text, [(upper[-1].body, lower[0].body) for upper, lower in full])
    candidates = {id(lower) for _, lower in full}
    length = 0  # of the paragraph so far, over the blank lines already taken out
    last: Measured | None = None
    for upper, lower in borders:
        length = _tail_length(upper, flow) + (length if last is not None and upper[0] is last else 0)
        goes_on = last is not None and upper[0] is last
        why = _why_across(upper, lower, length, setting, spoken, capitals if id(lower) in candidates else None)
        if why is None or (is_display(upper) and not goes_on and not ends_open(upper[-1].body, "a", spoken)):
            last = None
            continue
        cert = Cert.MEDIUM if small_style and opens_low(lower[0].body) else Cert.HIGH
        _join(text, upper[-1], lower[0], "paragraphs/broken-sentence", why, flow, cert)
        last = lower[0]


def _is_open(line: Measured) -> bool:
    """Whether a line can break off inside a sentence."""
    return not (
        line.keeps or ends_sentence(line.body) or line.body[-1] in ":;" + LOST or _ends_in_hyphen(line.body)
        or is_statement(line)
    )


def _starts_small(setting: Setting) -> int:
    """How many runs start small behind one that ended its sentence: the habit of a writer, no broken sentence."""
    return sum(
        opens_low(lower[0].body) and not lower[0].opens and ends_sentence(upper[-1].body)
        for upper, lower in pairwise(setting.found)
    )


def _is_full(run: Run, setting: Setting) -> bool:
    widest = max((line.width for line in run[-10:] if len(line.body) <= WIDEST), default=WIDEST)
    return run[-1].width >= 0.85 * max(widest, setting.typical)


def _tail_length(run: Run, flow: Flow) -> int:
    """Characters of the paragraph a run ends with, as it will be."""
    length = len(run[-1].body)
    for line in reversed(run[:-1]):
        if line.start not in flow.ends:
            break
        length += len(line.body) + 1
    return length


def _why_across(
    upper: Run, lower: Run, length: int, setting: Setting, language: str | None, capitals: Capitals | None
) -> Evidence | None:
    """Why the sentence at the end of `upper` goes on in `lower`, or None."""
    above, below = upper[-1].body, lower[0].body
    if any(len(run) > 1 and not is_display(run) and _stands(run, setting) for run in (upper, lower)):
        return None
    if not _has_substance(upper, lower, length, setting) or not (
        below.count(" ") > 1 or ends_sentence(below) or (setting.wrapped and len(lower) > 1)
    ):
        return None
    if ends_open(above, below, language) or opens_low(below):
        return _OPEN
    if capitals is None:
        return None
    if capitals.known_together(above, below):
        return _TOGETHER
    return _NAME if capitals.is_name(above, below, language) else None


def _has_substance(upper: Run, lower: Run, length: int, setting: Setting) -> bool:
    """Whether a line is of a paragraph, not a title, a menu or a salutation: long, or with stops inside, or with the
    stop below, or as wide as the prose of a wrapped document."""
    if length >= 2 * _SUBSTANCE or (setting.wrapped and upper[-1].width >= 0.75 * setting.typical):
        return True
    if length < _SUBSTANCE:
        return False
    return len(upper) > 1 or ends_sentence(lower[-1].body) or _STOP_INSIDE.search(upper[-1].body) is not None


def _word_spacing(text: str, setting: Setting, flow: Flow) -> Iterator[Edit]:
    """Runs of two and three blanks inside wrapped lines; not those a typist sets behind every sentence."""
    typed = [len(found.group(1)) == 2 for found in _SENTENCE_SPACE.finditer(text)]
    by_habit = len(typed) >= 5 and sum(typed) >= 0.8 * len(typed)
    for run in setting.found:
        for line in run:
            if line.start not in flow.touched or "  " not in line.body:
                continue
            for found in _DOUBLE.finditer(text, line.left, line.right):
                if not (by_habit and len(found.group()) == 2 and ends_sentence(text[line.left : found.start()])):
                    yield Edit(*found.span(), found.group(), " ", "paragraphs/word-spacing", Cert.HIGH, _SPACING)


def _trailing_blanks(text: str, setting: Setting, flow: Flow) -> Iterator[Edit]:
    """Blanks behind lines of a wrapped document that keep their end; Markdown's two blanks mean a line break."""
    for run in setting.found:
        for line in run:
            blanks = text[line.right : line.stop].rstrip("\r\n")
            if line.start in flow.ends or not blanks or (setting.markdown and blanks == "  "):
                continue
            end = line.right + len(blanks)
            yield Edit(line.right, end, blanks, "", "paragraphs/trailing-blanks", Cert.HIGH, _TRAILING)


def _leading_blanks(text: str, setting: Setting) -> Iterator[Edit]:
    """The single blank before the first line of a paragraph of a document whose paragraphs begin at the margin."""
    prose = [run for run in setting.found if len(run) > 1 and not is_display(run)]
    if 10 * sum(run[0].indent > 0 for run in prose) > len(prose):
        return
    for run in prose:
        line = run[0]
        if text[line.start : line.left] == " " and all(other.indent == 0 for other in run[1:]):
            yield Edit(line.start, line.left, " ", "", "paragraphs/leading-blank", Cert.HIGH, _LEADING)
