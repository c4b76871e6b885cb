"""The command line: every command parses, calls one library function, and prints.

Standard output is data only; progress, tables and messages go to standard error.
"""

from __future__ import annotations

import signal
import sys
import types


def main() -> None:
    """The console script: runs a command and leaves with one of the exit codes.

    Loading the commands takes most of a second, in which somebody may have thought better of it.
    """
    for name in ("SIGTERM", "SIGHUP"):  # as Ctrl-C; not where the caller had it ignored: `nohup restore …`
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is signal.SIG_DFL:
            signal.signal(getattr(signal, name), _stop)
    try:
        from .app import run_command

        code = run_command()
    except KeyboardInterrupt:
        print("restore: interrupted; nothing half-written is left", file=sys.stderr)
        code = 130
    sys.exit(code)


def _stop(_signal: int, _frame: types.FrameType | None) -> None:
    raise KeyboardInterrupt
