"""How much forme work is found, and how much prose is lost with it: articles, a scanned book, made pages, web pages.

    python benchmarks/furniture.py [--shared ../shared/bench]

Beside `restore` stands what most scripts do: a line that repeats, or is a bare number, is furniture.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from restore import Document
from restore.edits import apply, settle
from restore.layout.furniture import marks
from restore.layout.rows import rows
from restore.stages import formework

HERE = Path(__file__).resolve().parent
Find = Callable[[str], set[int]]


class Score(NamedTuple):
    """Rows of forme work found, missed, and rows of text taken with them."""

    found: int
    missed: int
    lost: int
    text: int  # rows of text there are

    def __add__(self, other: object) -> Score:
        if not isinstance(other, Score):
            return NotImplemented
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def f1(self) -> float:
        return 2 * self.found / max(1, 2 * self.found + self.missed + self.lost)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)

    def __str__(self) -> str:
        lost = 1e4 * self.lost / max(1, self.text)
        return f"F1 {self.f1:.3f}  found {self.recall:6.1%}  text lines lost {self.lost} ({lost:.1f} of 10,000)"


def by_restore(text: str) -> set[int]:
    return {mark.row for mark in marks(text, rows(text)) if mark.sure == 3}


def by_repetition(text: str) -> set[int]:
    """The rival: every row that occurs twice or is a bare number."""
    table = rows(text)
    counts = Counter(row.body for row in table)
    return {
        i for i, row in enumerate(table)
        if row.body and (counts[row.body] > 1 or re.fullmatch(r"[\divxlcIVXLC]{1,5}", row.body))
    }


def score(text: str, furniture: set[int], find: Find) -> Score:
    found = find(text)
    with_text = {i for i, row in enumerate(rows(text)) if row.body}
    return Score(
        len(found & furniture), len(furniture - found), len(found - furniture), len(with_text - furniture)
    )


def articles(folder: Path) -> Iterator[tuple[str, str, set[int]]]:
    """Name, text and rows of forme work of each annotated article."""
    for path in sorted(folder.glob("*.xml")):
        lines: list[tuple[str, Counter[bool]]] = [("", Counter())]
        stack: list[str] = []
        body = re.sub(r"\s*\n\s*", " ", path.read_text("utf-8").split("<text", 1)[1].split(">", 1)[1])
        for token in re.split(r"(<[^>]+>)", body.replace("<lb/>", "\n")):
            if token.startswith("</"):
                stack = stack[:-1]
            elif token.startswith("<"):
                stack += [token] if not token.endswith("/>") else []
            else:
                apart = any(re.match(r'<page|<note.*place="(?:head|foot)note"', tag) for tag in stack)
                for place, part in enumerate(token.split("\n")):
                    if place:
                        lines.append(("", Counter()))
                    text, kinds = lines[-1]
                    kinds[apart] += len(part.strip())
                    lines[-1] = (text + part, kinds)
        kept = [(re.sub(r" +", " ", html.unescape(text)).strip(), kinds) for text, kinds in lines]
        kept = [(text, kinds) for text, kinds in kept if text]
        yield path.stem, "\n".join(text for text, _ in kept) + "\n", {
            i for i, (_, kinds) in enumerate(kept) if kinds[True] > kinds[False]
        }


def book(folder: Path, between: str = "\n") -> tuple[str, set[int]]:
    """The scanned pages as one text; forme work is what stands alone under a page: number, signature, or both."""
    text, furniture = "", set()
    for path in sorted(folder.glob("*.txt")):
        page = path.read_text("utf-8")
        first = text.count("\n")
        page_rows = rows(page)
        with_text = [i for i, row in enumerate(page_rows) if row.body]
        while with_text and _is_apart(page_rows[with_text[-1]].body):
            furniture.add(first + with_text.pop())
        text += page + between
    return text, furniture


def _is_apart(body: str) -> bool:
    return len(body) <= 14 and not re.search("[a-z]{2}", body)


def made(seed: int, noise: float, *, heads: bool, width: int = 64, depth: int = 30) -> tuple[str, set[int]]:
    """Pages set from the two longest clean seeds: numbered, a share of the numbers misread, with or without heads."""
    chance = random.Random(seed)
    source = "\n".join(
        path.read_text("utf-8") for path in sorted((HERE.parent / "seeds").glob("00[04]_*.txt"))
    )
    lines = [line for par in source.split("\n") if par.strip() for line in [*textwrap.wrap(par, width), ""]]
    out: list[str] = []
    furniture = set()
    number = chance.randint(2, 400)
    for at in range(0, len(lines) - depth, depth):
        number += 1
        printed = "".join(_misread(sign, chance) if chance.random() < noise else sign for sign in str(number))
        head = ["REPORTS AND LETTERS" if number % 2 else "A HISTORY OF THE PARTY"] if heads else []
        for extra in (*head, *([] if not head else [""])):
            furniture |= {len(out)} if extra else set()
            out.append(extra)
        out += lines[at : at + depth]
        furniture.add(len(out) + 1)
        out += ["", printed, ""]
    return "\n".join(out), furniture


def _misread(digit: str, chance: random.Random) -> str:
    """A digit as OCR may print it (from the scanned book and the usual confusions)."""
    return chance.choice({"0": "OoQ", "1": "lI!", "2": "Zz", "3": "S", "4": "A", "5": "S", "6": "G", "7": "T", "8": "B",
                          "9": "g"}[digit])


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def web(path: Path, extract: Callable[[str], str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of 4-word shingles, averaged over pages as article-extraction-benchmark does."""
    pages = json.loads(path.read_text("utf-8"))
    precision = recall = 0.0
    for page in pages.values():
        got, wanted = shingles(extract(page["page"]["articleBody"])), shingles(page["article"]["articleBody"])
        shared = (got & wanted).total()
        precision += shared / max(1, got.total())
        recall += shared / max(1, wanted.total())
    precision, recall = precision / len(pages), recall / len(pages)
    return precision, recall, 2 * precision * recall / (precision + recall)


def restored(text: str) -> str:
    return apply(text, settle(text, formework.set_apart()(Document("page", text))).applied)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared" / "bench")
    shared: Path = parser.parse_args().shared
    rivals: dict[str, Find] = {"restore": by_restore, "repeats or number": by_repetition}
    furniture = shared / "page-furniture"
    if furniture.is_dir():
        papers = list(articles(furniture / "articles"))
        for name, find in rivals.items():
            print(f"articles         {name:18} {sum((score(t, f, find) for _, t, f in papers), Score(0, 0, 0, 0))}")
        for between in ("\n", "\f"):
            text, rows_apart = book(furniture / "book", between)
            for name, find in rivals.items():
                print(f"book, {between!r:10} {name:18} {score(text, rows_apart, find)}")
    else:
        print(f"no articles and no book: {furniture} is not there")
    for heads in (False, True):
        for noise in (0.0, 0.1, 0.3):
            cases = [made(seed, noise, heads=heads) for seed in range(5)]
            for name, find in rivals.items():
                total = sum((score(text, apart, find) for text, apart in cases), Score(0, 0, 0, 0))
                print(f"made, heads {heads:d}, {noise:3.0%} {name:18} {total}")
    pages = shared / "web-boilerplate" / "40-pages.json"
    if pages.is_file():
        for name, extract in (("restore", restored), ("all text", str)):
            precision, recall, f1 = web(pages, extract)
            print(f"web pages        {name:18} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    else:
        print(f"no web pages: {pages} is not there")


if __name__ == "__main__":
    main()
