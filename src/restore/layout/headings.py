"""Headings, salutations and titles of office that were wrapped: their lines are one where the text itself says so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .dates import breaks_date
from .measure import Measured
from .sentences import Capitals, ends_open
from .setting import Setting

_SHORTEST = 20
"""Characters of a line that can have been wrapped; lines of addresses and signatures are mostly shorter."""

_SHARE = 0.6
"""Share of its heading's widest line that a wrapped line has at least: lines of large type are few words each."""


class Wrapped(NamedTuple):
    """A line end inside a heading, and what shows that it is one."""

    above: Measured
    below: Measured
    why: str


def broken_dates(setting: Setting, language: str | None) -> Iterator[Wrapped]:
    """The line ends inside dates, in headings and letter heads too; not in lists and tables. A line that is nothing
    but a number keeps its ends, save a year below its month."""
    for run in setting.found:
        for above, below in pairwise(run):
            stays = above.keeps or below.opens or (below.keeps and not below.body.isdecimal())
            if not stays and breaks_date(above.body, below.body, language):
                yield Wrapped(above, below, "a date is whole")


def open_headings(setting: Setting) -> list[tuple[Measured, Measured]]:
    """The lines of headings, two by two, between which a measure may have made the line end."""
    return [
        (above, below)
        for run in setting.found
        if len(run) > 1 and run.is_display
        for above, below in pairwise(run)
        if _may_go_on(above, below, run.widest)
    ]


def wrapped_headings(
    found: list[tuple[Measured, Measured]], language: str | None, capitals: Capitals
) -> Iterator[Wrapped]:
    """The line ends inside headings of a wrapped document that only a measure made, of those `found` open.

    A line goes on below it when it ends in a word that ends nothing (`Member of the` / `KWP CC Presidium`), when the
    line below starts small (`Chinese Ambassador` / `to the DPRK`), or when the document has the two words side by side
    elsewhere (`Vice` / `Premier`). Left alone: lines that end in a mark, short ones, tables, lists, and whatever else
    stands line by line.
    """
    for above, below in found:
        if ends_open(above.body, below.body, language):
            yield Wrapped(above, below, "a heading that ends in an open word goes on")
        elif below.low:
            yield Wrapped(above, below, "a heading that starts small goes on from above")
        elif capitals.known_together(above.body, below.body):
            yield Wrapped(above, below, "the document has the two words side by side")


def wrapped_notes(setting: Setting, language: str | None) -> Iterator[Wrapped]:
    """The line ends inside notes in brackets (`[Source: … translated for` / `CWIHP by Gary Goldberg.]`) that only a
    measure made: no mark stands above, and there a word that ends nothing or below a small letter. The other lines of
    a note are its own."""
    for run in setting.found:
        for above, below in pairwise(run):
            if not (above.keeps and below.keeps) or run[0].body[0] != "[":
                continue
            if above.body[-1].isalnum() and (below.low or ends_open(above.body, below.body, language)):
                yield Wrapped(above, below, "a note in brackets goes on")
            if "]" in below.body:
                break


def _may_go_on(above: Measured, below: Measured, widest: float) -> bool:
    if above.keeps or below.keeps or below.opens or not above.body[-1].isalnum() or above.ended:
        return False
    return len(above.body) >= _SHORTEST and above.width >= _SHARE * widest
