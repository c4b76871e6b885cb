"""Files and folders: which are read, and what they are called."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
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
    """What `survey` saw: documents as (id, path), files of a folder that are not taken, and paths that could not be
    looked at, with the reason."""

    found: list[tuple[str, Path]]
    skipped: list[Path]
    unread: list[tuple[Path, UnreadableError]]


def read(path: str | Path, root: str | Path | None = None, *, id: str | None = None) -> Document:
    """A file as a document: its id is the path relative to `root`, or its name, without the suffix, unless given.

    Raises `UnreadableError` for a path that is missing, a folder, not permitted, or no text (`read_bytes`).
    """
    path = Path(path)
    where = path.relative_to(root) if root is not None else Path(path.name)
    if id is not None:
        where = Path(id) if path.suffix and id.endswith(path.suffix) else Path(id + path.suffix)
    return read_bytes(_bytes_of(path), _name(where.with_suffix("")) if id is None else id, path=_name(where))


def read_bytes(raw: bytes, id: str, *, path: str | None = None) -> Document:
    """Bytes as a document, decoded as `decode` says; `path` is what its origin is called, default the id.

    >>> read_bytes(b"com-\\r\\nrade", "a").origin.encoding
    'utf-8'

    An empty file is an empty document. Raises `UnreadableError` for what is no text: images, PDF, archives.
    """
    path = id if path is None else path
    found = decode(raw)
    refuse_binary(raw, path, found)
    origin = Origin(
        path, hashlib.sha256(raw).hexdigest(), len(raw), found.encoding, found.found if raw else "empty",
        found.bom.hex(), MEDIA_TYPES.get(Path(path).suffix.lower(), "text/plain"), found.undecodable,
    )
    return Document(id, found.text, origin)


def walk(paths: Iterable[str | Path]) -> list[tuple[str, Path]]:
    """The documents among `paths`, files or folders, as (id, path), in order of id.

    An id is the path relative to the folder named (for a file named: its name) without the suffix. Where two
    would be the same, they keep their suffixes, and if that is not enough the folders they were found in; so
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
    ids = _ids({named[real]: relative for real, relative in found.items()})
    return Survey(sorted((id, path) for path, id in ids.items()), sorted(skipped), unread)


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


def _waits(path: Path) -> bool:
    """Whether reading would wait for somebody to write: a pipe, a socket or a device among the files of a folder."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:  # a dangling link: reading it says what is wrong
        return False


def _files(folder: Path, unread: list[tuple[Path, UnreadableError]]) -> Iterator[Path]:
    """The files below a folder that are not hidden, in order; links to folders are not followed. Folders that
    cannot be listed are put into `unread`."""

    def refuse(error: OSError) -> None:
        place = Path(error.filename or folder)
        unread.append((place, _refusal(place, error)))

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(files) if not name.startswith("."))


def _ids(relative: dict[Path, Path]) -> dict[Path, str]:
    """An id for each path, the shortest that is nobody else's."""
    longer: list[Callable[[Path], str]] = [
        lambda path: _name(relative[path].with_suffix("")), lambda path: _name(relative[path]),
        *(partial(_tail, parts=parts) for parts in range(2, 8)),
        *(
            partial(lambda place, path: hashlib.sha256(os.fsencode(place(path))).hexdigest()[:16], place)
            for place in (relative.__getitem__, Path)  # wherever the run takes place; only then as it was named
        ),
    ]
    ids: dict[Path, str] = {}
    waiting = list(relative)
    for make in longer:
        names = {path: make(path) for path in waiting}
        taken = Counter([*names.values(), *ids.values()])
        ids.update({path: name for path, name in names.items() if taken[name] == 1})
        waiting = [path for path in waiting if path not in ids]
        if not waiting:
            break
    return ids


def _tail(path: Path, parts: int) -> str:
    """The last parts of a path, which tell it from another of the same name."""
    return _name(Path(*[part for part in path.parts if part not in (path.anchor, "..", ".")][-parts:]))


def _name(path: Path) -> str:
    """A path as an id: with slashes, and characters that are no UTF-8 replaced."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


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
