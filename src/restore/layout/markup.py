"""The marks of HTML and Markdown: what in a text is not its words, and stands as it is.

What a text is, its media type says; without one, or in a plain text file, only what is certain is believed: HTML is
told by how it begins, or by its tags. Markdown that nobody named is told by `setting_of`, for its lines only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..document import Document
from ..edits import Edit, Stage

_BEGINS = re.compile(r"\s*(?:<\?xml\b[^<>]{0,200}\?>\s*)?<(?:!doctype html|html|head|body)\b", re.I)
_TAGGED = re.compile(r"<(?:p|br|div|span|html|body|table|li)\b[^>\n]{0,200}>", re.I)
_LOOKED_AT = 100_000  # characters: tags, if any, are everywhere

_VERBATIM = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|pre|code|textarea|samp|kbd|svg|math)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.I | re.S
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<![^<>]*>|<\?[^<>]*>")
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n.*?\n\1[ \t]*(?:\r?\n|\Z)", re.S)
_FENCED = re.compile(r"^[ ]{0,3}(```+|~~~+).*?(?:^[ ]{0,3}\1[`~]*[ \t]*(?:\r?\n|\Z)|\Z)", re.M | re.S)
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]\^\n][^\]\n]*\]:[ \t]*\S[^\n]*(?:\n[ \t]+[\"'(][^\n]*)?(?:\n|\Z)", re.M)
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^`\n]+(?<!`)\1(?!`)")
_TARGET = re.compile(r"(?<=\])\([^()\s]+(?:\s+\"[^\"\n]*\")?\)")


class Mark(NamedTuple):
    """A stretch of markup, code points, half open; a tag may move as a whole, what is verbatim stays."""

    start: int
    end: int
    verbatim: bool


def is_html(document: Document) -> bool:
    """Whether a text is HTML.

    >>> is_html(Document("a", "<!DOCTYPE html>\\n<p>one")), is_html(Document("b", "if a<p and p>b"))
    (True, False)
    """
    if document.origin is not None and document.origin.media_type == "text/html":
        return True
    text = document.text
    return "<" in text and (
        _BEGINS.match(text) is not None or len(_TAGGED.findall(text[:_LOOKED_AT])) > 2
    )


def is_markdown(document: Document) -> bool:
    """Whether a text is known to be Markdown."""
    return document.origin is not None and document.origin.media_type == "text/markdown"


def marks(document: Document) -> list[Mark]:
    """The markup of a text, in order of place; nothing in plain text."""
    text = document.text
    if is_html(document):
        return _without_overlaps([*_found(_VERBATIM, text, True), *_found(_TAG, text, False)])
    if is_markdown(document):
        return _without_overlaps([
            *_found(_FRONT_MATTER, text, True), *_found(_FENCED, text, True), *_found(_REFERENCE, text, True),
            *_found(_VERBATIM, text, True), *_found(_CODE, text, True), *_found(_TARGET, text, True),
            *_found(_TAG, text, False),
        ])
    return []


def _found(pattern: re.Pattern[str], text: str, verbatim: bool) -> Iterator[Mark]:
    for match in pattern.finditer(text):
        yield Mark(match.start(), match.end(), verbatim)


def _without_overlaps(found: list[Mark]) -> list[Mark]:
    """The marks without those that start inside another."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def sparing(stage: Stage) -> Stage:
    """A stage without its proposals for markup: for attributes, scripts, code, front matter, targets of links.

    A proposal may carry a tag along unchanged, as the tail of a broken word does: `epi-` / `sode</em> of`.

    >>> from ..edits import Cert
    >>> cut = lambda document: [Edit(i, i + 1, "-", "", "hyphens/line-end", Cert.HIGH)
    ...                         for i, sign in enumerate(document.text) if sign == "-"]
    >>> [edit.start for edit in sparing(cut)(Document("d", "<html><body class='a-b'>pro-mise</body>"))]
    [27]
    """

    def spared(document: Document) -> Iterable[Edit]:
        found = marks(document)
        proposed = stage(document)
        return (edit for edit in proposed if _is_beside(edit, found)) if found else proposed

    return spared


def _is_beside(edit: Edit, found: list[Mark]) -> bool:
    """Whether an edit touches no mark, but for tags it carries along."""
    at = bisect_left(found, edit.start, key=lambda mark: mark.end)
    for mark in found[at:]:
        if mark.start >= max(edit.end, edit.start + 1):
            break
        if mark.end <= edit.start:
            continue
        tag = edit.before[mark.start - edit.start : mark.end - edit.start] if mark.start >= edit.start else ""
        if mark.verbatim or mark.end > edit.end or tag not in edit.after:
            return False
    return True
