"""Fonts that number their glyphs by no known order, one JSON file each: adding a font is adding a file.

A file has a `name` for readers, the `rule` of the edits, its `origin`, `readings` from code to character, and `runs`
of characters whose codes follow one another, each under the first of them. One that is not looked for `alone` begins
like a known order and says how such fonts go on. `scripts/build_glyph_table.py` writes one from a font.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from ..orders import GlyphTable


@lru_cache(maxsize=1)
def fixed() -> tuple[GlyphTable, ...]:
    """The fonts that are recognised by their table, by file name.

    >>> [table.name for table in fixed()][:2]
    ["Caladea's glyph numbers", "Calibri's glyph numbers"]
    >>> "".join(fixed()[1].readings[ord(c)] for c in "ƚŚĞ")
    'the'
    """
    return tuple(table for table, alone in _read() if alone)


@lru_cache(maxsize=1)
def every() -> tuple[GlyphTable, ...]:
    """All tables, by file name."""
    return tuple(table for table, _ in _read())


def _read() -> Iterator[tuple[GlyphTable, bool]]:
    for file in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json"):
            about = json.loads(file.read_text("utf-8"))
            runs = {
                int(first) + i: reading
                for first, run in about.get("runs", {}).items() for i, reading in enumerate(run)
            }
            readings = {int(code): reading for code, reading in about["readings"].items()}
            yield GlyphTable(about["name"], about["rule"], {**runs, **readings}), about.get("alone", True)
