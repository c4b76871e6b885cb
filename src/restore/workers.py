"""The same work on many documents, on several cores; what comes out does not depend on how many."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from .errors import RestoreError

Item = TypeVar("Item")
Result = TypeVar("Result")

_work: Callable[[Any], Any] | None = None  # what a forked worker does; set in the parent just before the fork


def cores() -> int:
    """The number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def mapped(work: Callable[[Item], Result], items: Sequence[Item], jobs: int = 1) -> Iterator[Result]:
    """`work` of each item, in the order of the items, by `jobs` processes.

    Workers are forked, so `work` may be a closure and what it refers to is not copied; where a system cannot
    fork, everything is done here. Raises what `work` raises, and `RestoreError` when a worker is killed.
    """
    jobs = min(jobs, len(items))
    if jobs <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, items)
        return
    global _work
    _work = work
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"))
    try:
        yield from pool.map(_do, items)
        pool.shutdown()
    except BrokenProcessPool as error:
        raise RestoreError(
            "a worker was killed, most likely for want of memory: run again with --jobs 1, or fewer documents"
        ) from error
    except BaseException:  # interrupted, or nobody wants the rest: workers wait for work that never comes
        for worker in list((pool._processes or {}).values()):
            worker.kill()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    finally:
        _work = None


def _do(item: Any) -> Any:
    assert _work is not None
    return _work(item)
