"""Writes the glyph table of a font: which character each of its glyph numbers prints.

    python scripts/build_glyph_table.py Caladea-Regular.ttf "Caladea's glyph numbers" table-caladea
    python scripts/build_glyph_table.py LiberationSerif-Regular.ttf "Liberation's glyph numbers" table-liberation order

The file goes to `src/restore/fonts/tables`, where every JSON file is one font that `restore` knows. Only what European
prose is printed with is written down: Latin, Greek and Cyrillic letters, their marks and ligatures. With `order` the
table is no font to be looked for, but one that begins like a known order and says how such fonts go on. Numbers are
facts of the font, read from its own character map; nothing else of the font is taken.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont

TABLES = Path(__file__).parent.parent / "src" / "restore" / "fonts" / "tables"
RANGES = ((0x20, 0x250), (0x370, 0x460), (0x490, 0x494), (0x2010, 0x2028), (0x2030, 0x203B), (0x20AC, 0x20AD),
          (0x2116, 0x2117), (0x2122, 0x2123), (0x2212, 0x2213), (0xFB00, 0xFB05))  # fmt: skip


def readings(font: TTFont) -> dict[int, str]:
    """What each glyph prints; of several characters of one glyph the plainest."""
    number = font.getReverseGlyphMap()
    found: dict[int, str] = {}
    for code, glyph in sorted(font.getBestCmap().items()):
        if any(first <= code < end for first, end in RANGES) and code not in (0xA0, 0xAD):
            found.setdefault(number[glyph], unicodedata.normalize("NFKC", chr(code)) if code > 0xFAFF else chr(code))
    return found


def runs(found: dict[int, str]) -> dict[str, str]:
    """Glyphs in succession that print one character each, as one string under the number of the first."""
    single = sorted((code, reading) for code, reading in found.items() if len(reading) == 1)
    grouped = groupby(enumerate(single), key=lambda item: item[1][0] - item[0])
    held = [[pair for _, pair in group] for _, group in grouped]
    return {str(run[0][0]): "".join(reading for _, reading in run) for run in held}


def main(path: str, name: str, rule: str, order: str = "") -> None:
    font = TTFont(path, lazy=True)
    found = readings(font)
    version = str(font["name"].getDebugName(5)).split(";")[0]
    about = {
        "name": name,
        "rule": f"glyphs/{rule}",
        "origin": f"{Path(path).name}, {version}: its own character map. Numbers are facts, not text.",
        **({"alone": False} if order else {}),
        "runs": runs(found),
        "readings": {str(code): reading for code, reading in sorted(found.items()) if len(reading) > 1},
    }
    target = TABLES / f"{rule.removeprefix('table-')}.json"
    target.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="")
    print(f"{target}: {len(found)} glyphs", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
