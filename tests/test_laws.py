"""The laws of edits and restorations, on random text. Each would fail if the record could not be trusted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from restore.document import Document, lines
from restore.edits import Cert, Declined, Edit, apply, difference, internal, invert, lift, settle, undo
from restore.folding import Layer
from restore.graphemes import clusters
from restore.restoration import Restoration
from strategies import proposals, texts

with_proposals = texts.flatmap(lambda text: st.tuples(st.just(text), proposals(text)))


@st.composite
def restorations(draw: st.DrawFn) -> Restoration:
    restoration = Restoration(Document("law", draw(texts)))
    for number in range(draw(st.integers(0, 4))):
        wanted = draw(proposals(restoration.text))
        restoration = restoration.then(f"stage-{number}", lambda _, wanted=wanted: wanted)
    return restoration


@given(with_proposals)
def test_what_is_settled_applies_and_comes_off_again(case: tuple[str, list[Edit]]) -> None:
    text, wanted = case
    applied, _ = settle(text, wanted)
    assert apply(apply(text, applied), invert(applied)) == text
    assert undo(apply(text, applied), applied) == text


@given(with_proposals)
def test_settling_loses_no_proposal_and_applies_only_what_is_sure(case: tuple[str, list[Edit]]) -> None:
    text, wanted = case
    applied, declined = settle(text, wanted)
    assert sorted(map(repr, [*applied, *(d.edit for d in declined)])) == sorted(map(repr, wanted))
    assert all(edit.cert is Cert.HIGH and not edit.is_remark for edit in applied)
    assert all(isinstance(item, Declined) and item.reason for item in declined)


@given(with_proposals, st.randoms())
def test_the_order_of_proposals_does_not_matter(case: tuple[str, list[Edit]], random: object) -> None:
    text, wanted = case
    shuffled = list(wanted)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert settle(text, wanted).applied == settle(text, shuffled).applied


@given(with_proposals)
def test_no_edit_splits_a_grapheme_cluster(case: tuple[str, list[Edit]]) -> None:
    text, wanted = case
    cuts = {0}
    for cluster in clusters(text):
        cuts.add(max(cuts) + len(cluster))
    for edit in settle(text, wanted).applied:
        assert {edit.start, edit.end} <= cuts


@given(with_proposals)
def test_accepting_nothing_gives_the_source(case: tuple[str, list[Edit]]) -> None:
    text, wanted = case
    low = [Edit(e.start, e.end, e.before, e.after, e.rule) for e in wanted]
    assert apply(text, settle(text, low).applied) == text


@given(restorations())
def test_the_apparatus_turns_the_source_into_the_text(restoration: Restoration) -> None:
    edits = [
        Edit(*entry.source, entry.before, entry.after, entry.rule) for entry in restoration.apparatus()
    ]
    assert apply(restoration.source, edits) == restoration.text
    back = [Edit(*entry.text, entry.after, entry.before, entry.rule) for entry in restoration.apparatus()]
    assert apply(restoration.text, back) == restoration.source


@given(restorations())
def test_entries_stand_where_they_say(restoration: Restoration) -> None:
    for entry in restoration.apparatus():
        assert restoration.source[slice(*entry.source)] == entry.before
        assert restoration.text[slice(*entry.text)] == entry.after
        assert entry.before != entry.after
        assert entry.steps


@given(restorations())
def test_undo_pops_layer_by_layer_down_to_the_source(restoration: Restoration) -> None:
    depth = len(restoration.layers)
    assert restoration.undo(depth).text == restoration.source
    for keep in range(depth):
        again = Restoration(restoration.document, restoration.layers[:keep])
        assert restoration.undo(depth - keep).text == again.text


@given(restorations(), st.data())
def test_trace_stays_in_bounds_and_untouched_characters_trace_to_themselves(
    restoration: Restoration, data: st.DataObject
) -> None:
    start, end = sorted(data.draw(st.integers(0, len(restoration.text))) for _ in range(2))
    span = restoration.trace(start, end)
    assert 0 <= span.start <= span.end <= len(restoration.source)
    touched = [entry.text for entry in restoration.apparatus()]
    if start < end and not any((t.start < end and start < t.end) or start < t.start < end for t in touched):
        inside = [t for t in touched if start < t.start == t.end < end]
        if not inside:
            assert restoration.source[slice(*span)] == restoration.text[start:end]


@given(restorations(), st.data())
def test_locate_is_the_way_back_of_trace(restoration: Restoration, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.integers(0, len(restoration.source))) for _ in range(2))
    there = restoration.locate(start, end)
    assert 0 <= there.start <= there.end <= len(restoration.text)
    touched = [entry.text for entry in restoration.apparatus()]
    for place in range(len(restoration.text)):
        if not any(t.start <= place < t.end for t in touched):
            assert restoration.locate(*restoration.trace(place, place + 1)) == (place, place + 1)


@given(texts, texts)
def test_a_lifted_function_does_what_the_function_does(before: str, after: str) -> None:
    stage = lift(lambda _: after, "law/lift", Cert.HIGH, internal("a law"))
    edits = list(stage(Document("law", before)))
    assert apply(before, edits) == after
    assert edits == list(difference(before, after, "law/lift", Cert.HIGH, internal("a law")))


@given(texts)
def test_lines_are_the_text_cut_and_nothing_else(text: str) -> None:
    found = list(lines(text))
    assert "".join(text[line.start : line.stop] for line in found) == text
    assert all("\n" not in line.text and "\r" not in line.text for line in found)
    assert all(text[line.end : line.stop] in ("\n", "\r", "\r\n", "") for line in found)


@given(restorations())
def test_no_two_edits_share_an_id(restoration: Restoration) -> None:
    names = [step.id for entry in restoration.apparatus() for step in entry.steps]
    names += [entry.id for entry in restoration.notes()]
    edits = {(layer.stage, edit) for layer in restoration.layers for edit in layer.edits}
    edits |= {(layer.stage, item.edit) for layer in restoration.layers for item in layer.declined}
    assert len(set(names)) <= len(edits)
    for layer in restoration.layers:
        before = restoration.after(layer.stage).undo()
        proposed = {*layer.edits, *(item.edit for item in layer.declined)}
        places = {(edit.start, edit.end, edit.after, edit.rule) for edit in proposed}
        assert len({before.edit_id(edit) for edit in proposed}) == len(places)


def test_layers_built_by_hand_and_layers_laid_give_the_same_text() -> None:
    edit = Edit(0, 1, "a", "b", "law/x", Cert.HIGH)
    laid = Restoration(Document("d", "aa")).then("x", lambda _: [edit])
    assert Restoration(Document("d", "aa"), (Layer("x", (edit,)),)).text == laid.text == "ba"


def test_what_a_reviewer_accepted_wins_over_what_nobody_looked_at() -> None:
    sure = Edit(0, 2, "ab", "x", "words/sure", Cert.HIGH)
    asked = Edit(1, 3, "bc", "y", "words/asked", Cert.MEDIUM)
    found = settle("abcd", [sure, asked], verdicts={asked: "accept"})
    assert found.applied == (asked,)
    assert [(d.edit, d.reason) for d in found.declined] == [(sure, "words/asked was accepted in review")]
    assert settle("abcd", [sure, asked]).applied == (sure,)
    assert settle("abcd", [sure, asked], verdicts={asked: "accept", sure: "accept"}).applied == (sure,)
