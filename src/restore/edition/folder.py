"""The output folder: replaced as a whole or not at all, and never anybody else's."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ..errors import IntegrityError, OutputError

try:
    import fcntl
except ImportError:  # not on Windows: there a leftover is taken to be nobody's
    fcntl = None  # type: ignore[assignment]

MANIFEST = "manifest.json"
FORMAT = "restore/1"
"""What marks a folder as ours; the number rises when an older `restore` could misread it."""

DECISIONS = "decisions.json"
"""A reviewer's verdicts: read by a run, never written by it."""

_LOCK = ".writing"


class NewFolder:
    """The folder being written, beside the one it will replace, with the digest of every file put into it.

    `old` is the manifest of the one it will replace.
    """

    def __init__(self, root: Path, old: dict[str, Any] | None) -> None:
        self.root, self.old = root, old
        self.outputs: dict[str, dict[str, Any]] = {}

    def put(self, path: str, content: bytes) -> None:
        """Writes a file. Raises `IntegrityError` for a path already taken."""
        if path in self.outputs:
            raise IntegrityError(f"two outputs would stand at {path}")
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        if path != MANIFEST:
            self.outputs[path] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def manifest(out: Path) -> dict[str, Any] | None:
    """The manifest of an output folder of ours; None when there is no folder, or an empty one.

    Raises `OutputError` when the folder holds something else.
    """
    try:
        os.lstat(out)  # not lexists: it calls a name that is too long one that is free
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"there can be no folder {out}: {error.strerror}; choose another") from error
    try:
        if not out.is_dir():
            raise OutputError(f"{out} is a file; name a folder that is empty or does not exist yet")
        if not any(out.iterdir()):
            return None
        found = json.loads((out / MANIFEST).read_bytes())
        if isinstance(found, dict) and found.get("format") == FORMAT:
            shapes = {"documents": list, "failures": list, "outputs": dict}
            if not all(isinstance(found.get(key), shape) for key, shape in shapes.items()):
                raise OutputError(f"{out / MANIFEST} is damaged; restore it from a copy, or choose another folder")
            return found
        known = str(found.get("format", "")) if isinstance(found, dict) else ""
    except (FileNotFoundError, ValueError):
        known = ""
    except OSError as error:
        raise OutputError(f"cannot read {out}: {error.strerror}; choose another folder") from error
    if known.startswith("restore/"):
        raise OutputError(f"{out} was written by another version of restore ({known}); choose another folder")
    raise OutputError(
        f"{out} holds something that restore did not write; name a folder that is empty or does not exist yet"
    )


def is_bereft(out: Path) -> bool:
    """Whether a folder looks like one of ours whose manifest is gone or no longer JSON."""
    if not ((out / "apparatus").is_dir() and (out / "text").is_dir()):
        return False
    try:
        json.loads((out / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return True
    return False


def check_writable(out: str | Path) -> None:
    """Raises `OutputError`, before any work is done, when a run could not write to the folder `out`."""
    out = Path(os.path.realpath(out))
    manifest(out)
    there = next(folder for folder in out.parents if folder.exists())
    if not there.is_dir():
        raise OutputError(f"{there} is a file, so there can be no folder {out}; choose another folder")
    for place in (there, *_folders(out)):
        if not os.access(place, os.R_OK | os.W_OK | os.X_OK if place != there else os.W_OK | os.X_OK):
            raise OutputError(f"not permitted to write in {place}; choose another folder")


def _folders(out: Path) -> Iterator[Path]:
    """An output folder and all in it: what cannot be listed could not be carried over, nor taken away."""
    for place, _, _ in os.walk(out):
        yield Path(place)
        yield from (path for path in Path(place).iterdir() if path.is_dir() and not path.is_symlink())


@contextmanager
def replacing(out: Path) -> Iterator[NewFolder]:
    """A new folder beside `out`, which takes its place when the block ends well and vanishes when it does not.

    What an earlier, killed run left beside `out` is put right first: a half-written folder is removed, an old one
    that was already moved aside is moved back. Files in `out` that no manifest of ours lists are carried over.
    Raises `OutputError` when another run is writing there, when `out` holds something else, or when the disk
    refuses.
    """
    out = Path(os.path.realpath(out))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _new_beside(out) as new:
            yield new
            _carry_over(out, new)
            _swap(out, new.root)
    except OSError as error:
        where = error.filename or out
        what = "make room there, or choose another folder" if error.errno == errno.ENOSPC else "choose another folder"
        raise OutputError(f"cannot write {where}: {error.strerror or error}; {what}") from error


def _beside(out: Path, what: str) -> Path:
    return out.parent / f".{out.name}.restore-{what}"


@contextmanager
def _new_beside(out: Path) -> Iterator[NewFolder]:
    root, aside = _beside(out, "new"), _beside(out, "old")
    root.mkdir(exist_ok=True)
    with _locked(root, out):
        if aside.exists():
            _settle_aside(out, aside)
        old = manifest(out)
        for leftover in root.iterdir():
            if leftover.name != _LOCK:
                _remove(leftover)
        try:
            yield NewFolder(root, old)
        finally:
            if root.exists():
                _remove(root)


@contextmanager
def _locked(root: Path, out: Path) -> Iterator[None]:
    """Holds the lock of the new folder. The system lets go of it when a run is killed, whatever the reason."""
    with open(root / _LOCK, "wb") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise OutputError(f"another run is writing {out}; wait for it, or name another folder") from None
        yield


def _settle_aside(out: Path, aside: Path) -> None:
    """An earlier run was killed between moving the old folder aside and removing it."""
    if out.exists():
        try:
            _remove(aside)
        except OSError as error:
            raise OutputError(f"an earlier run left {aside}: remove it ({error.strerror})") from error
    else:
        aside.rename(out)


def _swap(out: Path, new: Path) -> None:
    (new / _LOCK).unlink()
    aside = _beside(out, "old")
    if out.exists():
        out.rename(aside)
    try:
        new.rename(out)
    except OSError:
        if aside.exists():
            aside.rename(out)
        raise
    if aside.exists():
        with suppress(OSError):  # the new folder stands; the next run removes what is left of the old one
            _remove(aside)


def _carry_over(out: Path, new: NewFolder) -> None:
    """Files in `out` that `restore` did not write: a reviewer's decisions, a `.gitattributes`."""
    if new.old is None:
        return
    for path in _files(out):
        if path == MANIFEST or path in new.old["outputs"]:
            continue
        if path in new.outputs:
            raise OutputError(f"{out / path} is not ours and would be overwritten; move it away")
        target = new.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(out / path, target, follow_symlinks=False)


def _files(root: Path) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        for name in sorted(names):
            yield (Path(folder) / name).relative_to(root).as_posix()


def unlisted(out: Path, found: dict[str, Any]) -> list[str]:
    """Files of an output folder that its manifest does not list."""
    ours = {MANIFEST, DECISIONS, *found["outputs"]}
    return sorted(path for path in _files(out) if path not in ours)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
