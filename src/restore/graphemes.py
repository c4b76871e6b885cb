"""Grapheme clusters: what a reader takes for one character, whatever its number of code points (UAX #29)."""

from __future__ import annotations

import regex

_CLUSTER = regex.compile(r"\X")
_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | {"\n", "\t", "\ufffd"}


def is_boundary(text: str, offset: int) -> bool:
    """Whether no grapheme cluster (UAX #29) of `text` stands across `offset`.

    Looks back at most 64 code points for the start of a cluster: the bound of what is called a cluster in
    practice (UAX #15, stream-safe text, allows 30 marks), and the reason why the cost does not depend on the
    length of the text.
    """
    if offset <= 0 or offset >= len(text):
        return True
    if text[offset] in _PLAIN and text[offset - 1] != "\r":
        return True
    start = max(0, offset - 64)
    for cluster in _CLUSTER.finditer(text, start, min(len(text), offset + 64)):
        if cluster.end() == offset:
            return True
        if cluster.end() > offset:
            return bool(cluster.start() >= offset)
    return True


def clusters(text: str) -> list[str]:
    """The grapheme clusters of a text, in order."""
    return [str(cluster) for cluster in _CLUSTER.findall(text)]
