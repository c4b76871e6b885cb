"""Whether a hyphen between two halves belongs to the word, or only to the line it ended."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .smallwords import (
    ANY_LINK,
    CLASHES,
    CLITICS,
    DUTCH_PAIR,
    ENDINGS,
    FUNCTION_WORDS,
    HYPHEN_PREFIXES,
    INSIDE,
    LINKS,
    SOLID,
    SOLID_PREFIXES,
)
from .stretches import Stretches
from .words import Lexicon, listed, zipf

TOKEN = re.compile(r"[^\W\d_]+(?:[-'’‐‑][^\W\d_]+)*")
"""A word with the hyphens and apostrophes inside it."""

_PARTS = re.compile(r"[-‐‑]")
_JOINTS = re.compile(r"[-‐‑'’]")

KNOWN = 1.0
"""Zipf frequency from which a joined word counts as one. wordfreq's lists end near 1.0 (one in a hundred
million), so whatever is listed is known."""

USUAL = 3.4
"""Zipf frequency from which the solid spelling is the usual one, whatever its halves are: in, directly, indirectly
(3.5)."""

RARER = 1.9
"""How much rarer (log10) than its rarer half a solid word may be and still be the usual spelling. Both numbers
were chosen on four novels and histories and eight manuals set again in narrow columns: of the broken words they cost
one in five hundred, and they save one compound in ten."""

WORD = 3.0
"""Zipf frequency from which a half counts as a word by itself: fragments that are listed stay below (tion 2.8),
or are words as well (con, ing)."""

class Verdict(NamedTuple):
    """What stands between two halves: nothing (`join`), a hyphen (`keep`), or nobody knows (`leave`)."""

    what: str  # "join", "keep", "leave"
    note: str
    printed: bool = False  # the word stands so elsewhere, in the document or beside it


class Vocabulary:
    """The words of one document, and after them those of its corpus and its language.

    `stretches` are those of the text, `broken` the halves at line ends, which are no words of the document and do not
    count; `document` is its id, by which the lexicon knows it from the others.
    """

    def __init__(
        self, stretches: Stretches, broken: Iterable[str], lexicon: Lexicon, language: str | None, document: str = ""
    ) -> None:
        self._lexicon = lexicon
        self._document = document
        self._language = language
        printed: Counter[str] = Counter()
        for kind, count in zip(stretches.kinds, stretches.counts, strict=True):
            for token in (kind,) if kind.isalpha() else TOKEN.findall(kind):
                printed[token] += count
        printed.subtract(broken)
        self._printed = +printed  # as printed, capitals and all
        whole: Counter[str] = Counter()
        for token, count in self._printed.items():
            whole[token.lower()] += count
        self._words: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._seconds: dict[str, set[str]] = defaultdict(set)
        for token, count in whole.items():
            self._add(token, count)

    def _add(self, token: str, count: int) -> None:
        if token.isalpha():  # as most are
            self._words[token] += count
            return
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
        >>> words = Vocabulary(Stretches("the post-war years of any-where"), (), empty, "en")
        >>> [words.verdict(*pair)[0] for pair in (("post", "war"), ("any", "where"), ("epi", "sode"))]
        ['keep', 'keep', 'join']
        """
        first, second = _JOINTS.split(left)[-1], _JOINTS.split(right)[0]
        low, high = first.lower(), second.lower()
        if _has_capitals(first, second):
            return self._of_capitals(first, second)
        elided = right[len(second) : len(second) + 1] in ("'", "’")
        return (
            self._by_document(low, high)
            or self._by_corpus(first, second)
            or self._by_habit(low, high)
            or self._of_pieces(left, right, low, high)
            or self._by_language(low, high, elided, first[0].isupper())
        )

    def _by_document(self, low: str, high: str) -> Verdict | None:
        solid, pair = self._words[low + high], self._pairs[low, high]
        if solid > pair:
            return Verdict("join", f"the document has “{low + high}” {times(solid)}", True)
        if pair > solid:
            return Verdict("keep", f"the document has “{low}-{high}” {times(pair)}", True)
        if pair:
            return Verdict("keep", f"the document has both “{low}-{high}” and “{low + high}”", True)
        kin = next((word for word in sorted(self._seconds.get(low, ())) if _akin(word, high)), None)
        if kin and not self._knows(low + high):
            return Verdict("keep", f"the document has “{low}-{kin}”", True)
        return None

    def _by_corpus(self, first: str, second: str) -> Verdict | None:
        solid = self._corpus_count(first + second)
        pair = self._corpus_count(f"{first}-{second}")
        if solid > pair:
            return Verdict("join", f"the other documents have “{first + second}” {times(solid)}", True)
        if pair > solid:
            return Verdict("keep", f"the other documents have “{first}-{second}” {times(pair)}", True)
        return None

    def _by_habit(self, low: str, high: str) -> Verdict | None:
        """Whether the document writes other words with `low` apart that most write solid, and none solid: who has
        “to-morrow” means “to-day”."""
        if min(self._zipf(low), self._zipf(high)) < WORD or high in ENDINGS or self._solid_words(low):
            return None
        other = next((s for s in sorted(self._seconds.get(low, ())) if self._zipf(low + s) >= USUAL - 1), None)
        return Verdict("keep", f"the document has “{low}-{other}”") if other else None

    def _corpus_count(self, word: str) -> int:
        forms = {word, word.lower(), word.capitalize()}
        return sum(self._lexicon.elsewhere(form, self._document) for form in forms)

    def _of_capitals(self, first: str, second: str) -> Verdict:
        """A capital behind the hyphen or nothing but capitals before it: two names, an acronym and a word, or one
        word with capitals inside, `Mc-` / `Donald`."""
        if self._printed[first + second] > self._pairs[first.lower(), second.lower()]:
            return Verdict("join", f"the document has “{first + second}”")
        if first in ("Mc", "Mac") or (second.isupper() and self._zipf((first + second).lower()) >= WORD):
            return Verdict("join", f"“{first + second}” is one word")
        return Verdict("keep", f"“{second if second[0].isupper() else first}” has capitals of its own")

    def _of_pieces(self, left: str, right: str, low: str, high: str) -> Verdict | None:
        """What the pieces tell by themselves: one letter, a pronoun leaning on a verb, a compound of three."""
        if len(low) == 1:
            return self._of_letter(low, high)
        solid = self._zipf(low + high)
        if high in CLITICS.get(self._language or "", ()) and solid < USUAL and self._zipf(low) >= KNOWN:
            return Verdict("keep" if self._language == "pt" else "join", f"“{high}” leans on “{low}”")
        inner = high if len(_PARTS.split(right)) > 1 else low if len(_PARTS.split(left)) > 1 else ""
        outer = low if inner == high else high
        if inner in INSIDE and self._zipf(outer) >= KNOWN and solid < min(USUAL + 0.4, self._zipf(inner) - 1):
            return Verdict("keep", "a compound of three words")
        return None

    def _of_letter(self, low: str, high: str) -> Verdict | None:
        """One letter before the hyphen: `n-` / `tridecanal`, `e-` / `mail`; printers do not break behind one letter,
        but where they did it was a vowel, `a-` / `bout`."""
        if low in "aiouéàüö" and len(high) > 2 and self._zipf(low + high) >= WORD:
            return None
        return Verdict("keep", "a single letter before the hyphen")

    def _by_language(self, low: str, high: str, elided: bool, is_name: bool) -> Verdict:
        if not self._has_words:
            return Verdict("leave", f"neither “{low + high}” nor “{low}-{high}” stands anywhere else")
        solid, one, two = (self._zipf(word) for word in (low + high, low, high))
        if high.endswith("s"):
            solid = max(solid, self._zipf((low + high)[:-1]))  # a rare plural
        if elided:
            solid = max(solid, self._zipf(low + high + "e"), self._zipf(low + high + "a"))  # lorsqu’on
        is_solid = self._language in SOLID and not self._is_pair(low, high, is_name)
        is_affixed = low in SOLID_PREFIXES or (self._language == "en" and high in ENDINGS)
        is_usual = solid >= USUAL or min(one, two) < WORD or solid > min(one, two) - RARER
        if not is_affixed and self._is_epithet(low, high, solid):
            return Verdict("keep", f"“{low}-{high}” is an adjective of two words")
        if solid >= KNOWN and (is_solid or is_affixed or is_usual):
            return Verdict("join", f"“{low + high}” is a word")
        if high in FUNCTION_WORDS.get(self._language or "", ()):
            return Verdict("leave", "perhaps a dash: a sentence may go on after it")
        return self._of_unknown(low, high, one, two, is_solid)

    def _of_unknown(self, low: str, high: str, one: float, two: float, is_solid: bool) -> Verdict:
        """The joined word is in no list: a rare one, or a compound."""
        if self._language == "en" and high in ENDINGS:
            return Verdict("join", f"“{high}” is an ending")
        if is_solid:
            return Verdict("join", "compounds are written solid")
        if self._language != "en" and zipf(low + high, "en") >= USUAL - 1:
            return Verdict("join", f"“{low + high}” is an English word")
        if (low in HYPHEN_PREFIXES and self._language in ("en", "fr")) or self._takes_hyphens(low):
            return Verdict("keep", f"“{low}-” takes a hyphen elsewhere")
        halves = [word for word, share in ((low, one), (high, two)) if share < WORD and not self._words[word]]
        if halves:
            return Verdict("join", f"“{halves[0]}” is no word by itself")
        if low in SOLID_PREFIXES or (self._language == "pl" and low[-1] != "o"):
            return Verdict("join", f"“{low}” goes before words without a hyphen")
        unusual = "hardly one" if self._zipf(low + high) >= KNOWN else "none"
        return Verdict("keep", f"“{low}” and “{high}” are words, “{low + high}” is {unusual}")

    def _is_epithet(self, low: str, high: str, solid: float) -> bool:
        """An English adjective such as short-sighted, which is no verb (no one shortsights), or one of two nations or
        manners in a Romance language: franco-prusiana, italo-francesi."""
        if self._language == "en" and high.endswith("ed") and len(high) > 4 and solid < USUAL:
            verb = max(self._zipf(low + high[:-1]), self._zipf(low + high[:-2]))
            return verb < KNOWN and min(self._zipf(low), self._zipf(high)) >= WORD
        romance = self._language in ("es", "it", "fr", "pt") and low[-1] in "oó" and solid < KNOWN
        return romance and self._zipf(low) >= WORD and self._zipf(high) >= KNOWN

    def _is_pair(self, low: str, high: str, is_name: bool) -> bool:
        """Two adjectives in German (deutsch-französisch) and Dutch (sociaal-economisch); in Dutch a name and a noun
        (Linux-systeem), and halves whose vowels would be read as one (zee-eend, auto-ongeluk)."""
        if self._language == "nl":
            clash = low[-1:] + high[:1] in CLASHES or DUTCH_PAIR.fullmatch(f"{low}-{high}") is not None
            return (is_name or (clash and self._zipf(low) >= WORD)) and self._zipf(high) >= WORD
        return low.endswith("sch") and re.search(r"sch(?:e[mnrs]?)?$", high) is not None

    def _takes_hyphens(self, low: str) -> bool:
        """Whether the document has `low` in several compounds with a hyphen, and in few solid words."""
        return len(self._seconds.get(low, ())) > max(1, 2 * self._solid_words(low))

    def _solid_words(self, low: str) -> int:
        """How many words of the document are `low` and three letters more, or longer; twenty are looked at."""
        first = bisect_left(self._sorted, low)
        return sum(word.startswith(low) and len(word) > len(low) + 2 for word in self._sorted[first : first + 20])

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._words)

    def is_suspended(self, left: str, right: str) -> bool:
        """Whether `right` is the word that follows a suspended hyphen, and no half of a known word.

        >>> words = Vocabulary(Stretches(""), (), Lexicon(), "en")
        >>> words.is_suspended("pre", "and"), words.is_suspended("hus", "band"), words.is_suspended("thous", "and")
        (True, False, False)
        """
        links = LINKS.get(self._language or "", ANY_LINK)
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
        return zipf(word, self._language) if self._language and self._has_words else 0.0

    @property
    def _has_words(self) -> bool:
        return self._language in listed()


def times(count: int) -> str:
    """A number of occurrences in words."""
    return {0: "never", 1: "once"}.get(count, f"{count} times")


def _has_capitals(first: str, second: str) -> bool:
    """Whether the case of the halves tells the hyphen: names, an acronym before a word, two acronyms."""
    if second[0].isupper() and not first.isupper():
        return True
    return first.isupper() and len(first) > 1 and (not second.isupper() or len(first + second) <= 7)


def _akin(word: str, other: str) -> bool:
    """Whether two words are forms of one: they share all but the last three letters, four at least."""
    shared = max(4, max(len(word), len(other)) - 3)
    return word[:shared] == other[:shared] and min(len(word), len(other)) >= shared
