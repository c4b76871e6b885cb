"""How much forme work is found, and how much prose is lost with it: articles, a scanned book, made pages, web pages.

    python -m benchmarks.furniture [--shared ../shared/bench] [--raise | --lower]

Beside `restore` stands what most scripts do: a line that repeats, or is a bare number, is furniture.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from restore import Document
from restore.edits import apply, settle
from restore.layout.furniture import marks
from restore.layout.rows import rows
from restore.stages import formework

from . import floors

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


RIVALS: dict[str, Find] = {"restore": by_restore, "repeats or number": by_repetition}


def told(what: str, cases: Sequence[tuple[str, set[int]]]) -> Score:
    """The score of `restore` over texts with their forme work; it is printed beside the rival's."""
    scores = {name: sum((score(*case, find) for case in cases), Score(0, 0, 0, 0)) for name, find in RIVALS.items()}
    for name, total in scores.items():
        print(f"{what:20} {name:18} {total}")
    return scores["restore"]


def on_pages(furniture: Path) -> dict[str, float]:
    """What is measured on the annotated articles and the scanned book; losses count below zero."""
    papers = told("articles", [(text, apart) for _, text, apart in articles(furniture / "articles")])
    measured = {"articles F1": papers.f1, "articles text lost": -1e4 * papers.lost / papers.text}
    for between in ("\n", "\f"):
        scanned = told(f"book, {between!r}", [book(furniture / "book", between)])
        measured |= {f"book {between!r} found": scanned.recall, f"book {between!r} text lost": -scanned.lost}
    return measured


def on_made_pages() -> dict[str, float]:
    measured = {}
    for heads in (False, True):
        for noise in (0.0, 0.1, 0.3):
            what = f"made{', heads' if heads else ''}, {noise:.0%}"
            total = told(what, [made(seed, noise, heads=heads) for seed in range(5)])
            measured |= {f"{what} found": total.recall, f"{what} text lost": -total.lost}
    return measured


def on_the_web(path: Path) -> dict[str, float]:
    for name, extract in (("all text", str), ("restore", restored)):
        precision, recall, f1 = web(path, extract)
        print(f"{'web pages':20} {name:18} F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}")
    return {"web F1": f1}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared" / "bench")
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="let floors down; say why in the commit")
    options = parser.parse_args()
    measured = on_made_pages()
    pages, furniture = options.shared / "web-boilerplate" / "40-pages.json", options.shared / "page-furniture"
    if not (pages.is_file() and furniture.is_dir()):
        print(f"articles, book and web pages are not here ({options.shared}); they are not measured", file=sys.stderr)
        return 0
    measured |= on_pages(furniture) | on_the_web(pages)
    digest = floors.data_digest([pages, *furniture.glob("*/*")])
    return floors.hold("furniture", measured, digest, lift=options.lift, lower=options.lower)


if __name__ == "__main__":
    sys.exit(main())
