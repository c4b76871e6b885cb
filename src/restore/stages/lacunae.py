"""placeholder"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..document import Document, Span
from ..edits import Cert, Edit, Quote, Stage


@dataclass(frozen=True, slots=True)
class Parallel:
    """What another copy prints where this text has lost characters.

    `start`..`end` (code points) is the lost stretch in the text the stage is given, `text` the reading offered
    for the whole of it, `quote` the copied characters at their place in the source of the witness, `note` why
    that copy is believed there.
    """

    start: int
    end: int
    text: str
    quote: Quote
    cert: Cert
    note: str


def supply(
    parallels: Sequence[Parallel] = (), garbled: Sequence[Span] = (), language: str | None = None
) -> Stage:
    def stage(document: Document) -> Iterable[Edit]:
        return ()

    return stage
