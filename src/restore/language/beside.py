"""Which words stand side by side in a text, with nothing but blanks between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from .stretches import Flags, Numbers, Stretches

_HEAD = re.compile(r"[^\W\d_]+(?![\w'’-])")
_TAIL = re.compile(r"(?<![\w'’-])[^\W\d_]+\Z")
_BEHIND = ".,;:!?)”\""  # marks that no word goes on with
_DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]{1,20})\s{1,20}\1(?![\w'’-])")


class Beside:
    """The words at both edges of the stretches of a text: what ends one stands beside what begins the next."""

    def __init__(self, text: Stretches) -> None:
        self._text = text
        kinds = text.kinds
        self._numbers: dict[str, int] = {}
        heads, tails = np.full(len(kinds), -1, np.int32), np.full(len(kinds), -2, np.int32)
        for number, kind in enumerate(kinds):
            if kind.isalpha():
                heads[number] = tails[number] = self._number(kind)
            elif (bare := kind.rstrip(_BEHIND)).isalpha():
                heads[number] = self._number(bare)
            elif kind:
                if head := _HEAD.match(kind):
                    heads[number] = self._number(head.group())
                if tail := _TAIL.search(kind):
                    tails[number] = self._number(tail.group())
        order = text.order[text.filled]
        self._tails: Numbers = tails[order[:-1]]
        self._heads: Numbers = heads[order[1:]]

    def _number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers))

    def doubled(self) -> Iterator[re.Match[str]]:
        """The places where a word stands twice, the word being group 1; at most twenty blanks between.

        >>> [found.group() for found in Beside(Stretches("the the end, (That\\nthat) is it. It")).doubled()]
        ['the the']
        """
        yield from self._matches(_DOUBLED, self._tails == self._heads)

    def pairs(self, firsts: Sequence[str], seconds: Sequence[str]) -> Iterator[re.Match[str]]:
        """The places where one of `firsts` stands before one of `seconds`, one blank between; groups 1 and 2.

        >>> [found.group() for found in Beside(Stretches("the history the of party")).pairs(["the"], ["of"])]
        ['the of']
        """
        both = np.isin(self._tails, self._known(firsts)) & np.isin(self._heads, self._known(seconds))
        if both.any():
            pattern = re.compile(rf"(?<![\w'’-])({'|'.join(firsts)})\s({'|'.join(seconds)})(?![\w'’-])")
            yield from self._matches(pattern, both)

    def _known(self, words: Iterable[str]) -> list[int]:
        return [self._numbers[word] for word in words if word in self._numbers]

    def _matches(self, pattern: re.Pattern[str], at: Flags) -> Iterator[re.Match[str]]:
        """The matches of a pattern that start with the word at the end of the flagged stretches, none in another."""
        text, done = self._text.text, 0
        for place in self._text.filled[:-1][at]:
            kind = self._text.kinds[self._text.order[place]]
            tail = _TAIL.search(kind)
            start = int(self._text.starts[place]) + (tail.start() if tail else 0)
            found = pattern.match(text, start) if start >= done else None
            if found is not None:
                done = found.end()
                yield found
