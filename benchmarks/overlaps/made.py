"""Texts to find overlaps in: read from the development data, or made from it with a known truth."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from restore.document import LOST

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "bench" / "overlap"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CONFUSED = dict(zip("eoclinuhbtfsrvwgq", "cceiluunhftfvuvqg", strict=True))


def noisy(text: str, share: float, rng: random.Random) -> str:
    """A text as OCR might read it: of `share` of its letters six in ten are another one (half of those a letter
    that looks alike), two are lost, two have one too many."""
    out: list[str] = []
    for char in text:
        if not (char.isalnum() and rng.random() < share):
            out.append(char)
            continue
        kind = rng.random()
        if kind < 0.3:
            out.append(CONFUSED.get(char, rng.choice(LETTERS)))
        elif kind < 0.6:
            out.append(rng.choice(LETTERS))
        elif kind >= 0.8:
            out.append(char + rng.choice(LETTERS))
    return "".join(out)


def lossy(text: str, share: float, longest: int, rng: random.Random) -> str:
    """A text with `share` of its characters lost, in runs of up to `longest`."""
    out = list(text)
    lost = 0
    while lost < share * len(text):
        start = rng.randrange(len(text))
        for at in range(start, min(len(text), start + rng.randint(1, longest))):
            if out[at] not in f"\n{LOST}":
                out[at] = LOST
                lost += 1
    return "".join(out)


@cache
def luke(version: str) -> list[str]:
    """The verses of one English version of Luke."""
    rows = (DATA / "versions-bible-luke" / f"{version}.tsv").read_text("utf-8").split("\n")
    return [row.partition("\t")[2] for row in rows if row]


def relations() -> list[tuple[str, str, str]]:
    """How each pair of versions of Luke is related."""
    with (DATA / "versions-bible-luke" / "relations.tsv").open(encoding="utf-8") as file:
        return [(row["a"], row["b"], row["relation"]) for row in csv.DictReader(file, delimiter="\t")]


@cache
def livy() -> list[dict[str, str]]:
    """Chapters of one book in three independent translations."""
    rows = (DATA / "translations-livy-21.jsonl").read_text("utf-8").split("\n")
    return [json.loads(row)["text"] for row in rows if row]


@cache
def novel() -> list[dict[str, str]]:
    """Segments of one novel as five witnesses read them."""
    rows = (DATA / "editions-frankenstein-C08-C16.jsonl").read_text("utf-8").split("\n")
    return [row["rdg"] for row in map(json.loads, filter(None, rows)) if row["gold"]]


def edition(witness: str) -> str:
    return " ".join(reading[witness].strip() for reading in novel() if reading.get(witness))


@cache
def laws() -> str:
    """Three law codes in uncorrected OCR; the second and third borrow from the first."""
    names = ("NY1850", "CA1850", "CA1851")
    return "\n\n".join((DATA / "ocr-law-codes" / f"{name}.txt").read_text("utf-8") for name in names)


@cache
def syllables() -> list[tuple[str, str]]:
    """Chinese syllables in two romanisations, where they differ."""
    with (DATA / "pinyin_wadegiles.tsv").open(encoding="utf-8") as file:
        rows = [(row["pinyin"], row["wade_giles"]) for row in csv.DictReader(file, delimiter="\t")]
    return [(one, other) for one, other in rows if one != other]


def renamed(text: str, rng: random.Random) -> tuple[str, str]:
    """A text twice, its names changed for Chinese ones: in one romanisation, and in the other."""
    names: dict[str, tuple[str, str]] = {}

    def name(found: re.Match[str]) -> str:
        if found.group() not in names:
            parts = [rng.choice(syllables()) for _ in range(rng.choice((2, 3)))]
            one = parts[0][0].title() + " " + "".join(p for p, _ in parts[1:]).title()
            other = parts[0][1].title() + " " + "-".join(w for _, w in parts[1:]).capitalize()
            names[found.group()] = one, other
        return names[found.group()][0]

    first = re.sub(r"(?<=[a-z,] )[A-Z][a-z]{3,}", name, text)
    second = re.sub(r"(?<=[a-z,] )[A-Z][a-z]{3,}", lambda found: names[found.group()][1], text)
    return first, second


def revised(text: str, share: float, rng: random.Random) -> str:
    """A text as its author might write it anew, sentence by sentence: about `share` of its words are others, in runs
    of one to five (words of the text itself, as long runs as they replace or a little longer or shorter); one sentence
    in ten is left out, one in ten comes before the one it followed, and the halves of one in five change places."""
    words = re.findall(r"[a-z]{3,}", text)
    sentences = [_rewritten(sentence, share, words, rng) for sentence in re.split(r"(?<=[.!?;])\s+", text)]
    at = 1
    while at < len(sentences):
        if rng.random() < 0.1:
            sentences[at - 1], sentences[at] = sentences[at], sentences[at - 1]
        at += 2
    return " ".join(sentence for sentence in sentences if rng.random() > 0.1)


def _rewritten(sentence: str, share: float, words: list[str], rng: random.Random) -> str:
    first, comma, second = sentence.partition(", ")
    if comma and rng.random() < 0.2:
        sentence = f"{second} {first}"
    old, new = sentence.split(), []
    at = 0
    while at < len(old):
        run = rng.randint(1, 5)
        if rng.random() < share:
            new += rng.choices(words, k=max(1, run + rng.randint(-1, 1)))
        else:
            new += old[at : at + run]
        at += run
    return " ".join(new)


def excerpts(words: int, share: float, count: int, rng: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """Pairs of unrelated texts that hold one excerpt, cut at random, each with its own noise: the two texts, and
    the excerpt as it stands in each."""
    source = "\n".join(chapter["roberts1912"] for chapter in livy()).split()
    left, right = edition("f1818").split(), " ".join(luke("OEB")).split()
    for _ in range(count):
        start = rng.randrange(len(source) - words)
        excerpt = " ".join(source[start : start + words])
        one, other = noisy(excerpt, share, rng), noisy(excerpt, share, rng)
        sides = []
        for around, passage in ((left, one), (right, other)):
            at, length = rng.randrange(len(around) - 1200), rng.randrange(100, 600)
            before = " ".join(around[at : at + length])
            after = " ".join(around[at + length : at + length + rng.randrange(100, 600)])
            sides.append(f"{noisy(before, share, rng)}\n\n{passage}\n\n{noisy(after, share, rng)}")
        yield sides[0], sides[1], one, other


def borrowing(size: int, seed: int = 1, borrowed: float = 0.4) -> list[str]:
    """Documents of together `size` characters, in real OCR with heavy borrowing: runs of sections of the law codes,
    each with noise of 3 % of its own, between text of which nothing is said twice (words drawn at random)."""
    rng, numbers = random.Random(seed), np.random.default_rng(seed)
    sections = [section for section in re.split(r"\n\s*\n", laws()) if len(section) > 150]
    words = re.findall(r"[a-z]+[,.;]?", laws())
    documents: list[str] = []
    total = 0
    while total < size:
        parts: list[str] = []
        length = 0
        while length < min(700_000, size / 4):
            if rng.random() < borrowed * 0.55:
                at = rng.randrange(len(sections) - 8)
                text = "\n\n".join(sections[at : at + rng.randint(2, 8)])
                codes = np.frombuffer(text.encode("latin-1", "replace"), "u1").copy()
                bad = numbers.random(len(codes)) < 0.03
                codes[bad] = numbers.integers(97, 123, int(bad.sum()))
                parts.append(codes.tobytes().decode("latin-1"))
            else:
                parts.append(" ".join(words[at] for at in numbers.integers(0, len(words), 300).tolist()))
            length += len(parts[-1])
        documents.append("\n\n".join(parts))
        total += length
    return documents
