"""Stretches of a line that read as nothing in a language: what fonts without a map are looked for in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..language.characters import CharacterModel, codes_of, letter_scores
from . import hypotheses
from .hypotheses import Piece
from .orders import LOST_CODE
from .suspects import ODD, classes

FOREIGN = -3.6  # a character: a token that reads worse than this is no word of the language (measured: names -3.3)


def pieces_of(model: CharacterModel, codes: Sequence[int]) -> Iterator[Piece]:
    """The stretches of a row that read as nothing in the language, with what separates their tokens."""
    piece: list[int] = []
    foreign = False
    for token, after in _tokens(codes):
        kind = _kind(model, token)
        if kind is None or kind:
            piece += [*token, *after]
            foreign = foreign or bool(kind)
        else:
            if foreign or _is_soup(piece):
                yield piece
            piece, foreign = [], False
    if foreign or _is_soup(piece):
        yield piece


def _tokens(codes: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    """The tokens of a row, each with the white space, control codes and losses after it."""
    token: list[int] = []
    after: list[int] = []
    for code in codes:
        if code <= 32 or code == LOST_CODE:
            after.append(code)
        else:
            if after:
                yield token, after
                token, after = [], []
            token.append(code)
    if token or after:
        yield token, after


def _kind(model: CharacterModel, token: Sequence[int]) -> bool | None:
    """Whether a token is no word of the language; None when it cannot be told."""
    if len(token) < 2:
        return None
    symbols = model.symbols(codes_of(" " + "".join(map(hypotheses.visible, token)) + " "))
    letters = int((symbols > 0).sum())
    if not letters:
        return True if any(classes()[min(c, 0xFFFF)] == ODD for c in token) else None
    marks = len(token) - letters
    if int((symbols == model.other).sum()) * 3 > letters:
        return True  # letters of no alphabet of this language
    if float(letter_scores(model, symbols).sum()) < FOREIGN * (letters + 1) or marks * 3 > len(token):
        return True
    told = letters > 4 or (letters > 2 and not all(chr(c).isupper() for c in token))
    return False if told else None


def _is_soup(piece: Sequence[int]) -> bool:
    """Whether a stretch is control codes and marks for the most part: capitals and digits of a font that numbers its
    small letters low."""
    odd = sum(1 for code in piece if code < 32 and code not in (9, 10, 12, 13))
    return odd > 2
