"""The commands that look at what a run left, or compare texts: diff, explain, undo, verify, score."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from .. import edition
from ..edition import jsons
from ..errors import ExitCode, RestoreError
from ..score import score as measured
from .inputs import several
from .terminal import give, say, shown

_folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--format", "form", type=click.Choice(["unified", "word", "html", "md", "json"]), default="unified",
    show_default=True,
)  # fmt: skip
@click.option("--ignore-space", is_flag=True, help="Line ends and blanks are no difference (not in unified).")
def diff(a: str, b: str, form: str, ignore_space: bool) -> int:
    """What differs between two texts: two versions, or a source and its text. Exit 1 if anything does.

    \b
    Example:
      restore diff seeds/000_d488fc839f02daa2.txt restored/text/000_d488fc839f02daa2.txt --format word
      restore diff seeds/003_4586cb435a2fc35a.txt restored/text/003_4586cb435a2fc35a.txt --format html --ignore-space
    """
    left, right = several(a, b)
    if left.text == right.text:
        return ExitCode.DONE
    names = (f"a/{a}", f"b/{b}")
    shape = edition.DiffFormat(form)
    text = edition.diff_texts(left.text, right.text, shape, names=names, spaces=not ignore_space)
    give(jsons.encoded(text))
    return ExitCode.FOUND


@click.command()
@_folder
@click.argument("where", metavar="ID[:LINE]")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.option("--all", "whole", is_flag=True, help="Each line end and blank too, not only their number.")
def explain(folder: Path, where: str, form: str, whole: bool) -> int:
    """Why the text reads as it does: the differences of a document, or those on one line of its text.

    \b
    Example:
      restore explain restored 003_4586cb435a2fc35a:1
    """
    id, line = _place(folder, where)
    entries = edition.explain(folder, id, line)
    leaf = edition.load(folder).leaf(id)
    counted = 0
    for entry in entries:
        if form == "text" and not whole and edition.moves_only_blanks(entry):
            counted += 1
            continue
        click.echo(jsons.line(entry) if form == "jsonl" else shown(edition.told(entry, leaf), line_ends=False))
    if counted:
        say(f"and {counted} line ends or blanks: --all shows each")
    if not entries:
        say("nothing was changed there, and nothing was seen and left")
    return ExitCode.DONE


def _place(folder: Path, where: str) -> tuple[str, int | None]:
    """`ID` or `ID:LINE`; an id that itself ends in a colon and digits is taken whole when there is one."""
    head, colon, tail = where.rpartition(":")
    if colon and tail.isdecimal() and where not in edition.load(folder).ids:
        return head, int(tail)
    return where, None


@click.command()
@_folder
@click.argument("id")
def undo(folder: Path, id: str) -> int:
    """The original bytes of a document, from the outputs alone, to standard output.

    \b
    Example:
      restore undo restored 003_4586cb435a2fc35a | cmp - seeds/003_4586cb435a2fc35a.txt
    """
    give(edition.undo(folder, id))
    return ExitCode.DONE


@click.command()
@_folder
@click.option(
    "--sources", type=click.Path(path_type=Path), metavar="PATH", multiple=True,
    help="Compare with the sources too: what the run was given, once for each PATH.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Exit 1 also for what is only remarkable: strange files, changed sources.")
def verify(folder: Path, sources: tuple[Path, ...], strict: bool) -> int:
    """Replay everything: sources from texts, texts from sources, every quotation, every digest.

    \b
    Example:
      restore verify restored --sources seeds
    """
    findings = edition.verify(folder, sources)
    for finding in findings:
        say(str(finding), kind="error" if finding.is_failure else "note")
    if any(finding.is_failure for finding in findings):
        return ExitCode.INTEGRITY
    if strict and findings:
        return ExitCode.FOUND
    say("everything is as recorded" if not findings else "what is on record holds; the rest is named above")
    return ExitCode.DONE


@click.command()
@click.argument("truth")
@click.argument("text")
@click.option("--source", metavar="FILE", help="The damaged text: adds fixed and broken words.")
def score(truth: str, text: str, source: str | None) -> int:
    """How far a text is from the truth: CER, WER, and with the source, words broken and fixed. JSON.

    \b
    Example:
      restore score truth.txt restored.txt --source damaged.txt
    """
    good, made, *damaged = (document.text for document in several(truth, text, source))
    if not good:
        raise RestoreError(f"{truth} is empty: there is nothing to measure against")
    found = measured(good, made, source=damaged[0] if damaged else None)
    click.echo(json.dumps(asdict(found)))
    return ExitCode.DONE
