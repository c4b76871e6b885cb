"""The lines of a text in runs, each line with its kind: a heading, an item, a row of a table, code, or prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .measure import WIDEST, Measured, Run, measured
from .rows import Row, rows

_BLANKS = " \t\xa0\f"
_COLUMNS = re.compile(r"\S(?:\t[\t ]*| {4,})\S")
_LEADERS = re.compile(r"\.{5,}|(?:\. ){4,}|_{4,}")
_ROW = re.compile(r"[|>]|.*\S \| \S.* \| |</?[a-zA-Z][^>]*>$|<!--")
_HEADING_MARK = re.compile(r"#{1,6} |\*\*[^*]+\*\*:?$|__[^_]+__:?$|=+$|-+$")
_BULLET = re.compile(r"[-*+•◦▪■‣·–—] +\S|\[\^?\d{1,3}\]:? |§ ?\d|: +\S")
_NUMBERED = re.compile(r"\(?(\d{1,3}|[ivxlIVXL]{1,6}|[a-zA-Z])(?:[.)]|\.\)) +\S|\d{1,2}-(?=[^\W\d_])")
_REFERENCE = re.compile(r"\[[^\]^][^\]]*\]: *\S")
_LABEL = re.compile(r"[A-Z][\w./-]{0,20}(?: [\w./-]{1,14}){0,2}: ?\S?")
_NOTE = re.compile(r"\[[^\W\d_]+:")
_TIMED = re.compile(r"\d\d:\d\d[.,:]\d\d.* --> ")
_LETTER = re.compile(r"[^\W\d_]")


def runs(text: str, table: Sequence[Row], is_markdown: bool) -> list[Run]:
    """The rows of a text in runs, each line with its kind.

    In Markdown two blanks or a backslash at the end of a line break it, indented runs are code, and definitions of
    references and what stands before the text between two `---` keep their lines.
    """
    found: list[Run] = []
    run = Run()
    fenced = False
    front = is_markdown and text.startswith(("---\n", "---\r\n"))
    broken = False
    for start, end, stop, body in table:
        left = start
        if len(body) != end - start:
            raw = text[start:end]
            body = raw.strip(_BLANKS)
            left = end - len(raw.lstrip(_BLANKS))
        if not body:
            if run:
                found.append(run)
                run = Run()
            continue
        line = measured(start, left, stop, body)
        if len(body) <= WIDEST:
            fence = body.startswith(("```", "~~~"))
            line.keeps = fenced or front or fence or _keeps(body)
            fenced ^= fence
            front = front and (start == 0 or body != "---")
            if is_markdown:
                line.keeps = line.keeps or (line.indent >= 4 and (not run or run[-1].keeps)) or _is_reference(body)
                line.opens = broken and bool(run)
                broken = text.endswith(_BREAKS, start, end)
            if run and body[0] in "=-" and _HEADING_MARK.fullmatch(body):
                run[-1].keeps = True
        run.append(line)
    if run:
        found.append(run)
    for run in found:
        _find_items(run)
        _find_note(run)
        _find_subtitle(run)
    return found


_BREAKS = ("  ", "  \r", "\\")


def run_of(text: str) -> Run:
    """The only run of a text without blank lines."""
    return runs(text, rows(text), False)[0]


def _is_reference(body: str) -> bool:
    return body[0] == "[" and _REFERENCE.match(body) is not None


def _keeps(body: str) -> bool:
    """Whether a line is one of its own, whatever stands beside it.

    >>> [_keeps(line) for line in ("[---]", "Embassy\\t\\tTop Secret", "Contents .......... 5", "a | b | c | d")]
    [True, True, True, True]
    >>> _keeps("and threatened those who sympathized with his policy")
    False
    """
    if "\t" in body or "    " in body:
        return _COLUMNS.search(body) is not None
    if body[0].isalpha():  # as nearly every line does
        if "|" in body and _ROW.match(body):
            return True
    elif _ROW.match(body) or _HEADING_MARK.match(body) or not _LETTER.search(body):
        return True
    return ("...." in body or ". . " in body or "____" in body) and _LEADERS.search(body) is not None


def _find_items(run: Run) -> None:
    """Marks the lines that open an item of a list. A number or letter counts only where a sentence cannot be going
    on: at the top, after an ended line, or beside another item of the run."""
    labels = [line for line in run if ":" in line.body and _LABEL.match(line.body)]
    for line in labels if len(labels) > 1 else ():
        line.opens = True
    items = 0
    above: Measured | None = None
    for line in run:
        body = line.body
        if not body[0].isalpha() or body[int(line.word) - 1] in ".)":  # no number is written otherwise
            if _BULLET.match(body):
                line.opens = True
            elif _NUMBERED.match(body):
                line.opens = above is None or above.keeps or items > 0 or above.ended
                items += line.opens
        above = line


def _find_note(run: Run) -> None:
    """Marks the lines of a note in brackets that has a label, `[Source: …]`, up to its bracket; of one that is cut
    off, the first two."""
    if run[0].body[0] == "[" and _NOTE.match(run[0].body):
        last = next((index for index, line in enumerate(run[:5]) if "]" in line.body), min(len(run), 2) - 1)
        for line in run[: last + 1]:
            line.keeps = True


def _find_subtitle(run: Run) -> None:
    """Marks the lines of a subtitle, which stand below the times between which it is shown."""
    if any("-->" in line.body and _TIMED.search(line.body) for line in run[:2]):
        for line in run:
            line.keeps = True
