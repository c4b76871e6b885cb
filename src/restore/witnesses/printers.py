"""What printers vary without changing the length of a word, by language: spellings, forms, capitals.

It only makes a reading wait, never supplies one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

_EVERYWHERE = (("æ", "e"), ("œ", "e"), ("ſ", "s"), ("i", "y"), ("le", "el"), ("re", "er"))
_SPELT = {
    "en": (
        ("ew", "ow"), ("our", "ore"), ("ay", "ey"), ("au", "aw"), ("ou", "ow"), ("ie", "ei"), ("is", "iz"),
        ("ys", "yz"), ("ce", "se"), ("cy", "sy"), ("en", "in"), ("em", "im"),
    ),
    "fr": (("oi", "ai"), ("an", "en"), ("i", "j"), ("u", "v")),
    "de": (("c", "k"), ("c", "z"), ("ae", "ee"), ("ss", "ß")),
    "la": (("i", "j"), ("u", "v"), ("ti", "ci")),
}  # fmt: skip
"""Letters that spelling has varied without changing the length of the word: `shew`, `gray`, `chymist`, `encrease`,
`turn’d`, `realise`, `defence` in English print, `françois` in French, `Cultur` in German, `iuuenis` in Latin."""

_FORMS = {"en": (("an", "un"), ("am", "um"), ("arth", "urth"), ("our", "ore"))}
"""Letters in which two forms of one word differ that writers use side by side (`farther` and `further`, `began` and
`begun`, `pore` and `pour` over books): a text that has both may have either."""

_TITLES = {
    "en": """
        mamma papa mother father uncle aunt cousin sister brother sir madam lord lady king queen prince emperor
        president minister ambassador chairman secretary captain general colonel doctor professor judge bishop pope
        comrade god heaven providence nature fate fortune death love devil hell bible christian earth sun moon
        church state government party congress committee council parliament court house embassy
        spring summer autumn winter north south east west""",
    "fr": "père mère monsieur madame dieu ciel roi reine prince ministre église état parti comité seigneur",
}
"""Words of kinship, rank and office, powers and institutions, seasons and quarters, to which one printer gives a
capital and the next none: `papa`, `mamma` and `cousin` differ so between two editions of a novel."""

_TITLES_OF = {language: frozenset(words.split()) for language, words in _TITLES.items()}


FIRST_PARTS = {"en": frozenset(("ill", "well", "good", "self", "half", "ever", "never"))}
"""Words that make compounds with a hyphen with any other: `ill-humour`, `good-fortune`."""


_ASKING = {
    "en": ("what how why", "who whom whose which when where can could may might shall should will would must is are was"
           " were do does did have has had"),
    "fr": ("que quel quelle quels quelles comment combien pourquoi", "qui quoi quand où est sont"),
    "de": ("was wie warum", "wer wen wem wessen welche welcher welches wann wo ist sind hat haben kann"),
}  # fmt: skip
"""Words that make a question or a cry, anywhere in the sentence and at its start: `how altered every thing might be
during that time!` and `?`."""

_ASKING_OF = {language: tuple(map(frozenset, map(str.split, words))) for language, words in _ASKING.items()}


def may_ask(words: Sequence[str], language: str | None) -> bool:
    """Whether a sentence of these words (in small letters) may be a question or a cry; without a language, any may."""
    if language not in _ASKING_OF:
        return True
    anywhere, first = _ASKING_OF[language]
    return not anywhere.isdisjoint(words) or not first.isdisjoint(words[:1])


def may_have_capital(word: str, language: str | None) -> bool:
    """Whether a word (in small letters) is one to which some printers give a capital."""
    return word in _TITLES_OF.get(language or "", ())


def forms(word: str, language: str | None) -> Iterator[str]:
    """The other forms of a word that a writer may have used, and much else that is no word."""
    return _exchanged(word, _FORMS.get(language or "", ()))


def spellings(word: str, language: str | None = None) -> Iterator[str]:
    """The spellings of a word, of the same length, that another printer may have used; without a language, those of
    all.

    >>> "shew" in spellings("show", "en"), "mantlepiece" in spellings("mantelpiece"), "turn’d" in spellings("turned")
    (True, True, True)
    """
    if word.endswith(("ed", "’d", "'d")):  # an elision
        yield from (word[:-2] + ending for ending in ("ed", "’d", "'d"))
    tables = [_SPELT.get(language, ())] if language else _SPELT.values()
    yield from _exchanged(word, chain(_EVERYWHERE, *tables))


def _exchanged(word: str, table: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The words that another becomes by one exchange of letters."""
    for one, other in table:
        for here, there in ((one, other), (other, one)):
            at = word.find(here)
            while at >= 0:
                yield word[:at] + there + word[at + len(here) :]
                at = word.find(here, at + 1)
