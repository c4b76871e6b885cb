"""Finding the place in a witness that answers to a lost stretch: both flanks must agree, and the length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..document import LOST, Span

LETTERS = 10
"""Letters of each flank that must agree: the seed length, which two places of one passage hardly share by chance."""

_REACH = 80  # characters in which they must be found
NEAR = 3
"""Characters next to the run that must agree to the letter: the mark and the case tell the sentence."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A stretch of a text as one line, with the place in the text of each character: white space is one space,
    a paragraph's end one line feed, line-end hyphens are gone."""

    text: str
    places: list[int]


_BREAK = re.compile(r"(?<=\w)-\n(?=\w)|\s+")


def flat(text: str, span: Span) -> Flat:
    """A stretch of a text as one line.

    >>> flat("The com-\\nrades\\nspoke.", Span(0, 21)).text
    'The comrades spoke.'
    """
    parts: list[str] = []
    places: list[int] = []
    done = span.start
    for found in _BREAK.finditer(text, *span):
        parts.append(text[done : found.start()])
        places.extend(range(done, found.start()))
        if found.group()[0] != "-":
            parts.append("\n" if found.group().count("\n") > 1 else " ")
            places.append(found.start())
        done = found.end()
    parts.append(text[done : span.end])
    places.extend(range(done, span.end))
    return Flat("".join(parts), places)


class _Unit(NamedTuple):
    """What a flank demands of the witness next: a letter, a mark, a space or, where it has lost one, anything."""

    char: str
    exactly: bool  # to the letter; else a letter in either case, and a mark or a space may be missing


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of lost characters with its flanks, to be looked for in a witness."""

    run: tuple[_Unit, ...]
    left: tuple[_Unit, ...]  # nearest first
    right: tuple[_Unit, ...]

    def places(self, text: str, start: int, end: int) -> list[tuple[int, ...]]:
        """The ways the run's lost characters answer to characters of a flat `text`, beginning in `start`..`end`."""
        found: list[tuple[int, ...]] = []
        letter = self.left[0].char if self.left[0].char.isalnum() else ""
        for at in range(max(0, start), min(end, len(text))):
            if letter and text[at - 1].casefold() != letter.casefold():  # nearly everywhere, and quickly told
                continue
            if _agrees(self.left, text, at - 1, -1):
                found += (taken for taken, after in _taken(self.run, text, at) if _agrees(self.right, text, after, 1))
        return found


def gap(
    text: str, start: int, end: int, letters: tuple[int, int] = (LETTERS, LETTERS), near: int = NEAR
) -> Gap | None:
    """The run `start`..`end` of a text with its flanks; None when they hold too little to go by, which is fewer
    `letters` than are asked for on the left and on the right. Of the `near` characters on each side marks must agree
    too."""
    spaced = _is_spaced(text, start, end)
    left = _flank(text, range(start - 1, max(-1, start - _REACH), -1), spaced, letters[0], near)
    right = _flank(text, range(end, min(len(text), end + _REACH)), spaced, letters[1], near)
    if left is None or right is None:
        return None
    return Gap(tuple(_Unit(char, not spaced) for char in text[start:end]), left, right)


def _is_spaced(text: str, start: int, end: int) -> bool:
    """Whether real spaces around a run are extra word spacing: its line has lost the spaces themselves, so that
    what spaces there are mostly follow a lost character (facts on font garbage: space is a lost glyph)."""
    lo = max(text.rfind("\n", 0, start) + 1, start - 40)
    stop = text.find("\n", end, end + 40)
    line = text[lo : stop + 1 if stop >= 0 else end + 40]
    after_loss = line.count(f"{LOST} ") + line.count(f"{LOST}\n")
    return 2 * after_loss >= line.count(" ") + line.count("\n")


def _flank(text: str, places: range, spaced: bool, enough: int, exact: int) -> tuple[_Unit, ...] | None:
    units: list[_Unit] = []
    letters = 0
    for at in places:
        char = text[at]
        near = len(units) < exact
        if letters >= enough and (char == LOST or char.isspace()):
            break
        if char.isspace():
            if units and units[-1].char == " ":
                continue
            missing = at and (text[at - 1] == "-" or (spaced and text[at - 1] == LOST))
            units.append(_Unit(" ", not missing))
        else:
            letters += char.isalnum()
            units.append(_Unit(char, near and not (char == "-" and text[at + 1 : at + 2] == "\n")))
    return tuple(units) if letters >= enough else None


_SHAPES = {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚‹›", "'")}


def _shape(char: str) -> str:
    """A character by what it is, not by how a house sets it: quotation marks are straight in one edition, curly in the
    next."""
    return _SHAPES.get(char, char)


def _agrees(units: tuple[_Unit, ...], text: str, at: int, step: int) -> bool:
    """Whether a flank is found in `text` from `at` on, forwards or backwards."""
    todo = [(0, at)]
    while todo:
        done, at = todo.pop()
        if done == len(units):
            return True
        if not 0 <= at < len(text):
            continue
        unit, here = units[done], text[at]
        if unit.char == " ":
            todo += ((done + 1, after) for after in _over_space(unit, text, at, step))
        elif unit.char == LOST:
            if here != "\n":
                todo.append((done + 1, at + step))
        elif _shape(here) == _shape(unit.char) or (not unit.exactly and here.casefold() == unit.char.casefold()):
            todo.append((done + 1, at + step))
        elif not (unit.exactly or unit.char.isalnum()):
            todo.append((done + 1, at))
    return False


def _over_space(unit: _Unit, text: str, at: int, step: int) -> Iterator[int]:
    """Where a flank may go on after a space: a mark that only the witness has is passed over."""
    if not unit.exactly:
        yield at
    here, beyond = text[at], text[at + step] if 0 <= at + step < len(text) else ""
    if here.isspace():
        yield at + step
        if step < 0 and beyond and not (beyond.isalnum() or beyond.isspace()):
            yield at + 2 * step
    elif step > 0 and beyond.isspace() and not here.isalnum():
        yield at + 2 * step


def _taken(run: tuple[_Unit, ...], text: str, at: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """The places of the characters that answer to a run's lost ones, and the place after the run."""
    todo: list[tuple[int, int, tuple[int, ...]]] = [(0, at, ())]
    while todo:
        done, at, taken = todo.pop()
        if done == len(run):
            yield taken, at
        elif at < len(text):
            unit = run[done]
            if unit.char == LOST:
                if text[at] != "\n":
                    todo.append((done + 1, at + 1, (*taken, at)))
                continue
            if text[at].isspace():
                todo.append((done + 1, at + 1, taken))
            if not unit.exactly:
                todo.append((done + 1, at, taken))
