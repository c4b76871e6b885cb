"""What the case files of the encoding stage cannot say: certainty, evidence, cost."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clean_texts import KINDS
from restore import Cert, Document, Edit, restore_text
from restore.edits import apply, settle
from restore.stages.encoding import repair


def _edits(text: str) -> list[Edit]:
    return list(repair()(Document("d", text)))


_SENTENCES = (
    "Le café de l’été — déjà vu à Noël, “où” il fut…", "Zażółć gęślą jaźń", "Größe, Straße, Übermut – „so“",
    "Центральный комитет «партии»", "Ελληνικά γράμματα", "protégé ½ € £20",
)


@pytest.mark.parametrize("text", _SENTENCES)
@pytest.mark.parametrize("codec", ["windows-1252", "latin-1"])
def test_utf8_misread_once_comes_back(text: str, codec: str) -> None:
    codec = f"sloppy-{codec}" if codec.startswith("windows") else codec
    misread = text.encode("utf-8").decode(codec)
    assert misread != text
    assert restore_text(misread, stages=["encoding"]).text == text


@pytest.mark.parametrize("text", _SENTENCES)
def test_sound_text_is_left(text: str) -> None:
    assert not [edit for edit in _edits(text) if not edit.is_remark]


@settings(deadline=None)
@given(st.text("ÃÂâ€™œ\x9d\x80\x92é’ a\n\ufffd\u00a0ï»¿&amp;#;\ufeff\x03", max_size=30))
def test_a_second_run_is_quiet(text: str) -> None:
    once = restore_text(text, stages=["encoding"]).text
    assert restore_text(once, stages=["encoding"]).text == once


@settings(deadline=None)
@given(st.text("³´¶¿À«WKHDQ \ufffd\x03\x0f", min_size=1, max_size=40).map(lambda t: f"{t}\ufffd\x03"))
def test_a_garbled_line_is_never_touched(text: str) -> None:
    assert apply(text, settle(text, _edits(text)).applied) == text


def test_evidence_names_the_bytes() -> None:
    edit = _edits("Yanâ€™an")[0]
    assert (edit.before, edit.after, edit.cert) == ("â€™", "’", Cert.HIGH)
    assert edit.evidence.note == "UTF-8 bytes E2 80 99 read as windows-1252"


def test_edits_are_as_small_as_the_damage() -> None:
    edits = _edits("a long line of sound text, protÃ©gÃ©, and “more” of it")
    assert [(edit.before, edit.after) for edit in edits] == [("Ã©", "é"), ("Ã©", "é")]


def test_a_closing_quote_alone_waits_for_review() -> None:
    edit = _edits("factionâ€\ufffd of 1956 and a good many more words so that the line is sound")[0]
    assert (edit.after, edit.cert) == ("”", Cert.MEDIUM)


def test_halves_of_a_pair_are_put_together_and_one_half_is_reported() -> None:
    assert restore_text("\ud83d\ude00 ok", stages=["encoding"]).text == "😀 ok"
    assert [(e.rule, e.is_remark) for e in _edits("x\ud83dy")] == [("encoding/half-pair", True)]


def test_strays_are_reported_once_a_kind_with_their_count() -> None:
    remarks = _edits("a\xa0b\xa0c\u2009d")
    assert [(e.start, e.evidence.note) for e in remarks] == [(1, "3 spaces other than the space: U+00A0, U+2009")]


def test_a_line_of_megabytes_is_repaired() -> None:
    """Mojibake beside one character that no encoding has: only the piece with it is the worse for it."""
    text = "protÃ©gÃ© of the party " * 50_000 + "✓ end"
    assert restore_text(text, stages=["encoding"]).text == "protégé of the party " * 50_000 + "✓ end"


@pytest.mark.parametrize("kind", ["prose-vi", "prose-cs", "prose-ru", "prose-fr", "prose-tr", "prose-el", "keyboard"])
def test_texts_that_look_strange_stay(kind: str) -> None:
    """Clean texts of many languages and kinds: nothing is taken for a wrong decoding."""
    text = KINDS[kind](random.Random(7), 6_000)
    assert not [edit for edit in _edits(text) if edit.cert is Cert.HIGH and not edit.is_remark]
