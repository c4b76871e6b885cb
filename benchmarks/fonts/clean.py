"""Clean texts that must not change: prose in many languages, and everything that only looks strange."""

from __future__ import annotations

import codecs
import glob
import os
from collections.abc import Iterator
from itertools import zip_longest

from . import prose
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


def documents(size: int) -> Iterator[tuple[str, str]]:
    """About `size` characters of clean text as (kind, document): half prose, a quarter code, a quarter the rest."""
    yield from _portions(_prose(), size // 2)
    yield from _portions(_code(), size // 4)
    english = prose.sources("en")
    kinds = texts(english.get("manual", english["own"]), 1, max(20_000, size // 80))
    for name, make in kinds.items():
        yield from _cut(name, make())


def _prose() -> Iterator[tuple[str, str]]:
    for language in (*prose.LANGUAGES, *MINORITIES):
        yield f"prose: {language}", "\n".join(prose.lines("\n".join(prose.sources(language).values())))


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
