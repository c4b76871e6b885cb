"""A text as the stretches between its blanks: each different one once, and in which order they stand.

What is asked of every word of a text is asked here of every different word, of which long texts have few (a novel of
a million characters: thirty thousand), and then of the places of the few that answer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
"""A word: letters, with single hyphens and apostrophes inside."""

_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) != " ")
_BLANK = re.compile(r"\s")
_AT_ONCE = 1 << 18  # characters split at once: the pieces of a whole text would weigh ten times what the text does
_MARKS = ".,;:!?\"“”„()"
_WIDEST = 20  # blanks between two words side by side
_WORDLIKE = re.compile(r"\w")
_TOKEN = re.compile(r"[^\W_]+")


class _Numbered(dict[str, int]):
    """Numbers what it is asked for, in the order of asking."""

    def __missing__(self, kind: str) -> int:
        self[kind] = number = len(self)
        return number


class Stretches:
    """A text split at every blank: `kinds` are the different stretches, `order` the number of each in the text.

    Two blanks side by side have the empty stretch between them, so that every place is known by the lengths alone.

    >>> text = Stretches("to be, or not\\n\\nto be")
    >>> text.kinds, text.order.tolist(), text.starts.tolist()
    (['to', 'be,', 'or', 'not', '', 'be'], [0, 1, 2, 3, 4, 0, 5], [0, 3, 7, 10, 14, 15, 18])
    """

    def __init__(self, text: str) -> None:
        self.text = text
        numbered = _Numbered()
        parts: list[Numbers] = []
        start = 0
        while start <= len(text):
            cut = _BLANK.search(text, start + _AT_ONCE) if len(text) - start > _AT_ONCE else None
            end = cut.start() if cut else len(text)
            pieces = _spaced(text[start:end]).split(" ")
            parts.append(np.fromiter(map(numbered.__getitem__, pieces), np.int32, len(pieces)))
            start = end + 1
        self.kinds: list[str] = list(numbered)
        self.order: Numbers = np.concatenate(parts) if len(parts) > 1 else parts[0]

    @cached_property
    def ends(self) -> tuple[Places, Places]:
        """The codes of the first and the last character of each kind; 0 of the empty one."""
        codes = np.frombuffer(" ".join([*self.kinds, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
        stops = np.cumsum(np.fromiter(map(len, self.kinds), np.int64, len(self.kinds)) + 1) - 1
        starts = np.concatenate(([0], stops[:-1] + 1))
        empty = starts == stops
        return np.where(empty, 0, codes[starts]), np.where(empty, 0, codes[stops - 1])

    @cached_property
    def counts(self) -> list[int]:
        """How often each kind stands."""
        counts: list[int] = np.bincount(self.order, minlength=len(self.kinds)).tolist()
        return counts

    @cached_property
    def starts(self) -> Places:
        """Where each stretch starts."""
        lengths = np.fromiter(map(len, self.kinds), np.int64, len(self.kinds)) + 1
        ends: Places = np.cumsum(lengths[self.order])
        return np.concatenate((np.zeros(1, np.int64), ends[:-1]))

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word (`WORD`) stands in the text."""
        counts: Counter[str] = Counter()
        for kind, times in zip(self.kinds, self.counts, strict=True):
            bare = kind.strip(_MARKS)
            if bare.isalpha():
                counts[bare] += times
            else:
                for word in WORD.findall(bare):
                    counts[word] += times
        return counts

    @cached_property
    def _tokens(self) -> dict[str, list[int]]:
        """The kinds in which each run of letters and digits stands."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, kind in enumerate(self.kinds):
            for token in (kind,) if kind.isalpha() else set(_TOKEN.findall(kind)):
                found[token].append(number)
        return found

    @cached_property
    def _by_kind(self) -> tuple[Numbers, list[int]]:
        """The indices of all stretches, those of one kind together; where each kind begins among them."""
        few = len(self.kinds) <= 1 << 16  # these are sorted by their digits, eight times as fast
        indices = np.argsort(self.order.astype(np.uint16) if few else self.order, kind="stable").astype(np.int32)
        return indices, [0, *accumulate(self.counts)]

    def _standing(self, kinds: Collection[int]) -> Numbers:
        """The indices of the stretches of these kinds, kind by kind."""
        indices, begin = self._by_kind
        return np.concatenate([indices[:0], *(indices[begin[kind] : begin[kind + 1]] for kind in kinds)])

    def places(self, kinds: Collection[int]) -> Iterator[tuple[int, str]]:
        """Where stretches of these kinds start, in order, each with its letters."""
        for at in np.sort(self._standing(kinds)) if kinds else ():
            yield int(self.starts[at]), self.kinds[self.order[at]]

    @cached_property
    def filled(self) -> Numbers:
        """The indices of the stretches that are not empty."""
        empty = self.kinds.index("") if "" in self.kinds else -1
        return np.flatnonzero(self.order != empty).astype(np.int32)

    def together(self, left: str, right: str) -> int:
        """How often two words stand side by side as one phrase, at most twenty blanks between them.

        >>> Stretches("the party, the Party's; of the\\nparty").together("the", "party")
        2
        """
        ending = [kind for kind in self._having(left, -1) if _ends(self.kinds[kind], left)]
        begun = [kind for kind in self._having(right, 0) if _begins(self.kinds[kind], right)]
        if not (ending and begun):
            return 0
        step = 1 if sum(self.counts[kind] for kind in ending) < sum(self.counts[kind] for kind in begun) else -1
        here = self._standing(ending if step > 0 else begun)
        beside = np.searchsorted(self.filled, here) + step
        inside = (beside >= 0) & (beside < len(self.filled))
        here, there = here[inside], self.filled[beside[inside]]
        is_other = np.isin(self.order[there], begun if step > 0 else ending)
        return int(np.count_nonzero(is_other & (np.abs(there - here) <= _WIDEST)))

    def _having(self, word: str, token: int) -> list[int]:
        """The kinds in which a token of a word stands."""
        tokens = _TOKEN.findall(word)
        return self._tokens.get(tokens[token], []) if tokens else []

    def tokens(self, words: Collection[str]) -> Iterator[tuple[int, int]]:
        """The spans of `words` as whole runs of letters and digits, in order.

        >>> list(Stretches("Ri II-gyeong [Ri II\\nKyong]").tokens(["II"]))
        [(3, 5), (17, 19)]
        """
        kinds = {kind for word in words for kind in self._tokens.get(word, ())}
        for start, stretch in self.places(kinds):
            for found in _TOKEN.finditer(stretch):
                if found.group() in words:
                    yield start + found.start(), start + found.end()


def _ends(kind: str, word: str) -> bool:
    return kind.endswith(word) and not _WORDLIKE.match(kind[: -len(word)][-1:])


def _begins(kind: str, word: str) -> bool:
    return kind.startswith(word) and not _WORDLIKE.match(kind, len(word))


def _spaced(text: str) -> str:
    """A text with a space for every blank of another kind."""
    for blank in _BLANKS:
        if blank in text:
            text = text.replace(blank, " ")
    return text
