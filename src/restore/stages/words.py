"""placeholder"""
from __future__ import annotations

from collections.abc import Iterable

from ..document import Document
from ..edits import Edit, Stage


def emend(lexicon: object = None, language: str | None = None) -> Stage:
    def stage(document: Document) -> Iterable[Edit]:
        return ()

    return stage
