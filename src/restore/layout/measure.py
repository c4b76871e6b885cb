"""Lines of a text as a typesetter sees them: what kind each is, which stand together, and how wide they are set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..document import lines
from .rows import ends_sentence, opens_low

WIDEST = 160
"""Longest line, in characters, that can have been wrapped by a typesetter or a terminal (132 columns the widest
in use). A longer one is a paragraph."""

_BLANKS = " \t\xa0\f"
_COLUMNS = re.compile(r"\S(?:\t[\t ]*| {4,})\S")
_LEADERS = re.compile(r"\.{5,}|(?:\. ){4,}|_{4,}")
_ROW = re.compile(r"[|>]|.*\S \| \S.* \| |</?[a-zA-Z][^>]*>$|<!--")
_HEADING_MARK = re.compile(r"#{1,6} |\*\*[^*]+\*\*:?$|__[^_]+__:?$|=+$|-+$")
_BULLET = re.compile(r"[-*+•◦▪■‣·–—] +\S|\[\^?\d{1,3}\]:? |§ ?\d|: +\S")
_NUMBERED = re.compile(r"\(?(\d{1,3}|[ivxlIVXL]{1,6}|[a-zA-Z])(?:[.)]|\.\)) +\S|\d{1,2}-(?=[^\W\d_])")
_REFERENCE = re.compile(r"\[[^\]^][^\]]*\]: *\S")
_LABEL = re.compile(r"[A-Z][\w./-]{0,20}(?: [\w./-]{1,14}){0,2}: ?\S?")
_LONGER_WORD = re.compile(r"[^\W\d_]{4,}")
_LETTER = re.compile(r"[^\W\d_]")


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
    keeps: bool = False  # a heading, a table row, code: both its line ends stand
    opens: bool = False  # an item of a list, or below a line break of Markdown: the line end before it stands

    @property
    def indent(self) -> int:
        return self.left - self.start


Run = list[Measured]
"""Lines with no blank line between them."""


def runs(text: str, is_markdown: bool) -> list[Run]:
    """The lines of a text in runs, each line with its kind.

    In Markdown two blanks or a backslash at the end of a line break it, indented runs are code, and definitions of
    references and what stands before the text between two `---` keep their lines.
    """
    found: list[Run] = []
    run: Run = []
    fenced = False
    front = is_markdown and text.startswith(("---\n", "---\r\n"))
    broken = False
    for start, _, stop, raw in lines(text):
        body = raw.strip(_BLANKS)
        if not body:
            if run:
                found.append(run)
                run = []
            continue
        left = start if body[0] == raw[0] else start + len(raw) - len(raw.lstrip(_BLANKS))
        line = Measured(start, left, left + len(body), stop, body, left + len(body) - start, _first_word(body))
        if len(body) <= WIDEST:
            fence = body.startswith("```") or body.startswith("~~~")
            line.keeps = fenced or front or fence or _keeps(body)
            fenced ^= fence
            front = front and (start == 0 or body != "---")
            if is_markdown:
                line.keeps = line.keeps or (line.indent >= 4 and (not run or run[-1].keeps)) or _is_reference(body)
                line.opens = broken and bool(run)
                broken = raw.endswith(("  ", "  \r", "\\"))
            if run and _HEADING_MARK.fullmatch(body) and body[0] in "=-":
                run[-1].keeps = True
        run.append(line)
    if run:
        found.append(run)
    for run in found:
        _find_items(run)
        _find_note(run)
        _find_subtitle(run)
    return found


def _is_reference(body: str) -> bool:
    return body[0] == "[" and _REFERENCE.match(body) is not None


def _keeps(body: str) -> bool:
    """Whether a line is one of its own, whatever stands beside it.

    >>> [_keeps(line) for line in ("[---]", "Embassy\\t\\tTop Secret", "Contents .......... 5", "a | b | c | d")]
    [True, True, True, True]
    >>> _keeps("and threatened those who sympathized with his policy")
    False
    """
    if "\t" in body or "    " in body:
        return _COLUMNS.search(body) is not None
    if body[0].isalpha():  # as nearly every line does
        if "|" in body and _ROW.match(body):
            return True
    elif _ROW.match(body) or _HEADING_MARK.match(body) or not _LETTER.search(body):
        return True
    return ("...." in body or ". . " in body or "____" in body) and _LEADERS.search(body) is not None


def _find_items(run: Run) -> None:
    """Marks the lines that open an item of a list. A number or letter counts only where a sentence cannot be going
    on: at the top, after an ended line, or beside another item of the run."""
    labels = [line for line in run if ":" in line.body and _LABEL.match(line.body)]
    for line in labels if len(labels) > 1 else ():
        line.opens = True
    items = 0
    for above, line in zip([None, *run], run, strict=False):
        if line.body[0].isalpha() and line.body[int(line.word) - 1] not in ".)":
            continue  # no number is so written: most lines are asked no more
        if _BULLET.match(line.body):
            line.opens = True
        elif _NUMBERED.match(line.body):
            at_top = above is None or above.keeps
            line.opens = at_top or items > 0 or ends_sentence(above.body)  # type: ignore[union-attr]
            items += line.opens


def _find_note(run: Run) -> None:
    """Marks the lines of a note in brackets that has a label, `[Source: …]`, up to its bracket; of one that is cut
    off, the first two."""
    if run[0].body[0] == "[" and re.match(r"\[[^\W\d_]+:", run[0].body):
        last = next((index for index, line in enumerate(run[:5]) if "]" in line.body), min(len(run), 2) - 1)
        for line in run[: last + 1]:
            line.keeps = True


_TIMED = re.compile(r"\d\d:\d\d[.,:]\d\d.* --> ")


def _find_subtitle(run: Run) -> None:
    """Marks the lines of a subtitle, which stand below the times between which it is shown."""
    if any("-->" in line.body and _TIMED.search(line.body) for line in run[:2]):
        for line in run:
            line.keeps = True


def is_display(run: Run) -> bool:
    """Whether the lines of a run stand as they are: titles, addresses, signatures.

    At most five lines, and four of five of their longer words have a capital.

    >>> is_display(measured("Memorandum of Conversation with the DPRK Vice\\nPremier of the Cabinet of Ministers"))
    True
    >>> is_display(measured("history of the North Korean party-state as the\\nlong dispute in the Workers’ Party"))
    False
    """
    if len(run) > 5 or run[0].opens or any(len(line.body) > WIDEST for line in run):
        return False
    words = [word for line in run for word in _LONGER_WORD.findall(line.body)]
    return not words or len([word for word in words if word[0].isupper()]) >= 0.8 * len(words)


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


def is_statement(line: Measured) -> bool:
    """Whether one line reads as a line of code: it has two marks of it.

    >>> [is_statement(measured(line)[0]) for line in ("def first(rows: Rows) -> Row:", "the rows (and the columns)")]
    [True, False]
    """
    return len(set(_STATEMENT.findall(line.body))) > 1


def is_code(run: Run) -> bool:
    """Whether a run is code or a table of settings: two lines and a third of them have the marks of it.

    >>> is_code(measured("subnet 192.168.1.0 {\\n  range = 10;\\n}"))
    True
    """
    marked = sum(_is_coded(line.body) for line in run)
    return marked > 1 and marked * 3 >= len(run)


def is_hanging(run: Run) -> bool:
    """Whether a run is entries of an index, a dictionary or a bibliography: each starts at the margin, and its further
    lines are indented. Paragraphs are indented in their first lines, behind the end of a sentence.

    >>> is_hanging(measured("Ballast, 45; cost of, 47;\\n   theft of, 51\\nBasin, inner, 3, 7,\\n   dredging of, 17"))
    True
    """
    if len(run) < 3 or run[0].opens:
        return False
    margin = run[0].indent
    hung = [above for above, line in pairwise(run) if line.indent > margin]
    back = sum(line.indent == margin < above.indent for above, line in pairwise(run))
    opened = sum(above.body[-1] not in ".!?…”" or above.indent > margin for above in hung)
    return back > 0 and len(hung) > 1 and opened >= 0.7 * len(hung) and all(line.indent >= margin for line in run)


def has_its_lines(run: Run) -> bool:
    """Whether the lines of a run are its own by what they are, whatever stands around it."""
    return is_display(run) or is_code(run) or is_hanging(run)


def is_verse(run: Run) -> bool:
    """Whether a run of four lines and more is verse, talk or a list.

    Half of its lines end in a mark and few start small, or none of seven and more starts small. In wrapped prose
    8 % of the lines end in a mark and 79 % of those below start small (seed 003, 1,848 line ends); in German
    prose about half start small.

    >>> is_verse(measured("Tyger Tyger, burning bright,\\nIn the forests of the night;\\n"
    ...                   "What immortal hand or eye,\\nCould frame thy fearful symmetry?"))
    True
    """
    above = run[:-1]
    if len(above) < 3:
        return False
    stopped = sum(line.body[-1] in ",;:—" or ends_sentence(line.body) for line in above)
    low = sum(opens_low(line.body) for line in run[1:])
    return (stopped >= 0.5 * len(above) and low <= 0.4 * len(above)) or (low == 0 and len(above) >= 6)


def measured(text: str) -> Run:
    """The only run of a text without blank lines."""
    return runs(text, False)[0]


def _first_word(body: str) -> int:
    gap = body.find(" ")
    return gap if gap > 0 else len(body)


_UNITS = {
    **dict.fromkeys("'|", 190), **dict.fromkeys(" ,.", 250), **dict.fromkeys("ijlt:;/", 278),
    **dict.fromkeys("fr!I()[]-’‘", 333), **dict.fromkeys("sJ\"", 390), **dict.fromkeys("acezéèêëàâç“”?", 444),
    **dict.fromkeys("FPS", 556), **dict.fromkeys("ELTZ", 611), **dict.fromkeys("BCR", 667),
    **dict.fromkeys("wADGHKNOQUVXYÄÖÜ", 722), **dict.fromkeys("mæ", 778), "M": 889, "W": 944, "œ": 722,
    "—": 1000, "…": 1000,
}
_MIDDLING = 440  # the mean of English prose, blanks among it


def breadth(text: str) -> float:
    """The breadth of a text in book type, in characters of middling breadth.

    The advance widths of Times (its published metrics, thousandths of the size; 500 for what is not listed). In the
    justified columns of seed 003 lines vary by 2.8 % in it, by 4.7 % in characters.

    >>> round(breadth("illicit"), 1), round(breadth("mammoth"), 1)
    (4.8, 9.2)
    """
    units = _UNITS
    return sum(units.get(character, 500) for character in text) / _MIDDLING


def in_book_type(found: Sequence[Run]) -> list[Run]:
    """The runs, with their lines measured by the breadth of their letters."""
    return [
        [
            replace(line, width=line.indent + breadth(line.body), word=breadth(line.body[: int(line.word)]))
            if len(line.body) <= WIDEST
            else line
            for line in run
        ]
        for run in found
    ]


def pairs(found: Sequence[Run]) -> Iterator[tuple[Run, int]]:
    """Each line end inside a run that is not fixed by the kind of its lines: the run and the index above it."""
    for run in found:
        for index in range(len(run) - 1):
            above, below = run[index], run[index + 1]
            if not (above.keeps or below.keeps or below.opens or len(above.body) > WIDEST):
                yield run, index
