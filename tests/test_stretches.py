"""Fast equals slow: what is asked of every different stretch once is what would be found in the whole text."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from restore.language import confusions, guesses
from restore.language.beside import Beside
from restore.language.doubtable import Doubtable, begins_sentence
from restore.language.stretches import WORD, Stretches
from restore.language.words import frequencies

PIECES = [
    "the", "of", "a", "tbe", "the", "The", "Kim", "II", "Il", "word", "état", "la", "de", "neigh", "bours", "co",
    "eBay", "1etter", "I'H", "x", "-", "¬", "'", "’", "“", "”", "(", ")", ".", ",", ":", "?", "_", "5", "/", "\ufffd",
    "@", " ", " ", " ", " ", "  ", "\n", "\n\n", " \n", "-\n", "- \n", "¬\n", "\t", "\r\n", "\x0c", "\u2028",
    "\xa0", "\x1c",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(TEXTS)
def test_the_stretches_stand_at_their_places(text: str) -> None:
    stretches = Stretches(text)
    for start, kind in zip(stretches.starts.tolist(), stretches.order.tolist(), strict=True):
        assert text.startswith(stretches.kinds[kind], start)
    assert [kind for kind in (stretches.kinds[number] for number in stretches.order) if kind] == text.split()
    assert stretches.words == Counter(WORD.findall(text))


def test_a_text_split_in_parts_is_split_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"word{number % 97} and\nmore" for number in range(400)) + " " * 30 + "\n\nend "
    whole = Stretches(text)
    for size in (1, 2, 7, 64):
        monkeypatch.setattr("restore.language.stretches._AT_ONCE", size)
        parts = Stretches(text)
        assert (parts.kinds, parts.order.tolist()) == (whole.kinds, whole.order.tolist())


@given(TEXTS, st.sets(st.sampled_from(["the", "II", "Il", "5", "word", "état", "co"])))
def test_tokens_are_those_of_the_text(text: str, words: set[str]) -> None:
    slow = [found.span() for found in re.finditer(r"[^\W_]+", text) if found.group() in words]
    assert list(Stretches(text).tokens(words)) == slow


@given(TEXTS, st.sampled_from(["the", "of", "co", "la"]), st.sampled_from(["word", "of", "a", "Kim"]))
@example("the" + " " * 20 + "word the" + " " * 21 + "word", "the", "word")
def test_words_together_are_those_of_the_text(text: str, left: str, right: str) -> None:
    slow = re.findall(rf"(?<!\w){left}(?=\s{{1,20}}{right}(?!\w))", text)
    assert Stretches(text).together(left, right) == len(slow)


@given(TEXTS)
@example("(the the the) and the\u2028the, “The\nThe")
def test_words_beside_each_other_are_those_of_the_text(text: str) -> None:
    beside = Beside(Stretches(text))
    doubled = re.finditer(r"(?<![\w'’-])([^\W\d_]{1,20})\s{1,20}\1(?![\w'’-])", text)
    assert [found.span() for found in beside.doubled()] == [found.span() for found in doubled]
    pairs = re.finditer(r"(?<![\w'’-])(the|a)\s(of|the)(?![\w'’-])", text)
    assert [f.span() for f in beside.pairs(("the", "a"), ("of", "the"))] == [f.span() for f in pairs]


_SLOW = re.compile(
    r"(?<![\w\ufffd@&'’./\\\[\]-])(?<![-¬]\n)(?<![-¬] \n)"
    r"[^\W\d_][^\W_]{1,24}"
    r"(?![\w\ufffd@&/\\¬\[\]-]|['’][a-z]{3}|\.[a-z])"
)
_FRENCH = re.compile(r"\b(?:de|du|des|le|la|les|un|une|au|aux|à|et|en)\s\Z")


@lru_cache(maxsize=1)
def _small() -> set[str]:
    return {word for word, share in frequencies("en").items() if share >= 10 ** (5.8 - 9)}


def _slowly(text: str) -> list[tuple[int, str]]:
    """The words that may be doubted, asked place by place."""
    found = []
    for token in _SLOW.finditer(text):
        word, start = token.group(), token.start()
        if not word.isalpha() and sum(ch.isalpha() for ch in word) < 3:
            continue
        if word[0].islower():
            in_french = not word.isascii() and _FRENCH.search(text, max(0, start - 6), start)
            kept = not in_french and re.match(r"[a-z][A-Z][a-z]+\Z", word) is None
        else:
            kept = len(word) > 2 and word[1:].islower() and begins_sentence(text, start)
        if kept:
            found.append((start, word))
    small = _small()
    near = [found[max(0, at - 8) : at + 9] for at in range(len(found))]
    return [
        token for token, others in zip(found, near, strict=True)
        if sum(word in small for _, word in others) >= 0.25 * (len(others) - 1)
    ]


@given(TEXTS)
@example("la été de état-\nword ¬ \nword.\n\nThe word: “(The)” the\nthe")
def test_doubtable_words_are_those_of_the_text(text: str) -> None:
    found = Doubtable(Stretches(text), "en").found()
    fast = [(printed.start, printed.word) for at in range(len(found)) for printed in [found.around(at, 0)[0][0]]]
    assert fast == _slowly(text)


WORDS = ["prornise", "goverrnment", "tbe", "sayde", "wanderin", "lutionary", "vnto", "ccrtainly", "dysciples", "hte"]


@given(st.one_of(st.sampled_from(WORDS), st.text("abcdehilmnorstu", min_size=3, max_size=9)))
def test_the_cheap_test_of_a_word_loses_no_reading(word: str) -> None:
    near = confusions.by_shape(word)
    twice = {again: 2 * confusions.SHAPE for reading in near for again in confusions.by_shape(reading)}
    weights = {**twice, **confusions.by_letter(word, frequencies("en")), **near}
    best = guesses._ranked(weights, "en", 2.5)
    if best and best[0][0] >= guesses.BELIEVED + 0.05:
        assert guesses._is_believed(word, "en")
