"""Accuracy is a ratchet: what was reached is pinned in `fixtures/floors.json` and may only go up.

A suite is a name with numbers and a digest of the data they were measured on. `hold` compares: a number below its
floor fails, and so does a number on other data, which means nothing until it is pinned anew. Going down is possible
(`lower=True`, a flag of the benchmarks), and wants its reason in the commit.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

FLOORS = Path(__file__).resolve().parents[1] / "fixtures" / "floors.json"
SLACK = 1e-6  # floors are written with six digits


def data_digest(paths: Iterable[Path]) -> str:
    """SHA-256 of files, in the order of their names."""
    whole = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def hold(
    suite: str, measured: Mapping[str, float], digest: str, *, lift: bool = False, lower: bool = False,
    pinned: Path = FLOORS,
) -> int:  # fmt: skip
    """Compares `measured` (higher is better, whatever is named) with the floors of a suite; 1 when one fails.

    `lift` raises floors to what is measured and pins numbers that have none; `lower` also lets them down, and takes
    the digest of new data.
    """
    every = json.loads(pinned.read_text("utf-8")) if pinned.is_file() else {}
    known = every.get(suite, {"data": digest, "floors": {}})
    floors: dict[str, float] = known["floors"]
    below = [name for name, floor in floors.items() if measured.get(name, -1.0) < floor - SLACK]
    if known["data"] != digest and not lower:
        print(f"{suite}: the data has changed since the floors were pinned; look, then --lower", file=sys.stderr)
        return 1
    for name in below:
        found = f"{measured[name]:.6g}" if name in measured else "not measured"
        print(f"{suite}: {name} is {found}, below its floor {floors[name]:.6g}", file=sys.stderr)
    if lower or (lift and not below):
        for name, value in measured.items():
            floors[name] = round(value if lower else max(value, floors.get(name, value)), 6)
        every[suite] = {"data": digest, "floors": dict(sorted(floors.items()))}
        pinned.write_text(json.dumps(dict(sorted(every.items())), indent=1) + "\n", "utf-8")
        return 0
    return 1 if below else 0
