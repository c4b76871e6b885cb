"""How much of a page is right, by what was lost: letters, spaces and marks, figures, word boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from rapidfuzz.distance import Levenshtein

from restore.document import LOST


def squeezed(text: str) -> str:
    """A text with each run of white space as one space: what a reader sees as the same.

    >>> squeezed(" one\\n two\\x0c")
    'one two'
    """
    return re.sub(r"\s+", " ", text).strip()


@dataclass
class Count:
    """Counts over pages; shares are taken at the end. "Right" is aligned with the truth at least cost."""

    pages: int = 0
    chars: int = 0  # of the truth
    before: int = 0  # edits from garbage to truth
    after: int = 0
    letters: int = 0  # in the truth
    letters_right: int = 0
    letters_wrong: int = 0  # in the output, put there by us, and not in the truth at that place
    blanks: int = 0  # spaces and marks of the truth
    blanks_right: int = 0
    words: int = 0  # word boundaries of the truth, of the output, in both
    words_found: int = 0
    words_right: int = 0
    digits_invented: int = 0
    seconds: float = 0.0

    def add(self, other: Count) -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def cer_before(self) -> float:
        return 100 * self.before / max(1, self.chars)

    @property
    def cer(self) -> float:
        return 100 * self.after / max(1, self.chars)

    @property
    def letters_share(self) -> float:
        return 100 * self.letters_right / max(1, self.letters)

    @property
    def wrong_share(self) -> float:
        return 100 * self.letters_wrong / max(1, self.letters)

    @property
    def blanks_share(self) -> float:
        return 100 * self.blanks_right / max(1, self.blanks)

    @property
    def boundaries(self) -> float:
        """F1 of the word boundaries."""
        return 200 * self.words_right / max(1, self.words + self.words_found)


def count(truth: str, garbage: str, output: str) -> Count:
    """The counts of one page.

    >>> c = count("The 3 cats", "7KH\\x03\\x16\\x03FDWV", "The \\ufffd cats")
    >>> c.cer, c.letters_share, c.blanks_share, c.digits_invented
    (10.0, 100.0, 100.0, 0)
    """
    right, dark, out = squeezed(truth), squeezed(garbage), squeezed(output)
    found = Count(pages=1, chars=len(right), before=Levenshtein.distance(right, dark))
    operations = Levenshtein.opcodes(right, out)
    found.letters = sum(map(str.isalpha, right))
    found.blanks = sum(not c.isalnum() for c in right)
    strangers = set(dark)
    for operation in operations:
        source = right[operation.src_start : operation.src_end]
        made = out[operation.dest_start : operation.dest_end]
        if operation.tag == "equal":
            found.letters_right += sum(map(str.isalpha, source))
            found.blanks_right += sum(not c.isalnum() for c in source)
            continue
        found.after += max(len(source), len(made))
        found.letters_wrong += sum(c.isalpha() and c not in strangers for c in made)
        found.digits_invented += sum(c.isdigit() and c not in strangers for c in made)
    starts, ends = set(_starts(right)), set(_starts(out))
    matched = {
        block.dest_start + step: block.src_start + step
        for block in operations if block.tag == "equal" for step in range(block.src_end - block.src_start)
    }
    found.words, found.words_found = len(starts), len(ends)
    found.words_right = sum(matched.get(place) in starts for place in ends)
    return found


def _starts(text: str) -> Iterator[int]:
    """Where words begin."""
    return (match.start() for match in re.finditer(rf"(?<![^\W_])[^\W_]|(?<={LOST})[^\W_]", text))


def piece_outcome(truth: str, garbage: str, output: str, piece: str) -> str:
    """Whether a garbled piece in sound text, `piece` in the truth, was read `right`, `left` as it was, or made `wrong`.

    Only letters count: what was lost with the control characters is counted elsewhere. Wrong is also what was made
    wrong anywhere else on the page.
    """
    right, dark, out = squeezed(truth), squeezed(garbage), squeezed(output)
    letters, before = (Levenshtein.distance(_letters(right), _letters(each)) for each in (out, dark))
    if letters == 0:
        return "right"
    if letters > before:
        return "wrong"
    start, end = _garbled_place(right, dark, squeezed(piece))
    missed = (
        operation for operation in Levenshtein.opcodes(right, out)
        if operation.tag != "equal" and operation.src_start < end and operation.src_end > start
    )
    changed = any(
        _letters(right[max(each.src_start, start) : min(each.src_end, end)] + out[each.dest_start : each.dest_end])
        for each in missed
    )
    return "left" if changed else "right"


def _garbled_place(right: str, dark: str, piece: str) -> tuple[int, int]:
    """Where a piece stands in the truth: of the places with its letters the last at which the garbage differs."""
    differing = [each for each in Levenshtein.opcodes(right, dark) if each.tag != "equal"]
    places = [
        match.span() for match in re.finditer(re.escape(piece), right)
        if any(each.src_start < match.end() and each.src_end > match.start() for each in differing)
    ]
    return places[-1] if places else (0, len(right))


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())
