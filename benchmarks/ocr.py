"""OCR correction on the development sets: what it mends and what it breaks, beside other tools.

    python -m benchmarks.ocr [--rivals] [--stages words,hyphens] [--limit N] [--raise | --lower]

Reads ../shared/bench/ocr, which is not part of the project (research licences), and says so when it is not there.
Units are restored one by one, each alone. Texts are compared as HIPE-OCRepair does: `¬` at a line end joined,
`-` kept, line ends to spaces, small letters, everything that is no letter or digit to a space.

    CER     micro: character errors in all units by characters of truth in all units, before and after
    broken  words right before and wrong after, of the words right before
    fixed   words wrong before and right after, of the words wrong before
    worse   units whose CER went up

What restore reaches with its `words` stage on whole sets is held to `fixtures/floors.json`.
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

from . import floors

DATA = Path(__file__).resolve().parents[2] / "shared" / "bench" / "ocr"
Unit = tuple[str, str]  # what OCR gave, what is right
Correct = Callable[[str], str]


FILES = (
    "overproof-combined_v1.0_train_en.jsonl", "overproof-combined_v1.0_dev_en.jsonl",
    "impresso-snippets_train_en.jsonl", "impresso-snippets_dev_en.jsonl",
    "icdar2017-monograph/ICDAR2017_eng_monograph_dev.tsv", "bln600-train-3000.csv",
)  # fmt: skip


def units() -> dict[str, list[Unit]]:
    """The development sets by name."""
    return {
        "overproof-train": list(_overproof(FILES[0])),
        "overproof-dev": list(_overproof(FILES[1])),
        "impresso-train": list(_impresso(FILES[2])),
        "impresso-dev": list(_impresso(FILES[3])),
        "icdar2017": list(_icdar(FILES[4])),
        "bln600": list(_bln(FILES[5])),
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

    def shares(self, name: str) -> dict[str, float]:
        """What floors hold, more being better: errors taken away, words fixed, words broken as a negative share."""
        return {
            f"{name} CER": (self.before - self.after) / max(1, self.before),
            f"{name} broken": -self.broken / max(1, self.right),
            f"{name} fixed": self.fixed / max(1, self.wrong),
        }

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
    options.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is measured")
    options.add_argument("--lower", action="store_true", help="let floors down; say why in the commit")
    chosen = options.parse_args()
    if not DATA.is_dir():
        print(f"{DATA} is not here: the development data is not part of the project", file=sys.stderr)
        return 0
    systems = {"restore": ours(chosen.stages.split(",")), **(rivals() if chosen.rivals else {})}
    shares: dict[str, float] = {}
    for name, sample in units().items():
        for system, correct in systems.items():
            tally = measure(sample[: chosen.limit], correct)
            print(f"{name:16} {system:14} {tally}", flush=True)
            shares |= tally.shares(name) if system == "restore" else {}
    if chosen.limit or chosen.stages != "words":
        return 0
    digest = floors.data_digest(DATA / name for name in FILES)
    return floors.hold("ocr", shares, digest, lift=chosen.lift, lower=chosen.lower)


if __name__ == "__main__":
    sys.exit(main())
