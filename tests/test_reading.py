"""Bytes to documents and back, and what is refused."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import restore
from restore.reading import decode, read_bytes, survey, walk

FRENCH = "Le café de l’été — déjà vu à Noël, où il fut très aimé.\n"
RUSSIAN = "Центральный комитет партии обсудил вопрос о культе личности.\n"
CHINESE = "朝鲜劳动党中央委员会召开全体会议。\n"


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_come_back(data: bytes) -> None:
    assert decode(data).encode() == data


@settings(deadline=None)
@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.binary(min_size=1, max_size=3)), max_size=3))
def test_damaged_text_comes_back(text: str, wounds: list[tuple[int, bytes]]) -> None:
    data = text.encode("utf-8", "replace")
    for place, raw in wounds:
        data = data[:place] + raw + data[place:]
    assert decode(data).encode() == data


@settings(deadline=None)
@given(
    st.text(st.characters(codec="utf-8"), max_size=60),
    st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"]),
)
def test_a_mark_settles_the_encoding(text: str, encoding: str) -> None:
    mark = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE,
            "utf-32-le": codecs.BOM_UTF32_LE}[encoding]
    data = mark + text.encode(encoding)
    if encoding == "utf-16-le" and text[:1] == "\0":
        return  # these bytes are also the mark of UTF-32
    found = decode(data)
    assert (found.text, found.encoding, found.bom) == (text, encoding, mark)
    assert found.encode() == data


@pytest.mark.parametrize("name", sorted(path.name for path in Path("seeds").glob("*.txt")))
def test_seeds_come_back(name: str) -> None:
    raw = (Path("seeds") / name).read_bytes()
    document = restore.read(Path("seeds") / name)
    assert document.origin is not None
    assert document.origin.encode(document.text) == raw
    assert document.origin.found == "strict UTF-8"


@pytest.mark.parametrize(("text", "codec"), [
    (FRENCH, "cp1252"), (FRENCH, "mac_roman"), ("café", "latin-1"), ("He said: “don’t” – naïve.", "cp1252"),
    (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "cp866"),
    ("Zażółć gęślą jaźń, proszę państwa, to już było.", "cp1250"),
    ("朝鮮労働党中央委員会は八月に総会を開いた。", "shift_jis"),
    ("朝鮮労働党中央委員会は八月に総会を開いた。", "euc_jp"),
    (CHINESE, "gb18030"), ("조선로동당 중앙위원회 전원회의", "euc_kr"),
    ("Die Größe der Straße überraschte Müller.", "cp437"),
    ("x" * 70_000 + " the “Yan’an faction” ", "cp1252"),
])
def test_older_encodings_are_found(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("raw", [b"abc\0def\n", b"abc\0de\n", b"a table\0of records\0\n"])
def test_a_zero_byte_in_ascii_makes_no_utf16(raw: bytes) -> None:
    assert decode(raw).text == raw.decode("ascii")


@pytest.mark.parametrize("text", ["Kim Il Sung\r\nspoke.", RUSSIAN, CHINESE, FRENCH])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(text: str, encoding: str) -> None:
    found = decode((text * 3).encode(encoding))
    assert (found.text, found.encoding) == (text * 3, encoding)


def test_a_cut_utf16_file_keeps_its_last_byte() -> None:
    data = codecs.BOM_UTF16_LE + "comrade".encode("utf-16-le")[:-1]
    found = decode(data)
    assert found.text == "comrad\ufffd"
    assert found.undecodable == ((6, "65"),)
    assert found.encode() == data


def test_bad_bytes_in_utf8_are_losses_and_come_back() -> None:
    data = (FRENCH * 3).encode() + b"in 19\xff\xfe6 the \xe2\x80 end, and a real \xef\xbf\xbd"
    document = read_bytes(data, "a")
    assert document.origin is not None
    assert document.origin.encoding == "utf-8"
    assert document.text.endswith("in 19\ufffd\ufffd6 the \ufffd end, and a real \ufffd")
    assert [raw for _, raw in document.origin.undecodable] == ["ff", "fe", "e280"]
    assert document.origin.encode(document.text) == data


@pytest.mark.parametrize("data", [b"a\rb\r", b"a\r\nb\r\n", b"a\nb\r\nc\rd", b"a\x0cb\x1cc"])
def test_line_ends_and_controls_stay(data: bytes) -> None:
    assert read_bytes(data, "a").text.encode() == data


def test_an_empty_file_is_an_empty_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    document = restore.read(tmp_path / "a.txt")
    assert (document.text, document.id) == ("", "a")
    assert document.origin is not None
    assert document.origin.found == "empty"


def test_glyph_garbage_is_text() -> None:
    """A page in glyph order has U+0003 for each space and U+0013 to U+001C for digits: not binary."""
    garbage = "".join(chr(ord(c) - 29) for c in "In 1956 the Plenum of the Party, 30 August 1956, took place.") * 20
    assert read_bytes(garbage.encode(), "a").text == garbage
    lost = garbage.replace("\x03", "\ufffd")
    assert read_bytes(lost.encode(), "a").text == lost


def test_a_few_nuls_are_kept_and_many_are_refused() -> None:
    assert read_bytes(b"one\0two and more words than zeros", "a").text[3] == "\0"
    with pytest.raises(restore.UnreadableError, match="NUL"):
        read_bytes(b"\0" * 100, "a")


@pytest.mark.parametrize(("data", "says"), [
    (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "pdftotext"), (b"PK\x03\x04\x14\0\0\0", "office"),
    (b"\x89PNG\r\n\x1a\n\0\0", "OCR"), (b"\xff\xd8\xff\xe0\0\x10JFIF", "OCR"), (b"\x1f\x8b\x08\0", "gzip"),
    (b"{\\rtf1 hello}", "plain text"), (bytes(range(256)) * 8, "no text|neither"),
    (bytes((7 * i * i + 3 * i) % 251 + 1 for i in range(4000)), "neither"),
])
def test_binary_is_refused_with_advice(data: bytes, says: str) -> None:
    with pytest.raises(restore.UnreadableError, match=says):
        read_bytes(data, "a.bin")


def test_paths_that_cannot_be_read_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(restore.UnreadableError, match="check the path"):
        restore.read(tmp_path / "missing.txt")
    with pytest.raises(restore.UnreadableError, match="folder"):
        restore.read(tmp_path)
    for nameless in (".", "..", "/", ""):
        with pytest.raises(restore.UnreadableError, match="folder"):
            restore.read(nameless)
    with pytest.raises(restore.UnreadableError, match="no documents"):
        walk([tmp_path])
    with pytest.raises(restore.UnreadableError, match="check the path"):
        walk([tmp_path / "missing"])
    with pytest.raises(restore.UnreadableError):
        restore.read("a\0b")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the super-user may read everything")
def test_a_file_not_permitted_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(restore.UnreadableError, match="not permitted"):
        restore.read(path)


def _tree(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)


def test_a_folder_gives_its_texts_in_order(tmp_path: Path) -> None:
    _tree(tmp_path, "b.txt", "a/x.md", "a/x.y.HTML", ".hidden.txt", ".git/c.txt", "scan.png", "notes")
    seen = survey([tmp_path])
    assert [id for id, _ in seen.found] == ["a/x", "a/x.y", "b"]
    assert [path.name for path in seen.skipped] == ["notes", "scan.png"]
    assert [restore.read(path, tmp_path).id for _, path in seen.found] == ["a/x", "a/x.y", "b"]


def test_ids_are_unique_and_do_not_depend_on_the_order(tmp_path: Path) -> None:
    _tree(tmp_path, "old/a.txt", "new/a.txt", "one/a.txt", "one/a.md", "one/b.txt")
    paths = [tmp_path / "old/a.txt", tmp_path / "new/a.txt", tmp_path / "one", tmp_path / "one/b.txt"]
    found = walk(paths)
    assert found == walk(reversed(paths))
    assert [id for id, _ in found] == ["a.md", "b", "new/a", "old/a", "one/a"]
    assert len({path for _, path in found}) == 5


def test_a_name_that_is_no_utf8_has_an_id_that_can_be_typed_and_an_origin_that_can_be_found(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"caf%E9.txt", b"caf\xe8.txt"):
        (tmp_path / os.fsdecode(name)).write_bytes(name)
    seen = survey([tmp_path])
    ids = [id for id, _ in seen.found]
    assert "caf%E8" in ids
    assert len(set(ids)) == 3
    for id, path in seen.found:
        document = restore.read(path, id=id, below=seen.below[id])
        assert document.origin is not None
        assert (tmp_path / document.origin.path).read_bytes() == path.read_bytes()


def test_a_file_that_is_named_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    _tree(tmp_path, "letter.asc")
    assert walk([tmp_path / "letter.asc"]) == [("letter", tmp_path / "letter.asc")]


def test_html_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>a &amp; b</p>")
    document = restore.read(tmp_path / "a.html")
    assert document.text == "<p>a &amp; b</p>"
    assert document.origin is not None
    assert document.origin.media_type == "text/html"
