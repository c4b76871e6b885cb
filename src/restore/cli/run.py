"""The commands that restore: run, stage, check, overlaps."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from .. import edition
from ..edition import jsons
from ..edition.gaps import STYLES
from ..edition.outputs import Dedupe
from ..edition.visible import cut
from ..errors import ExitCode, RestoreError
from ..language.words import listed
from ..pipeline import STAGES, Corpus, named
from ..restoration import Restoration
from ..stages import glyphs
from ..workers import cores
from .inputs import gather, one
from .terminal import give, progress, say, shown, table

MANY = 20  # documents; for fewer, starting processes costs more than it saves (five seeds: 0.3 s)

ALL = "all"
"""What stands for the names of all stages."""

TOLD = 40
"""Documents listed when a run is done: a screen."""

_paths = click.argument("paths", metavar="PATH...", nargs=-1, required=True)


def _known(_context: click.Context, _option: click.Parameter, code: str | None) -> str | None:
    """Refuses a language without word list before any work is done: the stages would fail on every document."""
    if code is not None and code.lower() not in listed():
        raise click.BadParameter(f"no word list for {shown(code)!r}; there are: {', '.join(sorted(listed()))}")
    return code and code.lower()


_language = click.option(
    "--language", metavar="CODE", callback=_known, help="ISO 639-1 code; default: found in each text."
)
_layout = click.option(
    "--layout", type=click.Choice(["flow", "keep"]), default="flow", show_default=True,
    help="flow: hard-wrapped lines become paragraphs; keep: every line stays a line, in its place.",
)  # fmt: skip


def _named(_context: click.Context, _option: click.Parameter, stages: str | None) -> list[str]:
    """Refuses a stage that is none before any work is done."""
    try:
        return [step.name for step in named(None if stages == ALL else stages)]
    except RestoreError as error:
        raise click.BadParameter(str(error)) from error


_only = click.option("--stages", metavar="NAMES", callback=_named, help="Only these, parted by commas; default: all.")


@click.command()
@_paths
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The output folder.")
@_only
@_language
@_layout
@click.option(
    "--dedupe", type=click.Choice(["mark", "keep", "drop"]), default="mark", show_default=True,
    help="In edition/: leave a shared passage out with a reference, keep it, or drop it.",
)  # fmt: skip
@click.option(
    "--gaps", type=click.Choice(STYLES), default="leiden", show_default=True,
    help="What is still lost: leiden prints [....], markdown the same escaped, replacement leaves U+FFFD.",
)  # fmt: skip
@click.option("--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes; 0: by cores and documents.")
@click.option("--tei", is_flag=True, help="Write tei/<id>.xml too (TEI P5, parallel segmentation).")
def run(
    paths: tuple[str, ...], out: Path, stages: list[str], language: str | None, layout: str, dedupe: Dedupe, gaps: str,
    jobs: int, tei: bool,
) -> int:  # fmt: skip
    """Restore documents: text, a reason for every difference, diffs, a report.

    PATH is a folder, files, or - for standard input.

    \b
    Example:
      restore run seeds --out restored
    """
    edition.check_writable(out)
    documents, unread = gather(paths, but_not=out)
    corpus = Corpus(
        documents, stages=_stages(stages, layout), language=language, decisions=edition.decisions(out), keep_going=True,
        jobs=jobs or (cores() if len(documents) >= MANY else 1),
    )  # fmt: skip
    restorations = list(progress(corpus.restorations(), len(documents), "restoring"))
    summary = edition.write(corpus, restorations, out, unread=unread, gaps=gaps, dedupe=dedupe, tei=tei)
    _tell(summary)
    say(f"written to {out}; {out / 'report.html'} shows every difference, {out / 'SUMMARY.md'} the ones to read first")
    _tell_idle(out)
    for failure in corpus.failures:
        say(f"{failure.id}: {failure.stage}: {failure.error}", kind="error")
    if not unread and not corpus.failures:
        return ExitCode.DONE
    say(f"{len(summary.failures)} of {len(documents) + len(unread)} inputs failed; the rest is done", "error")
    return ExitCode.PARTIAL


def _tell(summary: edition.Summary) -> None:
    """What was done, a line for each document; of very many for those that changed most."""
    told = summary.most_changed(TOLD)
    rows = [
        (cut(d.id, 60), *(f"{n:,}" if n else "" for n in (sum(d.readings.values()), d.layout, d.waiting, d.gaps)))
        for d in told
    ]
    table("", ("document", "readings", "line ends, blanks", "to review", "gaps"), rows, err=True)
    if len(told) < len(summary.documents):
        say(f"and {len(summary.documents) - len(told):,} more documents, in which less was changed")


def _tell_idle(out: Path) -> None:
    if idle := edition.idle(out):
        say(
            f"{len(idle)} of the reviewer's decisions had no effect: what they are about was not proposed this time, "
            f"{', '.join(idle[:5])}{' …' if len(idle) > 5 else ''}; `restore review {out} --defer ID` takes one back"
        )


def _stages(wanted: list[str], layout: str) -> list[str]:
    return [name for name in wanted if not (layout == "keep" and name in ("columns", "paragraphs"))]


@click.command(epilog=f"NAME is one of: {', '.join(step.name for step in STAGES)}; or all of them: all.")
@click.argument("names", metavar="NAME[,NAME...]", callback=_named)
@click.argument("file", default="-")
@_language
@click.option("--explain", is_flag=True, help="glyphs only: print the learned tables instead of the text.")
def stage(names: list[str], file: str, language: str | None, explain: bool) -> int:
    """One stage, several or all on one text, to standard output; what is still lost stays U+FFFD.

    \b
    Example:
      restore stage glyphs seeds/003_4586cb435a2fc35a.txt | head
      restore stage all < seeds/000_d488fc839f02daa2.txt | wc --words
      restore stage glyphs --explain seeds/003_4586cb435a2fc35a.txt
    """
    document = one(file)
    if explain:
        if names != ["glyphs"]:
            raise click.UsageError("--explain is for the stage glyphs; for a whole run use `restore explain DIR ID`")
        for family in glyphs.explain(document, language):
            click.echo(shown(str(family), line_ends=False))
        return ExitCode.DONE
    done = next(iter(Corpus([document], stages=names, language=language).restorations()))
    give(jsons.encoded(done.text))
    return ExitCode.DONE


@click.command()
@_paths
@_only
@_language
@_layout
def check(paths: tuple[str, ...], stages: list[str], language: str | None, layout: str) -> int:
    """Exit 1 if anything would change: a gate for pre-commit and CI.

    Prints the documents that would change, one a line, with the number of differences by stage.

    \b
    Example:
      restore check restored/text
    """
    documents, unread = gather(paths)
    corpus = Corpus(documents, stages=_stages(stages, layout), language=language, keep_going=True)
    found = False
    for restoration in progress(corpus.restorations(), len(documents), "checking"):
        counts = _by_stage(restoration)
        if counts:
            found = True
            rows = ", ".join(f"{name} {count}" for name, count in counts.items())
            click.echo(f"{shown(restoration.id)}\t{rows}")
    for failure in corpus.failures:
        say(f"{failure.id}: {failure.stage}: {failure.error}", kind="error")
    if unread or corpus.failures:
        return ExitCode.PARTIAL
    return ExitCode.FOUND if found else ExitCode.DONE


def _by_stage(restoration: Restoration) -> dict[str, int]:
    counts = Counter(entry.stage for entry in restoration.apparatus())
    return {step.name: counts[step.name] for step in STAGES if counts[step.name]}


@click.command()
@_paths
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--readings", is_flag=True, help="Each word in which copies and editions differ, instead.")
@_language
def overlaps(paths: tuple[str, ...], form: str, readings: bool, language: str | None) -> int:
    """Who copies whom: passages shared by documents, or repeated in one.

    Font garbage is read first; spans are code points of the texts as received. With --readings, every word that one
    has otherwise (variant), leaves out (omission) or has lost (lacuna).

    \b
    Example:
      restore overlaps seeds
      restore overlaps seeds --format jsonl | jq .relation
      restore overlaps seeds --readings | grep variant
    """
    documents, unread = gather(paths)
    corpus = Corpus(documents, language=language, keep_going=True)
    rows = edition.overlap_rows(corpus) if not readings else []
    words = list(edition.reading_rows(corpus)) if readings else []
    if form == "jsonl":
        for found in [*map(asdict, words), *map(asdict, rows)]:
            click.echo(jsons.line(found))
    elif readings:
        table(
            "", ("kind", "a", "line", "reads", "b", "line", "reads"),
            [(w.kind, w.a, w.a_line, w.a_reading or "", w.b, w.b_line, w.b_reading or "") for w in words],
        )  # fmt: skip
    else:
        table(
            "", ("a", "lines", "b", "lines", "relation", "identity", "begins"),
            [(r.a, "-".join(map(str, r.a_lines)), r.b, "-".join(map(str, r.b_lines)), r.relation,
              f"{r.identity:.2f}", r.begins) for r in rows],
        )  # fmt: skip
    return ExitCode.PARTIAL if unread or corpus.failures else ExitCode.DONE
