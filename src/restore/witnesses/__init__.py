"""Who copies whom, and what a copy can prove.

Seeds (`seeds`) over a match key (`keys`) in line (`chains`) propose stretches; alignment (`alignment`) and the share of
common words (`passages`) say which are passages and of what kind (`find`); `groups` lays them beside representatives,
`tokens` word beside word, and `supply` takes from copies what a text has lost, as far as `variants` lets it.
"""

from __future__ import annotations

from .find import find_overlaps
from .groups import Group, Member, groups
from .overlap import WITNESSES, Overlap, Relation
from .supply import parallels
from .tokens import Pair, Token, align

__all__ = [
    "WITNESSES", "Group", "Member", "Overlap", "Pair", "Relation", "Token", "align", "find_overlaps", "groups",
    "parallels",
]  # fmt: skip
