"""Which words stand beside a doubtful one in the documents at hand: the evidence for reading it otherwise."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from .stretches import Stretches


class Token(NamedTuple):
    """A run of letters and digits in its neighbourhood. `left` and `right` are the runs beside it, empty where
    something other than white space or one hyphen stands between; `before` and `after` say which."""

    start: int
    end: int
    text: str
    left: str
    before: str
    right: str
    after: str


Pair = tuple[str, str, str]  # a token, a space or a hyphen, the next token

_LEFT = re.compile(r"([^\W_]{1,40})(-|\s{1,40})\Z")
_RIGHT = re.compile(r"(-|\s{1,40})([^\W_]{1,40})")


def occurrences(text: Stretches, words: Collection[str]) -> Iterator[Token]:
    """Where `words` stand in a text as whole tokens, with their neighbours; a line end is a space.

    >>> text = Stretches("Ri II-gyeong [Ri II\\nKyong]")
    >>> [t.left + t.before + t.text + t.after + t.right for t in occurrences(text, ["II"])]
    ['Ri II-gyeong', 'Ri II Kyong']
    """
    whole = text.text
    for start, end in text.tokens(words):
        left = _LEFT.search(whole[max(0, start - 80) : start])
        right = _RIGHT.match(whole, end)
        yield Token(
            start, end, whole[start:end],
            left.group(1) if left else "", _join(left.group(2)) if left else "",
            right.group(2) if right else "", _join(right.group(1)) if right else "",
        )


def _join(between: str) -> str:
    return "-" if between == "-" else " "


class Neighbours:
    """How often a few words stand beside which others, in all documents and in each.

    >>> near = Neighbours({"a": Stretches("Kim Il Sung and Nam Il"), "b": Stretches("Kim Il\\nSung")}, ["Il"])
    >>> near.count(("Kim", " ", "Il")), near.count(("Kim", " ", "Il"), "a"), near.documents(("Nam", " ", "Il"))
    (2, 1, ['a'])
    """

    def __init__(self, texts: Mapping[str, Stretches], words: Collection[str]) -> None:
        self._pairs: dict[str, Counter[Pair]] = {}
        for name, text in texts.items():
            counts = self._pairs[name] = Counter()
            for token in occurrences(text, words):
                if token.left:
                    counts[token.left, token.before, token.text] += 1
                if token.right and token.right not in words:  # else it counts as its neighbour's left
                    counts[token.text, token.after, token.right] += 1

    @cached_property
    def _total(self) -> Counter[Pair]:
        total: Counter[Pair] = Counter()
        for counts in self._pairs.values():
            total.update(counts)
        return total

    def count(self, pair: Pair, document: str | None = None) -> int:
        """How often a pair stands in all documents, or in one (by its id)."""
        return self._total[pair] if document is None else self._pairs.get(document, Counter())[pair]

    def documents(self, pair: Pair) -> list[str]:
        """The ids of the documents that have the pair, those that have it most first."""
        having = [(-counts[pair], name) for name, counts in self._pairs.items() if counts[pair]]
        return [name for _, name in sorted(having)]


_ALIKE = str.maketrans({"I": "l", "1": "l", "|": "l", "0": "o", "O": "o"})


def shape(word: str) -> str:
    """What a word looks like in print when signs that OCR takes for each other are made one: I, l and 1;
    0 and O; rn and m; cl and d; vv and w.

    >>> shape("Il") == shape("II") == shape("1l"), shape("Burns") == shape("Bums")
    (True, True)
    """
    return word.translate(_ALIKE).replace("rn", "m").replace("cl", "d").replace("vv", "w")


def look_alikes(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each word that has any, the others of the same shape; small and capital letters are no difference.

    >>> look_alikes(["Il", "II", "on", "On", "comrade", "cornrade"])
    {'II': ('Il',), 'Il': ('II',), 'comrade': ('cornrade',), 'cornrade': ('comrade',)}
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    several = [word for word in words if len(word) > 1]
    for word, form in zip(several, shape("\n".join(several)).split("\n"), strict=True) if several else ():
        groups[form].append(word)
    found: dict[str, tuple[str, ...]] = {}
    for group in groups.values():
        for word in sorted(group) if len(group) > 1 else ():
            others = tuple(other for other in sorted(group) if other.lower() != word.lower())
            if others:
                found[word] = others
    return found
