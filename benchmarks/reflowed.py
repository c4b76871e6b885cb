"""Made data: clean paragraphs set again in lines, with hyphens and pages, and with the truth kept.

The words of the eight texts in `benchmarks/texts` are the project's own. `pyphen` breaks words at their syllables
(soft hyphens) or at the hyphens they have (true ones); type is of one width, or of many, as in print.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyphen

TEXTS = Path(__file__).parent / "texts"
PATTERNS = {"en": "en_US", "de": "de_DE", "fr": "fr", "es": "es", "it": "it_IT", "nl": "nl_NL", "pl": "pl_PL",
            "pt": "pt_PT"}

_NARROW, _WIDE = set("iljtfrI.,;:’'!|()[]"), set("mwMWÄÖÜABCDEFGHKNOQRUVXYZ—œæ")


@dataclass(frozen=True)
class Style:
    """How a text is set: `width` in characters of middling breadth; pages of `page` lines, 0 for none."""

    width: int
    proportional: bool = False
    hyphens: bool = True
    page: int = 0
    indent: str = ""  # before the first line of a paragraph
    gap: str = "\n"  # between paragraphs, after the line end: a blank line, or nothing
    trailing: str = ""
    justified: bool = False


@dataclass
class Made:
    """A set text and its truth, in places that do not move: counts of letters and digits before them."""

    text: str = ""
    soft: set[int] = field(default_factory=set)  # offsets of hyphens that only end a line
    true: set[int] = field(default_factory=set)  # offsets of hyphens that belong to the word
    inside: set[int] = field(default_factory=set)  # line ends inside a sentence
    pages: set[int] = field(default_factory=set)  # blank lines inside a sentence
    after_sentence: set[int] = field(default_factory=set)  # line ends inside a paragraph, behind a sentence
    borders: set[int] = field(default_factory=set)  # ends of paragraphs and of lines that are lines
    count: int = 0  # letters and digits so far

    def add(self, line: str) -> None:
        self.text += line
        self.count += sum(map(str.isalnum, line))


def paragraphs(language: str, folder: Path = TEXTS) -> list[str]:
    """The paragraphs of every text of a language in a folder: files `<language>.txt` and `<language>-*.txt`."""
    files = sorted([*folder.glob(f"{language}.txt"), *folder.glob(f"{language}-*.txt")])
    return [part for file in files for part in file.read_text("utf-8").strip().split("\n\n")]


def breadth(text: str, proportional: bool) -> float:
    if not proportional:
        return len(text)
    return sum(0.55 if c in _NARROW else 1.4 if c in _WIDE else 1.0 for c in text)


def set_lines(paragraph: str, language: str, style: Style) -> Iterator[tuple[str, str]]:
    """The lines of a paragraph, each with what ends it: "soft", "true" or "" (a blank between words)."""
    patterns = pyphen.Pyphen(lang=PATTERNS[language])
    line = style.indent
    for word in paragraph.split(" "):
        rest = word
        while rest:
            room = style.width - breadth(line, style.proportional) - (1 if line.strip() else 0)
            if breadth(rest, style.proportional) <= room:
                line += (" " if line.strip() else "") + rest
                break
            head, kind = _head(rest, room, patterns, style)
            if head or not line.strip():
                head = head or rest
                line += (" " if line.strip() else "") + head
                rest = rest[len(head) - (kind == "soft") :]
                yield line, kind
                line = ""
                continue
            yield line, ""
            line = ""
    if line:
        yield line, ""


def _head(word: str, room: float, patterns: pyphen.Pyphen, style: Style) -> tuple[str, str]:
    """The longest part of a word that fits, with its hyphen, and the kind of that hyphen."""
    heads: list[tuple[str, str]] = []
    if style.hyphens:
        heads += [(word[: found.end()], "true") for found in re.finditer(r"(?<=\w)-(?=\w)", word)]
        for part in re.finditer(r"[^\W\d_]{5,}", word):
            cuts = (part.start() + place for place in patterns.positions(part.group()))
            heads += [(word[:cut] + "-", "soft") for cut in cuts]
    fitting = [head for head in heads if breadth(head[0], style.proportional) <= room]
    return max(fitting, key=lambda head: len(head[0]), default=("", ""))


def make(
    texts: Sequence[str], language: str, style: Style, kept: Sequence[str] = (), seed: int = 0
) -> Made:
    """Paragraphs set in a style, with blocks of `kept` lines (verse, lists, headings) strewn between them."""
    rng = random.Random(seed)
    made = Made()
    line_number = 0
    for text in texts:
        lines = list(set_lines(text, language, style))
        for index, (line, kind) in enumerate(lines):
            line_number += 1
            last = index == len(lines) - 1
            body = _justify(line, style, rng) if style.justified and not last and not kind else line
            made.add(body)
            _note(made, line, kind, last)
            made.text += style.trailing + "\n"
            if style.page and line_number % style.page == 0 and not last and not kind:
                made.text += "\n" * rng.choice((1, 1, 2, 4))
                if made.count in made.inside:
                    made.inside.discard(made.count)
                    made.pages.add(made.count)
                made.after_sentence.discard(made.count)
        made.text += style.gap
        if kept and rng.random() < 0.5:
            for line in rng.choice(kept).split("\n"):
                made.add(line)
                made.borders.add(made.count)
                made.text += "\n"
            made.text += "\n"
    return made


def _note(made: Made, line: str, kind: str, last: bool) -> None:
    if last:
        made.borders.add(made.count)
    elif kind:
        (made.soft if kind == "soft" else made.true).add(len(made.text) - 1)
    else:
        ended = re.search(r"[.!?…:;][”’»“\"]*$", line)
        (made.after_sentence if ended else made.inside).add(made.count)


def _justify(line: str, style: Style, rng: random.Random) -> str:
    """The line filled to its width with blanks between words."""
    body = line.strip()
    spaces = [found.start() for found in re.finditer(" ", body)]
    missing = min(len(spaces), style.width - len(line))
    for place in sorted(rng.sample(spaces, missing), reverse=True) if missing > 0 else ():
        body = body[:place] + " " + body[place:]
    return line[: len(line) - len(line.lstrip())] + body
