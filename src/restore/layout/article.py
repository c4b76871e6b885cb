"""The article on a whole web page that came as plain text.

Without the page's markup only the rows are left: an article is the stretch where rows are sentences; menus, teasers
and link lists are rows without. The stretch with the greatest sum of row values is taken (Kadane), as jusText and
boilerpipe do with more to go by. The values of rows are chosen, not measured one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .phrases import CAPTION, COMMENT, INTERFACE, LEGAL, SALES, SECTION, TERMINATOR, WIDGET
from .rows import Row

_STOP = re.compile(r"[.!?…。！？؟।][\"”’»)\]'*]*(?:\s|$)")
_LAST_STOP = re.compile(r"[.!?…。！？؟।:][\"”’»)\]'*]*$")
_SITE = re.compile(r"\s[-–—|»·:]\s|\|")

FULL = 2.0  # a row from which prose is prose: 80 characters with a full stop
TEASER = -1.0  # prose that breaks off: `The harbour was closed after …`
TWICE = -1.5  # prose that the page has twice
LEGAL_NOTICE, ENDING, WIDGETS = -4.0, -6.0, -3.0  # rows of the page's own, from which an article cannot go on
CAPTIONS, TALK, SELLING = -0.3, 0.5, -1.0  # short rows inside articles, short sentences, and those that sell
SHORT_ROW, LONG_ROW = -0.9, -0.6  # rows without a sentence: menus, headlines


def article(table: Sequence[Row]) -> set[int] | None:
    """The rows of the article, with its headline, if the text is a whole web page; None when it is not one.

    A page is told by its interface: at least three different rows such as `Search`, `Log in`, `Facebook`, or a
    first row that is the headline and the site's name, with the headline again below, and a menu; and by rows that
    are mostly no sentences. Prose, verse, lists and tables have no such rows and are left whole.
    """
    rows = [i for i, row in enumerate(table) if row.body]
    if not 15 <= len(rows) <= 5000:  # the longest of forty pages has 363 rows
        return None
    bodies = [table[i].body for i in rows]
    head = _headline(bodies)
    if not _is_page(bodies, head):
        return None
    values = _values(bodies, head)
    start, end = _stretch(bodies, values, head)
    if start > end:
        return None
    counts = Counter(bodies)
    kept = [k for k in range(start, end + 1) if _belongs(bodies[k], values[k], counts[bodies[k]])]
    while kept and not _LAST_STOP.search(bodies[kept[-1]]):
        kept.pop()
    if not kept:
        return None
    return {rows[k] for k in kept} | ({rows[head]} if head else set())


def _headline(bodies: Sequence[str]) -> int:
    """Where the headline stands that the first row gives with the site's name; 0 when nowhere."""
    least = max(20, len(bodies[0]) // 2)
    for k in range(1, len(bodies)):
        if len(bodies[k]) >= least and bodies[k] in bodies[0]:
            return k
    return 0


def _is_page(bodies: Sequence[str], head: int) -> bool:
    bare = [len(body) < 40 and not _STOP.search(body) for body in bodies]
    short = sum(bare) / len(bodies)
    interface = {body.lower().strip(" :|") for body in bodies if len(body) < 60 and INTERFACE.fullmatch(body)}
    sections = {body.lower().strip(" :|") for body in bodies if len(body) < 60 and SECTION.fullmatch(body)}
    if len(interface) >= 3 or (interface and len(interface | sections) >= 5):
        return short >= 0.4 or (len(interface) >= 6 and head > 0)
    titled = head > 0 and bool(_SITE.search(bodies[0]))
    return titled and short >= 0.5 and (bool(interface) or _longest_run(bare) >= 8)


def _longest_run(flags: Sequence[bool]) -> int:
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest


def _value(body: str, twice: bool) -> float:
    """What a row speaks for: above zero text, below zero page."""
    stops = len(_STOP.findall(body))
    if len(body) < 900 and LEGAL.search(body):
        return LEGAL_NOTICE
    if len(body) >= 60 and stops:
        return _prose(body, twice)
    if len(body) < 220 and CAPTION.search(body):
        return CAPTIONS
    if stops and len(body) >= 25:
        return SELLING if SALES.search(body) else TALK
    if TERMINATOR.fullmatch(body):
        return ENDING
    if WIDGET.fullmatch(body):
        return WIDGETS
    return SHORT_ROW if len(body) < 40 else LONG_ROW


def _prose(body: str, twice: bool) -> float:
    """What a row of sentences speaks for: the more the longer it is, up to 600 characters."""
    if twice:
        return TWICE
    if len(body) < 400 and body.endswith(("...", "…")):
        return TEASER
    selling = len(body) < 250 and SALES.search(body) is not None
    return min(len(body), 600) / 40 - (3.0 if selling else 0.0)


def _values(bodies: Sequence[str], head: int) -> list[float]:
    counts = Counter(bodies)
    values = []
    whole = " ".join(bodies)
    place = 0
    for body in bodies:
        again = len(body) >= 60 and whole.find(body[:300]) < place
        values.append(_value(body, again or (counts[body] > 1 and len(body) < 200)))
        place += len(body) + 1
    first = next((k for k in range(head + 1, len(bodies)) if values[k] >= FULL), len(bodies))
    replies = [k for k in range(first, len(bodies)) if len(bodies[k]) < 90 and COMMENT.search(bodies[k])]
    if len(replies) >= 2:  # readers' comments are prose too
        values[replies[0] :] = [min(value, -2.0) for value in values[replies[0] :]]
    return values


def _stretch(bodies: Sequence[str], values: Sequence[float], head: int) -> tuple[int, int]:
    """First and last row of the article: the best stretch after the headline, up to a row that says that it ends
    (`Related articles`), unless three rows of prose follow at once."""
    best, first, last = 0.0, 0, -1
    total, start, ended = 0.0, 0, False
    for k, value in enumerate(values):
        if k == head and head:
            total, best, first, last = 0.0, 0.0, 0, -1
        if TERMINATOR.fullmatch(bodies[k]) and (total >= 8 or ended) and not _resumes(values, k):
            total, ended = 0.0, ended or best >= 8
        if total <= 0:
            total, start = 0.0, k
        total += value
        if total > best * (2.5 if ended else 1.0):
            best, first, last = total, start, k
    while first < last and values[first] < 1:
        first += 1
    while first > head + 1 and len(bodies[first - 1]) >= 70 and values[first - 1] > -1 and (
        not SALES.search(bodies[first - 1]) and bodies[head] not in bodies[first - 1]
    ):
        first -= 1
    return first, last


def _resumes(values: Sequence[float], here: int) -> bool:
    return any(min(values[k : k + 3]) >= FULL for k in range(here + 1, min(here + 6, len(values) - 2)))


def _belongs(body: str, value: float, count: int) -> bool:
    """Whether a row inside the stretch is text: no widget, caption, sales line, nor a row the page prints twice."""
    if TERMINATOR.fullmatch(body) or (len(body) < 120 and WIDGET.fullmatch(body)):
        return False
    if count > 1 and len(body) < 100:
        return False
    if (len(body) < 220 and CAPTION.search(body)) or (len(body) < 140 and SALES.search(body)):
        return False
    return not (len(body) >= 60 and value == TWICE)
