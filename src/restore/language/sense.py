"""What runs of lost characters were, seen together: what is opened is closed, at the ends of a line too, a word alone
is no sentence, a day stands before its month. Each rule weighs readings that were made one by one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from .company import BRACKETED, first_letters, last_letters
from .runs import Run, Runs

if TYPE_CHECKING:
    from .readings import Reading

_MONTHS = {
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "en": "january february march april may june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
}
MONTHS: Mapping[str, frozenset[str]] = {language: frozenset(names.split()) for language, names in _MONTHS.items()}
"""The months as they stand in dates."""

DATED = 50.0
"""Odds for a number between two spaces before a month: each of the 63 days before a month in the seed documents has
a space behind it, and what stands before it else is another day (`24-31 August`) or a bracket."""

ONE_WORD = 0.1
"""Odds for a full stop before a single capitalised word that a full stop follows: of the 596 places in the seed
documents where a sentence ends and a capital follows, one, a name among notes, is a sentence of one whole word."""

CLOSABLE = 0.05
"""Share from which a run may have held a closing bracket at all."""

_BRACKET = re.compile(r"[()]")


def dated(run: Run, runs: Runs, language: str, chances: Mapping[str, float]) -> dict[str, float]:
    """The chances of the patterns of a run, weighed by what a month beside it tells: a day before, a year after."""
    months = MONTHS.get(language, frozenset())
    words = runs.words
    before_month = run.right < len(words) and first_letters(words[run.right].text).lower() in months and not run.closes
    if not before_month or run.size < 3:
        return dict(chances)
    return {name: chance * (DATED if name == " D " else 1.0) for name, chance in chances.items()}


def open_brackets(text: str, readings: Sequence[Reading]) -> list[list[int]]:
    """For each bracket that sound text opens and does not close: which of the runs behind it may have closed it.

    Looks as far as the next round bracket of the text, and not farther than a parenthesis is long.
    """
    found: list[list[int]] = []
    places = [(match.start(), match.group()) for match in _BRACKET.finditer(text)] + [(len(text), ")")]
    at = 0
    for (place, char), (stop, ahead) in pairwise(places):
        if char == ")" or (ahead == ")" and stop - place < BRACKETED and stop < len(text)):
            continue
        stop = min(stop, place + BRACKETED)
        while at < len(readings) and readings[at].run.start < place:
            at += 1
        last = at
        while last < len(readings) and readings[last].run.start < stop:
            last += 1
        candidates = [i for i in range(at, last) if readings[i].share(")") >= CLOSABLE]
        if candidates:
            found.append(candidates)
    return found


def one_word_sentences(runs: Runs, readings: Sequence[Reading]) -> list[int]:
    """Which runs stand before a single capitalised word that surely ends a sentence."""
    by_left = {reading.run.left: reading for reading in readings if not reading.run.opens}
    found = []
    for i, reading in enumerate(readings):
        run = reading.run
        if run.right >= len(runs.words) or run.closes or run.size < 2 or not reading.share("."):
            continue
        word = runs.words[run.right].text
        behind = by_left.get(run.right)
        sound = runs.after.get(run.right)
        stopped = behind.share(".") if behind else float(bool(sound and sound.text.startswith(".")))
        if stopped >= 0.9 and len(word) > 2 and word[:1].isupper() and last_letters(word) == word:
            found.append(i)
    return found


def enclosed(runs: Runs, readings: Sequence[Reading]) -> list[int]:
    """Which runs end a line whose first character is lost as well, both touching its words: the two may be brackets
    or quotation marks around it (`�no date�`), and neither is known without the other."""
    found = []
    opened: Run | None = None
    for i, reading in enumerate(readings):
        run = reading.run
        if run.opens:
            alone = run.size == 1 and run.right < len(runs.words) and runs.words[run.right].start == run.end
            opened = run if alone else None
        elif run.closes:
            if opened is not None and run.size == 1 and "\n" not in runs.text[opened.start : run.start]:
                found.append(i)
            opened = None
    return found
