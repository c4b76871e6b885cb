"""What a run leaves behind, and how it is read back: texts, apparatus, patches, reports, versions."""

from .compare import DiffFormat, diff_texts
from .copies import Run
from .folder import check_writable
from .once import Dedupe
from .outputs import write, write_run
from .reopened import Edition, explain, load, undo
from .reviewing import decide, decisions, idle, waiting
from .sharing import OverlapRow, ReadingRow, overlap_rows, reading_rows
from .tally import Summary
from .told import moves_only_blanks, told
from .verifying import Finding, verify

__all__ = [
    "Dedupe", "DiffFormat", "Edition", "Finding", "OverlapRow", "ReadingRow", "Run", "Summary", "check_writable",
    "decide", "decisions", "diff_texts", "explain", "idle", "load", "moves_only_blanks", "overlap_rows", "reading_rows",
    "told", "undo", "verify", "waiting", "write", "write_run",
]
