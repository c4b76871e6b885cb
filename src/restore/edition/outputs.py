"""Writing what a run leaves behind, after proof that all of it can be undone and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import IntegrityError
from ..pipeline import Corpus
from ..restoration import Restoration
from ..stages.formework import anchor, metadata
from . import folder, jsons, linewise, once, report, versions
from . import summary as summary_page
from . import tei as tei_page
from .copies import FairCopy, Run, fair_copies
from .once import Dedupe
from .proof import check, check_quotes
from .record import written
from .sharing import as_jsonl, written_rows
from .tally import Summary, tally

Progress = Callable[[str], None]

__all__ = ["Dedupe", "Progress", "write", "write_run"]


def write(
    corpus: Corpus,
    restorations: Iterable[Restoration],
    out: str | Path,
    *,
    unread: Iterable[tuple[str, str]] = (),
    gaps: str = "leiden",
    dedupe: Dedupe = "mark",
    tei: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Leaves in the folder `out` all that the design pins, and says what that is.

    `restorations` are those of `corpus`; `unread` are inputs that could not be read, with the reason. The other
    arguments, and what is raised, are those of `write_run`.
    """
    folder.manifest(Path(out))
    run = Run.of(corpus, restorations, unread)
    return write_run(run, out, gaps=gaps, dedupe=dedupe, tei=tei, progress=progress)


def write_run(
    run: Run,
    out: str | Path,
    *,
    gaps: str = "leiden",
    dedupe: Dedupe = "mark",
    tei: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """The same for restorations that came about in another way.

    `gaps` is the style of `gaps.render`, `dedupe` the mode of `once.text`; with `tei`, TEI P5 is written too;
    `progress` is told the id of each document as it is written. The same input gives the same bytes. A text that
    stood in `out` before goes to `versions/` when it changed.

    Raises `IntegrityError`, before anything is written, when a record does not hold: the apparatus applied to
    the source must give the text, undone give the bytes received, and each quotation stand where it says.
    Raises `OutputError` when `out` holds something else or cannot be written; what was there is then untouched.
    """
    out = Path(out)
    folder.manifest(out)
    copies = fair_copies(run.restorations, gaps)
    sources = {copy.id: copy.source for copy in copies}
    for copy in copies:
        _prove(copy, sources)
    configuration = {
        "stages": list(run.stages), "language": run.language, "gaps": gaps, "dedupe": dedupe, "tei": tei,
        "decisions": dict(run.decisions),
    }
    with folder.replacing(out) as new:
        kept = versions.carried(out, new.old, {copy.id: _digest(jsons.encoded(copy.text)) for copy in copies})
        for item in kept.values():
            for path, content in item.files.items():
                new.put(path, content)
        rows = written_rows(run.overlaps, [copy.restoration for copy in copies])
        new.put("overlaps.jsonl", as_jsonl(rows))
        by_id = {copy.id: copy for copy in copies}
        gone = once.left_out(rows, by_id)
        for copy in copies:
            if progress is not None:
                progress(copy.id)
            _put_document(new, copy, by_id)
            new.put(f"edition/{copy.path}.txt", jsons.encoded(once.text(copy, gone[copy.id], by_id, dedupe)))
            if tei:
                new.put(f"tei/{copy.path}.xml", jsons.encoded(tei_page.tei(copy, rows, by_id)))
        summary = tally(copies, run, kept, sum(map(len, gone.values())) if dedupe != "keep" else 0)
        new.put("SUMMARY.md", jsons.encoded(summary_page.page(summary, copies, rows)))
        new.put("report.html", jsons.encoded(report.page(summary, copies, rows)))
        listed = {name: [item.as_json(by_id, name) for item in items] for name, items in gone.items()}
        found = _manifest(new, copies, run, configuration, kept, listed if dedupe != "keep" else {})
        new.put(folder.MANIFEST, jsons.encoded(jsons.page(found)))
    return summary


def _prove(copy: FairCopy, sources: Mapping[str, str]) -> None:
    """Raises `IntegrityError` for the first thing that is wrong with the record of a document."""
    for problem in check(
        copy.restoration.document, copy.text, copy.stages, copy.records, copy.restoration
    ):
        raise IntegrityError(f"{problem}; nothing was written")
    for _, problem in check_quotes(copy.id, copy.records, sources):
        raise IntegrityError(f"{problem}; nothing was written")
    if _digest(copy.source_bytes) != copy.restoration.document.sha256:
        raise IntegrityError(f"{copy.id}: the bytes received cannot be given back; nothing was written")


def _put_document(new: folder.NewFolder, copy: FairCopy, copies: Mapping[str, FairCopy]) -> None:
    paths = {name: other.source_path for name, other in copies.items()}
    text = jsons.encoded(copy.text)
    new.put(f"text/{copy.path}.txt", text)
    new.put(f"apparatus/{copy.path}.jsonl", written(copy.records, paths))
    new.put(f"diff/{copy.path}.diff", linewise.patch(copy.source_bytes, text, copy.source_path))


def _manifest(
    new: folder.NewFolder, copies: Sequence[FairCopy], run: Run, configuration: Mapping[str, Any],
    kept: Mapping[str, versions.Kept], left_out: Mapping[str, Sequence[Mapping[str, Any]]],
) -> dict[str, Any]:
    from .. import __version__

    here = {copy.id for copy in copies}
    return {
        "format": folder.FORMAT,
        "restore": __version__,
        "configuration": configuration,
        "documents": [
            _document(copy, new, kept[copy.id]) | {"left_out": list(left_out.get(copy.id, ()))} for copy in copies
        ],
        "failures": [{"input": name, "error": error} for name, error in run.failures],
        "retired": {name: item.earlier for name, item in kept.items() if name not in here},
        "outputs": dict(sorted(new.outputs.items())),
    }


def _document(copy: FairCopy, new: folder.NewFolder, kept: versions.Kept) -> dict[str, Any]:
    path = f"text/{copy.path}.txt"
    return {
        "id": copy.id,
        "path": copy.path,
        "stages": copy.stages,
        "source": _source(copy),
        "text": {
            "path": path, **new.outputs[path], "characters": len(copy.text), "version": kept.version,
            "earlier": kept.earlier,
        },
        "diff": {"path": f"diff/{copy.path}.diff", "from": _encoding(copy), "to": "utf-8"},
        "metadata": _metadata(copy),
        "pages": _pages(copy),
        "differences": len(copy.applied),
        "declined": len(copy.declined),
    }


def _encoding(copy: FairCopy) -> str:
    """The encoding of the bytes received. The patch is of bytes, so that it fits the file as it lies on the disk: where
    this is not UTF-8, lines with letters beyond ASCII change in it by their encoding alone."""
    origin = copy.restoration.document.origin
    return origin.encoding if origin is not None else "utf-8"


def _metadata(copy: FairCopy) -> dict[str, str]:
    """What the source says of itself, in the words of the text where the text still has them."""
    document = copy.restoration.document
    found, restored = metadata(document), metadata(document.reading(copy.text))
    return {label: restored.get(label, value) for label, value in found.items()}


def _pages(copy: FairCopy) -> list[dict[str, Any]]:
    """Where the numbers of the pages stood: the number as the chain has it, its place in the source and in the text,
    and the line of the text. A passage is on the first page behind it where numbers stand at the foot, on the last
    before it where they stand at the head."""
    return [
        {"page": page, "source": record.source.start, "text": record.text.start, "line": record.text.first_line}
        for record in copy.applied
        for step in record.steps
        if (page := anchor(step.edit))
    ]


def _source(copy: FairCopy) -> dict[str, Any]:
    """Where the source came from; all that is needed to make its bytes again."""
    origin = copy.restoration.document.origin
    row: dict[str, Any] = {
        "path": copy.source_path,
        "sha256": copy.restoration.document.sha256,
        "size": len(copy.source_bytes),
        "characters": len(copy.source),
    }
    if origin is None:
        return row | {"encoding": "utf-8", "found": "given as text", "bom": "", "undecodable": []}
    return row | {
        "encoding": origin.encoding, "found": origin.found, "bom": origin.bom, "media_type": origin.media_type,
        "undecodable": [list(pair) for pair in origin.undecodable],
    }


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
