"""Where the outputs of a document stand: its id as a path that is safe on every file system."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate

_HOSTILE = re.compile(r"[\x00-\x1f\x7f-\x9f%\\:*?\"<>|\ud800-\udfff\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What some file system refuses, what turns text round in a listing, and `%`, which stands for itself no more."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)
"""Names that mean a device on Windows."""

_LONGEST = 180
"""Bytes of a path component: 255 is the limit of common file systems; suffixes and marks must find room."""


def paths(ids: Iterable[str]) -> dict[str, str]:
    """For each id the path, without suffix, of its outputs below `text/`, `apparatus/` and the others.

    Slashes make folders. What a file system could refuse or mistake is written as `%` and hexadecimal bytes;
    a component too long is cut and marked with a digest, and so are ids that would share a file (also on a file
    system that ignores case). Left alone: letters of every script, blanks, full stops inside.

    >>> paths(["letters/1956 copy", "../etc", "A", "a"])["letters/1956 copy"]
    'letters/1956 copy'
    >>> paths(["../etc"])
    {'../etc': '%2E%2E/etc'}
    """
    plain = {name: "/".join(map(_component, name.split("/"))) for name in sorted(set(ids))}
    files = Counter(_folded(path) + ".txt" for path in plain.values())
    folders = {_folded(folder) for path in plain.values() for folder in accumulate(path.split("/"), _join)}
    return {
        name: f"{path}~{_mark(name)}" if files[_folded(path) + ".txt"] > 1 or _folded(path) + ".txt" in folders
        else path
        for name, path in plain.items()
    }


def _component(name: str) -> str:
    safe = _HOSTILE.sub(_escape, name)
    if safe != safe.rstrip(". ") or not safe:
        stripped = safe.rstrip(". ")
        safe = stripped + "".join(f"%{ord(c):02X}" for c in safe[len(stripped):]) or "%"
    if safe.startswith((".", "~", "-")) or _RESERVED.match(safe):
        safe = f"%{ord(safe[0]):02X}{safe[1:]}"
    raw = safe.encode()
    if len(raw) > _LONGEST:
        safe = f"{raw[:_LONGEST].decode(errors='ignore')}~{_mark(name)}"
    return safe


def _escape(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "surrogatepass"))


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _join(left: str, right: str) -> str:
    return f"{left}/{right}"
