"""Nothing in clean text is taken for font garbage, however strange it looks."""

from __future__ import annotations

import random

import pytest

from clean_texts import KINDS
from restore.document import Document
from restore.fonts.suspects import suspects
from restore.stages import glyphs

QUICK = [kind for kind in KINDS if kind.startswith(("prose", "capitals")) or kind == "welsh"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_changed(kind: str) -> None:
    for number, size in ((1, 120), (2, 1200)):
        text = KINDS[kind](random.Random(number), size)
        assert [edit for edit in glyphs.decode()(Document(kind, text)) if not edit.is_remark] == []


@pytest.mark.parametrize("kind", QUICK)
def test_prose_passes_the_quick_test(kind: str) -> None:
    text = KINDS[kind](random.Random(3), 20_000)
    assert not suspects(text)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_changed_in_long_texts(kind: str) -> None:
    text = KINDS[kind](random.Random(4), 60_000)
    assert [edit for edit in glyphs.decode()(Document(kind, text)) if not edit.is_remark] == []
