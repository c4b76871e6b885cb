"""Which lines of two texts are the same, and the difference as a patch that `git apply` takes both ways.

Not `difflib`: its patches are refused on form feeds, lone carriage returns and a missing final newline, and it is
slow on long texts. Here a line ends at `\\n` and nowhere else, and texts are compared as bytes, so that a patch
fits the file as it lies on the disk: byte-order mark, undecodable bytes and foreign encodings included.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from rapidfuzz.distance import Indel

from ..rising import longest_rising

LINES_AROUND = 3
"""Unchanged lines printed on each side of a change: what `git diff` prints."""

_ALIGNABLE = 4_000_000
"""Cells of the table rapidfuzz may fill for a stretch without a line that is unique in both: about 1 MB."""

_DEEPEST = 60
"""Levels of looking for unique lines inside what lies between unique lines; real texts need 2 or 3."""

NO_NEWLINE = b"\\ No newline at end of file\n"

T = TypeVar("T", bytes, str)


class Change(NamedTuple):
    """Items `a1`..`a2` of the first sequence stand against `b1`..`b2` of the second; one of them may be empty."""

    a1: int
    a2: int
    b1: int
    b2: int


def split(raw: bytes) -> list[bytes]:
    """Lines with their ends: cut after each `\\n` and nowhere else.

    >>> split(b"a\\r\\nb\\x0cc\\rd\\n")
    [b'a\\r\\n', b'b\\x0cc\\rd\\n']
    """
    return re.findall(rb"[^\n]*\n|[^\n]+", raw)


def changes(a: Sequence[T], b: Sequence[T]) -> list[Change]:
    """The stretches in which two sequences of lines (or words) differ, in order.

    Lines that occur once in each sequence hold the two together (Cohen's patience diff); what lies between is
    looked at in the same way, and in the end aligned with rapidfuzz when it is small, or taken as one change.

    >>> changes(["a", "b", "c"], ["a", "x", "c", "d"])
    [Change(a1=1, a2=2, b1=1, b2=2), Change(a1=3, a2=3, b1=3, b2=4)]
    """
    numbers: dict[T, int] = {}
    left = [numbers.setdefault(item, len(numbers)) for item in a]
    right = [numbers.setdefault(item, len(numbers)) for item in b]
    found: list[Change] = []
    pending = [(0, len(left), 0, len(right), 0)]
    while pending:
        a1, a2, b1, b2, depth = pending.pop()
        while a1 < a2 and b1 < b2 and left[a1] == right[b1]:
            a1, b1 = a1 + 1, b1 + 1
        while a1 < a2 and b1 < b2 and left[a2 - 1] == right[b2 - 1]:
            a2, b2 = a2 - 1, b2 - 1
        if a1 == a2 or b1 == b2:
            if a1 < a2 or b1 < b2:
                found.append(Change(a1, a2, b1, b2))
            continue
        anchors = _anchors(left, right, a1, a2, b1, b2) if depth < _DEEPEST else []
        if not anchors:
            found += _aligned(left, right, a1, a2, b1, b2)
            continue
        for i, j in anchors:
            pending.append((a1, i, b1, j, depth + 1))
            a1, b1 = i + 1, j + 1
        pending.append((a1, a2, b1, b2, depth + 1))
    return sorted(found)


def _anchors(
    left: Sequence[int], right: Sequence[int], a1: int, a2: int, b1: int, b2: int
) -> list[tuple[int, int]]:
    """Pairs of places of items that are unique on both sides: the longest series of them in the same order."""
    here, there = Counter(left[a1:a2]), Counter(right[b1:b2])
    places = {right[j]: j for j in range(b1, b2) if there[right[j]] == 1}
    pairs = [(i, places[left[i]]) for i in range(a1, a2) if here[left[i]] == 1 and left[i] in places]
    return longest_rising(pairs)


def _aligned(
    left: Sequence[int], right: Sequence[int], a1: int, a2: int, b1: int, b2: int
) -> Iterator[Change]:
    if (a2 - a1) * (b2 - b1) > _ALIGNABLE:
        yield Change(a1, a2, b1, b2)
        return
    i = j = -1
    for op in Indel.opcodes(left[a1:a2], right[b1:b2]):
        if op.tag == "equal":
            if i >= 0:
                yield Change(a1 + i, a1 + op.src_start, b1 + j, b1 + op.dest_start)
            i = -1
        elif i < 0:
            i, j = op.src_start, op.dest_start
    if i >= 0:
        yield Change(a1 + i, a2, b1 + j, b2)


def patch(before: bytes, after: bytes, path: str) -> bytes:
    """The patch that turns `before` into `after`, for `git apply` in the folder `path` is relative to.

    Nothing for two equal texts: `git apply` takes an empty patch with `--allow-empty`.
    """
    if before == after:
        return b""
    old, new = f"a/{path}", f"b/{path}"
    return f"diff --git {_quoted(old)} {_quoted(new)}\n".encode() + unified(before, after, old, new)


def unified(before: bytes, after: bytes, old: str, new: str) -> bytes:
    """Two texts as a unified diff, with the names to print above it; nothing for two equal texts."""
    if before == after:
        return b""
    a, b = split(before), split(after)
    parts = [f"--- {_quoted(old)}\n+++ {_quoted(new)}\n".encode()]
    for group in _hunks(changes(a, b)):
        parts += _hunk(a, b, group)
    return b"".join(parts)


def _hunks(found: Sequence[Change]) -> Iterator[list[Change]]:
    """Changes whose surroundings would touch, together."""
    group: list[Change] = []
    for change in found:
        if group and change.a1 - group[-1].a2 > 2 * LINES_AROUND:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _hunk(a: Sequence[bytes], b: Sequence[bytes], group: Sequence[Change]) -> Iterator[bytes]:
    lead = min(LINES_AROUND, group[0].a1)
    tail = min(LINES_AROUND, len(a) - group[-1].a2)
    a1, a2, b1, b2 = group[0].a1 - lead, group[-1].a2 + tail, group[0].b1 - lead, group[-1].b2 + tail
    yield f"@@ -{_range(a1, a2)} +{_range(b1, b2)} @@\n".encode()
    done = a1
    for change in group:
        yield from map(_kept, a[done : change.a1])
        yield from (_marked(b"-", line) for line in a[change.a1 : change.a2])
        yield from (_marked(b"+", line) for line in b[change.b1 : change.b2])
        done = change.a2
    yield from map(_kept, a[done:a2])


def _kept(line: bytes) -> bytes:
    return _marked(b" ", line)


def _marked(mark: bytes, line: bytes) -> bytes:
    return mark + line if line.endswith(b"\n") else mark + line + b"\n" + NO_NEWLINE


def _range(start: int, end: int) -> str:
    """Lines as a hunk's head gives them: the first from 1 and how many; for none, the line before."""
    return f"{start + 1},{end - start}" if end > start else f"{start},0"


def _quoted(path: str) -> str:
    """A path as git writes it: in quotes, with octal bytes, when it holds more than plain characters. A byte that was
    no UTF-8, and came as half a character (`surrogateescape`), is that byte again: `git apply` finds the file."""
    if re.fullmatch(r"[\w./+,=@~-]+", path, re.ASCII):
        return path
    raw = b"".join(
        bytes([ord(ch) - 0xDC00]) if "\udc80" <= ch <= "\udcff" else ch.encode("utf-8", "surrogatepass") for ch in path
    )
    return '"' + "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03o}" for byte in raw
    ) + '"'
