"""What a run leaves and reads back: nothing lost, nothing half-written, nobody else's folder touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restore import edition
from restore.document import LOST, Document, Origin
from restore.edition import Run, folder, gaps
from restore.edition.copies import fair_copies
from restore.edition.places import paths
from restore.edition.proof import check
from restore.edition.record import TAKEN_BACK, parsed, written
from restore.edits import Cert, Edit, Quote, external, internal
from restore.errors import IntegrityError, OutputError, RestoreError, UnreadableError
from restore.folding import Layer
from restore.reading import read_bytes
from restore.restoration import Restoration
from strategies import ALPHABET
from test_laws import restorations

SURE = Cert.HIGH


def edited(document: Document, *changes: tuple[str, str], stage: str = "words") -> Restoration:
    """A document with the first place of each left-hand text read as the right-hand one."""
    text = document.text
    edits = [
        Edit(text.index(old), text.index(old) + len(old), old, new, f"{stage}/made", SURE, internal("for the test"))
        for old, new in changes
    ]
    return Restoration(document).with_layer(Layer(stage, tuple(sorted(edits, key=lambda e: e.start))))


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture
def letter() -> Restoration:
    return edited(read_bytes(b"Kim II Sung\nspoke.\n", "letters/first", path="letters/first.txt"), ("II", "Il"))


# --- the record


@settings(max_examples=200, deadline=None)
@given(restorations(), st.sampled_from(gaps.STYLES))
def test_the_record_holds_every_step_and_comes_back_from_its_lines(restoration: Restoration, style: str) -> None:
    (copy,) = fair_copies([restoration], style)
    found = parsed(written(copy.records, {}))
    assert found == copy.records
    assert list(check(copy.restoration.document, copy.text, copy.stages, found)) == []


def test_an_edit_taken_back_is_on_record() -> None:
    there = edited(Document("d", "a word"), ("word", "sword"), stage="one")
    back = there.then("two", lambda d: [Edit(2, 7, "sword", "word", "two/back", SURE, internal("no"))])
    (copy,) = fair_copies([back], "leiden")
    assert not copy.applied
    assert [record.reason for record in copy.records] == [TAKEN_BACK, TAKEN_BACK]


def test_context_is_of_the_source_and_lines_count_in_both_texts(tmp_path: Path) -> None:
    source = "x" * 40 + "\nfirst pro-\nmise " + "y" * 40
    edition.write_run(Run([edited(Document("d", source), ("-\n", ""))]), tmp_path / "out")
    (row,) = map(json.loads, (tmp_path / "out/apparatus/d.jsonl").read_text("utf-8").split("\n")[:-1])
    assert row["context"] == ["x" * 22 + "\nfirst pro", "mise " + "y" * 27]
    assert row["source"] == {"start": 50, "end": 52, "lines": [2, 2]}
    assert row["text"] == {"start": 50, "end": 50, "lines": [2, 2]}


def test_a_line_of_the_apparatus_is_harmless_where_it_is_shown(tmp_path: Path) -> None:
    source = "a \x1b[2J\x85\u2028\u202e\ud800 b"
    edition.write_run(Run([edited(Document("d", source), ("b", "c"))]), tmp_path / "out")
    raw = (tmp_path / "out/apparatus/d.jsonl").read_bytes()
    assert raw.decode("utf-8").isprintable() or raw.count(b"\n") == len(raw.decode().splitlines()) == 1
    assert b"\x1b" not in raw
    assert edition.undo(tmp_path / "out", "d") == source.encode("utf-8", "surrogatepass")


# --- gaps


@pytest.mark.parametrize(
    ("style", "text"),
    [("leiden", "after [....]; the"), ("markdown", r"after \[....\]; the"), ("replacement", f"after {LOST * 4}; the")],
)
def test_gaps_are_printed_in_the_style_asked_for(style: str, text: str, tmp_path: Path) -> None:
    document = Document("d", f"after {LOST * 4}; the")
    edition.write_run(Run([Restoration(document)]), tmp_path / "out", gaps=style)
    assert (tmp_path / "out/text/d.txt").read_text("utf-8") == text
    assert edition.undo(tmp_path / "out", "d").decode() == document.text
    assert edition.verify(tmp_path / "out") == ()


def test_an_accent_over_a_lost_letter_stays_over_its_point() -> None:
    (copy,) = fair_copies([Restoration(Document("d", f"caf{LOST}\u0301{LOST}"))], "leiden")
    assert copy.text == "caf[.\u0301.]"


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(RestoreError, match="leiden"):
        gaps.render("dots")


# --- undo, byte for byte


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\n", b"no end", b"a\r\nb\r\n", b"a\rb\r", b"\xef\xbb\xbfwith a mark\n",
        b"good \xc3\xa9 bad \xff\xfe end",
        "Zwölf Boxkämpfer jagen Viktor quer.\r\n".encode("utf-16"),
        "Übermut tut selten gut, größer.\n".encode("latin-1"),
        b"nul \x00 and page \x0c and \xc2\x85 line  \n\n", "a\ufffdb".encode(),
    ],
    ids=range(11),
)  # fmt: skip
def test_every_byte_comes_back(raw: bytes, tmp_path: Path) -> None:
    document = read_bytes(raw, "d", path="d.txt") if b"\x00 and" not in raw else Document("d", raw.decode())
    changes = [(document.text[:1], "[changed] ")] if document.text[:1] not in ("", "\r") else []
    edition.write_run(Run([edited(document, *changes)]), tmp_path / "out")
    assert edition.undo(tmp_path / "out", "d") == raw
    assert edition.verify(tmp_path / "out") == ()
    row = edition.load(tmp_path / "out").manifest["documents"][0]
    assert row["diff"] == {"path": "diff/d.diff", "from": row["source"]["encoding"], "to": "utf-8"}
    written = (tmp_path / "out/text/d.txt").read_bytes()
    git_takes_the_patch(tmp_path, raw, "d.txt", tmp_path / "out/diff/d.diff", written)


def git_takes_the_patch(place: Path, before: bytes, path: str, patch: Path, after: bytes) -> None:
    root = place / "root"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(before)
    for flags, wanted in (([], after), (["-R"], before)):
        command = ["git", "-c", "core.autocrlf=false", "apply", "--allow-empty", *flags, str(patch.resolve())]
        env = {**os.environ, "GIT_DIR": "/none"}
        done = subprocess.run(command, cwd=root, capture_output=True, check=False, env=env)
        assert done.returncode == 0, done.stderr.decode()
        assert (root / path).read_bytes() == wanted


def test_undo_needs_the_outputs_alone_and_says_when_they_were_changed(tmp_path: Path, letter: Restoration) -> None:
    out = tmp_path / "out"
    edition.write_run(Run([letter]), out)
    assert edition.undo(out, "letters/first") == b"Kim II Sung\nspoke.\n"
    text = out / "text/letters/first.txt"
    text.write_bytes(text.read_bytes().replace(b"spoke", b"sang!"))
    with pytest.raises(IntegrityError):
        edition.undo(out, "letters/first")
    with pytest.raises(RestoreError, match="letters/first"):
        edition.undo(out, "letters/second")
    with pytest.raises(UnreadableError):
        edition.undo(tmp_path / "nowhere", "letters/first")


# --- verify


def witnessed(quote: Quote) -> list[Restoration]:
    lost = Document("a", f"finished in {LOST * 4}.")
    edit = Edit(12, 16, LOST * 4, quote.text, "lacunae/witness", SURE, external("both flanks agree", quote))
    witness = Document("b", "was finished in 1940.")
    return [Restoration(lost).with_layer(Layer("lacunae", (edit,))), Restoration(witness)]


def test_quotations_are_looked_up_before_anything_is_written(tmp_path: Path) -> None:
    edition.write_run(Run(witnessed(Quote("b", 16, 20, "1940", 1))), tmp_path / "right")
    (row,) = map(json.loads, (tmp_path / "right/apparatus/a.jsonl").read_text("utf-8").split("\n")[:-1])
    assert row["evidence"]["quotes"] == [
        {"id": "b", "path": "b.txt", "start": 16, "end": 20, "line": 1, "text": "1940"}
    ]
    for wrong in (Quote("b", 15, 19, "1940"), Quote("c", 16, 20, "1940"), Quote("b", -5, -1, "1940")):
        with pytest.raises(IntegrityError, match="quotes"):
            edition.write_run(Run(witnessed(wrong)), tmp_path / "wrong")
        assert not (tmp_path / "wrong").exists()


@pytest.mark.parametrize("path", [
    "text/a.txt", "text/b.txt", "apparatus/a.jsonl", "diff/a.diff", "edition/a.txt", "overlaps.jsonl", "SUMMARY.md",
    "report.html",
])  # fmt: skip
def test_verify_finds_any_output_changed_or_gone(path: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    edition.write_run(Run(witnessed(Quote("b", 16, 20, "1940", 1))), out)
    assert edition.verify(out) == ()
    (out / path).write_bytes((out / path).read_bytes() + b" ")
    assert any(finding.is_failure for finding in edition.verify(out))
    (out / path).unlink()
    assert any(finding.is_failure for finding in edition.verify(out))


def test_verify_looks_behind_the_digests(tmp_path: Path) -> None:
    """Somebody who forges an output and its digest is found out by the replay."""
    out = tmp_path / "out"
    edition.write_run(Run(witnessed(Quote("b", 16, 20, "1940", 1))), out)
    forged = (out / "apparatus/a.jsonl").read_bytes().replace(b'"start":16,"end":20', b'"start":15,"end":19')
    (out / "apparatus/a.jsonl").write_bytes(forged)
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    manifest["outputs"]["apparatus/a.jsonl"]["sha256"] = folder.hashlib.sha256(forged).hexdigest()
    (out / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert any("1940" in str(finding) for finding in edition.verify(out))


def test_verify_compares_the_sources_and_tells_of_strange_files(tmp_path: Path, letter: Restoration) -> None:
    out, sources = tmp_path / "out", tmp_path / "sources"
    edition.write_run(Run([letter]), out)
    (sources / "letters").mkdir(parents=True)
    (sources / "letters/first.txt").write_bytes(b"Kim II Sung\nspoke.\n")
    assert edition.verify(out, sources) == ()
    (sources / "letters/first.txt").write_bytes(b"Kim Il Sung\nspoke.\n")
    assert [finding.is_failure for finding in edition.verify(out, sources)] == [True]
    (out / "note.txt").write_text("mine", "utf-8")
    assert [finding.is_failure for finding in edition.verify(out)] == [False]


# --- explain


def test_explain_tells_of_one_line(tmp_path: Path, letter: Restoration) -> None:
    edition.write_run(Run([letter]), tmp_path / "out")
    (row,) = edition.explain(tmp_path / "out", "letters/first", 1)
    assert (row["before"], row["after"], row["rule"]) == ("II", "Il", "words/made")
    assert "Kim ⟦II → Il⟧ Sung" in edition.told(row, edition.load(tmp_path / "out").leaf("letters/first"))
    assert edition.explain(tmp_path / "out", "letters/first", 2) == []
    assert edition.explain(tmp_path / "out", "letters/first.txt") == [row]
    with pytest.raises(RestoreError, match="1 to 2"):
        edition.explain(tmp_path / "out", "letters/first", 3)


def test_what_stands_around_is_shown_as_it_was_restored_and_a_reason_is_said_once(tmp_path: Path) -> None:
    source, read = f"WKH{LOST}SDUW\\{LOST}KDV{LOST}VSRNHQ odd", f"the{LOST}party{LOST}has{LOST}spoken"
    glyphs = Layer("glyphs", (Edit(0, 20, source[:20], read, "glyphs/order", Cert.HIGH, internal("a table")),))
    spaces = [3, 9, 13]
    lacunae = Layer("lacunae", tuple(
        Edit(at, at + 1, LOST, " ", "lacunae/space", Cert.HIGH, internal("a space", chance=chance))
        for at, chance in zip(spaces, (0.999, 0.9, 0.95), strict=True)
    ))
    seen = Edit(21, 24, "odd", "add", "words/swapped", Cert.LOW, internal("perhaps"))
    made = Restoration(Document("d", source)).with_layer(glyphs).with_layer(lacunae).then("words", lambda _: [seen])
    edition.write_run(Run([made]), tmp_path / "out")
    leaf = edition.load(tmp_path / "out").leaf("d")
    told = [edition.told(row, leaf) for row in edition.explain(tmp_path / "out", "d")]
    assert told[0].startswith("line 1: ⟦WKH")
    assert "3 × � → ␣: a space (at least 90 % sure)" in told[0]
    assert "the party has spoken ⟦odd⟧" in told[1]
    assert "it would read: add" in told[1]


# --- the folder


def test_two_runs_give_the_same_bytes_whatever_the_order(tmp_path: Path, letter: Restoration) -> None:
    other = edited(Document("b/second", "a wrod"), ("wrod", "word"))
    edition.write_run(Run([letter, other]), tmp_path / "one")
    edition.write_run(Run([other, letter]), tmp_path / "elsewhere/two")
    assert files(tmp_path / "one") == files(tmp_path / "elsewhere/two")
    assert str(tmp_path).encode() not in b"".join(files(tmp_path / "one").values())
    before = files(tmp_path / "one")
    edition.write_run(Run([letter, other]), tmp_path / "one")
    assert files(tmp_path / "one") == before


def test_earlier_versions_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for reading, version in (("one", 1), ("one", 1), ("two", 2), ("one", 3)):
        edition.write_run(Run([edited(Document("deep/d", "a x"), ("x", reading))]), out)
        row = edition.load(out).manifest["documents"][0]["text"]
        assert row["version"] == version
        assert edition.verify(out) == ()
    assert (out / "versions/deep/d/1.txt").read_text("utf-8") == "a one"
    assert (out / "versions/deep/d/2.txt").read_text("utf-8") == "a two"
    edition.write_run(Run([Restoration(Document("other", "x"))]), out)
    assert (out / "versions/deep/d/3.txt").read_text("utf-8") == "a one"
    assert not (out / "text/deep").exists()
    edition.write_run(Run([Restoration(Document("deep/d", "new"))]), out)
    assert edition.load(out).manifest["documents"][0]["text"]["version"] == 4
    assert edition.verify(out) == ()


def test_a_text_changed_by_hand_is_kept(tmp_path: Path, letter: Restoration) -> None:
    out = tmp_path / "out"
    edition.write_run(Run([letter]), out)
    (out / "text/letters/first.txt").write_text("my own reading", "utf-8")
    edition.write_run(Run([letter]), out)
    assert (out / "text/letters/first.txt").read_text("utf-8") == letter.text
    kept = [p for p in (out / "versions").rglob("*") if p.is_file()]
    assert [p.read_text("utf-8") for p in kept] == ["my own reading"]


def test_files_that_are_not_ours_are_carried_over(tmp_path: Path, letter: Restoration) -> None:
    out = tmp_path / "out"
    edition.write_run(Run([letter]), out)
    (out / "notes").mkdir()
    (out / "notes/mine.md").write_text("mine", "utf-8")
    edition.write_run(Run([letter]), out)
    assert (out / "notes/mine.md").read_text("utf-8") == "mine"
    (out / "text/second.txt").write_text("mine too", "utf-8")
    before = files(out)
    with pytest.raises(OutputError, match=r"second\.txt"):
        edition.write_run(Run([letter, Restoration(Document("second", "x"))]), out)
    assert files(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, letter: Restoration) -> None:
    strange, file, newer, empty = (tmp_path / name for name in ("strange", "file", "newer", "empty"))
    for root in (strange, newer, empty):
        root.mkdir()
    (strange / "manifest.json").write_text('{"name": "an app"}', "utf-8")
    (newer / "manifest.json").write_text('{"format": "restore/99"}', "utf-8")
    file.write_text("x", "utf-8")
    before = files(tmp_path)
    for out in (strange, newer, file, file / "below"):
        with pytest.raises(OutputError):
            edition.check_writable(out)
        with pytest.raises(OutputError):
            edition.write_run(Run([letter]), out)
    assert files(tmp_path) == before
    edition.write_run(Run([letter]), empty)
    assert edition.verify(empty) == ()


def test_what_fails_leaves_the_old_output(tmp_path: Path, letter: Restoration, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    edition.write_run(Run([letter]), out)
    before = files(tmp_path)
    put = folder.NewFolder.put

    def full(self: folder.NewFolder, path: str, content: bytes) -> None:
        if path.startswith("diff/"):
            raise OSError(28, "No space left on device", path)
        put(self, path, content)

    monkeypatch.setattr(folder.NewFolder, "put", full)
    with pytest.raises(OutputError, match="No space left"):
        edition.write_run(Run([replace(letter, document=Document("letters/first", letter.source))]), out)
    assert files(tmp_path) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from restore import edition
from restore.document import Document
from restore.edition import Run, folder
from restore.restoration import Restoration
where, out = sys.argv[1:]
def dies(*_): os.kill(os.getpid(), signal.SIGKILL)
if where == "writing":
    put = folder.NewFolder.put
    folder.NewFolder.put = lambda self, path, content: dies() if path == "manifest.json" else put(self, path, content)
elif where == "swapping":
    rename = Path.rename
    Path.rename = lambda self, target: dies() if self.name.endswith("-new") else rename(self, target)
elif where == "removing":
    folder._remove = dies
edition.write_run(Run([Restoration(Document("a", "second"))]), Path(out))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("where", ["writing", "swapping", "removing"])
def test_a_killed_run_leaves_what_the_next_one_puts_right(where: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    edition.write_run(Run([Restoration(Document("a", "first"))]), out)
    killed = subprocess.run([sys.executable, "-c", KILLED, where, str(out)], check=False, capture_output=True)
    assert killed.returncode == -9, killed.stderr.decode()
    if out.exists():
        assert (out / "text/a.txt").read_text("utf-8") in ("first", "second")
    edition.write_run(Run([Restoration(Document("a", "third"))]), out)
    assert (out / "text/a.txt").read_text("utf-8") == "third"
    assert (out / "versions/a/1.txt").read_text("utf-8") == "first"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.skipif(sys.platform == "win32", reason="no locks there")
def test_two_runs_at_once_do_not_mix(tmp_path: Path, letter: Restoration) -> None:
    with folder.replacing(tmp_path / "out"), pytest.raises(OutputError, match="another run"):
        edition.write_run(Run([letter]), tmp_path / "out")
    edition.write_run(Run([letter]), tmp_path / "out")


# --- ids and paths


HOSTILE = [
    "../../etc/passwd", "/etc/passwd", "a//b", "a/./b", "..", ".", "", " ", "con", "aux.txt", "nul\x00byte",
    "new\nline", ".git/config",
    "trailing. ", "a:b", 'quo"te', "back\\slash", "turn\u202eround", "half\ud800", "x" * 300,
    "ü" * 200, "a", "A", "a.txt/b", "-rf", "~root", "%41",
    "tab\there", "<script>alert(1)</script>", "日本語/文書", "e\u0301", "é",
]  # fmt: skip


def test_hostile_ids_become_safe_paths_that_are_nobody_elses(tmp_path: Path) -> None:
    edition.write_run(Run([Restoration(Document(name, f"text of {name!r}")) for name in HOSTILE]), tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert not list((tmp_path / "out").rglob(".git"))
    for name in HOSTILE:
        assert edition.undo(tmp_path / "out", name).decode() == f"text of {name!r}"
    assert edition.verify(tmp_path / "out") == ()


@given(st.lists(st.text(ALPHABET + "/%:AB", max_size=12), unique=True, max_size=8))
def test_paths_are_unique_even_without_case_and_stay_inside(ids: list[str]) -> None:
    found = paths(ids)
    assert found == paths(reversed(ids))
    assert len({f"{path}.txt".casefold() for path in found.values()}) == len(ids)
    for path in found.values():
        assert not os.path.normpath(path).startswith(("..", "/"))
        assert all(part not in ("", ".", "..") for part in path.split("/"))


# --- verdicts


def test_verdicts_are_kept_and_a_proposal_waits_until_then(tmp_path: Path) -> None:
    document = Document("d", "CSPU")
    edit = Edit(0, 4, "CSPU", "CPSU", "words/letters-swapped", Cert.MEDIUM, internal("the other stands 9 times"))
    out = tmp_path / "out"
    edition.write_run(Run([Restoration(document).then("words", lambda _: [edit])]), out)
    (row,) = edition.waiting(out)
    assert row["document"] == "d"
    edition.decide(out, {row["id"]: "accept"})
    assert edition.decisions(out) == {row["id"]: "accept"}
    assert edition.waiting(out) == []
    assert edition.verify(out) == ()
    accepted = Restoration(document).then("words", lambda _: [edit], decisions=edition.decisions(out))
    edition.write_run(Run([accepted]), out)
    assert (out / "text/d.txt").read_text("utf-8") == "CPSU"
    assert edition.decisions(out) == {row["id"]: "accept"}
    edition.decide(out, {row["id"]: "defer"})
    assert edition.decisions(out) == {}
    with pytest.raises(RestoreError, match="no edit"):
        edition.decide(out, {"0" * 12: "accept"})
    with pytest.raises(RestoreError, match="verdict"):
        edition.decide(out, {row["id"]: "perhaps"})


def test_failures_are_listed_without_the_folder_they_happened_in(tmp_path: Path) -> None:
    from restore.pipeline import Corpus

    corpus = Corpus([Document("d", "x")], stages=["hyphens"])
    unread = [(str(tmp_path / "picture.png"), f"{tmp_path / 'picture.png'}: a picture")]
    summary = edition.write(corpus, corpus.restorations(), tmp_path / "out", unread=unread)
    assert edition.load(tmp_path / "out").manifest["failures"] == [
        {"input": "picture.png", "error": "picture.png: a picture"}
    ]
    assert list(summary.failures) == [("picture.png", "picture.png: a picture")]


def test_an_origin_that_does_not_give_its_bytes_back_is_refused(tmp_path: Path) -> None:
    origin = Origin("d.txt", "0" * 64, 1, "utf-8", "strict UTF-8")
    with pytest.raises(IntegrityError, match="bytes"):
        edition.write_run(Run([Restoration(Document("d", "x", origin))]), tmp_path / "out")
    assert not (tmp_path / "out").exists()
