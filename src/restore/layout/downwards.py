"""Whether two columns read on downwards or across, by what stands at the ends of their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..document import Document
from ..language.identify import identify
from ..language.smallwords import ANY_LINK
from .columns import LONGEST, Block
from .fragments import Words
from .junctions import first_word, last_word, open_ends, starters
from .rows import ends_sentence, goes_on, opens_low
from .setting import setting_of

CERTAIN = 6.0
"""How much more must speak for reading downwards than across before a block is put in order, as the natural logarithm
of odds: four hundred to one. Pages of 24 rows of two columns lie at 20 and more, tables and translations below 0."""

ENDED = "the left column ends with a sentence"
"""What speaks against a block that other columns of its text may outweigh."""

_HYPHEN = re.compile(r"[^\W\d_]{2,}[-¬\xad‐]$")
_CONTENT = re.compile(r"[^\W_]{5,}")


@dataclass(frozen=True)
class Verdict:
    """Whether a block is two columns read across, what was weighed, and why it is not put in order."""

    down: float
    across: float
    against: str = ""

    @property
    def is_certain(self) -> bool:
        return not self.against and self.down > 0 and self.down - self.across >= CERTAIN

    @property
    def is_certain_beside_others(self) -> bool:
        """Whether a block may be put in order where another of its text is certain."""
        return self.is_certain or replace(self, against=self.against.removeprefix(ENDED)).is_certain

    @property
    def is_likely(self) -> bool:
        return self.down > 0 and self.down - self.across >= CERTAIN / 2

    @property
    def note(self) -> str:
        return f"lines read on downwards ({self.down:+.1f}) and not across ({self.across:+.1f})"


def verdict(block: Block, language: str) -> Verdict:
    """What the ends of the lines say of a block, and what else speaks against putting it in order.

    Against it: a column that is no wrapped prose (verse, talk, a list, a table), two languages, or the same words in
    both (a translation, two versions side by side), and no sentence that goes on from the foot of the left column to
    the head of the right one.
    """
    left, right = ([line for line in side if line] for side in (block.left, block.right))
    words = Words(Document("block", "\n".join([*left, *right])), language)
    down = weight([*pairwise(left), *pairwise(right)], words)
    across = weight(block.both, words)
    return Verdict(down, across, _unbound(block) or _against(left, right))


def _unbound(block: Block) -> str:
    """Why the rows of a block may not be the whole of its columns. The right one is the shorter where the text ends."""
    if not block.whole:
        return "a line stands close above or below"
    if not block.left[-1]:
        return "the left column is the shorter"
    if not block.right[-1] and not ends_sentence(next(line for line in reversed(block.right) if line)):
        return "the right column breaks off"
    return ""


def _against(left: Sequence[str], right: Sequence[str]) -> str:
    if max(len(left), len(right)) >= LONGEST:
        return "there are more lines than a page has"
    texts = ["\n".join(side) for side in (left, right)]
    if not all(setting_of(text).wrapped for text in texts):
        return "a column is no wrapped prose"
    first, second = map(identify, texts)
    if first != second:
        return "the columns are in two languages"
    one, other = (set(_CONTENT.findall(text.lower())) for text in texts)
    if len(one & other) > 0.35 * min(len(one), len(other)):
        return "the columns say the same"
    if not goes_on(left[-1], right[0]):
        return ENDED if ends_sentence(left[-1]) and not opens_low(right[0]) else "the columns do not meet"
    return ""


def weight(junctions: Iterable[tuple[str, str]], words: Words) -> float:
    """What speaks for the second line of each pair being the next after the first, as the natural logarithm of odds.

    In wrapped prose one line in ten ends a sentence and four in five of those below the others start small (seed 003);
    of lines put together by chance as many, but not together: a full stop stands before a small letter in one of
    thirteen.
    """
    opened, opening = open_ends(words.language), starters(words.language)
    total = 0.0
    for above, below in junctions:
        if _HYPHEN.search(above):
            head, tail = last_word(above.rstrip("-¬\xad‐")).lower(), first_word(below).lower()
            whole = words.is_word(head + tail) or (words.is_word(head) and words.is_word(tail))
            total += (3.5 if words.is_word(head + tail) else 0.0) if whole else -2.0
        elif ends_sentence(above):
            total += -2.7 if opens_low(below) else 1.5
        elif opens_low(below):
            total += 0.1
        elif last_word(above).lower() in opened and first_word(below).lower() in opening:
            total -= 2.0
        elif words.language != "de":  # where every noun has a capital
            total -= 0.5
    return total


_INSIDE = re.compile(r"([^\W\d_]{2,})[-¬\xad‐] (?=([^\W\d_]+))")


def broken_inside(lines: Sequence[str], words: Words) -> list[int]:
    """The lines with a word broken in their middle, `com- the army`, whose other half starts the line below: two
    columns without a gutter. All the breaks must stand at about one place.

    >>> words = Words(Document("d", ""), "en")
    >>> broken_inside(["they met in the com- the harbour was", "mittee room and then closed by ice"], words)
    [0]
    """
    found = []
    for number, (line, below) in enumerate(pairwise(lines)):
        if not ("- " in line or "¬ " in line or "\xad " in line or "‐ " in line):
            continue  # as nearly every line
        for match in _INSIDE.finditer(line):
            head, beside, tail = match[1], match[2], first_word(below) if below else ""
            broken = tail.islower() and words.is_word(head + tail) and not words.is_word(head + beside)
            if broken and beside not in ANY_LINK:
                found.append((number, match.end()))
    places = sorted(place for _, place in found)
    middle = places[len(places) // 2] if places else 0
    return [number for number, place in found if abs(place - middle) <= 0.2 * middle]
