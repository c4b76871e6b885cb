"""Bytes to text so that the text gives exactly the bytes back.

The order: a byte-order mark, UTF-16 or UTF-32 without one, strict UTF-8, UTF-8 with a few bad bytes, and only
then a guess among the older encodings. Whatever is guessed, `Origin.encode(text)` is the bytes received.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from ..document import LOST, Origin


class Decoded(NamedTuple):
    """A text, and what `Origin` must know to turn it back into bytes."""

    text: str
    encoding: str  # a Python codec name that writes no byte-order mark
    found: str  # how the encoding was found
    bom: bytes = b""
    undecodable: tuple[tuple[int, str], ...] = ()  # offset in the text, bytes in hexadecimal

    def encode(self) -> bytes:
        """The bytes that were read. Raises `UnicodeEncodeError` when the encoding cannot write them."""
        origin = Origin("", "", 0, self.encoding, self.found, self.bom.hex(), undecodable=self.undecodable)
        return origin.encode(self.text)


def decode(data: bytes) -> Decoded:
    """The text of `data` and how it was found.

    >>> decode("pro-\\r\\nmise".encode())[:3]
    ('pro-\\r\\nmise', 'utf-8', 'strict UTF-8')
    >>> decode("Kapsan’s".encode("cp1252")).text
    'Kapsan’s'
    >>> decode("l’été ".encode() * 9 + b"19\\xff6").undecodable
    ((56, 'ff'),)

    A byte that no encoding reads becomes U+FFFD and is listed in `undecodable`. Nothing else is changed: line
    ends, controls and NULs stay. Text that is wrong already in its bytes (mojibake) is the encoding stage's.
    """
    for found in _readings(data):
        if _is_exact(found, data):
            return found
    return Decoded(data.decode("latin-1"), "latin-1", "no encoding reads it: each byte as one character")


def _is_exact(found: Decoded, data: bytes) -> bool:
    try:
        return found.encode() == data
    except UnicodeError:
        return False


def _readings(data: bytes) -> Iterator[Decoded]:
    """Readings to try, the likeliest first."""
    yield from _marked(data)
    yield from _unmarked_wide(data)
    try:
        yield Decoded(data.decode("utf-8"), "utf-8", "strict UTF-8")
        return
    except UnicodeDecodeError:
        pass
    damaged = _damaged_utf8(data)
    if damaged:
        yield damaged
    yield from _legacy(data)


_MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _marked(data: bytes) -> Iterator[Decoded]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            if encoding == "utf-8":
                yield _with_losses(body, encoding, "byte-order mark", mark)
            else:
                yield from _wide(body, encoding, "byte-order mark", mark)


def _wide(body: bytes, encoding: str, found: str, mark: bytes = b"") -> Iterator[Decoded]:
    """UTF-16 or UTF-32, where a lone surrogate or a cut last character is undecodable."""
    width = 4 if "32" in encoding else 2
    whole = len(body) - len(body) % width
    try:
        text = body[:whole].decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return
    undecodable = [
        (place.start(), place.group().encode(encoding, "surrogatepass").hex())
        for place in re.finditer("[\ud800-\udfff]", text)
    ]
    if undecodable:
        text = re.sub("[\ud800-\udfff]", LOST, text)
    if whole < len(body):
        undecodable.append((len(text), body[whole:].hex()))
        text += LOST
    yield Decoded(text, encoding, found, mark, tuple(undecodable))


_SAMPLE = 1 << 16
"""Bytes looked at to tell UTF-16 and to let chardet guess: a guess does not get better after that, only slower."""


_PRINTED = bytes([0, 9, 10, 12, 13, *range(32, 127)])
"""The bytes of an ASCII text, and the zero: other scripts in UTF-16 have controls and high bytes besides."""


def _unmarked_wide(data: bytes) -> Iterator[Decoded]:
    """UTF-16 or UTF-32 that lost its mark: the zero bytes all stand at the same place of each unit.

    Even a text in another script has them, at its spaces and line ends; a text in bytes has none at all. The
    reading must then look like text: letters, marks, digits, punctuation, spaces.
    """
    if len(data) < 4 or b"\0" not in data[:_SAMPLE]:
        return
    sample = data[:_SAMPLE]
    fewest = 0.02 if sample.translate(None, _PRINTED) else 0.5  # of the units: ASCII in UTF-16 has a zero in each
    for encoding, width, zeros in (
        ("utf-32-le", 4, (2, 3)), ("utf-32-be", 4, (0, 1)), ("utf-16-le", 2, (1,)), ("utf-16-be", 2, (0,)),
    ):
        counts = [sample[place::width].count(0) for place in range(width)]
        inside = sum(counts[place] for place in zeros)
        units = max(1, len(sample) // width)
        if width == 4 and inside < 2 * units:
            continue
        scattered = width == 2 and (inside < fewest * units or sum(counts) - inside > 0.02 * inside)
        for found in _wide(data, encoding, "zero bytes at one place of each unit, no mark"):
            if _looks_like_text(found.text[:_SAMPLE]) and not (scattered and not _is_east_asian(found.text, sample)):
                yield found


def _looks_like_text(text: str) -> bool:
    """Whether at most one character in fifty is a control, unassigned, private or half a pair.

    Binary read as UTF-16 has about one in four (private use, unassigned and surrogates fill that much of the
    plane); text of any script has hardly any.
    """
    strange = sum(unicodedata.category(ch)[0] == "C" and ch not in "\t\n\r\f\xad\u200c\u200d" for ch in text)
    return bool(text) and strange * 50 <= len(text)


_EAST_ASIAN = re.compile(r"[\n\r -~\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]")


def _is_east_asian(text: str, sample: bytes) -> bool:
    """Whether a reading as UTF-16 is Chinese, Japanese or Korean through and through.

    There zero bytes stand at both places (U+5F00). Bytes of another kind read so scatter over the plane (these
    blocks are half of it); pairs of ASCII letters look Chinese, but are UTF-8 as they stand.
    """
    if len(_EAST_ASIAN.findall(text[:_SAMPLE])) < 0.97 * len(text[:_SAMPLE]):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return True
    return False


_BAD = re.compile(
    "[\udce0-\udcef][\udc80-\udcbf]{0,2}|[\udcf0-\udcf4][\udc80-\udcbf]{0,3}|[\udc80-\udcff]"
)
"""One lost character, in a text decoded with `surrogateescape`: a lead byte with the bytes that follow it."""


def _with_losses(data: bytes, encoding: str, found: str, mark: bytes = b"") -> Decoded:
    """`data` in an encoding, each bad sequence one U+FFFD."""
    text = data.decode(encoding, "surrogateescape")
    parts: list[str] = []
    undecodable: list[tuple[int, str]] = []
    done = length = 0
    for bad in _BAD.finditer(text):
        parts += (text[done : bad.start()], LOST)
        length += bad.start() - done
        undecodable.append((length, bad.group().encode("ascii", "surrogateescape").hex()))
        length += 1
        done = bad.end()
    if undecodable:
        parts.append(text[done:])
        text = "".join(parts)
    return Decoded(text, encoding, found, mark, tuple(undecodable))


_HIGH = re.compile(rb"[\x80-\xff]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LEADS = bytes(range(0xC2, 0xF5))


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few bad bytes, or None.

    At least twice as many good sequences as bad ones: older encodings form valid sequences by chance only (in
    GBK, the worst, about one in ten), so a text that holds mostly good ones was UTF-8 and was damaged.
    A sample is asked first, so that a large file in an older encoding costs nothing here.
    """
    for part in (_sample(data), data):
        found = _with_losses(part, "utf-8", "")
        bad = len(found.undecodable)
        wounded = sum(int(raw[:2], 16) in _LEADS for _, raw in found.undecodable)
        good = len(part) - len(part.translate(None, _LEADS)) - wounded
        if good < 2 * bad:
            return None
    return found._replace(found=f"UTF-8, but {bad:,} of {good + bad:,} characters beyond ASCII are bad bytes")


def _legacy(data: bytes) -> Iterator[Decoded]:
    """Older encodings: Western when every byte fits a Western text, else what chardet says, if it fits.

    chardet alone guesses Cyrillic or Czech for an English text with a few curly quotes, because a handful of
    bytes tells it little; that a word is not made of two scripts tells more.
    """
    from chardet import detect_all

    sample = _sample(data)
    guesses = [
        (str(guess["encoding"]), float(guess["confidence"] or 0))
        for guess in detect_all(sample) if guess["encoding"]
    ]
    said = f"chardet said {guesses[0][0]}, {guesses[0][1]:.2f}" if guesses else "chardet had no guess"
    western = _try(sample, "cp1252")
    few = sum(map(len, _HIGH.findall(sample))) * 5 <= len(sample)
    if western is not None and few and _fits(western):
        yield _with_losses(data, "cp1252", f"every byte fits a Western text ({said})")
    for name, confidence in guesses:
        codec = _codec(name)
        text = _try(sample, codec) if codec else None
        if codec and text is not None and _fits(text):
            yield _with_losses(data, codec, f"chardet, {confidence:.2f}")
    if western is not None:
        yield _with_losses(data, "cp1252", f"nothing fits; Western is likeliest ({said})")


def _sample(data: bytes) -> bytes:
    """The lines of `data` that hold bytes beyond ASCII, up to the size of a sample: the rest tells nothing."""
    if len(data) <= _SAMPLE:
        return data
    parts: list[bytes] = []
    size = done = 0
    for high in _HIGH.finditer(data):
        if high.start() < done:
            continue
        start = max(done, data.rfind(b"\n", max(0, high.start() - 200), high.start()) + 1, high.start() - 200)
        stop = data.find(b"\n", high.end(), high.end() + 200)
        done = stop + 1 if stop >= 0 else min(len(data), high.end() + 200)
        parts.append(data[start:done])
        size += done - start
        if size >= _SAMPLE:
            break
    return b"".join(parts)


def _codec(name: str) -> str | None:
    """The Python codec for a name of chardet's; a superset where one is in common use."""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    if codec in ("ascii", "utf-8") or codec.startswith(("utf-16", "utf-32", "utf-7")):
        return None
    return {"iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(codec, codec)


def _try(sample: bytes, codec: str) -> str | None:
    """The sample in a codec, or None when more than one byte in fifty of those beyond ASCII is not in it."""
    try:
        text = sample.decode(codec, "surrogateescape")
    except (UnicodeError, LookupError, TypeError):
        return None
    bad = sum("\udc80" <= ch <= "\udcff" for ch in text)
    return text if bad * 50 <= sum(map(len, _HIGH.findall(sample))) else None


_MISFIT = re.compile(
    r"[a-z][À-ÖØ-ÞŠŽŒŸĄĆĘŁŃŚŹŻ](?![A-ZÀ-ÖØ-Þ])"  # a capital inside a small word: a wrong Western code page
    r"|[A-Za-z][\u0370-\u05ff]|[\u0370-\u05ff][A-Za-z]"  # two scripts in one word
    r"|[^\W\d_][¡-©«-´¶-¹»-¿×÷ˆ†‡‰€ƒ„“‹•][^\W\d_]"  # a sign in a word
    r"|[\x80-\x9f\udc80-\udcff\u2500-\u259f]"  # controls, undecodable, box drawing
)


def _fits(text: str) -> bool:
    """Whether words look like words: at most one misfit to twenty characters beyond ASCII."""
    return 20 * len(_MISFIT.findall(text)) <= len(_BEYOND_ASCII.findall(text))
