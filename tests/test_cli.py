"""The command line as a person and a script meet it: output, messages, exit codes, bad input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from restore import ExitCode

ROOT = Path(__file__).parent.parent
LETTER = (
    "At the end of the meeting the members of the plenum pro-\n"
    "mised in August, and the comrades who had come to it from\n"
    "the north spoke of the mistakes that had been made in the\n"
    "conduct of the war, and of those who had made them, though\n"
    "nobody had asked them to speak about it.\n"
)


def restore(*args: object, input: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "restore", *map(str, args)]
    return subprocess.run(command, input=input, capture_output=True, check=False, timeout=120)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    docs = tmp_path / "docs"
    (docs / "deep").mkdir(parents=True)
    (docs / "letter.txt").write_text(LETTER, "utf-8")
    (docs / "deep" / "note.txt").write_bytes("Un caf\u00e9 noir.\r\nRien de plus.\r\n".encode("latin-1"))
    return docs


@pytest.fixture
def out(folder: Path, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    done = restore("run", folder, "--out", out)
    assert done.returncode == ExitCode.DONE, done.stderr.decode()
    assert done.stdout == b""
    return out


def test_a_run_leaves_what_is_pinned(out: Path) -> None:
    for name in ("overlaps.jsonl", "SUMMARY.md", "report.html", "manifest.json"):
        assert (out / name).is_file(), name
    for id in ("letter", "deep/note"):
        for place in (f"text/{id}.txt", f"apparatus/{id}.jsonl", f"diff/{id}.diff", f"edition/{id}.txt"):
            assert (out / place).is_file(), place
    assert "promised in August, and the comrades" in (out / "text" / "letter.txt").read_text("utf-8")


def test_what_is_still_lost_is_printed_as_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It was in Jan\ufffdary of that year, so they said.\n", "utf-8")
    for style, printed in (("leiden", "Jan[.]ary"), ("markdown", r"Jan\[.\]ary"), ("replacement", "Jan\ufffdary")):
        out = tmp_path / style
        assert restore("run", tmp_path / "a.txt", "--out", out, "--gaps", style).returncode == 0
        assert printed in (out / "text" / "a.txt").read_text("utf-8")


def test_the_words_in_which_copies_differ_are_listed_by_kind(tmp_path: Path) -> None:
    note = "Those cheesemongers who spread the cult were criticised at the Plenum in August, he said to us. "
    seed = next((Path(__file__).parent.parent / "seeds").glob("004*")).read_text("utf-8")
    text = f"{seed[3000:4000]} {note}{seed[5000:6000]}"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.txt").write_text(text.replace("cheesemongers", "flatterers").replace(" in August", ""), "utf-8")
    done = restore("overlaps", tmp_path, "--readings", "--format", "jsonl")
    rows = [json.loads(row) for row in done.stdout.decode().split("\n") if row]
    assert [(row["kind"], row["a_reading"], row["b_reading"]) for row in rows] == [
        ("variant", "cheesemongers", "flatterers"), ("omission", "in", None), ("omission", "August", None),
    ]  # fmt: skip


def test_notes_about_a_folder_and_our_own_output_are_no_documents(folder: Path) -> None:
    (folder / "SOURCES.md").write_text("Where these come from.", "utf-8")
    for _ in range(2):
        assert restore("run", folder, "--out", folder / "restored").returncode == 0
        assert sorted(p.name for p in (folder / "restored" / "text").rglob("*.txt")) == ["letter.txt", "note.txt"]


def test_undo_gives_the_bytes_back(out: Path, folder: Path) -> None:
    for id in ("letter", "deep/note"):
        assert restore("undo", out, id).stdout == (folder / f"{id}.txt").read_bytes()


def test_two_runs_give_the_same_bytes(out: Path, folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    restore("run", folder / "deep" / ".." / "letter.txt", folder / "deep", "--out", tmp_path / "other")
    assert restore("run", folder, "--out", again).returncode == 0
    files = sorted(p.relative_to(out) for p in out.rglob("*") if p.is_file())
    assert files == sorted(p.relative_to(again) for p in again.rglob("*") if p.is_file())
    for name in files:
        assert (out / name).read_bytes() == (again / name).read_bytes(), name


def test_running_again_over_our_own_output_changes_nothing(out: Path, folder: Path) -> None:
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    assert restore("run", folder, "--out", out).returncode == 0
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before


def test_an_earlier_version_is_kept(out: Path, folder: Path) -> None:
    old = (out / "text" / "letter.txt").read_bytes()
    (folder / "letter.txt").write_text(LETTER + "And one more sentence was added to it.\n", "utf-8")
    assert restore("run", folder, "--out", out).returncode == 0
    kept = [p for p in (out / "versions").rglob("*") if p.is_file()]
    assert [p.read_bytes() for p in kept] == [old]
    assert restore("verify", out).returncode == 0


def test_check_is_a_gate(out: Path, folder: Path) -> None:
    done = restore("check", folder / "letter.txt")
    assert done.returncode == ExitCode.FOUND
    assert done.stdout.startswith(b"letter\t")
    done = restore("check", out / "text" / "letter.txt")
    assert (done.returncode, done.stdout) == (ExitCode.DONE, b"")


def test_stage_reads_standard_input_and_writes_only_text() -> None:
    done = restore("stage", "hyphens", input=b"It was pro-\nmised to us.\n")
    assert (done.returncode, done.stdout) == (0, b"It was promised\nto us.\n")


def test_explain_names_rule_and_evidence(out: Path) -> None:
    done = restore("explain", out, "letter:1", "--format", "jsonl")
    assert done.returncode == 0
    rules = {row["rule"] for row in map(json.loads, done.stdout.decode().splitlines())}
    assert any(rule.startswith("hyphens/") for rule in rules)
    told = restore("explain", out, "letter:1")
    assert b"hyphens/" in told.stdout
    assert b"3 line ends or blanks" in told.stderr
    whole = restore("explain", out, "letter:1", "--all").stdout
    assert whole.count(b"paragraphs/wrapped-line") > told.stdout.count(b"paragraphs/wrapped-line")


def test_verify_finds_a_changed_text(out: Path) -> None:
    assert restore("verify", out).returncode == ExitCode.DONE
    text = out / "text" / "letter.txt"
    text.write_text(text.read_text("utf-8").replace("August", "October"), "utf-8")
    done = restore("verify", out)
    assert done.returncode == ExitCode.INTEGRITY
    assert b"letter" in done.stderr


def test_verify_finds_the_sources_of_a_run_over_several_folders_and_files(tmp_path: Path) -> None:
    named = [tmp_path / "a" / "docs", tmp_path / "b" / "docs", tmp_path / "b" / "y.log"]
    for folder in named[:2]:
        folder.mkdir(parents=True)
        (folder / "x.txt").write_text(f"{folder}\n", "utf-8")
    named[2].write_text("a log\n", "utf-8")
    out = tmp_path / "out"
    assert restore("run", *named, "--out", out).returncode == ExitCode.DONE
    options = [part for place in named for part in ("--sources", place)]
    assert restore("verify", out, *options, "--strict").returncode == ExitCode.DONE
    (named[1] / "x.txt").write_text("another\n", "utf-8")
    done = restore("verify", out, *options)
    assert done.returncode == ExitCode.INTEGRITY
    assert done.stderr.count(b"is not what was recorded") == 1
    assert restore("verify", out, "--sources", tmp_path / "gone").returncode == ExitCode.UNREADABLE


def test_a_stage_several_and_all_of_them_go_through_a_pipe() -> None:
    words = LETTER.replace("-\n", "").replace("\n", " ").split()
    for names in ("all", "hyphens,paragraphs"):
        done = restore("stage", names, input=LETTER.encode())
        assert done.returncode == ExitCode.DONE, done.stderr.decode()
        assert done.stdout.decode().split() == words
        assert done.stdout.count(b"\n") == 1
    assert restore("stage", "hyphens", input=LETTER.encode()).stdout.count(b"\n") == 5
    assert restore("stage", "hyphen", input=LETTER.encode()).returncode == ExitCode.USAGE


def test_what_an_earlier_run_left_is_no_document(folder: Path) -> None:
    out = folder / "restored"
    for _ in range(2):
        assert restore("run", folder, "--out", out).returncode == ExitCode.DONE
        rows = json.loads((out / "manifest.json").read_text("utf-8"))["documents"]
        assert [row["id"] for row in rows] == ["deep/note", "letter"]
    done = restore("run", out, "--out", folder / "again")
    assert done.returncode == ExitCode.UNREADABLE
    assert str(out / "text").encode() in done.stderr
    assert restore("check", out / "text").returncode == ExitCode.DONE


def test_a_folder_that_has_lost_its_manifest_says_so(out: Path) -> None:
    (out / "manifest.json").unlink()
    for command in (("verify", out), ("undo", out, "letter"), ("explain", out, "letter")):
        done = restore(*command)
        assert done.returncode == ExitCode.INTEGRITY
        assert b"manifest.json is missing" in done.stderr


def test_one_changed_text_is_one_finding_not_one_for_each_quotation_of_it(tmp_path: Path) -> None:
    docs, out = tmp_path / "docs", tmp_path / "out"
    docs.mkdir()
    (docs / "a.txt").write_text("Kim II Sung met Kim II Sung.\n", "utf-8")
    (docs / "b.txt").write_text("Kim Il Sung spoke, and Kim Il Sung and Nam Il left.\n" * 2, "utf-8")
    assert restore("run", docs, "--out", out).returncode == ExitCode.DONE
    (out / "text" / "b.txt").write_text("Kim Il Sung spoke.\n", "utf-8")
    done = restore("verify", out)
    assert done.returncode == ExitCode.INTEGRITY
    assert b"not among the sources" not in done.stderr
    assert b"changed after the run" in restore("undo", out, "b").stderr


def test_two_verdicts_about_one_edit_are_refused(out: Path) -> None:
    assert restore("review", out, "--accept", "x", "--reject", "x").returncode == ExitCode.USAGE


def test_verify_strict_finds_a_changed_source(out: Path, folder: Path) -> None:
    assert restore("verify", out, "--sources", folder, "--strict").returncode == ExitCode.DONE
    (folder / "letter.txt").write_text("changed", "utf-8")
    assert restore("verify", out, "--sources", folder, "--strict").returncode in (ExitCode.FOUND, ExitCode.INTEGRITY)


def test_diff_exits_one_when_texts_differ(out: Path, folder: Path) -> None:
    done = restore("diff", folder / "letter.txt", out / "text" / "letter.txt")
    assert done.returncode == ExitCode.FOUND
    assert done.stdout.startswith(b"--- a/")
    assert restore("diff", folder / "letter.txt", folder / "letter.txt").returncode == ExitCode.DONE
    for form in ("word", "html", "md", "json"):
        done = restore("diff", folder / "letter.txt", out / "text" / "letter.txt", "--format", form)
        assert (done.returncode, bool(done.stdout)) == (ExitCode.FOUND, True)


def test_score_prints_json(folder: Path, tmp_path: Path) -> None:
    truth, text = tmp_path / "truth", tmp_path / "text"
    truth.write_text("the plenum", "utf-8")
    text.write_text("the plenim", "utf-8")
    found = json.loads(restore("score", truth, text).stdout)
    assert found["cer"] == pytest.approx(0.1)
    assert found["wer"] == pytest.approx(0.5)


def test_a_decision_holds_in_the_next_run(out: Path, folder: Path) -> None:
    row = json.loads((out / "apparatus" / "letter.jsonl").read_text("utf-8").split("\n")[0])
    step = row.get("steps", [row])[0]
    assert restore("review", out, "--reject", step["id"]).returncode == 0
    for _ in range(2):
        assert restore("run", folder, "--out", out).returncode == 0
        assert restore("verify", out).returncode == 0
        rows = [json.loads(x) for x in (out / "apparatus" / "letter.jsonl").read_text("utf-8").splitlines()]
        assert any(r["id"] == step["id"] and r.get("reason") == "rejected in review" for r in rows)
    (folder / "letter.txt").write_text("Another text altogether.\n", "utf-8")
    done = restore("run", folder, "--out", out)
    assert done.returncode == 0
    assert step["id"].encode() in done.stderr


# --- bad input


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", ExitCode.DONE),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, ExitCode.UNREADABLE),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 8, ExitCode.UNREADABLE),
        ("Zwölf Boxkämpfer jagen Viktor.\n".encode("utf-16"), ExitCode.DONE),
        ("Zwölf Boxkämpfer jagen Viktor über den Deich.\n".encode("utf-16-le"), ExitCode.DONE),
        (b"one line\rtwo lines\rthree lines\r", ExitCode.DONE),
        (b"one line\r\ntwo lines\nthree lines\r\n", ExitCode.DONE),
        (b"good \xc3\xa9 and bad \xff\xfe bytes in the middle of a text\n", ExitCode.DONE),
    ],
    ids=["empty", "png", "pdf", "utf-16 with mark", "utf-16 without mark", "lone returns", "mixed", "invalid utf-8"],
)
def test_bad_input(content: bytes, code: ExitCode, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(content)
    out = tmp_path / "out"
    done = restore("run", source, "--out", out)
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    if code is ExitCode.DONE:
        assert restore("undo", out, "a").stdout == content
        assert restore("verify", out).returncode == 0
    else:
        assert not out.exists()
        assert b"a.txt" in done.stderr


def test_missing_path_and_folder_without_documents(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in ("nowhere", "empty"):
        done = restore("run", tmp_path / path, "--out", tmp_path / "out")
        assert done.returncode == ExitCode.UNREADABLE
        assert path.encode() in done.stderr
        assert not (tmp_path / "out").exists()


def test_one_bad_document_does_not_stop_the_others(folder: Path, tmp_path: Path) -> None:
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    out = tmp_path / "out"
    done = restore("run", folder, "--out", out)
    assert done.returncode == ExitCode.PARTIAL
    assert b"picture.txt" in done.stderr
    assert (out / "text" / "letter.txt").is_file()
    assert "picture.txt" in (out / "manifest.json").read_text("utf-8")


def test_a_folder_that_holds_something_else_is_left_alone(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.doc").write_text("three years of work", "utf-8")
    done = restore("run", folder, "--out", out)
    assert done.returncode == ExitCode.OUTPUT
    assert [p.name for p in out.iterdir()] == ["thesis.doc"]


def test_an_output_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        assert restore("run", folder, "--out", out).returncode == ExitCode.OUTPUT


def test_a_pipe_among_the_files_of_a_folder_is_not_waited_for(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    done = restore("run", folder, "--out", tmp_path / "out")
    assert done.returncode == ExitCode.DONE
    assert b"pipe.txt" in done.stderr


def test_links_to_themselves_do_not_stop_the_others(folder: Path, tmp_path: Path) -> None:
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "self").symlink_to(".")
    (folder / "gone.txt").symlink_to("nowhere")
    done = restore("run", folder, "--out", tmp_path / "out")
    assert done.returncode == ExitCode.PARTIAL
    assert b"loop.txt" in done.stderr
    assert b"gone.txt" in done.stderr
    assert (tmp_path / "out" / "text" / "letter.txt").is_file()


def test_a_missing_path_does_not_stop_the_others(folder: Path, tmp_path: Path) -> None:
    done = restore("run", folder, tmp_path / "nowhere", "--out", tmp_path / "out")
    assert done.returncode == ExitCode.PARTIAL
    assert b"nowhere" in done.stderr
    assert (tmp_path / "out" / "text" / "letter.txt").is_file()


def test_its_own_output_as_the_only_input_is_refused(out: Path) -> None:
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    done = restore("run", out / "text", "--out", out)
    assert done.returncode == ExitCode.UNREADABLE
    assert b"output folder" in done.stderr
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before


def test_an_empty_path_is_not_the_current_folder(tmp_path: Path) -> None:
    done = restore("run", "", "--out", tmp_path / "out")
    assert done.returncode == ExitCode.UNREADABLE
    assert b"an empty path" in done.stderr


def test_standard_input_is_read_once(folder: Path, tmp_path: Path) -> None:
    for command in (("diff", "-", "-"), ("score", "-", "-"), ("score", folder / "letter.txt", "-", "--source", "-")):
        done = restore(*command, input=b"some text\n")
        assert (done.returncode, done.stdout) == (ExitCode.USAGE, b"")
    (folder / "stdin.txt").write_text("a file of that name", "utf-8")
    out = tmp_path / "out"
    assert restore("run", "-", folder, "--out", out, input=b"piped\n").returncode == ExitCode.DONE
    assert restore("undo", out, "stdin_").stdout == b"piped\n"
    done = restore("run", "-", folder, "--out", out, input=b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    assert done.returncode == ExitCode.PARTIAL


def test_an_unknown_language_is_refused_before_any_work(folder: Path, tmp_path: Path) -> None:
    done = restore("run", folder, "--language", "xx", "--out", tmp_path / "out")
    assert done.returncode == ExitCode.USAGE
    assert not (tmp_path / "out").exists()


def test_what_is_piped_is_utf8_whatever_the_locale(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = restore("explain", out, "letter:1")
    assert done.returncode == ExitCode.DONE, done.stderr
    assert "⟦" in done.stdout.decode("utf-8")


def test_a_folder_of_something_else_is_named_as_such(folder: Path) -> None:
    done = restore("explain", folder, "letter")
    assert done.returncode == ExitCode.UNREADABLE
    assert b"--out" in done.stderr
    assert b"does not exist yet" not in done.stderr


def test_an_output_folder_whose_name_is_too_long(folder: Path, tmp_path: Path) -> None:
    done = restore("run", folder, "--out", tmp_path / ("a" * 300))
    assert done.returncode == ExitCode.OUTPUT
    assert b"choose another" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="the super-user may write everything")
def test_an_output_folder_that_may_not_be_written_is_left_as_it_is(out: Path, folder: Path) -> None:
    for place in (out, out / "text"):
        place.chmod(0o555)
        done = restore("run", folder, "--out", out)
        place.chmod(0o755)
        assert done.returncode == ExitCode.OUTPUT
        assert {p.name for p in out.parent.iterdir()} == {"docs", "out"}


@pytest.mark.parametrize("command", [("verify",), ("undo", "letter")])
def test_a_damaged_folder_is_an_integrity_failure_and_no_defect(out: Path, command: tuple[str, ...]) -> None:
    text = out / "text" / "letter.txt"
    whole = text.read_bytes()
    text.write_bytes(b"\xff" + whole)
    assert restore(command[0], out, *command[1:]).returncode == ExitCode.INTEGRITY
    text.write_bytes(whole)
    (out / "manifest.json").write_text('{"format": "restore/1"}', "utf-8")
    assert restore(command[0], out, *command[1:]).returncode == ExitCode.UNREADABLE


def test_decisions_of_another_shape_are_named(out: Path, folder: Path) -> None:
    (out / "decisions.json").write_text('{"a": [1]}', "utf-8")
    done = restore("run", folder, "--out", out)
    assert done.returncode == ExitCode.USAGE
    assert b"decisions.json" in done.stderr
    assert b"internal error" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_or_closed_standard_output_is_no_defect(out: Path) -> None:
    undo = f"{sys.executable} -m restore undo {out} letter"
    for script, code in ((f"{undo} > /dev/full", ExitCode.OUTPUT), (f"{undo} >&-", ExitCode.DONE)):
        done = subprocess.run(["bash", "-c", script], capture_output=True, check=False, timeout=120)
        assert done.returncode == code
        assert b"defect" not in done.stderr
        assert b"Traceback" not in done.stderr


def test_usage_errors() -> None:
    assert restore("run").returncode == ExitCode.USAGE
    assert restore("stage", "nonsense", input=b"x").returncode == ExitCode.USAGE
    assert restore("nonsense").returncode == ExitCode.USAGE
    assert restore("--help").returncode == ExitCode.DONE


def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    source = tmp_path / "long.txt"
    source.write_text("A line of text that is long enough to fill a pipe.\n\n" * 20000, "utf-8")
    script = f"{sys.executable} -m restore stage seams {source} | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_interrupted_run_leaves_nothing_half_written(folder: Path, tmp_path: Path) -> None:
    for number in range(40):
        (folder / f"more-{number}.txt").write_text(LETTER * 200, "utf-8")
    out = tmp_path / "out"
    begun = "import sys; from restore.cli import main; print('ready', flush=True); main()"
    command = [sys.executable, "-c", begun, "run", str(folder), "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == b"ready\n"
        time.sleep(0.3)
        started.send_signal(signal.SIGINT)
        started.communicate(timeout=60)
    assert started.returncode in (ExitCode.INTERRUPTED, ExitCode.DONE)
    if started.returncode == ExitCode.INTERRUPTED:
        assert not out.exists()
        assert {p.name for p in tmp_path.iterdir()} == {"docs"}


def test_hostile_text_does_not_reach_the_terminal(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("It was pro-\nmised \x1b[2J\x1b]0;title\x07 [link=http://x]to[/link] us.\n", "utf-8")
    out = tmp_path / "out"
    done = restore("run", source, "--out", out)
    for shown in (done.stderr, restore("explain", out, "a").stdout):
        assert b"\x1b" not in shown


@pytest.mark.slow
def test_one_line_of_fifty_megabytes(tmp_path: Path) -> None:
    source = tmp_path / "long.txt"
    source.write_bytes(b"the quick brown fox jumps over it " * (50_000_000 // 34))
    out = tmp_path / "out"
    done = restore("run", source, "--out", out)
    assert done.returncode == 0, done.stderr.decode()
    assert (out / "text" / "long.txt").read_bytes() == source.read_bytes()


# --- names and numbers of files


def test_sources_whose_names_are_no_utf8_are_told_apart_and_found_again(tmp_path: Path) -> None:
    docs, out = tmp_path / "docs", tmp_path / "out"
    docs.mkdir()
    for name in (b"caf\xe9.txt", b"caf\xe8.txt", b"caf\xe9.md", b"letter.txt.txt", b"a.txt", b"a.md", b"a b:\n.txt"):
        (docs / os.fsdecode(name)).write_bytes(LETTER.encode() + name.hex().encode() + b"\n")
    assert restore("run", docs, "--out", out).returncode == ExitCode.DONE
    done = restore("verify", out, "--sources", docs, "--strict")
    assert done.returncode == ExitCode.DONE, done.stderr
    rows = json.loads((out / "manifest.json").read_text("utf-8"))["documents"]
    assert {row["id"] for row in rows} == {
        "caf%E9.txt", "caf%E9.md", "caf%E8", "letter.txt", "a.txt", "a.md", "a b:\n"
    }  # fmt: skip
    for row in rows:
        source = docs / row["source"]["path"]
        assert restore("undo", out, row["id"]).stdout == source.read_bytes()
        copy = tmp_path / "copy" / row["source"]["path"]
        copy.parent.mkdir(exist_ok=True)
        for back, wanted in (((), (out / row["text"]["path"])), (("-R",), source)):
            copy.write_bytes((source if not back else out / row["text"]["path"]).read_bytes())
            patch = ["git", "apply", "--whitespace=nowarn", *back, str(out / row["diff"]["path"])]
            subprocess.run(patch, cwd=copy.parent, check=True, timeout=60)
            assert copy.read_bytes() == wanted.read_bytes(), row["id"]


def test_a_file_is_named_as_it_was_given_when_it_is_no_text(folder: Path, tmp_path: Path) -> None:
    (folder / "deep" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    done = restore("run", folder, "--out", tmp_path / "out")
    assert f"{folder}/deep/picture.txt is an image".encode() in done.stderr
    assert b"1 of 3 inputs failed" in done.stderr
    assert str(tmp_path).encode() not in (tmp_path / "out" / "manifest.json").read_bytes()


def test_of_very_many_documents_a_screen_is_listed(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(60):
        (docs / f"n{number:02}.txt").write_text(LETTER if number == 50 else "So it was.\n", "utf-8")
    done = restore("run", docs, "--out", tmp_path / "out", "--jobs", "1")
    lines = done.stderr.decode().split("\n")
    assert len(lines) < 50
    assert lines[1].startswith("n50 ")
    assert "and 20 more documents" in done.stderr.decode()


def test_no_name_or_text_is_a_command_to_the_runner_of_a_workflow(tmp_path: Path) -> None:
    docs, out = tmp_path / "docs", tmp_path / "out"
    docs.mkdir()
    text = "::error::no such thing was pro-\nmised, and ##[error]nothing.\n\n::warning::A line that is as it was.\n"
    (docs / "::error file=x::name.txt").write_text(text, "utf-8")
    (docs / "::error file=x::other.txt").write_text(text, "utf-8")
    runs = [
        restore("run", docs, "--out", out), restore("check", docs), restore("overlaps", docs),
        restore("explain", out, "::error file=x::name"),
        restore("diff", docs / "::error file=x::name.txt", out / "text/%3A%3Aerror file=x%3A%3Aname.txt",
                "--format", "word"),
    ]  # fmt: skip
    for done in runs:
        assert done.returncode in (ExitCode.DONE, ExitCode.FOUND), done.stderr
        for line in (done.stdout + done.stderr).decode().split("\n"):
            assert not line.lstrip().startswith("::"), line
            assert "##[" not in line


def test_rows_of_the_apparatus_are_json_whatever_they_hold(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("It was pro-\nmised \u202eto ##[us] \x85 all.\n", "utf-8")
    out = tmp_path / "out"
    restore("run", source, "--out", out)
    told = restore("explain", out, "a", "--format", "jsonl").stdout
    assert told == (out / "apparatus" / "a.jsonl").read_bytes()


# --- interrupted


def _started(*arguments: object) -> subprocess.Popen[bytes]:
    begun = "import sys; from restore.cli import main; print('ready', flush=True); main()"
    command = [sys.executable, "-c", begun, *map(str, arguments)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert started.stdout is not None
    assert started.stdout.readline() == b"ready\n"
    return started


def _children(parent: int) -> set[int]:
    found = set()
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text("utf-8").rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.add(int(place.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_workers_end_with_a_run_that_was_killed(folder: Path, tmp_path: Path) -> None:
    for number in range(40):
        (folder / f"more-{number}.txt").write_text(LETTER * 200, "utf-8")
    with _started("run", folder, "--out", tmp_path / "out", "--jobs", 2) as started:
        workers: set[int] = set()
        while len(workers) < 2 and started.poll() is None:
            time.sleep(0.05)
            workers = _children(started.pid)
        started.kill()
        started.communicate(timeout=60)
        for _ in range(600):
            alive = {worker for worker in workers if Path(f"/proc/{worker}").exists()}
            if not alive:
                break
            time.sleep(0.1)
    assert workers
    assert not alive


def test_a_terminal_that_is_closed_is_an_interruption(folder: Path, tmp_path: Path) -> None:
    for number in range(10):
        (folder / f"more-{number}.txt").write_text(LETTER * 200, "utf-8")
    with _started("run", folder, "--out", tmp_path / "out", "--jobs", 1) as started:
        time.sleep(0.3)
        started.send_signal(signal.SIGHUP)
        _, said = started.communicate(timeout=60)
    assert started.returncode == ExitCode.INTERRUPTED
    assert b"interrupted" in said
    assert {path.name for path in tmp_path.iterdir()} == {"docs"}


def test_some_stages_alone(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for names, stages in (("hyphens, words", ["hyphens", "words"]), ("words", ["words"])):
        assert restore("run", folder, "--stages", names, "--out", out).returncode == ExitCode.DONE
        found = json.loads((out / "manifest.json").read_text("utf-8"))["configuration"]["stages"]
        assert found[: len(stages)] == stages
    assert (out / "versions" / "letter" / "1.txt").is_file()
    assert restore("verify", out, "--sources", folder).returncode == ExitCode.DONE
    assert restore("check", folder, "--stages", "glyphs").returncode == ExitCode.DONE
    done = restore("run", tmp_path / "nowhere", "--stages", "nonsense", "--out", out)
    assert done.returncode == ExitCode.USAGE
    assert b"the stages are" in done.stderr


def _at_a_terminal(*args: object) -> bytes:
    """What a command sends to a terminal."""
    import pty

    parent, child = pty.openpty()
    command = [sys.executable, "-m", "restore", *map(str, args)]
    with subprocess.Popen(command, stdout=child, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL) as started:
        os.close(child)
        seen = b""
        try:
            while part := os.read(parent, 65536):
                seen += part
        except OSError:  # how Linux says that the other end is closed
            pass
        started.wait(timeout=60)
    os.close(parent)
    return seen


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
def test_a_terminal_is_shown_what_a_pipe_is_given(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes("It was \x1b[31mred\x1b]0;title\x07 \x9b1m pro-\nmised.\n".encode())
    other.write_bytes("It was \x1b[32mred\x1b]0;title\x07 \x9b1m promised.\n".encode())
    out = tmp_path / "out"
    restore("run", one, "--out", out)
    for command in (("diff", one, other), ("stage", "seams", one), ("undo", out, "one")):
        shown, given = _at_a_terminal(*command), restore(*command).stdout
        assert b"\x1b[31m" in given
        assert b"\x1b" not in shown
        assert b"\xc2\x9b" not in shown
        assert "␛[31mred".encode() in shown
    assert _at_a_terminal("--help").startswith(b"Usage")


def test_what_was_decided_before_the_end_of_the_input_is_kept(tmp_path: Path) -> None:
    from restore import Cert, Document, Edit, Restoration, edition
    from restore.edits import internal

    waiting = [Edit(at, at + 1, "1", "l", "words/made", Cert.MEDIUM, internal("n")) for at in (2, 7)]
    made = Restoration(Document("d", "he1d so1d")).then("words", lambda _: waiting)
    edition.write_run(edition.Run([made], stages=("words",)), tmp_path / "out")
    done = restore("review", tmp_path / "out", input=b"r\n")
    assert done.returncode == ExitCode.DONE, done.stderr
    assert list(json.loads((tmp_path / "out" / "decisions.json").read_text("utf-8")).values()) == ["reject"]
