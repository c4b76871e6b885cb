"""The commands together, and what each way of ending is to the caller: one of the exit codes."""

from __future__ import annotations

import io
import os
import sys

import click

from .. import __version__
from ..errors import ExitCode, RestoreError
from . import look, review, run
from .terminal import say


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="restore")
def app() -> None:
    """Repair text that was damaged on its way from paper or PDF, with a reason for every difference.

    \b
    Exit codes: 0 done; 1 check, diff or verify --strict found something; 2 usage or internal error;
    3 input unreadable; 4 integrity failure; 5 output exists or cannot be written; 6 some documents
    failed (they are listed, the rest is done); 130 interrupted.
    """


for command in (
    run.run, run.stage, run.check, run.overlaps, look.diff, look.explain, look.undo, look.verify, review.review,
    look.score,
):  # fmt: skip
    app.add_command(command)


def run_command() -> int:
    """Runs the command of the command line; its exit code."""
    if sys.stdout is None:  # closed by the caller: `restore … >&-`
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    _speak_utf8()
    return _run()


def _speak_utf8() -> None:
    """Data in a pipe are UTF-8, whatever the locale; what a terminal cannot show is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream is sys.stderr or stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _run() -> int:
    try:
        code = app.main(prog_name="restore", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except click.Abort as stopped:
        raise KeyboardInterrupt from stopped
    except BrokenPipeError:  # the reader of our output has had enough: `restore … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except OSError as error:
        if os.environ.get("RESTORE_TRACEBACK"):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is still buffered would fail again at the exit
        say(f"cannot write or read {error.filename or 'standard output'}: {error.strerror or error}", kind="error")
        return ExitCode.OUTPUT
    except RestoreError as error:
        say(str(error), kind="error")
        return error.exit_code
    except Exception as error:
        if os.environ.get("RESTORE_TRACEBACK"):
            raise
        say(
            f"internal error: {type(error).__name__}: {error}\n"
            "This is a defect of restore; run again with RESTORE_TRACEBACK=1 and report what it prints.",
            kind="error",
        )
        return ExitCode.USAGE
    return int(code) if code is not None else ExitCode.DONE
