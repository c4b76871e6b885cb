"""Glyph orders: which number a font gives to a character, hence which garbage comes out.

An order is a dict from character (or ligature, as the letters it stands for) to glyph number. Orders are either a
font's own, read from its file, or those of fonts we may not hold (Times New Roman, Calibri), laid over a free font.
"""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.agl import AGL2UV
from fontTools.cffLib import cffISOAdobeStrings
from fontTools.ttLib import TTFont
from fontTools.ttLib.standardGlyphOrder import standardGlyphOrder

Order = dict[str, int]

LIBERATION = ("LiberationSerif-Regular.ttf", "fonts-liberation")

LIGATURES = {"fi": "\ufb01", "fl": "\ufb02"}

ISOLATED = {"ti": "O", "tf": "[", "fi": "¿", "fl": "À", "ff": "\ufffd", "Th": "\ufffd"}
"""Ligatures whose entry in an otherwise right map is wrong or empty, as seen in the wild: `operaOons`, `pla[orm`,
`¿nancial`, `The` as one lost character. Which ligatures a font has differs: see `_isolated`."""

MERGED = str.maketrans("aeioubdghklmnprtvw", "eeeeennnnnnrrrrrss")
"""A map that cannot be inverted: many letters printed as one."""

CALIBRI = {
    # The numbers of issue 3, and capitals and marks read from Calibri garbage found in the wild
    # (`dŚĞ` The, `hŶŝǀĞƌƐŝƚǇ` University, `ŝƚ͛Ɛ` it’s, `;ϮϬϭϱͿ` (2015)).
    **dict(zip("abcdefghijklmnopqrstuvwxyz",
               (258, 271, 272, 282, 286, 296, 336, 346, 349, 361, 364, 367, 373, 374, 381, 393, 395, 396, 400,
                410, 437, 448, 449, 454, 455, 460), strict=True)),
    **dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ",
               (4, 17, 18, 24, 28, 38, 39, 44, 47, 58, 60, 62, 68, 69, 75, 87, 89, 90, 94, 100, 104, 115, 116,
                121, 122, 127), strict=True)),
    **{str(digit): 1004 + digit for digit in range(10)},
    " ": 3, "ti": 415, ".": 856, ",": 853, ";": 854, ":": 855, "-": 882, "–": 884, "/": 876, "“": 862, "”": 863,
    "’": 859, "‘": 858, "(": 894, ")": 895, "?": 845, "!": 842, "å": 266, "ä": 263, "ö": 386,
}


def _by_name(names: Iterable[str], first: int = 0) -> Order:
    known = AGL2UV.keys() | LIGATURES.keys()  # fontTools' list leaves the two ligatures out
    return {
        name if name in LIGATURES else chr(AGL2UV[name]): number
        for number, name in enumerate(names, first) if name in known
    }


def macintosh(step_at: int | None = None) -> Order:
    """The Macintosh order of 258 glyphs; with `step_at`, of a font that lacks the glyph of that number.

    >>> order = macintosh()
    >>> "".join(chr(order[c]) for c in "the"), chr(order["é"]), chr(order["ä"])
    ('WKH', 'p', 'l')
    >>> chr(macintosh(step_at=172)["fl"]), chr(order["fl"])
    ('À', 'Á')
    """
    names = [name for number, name in enumerate(standardGlyphOrder) if number != step_at]
    return _by_name(names)


def iso_adobe() -> Order:
    """Adobe's standard strings, the order of many CFF fonts: space is 1, ASCII shifted by 31.

    >>> "".join(chr(iso_adobe()[c]) for c in "the")
    'UIF'
    """
    return _by_name(cffISOAdobeStrings)


def ranges(capitals: int, small: int) -> Order:
    """Letters only, two shifts; other characters come from another font.

    >>> "".join(chr(ranges(11, 15)[c]) for c in "Certificate")
    '8VceZWZTReV'
    """
    return {chr(c): c - capitals for c in range(65, 91)} | {chr(c): c - small for c in range(97, 123)}


@lru_cache(maxsize=8)
def find(name: str) -> Path | None:
    """A font file of the system by its file name."""
    found = sorted(glob.glob(f"/usr/share/fonts/**/{name}", recursive=True))
    return Path(found[0]) if found else None


@lru_cache(maxsize=4)
def opened(path: Path) -> TTFont:
    return TTFont(path, lazy=True)


def own(path: Path) -> Order:
    """A font's own order."""
    font = opened(path)
    number = font.getReverseGlyphMap()
    order = {chr(c): number[glyph] for c, glyph in font.getBestCmap().items()}
    for letters, ligature in LIGATURES.items():
        if ligature in order:
            order[letters] = order[ligature]
    return order


def _isolated(*ligatures: str) -> Callable[[], Order]:
    """A font's own order and some ligatures above it."""

    def order() -> Order:
        path = find(LIBERATION[0])
        return (own(path) if path else {}) | {letters: 60000 + i for i, letters in enumerate(ligatures)}

    return order


def _isolated_map(letters: str) -> str:
    return ISOLATED.get(letters, letters)


@dataclass(frozen=True)
class Family:
    """One way to get garbage: a font, an order, and how spaces and ligatures are set.

    `gaps`: words are placed one by one and there is no space glyph, as TeX does; the extractor infers spaces.
    `subset`: a simple font whose codes are given in order of first use, from 33, as Quartz and others do.
    """

    name: str
    kind: str  # "known", "steps", "arbitrary", "not invertible"
    font: str
    package: str  # the Debian package that has it
    order: Callable[[], Order] | None = None  # None: the font's own
    ligatures: bool = False
    gaps: bool = False
    subset: bool = False
    lacking: float = 0.03  # share of characters that may come from a fallback font; Polish in mac order needs 0.07
    wrong: Callable[[str], str] | None = None  # a ToUnicode map, but this one
    languages: tuple[str, ...] = ()  # empty: all that the order covers


FAMILIES = (
    Family("mac", "known", *LIBERATION, macintosh, ligatures=True),
    Family("mac-step", "known", *LIBERATION, lambda: macintosh(172), ligatures=True),
    Family("mac-gaps", "known", *LIBERATION, macintosh, gaps=True),
    Family("liberation", "known", *LIBERATION),
    Family("dejavu", "known", "DejaVuSerif.ttf", "fonts-dejavu-core"),
    Family("adobe", "known", *LIBERATION, iso_adobe, ligatures=True),
    Family("libertine-cff", "known", "LinLibertine_R.otf", "fonts-linuxlibertine"),
    Family("freefont-cff", "known", "FreeSerif.otf", "fonts-freefont-otf"),
    Family("freefont", "steps", "FreeSerif.ttf", "fonts-freefont-ttf"),
    Family("caladea", "steps", "Caladea-Regular.ttf", "fonts-crosextra-caladea"),
    Family("ranges", "steps", *LIBERATION, lambda: ranges(11, 15), gaps=True, lacking=0.2,
           languages=("en",)),
    Family("calibri", "steps", "Carlito-Regular.ttf", "fonts-crosextra-carlito", lambda: CALIBRI,
           languages=("en", "sv")),
    Family("carlito", "arbitrary", "Carlito-Regular.ttf", "fonts-crosextra-carlito"),
    Family("lato", "arbitrary", "Lato-Regular.ttf", "fonts-lato"),
    Family("first-use", "arbitrary", *LIBERATION, subset=True),
    Family("first-use-gaps", "arbitrary", *LIBERATION, subset=True, gaps=True),
    Family("isolated-ti", "isolated", *LIBERATION, _isolated("ti", "tf"), ligatures=True, wrong=_isolated_map),
    Family("isolated-fi", "isolated", *LIBERATION, _isolated("fi", "fl"), ligatures=True, wrong=_isolated_map),
    Family("isolated-lost", "isolated", *LIBERATION, _isolated("Th", "ff"), ligatures=True, wrong=_isolated_map),
    Family("merged", "not invertible", *LIBERATION, wrong=lambda letters: letters.translate(MERGED)),
)


@lru_cache(maxsize=32)
def numbers(name: str) -> Order:
    """The order of a family by its name; empty where it is another for each page, or its font is not there."""
    family = next(each for each in FAMILIES if each.name == name)
    path = find(family.font)
    if family.subset or path is None:
        return {}
    return family.order() if family.order else own(path)


def unprinted(name: str, text: str, garbage: str) -> str:
    """The letters of a text in a family's font whose numbers are printed nowhere: lost with the control codes, and
    nobody can read them.

    >>> unprinted("caladea", "alla", "**") if find("Caladea-Regular.ttf") else "aa"
    'aa'
    """
    known = numbers(name)
    return "".join(c for c in text if c.isalpha() and c in known and chr(known[c]) not in garbage)
