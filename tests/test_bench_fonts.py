"""The garbage of the benchmark is the garbage we mean: its pure functions, without fonts or extractors."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.fonts import measure, orders, transport


def garble(text: str, order: dict[str, int]) -> str:
    return "".join(chr(order[char]) for char in text)


@pytest.mark.parametrize(
    ("order", "text", "garbage"),
    [
        (orders.macintosh(), "the plenum", "WKH\x03SOHQXP"),
        (orders.macintosh(), "éäô", "pl{"),
        (orders.macintosh(172), "“fl”", None),
        (orders.iso_adobe(), "the", "UIF"),
        (orders.ranges(11, 15), "Certificate", "8VceZWZTReV"),
        (orders.CALIBRI, "the", "ƚŚĞ"),
    ],
)
def test_orders_of_the_issue(order: dict[str, int], text: str, garbage: str | None) -> None:
    if garbage is None:
        assert chr(order["fl"]) == "À"
    else:
        assert garble(text, order) == garbage


def test_transports_lose_only_what_they_say() -> None:
    garbage = "7KH\x03HQG\n\x14\x1c\x18\x19"
    assert transport.to_lost(garbage) == "7KH\ufffdHQG\n\ufffd\ufffd\ufffd\ufffd"
    assert transport.dropped(garbage) == "7KHHQG\n"
    assert transport.escaped("%6&") == "%6&amp;"


def test_layouts_keep_the_text_and_set_the_piece_asked_for() -> None:
    maker = pytest.importorskip("benchmarks.fonts.maker", reason="needs benchmarks/requirements-fonts.txt")
    lines = [f"row {word} of a page that has some words in it, and goes on a good while yet" for word in "abcdefghijk"]
    for layout in maker.LAYOUTS:
        laid = maker.lay(lines, layout, "seed")
        assert maker.truth(laid) == "\n".join(lines)
        dark = [run.text for line in laid for run in line if run.dark]
        assert dark
        if layout.isdigit():
            assert abs(len(dark[-1]) - int(layout)) <= max(1, int(layout) // 8)
    assert maker.lay(lines, "words", "seed") == maker.lay(lines, "words", "seed")


def test_counts_see_letters_marks_figures_and_words() -> None:
    count = measure.count("In 1956, we met.", "", "In 1958 we mat.")
    assert (count.after, count.digits_invented) == (3, 1)
    assert (count.letters, count.letters_right, count.letters_wrong) == (7, 6, 1)
    assert measure.count("a b", "a b", "a b").boundaries == 100


def test_a_piece_is_right_left_or_wrong() -> None:
    assert measure.piece_outcome("the Key", "the .H\\", "the Key", "Key") == "right"
    assert measure.piece_outcome("the Key", "the .H\\", "the .H\\", "Key") == "left"
    assert measure.piece_outcome("où the Key", "o� the .H\\", "o� the Key", "Key") == "right"
    assert measure.piece_outcome("the Key", "the .H\\", "thx Kqzf", "Key") == "wrong"
