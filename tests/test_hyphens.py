"""Line-end hyphens: what case files cannot say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import restore
from restore.document import Document
from restore.edits import Cert, apply
from restore.language.compounds import Vocabulary
from restore.language.stretches import Stretches
from restore.language.words import Lexicon
from restore.restoration import Restoration
from restore.stages import hyphens

HYPHENS = re.compile("[-\xad¬‐‑⸗]")
PIECES = st.sampled_from(
    ["com", "mittee", "post", "war", "anti", "Soviet", "the", "and", "1914", "n", "n’t", "-", "- ", "-\n", "-\n\n",
     "¬\n", "\xad", "\xad\n", "-\r\n", " ", "\n", "\n\n", "[---]", "> ", "\ufffd", "é", "\x0c", "‐\n", ".", ", "]
)
texts = st.lists(PIECES, max_size=30).map("".join)


def stage_on(text: str, lexicon: Lexicon | None = None, language: str | None = "en") -> str:
    edits = [e for e in hyphens.rejoin(lexicon, language)(Document("t", text)) if e.cert is Cert.HIGH]
    return apply(text, edits)


@given(texts)
def test_nothing_but_hyphens_goes_and_nothing_but_line_ends_moves(text: str) -> None:
    after = stage_on(text)
    assert re.sub(r"\s", "", HYPHENS.sub("", after)) == re.sub(r"\s", "", HYPHENS.sub("", text))
    assert after.count("\n") <= text.count("\n")


@given(texts)
def test_a_second_run_is_quiet(text: str) -> None:
    once = stage_on(text)
    assert stage_on(once) == once


@given(texts)
def test_same_document_same_edits(text: str) -> None:
    stage = hyphens.rejoin(Lexicon(), "en")
    stage(Document("other", "the post-war years and the com-\nmittee"))
    assert list(stage(Document("t", text))) == list(stage(Document("t", text)))


def test_the_document_comes_before_the_corpus_and_the_corpus_before_the_language() -> None:
    broken = "in the post-\nwar years"
    alone = stage_on(broken)
    corpus = Lexicon([Restoration(Document("other", "post-war, post-war"))])
    assert alone == "in the postwar\nyears"
    assert stage_on(broken, corpus) == "in the post-war\nyears"
    assert stage_on("postwar trade, " + broken, corpus) == "postwar trade, in the postwar\nyears"


def test_halves_at_line_ends_are_no_evidence() -> None:
    text = "the oppo-\nnents met the oppo-\nnents"
    assert stage_on(text) == "the opponents\nmet the opponents"
    assert Vocabulary(Stretches("epi- sode"), ["epi", "sode"], Lexicon(), None).verdict("epi", "sode").what == "leave"


@pytest.mark.parametrize(
    ("language", "broken", "mended"),
    [
        ("en", "up-\nto-date news", "up-to-date\nnews"),
        ("en", "he was well-\nto-do and", "he was well-to-do\nand"),
        ("en", "a short-\nsighted man", "a short-sighted\nman"),
        ("en", "by e-\nmail now", "by e-mail\nnow"),
        ("en", "the BBC-\nstyle news", "the BBC-style\nnews"),
        ("en", "Mc-\nDonald said", "McDonald\nsaid"),
        ("en", "the commit-\ntee’s view", "the committee’s\nview"),
        ("de", "mit dem USB-\nStick und", "mit dem USB-Stick\nund"),
        ("de", "deutsch-\nfranzösische Beziehungen", "deutsch-französische\nBeziehungen"),
        ("de", "die Sitzungs-\nprotokolle der", "die Sitzungsprotokolle\nder"),
        ("fr", "lors-\nqu’on arrive", "lorsqu’on\narrive"),
        ("fr", "celui-\nci est", "celui-ci\nest"),
        ("fr", "les rela-\ntions franco-\nallemandes sont", "les relations\nfranco-allemandes\nsont"),
        ("es", "para desactivar-\nla hay que", "para desactivarla\nhay que"),
        ("it", "le relazioni italo-\nfrancesi sono", "le relazioni italo-francesi\nsono"),
        ("nl", "de Frans-\nDuitse oorlog", "de Frans-Duitse\noorlog"),
        ("pl", "na północno-\nwschodnim krańcu", "na północno-wschodnim\nkrańcu"),
        ("pt", "seria preciso procurá-\nlas depois", "seria preciso procurá-las\ndepois"),
    ],
)
def test_what_belongs_to_the_word_in_eight_languages(language: str, broken: str, mended: str) -> None:
    assert stage_on(broken, language=language) == mended


def test_digits_are_never_run_together() -> None:
    broken = "in 1914-\n1918, or 5-\n10 per cent, or 12-\nmonth"
    assert stage_on(broken) == "in 1914-1918,\nor 5-10\nper cent, or 12-month"


def test_every_edit_says_what_convinced_it() -> None:
    text = "of the epi-\nsode, the post-\nwar years, after the post-war years"
    notes = [edit.evidence.note for edit in hyphens.rejoin(Lexicon(), "en")(Document("t", text))]
    assert notes == ["“episode” is a word", "the document has “post-war” once"]


def test_the_pipeline_gives_the_stage_its_language() -> None:
    text = "Die Mitglieder des Bundes-\nverfassungsgerichts haben in der Sitzung über den Antrag beraten."
    assert "Bundesverfassungsgerichts\nhaben" in restore.restore_text(text, stages=["hyphens"]).text


def test_one_line_of_many_hyphens_is_read_in_one_pass() -> None:
    text = "well-" * 50_000 + "\n" + "-" * 50_000 + "\nend"
    assert stage_on(text) == text
