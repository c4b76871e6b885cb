from __future__ import annotations
from collections.abc import Sequence
from ..restoration import Restoration
from ..stages.lacunae import Parallel
from .overlap import Overlap
def parallels(
    draft: Restoration, drafts: Sequence[Restoration], overlaps: Sequence[Overlap]
) -> tuple[Parallel, ...]:
    return ()
