"""Arbitrary glyph orders: what is left alone first, then what is read."""

from __future__ import annotations

import base64
import codecs
import random
from pathlib import Path

import pytest

from restore.fonts.substitution import Solution, solve
from restore.fonts.substitution_find import find
from restore.fonts.substitution_looks import is_typed, may_be_order
from restore.fonts.suspects import suspects

TEXTS = Path(__file__).parent.parent / "benchmarks" / "fonts" / "texts"
WELSH = (
    "Genir pawb yn rhydd ac yn gydradd â'i gilydd mewn urddas a hawliau. Fe'u cynysgaeddir â rheswm a chydwybod, "
    "a dylai pawb ymddwyn y naill at y llall mewn ysbryd cymodlon.\n"
)
FINNISH = (
    "Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan. Heille on annettu järki ja "
    "omatunto, ja heidän on toimittava toisiaan kohtaan veljeyden hengessä.\n"
)


def prose(language: str, size: int = 1500) -> str:
    return (TEXTS / f"{language}.txt").read_text("utf-8").replace("\n\n", "\n")[:size]


def first_use(text: str, first: int = 33) -> str:
    """A text as a font cut down to its glyphs prints it: codes in order of first use."""
    codes: dict[str, str] = {"\n": "\n"}
    for char in text:
        codes.setdefault(char, chr(first + len(codes) - 1))
    return "".join(codes[char] for char in text)


def strange() -> dict[str, str]:
    choose = random.Random(7)
    english = prose("en")
    return {
        "English": english,
        "ROT13": codecs.encode(english, "rot13"),
        "Caesar-3 in capitals": "".join(
            chr((ord(c) - 62) % 26 + 65) if c.isalpha() and c.isascii() else c for c in english.upper()
        ),
        "Welsh": WELSH * 8,
        "Finnish": FINNISH * 8,
        "base64": base64.b64encode(choose.randbytes(1200)).decode(),
        "hexadecimal": choose.randbytes(900).hex(),
        "DNA": "".join(choose.choice("ACGT") for _ in range(1800)),
        "chess": " ".join(f"{n}. {choose.choice('NBRQ')}{choose.choice('abcdefgh')}{n % 8 + 1} e5" for n in range(200)),
        "code": Path(__file__).read_text("utf-8"),
        "signs at random": "".join(chr(choose.randint(33, 126)) for _ in range(1800)),
        "shuffled words": " ".join("".join(choose.sample(word, len(word))) for word in english.split()),
    }


@pytest.mark.parametrize("kind", strange())
def test_no_garbage_is_left_alone(kind: str) -> None:
    text = strange()[kind]
    assert solve(text) is None
    assert find(text, suspects(text).stretches) is None


def test_too_short_to_have_one_solution() -> None:
    assert solve(first_use(prose("en", 200))) is None


@pytest.fixture(scope="module")
def english() -> tuple[str, str, Solution]:
    text = prose("en")
    garbage = first_use(text)
    solution = solve(garbage)
    assert solution is not None
    return text, garbage, solution


def test_reads_a_page_in_order_of_first_use(english: tuple[str, str, Solution]) -> None:
    text, garbage, solution = english
    pairs = list(zip(text, garbage, solution.decode(garbage), strict=True))
    letters = [(right, out) for right, _, out in pairs if right.isalpha()]
    assert solution.language == "en"
    assert sum(right == out for right, out in letters) >= 0.98 * len(letters)
    assert not [1 for right, code, out in pairs if out != code and out.isalpha() and out != right]


def test_publishes_no_figure_and_says_what_is_left(english: tuple[str, str, Solution]) -> None:
    text, garbage, solution = english
    assert not any(value.isdigit() for value in solution.table.values())
    figures = {code for right, code in zip(text, garbage, strict=True) if right.isdigit()}
    assert figures <= set(solution.left)
    assert not set(solution.left) & set(solution.table)


def test_knows_the_code_of_the_space_and_each_margin(english: tuple[str, str, Solution]) -> None:
    _, _, solution = english
    assert solution.space == "$"
    assert solution.table["$"] == " "
    assert all(solution.readings[code].margin > 0 for code, value in solution.table.items() if value.isalpha())


def test_the_same_text_gives_the_same_solution(english: tuple[str, str, Solution]) -> None:
    _, garbage, solution = english
    assert solve(garbage) == solution


def test_finds_the_language_and_dropped_spaces() -> None:
    text = prose("de").replace(" ", "")
    garbage = first_use(text)
    solution = solve(garbage)
    assert solution is not None
    assert (solution.language, solution.run_on) == ("de", True)
    wrong = [out for right, code, out in zip(text, garbage, solution.decode(garbage), strict=True)
             if out != code and out.isalpha() and out != right]  # fmt: skip
    assert len(wrong) <= 0.005 * len(text)


def test_reads_only_the_garbled_lines_of_a_page() -> None:
    lines = [line for line in prose("en", 4000).split(". ") if line]
    dark = first_use("\n".join(lines[::2])).split("\n")
    mixed = "\n".join(dark[i // 2] if i % 2 == 0 else line for i, line in enumerate(lines))
    found = find(mixed, suspects(mixed).stretches)
    assert found is not None
    for piece in found.pieces:
        assert mixed[piece.start : piece.end] == piece.before
        assert not any(line in piece.before for line in lines[1::2])
    assert {mixed[span.start : span.end] for span in found.left} <= set(found.solution.left)


def test_typed_text_is_seen_at_once() -> None:
    assert is_typed(WELSH)
    assert not is_typed(first_use(prose("en")))
    assert not may_be_order(Path(__file__).read_text("utf-8"))
