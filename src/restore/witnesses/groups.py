"""Passages that are the same text, each laid beside the one that represents them: never chained.

If a leads to b and b to c, that says nothing of a and c: closing such chains once merged 51,160 unrelated books
(facts, section 3). So a group is one representative and those that were aligned with it, and a passage that is
like a member only stays out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..document import LOST, Document, Span
from .overlap import WITNESSES, Overlap, Relation


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """A passage of a document, and what it is to the stretch `beside` of its group's representative."""

    id: str
    span: Span
    beside: Span
    relation: Relation
    identity: float


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """A passage and those that were aligned with it."""

    id: str
    span: Span
    members: tuple[Member, ...]


_SAME = 0.8
"""Share of a passage that must lie in a representative for its counterpart to be a member."""


def groups(documents: Iterable[Document], overlaps: Iterable[Overlap]) -> list[Group]:
    """The copies and editions among `overlaps`, grouped; the same for any order of documents and overlaps.

    A representative is the passage with the most letters that are not lost; what lies in it for the most part
    belongs to it. Translations, revisions and formulas group nothing.

    >>> documents = [Document(name, "the letter") for name in "abc"]
    >>> whole = Span(0, 10)
    >>> pairs = [Overlap(x, y, whole, whole, "copy", 1.0) for x, y in ("ab", "bc")]
    >>> [(group.id, [member.id for member in group.members]) for group in groups(documents, pairs)]
    [('b', ['a', 'c'])]
    """
    texts = {document.id: document.text for document in documents}
    beside: defaultdict[str, list[tuple[Span, Member]]] = defaultdict(list)
    for overlap in sorted(set(overlaps)):
        if overlap.relation not in WITNESSES:
            continue
        a, b, rest = overlap.a_span, overlap.b_span, (overlap.relation, overlap.identity)
        beside[overlap.a].append((a, Member(overlap.b, b, a, *rest)))
        beside[overlap.b].append((b, Member(overlap.a, a, b, *rest)))

    def rank(candidate: tuple[str, Span]) -> tuple[int, int, str, Span]:
        name, span = candidate
        sound = span.end - span.start - texts[name].count(LOST, *span)
        among = sum(_inside(other, span) for other, _ in beside[name])
        return -among * sound, -sound, name, span

    found: list[Group] = []
    taken: defaultdict[str, list[Span]] = defaultdict(list)
    for name, span in sorted({(name, span) for name, pairs in beside.items() for span, _ in pairs}, key=rank):
        if any(_inside(span, other) for other in taken[name]):
            continue
        members = sorted(
            {
                member for other, member in beside[name]
                if _inside(other, span) and not any(_inside(member.span, gone) for gone in taken[member.id])
            }
        )  # fmt: skip
        if members:
            found.append(Group(name, span, tuple(members)))
            taken[name].append(span)
            for member in members:
                taken[member.id].append(member.span)
    return sorted(found)


def _inside(span: Span, outer: Span) -> bool:
    return min(span.end, outer.end) - max(span.start, outer.start) >= _SAME * (span.end - span.start)
