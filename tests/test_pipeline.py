"""The flow as a table, corpora, workers, failures and verdicts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import restore
from restore import Document, RestoreError, pipeline
from restore.edits import Cert, Edit, internal
from restore.pipeline import STAGES, Corpus, Step

LETTER = "The plenum was pro-\nmised in August.\n"


def test_the_table_is_the_only_list_of_stages() -> None:
    assert [step.name for step in STAGES] == [
        "glyphs", "encoding", "lacunae", "columns", "forme-work", "seams", "hyphens", "paragraphs",
        "words",
    ]  # fmt: skip
    assert all(step.why_here for step in STAGES)


def test_stages_are_asked_for_by_name_in_any_order_and_spelling() -> None:
    done = restore.restore_text(LETTER, stages=["words", "Forme Work", "hyphens"])
    assert [layer.stage for layer in done.layers] == ["forme-work", "hyphens", "words"]
    with pytest.raises(restore.RestoreError, match="glyphs, encoding"):
        restore.restore_text(LETTER, stages=["spelling"])


def test_no_stages_is_the_text() -> None:
    assert restore.restore_text(LETTER, stages=()).text == LETTER


def test_two_documents_of_one_id_are_refused() -> None:
    with pytest.raises(restore.RestoreError, match="give each its own"):
        list(restore.restore_corpus([restore.Document("a", "x"), restore.Document("a", "y")]))


def _documents(number: int) -> list[restore.Document]:
    return [restore.Document(f"d{n}", LETTER * (n + 1)) for n in range(number)]


def test_the_number_of_workers_does_not_matter() -> None:
    alone = list(Corpus(_documents(5)).restorations())
    shared = list(Corpus(_documents(5), jobs=3).restorations())
    assert alone == shared
    assert [r.apparatus() for r in alone] == [r.apparatus() for r in shared]


def _broken(document: restore.Document) -> Iterator[Edit]:
    if document.id == "d1":
        raise ValueError("a defect")
    yield Edit(0, 1, document.text[0], "t", "test/x", Cert.HIGH, internal("a test"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_failing_document_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr(pipeline, "STAGES", (Step("broken", lambda _: _broken, False, "a test"),))
    corpus = Corpus(_documents(3), keep_going=True, jobs=jobs)
    assert [done.id for done in corpus.restorations()] == ["d0", "d2"]
    assert [(f.id, f.stage, str(f.error)) for f in corpus.failures] == [("d1", "broken", "a defect")]
    with pytest.raises(ValueError, match="a defect"):
        list(Corpus(_documents(3), jobs=jobs).restorations())


def test_a_reviewer_stands_above_certainty(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsure(document: restore.Document) -> Iterator[Edit]:
        yield Edit(0, 3, "The", "A", "test/unsure", Cert.MEDIUM, internal("a test"))
        yield Edit(4, 10, "plenum", "Plenum", "test/sure", Cert.HIGH, internal("a test"))

    monkeypatch.setattr(pipeline, "STAGES", (Step("test", lambda _: unsure, False, "a test"),))
    document = restore.Document("d", LETTER)
    (first,) = Corpus([document]).restorations()
    assert first.text.startswith("The Plenum")
    (waiting,) = first.notes()
    (sure,) = first.apparatus()
    verdicts = {waiting.id: "accept", sure.steps[0].id: "reject"}
    (second,) = Corpus([document], decisions=verdicts).restorations()  # type: ignore[arg-type]
    assert second.text.startswith("A plenum")
    assert [entry.reason for entry in second.notes()] == ["rejected in review"]


def test_a_language_without_a_word_list_is_named_before_any_work() -> None:
    with pytest.raises(RestoreError, match="'la'"):  # wordfreq alone would take Latin for Italian
        Corpus([Document("d", "Gallia est omnis divisa in partes tres")], language="la")


def test_what_is_seen_in_a_text_is_seen_once_until_a_stage_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def look(text: str) -> int:
        asked.append(text)
        return len(text)

    def watching(document: Document) -> Iterator[Edit]:
        if document.seen(look) > 3:
            yield Edit(0, 1, document.text[0], "", "test/first", Cert.HIGH, internal("for the test"))

    steps = tuple(Step(name, lambda _: watching, name == "c", "") for name in "abcd")
    monkeypatch.setattr(pipeline, "STAGES", steps)
    (done,) = Corpus([Document("d", "abcde")]).restorations()
    assert done.text == "cde"
    assert asked == ["abcde", "bcde", "cde"]
