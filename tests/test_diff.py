"""Patches that real git takes both ways, and texts compared for readers, browsers, pull requests and programs."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restore.edition import DiffFormat, diff_texts
from restore.edition.compare import differences
from restore.edition.linewise import changes, patch, split

# Everything that makes other tools' patches fail, and lines that look like parts of a patch.
PIECES = [
    b"a", b"b", b"word ", b"\n", b"\n", b"\n", b"\r\n", b"\r", b"\x0c", b"\x00", b"\xc2\x85", b"\xe2\x80\xa8", b"\xff",
    b" ", b"\t", b"-", b"+", b"--- a/x\n", b"+++ b/x\n", b"@@ -1 +1 @@\n", b"\\ No newline at end of file\n",
    b"diff --git a/x b/x\n",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join)


def applied(place: Path, path: str, before: bytes, after: bytes) -> None:
    """Real git turns `before` into `after` and back."""
    made = patch(before, after, path)
    target = place / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(before)
    env = {**os.environ, "GIT_DIR": str(place / "none"), "GIT_CONFIG_GLOBAL": os.devnull}
    for flags, wanted in (([], after), (["-R"], before)):
        done = subprocess.run(
            ["git", "apply", "--allow-empty", *flags], input=made, cwd=place, capture_output=True, check=False, env=env
        )
        assert done.returncode == 0, (before, after, done.stderr.decode())
        assert target.read_bytes() == wanted


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_git_takes_the_patch_of_any_two_texts(
    tmp_path_factory: pytest.TempPathFactory, before: bytes, after: bytes
) -> None:
    applied(tmp_path_factory.mktemp("git"), "letter.txt", before, after)


@pytest.mark.parametrize(
    "path",
    ["letter.txt", "deep/er/letter one.txt", "lettré.txt", 'quo"te.txt', "tab\there.txt", "back\\slash.txt",
     "日本.txt"],
)
def test_git_finds_the_file_whatever_it_is_called(path: str, tmp_path: Path) -> None:
    applied(tmp_path, path, b"one\ntwo\n", b"one\n2")


@given(texts)
def test_lines_end_at_line_feed_and_nowhere_else(text: bytes) -> None:
    assert b"".join(split(text)) == text
    assert all(line.count(b"\n") <= 1 and line.find(b"\n") in (-1, len(line) - 1) for line in split(text))


@given(st.lists(st.sampled_from("abcd"), max_size=14), st.lists(st.sampled_from("abcd"), max_size=14))
def test_what_no_change_covers_is_the_same(a: list[str], b: list[str]) -> None:
    done_a = done_b = 0
    for change in changes(a, b):
        assert a[done_a : change.a1] == b[done_b : change.b1]
        assert a[change.a1 : change.a2] != b[change.b1 : change.b2]
        done_a, done_b = change.a2, change.b2
    assert a[done_a:] == b[done_b:]


def test_a_patch_is_about_what_changed() -> None:
    before = [b"line %d\n" % number for number in range(2000)]
    after = [*before[:700], b"new\n", *before[700:1500], *before[1501:]]
    made = patch(b"".join(before), b"".join(after), "x")
    assert len(made.split(b"\n")) < 24
    assert b"+new\n" in made
    assert b"-line 1500\n" in made


def test_long_texts_do_not_take_long() -> None:
    """Quadratic matching would take hours here."""
    before = "".join(f"{number} the same words again and again\n\n" for number in range(60_000))
    after = before.replace("5 the", "5 The").replace("9 the same", "9  the  same")
    repeated, other = "x\n" * 60_000, "y\nx\n" * 40_000
    assert patch(before.encode(), after.encode(), "x").count(b"\n+") > 6_000
    assert patch(repeated.encode(), other.encode(), "x")
    assert len(list(differences("a" * 5_000_000 + " b", "a" * 5_000_000 + " c"))) == 1


BEFORE = "The comrades Kim II Sung and Nam II\nspoke to the ple-\nnum.\n"
AFTER = "The comrades Kim Il Sung and Nam Il spoke to the plenum.\n"


def test_differences_are_words_at_their_places() -> None:
    found = list(differences(BEFORE, AFTER))
    assert [(d.before, d.after) for d in found][:2] == [("II", "Il"), ("II\n", "Il ")]
    for d in found:
        assert (BEFORE[slice(*d.a_span)], AFTER[slice(*d.b_span)]) == (d.before, d.after)


@given(st.text("ab \n\t-", max_size=30), st.text("ab \n\t-", max_size=30))
def test_what_no_difference_covers_is_the_same_text(a: str, b: str) -> None:
    done_a = done_b = 0
    for d in differences(a, b):
        assert a[done_a : d.a_span.start] == b[done_b : d.b_span.start]
        done_a, done_b = d.a_span.end, d.b_span.end
    assert a[done_a:] == b[done_b:]


def test_without_spaces_only_readings_differ() -> None:
    a = "in front of the com-\nmittee  and\nits members, who had WKH�SDUW\\�"
    b = "in front of the committee and its members, who had the party"
    assert [(d.before, d.after) for d in differences(a, b, spaces=False)] == [
        ("com-\nmittee", "committee"), ("WKH�SDUW\\�", "the party"),
    ]  # fmt: skip
    assert not list(differences("one  two\n\nthree\n", "one two three", spaces=False))


def test_an_island_of_marks_is_no_agreement() -> None:
    a = "so .RUHD�DIWHU�������.�WKH�³<DQ said he"
    b = "so Korea after the war and . the Yan said he"
    assert [d.before for d in differences(a, b)] == [".RUHD�DIWHU�������.�WKH�³<DQ"]
    apart = [d.after for d in differences("one a two", "won a too")]
    assert apart == ["won", "too"], "an island as long as what stands beside it holds two differences apart"


def test_unified() -> None:
    shown = diff_texts(BEFORE, AFTER, names=("a/x", "b/x"))
    assert shown.startswith("--- a/x\n+++ b/x\n@@ -1,3 +1,1 @@\n-The comrades Kim II Sung and Nam II\n")


def test_word() -> None:
    assert "comrades Kim [-II-]{+Il+} Sung and Nam [-II⏎-]{+Il +}spoke" in diff_texts(BEFORE, AFTER, DiffFormat.WORD)


def test_json() -> None:
    rows = [json.loads(row) for row in diff_texts(BEFORE, AFTER, "json").split("\n") if row]
    assert rows[0] == {
        "a": {"start": 17, "end": 19, "line": 1}, "b": {"start": 17, "end": 19, "line": 1},
        "before": "II", "after": "Il",
    }  # fmt: skip


def test_html_and_markdown_let_nothing_out() -> None:
    hostile = "\x1b a <script>alert(1)</script> & @everyone ```` </code> \x1b"
    for form in ("html", "md"):
        shown = diff_texts(hostile, hostile + " b", form, names=("a/<b>", "b/`"))
        assert "\x1b" not in shown
        if form == "html":
            assert "<script>" not in shown
            assert "<b>," not in shown
        else:
            assert shown.startswith("`````diff\n")
            assert shown.endswith("\n`````\n")


@pytest.mark.parametrize("form", list(DiffFormat))
def test_equal_texts_have_no_difference(form: DiffFormat) -> None:
    assert diff_texts(BEFORE, BEFORE, form) == ""
    assert diff_texts(BEFORE, AFTER, form)
