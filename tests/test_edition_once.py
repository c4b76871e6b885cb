"""Each shared passage once: what is left out stands elsewhere, whole and printed, and says nothing of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from restore import edition
from restore.document import LOST, Document, Span
from restore.edition import Run
from restore.errors import RestoreError
from restore.restoration import Restoration
from restore.witnesses import Overlap, Relation

SHARED = (
    "The cult of personality in our party was subjected to criticism at the plenum in order to overcome its\n"
    "consequences, and those who spread it were named there by several members of the committee."
)


def overlap(a: Document, b: Document, a_part: str, b_part: str, relation: Relation = "copy") -> Overlap:
    start, other = a.text.index(a_part), b.text.rindex(b_part)
    return Overlap(a.id, b.id, Span(start, start + len(a_part)), Span(other, other + len(b_part)), relation, 0.98)


def editions(place: Path, documents: list[Document], overlaps: list[Overlap], dedupe: str = "mark") -> dict[str, str]:
    edition.write_run(Run([Restoration(d) for d in documents], overlaps), place, dedupe=dedupe)
    assert edition.verify(place) == ()
    for document in documents:
        assert edition.undo(place, document.id).decode() == document.text
    return {d.id: (place / f"edition/{d.id}.txt").read_text("utf-8") for d in documents}


A = Document("a", f"A preface.\n\n{SHARED}\n\nThe end of a.\n")
B = Document("b", f"Of b.\n\n{SHARED}\n\nAn end.\n")


def test_a_shared_passage_is_printed_once_with_a_reference_elsewhere(tmp_path: Path) -> None:
    made = editions(tmp_path / "out", [A, B], [overlap(A, B, SHARED, SHARED)])
    assert made["a"] == A.text
    assert made["b"] == "Of b.\n\n[see a, lines 3-4: “The cult of personality in …”]\n\nAn end.\n"
    rows = json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))["documents"]
    assert rows[0]["left_out"] == []
    assert rows[1]["left_out"] == [{
        "start": 7, "end": 7 + len(SHARED), "lines": [3, 4], "stands_in": "a", "at": [12, 12 + len(SHARED)],
        "at_lines": [3, 4], "differing": 0,
    }]  # fmt: skip


def test_a_reference_says_that_readings_differ(tmp_path: Path) -> None:
    own = SHARED.replace("criticism", "critique").replace("several members", "many members").replace("\n", " ")
    b = Document("b", f"Of b.\n\n{own}\n\nAn end.\n")
    made = editions(tmp_path / "out", [A, b], [overlap(A, b, SHARED, own)])
    assert "…”; 2 readings differ]" in made["b"]


def test_keep_and_drop(tmp_path: Path) -> None:
    overlaps = [overlap(A, B, SHARED, SHARED)]
    assert editions(tmp_path / "keep", [A, B], overlaps, "keep") == {"a": A.text, "b": B.text}
    assert editions(tmp_path / "drop", [A, B], overlaps, "drop")["b"] == "Of b.\n\n\n\nAn end.\n"
    with pytest.raises(RestoreError, match="mark"):
        editions(tmp_path / "other", [A, B], overlaps, "merge")
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("relation", ["related", "translation", "formula"])
def test_what_is_not_the_same_text_stays(relation: Relation, tmp_path: Path) -> None:
    made = editions(tmp_path / "out", [A, B], [overlap(A, B, SHARED, SHARED, relation)], "drop")
    assert made == {"a": A.text, "b": B.text}


@pytest.mark.parametrize("dedupe", ["mark", "drop"])
def test_the_sound_copy_stays_and_without_one_both(dedupe: str, tmp_path: Path) -> None:
    lost = SHARED.replace("plenum", f"ple{LOST}um")
    a = Document("a", A.text.replace(SHARED, lost))
    made = editions(tmp_path / "one", [a, B], [overlap(a, B, lost, SHARED)], dedupe)
    assert made["b"] == B.text
    assert "ple[.]um" not in made["a"]
    b = Document("b", B.text.replace("party", f"par{LOST}y"))
    made = editions(tmp_path / "two", [a, b], [overlap(a, b, lost, SHARED.replace("party", f"par{LOST}y"))], dedupe)
    assert SHARED.replace("plenum", "ple[.]um") in made["a"]
    assert SHARED.replace("party", "par[.]y") in made["b"]


def test_nothing_is_left_out_for_the_sake_of_something_left_out(tmp_path: Path) -> None:
    """c shares with b only, b with a: c may not lean on what b does not print, nor the other way round."""
    c = Document("c", f"Of c.\n\n{SHARED}\n")
    made = editions(tmp_path / "out", [A, B, c], [overlap(A, B, SHARED, SHARED), overlap(B, c, SHARED, SHARED)], "drop")
    assert sum(SHARED in text for text in made.values()) == 2
    made = editions(
        tmp_path / "all", [A, B, c],
        [overlap(A, B, SHARED, SHARED), overlap(A, c, SHARED, SHARED), overlap(B, c, SHARED, SHARED)], "drop",
    )  # fmt: skip
    assert [SHARED in text for text in made.values()] == [True, False, False]


def test_a_repeat_inside_a_document_is_printed_where_it_stands_first(tmp_path: Path) -> None:
    a = Document("a", f"{SHARED}\n\nBetween.\n\n{SHARED}\n")
    made = editions(tmp_path / "out", [a], [overlap(a, a, SHARED, SHARED)])
    assert made["a"] == f"{SHARED}\n\nBetween.\n\n[see a, lines 1-2: “The cult of personality in …”]\n"


@pytest.mark.parametrize(
    "own",
    ["On 30 May 1956, No. 104, it was so.", "He said in a low voice that nobody had asked him about it.", "Nº 286-nf"],
)
def test_a_paragraph_that_says_something_of_its_own_stays(own: str, tmp_path: Path) -> None:
    b = Document("b", f"Of b.\n\n{SHARED}\n\n{own}\n\n{SHARED.replace('party', 'Party')}\n\nAn end.\n")
    other = f"{SHARED}\n\n{SHARED.replace('party', 'Party')}"
    a = Document("a", f"{other}\n")
    made = editions(tmp_path / "out", [a, b], [overlap(a, b, other, b.text[7:-10], "edition")], "drop")
    assert own in made["b"]
    assert "criticism" not in made["b"]


def test_what_is_shorter_than_a_reference_stays(tmp_path: Path) -> None:
    short = "a phrase of some sixty characters that stands in both of them"
    a, b = Document("a", f"x {short} y"), Document("b", f"u {short} v")
    assert editions(tmp_path / "out", [a, b], [overlap(a, b, short, short)])["b"] == b.text
