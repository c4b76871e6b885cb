"""Every earlier version of every text, numbered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

History = list[dict[str, Any]]
"""Earlier versions as the manifest lists them: number, digest, path."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a text: the number of the one now written, what stood before, and the files to keep."""

    version: int
    earlier: History
    files: dict[str, bytes]


def carried(root: Path, old: Mapping[str, Any] | None, texts: Mapping[str, str]) -> dict[str, Kept]:
    """For each document, now or formerly among the sources, its number and its earlier versions.

    `old` is the manifest of the output folder `root`, `texts` gives the digest of each text now written. An
    unchanged text keeps its number; one that changed takes the next, and what stood before is kept as
    `versions/<path>/<n>.txt`; so is a text whose document is gone (version 0). A text that somebody changed by
    hand is kept too, as `<n>-changed-<digest>.txt`: nothing a person wrote is overwritten.
    """
    rows = {row["id"]: row for row in old["documents"]} if old else {}
    retired: dict[str, History] = old["retired"] if old else {}
    return {
        name: _kept(root, rows.get(name), retired.get(name, []), texts.get(name, ""))
        for name in sorted({*rows, *retired, *texts})
    }


def _kept(root: Path, row: Mapping[str, Any] | None, retired: History, digest: str) -> Kept:
    earlier = list(row["text"]["earlier"] if row else retired)
    files = {version["path"]: (root / version["path"]).read_bytes() for version in earlier}
    last = {"version": row["text"]["version"], "sha256": row["text"]["sha256"]} if row else None
    if row:
        for version, content in _set_aside(root, row, digest):
            earlier.append(version)
            files[version["path"]] = content
    last = last or (earlier[-1] if earlier else {"version": 0, "sha256": ""})
    number = last["version"] + (last["sha256"] != digest) if digest else 0
    return Kept(number, earlier, files)


def _set_aside(root: Path, row: Mapping[str, Any], digest: str) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The text that stands in the folder, when it is not the one that will stand there."""
    path = root / row["text"]["path"]
    if not path.is_file():
        return
    content = path.read_bytes()
    found, number, recorded = hashlib.sha256(content).hexdigest(), row["text"]["version"], row["text"]["sha256"]
    if found == digest:
        return
    by_hand = "" if found == recorded else f"-changed-{found[:8]}"
    stem = f"versions/{row['path']}/{number}{by_hand}.txt"
    yield {"version": number, "sha256": found, "path": stem}, content
