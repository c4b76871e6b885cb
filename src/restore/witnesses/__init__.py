"""placeholder"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..document import Document, Span
from ..restoration import Restoration
from ..stages.lacunae import Parallel

Relation = Literal["copy", "edition", "related", "translation", "formula"]


@dataclass(frozen=True, slots=True, order=True)
class Overlap:
    a: str
    b: str
    a_span: Span
    b_span: Span
    relation: Relation
    identity: float


def find_overlaps(documents: Iterable[Document]) -> Iterator[Overlap]:
    yield from ()


def parallels(
    draft: Restoration, drafts: Sequence[Restoration], overlaps: Sequence[Overlap]
) -> tuple[Parallel, ...]:
    return ()
