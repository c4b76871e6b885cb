"""Repairs text that was damaged on its way from paper or PDF, with a reason for every difference."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .document import Document as Document
    from .document import Origin as Origin
    from .edits import Cert as Cert
    from .edits import Edit as Edit
    from .edits import Evidence as Evidence
    from .errors import ExitCode as ExitCode
    from .errors import IntegrityError as IntegrityError
    from .errors import OutputError as OutputError
    from .errors import RestoreError as RestoreError
    from .errors import UnreadableError as UnreadableError
    from .pipeline import restore_corpus as restore_corpus
    from .pipeline import restore_text as restore_text
    from .reading import read as read
    from .restoration import Restoration as Restoration
    from .witnesses import Overlap as Overlap
    from .witnesses import find_overlaps as find_overlaps

__version__ = "0.1.0"

_NAMES = {
    "document": ("Document", "Origin"),
    "edits": ("Cert", "Edit", "Evidence"),
    "errors": ("ExitCode", "IntegrityError", "OutputError", "RestoreError", "UnreadableError"),
    "pipeline": ("restore_corpus", "restore_text"),
    "reading": ("read",),
    "restoration": ("Restoration",),
    "witnesses": ("Overlap", "find_overlaps"),
}
_HOME = {name: module for module, names in _NAMES.items() for name in names}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    """The public names, each loaded when it is first asked for: all together take most of a second."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
