from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

import restore
from restore.pipeline import Corpus
from restore.restoration import Restoration

settings.register_profile("untimed", deadline=None)  # no test measures wall-clock time: a busy machine is no defect
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The five source documents, on their way through the whole flow."""
    return Corpus([restore.read(path) for path in SEEDS])


@pytest.fixture(scope="session")
def seeds(corpus: Corpus) -> dict[str, Restoration]:
    """The five source documents restored, by their first three digits."""
    return {done.id[:3]: done for done in corpus.restorations()}
