"""What is no text is refused, with a word on how to get the text out of it."""

from __future__ import annotations

from ..errors import UnreadableError
from .decoding import Decoded

_EXTRACT = "extract its text first, for example with `pdftotext FILE.pdf FILE.txt`, and restore that"
_EXPORT = "open it in the program that made it, export plain text, and restore that"
_UNPACK = "unpack it (or, for an office file, export plain text) and restore the files in it"
_IMAGE = "run OCR on it and restore the text that gives"

_MAGIC = (  # from the `file` database: bytes at the start, what it is, what to do
    (b"%PDF-", "a PDF", _EXTRACT), (b"%!PS", "a PostScript file", _EXTRACT),
    (b"PK\x03\x04", "a zip archive or an office file", _UNPACK), (b"PK\x05\x06", "a zip archive", _UNPACK),
    (b"\x1f\x8b", "a gzip archive", _UNPACK), (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK), (b"7z\xbc\xaf'\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK), (b"\x28\xb5\x2f\xfd", "a zstd archive", _UNPACK),
    (b"\x89PNG\r\n\x1a\n", "an image", _IMAGE), (b"\xff\xd8\xff", "an image", _IMAGE),
    (b"GIF87a", "an image", _IMAGE), (b"GIF89a", "an image", _IMAGE), (b"II*\x00", "an image", _IMAGE),
    (b"MM\x00*", "an image", _IMAGE), (b"AT&TFORM", "a DjVu file", _EXTRACT),
    (b"{\\rtf", "an RTF file", _EXPORT), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file", _EXPORT),
    (b"\x7fELF", "a program", "name a text"), (b"SQLite format 3\x00", "a database", _EXPORT),
)

_HIGHS = bytes(range(128, 256))
_CONTROLS = bytes(byte for byte in range(1, 32) if byte not in b"\t\n\f\r\x1b")


def refuse_binary(raw: bytes, path: str, found: Decoded) -> None:
    """Raises `UnreadableError` when `raw` is no text.

    Known by its first bytes, or by what text never holds in such shares. Control characters alone prove nothing:
    they are a third of a page whose font kept its glyph order (U+0003 for a space), and such a page is just
    what is to be restored. But such a page is ASCII or UTF-8; compressed or compiled matter is neither.
    """
    for magic, what, advice in _MAGIC:
        if raw.startswith(magic):
            raise UnreadableError(f"{path} is {what}, not a text: {advice}")
    if not raw or found.encoding.startswith(("utf-16", "utf-32")):
        return
    size = len(raw)
    nuls = raw.count(0)
    is_utf8 = found.encoding == "utf-8"
    # A text may hold stray NULs, one in ten at the most seen in padded records; programs and databases hold more.
    if nuls * 10 > size or (not is_utf8 and nuls * 100 > size):
        raise UnreadableError(f"{path} holds {nuls:,} NUL bytes in {size:,}, it is no text: {_EXPORT}")
    controls = size - len(raw.translate(None, _CONTROLS))
    highs = size - len(raw.translate(None, _HIGHS))
    # Compressed bytes: a half beyond ASCII, a tenth controls. Cyrillic or Chinese: over a half, but no controls.
    if not is_utf8 and controls * 50 > size and highs * 5 > size:
        raise UnreadableError(
            f"{path} is neither UTF-8 nor any text encoding ({controls:,} control characters): {_EXPORT}"
        )
