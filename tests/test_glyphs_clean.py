"""Nothing in clean text is taken for font garbage, however strange it looks."""

from __future__ import annotations

import base64
import random

import pytest

from clean_texts import KINDS
from restore.document import Document
from restore.fonts import isolated
from restore.fonts.suspects import suspects
from restore.stages import glyphs

QUICK = [kind for kind in KINDS if kind.startswith(("prose", "capitals")) or kind == "welsh"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_changed(kind: str) -> None:
    for number, size in ((1, 120), (2, 1200)):
        text = KINDS[kind](random.Random(number), size)
        assert [edit for edit in glyphs.decode()(Document(kind, text)) if not edit.is_remark] == []


@pytest.mark.parametrize("kind", QUICK)
def test_prose_passes_the_quick_test(kind: str) -> None:
    text = KINDS[kind](random.Random(3), 20_000)
    assert not suspects(text)


CIPHERS = ("caesar", "rot", "cryptogram")
"""A cipher that turns the alphabet round is what some fonts print: beside such a font no one can tell them apart."""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith(CIPHERS)])
@pytest.mark.parametrize("lost", ["\x03", "\ufffd", ""])
def test_nothing_sound_is_changed_beside_garbled_lines(kind: str, lost: str) -> None:
    head = "\n".join(
        lost.join("".join(chr(ord(c) - 29) for c in word) for word in line.split())
        for line in (
            "The committee met in the old hall of the ministry and decided that the people who had written",
            "should be heard again because nobody had expected it and the letters had been lying there since",
            "the officer who kept them had gone to another town where he began to read the first one aloud",
        )
    )
    text = f"{head}\n{KINDS[kind](random.Random(5), 700)}\n"
    edits = [edit for edit in glyphs.decode("en")(Document(kind, text)) if not edit.is_remark]
    assert [edit for edit in edits if edit.start > len(head)] == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_changed_in_long_texts(kind: str) -> None:
    text = KINDS[kind](random.Random(4), 60_000)
    assert [edit for edit in glyphs.decode()(Document(kind, text)) if not edit.is_remark] == []


def test_signs_that_part_words_need_no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(text: str) -> str:
        raise AssertionError("a language was asked for")

    monkeypatch.setattr(isolated, "identify", asked)
    text = "Set priority=critical, locale=name and value=true: critical priority, a locale, its name, a true value. "
    assert [*glyphs.decode()(Document("d", text * 20))] == []


def key(size: int) -> str:
    """A key of so many bytes, in lines of base64."""
    written = base64.b64encode(random.Random(size).randbytes(size)).decode()
    return "".join(f"{written[at : at + 76]}\n" for at in range(0, len(written), 76))


def test_keys_are_refused_before_any_order_is_tried() -> None:
    assert [*glyphs.decode()(Document("d", key(6000)))] == []


def test_a_key_hides_no_garbled_lines() -> None:
    page = (
        "The ferry left the harbour at half past six, an hour later than the timetable\n"
        "promised. Nobody complained: the fog had been so thick since the evening that\n"
    )
    dark = "".join(c if c == "\n" else chr(ord(c) - 29) for c in page)
    assert [*glyphs.decode()(Document("d", dark + key(6000)))] != []
