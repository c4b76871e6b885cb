"""Imports point one way, and no stage imports a stage."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent / "src" / "restore"
ORDER = [
    {"errors", "graphemes", "rising"}, {"document"}, {"alignment", "edits", "workers"}, {"folding"}, {"restoration"},
    {"language", "fonts", "reading", "layout"}, {"stages"},
    {"witnesses"}, {"pipeline"}, {"score"}, {"edition"}, {"cli"},
]
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}


def _imports(path: Path) -> list[tuple[str, ...]]:
    """What a file imports from `restore`, as paths below it."""
    here = path.relative_to(ROOT).with_suffix("").parts
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            module = tuple(node.module.split(".")) if node.module else ()
            base = here[: len(here) - node.level] + module
            found += [base] if node.module and base else [(*base, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "restore":
            found.append(tuple((node.module or "").split(".")[1:]))
    return found


def test_imports_point_one_way() -> None:
    wrong = []
    for path in ROOT.rglob("*.py"):
        here = path.relative_to(ROOT).with_suffix("").parts[0]
        if here in ("__init__", "__main__"):
            continue
        for target in _imports(path):
            if target and target[0] in RANK and RANK[target[0]] > RANK[here]:
                wrong.append(f"{path.relative_to(ROOT)} imports {'.'.join(target)}")
    assert not wrong


def test_no_stage_imports_a_stage() -> None:
    for path in (ROOT / "stages").glob("*.py"):
        others = [t for t in _imports(path) if t[0] == "stages" and t[1:2] != (path.stem,)]
        assert not others, f"{path.name} imports {others}"
