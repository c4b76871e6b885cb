"""Reading back what a run left: the source of each text, and the reason for each difference."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..document import Document, Origin
from ..edits import apply, invert
from ..errors import IntegrityError, RestoreError, UnreadableError
from ..language.words import LineIndex
from . import folder, jsons
from .copies import FairCopy
from .record import Record, parsed, rebuilt

_CHANGED = "its text or its apparatus was changed after the run (get them back from version control or another copy)"


@dataclass(frozen=True)
class Leaf:
    """One document of an output folder: its text, its record, and from both its source."""

    root: Path
    row: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @cached_property
    def text(self) -> str:
        """The text as written. Raises `IntegrityError` when it is not the text that was written."""
        try:
            return jsons.decoded(self._read(f"text/{self.row['path']}.txt"))
        except UnicodeDecodeError as error:
            raise IntegrityError(f"{self.id}: its text is not the one written: {error}") from error

    @cached_property
    def records(self) -> tuple[Record, ...]:
        return parsed(self._read(f"apparatus/{self.row['path']}.jsonl"))

    @cached_property
    def source(self) -> str:
        """The source, from text and record alone. Raises `IntegrityError` when one was changed after the run."""
        try:
            return apply(self.text, invert(record.edit for record in self.records if record.is_applied))
        except IntegrityError as error:
            raise IntegrityError(f"{self.id}: {_CHANGED}: {error}") from error

    @property
    def document(self) -> Document:
        """The document as received."""
        row = self.row["source"]
        undecodable = tuple((int(place), str(raw)) for place, raw in row["undecodable"])
        origin = Origin(
            row["path"], row["sha256"], row["size"], row["encoding"], row["found"], row["bom"],
            row.get("media_type", "text/plain"), undecodable,
        )
        return Document(self.id, self.source, origin)

    @cached_property
    def copy(self) -> FairCopy:
        """The restoration, layer by layer, as it was when the text was written."""
        return FairCopy(rebuilt(self.document, self.row["stages"], self.records), self.row["path"])

    def received(self) -> bytes:
        """The bytes received. Raises `IntegrityError` when their digest is not the recorded one."""
        origin = self.document.origin
        if origin is None:
            raise IntegrityError(f"{self.id}: no origin on record")
        try:
            given = self.row["source"]["found"] == "given as text"
            raw = jsons.encoded(self.source) if given else origin.encode(self.source)
        except (UnicodeError, LookupError) as error:
            raise IntegrityError(f"{self.id}: the bytes cannot be given back: {error}") from error
        if hashlib.sha256(raw).hexdigest() != origin.sha256:
            raise IntegrityError(f"{self.id}: {_CHANGED}: the bytes given back do not have the digest of the source")
        return raw

    def _read(self, path: str) -> bytes:
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            raise IntegrityError(f"{self.root / path} is missing or cannot be read: {error.strerror}") from error


@dataclass(frozen=True)
class Edition:
    """An output folder, read back."""

    root: Path
    manifest: Mapping[str, Any]

    @cached_property
    def leaves(self) -> dict[str, Leaf]:
        return {row["id"]: Leaf(self.root, row) for row in self.manifest["documents"]}

    @property
    def ids(self) -> list[str]:
        return list(self.leaves)

    @cached_property
    def paths(self) -> dict[str, str]:
        """The path of the source of each document, below the corpus root."""
        return {name: leaf.row["source"]["path"] for name, leaf in self.leaves.items()}

    def leaf(self, name: str) -> Leaf:
        """The document with this id; its id with a suffix, or the path of its source, will do as well.

        Raises `RestoreError` for a document that is not there, naming those that are.
        """
        if name in self.leaves:
            return self.leaves[name]
        for leaf in self.leaves.values():
            if name in (leaf.row["source"]["path"], leaf.row["path"], f"{leaf.id}.txt"):
                return leaf
        known = ", ".join(list(self.leaves)[:10]) + (", ..." if len(self.leaves) > 10 else "")
        raise RestoreError(f"{self.root} has no document {name!r}; it has: {known or 'none'}")


def load(root: str | Path) -> Edition:
    """The output folder of a run. Raises `UnreadableError` when `root` is none, `IntegrityError` when it is one without
    its manifest."""
    root = Path(root)
    if not root.is_dir():
        raise UnreadableError(f"{root} is not a folder; name the folder given to `restore run --out`")
    if folder.is_bereft(root):
        raise IntegrityError(
            f"{root} holds texts and their apparatus, but {folder.MANIFEST} is missing or cannot be read; "
            "get it back from version control or another copy, or run again"
        )
    try:
        found = folder.manifest(root)
    except RestoreError as error:
        raise UnreadableError(
            f"{root} was not written by this version of restore; name the folder given to `restore run --out`"
        ) from error
    if found is None:
        raise UnreadableError(f"{root} is empty; name the folder given to `restore run --out`")
    return Edition(root, found)


def undo(root: str | Path, name: str) -> bytes:
    """The bytes a text was made from, byte for byte, out of the output folder alone.

    Raises `RestoreError` for an unknown id, `IntegrityError` when the folder was tampered with.
    """
    return load(root).leaf(name).received()


def explain(root: str | Path, name: str, line: int | None = None) -> list[dict[str, Any]]:
    """Why a text reads as it does, or one line of it (as numbered in the written text, from 1): rows of the
    apparatus, first the differences that stand on it, then what was seen there and left.

    A difference that only takes a line away (a running head between two lines) belongs to the line where the text
    goes on. Raises `RestoreError` for an unknown id or a line that is not there.
    """
    edition = load(root)
    leaf = edition.leaf(name)
    found = leaf.records
    if line is not None:
        last = LineIndex(leaf.text)(max(0, len(leaf.text) - 1))
        if not 1 <= line <= last:
            raise RestoreError(f"{leaf.id} has no line {line}; its lines are 1 to {last}")
        found = tuple(r for r in found if r.text.first_line <= line <= r.text.last_line)
    return [record.as_json(edition.paths) for record in found]
