"""What a page number looks like: arabic, roman, with a letter, with its head run into it, or misread."""

from __future__ import annotations

import re
from typing import NamedTuple


class Number(NamedTuple):
    """A row read as a page number: its value, how it is counted, and whether other words stand on the row."""

    value: int
    kind: str  # "arabic", "roman", "ROMAN", "inside", or "letter A-" for A-12
    bare: bool
    head: str = ""  # the words beside the number when it is not bare
    fused: bool = False  # the number ran into the end of its head

    @property
    def label(self) -> str:
        if self.kind.startswith("letter"):
            return f"{self.kind[7:]}{self.value}"
        if self.kind in ("roman", "ROMAN"):
            text = roman(self.value)
            return text.upper() if self.kind == "ROMAN" else text
        return str(self.value)


_FRAME = r"[-–—~*_.·•|\[\](){}<>«»#=\s]*"
_WORD = (
    r"(?:(?:p|pp|pag|pág|page|pagina|página|seite|s|str|strona|стр|страница|bl|blatt|blz|bladzijde|folio|feuille|fol)\b"
    r"\.?\s*)?"
)
_TOTAL = r"(?:\s*(?:/|\bof\b|\bvon\b|\bde\b|\bsur\b|\bdi\b|\bvan\b|\bz\b)\s*\d{1,5})?"
_BARE = re.compile(
    rf"{_FRAME}{_WORD}(?:(?P<arabic>\d{{1,5}}){_TOTAL}|(?P<prefix>[A-Z]{{1,3}}[-.–]?)(?P<suffix>\d{{1,4}})"
    rf"|(?P<roman>[ivxlc]{{1,9}})|(?P<ROMAN>[IVXLC]{{1,9}})){_FRAME}",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\(\w+\)|\w+[.)]")
"""`(1)`, `1.` and `1)` number the parts of a text, not its pages."""

_ROMAN = re.compile(r"(?:c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})")
_AT_EDGE = re.compile(
    r"(?P<left>\d{1,5})\s+(?P<after>\D.*)|(?P<before>.*(?:[^\d\s./:,-]|\bpp?\.|\bpág\.|\bS\.))[\s|]+(?P<right>\d{1,5})(?:\s*(?:/|of|von)\s*\d{1,5})?"
)


def roman(value: int) -> str:
    """A number in small roman numerals.

    >>> roman(14), roman(199)
    ('xiv', 'cxcix')
    """
    text = ""
    for amount, sign in zip(
        (100, 90, 50, 40, 10, 9, 5, 4, 1), ("c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"), strict=True
    ):
        text += sign * (value // amount)
        value %= amount
    return text


def from_roman(text: str) -> int:
    """The value of a roman numeral, 0 when it is none.

    >>> from_roman("xiv"), from_roman("mix"), from_roman("civil")
    (14, 0, 0)
    """
    low = text.lower()
    if not low or not _ROMAN.fullmatch(low):
        return 0
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    total = 0
    for sign, following in zip(low, [*low[1:], ""], strict=True):
        total += -worth[sign] if following and worth[sign] < worth[following] else worth[sign]
    return total


def bare_number(body: str) -> Number | None:
    """The row as a number that stands alone, in whatever frame.

    >>> bare_number("- 12 -").value, bare_number("2 of 19").value, bare_number("A-7").label
    (12, 2, 'A-7')
    >>> bare_number("12 men") is None
    True
    """
    if not 1 <= len(body) <= 24:
        return None
    match = _BARE.fullmatch(body)
    if match is None or _LISTED.fullmatch(body):
        return None
    if match["arabic"]:
        return Number(int(match["arabic"]), "arabic", True)
    if match["suffix"]:
        prefix = match["prefix"]
        return Number(int(match["suffix"]), f"letter {prefix}", True) if prefix[0].isupper() else None
    text = match["roman"] or match["ROMAN"]
    if not (text.islower() or text.isupper()):
        return None
    value = from_roman(text)
    return Number(value, "ROMAN" if text.isupper() else "roman", True) if value else None


def edge_number(body: str) -> list[Number]:
    """The numbers at the ends of a row of words: the head with its page number.

    >>> [(n.value, n.head) for n in edge_number("214 THE SPIDER")]
    [(214, 'THE SPIDER')]
    >>> [(n.value, n.head) for n in edge_number("Scientific Reports | 5")]
    [(5, 'Scientific Reports')]
    """
    match = _AT_EDGE.fullmatch(body)
    if match is None:
        return []
    if match["left"]:
        return [Number(int(match["left"]), "arabic", False, match["after"].strip(" |"))]
    return [Number(int(match["right"]), "arabic", False, match["before"].strip(" |"))]


CONFUSED = {
    "0": "OoQD", "1": "lIi|!rtJ][jf/\\T", "2": "ZzaiS", "3": "BJS>^", "4": "Aqh",
    "5": "Ss", "6": "bGCS<5", "7": "T/?y1", "8": "BSgH&", "9": "gqpyP",
}
"""What OCR prints for a digit; from the garbled page numbers of one scanned novel and the usual lists."""


def could_be(body: str, value: int) -> bool:
    """Whether a row can be a misprint of a page number: sign for sign it is the digit or one OCR takes for it.

    One sign may be more, less or another where at least one is a digit: `3<5` for 36.

    >>> could_be("IIO", 110), could_be("3<5", 36), could_be("19 r", 191), could_be("Why", 205)
    (True, True, True, False)
    """
    signs = "".join(body.split()).strip(".,·•*'’‘\"-_")
    wanted = str(value)
    if value < 1 or not signs or len(signs) > len(wanted) + 2:
        return False
    return _cost(signs, wanted) <= (1 if len(wanted) > 1 and any(map(str.isdigit, signs)) else 0)


def _cost(signs: str, wanted: str) -> int:
    """Edit distance in which a digit costs nothing against the signs OCR takes for it."""
    row = list(range(len(wanted) + 1))
    for i, sign in enumerate(signs, 1):
        previous, row[0] = row[0], i
        for j, digit in enumerate(wanted, 1):
            same = sign == digit or sign in CONFUSED[digit]
            previous, row[j] = row[j], min(previous + (not same), row[j] + 1, row[j - 1] + 1)
    return row[-1]
