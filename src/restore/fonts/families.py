"""Which fonts without a map a document has: the first pass, over the longest suspicious stretches."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from ..document import LOST
from ..language import identify, load
from ..language.characters import LANGUAGES, CharacterModel
from . import hypotheses, proof
from .blanks import NOTHING, White, blanks
from .candidates import JOINING
from .figures import BEHIND_LETTERS, are_told, has_figure, marks_apart, proved, told_by_marks
from .hypotheses import Fit, Piece
from .learn import Learned, learn
from .numbering import between
from .orders import LOST_CODE, UNREAD, GlyphTable
from .pieces import pieces_of
from .proof import Covered, covered
from .units import Row

_SPELT = re.compile(r"\(cid:\d+\)")
MOST_FAMILIES = 3
CLOSE = ("fr", "de", "es", "it", "pl", "pt", "sv", "nl")
SPACE_FOLLOWS = (" ", ",", ".", ";", ":", "!", "?")
STOPS, RARE = ".,;:!?", "#<>_|{}^~\\`"
LEARNING = 15_000  # codes that codes are learned from
SHORTEST = 5  # codes of a stretch that is learned from
READ = 0.5  # share of a stretch: what a family reads more of is no longer looked at
TRIED = 3  # hypotheses, the likeliest, that are judged before learning
UNLIKE = 0.25  # natural logarithm a character: a language that reads so much worse than another is not learned


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
    def blanks(self) -> White:
        """What codes printed as white space may stand for."""
        return NOTHING if self.joined else blanks(self.table, self.sample, self.language)


def families(rows: Sequence[Row], text: str, language: str | None, *, any_language: bool = True) -> list[Family]:
    """The families at work in suspicious rows of a text.

    Where the language of the sound text gives none, the others are tried, which costs a tenth of a second each: only
    if `any_language` says that so much is strange that it is worth it.
    """
    found: list[Family] = []
    tried = _languages(text, rows, language)
    # a document that is mostly sound says itself which language its garbled lines are in
    mostly_sound = 2 * sum(len(row.codes) for row in rows) < len(text) and identify(text) == tried[0]
    told = language is not None or mostly_sound
    pieces = [*chain.from_iterable(pieces_of(load(tried[0]), [row.codes for row in rows]))]
    for _ in range(MOST_FAMILIES):
        family = _best(pieces, tried, told)
        if family is None and not found and language is None and any_language:
            others = [name for name in ("en", *CLOSE, "ru") if name not in tried]
            family = _best(pieces, others, True)
        if family is None:
            break
        found.append(family)
        # what the first family reads says which language the document is in
        tried, told = [family.language], True
        shares = covered(load(family.language), family.table, family.joined, pieces).shares
        pieces = [piece for piece, share in zip(pieces, shares, strict=True) if share <= READ]
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


def _best(pieces: Sequence[Piece], languages: Sequence[str], told: bool) -> Family | None:
    """The family that explains the stretches best, if it explains them at all."""
    sample = hypotheses.sampled(pieces)
    if not sample or proof.is_poor_in_codes(sample):
        return None
    fits = _likeliest(sample, languages, told)
    best: tuple[Family, Covered, Fit] | None = None
    for name, fit in fits.items():
        if fit.per_character < max(each.per_character for each in fits.values()) - UNLIKE:
            continue
        family, held = _refined(load(name), pieces, sample, fit)
        if best is None or family.per_character > best[0].per_character:
            best = family, held, fit
    if best is None:
        return None
    family, held, rough = best
    model = load(family.language)
    if proof.is_proved(model, family.table, family.joined, held, family.margin):
        return family
    if family.joined:
        return None
    # two or three words run together look like words until they are looked up
    joined = hypotheses.fit(model, sample, rough.table, rough.offset, True)
    family, held = _refined(model, pieces, sample, joined)
    return family if proof.is_proved(model, family.table, True, held, family.margin) else None


def _likeliest(sample: Sequence[Piece], languages: Sequence[str], told: bool) -> dict[str, Fit]:
    """The likeliest table of the sample in each language it may be in."""
    found: dict[str, Fit] = {}
    queue, tried = list(languages), set(languages)
    while queue:
        model = load(queue.pop(0))
        ranked = [fit for fit in hypotheses.rank(model, sample)[:TRIED] if proof.is_promising(model, fit, sample)]
        if not ranked:
            continue
        found[model.language] = ranked[0]
        if not told:
            fresh = [name for name in _heard(ranked[0], sample) if name not in tried]
            tried.update(fresh)
            queue += fresh
    return found


def _heard(fit: Fit, sample: Sequence[Piece]) -> list[str]:
    """The languages that what a table makes of the sample may be in."""
    if not fit.joined:
        text = " ".join("".join(parts) for parts in hypotheses.read(fit.table, sample))
        found = identify(text.replace(UNREAD, LOST))
        return [found] if found in LANGUAGES else list(CLOSE)
    short = hypotheses.sampled(sample[: max(1, len(sample) // 4)])
    fits = {name: hypotheses.fit(load(name), short, fit.table, fit.offset, True).total for name in ("en", *CLOSE)}
    return sorted(fits, key=lambda name: -fits[name])[:1]


def _refined(
    model: CharacterModel, pieces: Sequence[Piece], sample: Sequence[Piece], fit: Fit
) -> tuple[Family, Covered]:
    """The family of a rough fit, with its codes learned from the stretches it explains, and what it then explains."""
    wide = hypotheses.sampled(pieces, LEARNING) if not fit.joined else sample
    explained = [piece for piece in covered(model, fit.table, fit.joined, wide).pieces if len(piece) > SHORTEST]
    table, learned = fit.table, list[Learned]()
    told, marks = _told_marks(model, fit, explained)
    for _ in range(2 if fit.joined else 1):
        held = _with_spaces(model, table, explained) if fit.joined else explained
        learned = learn(model, held, fit.table.readings, fit.offset, marks)
        table = GlyphTable(fit.table.name, fit.table.rule, _readings(fit, learned, told, marks))
    found = covered(model, table, fit.joined, sample)
    if not found.pieces:
        return Family(table, model.language, -math.inf, fit.joined, (), -math.inf), found
    margin = found.total - hypotheses.null(model, found.pieces)
    each = found.total / sum(len(piece) + 1 for piece in found.pieces)
    return Family(table, model.language, margin, fit.joined, tuple(learned), each, tuple(found.pieces)), found


def _told_marks(
    model: CharacterModel, fit: Fit, pieces: Sequence[Piece]
) -> tuple[int | None, dict[int, str]]:
    """How far the figures of a font are from Unicode, if its marks tell; and those marks and figures, where the letters
    are none of ASCII and so do not tell themselves."""
    if fit.offset is None:
        return None, {}
    if model.alphabet[0] == "a":
        return fit.offset if told_by_marks(pieces, fit.offset) else None, {}
    letters = {code for code, reading in fit.table.readings.items() if reading in model.alphabet}
    spaces = {code for code, reading in fit.table.readings.items() if reading == " "}
    words = [[code for code in piece if code not in spaces] for piece in pieces]
    away = marks_apart(words, letters)
    if away is None:
        return None, {}
    told = away if are_told(words, letters, away) else None
    marks = {ord(mark) - away: mark for mark in BEHIND_LETTERS if told or not mark.isdecimal()}
    return told, {code: mark for code, mark in marks.items() if code not in spaces}


def _readings(
    fit: Fit, learned: Sequence[Learned], told: int | None, marks: Mapping[int, str]
) -> dict[int, str]:
    """The readings of a table after learning: those learned for sure, and of the codes not seen those of the first
    guess as far as it was confirmed: letters and marks of ASCII, and what lies between two codes of one order."""
    sure = {each.code: each.reading for each in learned if each.is_sure}
    if fit.joined:  # between words that run together a hyphen fits as well as any letter
        sure = {each.code: each.reading for each in learned
                if each.is_sure and (each.in_order or each.reading not in JOINING)}
    seen = {each.code for each in learned}
    given = fit.table.readings
    if fit.offset is None:
        sure = {c: r for c, r in sure.items() if r == given.get(c) or not has_figure(r)}
        return {**{code: reading for code, reading in given.items() if code not in seen}, **sure}
    small = {c: r for c, r in given.items() if r.isascii() and r.islower() and ord(r[0]) == c + fit.offset}
    # a letter has one code: where its own is there, what reads so elsewhere is sound text of another kind (passwords)
    own = {r for c, r in small.items() if c in seen}
    sure = {c: r for c, r in sure.items() if r not in own or small.get(c) == r}
    as_given = all(given.get(c) == r for c, r in sure.items() if r.isascii() and r.isalpha() and len(r) == 1)
    rest = {c: r for c, r in given.items() if len(r) == 1 and r.isascii() and ord(r) == c + fit.offset}
    readings = {**(rest if as_given else small), **marks, **sure}
    for code in seen - sure.keys():
        readings.pop(code, None)
    _fill(readings)
    guessed = {each.code: each.reading for each in learned}
    for code in seen - sure.keys():
        # between two of one order a letter that also reads best there is known, however seldom it stands
        if not (readings.get(code, "").isalpha() and readings[code] == guessed[code]):
            readings.pop(code, None)
    if not any(code < 32 and chr(code) not in "\t\r\f" for code in seen):
        readings.pop(9, None)  # other control codes were lost, so a tabulator is what it is
    # a sound `?` beside garble whose space was lost is no backslash
    sound = [code for code, reading in readings.items() if 0 < code < 128 and chr(code) in STOPS and reading in RARE]
    for code in sound:
        del readings[code]
    return proved(readings, learned, fit.offset, told)


def _with_spaces(model: CharacterModel, table: GlyphTable, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Stretches whose words run together, with line feeds where they seem to end: after letters, and after marks
    that a space follows."""
    read = hypotheses.spaced(model, hypotheses.read(table, pieces))
    return [
        [c for code, part in zip(piece, parts, strict=True)
         for c in ((code, 10) if part[-1:] in SPACE_FOLLOWS else (code,))]
        for piece, parts in zip(pieces, read, strict=True)
    ]  # fmt: skip


def _fill(readings: dict[int, str]) -> None:
    """Readings for codes that were not seen: where the codes on both sides go on alike in one order."""
    for low, high in pairwise(sorted(readings)):
        if high - low > 1:
            readings.update(between(low, readings[low], high, readings[high]))
