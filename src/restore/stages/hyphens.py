"""Words broken at the end of a line, a column or a page.

The tail of the word moves up and the line end goes behind it, so lines stay lines. Whether the hyphen goes is
asked of the document first (does it print the word whole, or with a hyphen, elsewhere?), then of the other
documents, then of the language. Without evidence nothing changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..document import Document
from ..edits import Cert, Edit, Stage, internal
from ..language.compounds import TOKEN, Verdict, Vocabulary
from ..language.identify import identify
from ..language.smallwords import DOUBLED
from ..language.words import Lexicon

_MARKED_END = re.compile(r"(?:-\xad?|\xad-?|[‐‑⸗¬])[ \t\xa0]{0,16}(?=[\r\n])")
"""A hyphen at the end of a line: the keyboard's, U+00AD alone or beside it, U+2010, U+2011, the double hyphen of
Fraktur, and `¬`, which OCR programs print for a hyphen they took for soft."""

_GAP = re.compile(r"((?:\r\n?|\n)(?:[ \t\xa0\f]{0,200}(?:\r\n?|\n)){0,12})([ \t\xa0\f]{0,80}(?:>[ \t]?){0,4})")
"""Line ends between the halves: one in a paragraph; up to thirteen where a page number and a running head were
taken out (the widest gap in seed 003 is nine). Then the margin of the line below, quotation marks of mail too."""

_HEAD = re.compile(r"[^\W_]+(?:[-'’‐‑][^\W_]+)*$")
_TAIL = re.compile(r"-?(?=[^\W_])\S{1,60}")
_WIDEST_HEAD = 64  # characters; longer than any word with its compounds in the eight languages


class Break(NamedTuple):
    """One word on two lines: `text[mark:below]` stands between the halves."""

    mark: int  # place of the hyphen
    below: int  # where the lower half starts
    stop: int  # where its line goes on, behind the blanks after it
    sign: str  # the hyphen as printed
    space: str  # blanks after the hyphen, line ends and margin
    left: str
    right: str  # the lower half as printed, with the marks that cling to it
    fills: bool  # the lower half is all there is on its line, or is itself broken
    follows: bool  # the upper half is the lower one of the break before: a word on three lines

    @property
    def blank_lines(self) -> bool:
        return len(re.findall(r"\r\n?|\n", self.space)) > 1


def rejoin(lexicon: Lexicon | None = None, language: str | None = None) -> Stage:
    """A stage that makes words broken at line ends whole again.

    Proposes `hyphens/line-end` (the hyphen goes), `hyphens/compound` (it stays, the halves come together),
    `hyphens/range` (numbers), `hyphens/page-end` (blank lines between the halves) and `hyphens/soft` (U+00AD, `¬`
    inside lines). Left alone: suspended hyphens ("pre- and post-war"), dashes, halves nobody knows, and what a
    seam, a heading or a list divides. Spelling is never modernised: "any-" / "where" keeps its hyphen when the
    document prints "any-where".

    >>> text = "accounts of the epi-\\nsode have told us of post-\\nwar Korea, and of the post-war years"
    >>> for edit in rejoin(Lexicon(), "en")(Document("d", text)):
    ...     print(edit.rule, repr(edit.before), repr(edit.after))
    hyphens/line-end '-\\nsode ' 'sode\\n'
    hyphens/compound '-\\nwar ' '-war\\n'
    """
    words = lexicon if lexicon is not None else Lexicon()

    def stage(document: Document) -> Iterator[Edit]:
        text = document.text
        soft = "\xad" in text or "¬" in text
        breaks = list(_breaks(text))
        if not (breaks or soft):
            return
        spoken = language or document.seen(identify)
        broken = [part for found in breaks for part in _halves(found)]
        vocabulary = Vocabulary(words.stretches_of(document), broken, words, spoken, document.id)
        upper = ""  # what the breaks before have made of a word on three lines
        for found in breaks:
            whole = found._replace(left=(upper + found.left)[-_WIDEST_HEAD:]) if found.follows else found
            torn = found.follows and not upper
            verdict = _TORN if torn else _verdict(text, whole, vocabulary, spoken)
            upper = whole.left + _JOINED[verdict.what] if verdict and verdict.what in _JOINED else ""
            if verdict is not None:
                yield _proposal(text, found, verdict)
        if soft:
            yield from _inside_lines(text, vocabulary)

    return stage


_JOINED = {"join": "", "keep": "-"}
"""What stands between two halves that come together, by the verdict."""

_TORN = Verdict("leave", "the word's part on the line above is left where it is")


def _breaks(text: str) -> Iterator[Break]:
    """The places where a hyphen ends a line, a letter or digit stands before it and another starts the next."""
    below = -1  # where the lower half of the break before starts
    for marked in _MARKED_END.finditer(text):
        mark = marked.start()
        head = _HEAD.search(text, max(0, mark - _WIDEST_HEAD), mark)
        gap = _GAP.match(text, marked.end())
        tail = _TAIL.match(text, gap.end()) if gap else None
        if head is None or gap is None or tail is None:
            below = -1
            continue
        follows, below = below == head.start(), tail.start()
        sign = marked.group().rstrip(" \t\xa0")
        stop, fills, right = _lower_half(text, tail)
        space = text[mark + len(sign) : gap.end()]
        yield Break(mark, below, stop, sign, space, head.group(), right, fills, follows)


def _lower_half(text: str, tail: re.Match[str]) -> tuple[int, bool, str]:
    """Where the line goes on behind the lower half, whether it does not, and the half itself."""
    right = tail.group()
    stop = tail.end()
    while stop < len(text) and text[stop] in " \t\xa0":
        stop += 1
    fills = stop >= len(text) or text[stop] in "\r\n" or right[-1] in "-\xad¬‐‑⸗" or stop == tail.end()
    return stop, fills, right


def _halves(found: Break) -> list[str]:
    lower = TOKEN.match(found.right.lstrip("-"))
    return [*TOKEN.findall(found.left)[-1:], *([lower.group()] if lower else [])]


def _proposal(text: str, found: Break, verdict: Verdict) -> Edit:
    """What is proposed for a break: both halves together with a hyphen or without; a remark where nobody knows."""
    if verdict.what == "leave":
        end = found.mark + len(found.sign)
        return Edit(found.mark, end, found.sign, found.sign, "hyphens/line-end", Cert.MEDIUM, internal(verdict.note))
    numeric = found.right[0].isdigit()
    rule = "range" if numeric else "compound" if verdict.what == "keep" else "line-end"
    if found.blank_lines:
        rule = "page-end"
    core = "-" if verdict.what == "keep" else ""
    right = found.right.removeprefix("-")
    if found.fills:
        end, after = found.below + len(found.right) - len(right), core
    else:
        end, after = found.stop, core + right + found.space
    return Edit(found.mark, end, text[found.mark : end], after, f"hyphens/{rule}", Cert.HIGH, internal(verdict.note))


def _verdict(text: str, found: Break, vocabulary: Vocabulary, language: str | None) -> Verdict | None:
    """What the hyphen is; None when no word is broken here at all."""
    right = found.right
    if right.startswith("-"):
        doubled = language in DOUBLED and not found.blank_lines
        return Verdict("keep", "the hyphen is printed on both lines") if doubled else None
    if right[0].isdigit() or found.left[-1].isdigit():
        if found.blank_lines or _indented(text, found):
            return None
        return Verdict("keep", "a number beside the hyphen")
    lower = TOKEN.match(right.replace("\xad", ""))  # which goes, and shows nothing
    upper = TOKEN.search(found.left, max(0, _last_token(found.left)))
    if lower is None or upper is None:
        return None
    left, word = upper.group(), lower.group()
    if vocabulary.is_suspended(left, word):
        return Verdict("leave", f"a hyphen in suspense before “{word}”")
    verdict = vocabulary.verdict(left, word)
    if found.sign in ("\xad", "¬") and not verdict.printed and verdict.what != "join" and word[0].islower():
        verdict = Verdict("join", "the sign is that of a soft hyphen")
    if (found.blank_lines or _indented(text, found)) and not _spans_gap(text, found, vocabulary, left, word, verdict):
        return Verdict("leave", "something may be missing between the lines")
    return verdict


def _last_token(left: str) -> int:
    last = 0
    for token in TOKEN.finditer(left):
        last = token.start()
    return last


def _indented(text: str, found: Break) -> bool:
    """Whether the lower line starts with more blanks than the upper one, as a new paragraph or excerpt does."""
    start = max(text.rfind("\n", 0, found.mark), text.rfind("\r", 0, found.mark)) + 1
    line = text[start : found.mark]
    margin = found.space.replace("\r", "\n").rsplit("\n", 1)[-1]
    return len(margin) > len(line) - len(line.lstrip(" \t\xa0\f>"))


def _spans_gap(
    text: str, found: Break, vocabulary: Vocabulary, left: str, right: str, verdict: Verdict
) -> bool:
    """Whether a verdict stands with blank lines or a deeper margin between the halves, where lines may be lost.

    The lower half has a small letter, and the whole word is known; behind a deeper margin, the mark of a new
    paragraph or excerpt, the document itself must print it.
    """
    if not right[0].islower():
        return False
    if verdict.what == "keep":
        return verdict.printed and not _indented(text, found)
    known = vocabulary.is_printed if _indented(text, found) else vocabulary.is_word
    return verdict.what == "join" and known(TOKEN.findall(left)[-1].rsplit("-", 1)[-1] + right)


_SOFT_INSIDE = re.compile(r"(?<=[^\W\d_])(?:-?\xad|¬)([ \t]?)(?=[^\W\d_])")


def _inside_lines(text: str, vocabulary: Vocabulary) -> Iterator[Edit]:
    """Soft hyphens that stand inside a line, where they show nothing, alone or with the blank of a lost line end."""
    for found in _SOFT_INSIDE.finditer(text):
        sign = found.group()
        if sign[0] == "¬" and not found.group(1):
            continue  # in logic and in code: p¬q
        left = _HEAD.search(text, max(0, found.start() - _WIDEST_HEAD), found.start())
        right = TOKEN.match(text, found.end())
        if left is None or right is None:
            continue
        if found.group(1):
            verdict = vocabulary.verdict(left.group(), right.group())
            if verdict.what == "leave" or not right.group()[0].islower():
                continue
            after = "-" if verdict.what == "keep" else ""
        else:
            verdict = Verdict("join", "a soft hyphen shows nothing inside a line")
            after = sign.rstrip("\xad")
        yield Edit(found.start(), found.end(), sign, after, "hyphens/soft", Cert.HIGH, internal(verdict.note))
