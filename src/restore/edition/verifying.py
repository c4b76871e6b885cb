"""Whether all that a run left still holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from .. import reading
from ..errors import IntegrityError
from . import folder, jsons, linewise
from .proof import check, check_quotes
from .reopened import Edition, Leaf, load


@dataclass(frozen=True, slots=True)
class Finding:
    """Something `verify` found. `is_failure`: the record does not hold; otherwise worth knowing."""

    where: str
    what: str
    is_failure: bool = True

    def __str__(self) -> str:
        return self.what if self.what.startswith(self.where) else f"{self.where}: {self.what}"


def verify(root: str | Path, sources: str | Path | Iterable[str | Path] = ()) -> tuple[Finding, ...]:
    """Everything that is wrong in an output folder: nothing, when all is well.

    Compares the digest of every output; replays every difference, step by step, from source to text and back to
    the bytes received; looks every quotation up in the source it names; makes every patch again. With `sources`,
    the files and folders that were restored, those there must be the ones the texts were made from. Raises
    `UnreadableError` where one of `sources` cannot be looked at.
    """
    edition = load(root)
    named = (sources,) if isinstance(sources, str | Path) else sources
    return tuple(_verified(edition, [Path(place) for place in named]))


def _verified(edition: Edition, sources: list[Path]) -> Iterator[Finding]:
    yield from _outputs(edition)
    texts: dict[str, str] = {}
    for name, leaf in edition.leaves.items():
        try:
            texts[name] = leaf.source
        except (IntegrityError, UnicodeDecodeError) as error:
            yield Finding(name, f"the source cannot be given back: {error}")
    failed = {row["input"] for row in edition.manifest["failures"]}
    for name in texts:
        yield from _leaf(edition.leaves[name], texts, failed, edition.leaves.keys() - texts.keys())
    if sources:
        found = _found(sources)
        for name, leaf in edition.leaves.items():
            path = leaf.row["source"]["path"]
            yield from _compared(name, found.get(path, sources[0] / path), leaf.row["source"]["sha256"])


def _found(sources: list[Path]) -> Mapping[str, Path]:
    """Where each source stands now, by what its origin is called: the walk of the run once more."""
    seen = reading.survey(sources)
    for _, error in seen.unread:
        raise error
    return {seen.below[id].as_posix(): path for id, path in seen.found}


def _outputs(edition: Edition) -> Iterator[Finding]:
    for path, row in edition.manifest["outputs"].items():
        yield from _compared(path, edition.root / path, row["sha256"])
    for path in folder.unlisted(edition.root, dict(edition.manifest)):
        yield Finding(path, "is not on record: restore did not write it", is_failure=False)


def _compared(name: str, path: Path, digest: str) -> Iterator[Finding]:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        yield Finding(name, f"{path} is missing or cannot be read: {error.strerror}")
        return
    if found != digest:
        yield Finding(name, f"{path} is not what was recorded: its digest is {found[:12]}, not {digest[:12]}")


def _leaf(leaf: Leaf, texts: Mapping[str, str], failed: Set[str], broken: Set[str]) -> Iterator[Finding]:
    """What is wrong with one document. `failed` are inputs that could not be restored, `broken` documents whose source
    cannot be given back, so that nothing quoted from them can be looked up."""
    name = leaf.id
    for problem in check(leaf.document, leaf.text, leaf.row["stages"], leaf.records):
        yield Finding(name, problem)
    for quote, problem in check_quotes(name, leaf.records, texts):
        if quote.id not in broken:
            yield Finding(name, problem, is_failure=quote.id not in failed)
    try:
        received = leaf.received()
    except (IntegrityError, UnicodeError, LookupError) as error:
        yield Finding(name, str(error))
        return
    patch = linewise.patch(received, jsons.encoded(leaf.text), leaf.row["source"]["path"])
    path = leaf.root / f"diff/{leaf.row['path']}.diff"
    if not path.is_file() or path.read_bytes() != patch:
        yield Finding(name, f"{path} is not the difference between source and text")
