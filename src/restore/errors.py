"""What can go wrong, as types that carry the exit code of the command line."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of the command line; other people's scripts rely on the numbers."""

    DONE = 0
    FOUND = 1  # `check`, `diff` or `verify --strict` found something
    USAGE = 2  # usage or internal error
    UNREADABLE = 3
    INTEGRITY = 4
    OUTPUT = 5  # the output exists or cannot be written
    PARTIAL = 6  # some documents failed; they are listed, the rest is done
    INTERRUPTED = 130


class RestoreError(Exception):
    """Base of every error that `restore` raises on purpose; its text says what to do."""

    exit_code: ExitCode = ExitCode.USAGE


class UnreadableError(RestoreError):
    """An input cannot be read as text."""

    exit_code = ExitCode.UNREADABLE


class IntegrityError(RestoreError):
    """Something recorded does not agree with something found: an edit's `before`, a digest, a quotation."""

    exit_code = ExitCode.INTEGRITY


class OutputError(RestoreError):
    """The output folder holds something else, or cannot be written."""

    exit_code = ExitCode.OUTPUT
