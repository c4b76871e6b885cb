"""What runs of lost characters were, seen together: what is opened is closed, at the ends of a line too, a word alone
is no sentence, nor is a clause that waits for another, a day stands before its month. Each rule weighs readings that
were made one by one."""

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

UNDATED = 0.1
"""Odds for a number between two spaces before a capitalised word that is no month: of 60 such losses of three and four
characters in the sound lines of the seed documents three are numbers, before months 35 of 43."""

_SUBORDINATORS = {
    "de": "als bevor falls nachdem obwohl seit sobald solange sofern trotz weil wenn während",
    "en": "after although as because before considering despite if once since though unless until when whenever "
    "whereas while",
    "es": "antes aunque como cuando desde después mientras pese porque si",
    "fr": "alors après avant bien comme depuis dès lorsque malgré parce pendant puisque quand quoique si tandis",
    "it": "appena benché dopo finché mentre nonostante poiché prima quando se sebbene siccome",
    "nl": "als hoewel nadat omdat ondanks sinds terwijl toen voordat wanneer zodra",
    "pl": "choć chociaż gdy jeśli jeżeli kiedy mimo podczas ponieważ skoro zanim",
    "pt": "antes apesar caso como depois desde embora enquanto porque quando se",
    "ru": "если когда несмотря пока поскольку прежде хотя",
    "sv": "eftersom fast innan medan när trots",
}
SUBORDINATORS: Mapping[str, frozenset[str]] = {code: frozenset(words.split()) for code, words in _SUBORDINATORS.items()}
"""Words that open a clause, or a phrase, which waits for the main one when it begins a sentence."""

HANGING = 0.1
"""Odds for a full stop at the first mark of a sentence that such a word opens: in manuals of Debian in English it is a
comma 250 times and a full stop 20, in sentences with other openings 964 and 999; the odds are 0.08 there, 0.08 in
German, 0.17 in Spanish and Italian, 0.05 in Dutch, 0.11 in Russian."""

SECOND_SUBJECT = 4.0
"""Odds for a full stop before “I” in a sentence that a pronoun as subject opens: in _Frankenstein_ and the seeds 38
stand there beside 7 commas, in sentences with other openings 67 beside 57."""

_SUBJECTS = frozenset({"i", "he", "she", "we", "they", "it", "you"})

LONGEST_SENTENCE = 60
"""Words looked back for the start of a sentence: three times the length of a common one."""

ONE_WORD = 0.1
"""Odds for a full stop before a single capitalised word that a full stop follows: of the 596 places in the seed
documents where a sentence ends and a capital follows, one, a name among notes, is a sentence of one whole word."""

KNOWN = 0.9
"""Share from which a lost full stop is taken to have stood there, for what it tells of its neighbours."""

CLOSABLE = 0.05
"""Share from which a run may have held a closing bracket at all."""

_BRACKET = re.compile(r"[()]")


def dated(run: Run, runs: Runs, language: str, chances: Mapping[str, float]) -> dict[str, float]:
    """The chances of the patterns of a run, weighed by what a month beside it tells: a day before, a year after."""
    months = MONTHS.get(language, frozenset())
    word = first_letters(runs.words[run.right].text) if run.right < len(runs.words) and not run.closes else ""
    if not months or not word or run.size < 3:
        return dict(chances)
    odds = DATED if word.lower() in months else UNDATED if word[0].isupper() else 1.0
    return {name: chance * (odds if name == " D " else 1.0) for name, chance in chances.items()}


def clauses(runs: Runs, readings: Sequence[Reading], language: str) -> dict[int, float]:
    """Odds for a full stop in the runs where the first word of the sentence tells: it waits for a main clause (“Despite
    agreeing with him, …”), or is a subject, and another follows (“I received him. I told …”). By the number of the
    reading."""
    waits = SUBORDINATORS.get(language, frozenset())
    stops = {reading.run.right: reading.share(".") for reading in readings}
    odds: dict[int, float] = {}
    for i, reading in enumerate(readings):
        run = reading.run
        if run.size < 2 or run.opens or not reading.share(".") or run.right >= len(runs.words):
            continue
        opener, pauses = _opening(runs, run, stops)
        if opener in waits and not pauses:
            odds[i] = HANGING
        elif language == "en" and opener in _SUBJECTS and first_letters(runs.words[run.right].text) == "I":
            odds[i] = SECOND_SUBJECT
    return odds


def _opening(runs: Runs, run: Run, stops: Mapping[int, float]) -> tuple[str, int]:
    """The word, in small letters, that opens the sentence in which a run stands, and how many commas stand between; no
    word where it is not known that a sentence begins. `stops` are the shares of a full stop in lost runs, by the word
    after."""
    pauses = 0
    for word in range(run.left, max(-1, run.left - LONGEST_SENTENCE), -1):
        if runs.is_paragraph_start(word) or runs.words[word - 1].text.endswith("?"):
            return first_letters(runs.words[word].text).lower(), pauses
        before = runs.before.get(word) or runs.after.get(word - 1)
        if before is None or before.size == 1 or len(last_letters(runs.words[word - 1].text)) == 1:
            continue  # a space, or an initial and its stop
        stop = stops.get(word, 0.0) if before.lossy else float(before.text.startswith((".", "!")))
        if stop >= KNOWN:
            return first_letters(runs.words[word].text).lower(), pauses
        if stop > 1 - KNOWN or not (before.lossy or before.text.startswith(",")):
            break
        pauses += 1
    return "", 0


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
        if stopped >= KNOWN and len(word) > 2 and word[:1].isupper() and last_letters(word) == word:
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
