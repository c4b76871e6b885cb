"""What differs between two texts, for a reader, a browser, a pull request or a program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from html import escape
from typing import NamedTuple

from ..document import Span
from ..language.words import LineIndex
from . import jsons, linewise
from .visible import inert, visible

_TOKEN = re.compile(r"\s|\w+|[^\w\s]")
"""Words, blanks and marks: what is aligned. Each blank alone, so that a line end is seen to become a space."""

_HOLDS = re.compile(r"[^\W\d_]{3}")
"""What holds two differences apart: a word of three letters. A stop or an `a` that two texts have in common where all
around it differs is chance."""

_AROUND = 40
"""Characters of unchanged text printed on each side of a difference between words."""


class DiffFormat(StrEnum):
    """unified: for `git apply` and `patch`; word: `[-old-]{+new+}`; html: a page; md: for a pull request; json."""

    UNIFIED = "unified"
    WORD = "word"
    HTML = "html"
    MD = "md"
    JSON = "json"


class Difference(NamedTuple):
    """`a_span` of one text stands against `b_span` of the other (code points); lines count from 1."""

    a_span: Span
    b_span: Span
    before: str
    after: str


def differences(a: str, b: str, *, spaces: bool = True) -> Iterator[Difference]:
    """Where two texts differ, word by word; without `spaces` line ends and blanks are no difference.

    >>> [(d.before, d.after) for d in differences("comrade Kim II Sung", "comrade Kim Il Sung")]
    [('II', 'Il')]
    >>> [(d.before, d.after) for d in differences("comrade\\nKim II Sung", "comrade Kim Il Sung", spaces=False)]
    [('II', 'Il')]
    """
    head = _agreeing(a, b)
    tail = _agreeing(a[head:][::-1], b[head:][::-1])
    while head and re.match(r"\w", a[head - 1]):  # back to the edge of a word
        head -= 1
    while tail and re.match(r"\w", a[len(a) - tail]):
        tail -= 1
    left, right = _tokens(a, head, len(a) - tail, spaces), _tokens(b, head, len(b) - tail, spaces)
    found = linewise.changes([token.text for token in left], [token.text for token in right])
    at_left, at_right = _edges(left, len(a) - tail), _edges(right, len(b) - tail)
    for change in _with_islands(found, left):
        here = _between(left, at_left, change.a1, change.a2)
        there = _between(right, at_right, change.b1, change.b2)
        yield Difference(here, there, a[slice(*here)], b[slice(*there)])


class _Token(NamedTuple):
    start: int
    end: int
    text: str


def _tokens(text: str, start: int, end: int, spaces: bool) -> list[_Token]:
    """The words, marks and, when they count, blanks of a stretch of a text, with their places in the text."""
    found = (_Token(*match.span(), match.group()) for match in _TOKEN.finditer(text, start, end))
    return [token for token in found if spaces or not token.text.isspace()]


def _edges(tokens: Sequence[_Token], end: int) -> list[int]:
    """Where each token starts, and where the last one is followed."""
    return [*(token.start for token in tokens), end]


def _between(tokens: Sequence[_Token], starts: Sequence[int], first: int, last: int) -> Span:
    """The stretch of a text that tokens `first`..`last` take; without any, the place before token `first`."""
    return Span(starts[first], tokens[last - 1].end) if first < last else Span(starts[first], starts[first])


def _with_islands(found: Sequence[linewise.Change], left: Sequence[_Token]) -> Iterator[linewise.Change]:
    """The changes, those together that nothing but an island of common marks or short words lies between.

    An island is smaller than both changes beside it and holds no word; whoever reads the difference is stopped by it
    for nothing: `[-RUHD�DIWHU-]{+Korea after [+}.{+...]+}`. So does diff-match-patch (semantic cleanup).
    """
    whole: linewise.Change | None = None
    for change in found:
        if whole is None:
            whole = change
            continue
        island = left[whole.a2 : change.a1]
        size = len(island)
        before, after = (max(c.a2 - c.a1, c.b2 - c.b1) for c in (whole, change))
        if size < min(before, after) and not any(_HOLDS.search(token.text) for token in island):
            whole = linewise.Change(whole.a1, change.a2, whole.b1, change.b2)
        else:
            yield whole
            whole = change
    if whole is not None:
        yield whole


def diff_texts(
    a: str, b: str, form: DiffFormat | str = DiffFormat.UNIFIED, *, names: tuple[str, str] = ("a/text", "b/text"),
    spaces: bool = True,
) -> str:
    """The difference of two texts in one of the formats, with the names of the two texts; nothing for equal texts.

    Without `spaces` line ends and blanks are no difference; a unified diff, which is to be applied, has them always.
    """
    if a == b:
        return ""
    match DiffFormat(form):
        case DiffFormat.UNIFIED:
            return jsons.decoded(linewise.unified(jsons.encoded(a), jsons.encoded(b), *names))
        case DiffFormat.WORD:
            return "".join(_wordwise(a, b, names, spaces))
        case DiffFormat.HTML:
            return _page(a, b, names, spaces)
        case DiffFormat.MD:
            return fenced("".join(_wordwise(a, b, names, spaces)), "diff")
        case DiffFormat.JSON:
            return "".join(_rows(a, b, spaces))


def fenced(body: str, language: str = "") -> str:
    """A text as a Markdown code block that nothing in it can end.

    >>> fenced("a ``` b\\n")
    '````\\na ``` b\\n````\\n'
    """
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", body)), default=0))
    return f"{fence}{language}\n{body}{fence}\n"


def _agreeing(a: str, b: str) -> int:
    """Length of the start two texts have in common, found by halving: slices compare at the speed of memory."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _snippets(a: str, b: str, spaces: bool) -> Iterator[list[Difference]]:
    """Differences so near each other that their surroundings would touch, together."""
    group: list[Difference] = []
    for difference in differences(a, b, spaces=spaces):
        if group and difference.a_span.start - group[-1].a_span.end > 2 * _AROUND:
            yield group
            group = []
        group.append(difference)
    if group:
        yield group


def _wordwise(a: str, b: str, names: tuple[str, str], spaces: bool) -> Iterator[str]:
    to_line = LineIndex(a), LineIndex(b)
    yield f"--- {names[0]}\n+++ {names[1]}\n"
    for group in _snippets(a, b, spaces):
        first, last = group[0], group[-1]
        yield f"@@ line {to_line[0](first.a_span.start)} -> {to_line[1](first.b_span.start)} @@\n"
        done = max(0, first.a_span.start - _AROUND)
        parts: list[str] = []
        for item in group:
            parts.append(_around(a[done : item.a_span.start]))
            parts += [f"[-{visible(item.before)}-]"] if item.before else []
            parts += [f"{{+{visible(item.after)}+}}"] if item.after else []
            done = item.a_span.end
        parts.append(_around(a[done : last.a_span.end + _AROUND]))
        yield inert("".join(parts).strip("\n") + "\n")


def _around(text: str) -> str:
    """Unchanged text beside a difference; its line ends stay line ends."""
    return visible(text, line_ends=False)


_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<style>
:root{{color-scheme:light dark}}
body{{font:1rem/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}}
p{{white-space:pre-wrap;border-top:1px solid #8886;padding:.6rem 0;margin:0}}
b{{font:.8rem sans-serif;display:block;opacity:.75}}
del{{background:#f002;text-decoration-color:#c00}}ins{{background:#0802;text-decoration-color:#070}}
</style>
<h1>{title}</h1>
{body}</html>
"""


def _page(a: str, b: str, names: tuple[str, str], spaces: bool) -> str:
    to_line = LineIndex(a), LineIndex(b)
    parts: list[str] = []
    for group in _snippets(a, b, spaces):
        first, last = group[0], group[-1]
        lines = f"line {to_line[0](first.a_span.start)} → {to_line[1](first.b_span.start)}"
        parts.append(f"<p><b>{lines}</b>")
        done = max(0, first.a_span.start - _AROUND)
        for item in group:
            parts.append(escape(_around(a[done : item.a_span.start])))
            parts += [f"<del>{escape(visible(item.before))}</del>"] if item.before else []
            parts += [f"<ins>{escape(visible(item.after))}</ins>"] if item.after else []
            done = item.a_span.end
        parts.append(escape(_around(a[done : last.a_span.end + _AROUND])) + "</p>\n")
    return _PAGE.format(title=escape(f"{names[0]} → {names[1]}"), body="".join(parts))


def _rows(a: str, b: str, spaces: bool) -> Iterator[str]:
    to_line = LineIndex(a), LineIndex(b)
    for item in differences(a, b, spaces=spaces):
        yield jsons.line({
            "a": {"start": item.a_span.start, "end": item.a_span.end, "line": to_line[0](item.a_span.start)},
            "b": {"start": item.b_span.start, "end": item.b_span.end, "line": to_line[1](item.b_span.start)},
            "before": item.before, "after": item.after,
        }) + "\n"
