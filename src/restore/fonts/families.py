"""Which fonts without a map a document has: the first pass, over the longest suspicious stretches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..document import LOST
from ..language import identify, load
from ..language.characters import LANGUAGES, CharacterModel, codes_of, letter_scores
from ..language.words import WORD, zipf
from . import hypotheses, segment
from .hypotheses import Fit, Piece
from .learn import Learned, learn
from .orders import LOST_CODE, UNREAD, GlyphTable, adobe, macintosh
from .suspects import ODD, classes
from .units import Row

MOST_FAMILIES = 3
FOREIGN = -3.6  # a character: a token that reads worse than this is no word of the language (measured: names -3.3)
MARGIN = 25.0  # natural logarithm: a table must explain the sample e^25 times better than any null
QUALITY = -3.35  # a character: what comes out must read like words (measured: prose -2.2, names -3.2)
KNOWN_WORDS = 0.5  # share of what comes out that a word list knows
POOR = -5.5  # a character: a table that reads worse than this in one language has no other behind it either
CLOSE = ("fr", "de", "es", "it", "pl", "pt", "sv", "nl")
SURE = 3.0  # natural logarithm: a code is read only with this margin over its next best reading


@dataclass(frozen=True)
class Family:
    """A glyph table at work in a document, and what proves it.

    `margin`: how much better (natural logarithm) the sample reads than by the best null. `joined`: its spaces were
    dropped on the way. `per_character`: the log-probability of what comes out.
    """

    table: GlyphTable
    language: str
    margin: float
    joined: bool = False
    learned: tuple[Learned, ...] = ()
    per_character: float = 0.0


def families(rows: Sequence[Row], text: str, language: str | None) -> list[Family]:
    """The families at work in suspicious rows of a text."""
    found: list[Family] = []
    tried = _languages(text, rows, language)
    pieces = [piece for row in rows for piece in _pieces(load(tried[0]), row.codes)]
    for _ in range(MOST_FAMILIES):
        family = _best(pieces, tried, language is not None)
        if family is None:
            break
        found.append(family)
        model = load(family.language)
        pieces = [piece for piece in pieces if not _explains(model, family, piece)]
    return found


def _languages(text: str, rows: Sequence[Row], language: str | None) -> list[str]:
    """The languages that may be behind the garbage, the likeliest first."""
    if language in LANGUAGES:
        return [language]
    found = identify(text)
    tried = [found] if found in LANGUAGES else ["en"]
    codes = [code for row in rows[:100] for code in row.codes]
    if sum(1 for code in codes if 0x180 < code != LOST_CODE) * 3 > len(codes) and "ru" not in tried:
        tried.append("ru")
    return [name for name in tried if name]


def _pieces(model: CharacterModel, codes: Sequence[int]) -> Iterator[Piece]:
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
    return False if letters > 2 else None


def _is_soup(piece: Sequence[int]) -> bool:
    """Whether a stretch is control codes and marks for the most part: capitals and digits of a font that numbers its
    small letters low."""
    odd = sum(1 for code in piece if code < 32 and code not in (9, 10, 12, 13))
    return odd > 2


def _best(pieces: Sequence[Piece], languages: Sequence[str], told: bool) -> Family | None:
    """The family that explains the stretches best, if it explains them at all."""
    sample = hypotheses.sampled(pieces)
    if not sample:
        return None
    best: Family | None = None
    queue, tried = list(languages), set(languages)
    while queue:
        model = load(queue.pop(0))
        ranked = hypotheses.rank(model, sample)
        if not ranked or ranked[0].per_character < POOR:
            continue
        if not told:
            fresh = [name for name in _heard(ranked[0], sample, model) if name not in tried]
            tried.update(fresh)
            queue += fresh
        family = _refined(model, pieces, sample, ranked[0])
        if best is None or family.per_character > best.per_character:
            best = family
    if best is None or best.margin < MARGIN or best.per_character < QUALITY:
        return None
    model = load(best.language)
    if hypotheses.deliberate(model, sample) > best.per_character * sum(len(p) + 1 for p in sample) - MARGIN / 2:
        return None
    return best if _reads_well(model, best, sample) else None


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
    rough = Family(fit.table, model.language, 0.0, fit.joined, (), fit.per_character)
    explained = [piece for piece in pieces if _explains(model, rough, piece)]
    best, learned = fit, list[Learned]()
    for _ in range(2):
        held = [_with_spaces(model, best.table, piece) for piece in explained] if fit.joined else explained
        learned = learn(model, held, fit.table.readings, fit.offset)
        readings = {} if fit.offset is not None else dict(fit.table.readings)
        readings.update((each.code, each.reading) for each in learned if each.margin >= SURE)
        if fit.offset is not None:
            _fill(readings)
        table = GlyphTable(fit.table.name, fit.table.rule, readings)
        best = hypotheses.fit(model, sample, table, None, fit.joined)
        if not fit.joined:
            break
    margin = best.total - hypotheses.null(model, sample)
    return Family(best.table, model.language, margin, fit.joined, tuple(learned), best.per_character)


def _with_spaces(model: CharacterModel, table: GlyphTable, piece: Piece) -> list[int]:
    """A stretch whose words run together, with line feeds where they seem to end."""
    parts = hypotheses.spaced(model, [table.part(c) for c in piece])
    return [c for code, part in zip(piece, parts, strict=True) for c in ((code, 10) if part[-1:] == " " else (code,))]


def _explains(model: CharacterModel, family: Family, piece: Piece) -> bool:
    """Whether a stretch reads under a family, as far as its letters go."""
    parts = [family.table.part(c) for c in piece]
    if family.joined:
        parts = hypotheses.spaced(model, parts)
    text = "".join(parts)
    symbols = model.symbols(codes_of(f" {text} "))
    letters = int((symbols > 0).sum())
    return letters * 2 > len(piece) and float(letter_scores(model, symbols).sum()) >= FOREIGN * (letters + 1)


def _fill(readings: dict[int, str]) -> None:
    """Readings for codes that were not seen: where the codes on both sides go on alike in one order."""
    known = sorted(readings)
    orders = (macintosh(), adobe())
    for low, high in pairwise(known):
        if high - low < 2:
            continue
        a, b = readings[low], readings[high]
        if len(a) == len(b) == 1 and ord(a) - low == ord(b) - high:
            readings.update((c, chr(c + ord(a) - low)) for c in range(low + 1, high))
            continue
        for order in orders:
            if a in order and b in order and order.index(a) - low == order.index(b) - high:
                step = order.index(a) - low
                readings.update((c, order[c + step]) for c in range(low + 1, high) if order[c + step])


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
