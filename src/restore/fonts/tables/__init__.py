"""Fonts that number their glyphs by no known order, one JSON file each: adding a font is adding a file.

A file has a `name` for readers, the `rule` of the edits, its `origin`, `readings` from code to character, and `runs`
of characters whose codes follow one another, each under the first of them. `scripts/build_glyph_table.py` writes one
from a font.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

from ..orders import GlyphTable


@lru_cache(maxsize=1)
def fixed() -> tuple[GlyphTable, ...]:
    """All tables, by file name.

    >>> [table.name for table in fixed()][:2]
    ["Caladea's glyph numbers", "Calibri's glyph numbers"]
    >>> "".join(fixed()[1].readings[ord(c)] for c in "ƚŚĞ")
    'the'
    """
    found = []
    for file in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json"):
            about = json.loads(file.read_text("utf-8"))
            runs = {
                int(first) + i: reading
                for first, run in about.get("runs", {}).items() for i, reading in enumerate(run)
            }
            readings = {int(code): reading for code, reading in about["readings"].items()}
            found.append(GlyphTable(about["name"], about["rule"], {**runs, **readings}))
    return tuple(found)
