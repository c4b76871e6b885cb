"""SUMMARY.md: what a reviewer of a pull request reads in two minutes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..edits import Cert
from .copies import FairCopy
from .grounds import why
from .notable import TOLD_FIRST, Notable, notable, to_review
from .record import Record
from .sharing import OverlapRow
from .shown import Passage, gaps, in_place, pointed, quoted
from .tally import Summary, head, waits
from .visible import cut, visible

_LONGEST = 60_000
"""Characters: GitHub cuts a comment at 65,536 and loses a step summary over 1 MiB; the rest is for what a
workflow writes around it."""

_ROWS = 40
"""Documents, pairs of documents, or failures listed before the rest is only counted."""

_FIRST = 20
"""Readings, gaps or proposals shown: two minutes."""


def page(summary: Summary, copies: Sequence[FairCopy], overlaps: Sequence[OverlapRow]) -> str:
    """The summary of a run as Markdown. Whatever comes from the documents stands in code spans, where no mention,
    link, fence or tag of it takes effect."""
    sources = {copy.id: copy.source for copy in copies}
    sections = [
        _head(summary), _documents(summary), _failures(summary), _first(notable(copies, _FIRST), sources),
        _waiting(copies), _gaps(copies), _overlaps(overlaps, summary.left_out), _left(copies), _tail(),
    ]
    lines: list[str] = []
    room = _LONGEST
    for line in (line for section in sections for line in section):
        room -= len(line) + 1
        if room < 0:
            lines += ["", "**Cut here**: the rest is in `report.html` and, complete, in `apparatus/`."]
            break
        lines.append(line)
    return "\n".join(lines) + "\n"


def code(text: str, longest: int = 120) -> str:
    """A text as a code span for a table: on one line, cut, and unable to end the span, the cell or the row.

    >>> code("a `b` | @all\\n")
    '``a `b` \\\\| @all⏎``'
    """
    flat = visible(cut(text, longest)).replace("|", "\\|")
    flat = flat if flat.strip() else flat.replace(" ", "␣")
    ticks = "`" * (1 + max(map(len, re.findall("`+", flat)), default=0))
    pad = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{ticks}{pad}{flat}{pad}{ticks}" if flat else "nothing"


def _head(summary: Summary) -> Iterator[str]:
    left = sum(d.gaps for d in summary.documents)
    lost = sum(d.lost for d in summary.documents)
    waiting = sum(d.waiting for d in summary.documents)
    yield "# What was restored"
    yield ""
    differences = _count(summary.differences, "difference")
    if summary.differences:
        differences += f" (**{_count(summary.readings, 'reading')}**, {summary.layout:,} only in line ends and blanks)"
    parts = [
        _count(len(summary.documents), "document"), differences, f"{_count(waiting, 'proposal')} for a reviewer",
        f"{_count(left, 'gap')} left ({_count(lost, 'character')})",
        _count(summary.overlaps - summary.formulas, "shared passage"),
        *([_count(summary.formulas, "stock phrase")] if summary.formulas else []),
    ]
    yield ", ".join(parts) + "."
    yield ""


def _documents(summary: Summary) -> Iterator[str]:
    stages = [stage for stage in summary.stages if any(d.readings[stage] for d in summary.documents)]
    heads = ["document", "version", *map(head, stages), "line ends, blanks", "to review", "only shown", "gaps"]
    yield f"| {' | '.join(heads)} |"
    yield "|---|" + "--:|" * (len(heads) - 1)
    for document in summary.most_changed(_ROWS):
        numbers = [*(document.readings[stage] for stage in stages), document.layout]
        numbers += [document.waiting, document.shown, document.gaps]
        cells = [code(document.id, 60), str(document.version), *(f"{number:,}" if number else "" for number in numbers)]
        yield f"| {' | '.join(cells)} |"
    if len(summary.documents) > _ROWS:
        yield ""
        yield f"{len(summary.documents) - _ROWS:,} more documents are listed in `manifest.json`."
    yield ""
    certs = sum((document.certs for document in summary.documents), Counter[str]())
    applied = ", ".join(f"{certs[cert]:,} {cert}" for cert in ("high", "medium", "low") if certs[cert])
    guessed = sum(document.conjectures for document in summary.documents)
    if guessed:
        applied += f"; in {guessed:,} of them something is a conjecture, wrong perhaps once in five times"
    yield f"Certainty of what was applied: {applied or 'nothing was'}. A reading is counted at its first stage."
    yield ""


def _failures(summary: Summary) -> Iterator[str]:
    if not summary.failures:
        return
    yield f"## {_count(len(summary.failures), 'input')} failed"
    yield ""
    for name, reason in summary.failures[:_ROWS]:
        yield f"* {code(name)}: {code(reason, 300)}"
    if len(summary.failures) > _ROWS:
        yield f"* and {len(summary.failures) - _ROWS:,} more, listed in `manifest.json`"
    yield ""


def _first(found: Sequence[Notable], sources: Mapping[str, str]) -> Iterator[str]:
    if not found:
        return
    yield "## Read these first"
    yield ""
    yield f"Readings that are more than layout: {TOLD_FIRST}."
    yield ""
    yield "| where | before | now | why |"
    yield "|---|---|---|---|"
    for item in found:
        edit = item.step.edit
        times = f" ×{item.times}" if item.times > 1 else ""
        quotes = "".join(
            f" {code(f'{found.left}⟦{found.text}⟧{found.right}', 90)} in {code(found.id, 40)},"
            f" source line {found.line:,}"
            for found in (quoted(quote, sources.get(quote.id, ""), 16) for quote in edit.evidence.quotes[:2])
        )
        grounds = code(why([edit.evidence]), 200)
        told = f"`{edit.rule}` {edit.cert.label}, {edit.evidence.kind}: {grounds}{quotes}"
        where = f"{_where(item.copy, item.record, item.number)}{times}"
        yield f"| {where} | {code(edit.before, 60)} | {_in_place(item)} | {told} |"
    yield ""


def _waiting(copies: Iterable[FairCopy]) -> Iterator[str]:
    rows = to_review(copies)
    if not rows:
        return
    yield f"## {_count(len(rows), 'proposal')} for a reviewer"
    yield ""
    yield "Not applied. `restore review DIR --accept ID` takes one, `--reject ID` refuses it."
    yield ""
    yield "| id | where | the text reads | it would read | why |"
    yield "|---|---|---|---|---|"
    for copy, record in rows[:_FIRST]:
        told = f"`{record.rule}`: {code(why([record.evidence]), 200)}"
        yield (
            f"| `{record.id}` | {_where(copy, record)} | {_marked(in_place(copy, record, around=20))} | "
            f"{code(pointed(record.after), 60)} | {told} |"
        )
    if len(rows) > _FIRST:
        yield ""
        yield f"{len(rows) - _FIRST:,} more: `restore review DIR`, or `report.html`."
    yield ""


def _gaps(copies: Iterable[FairCopy]) -> Iterator[str]:
    rows = list(gaps(copies))
    if not rows:
        return
    yield f"## {_count(len(rows), 'gap')} left"
    yield ""
    yield "Lost, and proved by nothing that is sure enough: one point a character."
    yield ""
    for copy, record, number in rows[:_FIRST]:
        found = in_place(copy, record, number, around=36)
        yield f"* {code(copy.id, 60)} line {found.line:,}: {code(found.left + found.reading + found.right)}"
    if len(rows) > _FIRST:
        yield f"* and {len(rows) - _FIRST:,} more: `report.html`"
    yield ""


def _overlaps(rows: Sequence[OverlapRow], left_out: int) -> Iterator[str]:
    if not rows:
        return
    pairs: Counter[tuple[str, str, str]] = Counter()
    letters: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        pairs[row.a, row.b, row.relation] += 1
        letters[row.a, row.b, row.relation] += row.size
    yield "## Who shares what"
    yield ""
    yield "| document | with | relation | passages | characters |"
    yield "|---|---|---|--:|--:|"
    for key, count in sorted(pairs.items(), key=lambda pair: (-letters[pair[0]], pair[0]))[:_ROWS]:
        a, b, relation = key
        other = "itself" if a == b else code(b, 60)
        yield f"| {code(a, 60)} | {other} | {relation} | {count:,} | {letters[key]:,} |"
    if len(pairs) > _ROWS:
        yield ""
        yield f"{len(pairs) - _ROWS:,} more pairs: `overlaps.jsonl`."
    yield ""
    if left_out:
        yield f"`edition/` leaves out {_count(left_out, 'passage')}, each printed at the other place."
        yield ""


def _left(copies: Sequence[FairCopy]) -> Iterator[str]:
    rules = Counter(record.rule for copy in copies for record in copy.declined if not waits(record))
    if not rules:
        return
    yield "## Seen and left"
    yield ""
    rows = [f"`{rule}` {count:,}" for rule, count in sorted(rules.items(), key=lambda pair: (-pair[1], pair[0]))]
    yield ", ".join(rows) + "."
    yield ""
    oddities = [(c, r) for c in copies for r in c.declined if r.stage == "words" and r.cert is Cert.LOW]
    if oddities:
        yield "Oddities that may well be the authors' own, reported and left as they are:"
        yield ""
    for copy, record in oddities[:_FIRST]:
        other = f", perhaps for {code(record.after)}" if record.after != record.before else ""
        here = _marked(in_place(copy, record, around=24))
        yield f"* {_where(copy, record)}: {here}{other}; {code(record.evidence.note)}"
    if len(oddities) > _FIRST:
        yield f"* and {len(oddities) - _FIRST:,} more: `report.html`"
    if oddities:
        yield ""


def _tail() -> Iterator[str]:
    yield "Every difference with its evidence: `report.html` to look at, `apparatus/` to search, "
    yield "`restore diff SOURCE TEXT --format html --ignore-space` to read the changed words in their lines, "
    yield "`restore explain DIR ID:LINE` to ask. `restore undo DIR ID` gives each source back byte for byte; "
    yield "`restore verify DIR` proves it."


def _where(copy: FairCopy, record: Record, number: int | None = None) -> str:
    return f"{code(copy.id, 40)} line {in_place(copy, record, number).line:,}"


def _in_place(item: Notable) -> str:
    return _marked(in_place(item.copy, item.record, item.number, around=20))


def _marked(found: Passage) -> str:
    return code(f"{found.left}⟦{cut(found.reading, 50)}⟧{found.right}")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
