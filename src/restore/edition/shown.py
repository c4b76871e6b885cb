"""Text of the documents as it is put before a person: everything visible, nothing in effect."""

from __future__ import annotations

import re
from typing import NamedTuple

from .copies import FairCopy
from .record import Record
from .told import cut

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x0A: "⏎", 0x0D: "␍", 0x09: "␉"}

_INVISIBLE = re.compile("[\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""What a page would obey or hide: C1 controls, soft hyphens, marks that join, part or turn text round."""


def visible(text: str) -> str:
    """A text on one line in which everything can be seen.

    >>> visible("a\\tb\\r\\n\\u202e")
    'a␉b␍⏎<U+202E>'
    """
    return _INVISIBLE.sub(lambda match: f"<U+{ord(match.group()):04X}>", text.translate(_PICTURES))


class Passage(NamedTuple):
    """A reading in its surroundings, as it stands in the written text; `line` counts from 1."""

    left: str
    reading: str
    right: str
    line: int


def in_place(copy: FairCopy, record: Record, step_number: int | None = None, around: int = 32) -> Passage:
    """Where a record, or one step of it, stands in the written text, with `around` characters on each side."""
    if step_number is None and record.is_applied:
        start, end = record.text.start, record.text.end
    else:
        start, end = copy.where(record.steps[step_number or 0], applied=record.is_applied)
    text = copy.text
    line = copy.to_line(start)
    return Passage(
        visible(text[max(0, start - around) : start]), visible(cut(text[start:end], 600)),
        visible(text[end : end + around]), line,
    )
