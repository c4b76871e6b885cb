"""Two columns read across: what case files cannot say."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from restore.document import Document
from restore.edits import Cert, apply, settle
from restore.restoration import Restoration
from restore.stages import columns

TALE = (
    "The governor of this province had been told that nobody would come. He stayed at home with his books, while "
    "the deputy wrote letters to everybody whom he knew. It rained all day. When the boats came in, the harbour "
    "master went down to the quay. He counted them one by one, as he had always done since the war. One was "
    "missing. He wrote it down in the book that was kept in the office. Then he walked back to the town and spoke "
    "with the widow of the pilot, who had not slept in the night. She said that the light had gone out at four. "
    "Somebody had called from the pier, but nobody had answered. He thanked her. In the evening the last boat "
    "came in after all, with a torn sail and two men."
)
LINES = textwrap.wrap(TALE, 34)
LEFT, RIGHT = LINES[: len(LINES) // 2], LINES[len(LINES) // 2 : 2 * (len(LINES) // 2)]
PAGE = "\n".join(f"{a:38}{b}" for a, b in zip(LEFT, RIGHT, strict=True))


def after(text: str) -> str:
    return apply(text, settle(text, columns.unfold("en")(Document("d", text))).applied)


def test_both_columns_of_a_page_move_as_one_edit() -> None:
    done = Restoration(Document("d", f"{PAGE}\n")).then("columns", columns.unfold("en"))
    assert done.text.split("\n") == [*LEFT, *RIGHT, ""]
    assert len(done.apparatus()) == 1
    start = done.text.index("all day. When")
    assert done.trace(start, start + 4) == (0, len(PAGE))
    assert done.undo().text == f"{PAGE}\n"


def test_line_ends_stay_as_they_came() -> None:
    assert after(PAGE.replace("\n", "\r\n") + "\r\n").split("\r\n") == [*LEFT, *RIGHT, ""]


def test_pages_are_put_in_order_each_for_itself() -> None:
    pages = f"{PAGE}\n\n12\n\n{PAGE}\n"
    assert after(pages).split("\n") == [*LEFT, *RIGHT, "", "12", "", *LEFT, *RIGHT, ""]


def test_a_column_that_an_empty_row_parts_is_not_mixed_with_the_other() -> None:
    rows = PAGE.split("\n")
    assert after("\n".join([*rows[:5], "", *rows[5:]])) == "\n".join([*rows[:5], "", *rows[5:]])


rows = st.sampled_from([
    *PAGE.split("\n"), *LEFT, "", "12", "    " + RIGHT[0], "a   b", "Name        Port", "The com- the army was", "\f",
    "x\ty",
])


@given(st.lists(rows, max_size=40).map("\n".join))
def test_no_letter_is_lost_and_a_second_run_is_quiet(text: str) -> None:
    once = after(text)
    assert sorted("".join(once.split())) == sorted("".join(text.split()))
    assert after(once) == once


def test_nothing_is_applied_that_is_not_certain() -> None:
    assert all(e.cert is Cert.LOW for e in columns.unfold("en")(Document("d", f"{PAGE}\nand more below")))
