"""What case files cannot say of forme work: page anchors, metadata, the real documents, cost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_files import CASES, load
from restore import Document, edition
from restore.edits import Cert, Edit, apply, invert, settle
from restore.layout.furniture import marks
from restore.layout.numbers import bare_number, could_be, from_roman, roman
from restore.layout.rows import rows
from restore.pipeline import Corpus
from restore.stages import formework

SEEDS = Path(__file__).parent.parent / "seeds"


def _seed(number: int) -> Document:
    path = next(SEEDS.glob(f"00{number}_*.txt"))
    return Document(path.stem, path.read_bytes().decode("utf-8"))


def _applied(document: Document) -> list[Edit]:
    return list(settle(document.text, formework.set_apart()(document)).applied)


def test_seed_003_page_anchors_and_nothing_else() -> None:
    document = _seed(3)
    removed = [edit.before.strip() for edit in _applied(document)]
    assert removed == [
        "Issue 16491",
        "Cold War International History Project Bulletin, Issue 16", "515",
        "Cold War International History Project Bulletin, Issue 16", "523",
        "New Evidence on North Korea", "526",
    ]
    assert [label for _, label in formework.pages(document)] == ["491", "515", "523", "526"]
    anchors = [formework.anchor(edit) for edit in _applied(document)]
    assert [anchor for anchor in anchors if anchor] == ["491", "515", "523", "526"]


def test_page_anchor_offsets_point_at_the_numbers() -> None:
    document = _seed(3)
    for offset, label in formework.pages(document):
        assert label in document.text[offset : offset + 16]


@pytest.mark.parametrize(("number", "removed"), [
    (0, []),
    (1, ["Skip to content", "Author(s):", "Language"]),
    (2, []),
    (4, ["Skip to content", "Original Uploaded Date", "Record ID"]),
])
def test_other_seeds(number: int, removed: list[str]) -> None:
    assert [edit.before.strip() for edit in _applied(_seed(number))] == removed


@pytest.mark.parametrize("number", range(5))
def test_second_run_is_quiet(number: int) -> None:
    document = _seed(number)
    text = apply(document.text, _applied(document))
    assert _applied(document.reading(text)) == []


def test_metadata_of_seed_001_stays_and_is_found() -> None:
    document = _seed(1)
    found = formework.metadata(document)
    assert found["source"].startswith("GARF, Fond 5446")
    assert found["record id"] == "120172"
    assert found["type"] == "Letter"
    assert "language" not in found
    text = apply(document.text, _applied(document))
    assert "GARF, Fond 5446" in text
    assert "120172" in text


def test_hidden_address_is_a_remark() -> None:
    seen = [e for e in formework.set_apart()(_seed(1)) if e.rule == "forme-work/hidden-address"]
    assert len(seen) == 1
    assert seen[0].is_remark
    assert seen[0].cert == Cert.LOW


@pytest.mark.parametrize("value", [1, 4, 9, 14, 40, 99, 199, 388])
def test_roman_numerals_there_and_back(value: int) -> None:
    assert from_roman(roman(value)) == value


@pytest.mark.parametrize(
    "body", ["12 men", "1. Mend", "12,13", "12.5", "B", "MIX", "Chapter 3", "1956-57", "", "3 September"]
)
def test_not_a_bare_number(body: str) -> None:
    number = bare_number(body)
    assert number is None or number.kind == "ROMAN"


@pytest.mark.parametrize(
    ("body", "value"), [("3<5", 36), ("IIO", 110), ("19 r", 191), ("l7", 17), ("2O5", 205), ("I8o", 180)]
)
def test_misprints_of_page_numbers(body: str, value: int) -> None:
    assert could_be(body, value)


@pytest.mark.parametrize(("body", "value"), [("Yes.", 205), ("Then I says:", 186), ("Why", 12), ("no", 10), ("he", 11)])
def test_words_are_no_misprints(body: str, value: int) -> None:
    assert not could_be(body, value)


def test_misprint_counts_only_in_the_chain() -> None:
    text = "The harbour was quiet and the boats lay\n\nIIO\n\nstill at their moorings in the morning.\n" * 2
    assert marks(text, rows(text)) == []


def test_one_long_line_is_cheap() -> None:
    document = Document("long", "word " * 400_000)
    assert list(formework.set_apart()(document)) == []


_ROWS = [
    "12", "13", "14", "xiv", "THE HEAD", "THE HEAD 14", "15 THE HEAD", "Issue 16", "Issue 1614", "H", "I4", "Log in",
    "Skip to content", "Author(s):", "Language", "Record ID", "\f", "", "", "Digitized by Google", "Search", "Facebook",
    "the sea was grey in the morning and the boats lay still at their", "moorings while the men mended nets and talked",
    "of the price of herring, which had fallen again. Nobody spoke of", "The old warehouse still stood.",
    "e\u0301 \u00a0",
    " and the widow sold her boat to a stranger from the north of the",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_ROWS), max_size=60), st.sampled_from(["\n", "\r\n", "\r"]))
def test_laws_on_random_rows(chosen: list[str], ending: str) -> None:
    document = Document("random", ending.join(chosen))
    edits = _applied(document)
    text = apply(document.text, edits)
    assert apply(text, invert(edits)) == document.text
    assert _applied(document.reading(text)) == [], "a second run is quiet"


def test_numbers_of_many_subtitles_are_no_pages_and_repeated_lines_no_heads() -> None:
    said = ["The harbour was closed", "and nobody knew why.", "but the light is on", "Who told you?", "after the tide"]
    cues = [
        f"{n}\n00:{n // 20:02d}:{3 * n % 60:02d},000 --> 00:{n // 20:02d}:{3 * n % 60 + 2:02d},500\n"
        + "\n".join(said[(n * k + n // 7) % 5] for k in range(1, 2 + n % 3)) + "\n"
        for n in range(1, 300)
    ]
    text = "\n".join(cues)
    assert [edit for edit in formework.set_apart()(Document("film", text)) if edit.cert is Cert.HIGH] == []


def test_the_manifest_says_where_each_page_ended(tmp_path: Path) -> None:
    text = load(CASES / "forme-work" / "page-number-polish.txt").input
    corpus = Corpus([Document("d", text)], stages=["forme-work"])
    done = next(corpus.restorations())
    edition.write(corpus, [done], tmp_path / "out")
    pages = edition.load(tmp_path / "out").manifest["documents"][0]["pages"]
    assert [row["page"] for row in pages] == list("12345")
    lines = done.text.split("\n")
    for row in pages:
        assert f"Strona {row['page']} z 20" in text[row["source"] : row["source"] + 20]
        assert 0 < row["line"] <= len(lines) + 1
