"""From the paths on the command line to documents, the unreadable ones kept apart."""

from __future__ import annotations

import sys
from pathlib import Path

from .. import reading
from ..document import Document
from ..errors import UnreadableError
from .terminal import say

STDIN = "-"


def gather(paths: tuple[str, ...], but_not: Path | None = None) -> tuple[list[Document], list[tuple[str, str]]]:
    """The documents at `paths` (files, folders, or `-` for standard input), and what could not be read with
    the reason. Nothing below the folder `but_not` is taken: an output folder may lie inside its input.

    Raises `UnreadableError` when nothing at all could be read.
    """
    documents: list[Document] = []
    unread: list[tuple[str, str]] = []
    files = [path for path in paths if path != STDIN]
    if STDIN in paths:
        documents.append(from_stdin())
    survey = reading.survey([Path(path) for path in files])
    if survey.skipped:
        say(f"not taken for documents: {', '.join(map(str, survey.skipped[:5]))}" + (
            f" and {len(survey.skipped) - 5} more" if len(survey.skipped) > 5 else ""))
    for id, path in survey.found:
        if but_not is not None and but_not.resolve() in path.resolve().parents:
            continue
        try:
            documents.append(reading.read(path, id=id))
        except UnreadableError as error:
            unread.append((str(path), str(error)))
    if not documents and unread:
        raise UnreadableError("\n".join(message for _, message in unread))
    for _, message in unread:
        say(message, kind="error")
    return documents, unread


def from_stdin() -> Document:
    return reading.read_bytes(sys.stdin.buffer.read(), id="stdin", path=STDIN)


def one(path: str) -> Document:
    """The document at one path, or on standard input."""
    return from_stdin() if path == STDIN else reading.read(Path(path))
