"""Two misreadings that English grammar shows: `1` or `l` for `I`, and the strokes of `’ll`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .lookalikes import TAKES_NUMERAL
from .misreadings import Misreading
from .stretches import Stretches

_ONE = re.compile(r"(?<![\w.,:/£$€#(\[\ufffd-])[1l](?= ([a-z]+(?:['’]t)?)\b)")
_ONE_AT_END = re.compile(r"(?<![\w.,:/£$€#(\[\ufffd-])[1l]\Z")
_BEFORE = re.compile(r"([^\W\d_]+)([,;:!?.]?[\"'”’)]{0,2}\s{1,3}[\"'“‘(]{0,2}|[\"'“‘(]{1,2})\Z")

def _listed(words: str) -> list[str]:
    return words.split()


# A single one is followed by the third person: `1 has`, `1 knows`. These forms go with I alone.
_FIRST_PERSON = frozenset(_listed("""
    am have do don't know see think hope say suppose pray love beseech tell fear thank beg swear wish wonder hate
    understand promise want shall mean believe assure remember confess feel
"""))
# These go with either; they need company that says which.
_EITHER = frozenset(_listed("""
    was had will would should must may can could might did never cannot can't couldn't didn't won't saw knew heard
    came told thought said went found
"""))
# After these a clause begins, and its subject.
_CLAUSE = frozenset(_listed("""
    and but that if when as what though because than so for nor yet whom where how why while whether then till
    until before since unless lest whatever whenever
"""))
# After these a number is meant: `at 1 am`, `of which 1 had died`, `item 1`.
_NUMBERED = TAKES_NUMERAL | frozenset(_listed("""
    no nos number item question point step case unit site day week year month page line paragraph team player sample
    patient lot room platform channel league formula option rule zone block band gate version round game race house
    at by from to around about after past near nearly almost over under only least every each of in on which these
    those all or
"""))


def one_for_i(stretches: Stretches) -> Iterator[Misreading]:
    """`1 am`, `and l will`: the figure one, or a small l, where the pronoun must stand.

    Whence: OCR of serif print, where the two are one shape. Left alone: a one that may count or number something:
    after a word that is numbered, a preposition of time or place, a capital, another figure.

    >>> text = "hear 1 have. Team 1 have won at 1 am"
    >>> [text[m.start - 4 : m.end + 5] for m in one_for_i(Stretches(text))]
    ['ear 1 have']
    """
    ones = [kind for kind in stretches.kinds if kind.endswith(("1", "l")) and _ONE_AT_END.search(kind)]
    if not ones:
        return
    text = stretches.text
    found = [(place, place.group(1).replace("’", "'")) for place in _ONE.finditer(text) if _may_be_i(text, place)]
    proved = any(verb in _FIRST_PERSON for _, verb in found)
    if not found:
        return
    alone = not any(ch.isdigit() for ch in set(text) - {"1"})  # no other figure: nothing is counted here
    for place, verb in found:
        sign = place.group()
        before = _BEFORE.search(text, max(0, place.start() - 40), place.start())
        begins = before.group(1).lower() in _CLAUSE if before else alone
        if verb in _FIRST_PERSON:
            yield Misreading(*place.span(), sign, "I", True, f"“{sign} {verb}”: a verb of the first person")
        elif verb in _EITHER:
            sure = sign == "l" or proved or begins
            yield Misreading(*place.span(), sign, "I", sure, f"“{sign} {verb}” where a clause begins")


def _may_be_i(text: str, place: re.Match[str]) -> bool:
    """Whether nothing before a one says that it is a number."""
    before = _BEFORE.search(text, max(0, place.start() - 40), place.start())
    if before is None:
        return not re.search(r"[\w.,-]\s*\Z", text[max(0, place.start() - 40) : place.start()])
    word, between = before.groups()
    if any(mark in between for mark in ",;:!?.\"”’"):
        return place.group(1) != "am" or not re.match(r" am\b[.,;)]", text[place.end() : place.end() + 5])
    return word.lower() not in _NUMBERED and not word[0].isupper()


_CLITIC = re.compile(
    r"(?<![\w'’])((?:I|[Yy]ou|[Hh]e|[Ss]he|[Ii]t|[Ww]e|[Tt]hey|[Tt]hat|[Tt]here|[Ww]ho)['’])(H|U|Il|II|11|il|lI|1l|l1)(?!\w)"
)


def clitics(stretches: Stretches) -> Iterator[Misreading]:
    """`I’H`, `you’Il`: what follows the apostrophe is two strokes, and of the clitics only `’ll` is.

    >>> [(m.before, m.after) for m in clitics(Stretches("I'H come, and he'U go"))]
    [('H', 'll'), ('U', 'll')]
    """
    kinds = [
        number for number, kind in enumerate(stretches.kinds)
        if ("'" in kind or "’" in kind) and _CLITIC.search(kind) is not None
    ]
    for start, stretch in stretches.places(kinds):
        for place in _CLITIC.finditer(stretch):
            first, last = place.span(2)
            note = "two strokes after the apostrophe: ’ll"
            yield Misreading(start + first, start + last, place.group(2), "ll", True, note)
