"""Builds `src/restore/language/models/punctuation.json`: what is known of marks before a text is read.

    python -m scripts.build_punctuation_model

Learned from the sound lines of the five seed documents, and from the Universal Declaration of Human Rights in nine
languages (public domain), which the font benchmark fetches. What two of the seeds print where a third has lost it is
left out: a model must not have read its answers. Only features without words are kept: how words are capitalised,
how far the next marks are, brackets, places in the line. They hold in every language that has these marks; words are
learned from the text at hand.
"""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.fonts import prose

from restore.document import LOST, Document, Span
from restore.language.company import Company
from restore.language.loglinear import Example, LogLinear, learn
from restore.language.punctuation import LONG, NUMBERS, among, is_telling, sibling
from restore.language.runs import Run, Runs, pattern
from restore.restoration import Restoration
from restore.stages import glyphs

ROOT = Path(__file__).parent.parent
OUT = ROOT / "src" / "restore" / "language" / "models" / "punctuation.json"
_MARKS = (
    " ", "-", ".", ",", ":", ";", "!", ")", "'", "/",
    ", ", ". ", ": ", "; ", "! ", " (", ") ", "),", ").", ".,", "- ", " -",
    "), ", "). ", "); ", "., ", ". (", " - ", "...", " ; ", " : ", " ! ", " ;", " :", " !", "... ",
)  # fmt: skip
_NUMBERED = (
    "D ", " D", ".D", ",D", "D. ", " D ", " D,", " D.", " D-", ".D ", ",D ", " D, ", " D. ", " D; ", " D: ", " D) ",
    ", D ", ". D ", ": D ", " (D ", ").D ", ", D, ", ", D. ", " (D) ",
)  # fmt: skip
PATTERNS = (*_MARKS, *_NUMBERED, *(name.replace("D", "Y") for name in _NUMBERED))
"""The patterns that prose of any kind may hold; one a text prints besides is learned from that text."""

SMALLEST = 0.05  # of the weights kept: leaving out those below moves no probability by a hundredth
RARER = {";": 2.35, "!": 3.43}
"""How much rarer than its sibling a mark is, as a logarithm. In the Brown corpus 58,334 , stand beside 5,566 ; and
49,346 . beside 1,596 !"""




def examples() -> Iterator[tuple[int, Example]]:
    """Every run of the texts, by size; of the seeds without those that stand between the same two words as a run
    that is lost, another edition of the same passage. Each text is also read without spaces at its line ends."""
    texts = [(_runs(path), "en") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    lost = {_between(runs, run) for runs, _ in texts for run in runs.runs if run.lossy}
    for runs, language in [*texts, *((_bare(runs), language) for runs, language in texts), *_declarations()]:
        company = Company(runs, language)
        options = {size: among(PATTERNS, size, NUMBERS) for size in {run.size for run in runs.runs}}
        for run in runs.runs:
            label = pattern(run.text)
            if run.lossy or label not in PATTERNS or not is_telling(run, runs) or _between(runs, run) in lost:
                continue
            features = [f for f in company.features(run) if "=" not in f]
            yield min(run.size, LONG), Example(features, label, options[run.size])


def _runs(path: Path) -> Runs:
    decoded = Restoration(Document(path.stem, path.read_text("utf-8"))).then("glyphs", glyphs.decode("en"))
    return Runs(decoded.text, [Span(*entry.text) for entry in decoded.apparatus()])


def _bare(runs: Runs) -> Runs:
    """The sound lines of a text without spaces at their ends."""
    rows = [row.rstrip() for row in runs.text.split("\n") if LOST not in row]
    return Runs("\n".join(rows), [])


def _declarations() -> Iterator[tuple[Runs, str]]:
    """The Universal Declaration of Human Rights, in lines of 78 characters with and without spaces at their ends."""
    for language in prose.LANGUAGES:
        text = prose.declaration(language)
        if text is None:
            raise SystemExit("the declarations are wanted: run `make bench-fonts` once, which fetches them")
        for end in ("\n", " \n"):
            rows = [end.join(textwrap.wrap(paragraph, 78)) for paragraph in text.split("\n")]
            yield Runs("\n\n".join(rows), []), language


def _between(runs: Runs, run: Run) -> tuple[str, str]:
    left = runs.words[run.left].text if run.left >= 0 else ""
    return left, runs.words[run.right].text if run.right < len(runs.words) else ""


def main() -> None:
    every = list(examples())
    counts = Counter(example.label for _, example in every)
    seen = {label for label, count in counts.items() if count >= 5}
    unseen = {name: sibling(name) for name in PATTERNS if name not in seen}
    weights: dict[str, dict[str, dict[str, float]]] = {}
    for size in range(1, LONG + 1):
        model = learn([e for s, e in every if s == size], LogLinear(), variance=1.0, rounds=300)
        rows = {feature: dict(row) for feature, row in model.weights.items()}
        for feature, row in rows.items():
            for name, other in unseen.items():
                if other != name and other in row:
                    row[name] = row[other] - (0 if feature else RARER[next(c for c in name if c in RARER)])
        kept = {f: {n: round(w, 2) for n, w in row.items() if abs(w) >= SMALLEST} for f, row in rows.items()}
        weights[str(size)] = {feature: row for feature, row in kept.items() if row or not feature}
        weights[str(size)][""].update({n: weights[str(size)][""].get(n, 0.0) for n in among(PATTERNS, size, NUMBERS)})
    OUT.write_text(json.dumps(weights, ensure_ascii=False, sort_keys=True, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
