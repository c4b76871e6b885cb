"""A text as received, and where it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

Seen = TypeVar("Seen")

LOST = "\ufffd"
"""A lost character. One U+FFFD stands for exactly one lost character until it is supplied."""


class Span(NamedTuple):
    """A stretch of a text: code points, half open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Origin:
    """The bytes a text came from, and how they became text.

    `undecodable` holds what no encoding could read: pairs of an offset in the text (code points), where one
    U+FFFD stands, and the bytes that stood there, in hexadecimal. With it, `encode` gives every source back.
    """

    path: str
    sha256: str
    size: int  # bytes
    encoding: str  # a Python codec name
    found: str  # how the encoding was found: "strict UTF-8", "byte-order mark", "chardet, 0.93", ...
    bom: str = ""  # the byte-order mark as received, in hexadecimal
    media_type: str = "text/plain"
    undecodable: tuple[tuple[int, str], ...] = ()

    def encode(self, text: str) -> bytes:
        """The bytes that were read as `text`.

        >>> Origin("a.txt", "", 3, "utf-8", "strict UTF-8", undecodable=((1, "ff"),)).encode("a\\ufffdb")
        b'a\\xffb'
        """
        parts: list[bytes] = [bytes.fromhex(self.bom)]
        done = 0
        for offset, raw in self.undecodable:
            parts.append(text[done:offset].encode(self.encoding))
            parts.append(bytes.fromhex(raw))
            done = offset + 1
        parts.append(text[done:].encode(self.encoding))
        return b"".join(parts)


@dataclass(frozen=True, slots=True)
class Document:
    """A text as received: decoded, otherwise untouched; lines end as they came.

    `id` is stable: the path relative to the corpus root, without its suffix. `Document(id=..., text=...)` alone
    is enough; `origin` is for texts that came from bytes.
    """

    id: str
    text: str
    origin: Origin | None = None
    _seen: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def reading(self, text: str) -> Document:
        """The same document as a later stage sees it: same identity, another text; itself when the text is the same."""
        return self if text == self.text else Document(self.id, text, self.origin)

    def seen(self, look: Callable[[str], Seen]) -> Seen:
        """What `look` makes of the text, made once, however many stages ask for it: its rows, its language.

        >>> document = Document("d", "one\\ntwo")
        >>> document.seen(str.split) is document.seen(str.split)
        True
        """
        if look not in self._seen:
            self._seen[look] = look(self.text)
        found: Seen = self._seen[look]
        return found

    def __getstate__(self) -> tuple[object, ...]:
        """What another process needs: not what was made of the text."""
        return self.id, self.text, self.origin

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for name, value in zip(("id", "text", "origin", "_seen"), (*state, {}), strict=True):
            object.__setattr__(self, name, value)

    @property
    def sha256(self) -> str:
        """Digest of the bytes received, or of the text as UTF-8 when it did not come from bytes."""
        if self.origin is not None:
            return self.origin.sha256
        return digest(self.text)


class Line(NamedTuple):
    """One line: `text[start:end]` without its end, which is `text[end:stop]`: `\\n`, `\\r\\n`, a lone `\\r`
    or, at the end of the text, nothing."""

    start: int
    end: int
    stop: int
    text: str


def lines(text: str) -> Iterator[Line]:
    """The lines of a text with their places.

    Not `str.splitlines`, which also breaks on form feeds, U+0085 and U+2028: here a line ends at line feed,
    carriage return, or the two together, and nothing else. An empty last line is not given.

    >>> [(line.text, line.stop - line.end) for line in lines("a\\r\\nb\\x0cc\\nd")]
    [('a', 2), ('b\\x0cc', 1), ('d', 0)]
    """
    return map(Line._make, bounds(text))


def bounds(text: str) -> Iterator[tuple[int, int, int, str]]:
    """What `lines` gives, as bare tuples, which cost a third."""
    start = 0
    returns = "\r" in text
    bodies = text.split("\n")
    last = bodies.pop()
    for body in bodies:
        end = start + len(body)
        if returns and "\r" in body:
            yield from _at_returns(body, start, 1)
        else:
            yield start, end, end + 1, body
        start = end + 1
    if last:
        yield from _at_returns(last, start, 0)


def _at_returns(body: str, start: int, feed: int) -> Iterator[tuple[int, int, int, str]]:
    """The lines of what stands before a line feed (`feed` 1) or the end of the text (0), which lone returns part."""
    *lone, rest = body.split("\r")
    for number, part in enumerate(lone):
        end = start + len(part)
        closes = feed and number == len(lone) - 1 and not rest
        yield start, end, end + 1 + closes, part
        start = end + 1
    if rest:
        yield start, start + len(rest), start + len(rest) + feed, rest


def digest(text: str) -> str:
    """SHA-256 of a text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
