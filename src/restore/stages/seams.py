"""Seams: places where one excerpt stops, often inside a word, and another starts; and what went with them.

Whence: a text that was cut into pieces to be searched or quoted, and the pieces put in a file one after the other;
each piece mostly starts with a space. A seam becomes a paragraph `[---]` (Leiden: lost, extent unknown), so text on
both sides never runs together; a word cut at its start gets a hyphen there (`-lutionary`), one cut at its end keeps
the one it has. A footnote between the halves of a sentence, where a page ended, goes to the end of the paragraph when
its mark stands in the text above or it follows the note before it.
Left alone: a leading space where the sentence goes on (the space is taken away), the indentation of paragraphs,
verse and lists, and everything in a text that is no chain of excerpts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..document import Document
from ..edits import Cert, Edit, Stage, conjecture, internal
from ..language.identify import identify
from ..layout.contiguity import continues
from ..layout.footnotes import between_halves
from ..layout.fragments import Words
from ..layout.initials import Initial, lost_initial, parted_initials
from ..layout.junctions import SEAM, Joints, Junction, always_after
from ..layout.notes import note_marks
from ..layout.rows import Row, rows

_GLUED = re.compile(r"(?<=[^\W\d_]{3})[,;](?P<tail>[^\W\d_]+)")
_NEW_NOTE = re.compile(r"\d{1,3}\.\s+\S")
_VOWEL = re.compile(r"[aeiouyäöüáéíóúàèìòùâêîôûœæåøąęAEIOUY]")


def mark(language: str | None = None) -> Stage:
    """The stage that marks seams, supplies lost drop capitals, moves footnotes out of sentences, reports splices.

    `language` is an ISO 639-1 code; by default it is found in the text.

    >>> from ..edits import apply, settle
    >>> text = "his request for\\n lutionary activities abroad, and the party\\n"
    >>> done = settle(text, mark("en")(Document("x", text)))
    >>> print(apply(text, done.applied), end="")
    his request for
    <BLANKLINE>
    [---]
    <BLANKLINE>
    -lutionary activities abroad, and the party
    """

    def stage(document: Document) -> Iterable[Edit]:
        text = document.text
        table = document.seen(rows)
        spoken = language or document.seen(identify)
        if spoken is not None:
            words = Words(document, spoken)
            joints = Joints(text, table, words)
            yield from _junctions(text, table, joints, words)
            yield from _capitals(text, table, spoken)
        yield from _notes(text)
        yield from _footnotes(text, table)

    return stage


def _junctions(text: str, table: list[Row], joints: Joints, words: Words) -> Iterator[Edit]:
    """The seams, the false alarms among the leading spaces, and the drop capitals at either."""
    missed = {}
    if joints.is_chain:
        missed = {row: (word, partner) for row, word, partner in always_after(text, table) if not joints.marked(row)}
    known = {junction.right for junction in joints.junctions}
    found = list(joints.junctions)
    found += [joints.plain(row) for row in sorted(set(missed) - known)]
    if joints.with_text and joints.with_text[0] in joints.spaced:
        initial = lost_initial(text, table, joints.with_text[0], words)
        if initial is not None:
            yield from _initial(text, table, initial)
    for junction in sorted(found, key=lambda j: j.right):
        if junction.right in missed:
            word, partner = missed[junction.right]
            junction.add(1.5, f"{word!r}, everywhere else after {partner!r}")
        yield from _junction(text, table, joints, junction, words)


def _junction(text: str, table: list[Row], joints: Joints, junction: Junction, words: Words) -> Iterator[Edit]:
    left, right = table[junction.left], table[junction.right]
    start = left.start + len(text[left.start : left.end].rstrip())
    stop = right.start + len(text[right.start : right.end]) - len(text[right.start : right.end].lstrip())
    between = text[start:stop]
    why = "; ".join(junction.seen)
    if junction.spaced and not junction.blank and joints.is_chain and not junction.broken:
        reason = continues(text, left, right)
        if reason:
            yield Edit(right.start, stop, text[right.start : stop], "", "seams/contiguous", Cert.HIGH, internal(reason))
            return
    initial = lost_initial(text, table, junction.right, words) if junction.spaced else None
    cert = _certainty(joints, junction)
    if cert is None and initial is None:
        if junction.spaced and joints.is_chain:
            space = text[right.start : stop]
            note = internal("a leading space at the start of a paragraph: perhaps an excerpt starts here")
            yield Edit(right.start, stop, space, space, "seams/leading-space", Cert.LOW, note)
        return
    if cert is not None:
        gap = _written(between)
        lead = initial.letters[0].letter if initial is not None and initial.sure == 3 and cert == Cert.HIGH else ""
        yield Edit(start, stop, between, gap, "seams/seam", cert, internal(why))
        if lead and initial is not None:
            yield Edit(stop, stop, "", lead, "seams/drop-capital", cert, conjecture(_why(initial)))
        elif junction.tail:
            note = internal(f"the end of a word, as of {junction.tail!r}")
            yield Edit(stop, stop, "", "-", "seams/cut-word", cert, note)
        yield from _splices(text, table, junction, words, cert)
    elif initial is not None:
        yield from _initial(text, table, initial)


def _written(between: str) -> str:
    """A seam as a paragraph of its own, with the line ends of the place."""
    ending = next((ending for ending in ("\r\n", "\n", "\r") if ending in between), "\n")
    return f"{ending}{ending}{SEAM}{ending}{ending}"


def _certainty(joints: Joints, junction: Junction) -> Cert | None:
    """How sure a seam is: the evidence at the place, and that the text is a chain of excerpts at all."""
    weight = junction.weight
    if joints.is_chain:
        weight += 1.0 if junction.hard or (junction.spaced and not junction.blank) else 0.5
    if junction.blank and junction.spaced and not junction.broken:
        return None
    if weight >= 2.0 and (joints.is_chain or junction.tail):
        return Cert.HIGH
    return Cert.MEDIUM if weight >= 2.0 or (weight >= 1.5 and joints.is_chain) else None


def _why(initial: Initial) -> str:
    best, *others = initial.letters
    rest = " and ".join(f"“{other.word}”" for other in others[:3])
    return f"“{best.word}” is a common word{f', as {rest} would be' if rest else ''}; {initial.why}"


def _initial(text: str, table: list[Row], initial: Initial) -> Iterator[Edit]:
    """A lost drop capital put in the place of its leading space."""
    row = table[initial.row]
    stop = row.start + text[row.start : row.end].index(row.body)
    cert = Cert.HIGH if initial.sure == 3 else Cert.MEDIUM
    letter = initial.letters[0].letter
    yield Edit(row.start, stop, text[row.start : stop], letter, "seams/drop-capital", cert, conjecture(_why(initial)))


def _capitals(text: str, table: list[Row], language: str) -> Iterator[Edit]:
    for index, offset, sure in parted_initials(table, language):
        row = table[index]
        start = text.index(row.body, row.start) + 1
        if offset:
            stop = start + 1
        else:
            following = table[index + 1]
            stop = text.index(following.body, following.start)
        cert = Cert.HIGH if sure == 3 else Cert.MEDIUM
        note = internal("a drop capital parted from its word")
        yield Edit(start, stop, text[start:stop], "", "seams/parted-capital", cert, note)


def _splices(text: str, table: list[Row], junction: Junction, words: Words, cert: Cert) -> Iterator[Edit]:
    """Fragments spliced in beside a seam: `very quiet,ll them` before it, the tail of a note after it."""
    left, right = table[junction.left], table[junction.right]
    for match in _GLUED.finditer(text, max(left.start, left.end - 40), left.end):
        tail, at = match["tail"], match.start("tail")
        sure = cert == Cert.HIGH and tail.islower() and (not _VOWEL.search(tail) or bool(words.tails([tail])))
        note = internal(f"{tail!r} is no word and stands against {match.group()[0]!r}, before a seam")
        if sure:
            yield Edit(at, at, "", _written(text[left.end : left.stop]) + "-", "seams/splice", Cert.HIGH, note)
        else:
            yield Edit(at, at + len(tail), tail, tail, "seams/splice", Cert.LOW, note)
    following = table[junction.right + 1].body if junction.right + 1 < len(table) else ""
    if not right.body[0].isalpha() and _NEW_NOTE.match(following) and not _NEW_NOTE.match(right.body):
        start = text.index(right.body, right.start)
        note = internal("the end of a lost note: a new note starts after it")
        yield Edit(start, start + len(right.body), right.body, right.body, "seams/splice", Cert.LOW, note)


def _footnotes(text: str, table: list[Row]) -> Iterator[Edit]:
    """Footnotes between the halves of a sentence, moved to the end of its paragraph with their marks: one edit, from
    the note to the end of the paragraph."""
    for found in between_halves(text, table):
        start, end = table[found.first].start, table[found.end - 1].end
        said = f"a note between the halves of a sentence: {table[found.below].body[:24]!r} goes on behind it"
        if not found.why:
            before = text[start:end]
            yield Edit(start, end, before, before, "seams/footnote", Cert.LOW, internal(f"{said}; no mark calls it"))
            continue
        stop = table[found.last].end
        ending = text[table[found.first].end : table[found.first].stop] or "\n"
        rest = text[table[found.below].start : stop]
        after = f"{rest}{ending}{ending}{text[start:end]}"
        yield Edit(start, stop, text[start:stop], after, "seams/footnote", Cert.HIGH, internal(f"{said}; {found.why}"))


def _notes(text: str) -> Iterator[Edit]:
    for found in note_marks(text):
        said = text[found.start : found.end]
        order = f"between {found.before} and {found.after}" if found.before and found.after else "in a rising series"
        note = internal(f"a footnote mark, {order}")
        yield Edit(found.start, found.end, said, said, "seams/footnote-mark", Cert.LOW, note)
