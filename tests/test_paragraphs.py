"""Paragraphs: what case files cannot say."""

from __future__ import annotations

import re
import textwrap

from hypothesis import given
from hypothesis import strategies as st

import restore
from restore.document import Document
from restore.edits import Cert, apply
from restore.layout.runs import run_of
from restore.layout.setting import setting_of
from restore.stages import paragraphs

TALE = (
    "the governor of this province had been told that nobody would come to the meeting before the end of the year and "
    "so he stayed at home with his books, while the deputy wrote letters to everybody he knew. It rained."
)
WORDS = TALE.split()


def told(start: int, length: int) -> str:
    """That many words of the tale from one of them on, as a paragraph."""
    text = " ".join((WORDS * 5)[start : start + length]).rstrip(",.")
    return text[0].upper() + text[1:] + "."


prose = st.builds(told, st.integers(0, len(WORDS)), st.integers(40, 110))
LINES = st.sampled_from(
    ["the governor of this province had been told that nobody would come", "to the meeting.", "It rained.", "", "  ",
     "1. an item", "- an item", "# Heading", "a | b", "name\t\tvalue", "[---]", "“Who is there?”", "> he wrote", "12",
     "A Title of the Book", "and the deputy wrote letters to everybody he knew, while the", "city was quiet  ",
     "x = y;", "\ufffd", "Die Regierung der Provinz hatte gehört, dass niemand kommen würde,"]
)
pages = st.lists(LINES, max_size=25).map("\n".join)


def stage_on(text: str, language: str | None = "en") -> str:
    edits = [e for e in paragraphs.reflow(language)(Document("t", text)) if e.cert is Cert.HIGH]
    return apply(text, edits)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(pages)
def test_nothing_but_blanks_and_line_ends_changes(text: str) -> None:
    assert squeezed(stage_on(text)) == squeezed(text)


@given(pages)
def test_a_second_run_is_quiet(text: str) -> None:
    once = stage_on(text)
    assert stage_on(once) == once


@given(st.lists(prose, min_size=3, max_size=6), st.integers(40, 90))
def test_wrapped_prose_comes_back_as_it_was(texts: list[str], width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(text, width) for text in texts)
    for before, after in zip(texts, stage_on(wrapped).split("\n\n"), strict=True):
        assert after.replace("\n", " ") == before
        assert not re.search(r"[a-z,]\n", after), "no line end is left inside a sentence"


@given(st.lists(prose, min_size=1, max_size=6))
def test_unwrapped_prose_is_not_changed_at_all(texts: list[str]) -> None:
    text = "\n\n".join(texts) + "\n"
    assert stage_on(text) == text


def test_kinds_of_runs() -> None:
    verse = (
        "The curfew tolls the knell of parting day,\nThe lowing herd wind slowly o’er the lea,\n"
        "The ploughman homeward\nAnd leaves"
    )
    assert run_of(verse).is_verse
    assert run_of("WORKERS’ PARTY\nOF THE NORTH").is_display
    assert run_of('if (x) {\n  return y;\n}').is_code
    assert not run_of("he came; she went;\nand nobody knew why the\nletters had been sent").is_code


def test_a_column_is_measured_by_itself() -> None:
    text = "\n\n".join(textwrap.fill(" ".join(WORDS * 4), width) for width in (60, 38))
    assert setting_of(text).wrapped
    assert stage_on(text).count("\n") == 2


def test_markdown_keeps_its_line_breaks_and_is_reflowed_elsewhere() -> None:
    body = textwrap.fill(" ".join(WORDS * 3), 60)
    text = f"# Title\n\n**Copy:** two  \nof three\n\n{body}\n\n    for this in that:\n    of the code here\n"
    after = stage_on(text)
    assert "**Copy:** two  \nof three" in after
    assert "    for this in that:\n    of the code here" in after
    assert " ".join(WORDS * 3) in after


def test_carriage_returns_alone_end_lines_too() -> None:
    wrapped = textwrap.fill(" ".join(WORDS * 3), 60)
    assert stage_on(wrapped.replace("\n", "\r")) == " ".join(WORDS * 3)


def test_a_line_of_many_megabytes_is_read_in_one_pass() -> None:
    text = "a " * 3_000_000 + "\nand so on\n\n" + "x" * 1_000_000
    assert squeezed(stage_on(text)) == squeezed(text)


def test_layout_keep_is_leaving_the_stage_out() -> None:
    wrapped = textwrap.fill(" ".join(WORDS * 3), 60)
    stages = ["hyphens"]
    assert restore.restore_text(wrapped, stages=stages, language="en").text == wrapped
