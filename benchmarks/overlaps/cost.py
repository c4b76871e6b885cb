"""What finding overlaps costs, in a process of its own so that its peak of memory is its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from string import ascii_lowercase
from typing import NamedTuple

from restore.document import Document
from restore.witnesses import find_overlaps

from . import made


class Cost(NamedTuple):
    seconds: float  # of one core
    megabytes: float  # at the peak, the documents included
    overlaps: int


def cost(size: int, corpora: int = 1) -> Cost:
    """The cost for `corpora` borrowing corpora of `size` characters each, of which none borrows from another."""
    asked = [sys.executable, "-m", "benchmarks.overlaps.cost", str(size), str(corpora)]
    done = subprocess.run(asked, cwd=made.ROOT, capture_output=True, text=True, check=True)
    return Cost(*json.loads(done.stdout))


def _measure(size: int, corpora: int) -> Cost:
    texts = [_ciphered(text, shift) for shift in range(corpora) for text in made.borrowing(size, seed=shift + 1)]
    documents = [Document(f"{at:04}", text) for at, text in enumerate(texts)]
    begun = time.process_time()
    count = sum(1 for _ in find_overlaps(documents))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(time.process_time() - begun, peak, count)


def _ciphered(text: str, shift: int) -> str:
    """A text whose letters are moved along the alphabet: as rich in repeats, and nothing in common with the other."""
    moved = ascii_lowercase[7 * shift % 26 :] + ascii_lowercase[: 7 * shift % 26]
    return text.lower().translate(str.maketrans(ascii_lowercase, moved)) if shift else text


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]), int(sys.argv[2]))))
