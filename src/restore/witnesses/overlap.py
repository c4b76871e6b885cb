"""A passage shared by two documents, and what kind of sameness it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..document import Span

Relation = Literal["copy", "edition", "related", "translation", "formula"]
"""From the closest to the loosest: the same text (but for damage); the same text lightly revised or respelt; a
revision, or one that leans on the other; an independent version of the same matter; a stock phrase."""

LOOSENESS: tuple[Relation, ...] = ("copy", "edition", "related", "translation", "formula")

WITNESSES: frozenset[Relation] = frozenset(("copy", "edition"))
"""The relations in which one text may tell what another has lost."""


@dataclass(frozen=True, slots=True, order=True)
class Overlap:
    """`a_span` of document `a` and `b_span` of document `b` (code points) are the same passage.

    `a <= b`; a passage repeated inside one document has `a == b` and the earlier place first. `identity` is the
    share of the passage's letters that stand in words both texts have, damage discounted.
    """

    a: str
    b: str
    a_span: Span
    b_span: Span
    relation: Relation
    identity: float

    def side(self, document: str) -> Span:
        """The span in one of the two documents (the first place when both are the same document)."""
        return self.a_span if document == self.a else self.b_span
