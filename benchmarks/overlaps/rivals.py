"""What other tools find in the same pairs: MinHash near-duplicates, and shared word n-grams as reuse finders count."""

from __future__ import annotations

import re
from itertools import pairwise


def shingles(text: str, size: int = 5) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1))}


def minhash(a: str, b: str, threshold: float = 0.7) -> bool | None:
    """Whether some pair of paragraphs is a near-duplicate by datasketch's MinHash (5-word shingles, 128
    permutations); None when datasketch is not installed."""
    try:
        from datasketch import MinHash
    except ImportError:
        return None

    def sketches(text: str) -> list[MinHash]:
        found = []
        for paragraph in text.split("\n\n"):
            sketch = MinHash(num_perm=128)
            sketch.update_batch([shingle.encode() for shingle in shingles(paragraph)])
            found.append(sketch)
        return found

    right = sketches(b)
    return any(one.jaccard(other) >= threshold for one in sketches(a) for other in right)


def ngrams(a: str, b: str, size: int = 5, needed: int = 5) -> bool:
    """Whether two texts share five word 5-grams in one place, as passim counted them by default."""
    words_a, words_b = (re.findall(r"\w+", text.lower()) for text in (a, b))
    where = {" ".join(words_a[at : at + size]): at for at in range(len(words_a) - size + 1)}
    hits = sorted(
        where[gram] for at in range(len(words_b) - size + 1) if (gram := " ".join(words_b[at : at + size])) in where
    )
    run = 1
    for one, other in pairwise(hits):
        run = run + 1 if other - one <= 50 else 1
        if run >= needed:
            return True
    return False
