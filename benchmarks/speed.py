"""What a text costs, stage by stage, beside ftfy; many small documents; a cold start; memory.

    python -m benchmarks.speed [--size MB] [--line MB] [--documents N] [--runs N]

CPU time of one process (machines are shared), the median of the runs; MB are millions of characters; what is loaded
once is not in it but in the cold start. Beside the whole stands how many times ftfy's time it takes. English prose is
read from ../shared/bench, which is not part of the project, German and French are what `benchmarks.fonts.prose` finds;
where they are missing it is the benchmark's own, repeated. Code is Python's standard library.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import sysconfig
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import ftfy

import restore
from restore.language import identify
from restore.language.words import Lexicon
from restore.pipeline import STAGES, Context, Corpus

from .fonts import prose

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "bench" / "overlap"
SMALL = 2_000  # characters of a small document: a web page, a letter
MILLION = 1_000_000


@cache
def paragraphs() -> list[str]:
    """English prose, one paragraph each: a novel, three translations, nine Bible versions; what there is of them."""
    found = [*_novel(), *_translations(), *_verses()]
    if not found:
        print("../shared/bench is not there: the benchmark's own English instead, repeated")
        found = (ROOT / "benchmarks" / "fonts" / "texts" / "en.txt").read_text("utf-8").split("\n")
    return [paragraph for paragraph in found if paragraph]


def _novel() -> Iterator[str]:
    path = DATA / "editions-frankenstein-C08-C16.jsonl"
    if path.is_file():
        readings = [json.loads(row)["rdg"].get("f1818", "") for row in path.read_text("utf-8").split("\n") if row]
        sentences = " ".join(" ".join(readings).split()).split(". ")
        yield from (". ".join(sentences[at : at + 5]) + "." for at in range(0, len(sentences), 5))


def _translations() -> Iterator[str]:
    path = DATA / "translations-livy-21.jsonl"
    if path.is_file():
        for row in path.read_text("utf-8").split("\n"):
            yield from (" ".join(text.split()) for text in json.loads(row)["text"].values()) if row else ()


def _verses() -> Iterator[str]:
    for path in sorted(DATA.glob("versions-bible-luke/*.tsv")):
        if path.stem != "relations":
            yield from (row.partition("\t")[2] for row in path.read_text("utf-8").split("\n"))


def _as_long(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


def unwrapped(size: int) -> str:
    return _as_long("\n\n".join(paragraphs()) + "\n\n", size)


def wrapped(size: int) -> str:
    lines = (textwrap.fill(each, 72, break_long_words=False, break_on_hyphens=False) for each in paragraphs())
    return _as_long("\n\n".join(lines) + "\n\n", size)


def one_line(size: int) -> str:
    return _as_long(" ".join(paragraphs()) + " ", size)


def ascii_line(size: int) -> str:
    return _as_long(" ".join(paragraphs()).encode("ascii", "ignore").decode() + " ", size)


def german(size: int) -> str:
    return _as_long(_paragraphs_of("de"), size)


def french(size: int) -> str:
    return _as_long(_paragraphs_of("fr"), size)


def _paragraphs_of(language: str) -> str:
    """The longest text of a language, its paragraphs apart by a blank line."""
    return max(prose.sources(language).values(), key=len).replace("\n", "\n\n") + "\n\n"


def code(size: int) -> str:
    """Python's own library, its packages too: the modules alone are less than 5 MB, and a text that repeats itself is
    another matter (forme work finds running heads in it)."""
    root = Path(sysconfig.get_path("stdlib"))
    files = sorted(path for path in root.rglob("*.py") if not {"test", "site-packages"} & set(path.parts))
    return _as_long("".join(path.read_text("utf-8", "replace") for path in files).replace("\ufffd", "?"), size)


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def by_stage(text: str) -> dict[str, float]:
    """CPU seconds of each stage on one text, and of counting its words."""
    spent: dict[str, float] = {}
    context = Context(restore.Restoration(restore.Document("text", text)))
    for step in STAGES:
        if step.asks_corpus and not context.lexicon.drafts():
            start = time.process_time()
            context = replace(context, language=identify(text), lexicon=Lexicon([context.history]))
            spent["lexicon"] = time.process_time() - start
        start = time.process_time()
        context = replace(context, history=context.history.then(step.name, step.make(context)))
        spent[step.name] = time.process_time() - start
    return spent


def measured(name: str, text: str, runs: int) -> None:
    """Prints one column: MB/s of each stage alone, of `restore_text`, and of ftfy in turn with it."""
    by_stage(text[:200_000])  # what is loaded once is told by the cold start
    stages: list[dict[str, float]] = []
    rival: list[float] = []
    wholes: list[float] = []
    for _ in range(runs):
        wholes.append(seconds(lambda: restore.restore_text(text)))
        rival.append(seconds(lambda: ftfy.fix_text(text)))
        stages.append(by_stage(text))
    size = len(text) / MILLION
    print(f"\n{name}, {size:.1f} MB")
    for stage in stages[0]:
        _row(stage, size, statistics.median(each[stage] for each in stages))
    whole, ftfys = statistics.median(wholes), statistics.median(rival)
    _row("restore_text", size, whole)
    _row("ftfy.fix_text", size, ftfys)
    print(f"  {whole / ftfys:.2f} times ftfy")


def _row(name: str, size: float, spent: float) -> None:
    print(f"  {name:<14} {spent:8.2f} s {size / max(spent, 1e-6):10.1f} MB/s")


def many(count: int, runs: int) -> None:
    """Prints what small documents cost: one by one, as one corpus, and by ftfy."""
    whole = unwrapped(count * SMALL)
    texts = [whole[at : at + SMALL] for at in range(0, len(whole), SMALL)]
    documents = [restore.Document(f"{at:06}", text) for at, text in enumerate(texts)]
    ways: dict[str, Callable[[], object]] = {
        "one by one": lambda: [restore.restore_text(text) for text in texts],
        "one corpus": lambda: list(Corpus(documents).restorations()),
        "ftfy.fix_text": lambda: [ftfy.fix_text(text) for text in texts],
    }
    print(f"\n{count} documents of {SMALL} characters")
    for name, work in ways.items():
        spent = statistics.median(seconds(work) for _ in range(runs))
        _row(name, len(whole) / MILLION, spent)
        print(f"{'':>17}{1000 * spent / count:8.2f} ms each")


def cold(runs: int) -> None:
    """Prints the CPU time and the peak memory of a new process: importing, and the five seeds."""
    print("\ncold start")
    for name, line in (
        ("import", "import restore"),
        ("one sentence", "import restore; restore.restore_text('Nothing is wrong with this sentence, they said.')"),
        ("five seeds", "import restore, pathlib; list(restore.restore_corpus(restore.read(path) for path in "
                       f"sorted(pathlib.Path({str(ROOT / 'seeds')!r}).glob('*.txt'))))"),
    ):
        spent = []
        for _ in range(runs):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            said = subprocess.run([sys.executable, "-c", line + _PEAK], check=True, capture_output=True, text=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        print(f"  {name:<14} {statistics.median(spent):8.2f} s {int(said.stdout.split()[-1]) / 1024:10.0f} MB at most")


_PEAK = "; print(next(row.split()[1] for row in open('/proc/self/status') if row.startswith('VmHWM')))"
"""Not `ru_maxrss`, which a child inherits from the process that started it."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=float, default=5, help="MB of each text")
    parser.add_argument("--line", type=float, default=0, help="MB of one line, besides; 50 takes minutes")
    parser.add_argument("--documents", type=int, default=2000, help="small documents")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    size = int(asked.size * MILLION)
    for make in (unwrapped, german, french, wrapped, code, ascii_line):
        measured(make.__name__.replace("_", " "), make(size), asked.runs)
    if asked.line:
        measured("one line", one_line(int(asked.line * MILLION)), 1)
    many(asked.documents, asked.runs)
    cold(asked.runs)
    print(f"\nat most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory")


if __name__ == "__main__":
    main()
