"""Scores against counts made by hand, and their bounds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from restore.score import cer, edit_changes, score, wer, word_changes

texts = st.text("ab \n", max_size=20)


def test_error_rates_by_hand() -> None:
    assert cer("abcd", "abxd") == 0.25
    assert wer("one two three four", "one too three four") == 0.25
    assert cer("", "ab") == 2
    assert wer("a b", "") == 1


def test_without_the_source_nothing_is_said_of_changes() -> None:
    found = score("truth", "text")
    assert found.words is None
    assert found.edits is None


def test_broken_and_fixed_words_by_hand() -> None:
    truth = "the history of the party is the history of all"
    source = "tbe history of thc party is the history of all"
    text = "the history of thc party is the hilltop of all"
    words = word_changes(truth, text, source)
    assert (words.right_before, words.wrong_before, words.fixed, words.broken) == (8, 2, 1, 1)
    assert (words.fixed_share, words.broken_share) == (0.5, 0.125)


def test_a_word_cut_in_two_is_one_word_wrong() -> None:
    words = word_changes("a promise made", "a promise made", "a pro- mise made")
    assert (words.right_before, words.fixed, words.broken) == (2, 1, 0)


def test_precision_and_recall_by_hand() -> None:
    edits = edit_changes("abcdef", "abcdeX", "aXXdef")  # two were needed and made, one was not needed
    assert (edits.needed, edits.made, edits.left) == (2, 3, 1)
    assert (edits.precision, edits.recall) == (2 / 3, 1.0)


@settings(deadline=None)
@given(texts, texts, texts)
def test_shares_are_shares(truth: str, text: str, source: str) -> None:
    found = score(truth, text, source)
    assert found.words is not None
    assert found.edits is not None
    for share in (found.words.broken_share, found.words.fixed_share, found.edits.precision, found.edits.recall):
        assert 0 <= share <= 1


@settings(deadline=None)
@given(texts, texts)
def test_the_truth_scores_best(truth: str, source: str) -> None:
    found = score(truth, truth, source)
    assert (found.cer, found.wer) == (0, 0)
    assert found.words is not None
    assert (found.words.broken, found.words.fixed) == (0, found.words.wrong_before)
