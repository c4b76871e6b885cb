"""Every case file, checked for what it says and against the laws."""

from __future__ import annotations

import pytest

import restore
from case_files import Case, all_cases
from restore.edits import Edit, apply


def _params() -> list[object]:
    return [
        pytest.param(
            case, id=case.name,
            marks=[pytest.mark.xfail(reason=case.fields["known-failure"], strict=True)]
            if "known-failure" in case.fields else [],
        )
        for case in all_cases()
    ]


@pytest.mark.parametrize("case", _params())
def test_case(case: Case) -> None:
    language = case.fields.get("language")
    stages = None if case.stage == "all" else [case.stage]
    done = restore.restore_text(case.input, stages=stages, language=language)
    assert done.text == case.expected, case.fields["why"]
    assert done.undo(len(done.layers)).text == case.input
    edits = [Edit(*e.source, e.before, e.after, e.rule) for e in done.apparatus()]
    assert apply(case.input, edits) == done.text
    again = restore.restore_text(done.text, stages=stages, language=language)
    assert again.text == done.text, "a second run must be quiet"
    seen = {item.edit.rule for item in done.declined}
    assert set(case.declined) <= seen
