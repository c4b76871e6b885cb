"""Which fonts without a map a document has: the first pass, over the longest suspicious stretches."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ..document import LOST
from ..language import identify, load
from ..language.characters import LANGUAGES, CharacterModel, codes_of, letter_scores
from ..language.words import WORD, zipf
from . import hypotheses, segment
from .blanks import blanks
from .figures import has_figure, proved
from .hypotheses import Fit, Piece
from .learn import Learned, learn
from .numbering import between
from .orders import LOST_CODE, UNREAD, GlyphTable
from .scoring import most, sheet
from .spans import SWITCH, Stretch, best_path
from .suspects import ODD, classes
from .units import Row

_SPELT = re.compile(r"\(cid:\d+\)")
MOST_FAMILIES = 3
FOREIGN = -3.6  # a character: a token that reads worse than this is no word of the language (measured: names -3.3)
MARGIN = 25.0  # natural logarithm: a table must explain the sample e^25 times better than any null
QUALITY = -3.35  # a character: what comes out must read like words (measured: prose -2.2, names -3.2)
KNOWN_WORDS = 0.5  # share of what comes out that a word list knows
POOR = -5.5  # a character: what reads worse before learning is no font (measured: Caladea in a wrong language -5.2)
HINT = 12.0  # natural logarithm: what a table must gain before learning; half of what it must gain in the end
HINT_EACH = 0.8  # a character of the stretches it gains on: code and ciphers up to 0.74, fonts from 1.8
BY_CHANCE = 6.0  # natural logarithm: what a stretch may gain under some table by chance
FEW_CODES = 10  # different codes of a text of `TELLING` codes: DNA has 4, hexadecimal numbers 16, languages 20
TELLING = 200
CLOSE = ("fr", "de", "es", "it", "pl", "pt", "sv", "nl")
SPACE_FOLLOWS = (" ", ",", ".", ";", ":", "!", "?")
STOPS, RARE = ".,;:!?", "#<>_|{}^~\\`"
LEARNING = 15_000  # codes that codes are learned from
SHORTEST = 5  # codes of a stretch that is learned from


@dataclass(frozen=True)
class Family:
    """A glyph table at work in a document, and what proves it.

    `margin`: how much better (natural logarithm) the sample reads than by the best null. `joined`: its spaces were
    dropped on the way. `per_character`: the log-probability of what comes out of the `sample`, the
    stretches it was judged by.
    """

    table: GlyphTable
    language: str
    margin: float
    joined: bool = False
    learned: tuple[Learned, ...] = ()
    per_character: float = 0.0
    sample: tuple[Piece, ...] = ()

    @cached_property
    def blanks(self) -> Mapping[int, str]:
        """What codes printed as white space may stand for."""
        return {} if self.joined else blanks(self.table, self.sample)


def families(rows: Sequence[Row], text: str, language: str | None) -> list[Family]:
    """The families at work in suspicious rows of a text."""
    found: list[Family] = []
    tried = _languages(text, rows, language)
    # a document that is mostly sound says itself which language its garbled lines are in
    mostly_sound = 2 * sum(len(row.codes) for row in rows) < len(text) and identify(text) == tried[0]
    told = language is not None or mostly_sound
    pieces = [piece for row in rows for piece in pieces_of(load(tried[0]), row.codes)]
    for _ in range(MOST_FAMILIES):
        family = _best(pieces, tried, told)
        if family is None:
            break
        found.append(family)
        # what the first family reads says which language the document is in
        tried, told = [family.language], True
        pieces = [piece for piece in pieces if not _is_read(load(family.language), family, piece)]
    return found


def _languages(text: str, rows: Sequence[Row], language: str | None) -> list[str]:
    """The languages that may be behind the garbage, the likeliest first."""
    if language in LANGUAGES:
        return [language]
    found = identify(_SPELT.sub(" ", text))
    tried = [found] if found in LANGUAGES else ["en"]
    codes = [code for row in rows[:100] for code in row.codes]
    if sum(1 for code in codes if 0x180 < code != LOST_CODE) * 3 > len(codes) and "ru" not in tried:
        tried.append("ru")
    return [name for name in tried if name]


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


def _best(pieces: Sequence[Piece], languages: Sequence[str], told: bool) -> Family | None:
    """The family that explains the stretches best, if it explains them at all."""
    sample = hypotheses.sampled(pieces)
    if not sample or _is_poor_in_codes(sample):
        return None
    best: Family | None = None
    rough = joined = None
    queue, tried = list(languages), set(languages)
    while queue:
        model = load(queue.pop(0))
        ranked = [fit for fit in hypotheses.rank(model, sample)[:3] if _is_promising(model, fit, sample)]
        if not ranked:
            continue
        if not told:
            fresh = [name for name in _heard(ranked[0], sample, model) if name not in tried]
            tried.update(fresh)
            queue += fresh
        family = _refined(model, pieces, sample, ranked[0])
        if best is None or family.per_character > best.per_character:
            best, rough = family, ranked[0]
    if best is None or rough is None:
        return None
    if _is_proved(best):
        return best
    if not best.joined:  # two or three words run together look like words until they are looked up
        model = load(best.language)
        joined = _refined(model, pieces, sample, hypotheses.fit(model, sample, rough.table, rough.offset, True))
    return joined if joined is not None and _is_proved(joined) else None


def _is_proved(best: Family) -> bool:
    """Whether a family explains its sample much better than any null does, and makes words of it."""
    if best.margin < MARGIN or best.per_character < QUALITY:
        return False
    model = load(best.language)
    total = best.per_character * sum(len(piece) + 1 for piece in best.sample)
    if hypotheses.deliberate(model, best.sample) > total - MARGIN / 2:
        return False
    return _reads_well(model, best, best.sample)


def _is_poor_in_codes(sample: Sequence[Piece]) -> bool:
    """Whether a sample has fewer codes than any alphabet: DNA, tables of ciphers."""
    seen = {code for piece in sample for code in piece} - {32, LOST_CODE}
    return len(seen) < FEW_CODES and sum(map(len, sample)) >= TELLING


def _is_promising(model: CharacterModel, fit: Fit, sample: Sequence[Piece]) -> bool:
    """Whether a table is worth learning: some stretches read better under it than as printed, and not badly.

    Costs a hundredth of learning, and refuses nearly all code, ciphers, names and typing errors.
    """
    read = [[fit.table.part(c) for c in piece] for piece in sample]
    if fit.joined:
        read = [hypotheses.spaced(model, parts) for parts in read]
    own = sheet(model, read, hypotheses.LOST_COST)
    plain = sheet(model, [list(map(hypotheses.visible, piece)) for piece in sample], hypotheses.LOST_IN_CLEAN)
    size, gained, total = 0, 0.0, 0.0
    for i, piece in enumerate(sample):
        ours = float(own.row(i).scores.sum())
        gain = ours - float(plain.row(i).scores.sum()) - BY_CHANCE
        if gain > 0:
            size, gained, total = size + len(piece), gained + gain, total + ours
    return gained >= HINT and gained >= HINT_EACH * size and total >= POOR * size


def _heard(fit: Fit, sample: Sequence[Piece], model: CharacterModel) -> list[str]:
    """The languages that what a table makes of the sample may be in."""
    if not fit.joined:
        text = " ".join("".join(fit.table.part(c) for c in piece) for piece in sample)
        found = identify(text.replace(UNREAD, LOST))
        return [found] if found in LANGUAGES else list(CLOSE)
    short = hypotheses.sampled(sample[: max(1, len(sample) // 4)])
    fits = {name: hypotheses.fit(load(name), short, fit.table, fit.offset, True).total for name in ("en", *CLOSE)}
    return sorted(fits, key=lambda name: -fits[name])[:1]


def _refined(model: CharacterModel, pieces: Sequence[Piece], sample: Sequence[Piece], fit: Fit) -> Family:
    """The family of a rough fit, with its codes learned from the stretches it explains."""
    wide = hypotheses.sampled(pieces, LEARNING) if not fit.joined else sample
    explained = [piece for piece in _covered(model, fit.table, fit.joined, wide).pieces if len(piece) > SHORTEST]
    table, learned = fit.table, list[Learned]()
    for _ in range(2 if fit.joined else 1):
        held = [_with_spaces(model, table, piece) for piece in explained] if fit.joined else explained
        learned = learn(model, held, fit.table.readings, fit.offset)
        readings = _readings(fit, learned)
        table = GlyphTable(fit.table.name, fit.table.rule, readings)
    covered = _covered(model, table, fit.joined, sample)
    if not covered.pieces:
        return Family(table, model.language, -math.inf, fit.joined, (), -math.inf)
    margin = covered.total - hypotheses.null(model, covered.pieces)
    per_character = covered.total / sum(len(piece) + 1 for piece in covered.pieces)
    return Family(table, model.language, margin, fit.joined, tuple(learned), per_character, tuple(covered.pieces))


def _readings(fit: Fit, learned: Sequence[Learned]) -> dict[int, str]:
    """The readings of a table after learning: those learned for sure, and of the codes not seen those of the first
    guess as far as it was confirmed: letters and marks of ASCII, and what lies between two codes of one order."""
    sure = {each.code: each.reading for each in learned if each.is_sure}
    seen = {each.code for each in learned}
    given = fit.table.readings
    if fit.offset is None:
        sure = {c: r for c, r in sure.items() if r == given.get(c) or not has_figure(r)}
        return {**{code: reading for code, reading in given.items() if code not in seen}, **sure}
    small = {c: r for c, r in given.items() if r.isascii() and r.islower() and ord(r[0]) == c + fit.offset}
    as_given = all(given.get(c) == r for c, r in sure.items() if r.isascii() and r.isalpha() and len(r) == 1)
    rest = {c: r for c, r in given.items() if len(r) == 1 and r.isascii() and ord(r) == c + fit.offset}
    readings = {**(rest if as_given else small), **sure}
    for code in seen - sure.keys():
        readings.pop(code, None)
    _fill(readings)
    for code in seen - sure.keys():
        readings.pop(code, None)
    if not any(code < 32 and chr(code) not in "\t\r\f" for code in seen):
        readings.pop(9, None)  # other control codes were lost, so a tabulator is what it is
    # a sound `?` beside garble whose space was lost is no backslash
    sound = [code for code, reading in readings.items() if 0 < code < 128 and chr(code) in STOPS and reading in RARE]
    for code in sound:
        del readings[code]
    return proved(readings, learned, fit.offset)


class _Covered(NamedTuple):
    """The parts of a sample that a table reads better than they read as they stand, and how well, in all."""

    pieces: list[Piece]
    total: float


def _covered(model: CharacterModel, table: GlyphTable, joined: bool, sample: Sequence[Piece]) -> _Covered:
    found: list[Piece] = []
    total = 0.0
    read = [[table.part(c) for c in piece] for piece in sample]
    if joined:
        read = [hypotheses.spaced(model, parts) for parts in read]
    own = sheet(model, read, hypotheses.LOST_COST)
    plain = sheet(model, [list(map(hypotheses.visible, piece)) for piece in sample], hypotheses.LOST_IN_CLEAN)
    for i, piece in enumerate(sample):
        ours, theirs = own.row(i), plain.row(i)
        path = [Stretch(0, len(piece), 1)]
        if most(theirs.scores - ours.scores) > -SWITCH / 2:
            path = best_path([code <= 32 or code == LOST_CODE for code in piece], [theirs, ours])
        for stretch in path:
            if stretch.hypothesis:
                found.append(piece[stretch.start : stretch.end])
                total += float(ours.scores[stretch.start : stretch.end].sum())
    return _Covered(found, total)


def _with_spaces(model: CharacterModel, table: GlyphTable, piece: Piece) -> list[int]:
    """A stretch whose words run together, with line feeds where they seem to end: after letters, and after marks
    that a space follows."""
    parts = hypotheses.spaced(model, [table.part(c) for c in piece])
    return [
        c for code, part in zip(piece, parts, strict=True)
        for c in ((code, 10) if part[-1:] in SPACE_FOLLOWS else (code,))
    ]


def _is_read(model: CharacterModel, family: Family, piece: Piece) -> bool:
    """Whether a family reads the greater part of a stretch."""
    covered = _covered(model, family.table, family.joined, [piece]).pieces
    return sum(map(len, covered)) * 2 > len(piece)


def _fill(readings: dict[int, str]) -> None:
    """Readings for codes that were not seen: where the codes on both sides go on alike in one order."""
    for low, high in pairwise(sorted(readings)):
        if high - low > 1:
            readings.update(between(low, readings[low], high, readings[high]))


def _reads_well(model: CharacterModel, family: Family, sample: Sequence[Piece]) -> bool:
    """The absolute test: what comes out is words, whatever the alternatives were."""
    words: list[str] = []
    for piece in sample[:200]:
        text = "".join(family.table.part(c) for c in piece)
        for word in WORD.findall(text):
            words += segment.words(word, family.language, model) if family.joined else [word]
    long = [word for word in words if len(word) > 2]
    letters = sum(map(len, long))
    known = sum(len(word) for word in long if zipf(word, family.language) >= 1.5)
    return known >= KNOWN_WORDS * letters and len({word.lower() for word in long}) >= 3 and letters >= 12
