"""What the README says is true: its example runs, its commands exist, its damaged lines become its clean ones."""

from __future__ import annotations

import hashlib
import re
import xml.dom.minidom
from pathlib import Path

import click
import pytest

import restore
from restore.cli.app import app
from restore.document import LOST
from restore.pipeline import STAGES
from restore.restoration import Restoration

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.S)


def _blocks(language: str) -> list[str]:
    return [block for name, block in BLOCKS if name == language]


def test_the_three_lines_are_real_and_come_out_as_shown(seeds: dict[str, Restoration]) -> None:
    before, after = _blocks("text")[:2]
    source = (ROOT / "seeds" / f"{seeds['003'].id}.txt").read_text("utf-8")
    rows = [row.rstrip() for row in source.split("\n")]
    shown = before.rstrip("\n").split("\n")
    first = rows.index(shown[0])
    assert rows[first : first + 3] == shown
    done = seeds["003"].after("lacunae")
    start = done.locate(*(source.index(shown[0]),) * 2).start
    text = re.sub(f"{LOST}+", lambda m: f"[{'.' * len(m.group())}]", done.text[start : start + 400])
    assert [row.rstrip() for row in text.split("\n")[:3]] == after.rstrip("\n").split("\n")


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    for block in _blocks("python"):
        exec(block, {})
    said = capsys.readouterr().out
    assert "While accounts of the episode have appeared" in said
    assert "portrayed as the climax of a decade-long power struggle" in said
    assert "hyphens/line-end" in said


def test_every_command_and_target_named_exists() -> None:
    for name in re.findall(r"^restore (\w+)", "\n".join(_blocks("sh")), re.M):
        assert name in app.commands
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"make ([a-z-]+)", README):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_pinned_commands_and_names_exist() -> None:
    assert set(app.commands) >= {
        "run", "stage", "check", "diff", "explain", "undo", "verify", "overlaps", "review", "score",
    }  # fmt: skip
    for name in ("read", "restore_text", "restore_corpus", "find_overlaps", "Document", "ExitCode", "UnreadableError"):
        assert hasattr(restore, name)
    assert [int(code) for code in restore.ExitCode] == [0, 1, 2, 3, 4, 5, 6, 130]


@pytest.mark.parametrize("name", sorted(app.commands))
def test_every_command_has_help_with_a_real_example(name: str) -> None:
    command = app.commands[name]
    assert command.help
    assert f"restore {name}" in command.help
    assert click.Context(command).get_help()


def test_the_picture_shows_every_stage() -> None:
    picture = (ROOT / "docs" / "flow.svg").read_text("utf-8")
    xml.dom.minidom.parseString(picture)
    for step in STAGES:
        assert step.name.replace("-", " ") in picture


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if "://" not in target:
            assert (ROOT / target).exists(), target


def test_seeds_are_as_their_sources_page_says() -> None:
    rows = re.findall(r"`(\d{3}_\w+\.txt)`.*`([0-9a-f]{64})`", (ROOT / "seeds" / "SOURCES.md").read_text("utf-8"))
    assert len(rows) == 5
    for name, digest in rows:
        assert hashlib.sha256((ROOT / "seeds" / name).read_bytes()).hexdigest() == digest
