"""The five real documents, end to end: golden files, and what a reader must find in them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from pytest_regressions.data_regression import DataRegressionFixture
from pytest_regressions.file_regression import FileRegressionFixture

import restore
from restore.document import LOST, lines
from restore.edits import Edit, apply
from restore.pipeline import Corpus
from restore.restoration import Restoration

ROOT = Path(__file__).parent.parent
Seeds = dict[str, Restoration]
IDS = ["000", "001", "002", "003", "004"]


# --- golden files


@pytest.mark.parametrize("seed", IDS)
def test_the_text_is_the_committed_one(seeds: Seeds, seed: str, file_regression: FileRegressionFixture) -> None:
    """The golden text is the one in restored/: one copy, and a pull request shows how it changes."""
    done = seeds[seed]
    golden = ROOT / "restored" / "text" / f"{done.id}.txt"
    written = re.sub(f"{LOST}+", lambda m: f"[{'.' * len(m.group())}]", done.text)
    file_regression.check(written, fullpath=golden, encoding="utf-8", newline="")


@pytest.mark.parametrize("seed", IDS)
def test_the_number_of_differences_by_rule(seeds: Seeds, seed: str, data_regression: DataRegressionFixture) -> None:
    done = seeds[seed]
    applied = Counter(edit.rule for layer in done.layers for edit in layer.edits)
    left = Counter(item.edit.rule for item in done.declined)
    data_regression.check({"applied": dict(sorted(applied.items())), "left": dict(sorted(left.items()))})


# --- laws, on real text


@pytest.mark.parametrize("seed", IDS)
def test_the_source_comes_back(seeds: Seeds, seed: str) -> None:
    done = seeds[seed]
    back = [Edit(*e.text, e.after, e.before, e.rule) for e in done.apparatus()]
    assert apply(done.text, back) == done.source == done.undo(len(done.layers)).text
    assert done.document.origin is not None
    raw = (ROOT / "seeds" / f"{done.id}.txt").read_bytes()
    assert done.document.origin.encode(done.source) == raw


def test_a_second_run_changes_nothing(seeds: Seeds) -> None:
    written = [
        restore.Document(done.id, re.sub(f"{LOST}+", lambda m: f"[{'.' * len(m.group())}]", done.text))
        for done in seeds.values()
    ]
    for again in restore.restore_corpus(written):
        assert [(e.rule, e.before, e.after) for e in again.apparatus()] == [], again.id


def test_quotations_stand_where_they_say(seeds: Seeds) -> None:
    sources = {done.id: done.source for done in seeds.values()}
    quoted = 0
    for done in seeds.values():
        for layer in done.layers:
            for edit in layer.edits:
                if edit.evidence.kind == "external":
                    assert edit.evidence.quotes, edit
                for quote in edit.evidence.quotes:
                    assert sources[quote.id][quote.start : quote.end] == quote.text
                    quoted += 1
    assert quoted > 20


def test_the_order_of_documents_does_not_matter(corpus: Corpus, seeds: Seeds) -> None:
    backwards = {done.id[:3]: done for done in restore.restore_corpus(reversed(corpus.documents))}
    assert {id: done.text for id, done in backwards.items()} == {id: done.text for id, done in seeds.items()}


# --- font garbage and lacunae


def test_garbage_is_found_in_003_and_nowhere_else(seeds: Seeds) -> None:
    for id in IDS:
        layer = next(layer for layer in seeds[id].layers if layer.stage == "glyphs")
        if id != "003":
            assert not layer.edits
    done = seeds["003"].after("glyphs")
    touched = {done.source.count("\n", 0, entry.source.start) + 1 for entry in done.apparatus()}
    damaged = {n for n, line in enumerate(lines(done.source), 1) if LOST in line.text}
    lone = {n for n, line in enumerate(lines(done.source), 1) if line.text.count(LOST) == 1 and n not in touched}
    assert touched == damaged - lone
    assert lone == {555, 2352}


@pytest.mark.parametrize(
    "reading",
    [
        "after [....]; the “Yan’an faction,”",
        "was finished in 1940. Clearly, we cannot deny",
        "and Kim Il Sung’s own “Gapsan faction” of former anti-Japanese guerrilla fighters. "
        "According to the standard narrative",
        "Hungarian scholar Balazs Szalontai have shed additional light on the actions",
        "There were! I was also a member of them who experienced how much people required the leadership",
        "in our party who participated in the campaign of Kim Il Sung and the association of an independent nation? "
        "There are very few!",
    ],
)
def test_003_reads(seeds: Seeds, reading: str) -> None:
    text = re.sub(f"{LOST}+", lambda m: f"[{'.' * len(m.group())}]", seeds["003"].text)
    assert reading in text


def test_the_year_1940_is_proved_by_the_other_edition(seeds: Seeds) -> None:
    done = seeds["003"]
    place = done.text.index("finished in 1940. Clearly") + len("finished in ")
    entries = [e for e in done.apparatus() if e.text.start <= place < e.text.end]
    steps = [step for entry in entries for step in entry.steps if "1940" in step.edit.after]
    assert steps
    assert steps[0].edit.evidence.kind == "external"
    assert steps[0].edit.evidence.quotes[0].id == seeds["000"].id


def test_no_digit_is_invented(seeds: Seeds) -> None:
    """Each digit of a text stands in its source, or is quoted from a witness."""
    for done in seeds.values():
        for layer in done.layers:
            for edit in layer.edits:
                new = Counter(re.findall(r"\d", edit.after)) - Counter(re.findall(r"\d", edit.before))
                if new and layer.stage != "glyphs":
                    quoted = Counter(re.findall(r"\d", "".join(q.text for q in edit.evidence.quotes)))
                    assert edit.evidence.kind == "external", edit
                    assert not new - quoted, edit


def test_glyphs_and_lacunae_leave_clean_lines_alone(corpus: Corpus) -> None:
    for done in restore.restore_corpus(corpus.documents, stages=("glyphs", "lacunae")):
        before, after = list(lines(done.source)), list(lines(done.text))
        assert len(before) == len(after)
        for old, new in zip(before, after, strict=True):
            if LOST not in old.text and not re.search("[À¿]", old.text):
                assert old.text == new.text


# --- layout


def test_what_the_page_added_is_set_apart(seeds: Seeds) -> None:
    text = seeds["003"].text
    for line in ("Issue 16491", "Cold War International History Project Bulletin, Issue 16", "515", "526",
                 "New Evidence on North Korea"):
        assert not re.search(rf"^\s*{line}\s*$", text, re.M), line
    for id in ("001", "004"):
        assert not seeds[id].text.startswith("Skip to content")
        assert "GARF, Fond 5446" in seeds[id].text
    assert "120172" in seeds["001"].text


def test_lost_drop_capitals_are_supplied(seeds: Seeds) -> None:
    text = seeds["003"].text
    assert text.startswith("Few events since the end of the 1950-1953 Korean War have had such enduring")
    assert "This article examines Russian archival documents that illuminate" in text


def test_hyphens(seeds: Seeds) -> None:
    text = seeds["003"].text
    for joined in ("While accounts of the episode have", "in administrative positions", "the opponents were prepared"):
        assert joined in text
    for kept in ("the post-war reliance on heavy industry", "encouraging self-criticism, they sought"):
        assert kept in text


def test_text_on_both_sides_of_a_seam_never_runs_together(seeds: Seeds) -> None:
    text = seeds["003"].text
    for wrong in ("comin advance", "com- in advance", "request for lutionary", "the political sonality",
                  "any records Opis", "in politics in advance"):
        assert wrong not in text
    assert "the broader theme of com-" in text


def test_lists_headings_and_signatures_stay_lines(seeds: Seeds) -> None:
    text = seeds["003"].text
    for block in ("1-Fedorenko\n2-Kurdyukov\n3-Solodovnik\n", "Drafted by Samsonov\nTyped by Fokina\n5.6.56\n",
                  "DIARY\nAmbassador of the USSR in the DPRK, Cde. Ivanov V.I.\n", "\nRECEPTION\n"):
        assert block in text
    assert "DEPUTY USSR MINISTER  \nOF FOREIGN AFFAIRS  \n/N. FEDORENKO/" in seeds["002"].text


def test_sentences_broken_by_a_page_are_joined(seeds: Seeds) -> None:
    assert "there were no harmful consequences of the cult of personality in Korea" in seeds["002"].text
    assert "is the problem of personality cults. According to the report" in seeds["000"].text
    assert "as the three-year dispute in the Korean Workers’ Party" in seeds["003"].text


# --- words


def test_names_are_emended_on_the_evidence_of_the_other_documents(seeds: Seeds) -> None:
    assert not re.search(r"\b(Kim|Nam|Ri) (II|ll)\b", seeds["000"].text + seeds["001"].text + seeds["004"].text)
    assert "comrade Ri Il-gyeong [Ri Il Kyong] emphasized" in seeds["000"].text
    assert "in the name of the CPSU CC in which" in seeds["001"].text


@pytest.mark.parametrize(
    ("seed", "oddity"),
    [
        ("000", "do not mind any criticism form you comrades"),
        ("000", "not the history the of party"),
        ("003", "the CSPU CC is displaying"),
        ("002", "[[SIC, a caret at the bottom"),
        ("004", "Cde. Choe Yun[SIC]-geon"),
        ("000", "[illegible]"),
    ],
)
def test_the_authors_own_oddities_stay(seeds: Seeds, seed: str, oddity: str) -> None:
    assert oddity in seeds[seed].text


@pytest.mark.parametrize(
    ("seed", "word"), [("000", "form"), ("000", "the of"), ("003", "CSPU")]
)
def test_the_authors_own_oddities_are_reported(seeds: Seeds, seed: str, word: str) -> None:
    assert any(word in entry.before for entry in seeds[seed].notes() if entry.stage == "words")


def test_romanisations_are_not_unified(seeds: Seeds) -> None:
    assert "Pyeongyang" in seeds["003"].text
    assert "Pyongyang" in seeds["001"].text
    assert "Li Sangjo" in seeds["003"].text
    assert "Ri Sang-jo" in seeds["002"].text


# --- overlaps


def _covered(corpus: Corpus, a: str, b: str, relation: str) -> list[tuple[restore.Overlap, tuple[int, int]]]:
    found = []
    for overlap in corpus.overlaps:
        ids = (overlap.a[:3], overlap.b[:3])
        if sorted(ids) == sorted((a, b)) and overlap.relation == relation:
            found.append((overlap, overlap.a_span if ids[0] == a else overlap.b_span))
    return found


@pytest.mark.parametrize(
    ("a", "b", "first", "last"), [("003", "000", 1930, 2239), ("003", "002", 1075, 1141)]
)
def test_editions_of_one_translation_are_found(corpus: Corpus, a: str, b: str, first: int, last: int) -> None:
    draft = next(draft for draft in corpus.drafts if draft.id.startswith(a))
    rows = list(lines(draft.text))[first - 1 : last]
    shared = set()
    for _, span in _covered(corpus, a, b, "edition") + _covered(corpus, a, b, "copy"):
        shared.update(range(*span))
    wanted = [i for row in rows for i in range(row.start, row.end) if draft.text[i].isalnum()]
    assert sum(i in shared for i in wanted) / len(wanted) >= 0.97


def test_independent_translations_are_never_witnesses(corpus: Corpus, seeds: Seeds) -> None:
    related = {o.relation for o in corpus.overlaps if {o.a[:3], o.b[:3]} in ({"001", "002"}, {"001", "003"})}
    assert related <= {"translation", "formula"}
    assert "translation" in related
    for done in seeds.values():
        for layer in done.layers:
            if layer.stage == "lacunae":
                for edit in layer.edits:
                    assert all(not quote.id.startswith(("001", "004")) for quote in edit.evidence.quotes)


def test_the_letter_of_the_four_shares_only_formulas(corpus: Corpus) -> None:
    assert {o.relation for o in corpus.overlaps if o.a != o.b and "004" in (o.a[:3], o.b[:3])} <= {"formula"}


def test_repeats_inside_a_document_are_found(corpus: Corpus) -> None:
    assert [o for o in corpus.overlaps if o.a == o.b and o.a.startswith("003")]
