"""How far a text is from the truth, and what a restoration did to its source: CER, WER, broken and fixed words.

All of it rests on the Levenshtein distance (insertions, deletions and substitutions cost one each), by
`rapidfuzz`. Nothing is folded: case, accents, spaces and line ends count as they stand; who wants them ignored
folds the texts before.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True, slots=True)
class Words:
    """What became of the words of the truth between source and text, counted by aligning each with the truth."""

    right_before: int  # words of the truth that the source has
    wrong_before: int
    broken: int  # had by the source, not by the text
    fixed: int  # not had by the source, had by the text
    broken_share: float  # of those right before
    fixed_share: float  # of those wrong before


@dataclass(frozen=True, slots=True)
class Edits:
    """What the changes from source to text were worth, in single characters."""

    needed: int  # distance from source to truth
    made: int  # distance from source to text
    left: int  # distance from text to truth
    precision: float  # share of the changes made that led to the truth
    recall: float  # share of the changes needed that were made


@dataclass(frozen=True, slots=True)
class Score:
    """A text measured against the truth; `cer_before`, `words` and `edits` only with the source."""

    cer: float  # character errors a character of the truth; may pass 1
    wer: float  # word errors a word of the truth
    characters: int  # in the truth
    cer_before: float | None = None
    wer_before: float | None = None
    words: Words | None = None
    edits: Edits | None = None


def score(truth: str, text: str, source: str | None = None) -> Score:
    """The text measured against the truth, and when the source is given, against what it was.

    >>> found = score("Kim Il Sung spoke to us", "Kim Il Sung spake to us", source="Kim II Sung spoke to us")
    >>> round(found.cer, 3), found.words.fixed, found.words.broken
    (0.043, 1, 1)
    """
    if source is None:
        return Score(cer(truth, text), wer(truth, text), len(truth))
    return Score(
        cer(truth, text), wer(truth, text), len(truth), cer(truth, source), wer(truth, source),
        word_changes(truth, text, source), edit_changes(truth, text, source),
    )


def cer(truth: str, text: str) -> float:
    """Character error rate: the distance from truth to text, a code point of the truth.

    >>> cer("promise", "prornise")
    0.2857142857142857
    """
    return distance(truth, text) / max(1, len(truth))


def wer(truth: str, text: str) -> float:
    """Word error rate: the same in words, which are what stands between white space."""
    words = truth.split()
    return distance(words, text.split()) / max(1, len(words))


def distance(left: Sequence[Hashable], right: Sequence[Hashable]) -> int:
    """Levenshtein distance. Texts that are near each other are compared in a band, whose cost is the length
    times the distance; the hint of one error in fifty is doubled until it is enough."""
    return int(Levenshtein.distance(left, right, score_hint=max(31, len(left) // 50)))


def word_changes(truth: str, text: str, source: str) -> Words:
    """Words broken and fixed: a word of the truth counts as right when the best alignment finds it unchanged.

    >>> word_changes("to the CPSU CC", "to the CPSU CC", "to the CPSUCC")
    Words(right_before=2, wrong_before=2, broken=0, fixed=2, broken_share=0.0, fixed_share=1.0)
    """
    words = truth.split()
    before = _found(words, source.split())
    after = _found(words, text.split())
    right, wrong = sum(before), len(before) - sum(before)
    broken = sum(was and not now for was, now in zip(before, after, strict=True))
    fixed = sum(now and not was for was, now in zip(before, after, strict=True))
    return Words(right, wrong, broken, fixed, broken / max(1, right), fixed / max(1, wrong))


def _found(truth: Sequence[Hashable], words: Sequence[Hashable]) -> list[bool]:
    """For each word of the truth, whether the alignment finds it in `words`."""
    found = [False] * len(truth)
    for op in Levenshtein.opcodes(truth, words):
        if op.tag == "equal":
            found[op.src_start : op.src_end] = [True] * (op.src_end - op.src_start)
    return found


def edit_changes(truth: str, text: str, source: str) -> Edits:
    """Precision and recall of the changes made, from three distances.

    A change is right when it brings the text one nearer to the truth, wrong when it takes it one further away;
    so left = needed - right + wrong, made = right + wrong, and right follows. One wrong character put for
    another, neither nearer nor further, counts as half. No alignment has to be chosen.

    >>> edit_changes("comrade", "comrade", "com-rade")
    Edits(needed=1, made=1, left=0, precision=1.0, recall=1.0)

    Where nothing was made, precision is 1; where nothing was needed, recall is 1.
    """
    needed, made, left = distance(source, truth), distance(source, text), distance(text, truth)
    right = (needed - left + made) / 2
    return Edits(needed, made, left, right / made if made else 1.0, right / needed if needed else 1.0)
