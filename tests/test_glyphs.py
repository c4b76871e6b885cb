"""What case files cannot say of the glyphs stage: the whole seed, families, tables, and what is learned."""

from __future__ import annotations

from pathlib import Path

import pytest

from restore.document import LOST, Document
from restore.edits import Cert, apply, settle
from restore.fonts.families import families
from restore.fonts.orders import adobe, macintosh
from restore.fonts.tables import every, fixed
from restore.fonts.units import rows
from restore.stages import glyphs

SEEDS = Path(__file__).parent.parent / "seeds"
PROSE = (
    "The committee met in the old hall of the ministry and decided that the people who had written",
    "should be heard again. Nobody had expected it: the letters had been lying there since the winter,",
    "and the officer who kept them had gone to another town. “We shall answer all of them,” said the",
    "chairman, and he began to read the first one aloud. It came from a village on the other side of",
    "the river, where the school had been closed for three years and the children worked in the fields.",
)


def garbled(text: str, order: dict[str, int]) -> str:
    """A text as its glyph numbers; characters the order lacks stay."""
    return "".join(chr(order[c]) if c in order else c for c in text)


def by_character(order: tuple[str, ...]) -> dict[str, int]:
    return {c: number for number, c in reversed(list(enumerate(order))) if len(c) == 1}


def read(text: str, language: str | None = None) -> str:
    return apply(text, settle(text, glyphs.decode(language)(Document("d", text))).applied)


def seed(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_bytes().decode("utf-8")


def test_seed_003_is_found_and_read_to_the_letter() -> None:
    text = seed("003")
    edits = list(glyphs.decode()(Document("003", text)))
    assert {edit.rule for edit in edits} == {"glyphs/order-macintosh"}
    after = apply(text, settle(text, edits).applied)
    assert after.count(LOST) == text.count(LOST)
    before, now = text.split("\n"), after.split("\n")
    changed = {i + 1 for i, (a, b) in enumerate(zip(before, now, strict=True)) if a != b}
    # every line that lost a character but the two with a lone one in clean text
    assert changed == {i + 1 for i, line in enumerate(before) if LOST in line} - {555, 2352}
    for line, start in ((188, "Soviet"), (1802, "He"), (2538, "flimsy"), (2408, "of")):
        assert now[line - 1].startswith(start)
    assert now[331].endswith("artifi-")
    assert now[188].startswith("iation,15" + LOST)
    assert now[262].endswith(f"grain{LOST}6 ")
    assert now[1801].endswith("[per-")
    assert now[2537].startswith(f"flimsy{LOST} [legkogo tipa] houses")
    assert now[2407].startswith(LOST.join(("of", "Cde", "", "D", "", "T", "", "SHEPILOV\t\t")))


@pytest.mark.parametrize("number", ["000", "001", "002", "004"])
def test_the_other_seeds_are_left_alone(number: str) -> None:
    assert list(glyphs.decode()(Document(number, seed(number)))) == []


def test_the_order_of_the_seed_is_learned_with_its_step() -> None:
    table = glyphs.explain(Document("003", seed("003")))[0]
    assert (table.name, table.language) == ("Macintosh glyph order", "en")
    assert {chr(c): r for c, r in table.table.items() if c > 126} == {
        "«": "…", "³": "“", "´": "”", "¶": "’", "¿": "fi", "À": "fl",
    }
    assert table.margin > 1000
    assert "official" in table.evidence


@pytest.mark.parametrize("order", [macintosh(), adobe()], ids=["macintosh", "adobe"])
def test_known_orders_with_controls_kept(order: tuple[str, ...]) -> None:
    # a comma at the end of a line would be a carriage return there: with the line feed it is a line end
    truth = "\n".join(line.rstrip(",") for line in PROSE)
    assert read(garbled(truth, by_character(order)), "en") == truth


@pytest.mark.parametrize("offset", [30, 28, 27, 25])
def test_other_offsets(offset: int) -> None:
    truth = "\n".join(PROSE).replace("“", '"').replace("”", '"')
    order = {chr(c): c - offset for c in range(32, 127)}
    assert read(garbled(truth, order), "en") == truth


def test_capitals_at_another_distance() -> None:
    truth = "\n".join((*PROSE, "Nobody but Mary Fox and John Hall of Oxford knew the Bishop of London."))
    order = {chr(c): c - 11 for c in range(65, 91)} | {chr(c): c - 15 for c in range(97, 123)}
    wrong = sum(a != b for a, b in zip(read(garbled(truth, order), "en"), truth, strict=True))
    assert wrong <= 0.01 * len(truth)


def test_fixed_tables_read_their_own_font() -> None:
    truth = "\n".join(PROSE[1:])
    for table in fixed():
        order = {reading: code for code, reading in sorted(table.readings.items()) if len(reading) == 1}
        assert read(garbled(truth, order), "en") == truth, table.name


def test_lost_digits_are_never_supplied() -> None:
    truth = "\n".join(PROSE).replace("winter", "winter of 1956").replace("three", "1234")
    text = "".join(LOST if ord(c) < 32 and c != "\n" else c for c in garbled(truth, by_character(macintosh())))
    after = read(text, "en")
    assert len(after) == len(truth)
    assert not any(c.isdigit() for c in after)
    assert all(a in (b, LOST) for a, b in zip(after, truth, strict=True))


def test_a_span_may_switch_inside_a_token() -> None:
    order = by_character(macintosh())
    dark = garbled("Introduction", order)
    text = "\n".join((garbled(PROSE[0], order), f"{dark}to find the people of the old town", PROSE[4]))
    assert read(text, "en").split("\n")[1] == "Introductionto find the people of the old town"


def test_isolated_codes_wait_when_few_words_prove_them() -> None:
    edits = list(glyphs.decode("en")(Document("d", "The ¿rst, the ¿nal and the ¿ve, and the bene¿xx.")))
    assert edits
    assert all(edit.cert is Cert.MEDIUM or edit.after == "fi" for edit in edits)


def test_what_no_order_reads_is_pointed_at_and_left() -> None:
    import random

    chance = random.Random(7)
    text = "\n".join("".join(chance.choices("¢¤¥¦¨ª¬¯²³´µ¶¸¹¼½¾", k=60)) for _ in range(8))
    edits = list(glyphs.decode("en")(Document("d", text)))
    assert [edit.rule for edit in edits if not edit.is_remark] == []
    assert [edit.rule for edit in edits] == ["glyphs/unread"]


def test_figures_are_read_only_where_the_space_proves_that_no_glyph_is_missing() -> None:
    order = by_character(macintosh())
    gapped = {c: number - 1 if " " < c < "9" else number for c, number in order.items()}
    body = "\n".join(f"In the year 1931 and again in 1952 {line}" for line in PROSE)
    whole = garbled(body, order)
    assert read(whole, "en") == body
    for numbers in (order, gapped):
        dark = garbled(body, numbers).replace("\x03", "")
        after = read(dark, "en")
        assert after != dark
        assert sorted(c for c in after if c.isdigit()) == sorted(c for c in after if c.isdigit() and c in dark)


def test_escaped_apostrophes_of_sound_text_beside_garble_stay() -> None:
    order = by_character(macintosh())
    sound = "The officer&#x27;s letters weren&#x27;t read."
    after = read(f"{sound}\n{garbled(PROSE[0], order)}\n{sound}", "en")
    assert after == f"{sound}\n{PROSE[0]}\n{sound}"


def test_the_figures_of_a_cyrillic_font_are_read_where_its_space_and_letters_stand_in_one_sequence() -> None:
    truth = "\n".join((
        "В январе 1953 года в старом доме у реки собрались все, кто ещё помнил эту историю",
        "и знал, что письма, которые лежали там 12 лет, никто никогда не читал до этого дня.",
        "Начальник станции вышел на улицу и долго смотрел на поезд, который стоял на дальнем пути.",
        "Он хотел сказать им, что дорога закрыта, но люди уже шли к мосту, и было слишком поздно.",
    ))
    table = next(table for table in every() if table.name.startswith("Liberation"))
    order = {reading: code for code, reading in sorted(table.readings.items(), reverse=True)}
    text = garbled(truth, order)
    family = families(list(rows(text)), text, "ru")[0]
    assert "".join(c if c == "\n" else family.table.part(ord(c)) for c in text) == truth
    shifted = garbled(truth, {c: code + (code < 30) for c, code in order.items()})
    family = families(list(rows(shifted)), shifted, "ru")[0]
    assert not any(reading.isdigit() for reading in family.table.readings.values())


def test_a_letter_has_one_code() -> None:
    # Italian `trovo` is commoner than `trovò`: that `o` has a code already tells
    lines = ("Il vecchio orologio si fermò, e nessuno lo aspettò più: il sindaco arrivò e trovò il cortile vuoto.",
             "La gente della piccola città cercò il medico, che portò la lettera e la lasciò sulla tavola.")
    assert read(garbled("\n".join(lines), by_character(macintosh())), "it") == "\n".join(lines)


def test_marks_of_an_unknown_order_are_left_rather_than_guessed() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    order = {c: 300 + i for i, c in enumerate(letters)} | {c.lower(): 400 + i for i, c in enumerate(letters)}
    order |= {" ": 3, ",": 901, ".": 880, ":": 857, "“": 833, "”": 811}
    truth = "\n".join(PROSE)
    after = read(garbled(truth, order), "en")
    wrong = [(a, b) for a, b in zip(after, truth, strict=True) if a != b and ord(a) not in order.values()]
    assert len(wrong) <= 1
    assert sum(a == b for a, b in zip(after, truth, strict=True)) > 0.9 * len(truth)
