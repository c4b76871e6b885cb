"""The same work on many documents, on several cores; what comes out does not depend on how many."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkProcess
from typing import Any, TypeVar

from .errors import RestoreError

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 2  # items a worker is given at once: while the result of one is fetched it works on the next


def cores() -> int:
    """The number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def mapped(work: Callable[[Item], Result], items: Sequence[Item], jobs: int = 1) -> Iterator[Result]:
    """`work` of each item, in the order of the items, by `jobs` processes.

    Workers are forked, so `work` may be a closure and what it refers to is not copied; where a system cannot
    fork, everything is done here. Raises what `work` raises, and `RestoreError` when a worker is killed. Whoever stops
    asking, or is interrupted, leaves no worker behind and waits for none: there are no threads between.
    """
    jobs = min(jobs, len(items))
    if jobs <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, items)
        return
    context = multiprocessing.get_context("fork")
    workers: list[_Worker] = []
    try:
        for _ in range(jobs):
            workers.append(_Worker(context, work, items, workers))
        yield from _gathered(workers, len(items))
    finally:
        for worker in workers:
            worker.stop()


def _gathered(workers: Sequence[_Worker], count: int) -> Iterator[Any]:
    """The results of all items, in their order."""
    by_end = {worker.end: worker for worker in workers}
    unasked = iter(range(count))
    for _ in range(AHEAD):
        for worker in workers:
            worker.ask(next(unasked, None))
    done: dict[int, Any] = {}
    for index in range(count):
        while index not in done:
            for end in wait(list(by_end)):
                assert isinstance(end, Connection)
                found, failed, result = by_end[end].fetch()
                if failed:
                    raise result
                done[found] = result
                by_end[end].ask(next(unasked, None))
        yield done.pop(index)


class _Worker:
    """A process that is sent indices of items and sends back what the work made of them."""

    def __init__(
        self, context: ForkContext, work: Callable[[Any], Any], items: Sequence[Any], before: Sequence[_Worker]
    ) -> None:
        self.end, there = context.Pipe()
        ends = [self.end, *(worker.end for worker in before)]  # of the parent: a worker must not hold them open
        self._process: ForkProcess = context.Process(target=_serve, args=(there, ends, work, items), daemon=True)
        self._process.start()
        there.close()

    def ask(self, index: int | None) -> None:
        if index is not None:
            try:
                self.end.send(index)
            except OSError as error:
                raise _killed() from error

    def fetch(self) -> tuple[int, bool, Any]:
        """An index, whether the work failed on it, and what came of it."""
        try:
            found: tuple[int, bool, Any] = pickle.loads(self.end.recv_bytes())
        except (EOFError, OSError) as error:
            raise _killed() from error
        return found

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self.end.close()


def _killed() -> RestoreError:
    return RestoreError(
        "a worker was killed, most likely for want of memory: run again with --jobs 1, or fewer documents"
    )


def _serve(there: Connection, ends: Sequence[Connection], work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    """What a worker does until its parent has no more to ask, or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is the parent's to decide on
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    for end in ends:
        end.close()
    while True:
        try:
            index = there.recv()
        except EOFError:
            return
        try:
            answer = pickle.dumps((index, False, work(items[index])), pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            answer = _failure(index, error)
        there.send_bytes(answer)


def _failure(index: int, error: Exception) -> bytes:
    """An error on its way to the parent; one that cannot travel goes as its words."""
    try:
        packed = pickle.dumps((index, True, error), pickle.HIGHEST_PROTOCOL)
        pickle.loads(packed)
    except Exception:
        return pickle.dumps((index, True, RestoreError(f"{type(error).__name__}: {error}")))
    return packed
