"""What case files cannot say of seams: the real documents as a whole, and what never happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import restore
from restore import Document
from restore.edits import Cert, Edit, apply, invert, settle
from restore.layout.fragments import Words
from restore.layout.junctions import SEAM
from restore.layout.notes import note_marks
from restore.stages import seams

SEEDS = Path(__file__).parent.parent / "seeds"
BEFORE = ("glyphs", "encoding", "lacunae", "forme-work", "seams")


@pytest.fixture(scope="module")
def restored() -> dict[str, restore.Restoration]:
    documents = [restore.read(path) for path in sorted(SEEDS.glob("*.txt"))]
    done = restore.restore_corpus(documents, stages=BEFORE)
    return {document.id[:3]: restoration for document, restoration in zip(documents, done, strict=True)}


def test_seed_003_is_a_chain_of_about_sixty(restored: dict[str, restore.Restoration]) -> None:
    paragraphs = restored["003"].text.split("\n\n")
    assert 58 <= paragraphs.count(SEAM) <= 66


@pytest.mark.parametrize("left_right", [
    "request for\n\n[---]\n\n-lutionary activities",
    "theme of com-\n\n[---]\n\nin advance for",
    "KWP Organizational-\n\n[---]\n\nthat “enemies",
    "ment strategies.\n\n[---]\n\nThis article examines",
    "needs to be under-\n\n[---]\n\nIn his letter",
    "very quiet,\n\n[---]\n\n-ll them\n\n[---]\n\nThe main issues",
    "If one explains\n\n[---]\n\n-ality cult",
    "quality of the collective leadership itself.\n\n[---]\n\nSung’s anti-Japan",
    "the personality cult.\n\n[---]\n\nof skilled worker",
])
def test_seed_003_seams(restored: dict[str, restore.Restoration], left_right: str) -> None:
    assert left_right in restored["003"].text


@pytest.mark.parametrize(
    "joined", ["the events of \n1956 have", "himself \nto this information", "of \nthose mistakes. Do"]
)
def test_seed_003_contiguous(restored: dict[str, restore.Restoration], joined: str) -> None:
    assert joined in restored["003"].text


def test_seed_003_starts_with_its_drop_capital(restored: dict[str, restore.Restoration]) -> None:
    assert restored["003"].text.startswith("Few events since the end")


@pytest.mark.parametrize("name", ["000", "001", "002", "004"])
def test_no_seams_in_whole_documents(restored: dict[str, restore.Restoration], name: str) -> None:
    layer = restored[name].layers[-1]
    assert layer.stage == "seams"
    assert layer.edits == ()


def test_footnote_marks_of_seed_003_are_remarks(restored: dict[str, restore.Restoration]) -> None:
    seen = [d.edit for d in restored["003"].layers[-1].declined if d.edit.rule == "seams/footnote-mark"]
    assert [edit.before for edit in seen][:8] == list("12345678")
    assert all(edit.is_remark and edit.cert == Cert.LOW for edit in seen)


def _applied(text: str, language: str = "en") -> list[Edit]:
    return list(settle(text, seams.mark(language)(Document("x", text))).applied)


@pytest.mark.parametrize("text", [
    "", "\n", " ", " a", "word", " \n \n", "[---]\n\n[---]\n", "a\r\n b\r\n", "\ufffd\n \ufffd",
])
def test_small_texts_are_left(text: str) -> None:
    assert _applied(text) == []


def test_other_scripts_are_left() -> None:
    assert _applied("東京は日本の首都である。\n 人口は多い。\n そして\n 大きい。\n" * 4) == []


def test_no_digit_and_no_name_is_supplied(restored: dict[str, restore.Restoration]) -> None:
    for restoration in restored.values():
        for edit in restoration.layers[-1].edits:
            added = edit.after.replace(SEAM, "")
            assert not any(map(str.isdigit, added))
            assert sum(map(str.isalpha, added)) <= 1


@pytest.mark.parametrize(("token", "is_tail"), [
    ("lutionary", True), ("sonality", True), ("ality", True), ("ing", True), ("ment", True),
    ("party", False), ("able", False), ("well", False), ("ship", False), ("man", False), ("xqzvb", False),
])
def test_tails_of_words(token: str, is_tail: bool) -> None:
    assert bool(Words(Document("d", ""), "en").tails([token])) is is_tail


@pytest.mark.parametrize(("token", "language"), [("lutionären", "de"), ("gierung", "de"), ("lutionnaire", "fr")])
def test_tails_in_other_languages(token: str, language: str) -> None:
    assert Words(Document("d", ""), language).tails([token])


def test_decimals_dates_and_references_are_no_footnote_marks() -> None:
    text = "In 1956, 3.5 percent. Fond 5, l.79, p. 421, No.7. On 3.9.1956 at 10:45, see v1.2, fig.3 of vol.4, 1,2,3."
    assert note_marks(text) == []


_ROWS = [
    "this does not explain the request of the ambassador for", " lutionary activities abroad and the returnees",
    "", "",
    " sonality, consolidating under his authority all power", "It was so.", " it was so.", "[---]", "T", "his article",
    "the context of the broader theme of com-", " in advance for what he perceived", "very quiet,ll them",
    "Korea,1 and",
    "“rule.”2", "71. N. M. diary", " DOCUMENT No. 2", " 2.2006, p. 421-422.", "Kim Il", " Sung said that",
    "é\u0301",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_ROWS), max_size=40), st.sampled_from(["\n", "\r\n", "\r"]))
def test_laws_on_random_rows(chosen: list[str], ending: str) -> None:
    text = ending.join(chosen)
    edits = _applied(text)
    done = apply(text, edits)
    assert apply(done, invert(edits)) == text
    assert _applied(done) == [], "a second run is quiet"


PIECES = st.sampled_from(
    ["the", "ing", "epi", "sode", "Ing", "-", "-\n", "¬\n", "-\r\n ", " ", "\n", "’", "_", "3", ",", "é"]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["ing", "the", "episode", "theing", "é"]))
def test_a_word_looked_for_alone_is_found_as_often_as_when_all_are_counted(text: str, word: str) -> None:
    words = Words(Document("d", text), "en")
    assert words._standing(word) == words._own[word]
