"""From the paths on the command line to documents, the unreadable ones kept apart."""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Iterable
from pathlib import Path

import click

from .. import reading
from ..document import Document
from ..errors import UnreadableError
from .terminal import say, shown

STDIN = "-"


def gather(paths: tuple[str, ...], but_not: Path | None = None) -> tuple[list[Document], list[tuple[str, str]]]:
    """The documents at `paths` (files, folders, or `-` for standard input), and what could not be read with
    the reason. Nothing below the folder `but_not` is taken: an output folder may lie inside its input.

    Raises `UnreadableError` when nothing at all could be read.
    """
    documents: list[Document] = []
    survey = reading.survey(_named(paths))
    _tell_skipped(survey.skipped)
    unread = [(str(path), str(error)) for path, error in survey.unread]
    ours = os.path.realpath(but_not) if but_not is not None else None
    found = [(id, path) for id, path in survey.found if ours is None or not _is_below(path, ours)]
    if survey.found and not found and STDIN not in paths:
        raise UnreadableError(
            f"everything named lies in {but_not}, the output folder: name the sources, or another --out"
        )
    for id, path in found:
        try:
            documents.append(reading.read(path, id=id, below=survey.below[id]))
        except UnreadableError as error:
            unread.append((str(path), str(error)))
    if STDIN in paths:
        try:
            documents.append(from_stdin({id for id, _ in found}))
        except UnreadableError as error:
            unread.append((STDIN, str(error)))
    if not documents and unread:
        raise UnreadableError("\n".join(message for _, message in unread))
    for _, message in unread:
        say(message, kind="error")
    return documents, unread


def _named(paths: Iterable[str]) -> list[Path]:
    """What is named besides standard input. An empty name is no folder, though `Path("")` is the current one: it
    is what a shell variable that was never set leaves."""
    if "" in paths:
        raise UnreadableError("an empty path was given; name a file or a folder, `.` for the current one")
    return [Path(path) for path in paths if path != STDIN]


def _tell_skipped(skipped: list[Path]) -> None:
    if skipped:
        more = f" and {len(skipped) - 5} more" if len(skipped) > 5 else ""
        say(f"not taken for documents: {', '.join(shown(str(path)) for path in skipped[:5])}{more}")


def _is_below(path: Path, folder: str) -> bool:
    # not Path.resolve: it raises on links that lead to themselves
    return Path(folder) in Path(os.path.realpath(path)).parents


def from_stdin(taken: Container[str] = ()) -> Document:
    """The document on standard input, with an id that is not `taken`."""
    id = "stdin"
    while id in taken:
        id += "_"
    return reading.read_bytes(sys.stdin.buffer.read(), id=id, path=STDIN, called="standard input")


def one(path: str) -> Document:
    """The document at one path, or on standard input."""
    return from_stdin() if path == STDIN else reading.read(Path(path))


def several(*paths: str | None) -> list[Document]:
    """The documents at some paths, of which one may be standard input: it can be read only once."""
    if paths.count(STDIN) > 1:
        raise click.UsageError("standard input can be read only once: give a file for the other text")
    return [one(path) for path in paths if path is not None]
