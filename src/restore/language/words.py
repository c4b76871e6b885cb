"""Which words there are: in a language, and in the documents at hand."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

from ..document import LOST, Document
from ..edits import Quote
from ..restoration import Restoration
from .neighbours import Neighbours, look_alikes
from .stretches import WORD as WORD  # which belongs here, and is needed there
from .stretches import Stretches


@lru_cache(maxsize=16)
def frequencies(language: str) -> dict[str, float]:
    """Share of each lower-case word among all words of a language: wordfreq's best list for it.

    Loading takes about 0.3 s for English, so nothing asks for it before something is suspected.
    Raises `LookupError` for a language wordfreq does not know.
    """
    from wordfreq import get_frequency_dict

    shares = get_frequency_dict(language, wordlist="best")
    return _Folded(shares) if language in _FOLDED else dict(shares)


_FOLDED = {"de": "ß", "el": "ς"}
"""Small letters that wordfreq's lists do not have: they are case-folded, `größer` stands there as `grösser`."""


class _Folded(dict[str, float]):
    """Shares of words by their small letters, in a language whose list has some of them folded."""

    def get(self, word: str, default: Any = None) -> Any:
        found = super().get(word)
        if found is None and ("ß" in word or "ς" in word):
            found = super().get(word.casefold())
        return default if found is None else found

    def __contains__(self, word: object) -> bool:
        return self.get(str(word)) is not None

    def __missing__(self, word: str) -> float:
        folded = word.casefold()
        if folded == word:
            raise KeyError(word)
        return self[folded]


@lru_cache(maxsize=1)
def listed() -> frozenset[str]:
    """The languages that have a word list: those of wordfreq. It would take another for its nearest, Latin for
    Italian."""
    from wordfreq import available_languages

    return frozenset(available_languages("best"))


def zipf(word: str, language: str) -> float:
    """Frequency of a word as log10 of occurrences per thousand million words; 0 when it is not in the list.

    van Heuven et al. 2014: 3 is a rare word, 6 one of the commonest.

    >>> zipf("the", "en") > 7 > zipf("plenum", "en") > 2 > zipf("wkh", "en")
    True
    >>> zipf("größer", "de") == zipf("grösser", "de") > 4
    True
    """
    share = frequencies(language).get(word.lower().replace("’", "'"), 0.0)
    return math.log10(share) + 9 if share else 0.0


_ENOUGH = 100  # places that prove a phrase usual
_ENOUGH_LOOKED = 50  # documents looked at for them
_KEPT = 10_000_000  # characters of documents whose stretches are kept


class Lexicon:
    """The words of the documents at hand, exactly as they are written, and where each stands.

    The first dictionary to ask: names, compounds and spellings are the documents' own. It is made of drafts, the
    documents as far as they are restored, so that words are whole; its quotations are places of the sources, so
    that they can be checked. A word broken by a line end is in it as its halves.

    >>> from ..document import Document
    >>> lexicon = Lexicon([Restoration(Document("a", "post-war years, post-war plans"))])
    >>> lexicon.count("post-war"), lexicon.documents("post-war"), lexicon.quote("plans", "a").start
    (2, ['a'], 25)
    """

    def __init__(self, drafts: Iterable[Restoration] = ()) -> None:
        self._drafts: dict[str, Restoration] = {draft.id: draft for draft in drafts}
        self._stretches: dict[str, Stretches] = {}
        self._places: dict[tuple[str, str], dict[str, int]] = {}
        self._neighbours: dict[frozenset[str], Neighbours] = {}

    @cached_property
    def _counts(self) -> dict[str, Counter[str]]:
        return {name: self._stretches_of_draft(name).words for name in self._drafts}

    @cached_property
    def _total(self) -> Counter[str]:
        total: Counter[str] = Counter()
        for counts in self._counts.values():
            total.update(counts)
        return total

    def count(self, word: str, document: str | None = None) -> int:
        """How often a word is written so, in all documents or in one (by its id)."""
        if document is None:
            return self._total[word]
        return self._counts.get(document, Counter())[word]

    def elsewhere(self, word: str, document: str) -> int:
        """How often a word is written so in the documents besides one (by its id)."""
        return self.count(word) - self.count(word, document) if self._drafts.keys() - {document} else 0

    def documents(self, word: str) -> list[str]:
        """The ids of the documents that have the word, in order."""
        return sorted(name for name, counts in self._counts.items() if counts[word])

    def words(self, document: str) -> Mapping[str, int]:
        """The words of one document and how often it has each."""
        return self._counts.get(document, Counter())

    def places(self, left: str, right: str) -> dict[str, int]:
        """In which documents two words stand side by side, and how often; a line end is a space.

        Looks no further than the first `_ENOUGH` places or `_ENOUGH_LOOKED` documents that have both words, so the
        cost does not grow with the number of documents.
        """
        if (left, right) not in self._places:
            self._places[left, right] = self._find_places(left, right)
        return self._places[left, right]

    def _find_places(self, left: str, right: str) -> dict[str, int]:
        having = (name for name in sorted(self._counts) if self._counts[name][left] and self._counts[name][right])
        found: dict[str, int] = {}
        for name in islice(having, _ENOUGH_LOOKED):
            count = min(_ENOUGH, self._stretches_of_draft(name).together(left, right))
            if count:
                found[name] = count
            if sum(found.values()) >= _ENOUGH:
                break
        return found

    def stretches_of(self, document: Document) -> Stretches:
        """The stretches of a document as it now reads."""
        draft = self._drafts.get(document.id)
        is_draft = draft is not None and draft.text == document.text
        return self._stretches_of_draft(document.id, document) if is_draft else document.seen(Stretches)

    def _stretches_of_draft(self, name: str, document: Document | None = None) -> Stretches:
        """The last few are kept, of long documents only the last."""
        if name not in self._stretches:
            if sum(len(kept.text) for kept in self._stretches.values()) > _KEPT:
                self._stretches.clear()
            self._stretches[name] = document.seen(Stretches) if document else Stretches(self._drafts[name].text)
        return self._stretches[name]

    def drafts(self) -> list[Restoration]:
        """The documents as far as they are restored, in order of their ids."""
        return [draft for _, draft in sorted(self._drafts.items())]

    @cached_property
    def parts(self) -> Counter[str]:
        """How often each run of letters is written, the parts of compounds each for itself."""
        parts: Counter[str] = Counter()
        for word, count in self._total.items():
            for part in (word,) if word.isalpha() else re.split("[-'’]", word):
                parts[part] += count
        return parts

    @cached_property
    def transposed(self) -> dict[str, list[str]]:
        """What the words the documents have ten times and more would be with two letters changed places, each with
        the words it would be made of, the commonest last."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        often = [(count, word) for word, count in self._total.items() if count >= 10 and 4 <= len(word) <= 20]
        for _, word in sorted(often):
            for i in range(len(word) - 1):
                if word[i] != word[i + 1]:
                    found[word[:i] + word[i + 1] + word[i] + word[i + 2 :]].append(word)
        return dict(found)

    @cached_property
    def look_alikes(self) -> dict[str, tuple[str, ...]]:
        """Words of the documents that look like other words of theirs in print: `II` and `Il`."""
        return look_alikes(self.parts)

    def neighbours(self, words: frozenset[str]) -> Neighbours:
        """What stands beside `words` in the documents; counted once for the same words."""
        if words not in self._neighbours:
            self._neighbours[words] = Neighbours({name: self._stretches_of_draft(name) for name in self._drafts}, words)
        return self._neighbours[words]

    def quote(self, phrase: str, document: str) -> Quote | None:
        """The first place where the source of a document prints `phrase` between word boundaries, or None."""
        draft = self._drafts[document]
        exact = re.escape(phrase)
        for found in re.finditer(rf"{exact}(?<!\w{exact})(?!\w)", draft.text):
            span = draft.trace(*found.span())
            if draft.source[span.start : span.end] == phrase and LOST not in phrase:
                line = draft.source.count("\n", 0, span.start) + 1
                return Quote(document, span.start, span.end, phrase, line)
        return None


class LineIndex:
    """The line (1-based) of an offset, in logarithmic time."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def __call__(self, offset: int) -> int:
        return bisect_right(self._starts, offset)
