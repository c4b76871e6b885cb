"""Files and folders: which are read, and what they are called."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..document import Document, Origin
from ..errors import UnreadableError
from .binary import refuse_binary
from .decoding import decode

MEDIA_TYPES = {
    ".txt": "text/plain", ".text": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown",
    ".html": "text/html", ".htm": "text/html",
}
"""Files taken from a folder, by suffix (in any case); others are skipped, as hidden ones are. A file that is
named is read whatever its suffix. HTML is read as it stands: tags are text and come back byte for byte."""

ABOUT = frozenset({"AUTHORS", "CHANGELOG", "CONTRIBUTING", "COPYING", "LICENSE", "NOTICE", "README", "SOURCES"})
"""Files with these names, in capitals, speak of a folder and are not documents of it: skipped unless named."""


class Survey(NamedTuple):
    """What `survey` saw: documents as (id, path), files of a folder that are not taken, paths that could not be looked
    at, with the reason, and for each document its path below what was named: where its source is looked for again."""

    found: list[tuple[str, Path]]
    skipped: list[Path]
    unread: list[tuple[Path, UnreadableError]]
    below: dict[str, Path]


def read(
    path: str | Path, root: str | Path | None = None, *, id: str | None = None, below: str | Path | None = None
) -> Document:
    """A file as a document: its id is the path relative to `root`, or its name, without the suffix, unless given.

    `below` is what its origin is called, default the path relative to `root` or the name. Raises `UnreadableError` for
    a path that is missing, a folder, not permitted, or no text (`read_bytes`).
    """
    path = Path(path)
    raw = _bytes_of(path)  # first: a folder may have no name
    if below is None:
        below = path.relative_to(root) if root is not None else path.name
    where = Path(below)
    given = _name(where.with_suffix("")) if id is None else id
    return _document(raw, given, where.as_posix(), called=str(path))


def read_bytes(raw: bytes, id: str, *, path: str | None = None, called: str | None = None) -> Document:
    """Bytes as a document, decoded as `decode` says; `path` is what its origin is called, default the id, and `called`
    what an error calls it, default the path.

    >>> read_bytes(b"com-\\r\\nrade", "a").origin.encoding
    'utf-8'

    An empty file is an empty document. Raises `UnreadableError` for what is no text: images, PDF, archives.
    """
    path = id if path is None else path
    return _document(raw, id, path, called=called or path)


def _document(raw: bytes, id: str, path: str, *, called: str) -> Document:
    """The document of some bytes, whose origin is `path`; where they are no text, it is `called` so."""
    found = decode(raw)
    refuse_binary(raw, called, found)
    origin = Origin(
        path, hashlib.sha256(raw).hexdigest(), len(raw), found.encoding, found.found if raw else "empty",
        found.bom.hex(), MEDIA_TYPES.get(Path(path).suffix.lower(), "text/plain"), found.undecodable,
    )
    return Document(id, found.text, origin)


def walk(paths: Iterable[str | Path]) -> list[tuple[str, Path]]:
    """The documents among `paths`, files or folders, as (id, path), in order of id.

    An id is the path relative to the folder named (for a file named: its name) without the suffix. Where two
    would be the same, they keep their suffixes, or where that does not part them the folders they were found in; so
    ids do not depend on the order of `paths`. Raises `UnreadableError` for a path that is missing and for a
    folder without documents.
    """
    seen = survey(paths)
    for _, error in seen.unread:
        raise error
    return seen.found


def survey(paths: Iterable[str | Path]) -> Survey:
    """`walk`, which files were skipped, and what could not be looked at: one bad path does not stop the others."""
    found: dict[Path, Path] = {}  # real path -> path relative to what was named
    named: dict[Path, Path] = {}  # real path -> path as first named
    skipped: list[Path] = []
    unread: list[tuple[Path, UnreadableError]] = []
    for given in sorted({Path(path) for path in paths}):
        members = [(given, Path(given.name))]
        try:
            if _mode(given, stat.S_ISDIR):
                if _is_result(given):
                    raise UnreadableError(f"{given} was written by restore: name {given / 'text'} for its texts")
                members, others, refused = _folder(given)
                skipped += others
                unread += refused
        except UnreadableError as error:
            unread.append((given, error))
            continue
        for path, relative in members:
            real = Path(os.path.realpath(path))
            if real not in found or len(relative.parts) > len(found[real].parts):
                found[real], named[real] = relative, path
    ids = _ids({named[real]: place for real, place in found.items()})
    documents = sorted((id, path) for path, (id, _) in ids.items())
    return Survey(documents, sorted(skipped), unread, dict(ids.values()))


def _folder(
    folder: Path,
) -> tuple[list[tuple[Path, Path]], list[Path], list[tuple[Path, UnreadableError]]]:
    """The files below a folder that are taken, with their relative paths, those that are not, and folders in it
    that cannot be listed."""
    taken: list[tuple[Path, Path]] = []
    skipped: list[Path] = []
    unread: list[tuple[Path, UnreadableError]] = []
    for path in _files(folder, unread):
        if path.suffix.lower() in MEDIA_TYPES and path.stem not in ABOUT and not _waits(path):
            taken.append((path, path.relative_to(folder)))
        else:
            skipped.append(path)
    if not taken and not unread:
        seen = f"; it holds {len(skipped)} other files, such as {skipped[0].name}" if skipped else ""
        raise UnreadableError(
            f"{folder}: no documents in this folder{seen}. Files ending in {' '.join(MEDIA_TYPES)} are taken; "
            "name any other file itself"
        )
    return taken, skipped, unread


def _is_result(folder: Path) -> bool:
    """Whether an earlier run left this folder: its texts beside their sources would be taken for copies of them."""
    try:
        with open(folder / "manifest.json", "rb") as manifest:
            return bool(_OURS.match(manifest.read(200)))
    except OSError:
        return False


_OURS = re.compile(rb'\s*\{\s*"format":\s*"restore/')


def _waits(path: Path) -> bool:
    """Whether reading would wait for somebody to write: a pipe, a socket or a device among the files of a folder."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:  # a dangling link: reading it says what is wrong
        return False


def _files(folder: Path, unread: list[tuple[Path, UnreadableError]]) -> Iterator[Path]:
    """The files below a folder that are not hidden nor in what an earlier run left, in order; links to folders are not
    followed. Folders that cannot be listed are put into `unread`."""

    def refuse(error: OSError) -> None:
        place = Path(error.filename or folder)
        unread.append((place, _refusal(place, error)))

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not (name.startswith(".") or _is_result(Path(place, name))))
        yield from (Path(place, name) for name in sorted(files) if not name.startswith("."))


def _ids(relative: dict[Path, Path]) -> dict[Path, tuple[str, Path]]:
    """For each path an id, the shortest that is nobody else's, and the path that its source is called by: the one
    relative to what was named, or with the folders that the id needs to tell it from another."""
    tails = [{path: _last(path, parts) for path in relative} for parts in range(2, 8)]
    longer: list[tuple[Callable[[Path], str], dict[Path, Path]]] = [
        (lambda path: _name(relative[path].with_suffix("")), relative), (lambda path: _name(relative[path]), relative),
        *((lambda path, tail=tail: _name(tail[path].with_suffix("")), tail) for tail in tails),
        *((lambda path, tail=tail: _name(tail[path]), tail) for tail in tails),
        # the same wherever the run takes place; only then as it was named
        (lambda path: _digest(relative[path]), relative), (_digest, relative),
    ]
    ids: dict[Path, tuple[str, Path]] = {}
    waiting = list(relative)
    for make, places in longer:
        names = {path: make(path) for path in waiting}
        taken = Counter([*names.values(), *(id for id, _ in ids.values())])
        ids.update({path: (name, places[path]) for path, name in names.items() if taken[name] == 1})
        waiting = [path for path in waiting if path not in ids]
        if not waiting:
            break
    return ids


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


def _last(path: Path, parts: int) -> Path:
    """The last parts of a path, which tell it from another of the same name."""
    return Path(*[part for part in path.parts if part not in (path.anchor, "..", ".")][-parts:])


_UNDECODED = re.compile("[\udc80-\udcff]")


def _name(path: Path) -> str:
    """A path as an id: with slashes, and bytes that are no UTF-8 as `%` and two digits, so that it can be typed.

    >>> _name(Path("letters", "caf\\udce9"))
    'letters/caf%E9'
    """
    return _UNDECODED.sub(lambda byte: f"%{ord(byte.group()) - 0xDC00:02X}", path.as_posix())


def _bytes_of(path: Path) -> bytes:
    if _mode(path, stat.S_ISDIR):
        raise UnreadableError(f"{path} is a folder: read the files in it one by one, or name it to `restore run`")
    if _mode(path, stat.S_ISBLK) or _mode(path, stat.S_ISCHR):
        raise UnreadableError(f"{path} is a device: copy what it gives into a file and read that")
    try:
        return path.read_bytes()
    except OSError as error:
        raise _refusal(path, error) from error


def _mode(path: Path, is_kind: Callable[[int], bool]) -> bool:
    try:
        return is_kind(path.stat().st_mode)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _refusal(path, error) from error


def _refusal(path: Path, error: OSError | ValueError) -> UnreadableError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UnreadableError(f"{path}: there is no such file or folder; check the path")
    if isinstance(error, PermissionError):
        return UnreadableError(f"{path}: not permitted to read it; ask its owner, or copy it to where you may")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UnreadableError(f"{path}: cannot be read ({reason}); check that the file opens elsewhere")
