"""Dates that a line end broke: whatever else keeps its lines, `5` / `June 1956` is one date."""

from __future__ import annotations

import re

from ..language.sense import MONTHS

_DAY = re.compile(r"(?<![\d.,/-])\d{1,2}\.?$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?!\d)")
_FIRST = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"[^\W\d_]+$")


def breaks_date(above: str, below: str, language: str | None) -> bool:
    """Whether a line end stands inside a date: between a day and its month, or a month and its year.

    >>> breaks_date("Memorandum of Conversation with Choe Changik, 5", "June 1956", "en")
    True
    >>> breaks_date("17 October", "1956", "en"), breaks_date("page 5", "Junes", "en")
    (True, False)

    Left alone: a month above a number that is no year, and a number above a word that only begins like a month.
    """
    months = MONTHS.get(language or "en", frozenset())
    if below[:1].isdecimal():
        last = _LAST.search(above) if _YEAR.match(below) else None
        return last is not None and last.group().lower() in months
    first = _FIRST.match(below) if above[-1:] == "." or above[-1:].isdecimal() else None
    return first is not None and first.group().lower() in months and _DAY.search(above) is not None
