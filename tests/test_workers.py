"""Work shared out to processes, what an interruption leaves, and what is loaded before anything is asked."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from restore.errors import ExitCode, RestoreError
from restore.workers import mapped


def _square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(mapped(_square, range(20), jobs)) == [number * number for number in range(20)]


def test_whoever_stops_asking_leaves_no_worker_behind() -> None:
    results = mapped(_square, range(1000), 3)
    assert next(results) == 0
    results.close()
    assert not multiprocessing.active_children()


def test_a_killed_worker_is_told() -> None:
    def die(_: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(RestoreError, match="killed"):
        list(mapped(die, range(3), 2))
    assert not multiprocessing.active_children()


def test_an_error_that_cannot_travel_goes_as_its_words() -> None:
    class LocalError(Exception):
        pass

    def fail(_: int) -> None:
        raise LocalError("a defect")

    with pytest.raises(RestoreError, match="LocalError: a defect"):
        list(mapped(fail, range(3), 2))


def test_importing_loads_nothing_that_is_not_needed() -> None:
    heavy = "numpy wordfreq fontTools ftfy chardet rapidfuzz jinja2 rich restore.pipeline"
    script = f"import restore, restore.cli, sys; print(*(name for name in {heavy.split()!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("module", ["numpy", "click", "restore.pipeline"])
def test_an_interruption_while_the_commands_are_loaded_is_one(module: str, tmp_path: Path) -> None:
    script = (
        "import builtins, signal, sys\n"
        "load = builtins.__import__\n"
        "def watched(name, *rest):\n"
        f"    if name == {module.split('.')[-1]!r}: signal.raise_signal(signal.SIGINT)\n"
        "    return load(name, *rest)\n"
        "builtins.__import__ = watched\n"
        "from restore.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, "run", str(tmp_path), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert done.returncode == ExitCode.INTERRUPTED
    assert b"Traceback" not in done.stderr


def test_an_interrupted_program_does_not_wait_for_its_workers(tmp_path: Path) -> None:
    script = (
        "import os, signal, time\n"
        "from restore.workers import mapped\n"
        "list(mapped(lambda n: os.kill(os.getppid(), signal.SIGINT) or time.sleep(60), range(9), 3))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=30)
    assert done.returncode != 0
    assert b"KeyboardInterrupt" in done.stderr
