"""What goes to a person at a terminal. Text is hostile here: control characters are shown, never sent."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Literal, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from ..edition.visible import inert

T = TypeVar("T")

_WIDEST = 10_000
"""Columns of a table that goes to a file: more than any table has."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown(text: str, *, line_ends: bool = True) -> str:
    """A text with everything a terminal, or a runner of workflows that reads its log, would obey made visible.

    >>> shown("a\\x1b[31mb\\n")
    'a␛[31mb⏎'
    """
    visible = inert(_CONTROL.sub(_picture, text))
    return visible.replace("\n", "⏎") if line_ends else visible


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(0x2400 + code) if code < 0x20 else f"<U+{code:04X}>"


def give(raw: bytes) -> None:
    """Data on standard output, byte for byte; a terminal is shown the characters it would obey instead."""
    if sys.stdout.isatty():
        sys.stdout.write(shown(raw.decode("utf-8", "replace"), line_ends=False))
    else:
        sys.stdout.buffer.write(raw)


def say(message: str, kind: Literal["note", "error"] = "note") -> None:
    """A message for a person, on standard error."""
    prefix = "restore: " if kind == "error" else ""
    click.echo(prefix + shown(message, line_ends=False), err=True)


def progress(items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """`items`, with a bar on standard error while they are worked off, when a terminal is there."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from items
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=total)
        for item in items:
            yield item
            bar.advance(task)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, err: bool = False) -> None:
    """A table for a person. Cells are plain text: no markup in them is read."""
    drawn = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(shown(str(cell))) for cell in row))
    console = Console(stderr=err)
    if console.is_terminal:
        console.print(drawn)
        return
    page = StringIO()  # in a pipe or a log nothing is folded, and no blanks end a line
    Console(file=page, width=_WIDEST).print(drawn)
    for line in page.getvalue().split("\n")[:-1]:
        click.echo(line.rstrip(" "), err=err)
