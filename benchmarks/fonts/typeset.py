"""Lines of text into a PDF, with fonts that keep a glyph order and, where asked, no ToUnicode map."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from .orders import LIGATURES, Family, Order, find, opened, own

SIZE, LEADING, MARGIN, PER_PAGE = 10, 13, 50, 58


class Run(NamedTuple):
    """A stretch of one line in one font; `dark`: the font without a ToUnicode map."""

    text: str
    dark: bool


class Glyph(NamedTuple):
    code: int
    letters: str  # what it stands for
    char: str  # the character whose shape it has


class Unset(Exception):
    """The order has no number for a character of the text."""


def codes(text: str, order: Order, ligatures: bool) -> list[Glyph]:
    """The glyphs of a text: one a character, or one for a ligature."""
    joined = [part for part in order if len(part) > 1] if ligatures else []
    glyphs = []
    for part in re.findall("|".join([*joined, "."]), text):
        if part not in order:
            raise Unset(part)
        glyphs.append(Glyph(order[part], part, LIGATURES.get(part, part[0])))
    return glyphs


def first_use(text: Iterable[str], first: int = 33) -> Order:
    """Codes in order of first use.

    >>> first_use("the tent")
    {'t': 33, 'h': 34, 'e': 35, ' ': 36, 'n': 37}
    """
    order: Order = {}
    for char in text:
        if char not in order:
            number = first + len(order)
            order[char] = number if number < 127 else number + 34  # Quartz leaves out 127-160
    return order


@lru_cache(maxsize=64)
def _small(path: Path, chars: str, keep_numbers: bool) -> bytes:
    """A font reduced to some characters."""
    options = subset.Options(
        retain_gids=keep_numbers, layout_features=[], notdef_outline=True, glyph_names=False, hinting=False,
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "FFTM", "BASE"]
    font = TTFont(path)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=[ord(c) for c in chars])
    worker.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


class _Font:
    """One font object of the PDF."""

    def __init__(self, pdf: pikepdf.Pdf, family: Family, order: Order, used: dict[int, Glyph], dark: bool) -> None:
        path = find(family.font)
        assert path is not None
        self.pdf, self.family, self.order, self.used, self.dark = pdf, family, order, used, dark
        chars = "".join(sorted({glyph.char for glyph in used.values()} | {" "}))
        self.is_cff = "CFF " in opened(path)
        self.file = TTFont(io.BytesIO(_small(path, chars, self.is_cff)))
        self.cmap = self.file.getBestCmap()
        self.gid = self.file.getReverseGlyphMap()
        upem = self.file["head"].unitsPerEm
        widths = self.file["hmtx"].metrics
        self.width = {code: round(widths[self.cmap[ord(g.char)]][0] * 1000 / upem) for code, g in used.items()}

    def _descriptor(self, key: str, stream: pikepdf.Stream) -> pikepdf.Object:
        return self.pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name("/ABCDEF+" + self.family.name), Flags=4,
            FontBBox=[-200, -250, 1200, 950], ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700, StemV=80,
            **{key: stream},
        ))

    def _to_unicode(self, digits: int) -> pikepdf.Stream:
        wrong = self.family.wrong if self.dark else None
        rows = [
            f"<{code:0{digits}X}> <{(wrong(g.letters) if wrong else g.letters).encode('utf-16-be').hex()}>"
            for code, g in sorted(self.used.items())
        ]
        blocks = "\n".join(
            f"{len(rows[i:i + 100])} beginbfchar\n" + "\n".join(rows[i:i + 100]) + "\nendbfchar"
            for i in range(0, len(rows), 100)
        )
        text = (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /X def\n/CMapType 2 def\n"
            f"1 begincodespacerange\n<{'0' * digits}> <{'F' * digits}>\nendcodespacerange\n{blocks}\n"
            "endcmap\nend\nend\n"
        )
        return self.pdf.make_stream(text.encode())

    def _saved(self, *drop: str) -> bytes:
        for table in drop:
            if table in self.file:
                del self.file[table]
        if "post" in self.file:
            self.file["post"].formatType = 3.0  # no glyph names that would tell
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()

    def composite(self) -> pikepdf.Object:
        """Type0, Identity-H: the codes are glyph numbers of two bytes."""
        if self.is_cff:
            cff = io.BytesIO(self.file.reader["CFF "])
            stream = self.pdf.make_stream(cff.getvalue())
            stream["/Subtype"] = pikepdf.Name.CIDFontType0C
            more = {"Subtype": pikepdf.Name.CIDFontType0, "FontDescriptor": self._descriptor("FontFile3", stream)}
        else:
            to_gid = bytearray(2 * (max(self.used) + 1))
            for code, g in self.used.items():
                to_gid[2 * code:2 * code + 2] = self.gid[self.cmap[ord(g.char)]].to_bytes(2, "big")
            stream = self.pdf.make_stream(self._saved("cmap"))
            more = {"Subtype": pikepdf.Name.CIDFontType2, "FontDescriptor": self._descriptor("FontFile2", stream),
                    "CIDToGIDMap": self.pdf.make_stream(bytes(to_gid))}
        widths = pikepdf.Array()
        for code, width in sorted(self.width.items()):
            widths.extend([code, pikepdf.Array([width])])
        below = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, BaseFont=pikepdf.Name("/ABCDEF+" + self.family.name), W=widths, DW=500,
            CIDSystemInfo=pikepdf.Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
            **more,
        )
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=below.BaseFont,
            Encoding=pikepdf.Name("/Identity-H"), DescendantFonts=[self.pdf.make_indirect(below)],
        )
        if not self.dark or self.family.wrong:
            font.ToUnicode = self._to_unicode(4)
        return self.pdf.make_indirect(font)

    def simple(self) -> pikepdf.Object:
        """A symbolic TrueType font: codes of one byte, found through its own (1, 0) map."""
        table = newTable("cmap")
        table.tableVersion = 0
        sub = CmapSubtable.newSubtable(0)
        sub.platformID, sub.platEncID, sub.language = 1, 0, 0
        sub.cmap = {code: self.cmap[ord(g.char)] for code, g in self.used.items()}
        table.tables = [sub]
        self.file["cmap"] = table
        stream = self.pdf.make_stream(self._saved("OS/2", "name"))
        low, high = min(self.used), max(self.used)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType, FirstChar=low, LastChar=high,
            BaseFont=pikepdf.Name("/ABCDEF+" + self.family.name),
            Widths=pikepdf.Array([self.width.get(code, 0) for code in range(low, high + 1)]),
            FontDescriptor=self._descriptor("FontFile2", stream),
        )
        if not self.dark or self.family.wrong:
            font.ToUnicode = self._to_unicode(2)
        return self.pdf.make_indirect(font)

    def made(self) -> pikepdf.Object:
        return self.simple() if self.family.subset else self.composite()


def pdf(lines: Sequence[Sequence[Run]], family: Family) -> bytes:
    """A PDF of some lines. Raises `Unset` for a character the order does not have."""
    path = find(family.font)
    if path is None:
        raise Unset(f"{family.font} is not installed: apt-get install {family.package}")
    whole = "".join(run.text for line in lines for run in line if run.dark)
    dark = first_use(whole.replace(" ", "") if family.gaps else whole) if family.subset else (
        family.order() if family.order else own(path))
    lines = [_settable(line, dark, family) for line in lines]
    orders = {True: dark, False: first_use("".join(run.text for line in lines for run in line))}
    used: dict[bool, dict[int, Glyph]] = {True: {}, False: {}}
    out = pikepdf.new()
    bodies = [
        _content(lines[i:i + PER_PAGE], family, orders, used) for i in range(0, max(len(lines), 1), PER_PAGE)
    ]
    light = Family("light", "known", family.font, family.package)
    if "CFF " in opened(path):  # the light font is a TrueType one: numbers through CIDToGIDMap
        light = Family("light", "known", "DejaVuSerif.ttf", "fonts-dejavu-core")
    fonts = pikepdf.Dictionary()
    for name, fam, is_dark in (("/D", family, True), ("/L", light, False)):
        if used[is_dark]:
            fonts[name] = _Font(out, fam, orders[is_dark], used[is_dark], is_dark).made()
    for body in bodies:
        page = out.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=fonts)
        page.Contents = out.make_stream(body)
    stream = io.BytesIO()
    out.save(stream, static_id=True)
    return stream.getvalue()


def _settable(line: Sequence[Run], order: Order, family: Family) -> list[Run]:
    """A line whose characters that the order lacks are set in the light font, as a fallback font would be."""
    runs: list[Run] = []
    for run in line:
        if not run.dark:
            runs.append(run)
            continue
        lacking = {c for c in run.text if c not in order and not (c == " " and family.gaps)}
        if sum(run.text.count(c) for c in lacking) > family.lacking * max(len(run.text), 34):
            raise Unset("".join(sorted(lacking)))
        parts = re.split(f"([{re.escape(''.join(lacking))}])", run.text) if lacking else [run.text]
        runs += [Run(part, part not in lacking) for part in parts if part]
    return runs


def _content(
    lines: Sequence[Sequence[Run]], family: Family, orders: dict[bool, Order], used: dict[bool, dict[int, Glyph]]
) -> bytes:
    parts = ["BT"]
    for number, line in enumerate(lines):
        y = 842 - MARGIN - LEADING * number
        parts.append(f"1 0 0 1 {MARGIN} {y} Tm")
        for run in line:
            parts.append(f"/{'D' if run.dark else 'L'} {SIZE} Tf")
            digits = 2 if run.dark and family.subset else 4
            pieces = re.split("( )", run.text) if run.dark and family.gaps else [run.text]
            for piece in pieces:
                if piece == " " and run.dark and family.gaps:
                    parts.append("[-300] TJ")
                    continue
                glyphs = codes(piece, orders[run.dark], family.ligatures and run.dark)
                used[run.dark].update((glyph.code, glyph) for glyph in glyphs)
                if glyphs:
                    parts.append("<" + "".join(f"{g.code:0{digits}X}" for g in glyphs) + "> Tj")
    parts.append("ET")
    return "\n".join(parts).encode()
