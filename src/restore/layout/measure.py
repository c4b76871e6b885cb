"""Lines of a text as a typesetter sees them: how wide each is set, which stand together, and what they are then."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from .rows import ends_sentence, opens_low

WIDEST = 160
"""Longest line, in characters, that can have been wrapped by a typesetter or a terminal (132 columns the widest
in use). A longer one is a paragraph."""

_LONGER_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(slots=True)
class Measured:
    """One line: its place without outer blanks, and what a typesetter would say of it."""

    start: int  # of the line
    left: int  # of its first character that is not blank
    right: int  # behind its last
    stop: int  # of the line, behind its end
    body: str
    width: float  # from the margin to the last character, in characters of middling breadth
    word: float  # of its first word, with the marks that cling to it
    ended: bool  # it can end a sentence
    low: bool  # it starts with a small letter
    keeps: bool = False  # a heading, a table row, code: both its line ends stand
    opens: bool = False  # an item of a list, or below a line break of Markdown: the line end before it stands

    @property
    def indent(self) -> int:
        return self.left - self.start

    @property
    def ends_in_hyphen(self) -> bool:
        """Whether the line ends in a hyphen that the stage before left: nobody knows what stands after it."""
        return self.body[-1] in "-‐\xad¬" and self.body[-2:-1].isalnum()

    @property
    def is_wide(self) -> bool:
        """Whether the line is a paragraph, too long to have been wrapped."""
        return len(self.body) > WIDEST


def measured(start: int, left: int, stop: int, body: str) -> Measured:
    """A line, its width in characters."""
    right = left + len(body)
    gap = body.find(" ")
    word = gap if gap > 0 else len(body)
    ended = not body[-1].isalpha() and ends_sentence(body)  # as most lines of prose are not
    low = body[0].islower() if body[0].isalpha() else opens_low(body)
    return Measured(start, left, right, stop, body, right - start, word, ended, low)


class Run(list[Measured]):
    """Lines with no blank line between them. What they are together is asked again and again, and found once."""

    @cached_property
    def free(self) -> list[int]:
        """The lines, by their indices, whose end the kind of the lines does not fix."""
        return [
            index
            for index, (above, below) in enumerate(pairwise(self))
            if not (above.keeps or below.keeps or below.opens or len(above.body) > WIDEST)
        ]

    @cached_property
    def widest(self) -> float:
        return max([line.width for line in self])

    @cached_property
    def margin(self) -> int:
        return min([line.left - line.start for line in self])

    @cached_property
    def is_display(self) -> bool:
        """Whether the lines stand as they are: titles, addresses, signatures.

        At most five lines, and four of five of their longer words have a capital.

        >>> from .runs import run_of
        >>> run_of("Memorandum of Conversation with the DPRK Vice\\nPremier of the Cabinet of Ministers").is_display
        True
        >>> run_of("history of the North Korean party-state as the\\nlong dispute in the Workers’ Party").is_display
        False
        """
        if len(self) > 5 or self[0].opens or max([len(line.body) for line in self]) > WIDEST:
            return False
        text = "\n".join([line.body for line in self])
        if _is_small(text):
            return False
        words: list[str] = _LONGER_WORD.findall(text)
        return sum([word[0].isupper() for word in words]) >= 0.8 * len(words)

    @property
    def is_code(self) -> bool:
        """Whether the lines are code or a table of settings: two and a third of them have the marks of it.

        >>> from .runs import run_of
        >>> run_of("subnet 192.168.1.0 {\\n  range = 10;\\n}").is_code
        True
        """
        marked = sum([_is_coded(line.body) for line in self])
        return marked > 1 and marked * 3 >= len(self)

    @property
    def is_hanging(self) -> bool:
        """Whether the lines are entries of an index, a dictionary or a bibliography: each starts at the margin, and its
        further lines are indented. Paragraphs are indented in their first lines, behind the end of a sentence.

        >>> from .runs import run_of
        >>> run_of("Ballast, 45; cost of, 47;\\n   theft of, 51\\nBasin, inner, 3, 7,\\n   dredging of, 17").is_hanging
        True
        """
        margin = self[0].indent
        if len(self) < 3 or self[0].opens or margin > self.margin:
            return False
        hung = [above for above, line in pairwise(self) if line.indent > margin]
        if len(hung) < 2:
            return False
        back = any(line.indent == margin < above.indent for above, line in pairwise(self))
        opened = sum(above.body[-1] not in ".!?…”" or above.indent > margin for above in hung)
        return back and opened >= 0.7 * len(hung)

    @cached_property
    def has_its_lines(self) -> bool:
        """Whether the lines are their own by what they are, whatever stands around them."""
        return self.is_display or self.is_code or self.is_hanging

    @cached_property
    def is_verse(self) -> bool:
        """Whether four lines and more are verse, talk or a list.

        Half of them end in a mark and few start small, or none of seven and more starts small. In wrapped prose 8 % of
        the lines end in a mark and 79 % of those below start small (seed 003, 1,848 line ends); in German prose about
        half start small.

        >>> from .runs import run_of
        >>> run_of("Tyger Tyger, burning bright,\\nIn the forests of the night;\\n"
        ...        "What immortal hand or eye,\\nCould frame thy fearful symmetry?").is_verse
        True
        """
        ends = len(self) - 1
        if ends < 3:
            return False
        low = sum([line.low for line in self[1:]])
        if low > 0.4 * ends:
            return False
        stopped = sum([line.ended or line.body[-1] in ",;:—" for line in self[:-1]])
        return stopped >= 0.5 * ends or (low == 0 and ends >= 6)


def _is_small(text: str) -> bool:
    """Whether a quarter of the longer words of a text start small for certain, told by its blanks alone, which takes
    half the time: no stretch between them has more longer words than one for each five characters."""
    longer = [stretch for stretch in text.split() if len(stretch) > 3]
    small = sum([stretch.islower() and stretch.isalpha() for stretch in longer])
    others = sum([(len(stretch) + 1) // 5 for stretch in longer]) - small
    return small > 0.25 * others


_SETTING = re.compile(r"\w=[\w\"'/$]")


def _is_coded(body: str) -> bool:
    """Whether a line has a mark of code."""
    return (
        body[-1] in "{}\\;&|"
        or body[0] in "#$%<{}"
        or ("=" in body and _SETTING.search(body) is not None)
        or "::" in body
        or "()" in body
        or (body[-1] == ":" and " " not in body)
    )


_STATEMENT = re.compile(r"\w\(\w|\w_\w|->|[=!<>:]=|\w\[\w|\w = \w|[:{};)\\]$")
_IN_STATEMENTS = ("(", "_", ">", "=", "[")


def is_statement(line: Measured) -> bool:
    """Whether one line reads as a line of code: it has two marks of it.

    >>> from .runs import run_of
    >>> [is_statement(run_of(line)[0]) for line in ("def first(rows: Rows) -> Row:", "the rows (and the columns)")]
    [True, False]
    """
    body = line.body
    return any(sign in body for sign in _IN_STATEMENTS) and len(set(_STATEMENT.findall(body))) > 1


class _Units(dict[str, int]):
    """Advance widths by character, thousandths of the size."""

    def __missing__(self, character: str) -> int:
        return 500


_UNITS = _Units({
    **dict.fromkeys("'|", 190), **dict.fromkeys(" ,.", 250), **dict.fromkeys("ijlt:;/", 278),
    **dict.fromkeys("fr!I()[]-’‘", 333), **dict.fromkeys("sJ\"", 390), **dict.fromkeys("acezéèêëàâç“”?", 444),
    **dict.fromkeys("FPS", 556), **dict.fromkeys("ELTZ", 611), **dict.fromkeys("BCR", 667),
    **dict.fromkeys("wADGHKNOQUVXYÄÖÜ", 722), **dict.fromkeys("mæ", 778), "M": 889, "W": 944, "œ": 722,
    "—": 1000, "…": 1000,
})
_MIDDLING = 440  # the mean of English prose, blanks among it


def breadth(text: str) -> float:
    """The breadth of a text in book type, in characters of middling breadth.

    The advance widths of Times (its published metrics, thousandths of the size; 500 for what is not listed). In the
    justified columns of seed 003 lines vary by 2.8 % in it, by 4.7 % in characters.

    >>> round(breadth("illicit"), 1), round(breadth("mammoth"), 1)
    (4.8, 9.2)
    """
    return sum(map(_UNITS.__getitem__, text)) / _MIDDLING


def in_book_type(found: Iterable[Run]) -> list[Run]:
    """The runs, with their lines measured by the breadth of their letters."""
    return [Run([line if line.is_wide else _in_book_type(line) for line in run]) for run in found]


def _in_book_type(line: Measured) -> Measured:
    width, word = line.indent + breadth(line.body), breadth(line.body[: int(line.word)])
    places = line.start, line.left, line.right, line.stop
    return Measured(*places, line.body, width, word, line.ended, line.low, line.keeps, line.opens)
