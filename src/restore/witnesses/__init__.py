"""Who copies whom, and what a copy can prove.

Seeds (`seeds`) over a match key (`keys`) in line (`chains`) propose stretches; alignment (`alignment`) and the share of
common words (`passages`) say which are passages and of what kind (`find`); `tokens` lays them word beside word, and
`supply` takes from copies what a text has lost, as far as `variants` lets it. Overlaps are pairs and are never chained:
if a leads to b and b to c, that says nothing of a and c (closing such chains once merged 51,160 unrelated books).
"""

from __future__ import annotations

from .find import find_overlaps
from .overlap import WITNESSES, Overlap, Relation
from .supply import parallels
from .tokens import Pair, Token, align

__all__ = [
    "WITNESSES", "Overlap", "Pair", "Relation", "Token", "align", "find_overlaps", "parallels",
]  # fmt: skip
