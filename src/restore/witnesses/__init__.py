"""Who copies whom, and what a copy can prove.

Seeds (`seeds`) over a match key (`keys`) in line (`chains`) propose stretches; alignment (`alignment`) and the share of
common words (`passages`) say which are passages, `relations` and `formulas` of what kind (`find`); `tokens` lays them
word beside word. `supply` asks copies (`witness`) for what a text has lost; how far one is believed (`trust`) follows
from how often the two differ (`variants`), from how the text writes (`habits`) and from what printers vary (`doubts`).
Overlaps are pairs and are never chained: if a leads to b and b to c, that says nothing of a and c (closing such chains
once merged 51,160 unrelated books).
"""

from __future__ import annotations

from .find import find_overlaps
from .overlap import WITNESSES, Overlap, Relation
from .supply import parallels
from .tokens import Pair, Token, align

__all__ = [
    "WITNESSES", "Overlap", "Pair", "Relation", "Token", "align", "find_overlaps", "parallels",
]  # fmt: skip
