"""Whether a hyphen between two halves belongs to the word, or only to the line it ended."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from .words import Lexicon, zipf

TOKEN = re.compile(r"[^\W\d_]+(?:[-'’‐‑][^\W\d_]+)*")
"""A word with the hyphens and apostrophes inside it."""

_PARTS = re.compile(r"[-‐‑]")
_JOINTS = re.compile(r"[-‐‑'’]")

SOLID = frozenset({"de", "nl", "da", "sv", "nb", "fi", "hu"})
"""Languages that write compounds solid, so that two whole words with a small letter after the line end are one."""

LINKS: dict[str, frozenset[str]] = {
    "en": frozenset({"and", "or", "nor", "to", "but", "versus", "as"}),
    "de": frozenset({"und", "oder", "bis", "sowie", "bzw", "wie", "als"}),
    "fr": frozenset({"et", "ou", "à"}),
    "es": frozenset({"y", "o", "e", "u"}),
    "it": frozenset({"e", "o", "ed"}),
    "nl": frozenset({"en", "of", "tot"}),
    "pl": frozenset({"i", "oraz", "lub", "czy"}),
    "pt": frozenset({"e", "ou"}),
}
"""Words that follow a suspended hyphen: "pre- and post-war", "Ober- und Unterhaus", "In- en uitvoer"."""

_ANY_LINK = frozenset(word for words in LINKS.values() for word in words if len(word) > 1)

_FUNCTION_WORDS = (
    "the a an he she they we it was were is are had has have his her their which who that this these those if when "
    "while because as at with from for by not der die das den dem des ein eine er sie wir ist war als wie mit dass "
    "que qui dans pour avec sur les des est était el los las una por con para de di il che per della het een van "
    "dat niet się nie na że jest os uma com"
)
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words with which a sentence goes on after a dash; none is the second half of a compound."""

KNOWN = 1.0
"""Zipf frequency from which a joined word counts as one. wordfreq's lists end near 1.0 (one in a hundred
million), so whatever is listed is known."""

WORD = 3.0
"""Zipf frequency from which a half counts as a word by itself: fragments that are listed stay below (tion 2.8),
or are words as well (con, ing)."""

GAIN = 1.0
"""How much commoner (log10) the joined word must be than chance would put its halves side by side. True
compounds that people also write solid reach 0.2 (wellknown), solid words 1.7 and more (overcome)."""


class Verdict(NamedTuple):
    """What stands between two halves: nothing (`join`), a hyphen (`keep`), or nobody knows (`leave`)."""

    what: str  # "join", "keep", "leave"
    note: str


class Vocabulary:
    """The words of one document, and after them those of its corpus and its language.

    `broken` are the halves at line ends, which are no words of the document and do not count.
    """

    def __init__(self, text: str, broken: Iterable[str], lexicon: Lexicon, language: str | None) -> None:
        self._lexicon = lexicon
        self._language = language
        whole = Counter(token.lower() for token in TOKEN.findall(text))
        whole.subtract(token.lower() for token in broken)
        self._words: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._seconds: dict[str, set[str]] = defaultdict(set)
        for token, count in whole.items():
            if count > 0:
                self._add(token, count)

    def _add(self, token: str, count: int) -> None:
        parts = _PARTS.split(token)
        for part in parts:
            self._words[part] += count
            if "'" in part or "’" in part:
                for piece in _JOINTS.split(part):
                    self._words[piece] += count
        for first, second in pairwise(parts):
            self._pairs[first, _JOINTS.split(second)[0]] += count
            self._seconds[first].add(second)

    def verdict(self, left: str, right: str) -> Verdict:
        """What the hyphen between `left` and `right` is, asked of the document, the corpus, the language.

        >>> empty = Lexicon()
        >>> words = Vocabulary("the post-war years of any-where", (), empty, "en")
        >>> [words.verdict(*pair)[0] for pair in (("post", "war"), ("any", "where"), ("epi", "sode"))]
        ['keep', 'keep', 'join']
        """
        first, second = _JOINTS.split(left)[-1], _JOINTS.split(right)[0]
        low, high = first.lower(), second.lower()
        return (
            self._by_document(low, high)
            or self._by_corpus(first, second)
            or self._by_shape(first, second)
            or self._by_language(low, high)
        )

    def _by_document(self, low: str, high: str) -> Verdict | None:
        solid, pair = self._words[low + high], self._pairs[low, high]
        if solid > pair:
            return Verdict("join", f"the document has “{low + high}” {solid} times")
        if pair > solid:
            return Verdict("keep", f"the document has “{low}-{high}” {pair} times")
        if pair:
            return Verdict("keep", f"the document has both “{low}-{high}” and “{low + high}”")
        kin = next((word for word in sorted(self._seconds.get(low, ())) if _akin(word, high)), None)
        if kin and not self._knows(low + high):
            return Verdict("keep", f"the document has “{low}-{kin}”")
        return None

    def _by_corpus(self, first: str, second: str) -> Verdict | None:
        solid = self._corpus_count(first + second)
        pair = self._corpus_count(f"{first}-{second}")
        if solid > pair:
            return Verdict("join", f"the other documents have “{first + second}” {solid} times")
        if pair > solid:
            return Verdict("keep", f"the other documents have “{first}-{second}” {pair} times")
        return None

    def _corpus_count(self, word: str) -> int:
        return sum(self._lexicon.count(form) for form in {word, word.lower(), word.capitalize()})

    def _by_shape(self, first: str, second: str) -> Verdict | None:
        if len(first) == 1 and not self._knows((first + second).lower()):
            return Verdict("keep", "a single letter before the hyphen")
        if not second[0].isupper() or (first.isupper() and second.isupper()):
            return None
        if first in ("Mc", "Mac"):
            return Verdict("join", "a name")
        if first.isupper() and len(first) > 3 and not second.isupper():
            return Verdict("leave", "capitals before the hyphen, a capital after it")
        return Verdict("keep", f"“{second}” has a capital of its own")

    def _by_language(self, low: str, high: str) -> Verdict:
        if self._language is None or not _has_words(self._language):
            return Verdict("leave", f"neither “{low + high}” nor “{low}-{high}” stands anywhere else")
        solid, one, two = (self._zipf(word) for word in (low + high, low, high))
        by_chance = max(0.0, one + two - 9)
        if solid >= KNOWN and solid - by_chance >= GAIN:
            return Verdict("join", f"“{low + high}” is a word")
        if high in FUNCTION_WORDS:
            return Verdict("leave", "perhaps a dash: a sentence may go on after it")
        if min(one, two) < WORD:
            half = low if one < two else high
            return Verdict("join", f"“{half}” is no word by itself")
        if self._language in SOLID:
            return Verdict("join", "compounds are written solid")
        return Verdict("keep", f"“{low}” and “{high}” are words, “{low + high}” is none")

    def is_suspended(self, left: str, right: str) -> bool:
        """Whether `right` is the word that follows a suspended hyphen, and no half of a known word.

        >>> words = Vocabulary("", (), Lexicon(), "en")
        >>> words.is_suspended("pre", "and"), words.is_suspended("hus", "band"), words.is_suspended("thous", "and")
        (True, False, False)
        """
        links = LINKS.get(self._language or "", _ANY_LINK)
        return right.lower() in links and not self.is_word(left + right)

    def is_word(self, word: str) -> bool:
        """Whether the document or the language has `word`, whole."""
        return self._words[word.lower()] > 0 or self._knows(word.lower())

    def is_printed(self, word: str) -> bool:
        """Whether the document has `word`, whole."""
        return self._words[word.lower()] > 0

    def _knows(self, word: str) -> bool:
        return self._zipf(word) >= KNOWN

    def _zipf(self, word: str) -> float:
        return zipf(word, self._language) if self._language and _has_words(self._language) else 0.0


def _akin(word: str, other: str) -> bool:
    """Whether two words are forms of one: they share all but the last three letters, four at least."""
    shared = max(4, max(len(word), len(other)) - 3)
    return word[:shared] == other[:shared] and min(len(word), len(other)) >= shared


def _has_words(language: str) -> bool:
    try:
        zipf("a", language)
    except LookupError:
        return False
    return True
