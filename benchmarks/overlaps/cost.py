"""What finding overlaps costs, in a process of its own so that its peak of memory is its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from typing import NamedTuple

from restore.document import Document
from restore.witnesses import find_overlaps

from . import made


class Cost(NamedTuple):
    seconds: float  # of one core
    megabytes: float  # at the peak, the documents included
    overlaps: int


def cost(size: int, shared_until: int | None = None) -> Cost:
    """The cost for a borrowing corpus of `size` characters, of which only the first `shared_until` borrow."""
    asked = [sys.executable, "-m", "benchmarks.overlaps.cost", str(size), str(shared_until or size)]
    done = subprocess.run(asked, cwd=made.ROOT, capture_output=True, text=True, check=True)
    return Cost(*json.loads(done.stdout))


def _measure(size: int, shared_until: int) -> Cost:
    texts = made.borrowing(shared_until)
    if size > shared_until:
        texts += made.borrowing(size - shared_until, seed=2, borrowed=0.0)
    documents = [Document(f"{at:04}", text) for at, text in enumerate(texts)]
    begun = time.process_time()
    count = sum(1 for _ in find_overlaps(documents))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(time.process_time() - begun, peak, count)


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]), int(sys.argv[2]))))
