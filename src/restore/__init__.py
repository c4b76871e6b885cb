"""Repairs text that was damaged on its way from paper or PDF, with a reason for every difference."""

from .document import Document, Origin
from .edits import Cert, Edit, Evidence
from .errors import ExitCode, IntegrityError, OutputError, RestoreError, UnreadableError
from .pipeline import restore_corpus, restore_text
from .reading import read
from .restoration import Restoration
from .witnesses import Overlap, find_overlaps

__version__ = "0.1.0"

__all__ = [
    "Cert",
    "Document",
    "Edit",
    "Evidence",
    "ExitCode",
    "IntegrityError",
    "Origin",
    "OutputError",
    "Overlap",
    "Restoration",
    "RestoreError",
    "UnreadableError",
    "find_overlaps",
    "read",
    "restore_corpus",
    "restore_text",
]
