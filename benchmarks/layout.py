"""Line-end hyphens and paragraphs on made data and on the development gold, beside other tools' rules.

    python -m benchmarks.layout [--texts DIR] [--show N] [--raise | --lower]

The made data are the texts of `benchmarks/texts` (or of DIR, in files named by language: `de.txt`, `de-2.txt`),
set at several widths by pyphen. The gold is ../shared/bench/seed-003; it is not part of the project, and the row
says so when it is not there. What is measured on the project's own texts is pinned in fixtures/floors.json; the gold
has its floors in `benchmarks.seeds`.

    joined   hyphens that only ended a line and were taken out, of all such
    kept     hyphens that belong to the word and were kept, of all such
    touched  words changed that no hyphen touched
    flow     line ends, and page ends, inside a sentence that were taken out
    merged   paragraphs, headings, verses and items run together, of a thousand
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import restore
from restore.document import Document
from restore.language.words import Lexicon
from restore.restoration import Restoration
from restore.stages import hyphens, paragraphs

from . import floors, speed
from .reflowed import PATTERNS, TEXTS, Made, Style, make
from .reflowed import paragraphs as texts_of

GOLD = Path(__file__).resolve().parents[2] / "shared" / "bench" / "seed-003" / "hyphens-gold-dev.tsv"
SEED = Path(__file__).resolve().parents[1] / "seeds" / "003_4586cb435a2fc35a.txt"
WIDTHS = (28, 34, 40, 46, 52, 60, 66, 72, 80)

KEPT = (
    "The Second Report of the Commission",
    "1. A list of names\n2. A list of places\n3. Everything else",
    "The curfew tolls the knell of parting day,\nThe lowing herd wind slowly o’er the lea,\n"
    "The ploughman homeward plods his weary way,\nAnd leaves the world to darkness and to me.",
    "Wer reitet so spät durch Nacht und Wind?\nEs ist der Vater mit seinem Kind;\n"
    "Er hat den Knaben wohl in dem Arm,\nEr faßt ihn sicher, er hält ihn warm.",
    "Maître Corbeau, sur un arbre perché,\nTenait en son bec un fromage.\n"
    "Maître Renard, par l’odeur alléché,\nLui tint à peu près ce langage :",
    "Dr. A. Vogel\nMarktstraße 12\nLeipzig",
    "Year      Letters     Files\n1871      204         31\n1872      219         28\n1873      187         40",
    "“Who is there?”\n“A friend.”\n“Then come in.”",
    "4 copies sent\n1-Miller\n2-Archive\n3-file",
    "Embassy in the Capital\t\t  Top Secret\nNo. 179\t\t\t     Copy No. 2",
)

Rule = Callable[[str, str], str]


def always(left: str, right: str) -> str:
    return "join"


def textacy(left: str, right: str) -> str:
    """textacy.preprocessing.normalize.hyphenated_words: two letters and more on both sides, no digits."""
    head, tail = re.search(r"\w{2,}$", left), re.match(r"\w{2,}", right)
    return "join" if head and tail and not head.group()[-1].isdigit() and not tail.group()[0].isdigit() else "leave"


def marker(left: str, right: str) -> str:
    """marker's line joining: a small letter before the hyphen and after it."""
    return "join" if re.search(r"[a-zß-ÿ]\d?$", left) and re.match(r"[a-zß-ÿ]", right) else "leave"


RIVALS: dict[str, Rule] = {"always join": always, "textacy": textacy, "marker": marker}


def score_hyphens(language: str, texts: list[str], show: int) -> dict[str, float]:
    """What `restore` reaches, printed beside each rule: a row for each."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("restore", *RIVALS)}
    missed: list[str] = []
    for width in WIDTHS:
        made = make(texts, language, Style(width))
        done = Restoration(Document("made", made.text)).then("hyphens", hyphens.rejoin(Lexicon(), language))
        decided = {
            edit.start: "keep" if edit.after.startswith("-") else "join" for edit in done.layers[0].edits
        }
        for kind, places in (("soft", made.soft), ("true", made.true)):
            for place in places:
                left, right = made.text[max(0, place - 30) : place], made.text[place + 1 : place + 30].lstrip()
                verdicts = {"restore": decided.get(place, "leave")}
                verdicts |= {name: rule(left, right) for name, rule in RIVALS.items()}
                for name, verdict in verdicts.items():
                    right_verdict = verdict == "join" if kind == "soft" else verdict != "join"
                    counts[name][kind] += 1
                    counts[name][f"{kind} right"] += right_verdict
                if verdicts["restore"] != ("join" if kind == "soft" else "keep"):
                    missed.append(f"      {kind} {left[-16:]!r} {right[:12]!r} {verdicts['restore']}")
        counts["restore"]["touched"] += touched(made, done)
    for name, count in counts.items():
        extra = f", touched {count['touched']}" if name == "restore" else ""
        print(f"  {language}  {name:12} joined {share(count, 'soft')} of {count['soft']:5}, "
              f"kept {share(count, 'true')} of {count['true']:4}{extra}")
    print(*missed[:show], sep="\n", end="\n" if missed[:show] else "")
    own = counts["restore"]
    return {
        f"{language} joined": own["soft right"] / own["soft"], f"{language} kept": own["true right"] / own["true"],
        f"{language} touched": -own["touched"],
    }


def touched(made: Made, done: Restoration) -> int:
    """Words that stand in no line with a hyphen and are not the same afterwards: the text without its blanks and
    line ends must be that of before but for the hyphens."""
    before = "".join(c for i, c in enumerate(made.text) if not c.isspace() and i not in made.soft)
    after = "".join(done.text.split())
    return int(before.replace("-", "") != after.replace("-", ""))


def share(count: Counter[str], kind: str) -> str:
    return f"{100 * count[kind + ' right'] / count[kind]:6.2f} %" if count[kind] else "     – "


STYLES = {
    "typescript": Style(66), "narrow column": Style(40), "print": Style(60, proportional=True, trailing=" "),
    "print, pages": Style(60, proportional=True, page=9), "pages": Style(72, hyphens=False, page=11),
    "justified": Style(72, hyphens=False, justified=True),
    "indented, no blank lines": Style(66, indent="   ", gap=""),
}


def score_paragraphs(language: str, texts: list[str]) -> Counter[str]:
    """Counts of line ends by kind, and of those that are right afterwards, over all styles."""
    count: Counter[str] = Counter()
    for seed, (name, style) in enumerate(STYLES.items()):
        made = make(texts, language, style, KEPT if style.gap else (), seed)
        done = Restoration(Document("made", made.text))
        done = done.then("hyphens", hyphens.rejoin(Lexicon(), language))
        done = done.then("paragraphs", paragraphs.reflow(language))
        ends = line_ends(done.text)
        for kind in ("inside", "pages", "after_sentence"):
            places: set[int] = getattr(made, kind)
            count[kind] += len(places)
            count[f"{kind} right"] += len(places - ends)
            if places & ends:
                count[f"{name}: {kind} left"] += len(places & ends)
        count["borders"] += len(made.borders)
        count["borders right"] += len(made.borders & ends)
        if made.borders - ends:
            count[f"{name}: merged"] += len(made.borders - ends)
        again = Restoration(Document("made", done.text)).then("paragraphs", paragraphs.reflow(language))
        count["second run"] += len(again.layers[0].edits)
    return count


def line_ends(text: str) -> set[int]:
    """The line ends of a text, as counts of the letters and digits before them."""
    ends, count = set(), 0
    for line in text.split("\n"):
        count += sum(map(str.isalnum, line))
        ends.add(count)
    return ends


def clean_changes(texts: list[str], language: str) -> int:
    """Edits applied to text that is one line a paragraph."""
    text = "\n\n".join(texts) + "\n"
    done = restore.restore_text(text, stages=["hyphens", "paragraphs"], language=language)
    return sum(len(layer.edits) for layer in done.layers)


def score_gold() -> str:
    """The line-end hyphens of seed 003 that two readers decided."""
    if not GOLD.exists():
        return f"gold of seed 003: not here ({GOLD.parent} is not part of the project)"
    source = SEED.read_text("utf-8")
    done = restore.restore_text(source, stages=["glyphs", "lacunae", "forme-work", "seams", "hyphens"])
    starts = [0, *(found.end() for found in re.finditer("\n", source))]
    layer = done.layers[-1]
    before = done.undo()
    decided = {
        place: edit for edit in layer.edits for place in range(*before.trace(edit.start, edit.start + 1))
    }
    count: Counter[str] = Counter()
    for row in GOLD.read_text("utf-8").splitlines():
        number, word, verdict = row.split("\t")
        place = source.rindex("-", starts[int(number) - 1], starts[int(number)])
        edit = decided.get(place)
        kind = "soft" if verdict == "drop" else "true"
        if "…" in word or word.endswith("]"):
            kind = "cut"  # a seam follows: it stays as cut
        count[kind] += 1
        took = edit is not None and not edit.after.startswith("-")
        count[f"{kind} right"] += took if kind == "soft" else not took
    return (f"gold of seed 003: joined {share(count, 'soft')} of {count['soft']}, kept {share(count, 'true')} of "
            f"{count['true']}, left as cut {share(count, 'cut')} of {count['cut']}")


LAYOUT = ("columns", "forme-work", "seams", "hyphens", "paragraphs")


SIZE = 2_000_000
"""Characters of a book: Middlemarch has 1.8 million."""


def told_speed() -> None:
    """Megabytes a second on one core through all stages of layout in a row, printed: the benchmark's own English,
    repeated, and the books of `benchmarks.speed`, one line a paragraph and wrapped."""
    texts = texts_of("en") * 250
    kinds = {
        "own texts": "\n\n".join(texts), "own texts, wrapped": make(texts[:350], "en", Style(66)).text,
        "English books": speed.unwrapped(SIZE), "German books": speed.german(SIZE),
        "French books": speed.french(SIZE), "English books, wrapped": speed.wrapped(SIZE),
    }
    print(f"speed, all of {', '.join(LAYOUT)}:")
    for name, text in kinds.items():
        restore.restore_text(text[:20_000], stages=LAYOUT)
        spent = min(speed.seconds(lambda text=text: restore.restore_text(text, stages=LAYOUT)) for _ in range(3))
        size = len(text.encode()) / 1e6
        print(f"  {name:24} {size:4.1f} MB  {size / spent:5.1f} MB/s")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument("--show", type=int, default=0, help="that many wrong hyphens of each language")
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="let floors down; say why in the commit")
    options = parser.parse_args()
    print("line-end hyphens, made data:")
    measured: dict[str, float] = {}
    told = {language: texts for language in PATTERNS if (texts := texts_of(language, options.texts))}
    for language, texts in told.items():
        measured |= score_hyphens(language, texts, options.show)
    print(score_gold())
    print("paragraphs, made data:")
    for language, texts in told.items():
        measured |= told_paragraphs(language, texts, options.show)
    told_speed()
    if options.texts != TEXTS:
        return 0
    return floors.hold("layout", measured, floors.data_digest(TEXTS.glob("*.txt")), lift=options.lift,
                       lower=options.lower)  # fmt: skip


def told_paragraphs(language: str, texts: list[str], show: int) -> dict[str, float]:
    """What becomes of the line ends of a language, printed; what counts mistakes is below zero."""
    count = score_paragraphs(language, texts)
    merged = 1000 * (1 - count["borders right"] / count["borders"])
    changed = clean_changes(texts, language)
    print(f"  {language}  flow {share(count, 'inside')} of {count['inside']}, over pages "
          f"{share(count, 'pages')} of {count['pages']}, "
          f"after a sentence {share(count, 'after_sentence')}; merged {merged:.1f} per 1,000 "
          f"of {count['borders']}; second run {count['second run']}; clean text changed {changed}")
    for name, value in sorted(count.items()):
        if ":" in name and show:
            print(f"      {name} {value}")
    return {
        f"{language} flow": count["inside right"] / count["inside"],
        f"{language} flow over pages": count["pages right"] / count["pages"],
        f"{language} flow after a sentence": count["after_sentence right"] / count["after_sentence"],
        f"{language} merged": -merged, f"{language} second run": -count["second run"],
        f"{language} clean text changed": -changed,
    }


if __name__ == "__main__":
    sys.exit(main())
