"""Which words there are: in a language, and in the documents at hand."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import wordfreq

from ..document import Document
from ..edits import Quote

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
"""A word: letters, with single hyphens and apostrophes inside."""


@lru_cache(maxsize=16)
def frequencies(language: str) -> dict[str, float]:
    """Share of each lower-case word among all words of a language: wordfreq's best list for it.

    Loading takes about 0.3 s for English, so nothing asks for it before something is suspected.
    Raises `LookupError` for a language wordfreq does not know.
    """
    return dict(wordfreq.get_frequency_dict(language, wordlist="best"))


def zipf(word: str, language: str) -> float:
    """Frequency of a word as log10 of occurrences per thousand million words; 0 when it is not in the list.

    van Heuven et al. 2014: 3 is a rare word, 6 one of the commonest.

    >>> zipf("the", "en") > 7 > zipf("plenum", "en") > 2 > zipf("wkh", "en")
    True
    """
    share = frequencies(language).get(word.lower().replace("’", "'"), 0.0)
    return math.log10(share) + 9 if share else 0.0


class Lexicon:
    """The words of the documents at hand, exactly as they are written, and where each stands.

    The first dictionary to ask: names, compounds and spellings are the documents' own. A word broken by a line
    end is not in it.
    """

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self._documents: dict[str, Document] = {document.id: document for document in documents}
        self._counts: dict[str, Counter[str]] = {
            name: Counter(WORD.findall(document.text)) for name, document in self._documents.items()
        }
        self._total: Counter[str] = Counter()
        for counts in self._counts.values():
            self._total.update(counts)

    def count(self, word: str, document: str | None = None) -> int:
        """How often a word is written so, in all documents or in one (by its id)."""
        if document is None:
            return self._total[word]
        return self._counts.get(document, Counter())[word]

    def documents(self, word: str) -> list[str]:
        """The ids of the documents that have the word, in order."""
        return sorted(name for name, counts in self._counts.items() if counts[word])

    def quote(self, phrase: str, document: str) -> Quote | None:
        """The first place where a phrase stands in a document between word boundaries, or None."""
        text = self._documents[document].text
        found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)
        if found is None:
            return None
        line = text.count("\n", 0, found.start()) + 1
        return Quote(document, found.start(), found.end(), found.group(), line)


class LineIndex:
    """The line (1-based) of an offset, in logarithmic time."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def __call__(self, offset: int) -> int:
        return bisect_right(self._starts, offset)
