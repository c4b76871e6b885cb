"""The command review: a person says what stands."""

from __future__ import annotations

from pathlib import Path

import click

from .. import edition
from ..errors import ExitCode
from .terminal import say, shown

_KEYS = {"a": "accept", "r": "reject", "d": "defer", "q": "quit"}


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--accept", multiple=True, metavar="EDIT", help="Accept an edit by its id; may be given again.")
@click.option("--reject", multiple=True, metavar="EDIT", help="Reject an edit by its id.")
@click.option("--defer", multiple=True, metavar="EDIT", help="Take a decision back.")
def review(folder: Path, accept: tuple[str, ...], reject: tuple[str, ...], defer: tuple[str, ...]) -> int:
    """Accept, reject or defer proposals; decisions are kept in DIR and hold in the next run.

    Without options it asks about each proposal that waits for review.

    \b
    Example:
      restore review restored --accept 3f2a90c1d4e5
    """
    named = [*accept, *reject, *defer]
    if twice := sorted({name for name in named if named.count(name) > 1}):
        raise click.UsageError(f"two verdicts about one edit: {', '.join(twice)}; give one")
    decided = {**dict.fromkeys(accept, "accept"), **dict.fromkeys(reject, "reject"), **dict.fromkeys(defer, "defer")}
    if not decided:
        decided = _asked(folder)
    kept = edition.decide(folder, decided)
    say(f"{len(decided):,} said, {kept:,} kept in {folder}; the next `restore run` follows them")
    return ExitCode.DONE


def _asked(folder: Path) -> dict[str, str]:
    decided: dict[str, str] = {}
    waiting = edition.waiting(folder)
    leaves = edition.load(folder).leaves
    for number, entry in enumerate(waiting, 1):
        told = edition.told(entry, leaves[entry["document"]])
        click.echo(f"\n{number} of {len(waiting)}\n" + shown(told, line_ends=False), err=True)
        try:
            key = click.prompt("accept, reject, defer, quit", type=click.Choice(list(_KEYS)), default="d", err=True)
        except click.Abort:  # what was decided so far stands
            key = "q"
        if key == "q":
            break
        if key != "d":
            decided[entry["id"]] = _KEYS[key]
    return decided
