"""Which words a text may print as one, with a hyphen: what a space or a hyphen between two words is held against."""

from __future__ import annotations

from .habits import STEM, Habits, compounds
from .printers import FIRST_PARTS

_PARTICIPLE = {"en": "ing"}  # before a noun it makes a compound as often as not: `hiding places`, `sitting-room`
_NO_NOUN = {"en": ("ed", "ly")}  # what a noun does, or how: `tears flowed`


class Compounds:
    """The compounds with a hyphen that a text and a copy of it print; `habits` are those of the text."""

    def __init__(self, habits: Habits, copy: str = "") -> None:
        self._habits = habits
        self._all = habits.compounds.union(compounds(copy))
        self._first = frozenset(first for first, _ in self._all)
        self._second = frozenset(second for _, second in self._all)

    def joined(self, first: str, second: str) -> bool:
        """Whether the text prints the two words, or the second in another form, with a hyphen."""
        return (first.casefold(), second.casefold()[:STEM]) in self._habits.compounds

    def may_join(self, first: str, second: str) -> bool:
        """Whether two words may be a compound: text or copy prints them so elsewhere; they are also written as one;
        one of them, and no common word, is part of another compound; or, in a text that has compounds, both are no
        common words and the first is like a noun.

        >>> text = "her hiding-place, at the window; then her ill-nature"
        >>> found = Compounds(Habits(text, "en"))
        >>> [found.may_join(*pair.split()) for pair in ("hiding places", "window shutters", "ill humour")]
        [True, True, True]
        >>> found.may_join("her", "window")
        False
        """
        one, other, language = first.casefold(), second.casefold(), self._habits.language or ""
        if (one, other[:STEM]) in self._all:
            return True
        if not second.islower():
            return False
        if self._habits.is_one_word(one, other):
            return True
        if not self._first or self._habits.is_common(other):
            return False
        if one in FIRST_PARTS.get(language, ()):
            return True
        if self._habits.is_common(one):
            return False
        if one in self._first or other[:STEM] in self._second:
            return True
        if min(len(one), len(other)) < STEM or not first.islower() or other.endswith(_NO_NOUN.get(language, "\n")):
            return False
        return self._habits.closes(one) or one.endswith(_PARTICIPLE.get(language, "\n"))
