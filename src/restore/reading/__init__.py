"""placeholder"""
from __future__ import annotations

import hashlib
from pathlib import Path

from ..document import Document, Origin


def read(path: str | Path, root: str | Path | None = None) -> Document:
    path = Path(path)
    raw = path.read_bytes()
    origin = Origin(path.name, hashlib.sha256(raw).hexdigest(), len(raw), "utf-8", "strict UTF-8")
    return Document(path.stem, raw.decode("utf-8"), origin)
