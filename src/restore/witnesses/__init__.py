"""Who copies whom, and what a copy can prove."""

from __future__ import annotations

from .find import find_overlaps
from .overlap import WITNESSES, Overlap, Relation
from .supply import parallels

__all__ = ["WITNESSES", "Overlap", "Relation", "find_overlaps", "parallels"]
