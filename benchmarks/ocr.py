"""OCR correction on the development sets: what it mends and what it breaks, beside other tools.

    python benchmarks/ocr.py [--rivals] [--stages words,hyphens] [--limit N]

Reads ../shared/bench/ocr, which is not part of the project (research licences), and says so when it is not there.
Units are restored one by one, each alone. Texts are compared as HIPE-OCRepair does: `¬` at a line end joined,
`-` kept, line ends to spaces, small letters, everything that is no letter or digit to a space.

    CER     micro: character errors in all units by characters of truth in all units, before and after
    broken  words right before and wrong after, of the words right before
    fixed   words wrong before and right after, of the words wrong before
    worse   units whose CER went up
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import restore
from restore.score import distance, word_changes

DATA = Path(__file__).resolve().parents[2] / "shared" / "bench" / "ocr"
Unit = tuple[str, str]  # what OCR gave, what is right
Correct = Callable[[str], str]


def units() -> dict[str, list[Unit]]:
    """The development sets by name."""
    return {
        "overproof-train": list(_overproof("overproof-combined_v1.0_train_en.jsonl")),
        "overproof-dev": list(_overproof("overproof-combined_v1.0_dev_en.jsonl")),
        "impresso-train": list(_impresso("impresso-snippets_train_en.jsonl")),
        "impresso-dev": list(_impresso("impresso-snippets_dev_en.jsonl")),
        "icdar2017": list(_icdar("icdar2017-monograph/ICDAR2017_eng_monograph_dev.tsv")),
        "bln600": list(_bln("bln600-train-3000.csv")),
    }


def _overproof(name: str) -> Iterator[Unit]:
    for row in map(json.loads, (DATA / name).read_text("utf-8").splitlines()):
        yield row["ocr_hypothesis"]["transcription_unit"], row["ground_truth"]["transcription_unit"]


def _impresso(name: str) -> Iterator[Unit]:
    for row in map(json.loads, (DATA / name).read_text("utf-8").splitlines()):
        yield row["ocr_text"], row["ground_truth"]


def _icdar(name: str) -> Iterator[Unit]:
    with open(DATA / name, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["input"], row["output"]


def _bln(name: str) -> Iterator[Unit]:
    with open(DATA / name, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["OCR Text"], row["Ground Truth"]


def folded(text: str) -> str:
    """A text as HIPE-OCRepair compares it."""
    text = text.replace("¬\n", "").replace("-\n", "-").replace("\n", " ").lower()
    return re.sub(r"\s+", " ", re.sub(r"[\W_]", " ", text)).strip()


@dataclass
class Tally:
    characters: int = 0
    before: int = 0
    after: int = 0
    right: int = 0
    wrong: int = 0
    broken: int = 0
    fixed: int = 0
    worse: int = 0
    units: int = 0
    seconds: float = 0.0

    def add(self, unit: Unit, text: str) -> None:
        source, truth, made = folded(unit[0]), folded(unit[1]), folded(text)
        before, after = distance(truth, source), distance(truth, made)
        words = word_changes(truth, made, source)
        self.characters += len(truth)
        self.before += before
        self.after += after
        self.right += words.right_before
        self.wrong += words.wrong_before
        self.broken += words.broken
        self.fixed += words.fixed
        self.worse += after > before
        self.units += 1

    def __str__(self) -> str:
        size = max(1, self.characters)
        return (
            f"CER {self.before / size:7.3%} -> {self.after / size:7.3%} "
            f"({(self.after - self.before) / max(1, self.before):+6.1%})  "
            f"broken {self.broken / max(1, self.right):7.4%} ({self.broken} of {self.right})  "
            f"fixed {self.fixed / max(1, self.wrong):6.2%}  worse {self.worse} of {self.units}  {self.seconds:.1f} s"
        )


def measure(sample: list[Unit], correct: Correct) -> Tally:
    tally = Tally()
    for unit in sample:
        start = time.perf_counter()
        text = correct(unit[0])
        tally.seconds += time.perf_counter() - start
        tally.add(unit, text)
    return tally


def ours(stages: list[str]) -> Correct:
    return lambda text: restore.restore_text(text, stages=stages, language="en").text


def rivals() -> dict[str, Correct]:
    """Other tools, those that are installed: ftfy, pyspellchecker, symspellpy, autocorrect."""
    found: dict[str, Correct] = {}
    try:
        import ftfy

        found["ftfy"] = ftfy.fix_text
    except ImportError:
        pass
    try:
        from spellchecker import SpellChecker

        spell = SpellChecker(distance=1)  # at its default, 2, a word takes a second
        found["pyspellchecker"] = _word_by_word(lambda word: spell.correction(word) or word)
    except ImportError:
        pass
    try:
        import importlib.resources

        from symspellpy import SymSpell, Verbosity

        table = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        table.load_dictionary(
            str(importlib.resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt"), 0, 1
        )
        found["symspellpy"] = _word_by_word(
            lambda word: table.lookup(word, Verbosity.TOP, 2, include_unknown=True)[0].term
        )
    except ImportError:
        pass
    try:
        from autocorrect import Speller

        found["autocorrect"] = Speller(fast=True)
    except ImportError:
        pass
    return found


def _word_by_word(correct: Correct) -> Correct:
    """Words of three letters and more corrected one by one, each once."""
    known = lru_cache(maxsize=None)(correct)
    return lambda text: re.sub(r"[A-Za-z]{3,}", lambda word: known(word.group()), text)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rivals", action="store_true", help="measure other tools that are installed, too")
    options.add_argument("--stages", default="words", help="stages to run, with commas")
    options.add_argument("--limit", type=int, default=None, help="units of each set")
    chosen = options.parse_args()
    if not DATA.is_dir():
        print(f"{DATA} is not here: the development data is not part of the project", file=sys.stderr)
        return 0
    systems = {"restore": ours(chosen.stages.split(",")), **(rivals() if chosen.rivals else {})}
    for name, sample in units().items():
        for system, correct in systems.items():
            print(f"{name:16} {system:14} {measure(sample[: chosen.limit], correct)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
