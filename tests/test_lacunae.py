"""Lost characters: what case files cannot say, and the seed that teaches its own rule."""

from __future__ import annotations

import re
import sys
import textwrap
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import restore
from restore.document import LOST, Document, Span
from restore.edits import Cert, Edit, Quote, apply, settle
from restore.fonts.absence import font_rule
from restore.language.punctuation import Punctuation
from restore.language.runs import Runs, agrees, fits, pattern, spell
from restore.restoration import Restoration
from restore.stages import glyphs, lacunae
from restore.stages.lacunae import Parallel, supply

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks import floors

SEED = Path(__file__).parent.parent / "seeds" / "003_4586cb435a2fc35a.txt"

PROSE = (
    "The leaders of the party, who had been in the capital, did not attend the plenum. They were sent to the "
    "province, where the harvest had failed, and they came back in the autumn."
)


def losing(text: str) -> str:
    """What a font without a character map leaves of a text: everything up to `<` is lost."""
    return "".join(LOST if " " <= char <= "<" else char for char in text)


def restored(text: str, *parallels: Parallel, garbled: tuple[Span, ...] = ()) -> str:
    edits = supply(parallels, garbled, "en")(Document("d", text))
    return apply(text, settle(text, edits).applied)


@lru_cache(maxsize=1)
def seed() -> Restoration:
    return Restoration(Document("003", SEED.read_text("utf-8"))).then("glyphs", glyphs.decode("en"))


@lru_cache(maxsize=1)
def supplied() -> tuple[str, tuple[Edit, ...]]:
    garbled = tuple(entry.text for entry in seed().apparatus())
    edits = tuple(supply((), garbled, "en")(Document("003", seed().text)))
    return apply(seed().text, settle(seed().text, edits).applied), edits


def test_a_mark_that_is_wrong_once_in_five_times_says_that_it_is_a_conjecture() -> None:
    _, edits = supplied()
    kinds = {True: set[str](), False: set[str]()}
    for edit in edits:
        if edit.cert is Cert.HIGH and edit.evidence.chance is not None:
            kinds[edit.evidence.chance < 0.8].add(edit.evidence.kind)
    assert kinds == {True: {"conjecture"}, False: {"internal"}}


def test_no_digit_and_no_letter_is_ever_supplied() -> None:
    _, edits = supplied()
    for edit in edits:
        new = [b for a, b in zip(edit.before, edit.after, strict=True) if a != b]
        assert set(new) <= set(" ,.;:!-()/'%&#*\"+"), edit
        assert all(a == LOST for a, b in zip(edit.before, edit.after, strict=True) if a != b)


def test_the_seed_teaches_why_its_lines_are_garbled() -> None:
    garbled = [entry.text for entry in seed().apparatus()]
    rule = font_rule(seed().text, garbled)
    assert rule is not None
    assert {"H", "fi", "fl"} <= set(rule.signs)
    assert set(rule.marks) == {";", "!"}
    assert 20 <= len(rule.unexplained) <= 26
    shown = [seed().text[start:end] for start, end in rule.unexplained]
    assert not any("H" in line or "fi" in line or "fl" in line for line in shown)


def test_no_rule_is_learned_where_no_character_is_missing() -> None:
    text = "\n".join([PROSE] * 60)
    lines = text.split("\n")
    garbled = "\n".join(losing(line) if i % 2 else line for i, line in enumerate(lines))
    size = len(PROSE) + 1
    assert font_rule(garbled, [Span(i * size, (i + 1) * size - 1) for i in range(1, 60, 2)]) is None


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        (16, "tive positions in northern Korea after ����; the “Yan’an faction,” "),
        (18, "colonial rule over Korea; the “domestic faction” of veteran com-"),
        (20, "tion” of former anti-Japanese guerrilla fighters. According to the "),
        (164, "etc., [were] being separately defined. Dividing into groups […] "),
        (195, "A.I. Hegai and Bak Changok), there does not appear to have "),
        (1994, "are very few!"),
        (2003, "history!"),
    ],
)
def test_lines_of_the_seed(line: int, reading: str) -> None:
    assert supplied()[0].split("\n")[line - 1] == reading


def test_the_rule_is_the_evidence() -> None:
    notes = {e.evidence.note for e in supplied()[1] if e.rule == "lacunae/semicolon" and e.cert == Cert.HIGH}
    assert any("hold fi or H" in note for note in notes)


def test_lines_that_lost_nothing_stay() -> None:
    for before, after in zip(seed().text.split("\n"), supplied()[0].split("\n"), strict=True):
        assert before == after or LOST in before


def test_a_second_run_is_quiet() -> None:
    again = supply((), (), "en")(Document("003", supplied()[0]))
    assert not settle(supplied()[0], again).applied


def test_a_witness_wins_over_the_text() -> None:
    text = losing("was finished in 1940. Clearly, we cannot deny the facts of the war")
    quote = Quote("000", 10, 17, " 1940. ")
    witness = Parallel(15, 22, " 1940. ", quote, Cert.HIGH, "both flanks agree")
    assert restored(text, witness).startswith("was finished in 1940. Clearly")
    edits = list(supply((witness,), (), "en")(Document("d", text)))
    assert edits[0].rule == "lacunae/witness"
    assert edits[0].evidence.quotes == (quote,)


@pytest.mark.parametrize("text", [" 1940, and ", " 940. ", "x1940. "])
def test_a_witness_that_does_not_fit_is_only_shown(text: str) -> None:
    here = "finished in�19��� Clearly"
    offered = Parallel(11, 17, text, Quote("000", 0, len(text), text), Cert.HIGH, "told")
    edits = list(supply((offered,), (), "en")(Document("d", here)))
    if text == " 940. ":
        assert edits[0].cert == Cert.LOW  # the 9 stands where a 1 is
    assert all(edit.cert == Cert.LOW for edit in edits if edit.rule == "lacunae/witness")
    assert restored(here, offered) == here


def test_a_lone_loss_is_a_remark() -> None:
    text = "Presidium and \n�CPSU Central Committee"
    edits = list(supply((), (), "en")(Document("d", text)))
    assert [edit.rule for edit in edits] == ["lacunae/unknown"]
    assert edits[0].is_remark


def test_line_ends_are_not_touched() -> None:
    text = "\r\n".join(losing(part) for part in PROSE.split(". "))
    assert restored(text).count("\r\n") == text.count("\r\n")
    assert restored(text).startswith("The leaders of the party, who")


def test_pieces_of_a_long_text_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(losing(line) for line in textwrap.wrap(f"{PROSE} " * 8, 70))
    whole = restored(text)
    monkeypatch.setattr(lacunae, "BLOCK", 2 * len(PROSE))
    assert restored(text).split("\n")[:3] == whole.split("\n")[:3]
    assert len(restored(text)) == len(text)
    assert whole.split("\n")[0].startswith("The leaders of the party, who had been in the capital, did")


def test_an_endless_line_is_cut_before_a_word() -> None:
    text = losing(f"{PROSE} ") * 5000
    pieces = [text[start:end] for start, end in lacunae._blocks(text)]
    assert "".join(pieces) == text
    assert len(pieces) > 1
    assert all(piece[0].isalpha() for piece in pieces)


def test_a_letter_that_may_be_lost_is_not_read_as_a_space() -> None:
    text = "�".join(["Voilà", "la", "ville", "o", "", "il", "demeurait", "avec", "ses", "enfants"])
    edits = supply((), (Span(0, len(text)),), "fr")(Document("d", text))
    assert apply(text, settle(text, edits).applied) == "Voilà la ville o� il demeurait avec ses enfants"


def test_an_unknown_language_is_no_error() -> None:
    assert LOST not in "".join(restored_in("xx", losing("the end of the war"), Span(0, 18)))


def restored_in(language: str, text: str, garbled: Span) -> str:
    return apply(text, settle(text, supply((), (garbled,), language)(Document("d", text))).applied)


def test_marks_are_learned_from_the_text_at_hand() -> None:
    sound = "\n".join(f"Cde. Kim said so, and Cde. Li went to Cde. Bak of the {word} office." for word in
                      ("first", "second", "third", "fourth", "fifth", "sixth"))  # fmt: skip
    runs = Runs(sound + "\n" + losing("and Cde. Kim went home"), [Span(len(sound) + 1, len(sound) + 30)])
    lost = next(run for run in runs.runs if run.lossy and run.size == 2)
    chances = Punctuation(runs, "en").chances(lost)
    assert max(chances, key=lambda name: chances[name]) == ". "


@given(st.text(alphabet=" ,.;:()-0123456789", min_size=1, max_size=12))
def test_a_pattern_fits_and_agrees_with_what_it_was_made_of(text: str) -> None:
    known = re.sub(" +", " ", text)
    assert fits(pattern(known), len(known))
    assert agrees(spell(pattern(known), len(known)), re.sub("[0-9].*[0-9]|[0-9]", lambda m: LOST * len(m[0]), known))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdeé �\n\r“”’.,0", max_size=60), st.integers(0, 40), st.integers(0, 40))
def test_any_text_keeps_its_length_and_what_it_has(text: str, start: int, size: int) -> None:
    done = restored(text, garbled=(Span(min(start, len(text)), min(start + size, len(text))),))
    assert len(done) == len(text)
    assert all(a in (b, LOST) for a, b in zip(text, done, strict=True))


def test_spaces_that_are_still_there_are_kept() -> None:
    text = re.sub("[,.]", LOST, PROSE)
    assert restored(text, garbled=(Span(0, len(text)),)) == PROSE


def test_a_garbled_span_amid_sound_text() -> None:
    sound = "It was said, and it was known to all of them, that the harvest had failed. "
    garbled = "The leaders of the party were there, and the town was not."
    text = f"{sound}{losing(garbled)} {sound}"
    done = restored(text, garbled=(Span(len(sound), len(sound) + len(garbled)),))
    assert f"{garbled} " in done
    assert done.startswith(sound)
    assert done.endswith(sound)


def test_floors_go_up_and_never_down(tmp_path: Path) -> None:
    pinned = tmp_path / "floors.json"
    assert floors.hold("x", {"spaces": 0.9}, "d", lift=True, pinned=pinned) == 0
    assert floors.hold("x", {"spaces": 0.95}, "d", lift=True, pinned=pinned) == 0
    assert floors.hold("x", {"spaces": 0.9}, "d", pinned=pinned) == 1
    assert floors.hold("x", {}, "d", pinned=pinned) == 1
    assert floors.hold("x", {"spaces": 0.99}, "other data", pinned=pinned) == 1
    assert floors.hold("x", {"spaces": 0.9}, "other data", lower=True, pinned=pinned) == 0
    assert floors.hold("x", {"spaces": 0.9}, "other data", pinned=pinned) == 0


def test_the_flow_knows_the_stage() -> None:
    done = restore.restore_text(losing(PROSE), stages=["lacunae"], language="en")
    assert done.text == PROSE


def test_marks_lost_where_the_spaces_were_dropped_are_told_by_their_company() -> None:
    said = "The old minister met the council{} and the clerk read the letter aloud{} Nobody had expected it."
    lost = said.replace("{}", LOST)
    words = [Span(m.start(), m.end()) for m in re.finditer(r"\S+", lost)]  # each a stretch of its own, as it was read
    found = settle(lost, lacunae.supply((), words, language="en")(Document("d", lost)))
    assert apply(lost, found.applied) == said.replace("{}", ",", 1).replace("{}", ".")
