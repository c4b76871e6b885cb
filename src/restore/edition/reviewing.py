"""A reviewer's verdicts: kept in the output folder, read by the next run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from ..edits import Verdict
from ..errors import OutputError, RestoreError
from . import jsons
from .folder import DECISIONS
from .reopened import load
from .tally import waits

VERDICTS = ("accept", "reject", "defer")


def decisions(out: str | Path) -> dict[str, Verdict]:
    """The verdicts kept in an output folder, by edit id; none when there is no folder yet.

    Raises `RestoreError` when the file is not what `decide` writes.
    """
    path = Path(out) / DECISIONS
    try:
        found = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise RestoreError(f"{path} cannot be read: {error}; mend it or move it away") from error
    if not isinstance(found, dict) or not all(verdict in ("accept", "reject") for verdict in found.values()):
        raise RestoreError(f'{path} must give "accept" or "reject" for each edit id; mend it or move it away')
    return {str(name): cast(Verdict, verdict) for name, verdict in sorted(found.items())}


def decide(out: str | Path, decided: Mapping[str, str]) -> int:
    """Keeps verdicts by edit id; `defer` takes one back. They take effect in the next run. How many are kept now.

    Raises `RestoreError` for a verdict that is none, and for an id that stands nowhere in the apparatus.
    """
    known = _ids(out)
    kept: dict[str, str] = dict(decisions(out))
    for name, verdict in decided.items():
        if verdict not in VERDICTS:
            raise RestoreError(f"{verdict!r} is no verdict; say one of: {', '.join(VERDICTS)}")
        if name not in known and name not in kept:
            raise RestoreError(f"{out} has no edit {name!r}; `restore explain` shows the ids")
        kept.pop(name, None)
        if verdict != "defer":
            kept[name] = verdict
    path = Path(out) / DECISIONS
    try:
        path.write_bytes(jsons.encoded(jsons.page(dict(sorted(kept.items())))))
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
    return len(kept)


def idle(out: str | Path) -> list[str]:
    """The ids of verdicts about edits that the last run did not propose: source or program have changed since."""
    verdicts = decisions(out)
    return sorted(verdicts.keys() - _ids(out)) if verdicts else []


def waiting(out: str | Path) -> list[dict[str, Any]]:
    """The proposals that wait for a reviewer, document by document: rows of the apparatus, with the `document`."""
    edition = load(out)
    verdicts = decisions(out)
    return [
        {"document": leaf.id, **record.as_json(edition.paths)}
        for leaf in edition.leaves.values()
        for record in leaf.records
        if waits(record) and record.id not in verdicts
    ]


def _ids(out: str | Path) -> set[str]:
    found: set[str] = set()
    for leaf in load(out).leaves.values():
        for record in leaf.records:
            found.add(record.id)
            found.update(step.id for step in record.steps)
    return found
