"""Clean texts that must not change: prose in many languages, and everything that only looks strange."""

from __future__ import annotations

import codecs
import glob
import os
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from . import orders, prose, transport
from .strange import texts

DOCUMENT = 40_000  # characters a document
MINORITIES = ("cy", "tr", "fi", "nl", "cs", "hu", "da", "vi", "el", "ga", "eu", "et", "is", "la", "mt")

def _code() -> Iterator[tuple[str, str]]:
    """Source files of the system, one of each language in turn."""
    places = {
        "Python": codecs.__file__.rpartition("/")[0] + "/*.py", "C": "/usr/include/*.h",
        "Perl": "/usr/share/perl/*/*.p[lm]",
        "JavaScript": "/usr/lib/node_modules/npm/lib/**/*.js", "shell": "/usr/share/doc/*/*/*.sh",
    }
    found = [[(f"code: {name}", path) for path in sorted(glob.glob(pattern, recursive=True))[:120]]
             for name, pattern in places.items()]  # fmt: skip
    for row in zip_longest(*found):
        yield from ((name, prose.read(path)) for name, path in filter(None, row) if os.path.isfile(path))


class Sound(NamedTuple):
    """A text of which everything from `start` on is sound."""

    kind: str
    text: str
    start: int = 0


def documents(size: int) -> Iterator[Sound]:
    """About `size` characters of sound text: half prose, a quarter code, an eighth each of what looks strange, and of
    pages of both after a page of garbage. After it Caesar's cipher is the same garbage: the order itself is one."""
    for kind, text in _portions(_prose(), size // 2):
        yield Sound(kind, text)
    for kind, text in _portions(_code(), size // 4):
        yield Sound(kind, text)
    strange = [part for name, make in _strange(size // 8).items() for part in _cut(name, make())]
    for kind, text in strange:
        yield Sound(kind, text)
    after = [*_portions(_prose(), size // 16), *strange[:: max(1, 16 * len(strange) * DOCUMENT // (size + 1) // 2)],
             *_portions(_code(), size // 32)]  # fmt: skip
    for number, (kind, text) in enumerate(each for each in after if not each[0].startswith("Caesar")):
        garbage = garbled(number)
        yield Sound(f"after garbage: {kind.partition(':')[0]}", garbage + text, len(garbage))


def garbled(number: int) -> str:
    """A page of prose in the glyph order of one of three fonts, its spaces kept or lost."""
    language = prose.LANGUAGES[number % 4]
    order = (orders.macintosh(), orders.iso_adobe(), orders.macintosh(172))[number % 3]
    page = "\n".join(prose.lines(prose.own(language), limit=1500))
    dark = "".join(c if c == "\n" else chr(order.get(c, 3)) for c in page)
    return (transport.to_lost(dark) if number % 2 else dark) + "\n\n"


def _strange(size: int) -> dict[str, Callable[[], str]]:
    english = prose.sources("en")
    kinds = len(texts("", 1, 0))
    return texts(english.get("manual") or english["own"], 1, max(20_000, size // kinds))


def _prose() -> Iterator[tuple[str, str]]:
    for language in (*prose.LANGUAGES, *MINORITIES):
        found = [*prose.sources(language).values(), prose.handbook(language)]
        yield f"prose: {language}", "\n".join(prose.lines("\n".join(found)))


def _portions(found: Iterator[tuple[str, str]], size: int) -> Iterator[tuple[str, str]]:
    """Documents of texts, from each in turn, until there are `size` characters."""
    waiting = [(name, _cut(name, text)) for name, text in found if text.strip()]
    while waiting and size > 0:
        again = []
        for name, parts in waiting:
            part = next(parts, None)
            if part is not None and size > 0:
                size -= len(part[1])
                again.append((name, parts))
                yield part
        waiting = again


def _cut(name: str, text: str) -> Iterator[tuple[str, str]]:
    while text:
        end = text.find("\n", DOCUMENT)
        end = len(text) if end < 0 else end
        yield name, text[:end]
        text = text[end + 1 :]
