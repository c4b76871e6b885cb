"""The second quick test: what nearly all strange places of sound text fail, and font garbage passes."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from clean_texts import KINDS
from restore.document import Document
from restore.edits import apply, settle
from restore.fonts.hints import hints
from restore.fonts.orders import macintosh
from restore.fonts.suspects import suspects
from restore.fonts.units import LONGEST, rows
from restore.stages import glyphs

CIPHERS = ("cryptogram", "caesar-3", "caesar-3-de", "caesar-23", "caesar-3-capitals")
"""Letters shifted as fonts do: told apart by others."""
SOUND = [
    kind for kind in KINDS
    if kind not in CIPHERS and kind.startswith(
        ("prose", "capitals-", "latex", "chess", "python", "c", "javascript", "ocr", "table", "welsh")
    )
]


@pytest.mark.parametrize("kind", SOUND)
def test_sound_text_gives_no_hint(kind: str) -> None:
    text = KINDS[kind](random.Random(5), 20_000)
    assert not hints(text, suspects(text).stretches).are_enough


@pytest.mark.parametrize(
    "garbage",
    [
        "7KH\x03FDWV\x03DQG\x03WKH\x03GRJV\x03ZHUH",  # Macintosh order
        "7KH�FDWV�DQG�WKH�GRJV�ZHUH",  # its controls lost
        "7KHFDWVDQGWKHGRJVZHUHVHHQ",  # dropped
        "6JG\x02ECVU\x02CPF\x02VJG\x02FQIU\x02YGTG\x02QNF",  # 30 below
        "dŚĞ\x03ĐĂƚƐ\x03ĂŶĚ\x03ƚŚĞ\x03ĚŽŐƐ",  # Calibri
        "(cid:55)(cid:75)(cid:72)(cid:3)(cid:70)(cid:68)(cid:87)(cid:86)(cid:3)(cid:68)(cid:81)(cid:71)(cid:3)"
        "(cid:87)(cid:75)(cid:72)(cid:3)(cid:71)(cid:82)(cid:74)(cid:86)",
    ],
)
def test_one_stretch_of_twenty_glyphs_is_enough(garbage: str) -> None:
    around = "The river had come over the meadow in the night, and nobody knew where the boats were. " * 4
    text = around + garbage + " in the house.\n" + around
    assert hints(text, suspects(text).stretches).are_enough


def test_a_text_in_one_line_is_cut_after_spaces() -> None:
    text = "a word and another " * 1000
    found = list(rows(text))
    assert max(len(row.text) for row in found) <= LONGEST
    assert "".join(row.text for row in found) == text
    assert all(row.text.endswith(" ") for row in found)


MERGED = str.maketrans("aeioubdghklmnprtvw", "eeeeennnnnnrrrrrss")
PAGE = (Path(__file__).parent.parent / "benchmarks" / "fonts" / "texts" / "en.txt").read_text("utf-8")


def test_a_page_whose_map_takes_many_letters_for_one_is_pointed_at_and_left_as_it_is() -> None:
    page = PAGE.translate(MERGED)
    edits = list(glyphs.decode()(Document("d", page)))
    assert [edit.rule for edit in edits] == ["glyphs/unread"]
    assert all(edit.is_remark for edit in edits)
    assert not list(glyphs.decode()(Document("d", PAGE)))


def test_a_page_in_order_of_first_use_is_read_to_its_last_line() -> None:
    codes: dict[str, str] = {"\n": "\n"}
    for char in PAGE[:1500]:
        codes.setdefault(char, chr(32 + len(codes)))
    page = PAGE[:1500].translate({ord(char): code for char, code in codes.items()})
    read = apply(page, settle(page, glyphs.decode()(Document("d", page))).applied)
    right = sum(a == b for a, b in zip(read, PAGE, strict=False) if b.isalpha())
    assert right >= 0.97 * sum(map(str.isalpha, PAGE[:1500]))
    assert read[-20:].count(" ") == PAGE[1480:1500].count(" ")


def test_control_codes_inside_words_are_enough_where_no_stretch_is_long() -> None:
    order = {reading: code for code, reading in enumerate(macintosh()) if reading}
    printed = "Det var sista veckan i augusti och båtarna låg redan uppdragna på stranden när han kom dit igen"
    words = re.findall(r"\w+", printed)
    dark = ("".join(chr(order[c]) for c in f"{word} ") for word in words)
    text = "".join(other if i % 2 else f"{word} " for i, (word, other) in enumerate(zip(words, dark, strict=True)))
    found = hints(text, suspects(text).stretches)
    assert found.gains.max() < 23, "each word is too short to be seen by itself"
    assert found.are_enough
    assert not hints("one\tcolumn\x0c\r\n" * 40, suspects("one\tcolumn\x0c\r\n" * 40).stretches).are_enough


def test_greek_letters_longer_than_any_word_are_suspect() -> None:
    """Codes of Cyrillic letters in a font that keeps Unicode's order, their spaces dropped; Greek words are shorter."""
    garbled = "άΨΛβΛΦΛΨΛΦΠΝΩΪΩέΩΧΨΛΪΫΛΝΩΣέΩΦηΥΩΪΩάΦΠθέΩΞΩΪΩΟΩγμΦ"
    assert suspects(f"Начальник вышел на платформу.\n{garbled}\nПриезжий объяснил.\n")
    assert not suspects("Το πρόγραμμα καθορίζεται από τη διάταξη, επιτρέποντας λεπτομερειακή χρήση.\n")
    assert not suspects("Μάθετε τις επιτρέπονταςλεπτομερειακή ρυθμίσεις, και δοκιμάστε.\n")
