"""Case files: one damage a file, `fixtures/cases/<stage>/<name>.txt`.

    why: one sentence, required
    origin: where in the world it was seen, for wild ones
    language: en
    escapes: yes            backslash escapes (\\x03, \\ufffd, \\t) are read in input and expected
    known-failure: why      strict: the case must fail

    === input
    the text
    === expected
    the text that must come out; without this part nothing may change
    === declined
    rules that must have been seen and left, one a line (optional)

The line end before a marker does not belong to the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent.parent / "fixtures" / "cases"


@dataclass(frozen=True)
class Case:
    path: Path
    fields: dict[str, str]
    input: str
    expected: str
    declined: tuple[str, ...]

    @property
    def stage(self) -> str:
        return self.path.parent.name

    @property
    def name(self) -> str:
        return f"{self.stage}/{self.path.stem}"


def load(path: Path) -> Case:
    head, *parts = re.split(r"^=== (\w+)\n", path.read_text("utf-8"), flags=re.M)
    fields = {
        key.strip(): value.strip() for key, _, value in (row.partition(":") for row in head.split("\n")) if value
    }
    if not fields.get("why"):
        raise ValueError(f"{path}: a case says why")
    texts = dict(zip(parts[::2], (text.removesuffix("\n") for text in parts[1::2]), strict=True))
    if unknown := set(texts) - {"input", "expected", "declined"}:
        raise ValueError(f"{path}: unknown part {unknown}")
    if fields.get("escapes"):
        for key in ("input", "expected"):
            if key in texts:
                texts[key] = re.sub(
                    r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[rnt\\])",
                    lambda m: m.group().encode().decode("unicode_escape"),
                    texts[key],
                )
    return Case(
        path, fields, texts["input"], texts.get("expected", texts["input"]),
        tuple(texts.get("declined", "").split()),
    )


def all_cases() -> list[Case]:
    return [load(path) for path in sorted(CASES.glob("*/*.txt"))]
