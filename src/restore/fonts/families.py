"""Which fonts without a map a document has: the first pass, over the longest suspicious stretches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import LOST
from ..language import identify, load
from ..language.characters import LANGUAGES, CharacterModel, codes_of, letter_scores
from ..language.words import WORD, zipf
from . import hypotheses, segment
from .hypotheses import Fit, Token
from .learn import Learned, learn
from .orders import GlyphTable, adobe, macintosh
from .suspects import ODD, classes
from .units import Row

MOST_FAMILIES = 3
FOREIGN = -3.6  # a character: a token that reads worse than this is no word of the language (measured: names -3.3)
MARGIN = 25.0  # natural logarithm: a table must explain the sample e^25 times better than any null
QUALITY = -3.35  # a character: what comes out must read like words (measured: prose -2.2, names -3.2)
KNOWN_WORDS = 0.5  # share of what comes out that a word list knows
POOR = -4.5  # a character: a table that reads worse than this in English has no other language behind it
CLOSE = ("fr", "de", "es", "it", "pl", "pt", "sv", "nl")
SURE = 3.0  # natural logarithm: a code is read only with this margin over its next best reading


@dataclass(frozen=True)
class Family:
    """A glyph table at work in a document, and what proves it.

    `margin`: how much better (natural logarithm) the sample reads than by the best null. `joined`: its spaces were
    dropped on the way.
    """

    table: GlyphTable
    language: str
    margin: float
    joined: bool = False
    learned: tuple[Learned, ...] = ()


def families(rows: Sequence[Row], text: str, language: str | None) -> list[Family]:
    """The families at work in suspicious rows of a text."""
    found: list[Family] = []
    tokens = [token for row in rows for token in _tokens(row.codes)]
    for _ in range(MOST_FAMILIES):
        family = _best(rows, tokens, _languages(text, tokens, language), found)
        if family is None:
            break
        found.append(family)
        model = load(family.language)
        tokens = [token for token in tokens if not _explains(model, family.table, token)]
    return found


def _languages(text: str, tokens: Sequence[Token], language: str | None) -> list[str]:
    if language in LANGUAGES:
        return [language]
    found = identify(text)
    high = sum(1 for token in tokens for c in token if c > 0x250)
    tried = [found] if found in LANGUAGES else ["en"]
    if high * 3 > sum(map(len, tokens)) and "ru" not in tried:
        tried.append("ru")
    return [name for name in tried if name]


def _tokens(codes: Sequence[int]) -> Iterator[Token]:
    token: list[int] = []
    for code in (*codes, 32):
        if code <= 32 or code == ord(LOST):
            if len(token) > 1:
                yield token
            token = []
        else:
            token.append(code)


def _best(
    rows: Sequence[Row], tokens: Sequence[Token], languages: Sequence[str], known: Sequence[Family]
) -> Family | None:
    """The family that explains the tokens best, if it explains them at all."""
    tried: dict[str, tuple[Fit, float]] = {}
    queue = list(languages)
    while queue:
        language = queue.pop(0)
        model = load(language)
        foreign = [token for token in tokens if _is_foreign(model, token)]
        ranked = hypotheses.rank(model, foreign)
        if not ranked:
            continue
        tried[language] = (ranked[0], ranked[0].total - hypotheses.null(model, foreign))
        heard = _heard(ranked[0], foreign, language)
        queue += [name for name in heard if name not in tried and name not in queue]
    if not tried:
        return None
    language = max(tried, key=lambda name: tried[name][0].per_character)
    fit, margin = tried[language]
    if margin < MARGIN or fit.per_character < QUALITY:
        return None
    model = load(language)
    foreign = [token for token in tokens if _is_foreign(model, token)]
    if hypotheses.deliberate(model, foreign) > fit.total - MARGIN / 2:
        return None
    table, learned = _refined(model, rows, fit)
    family = Family(table, language, margin, fit.joined, tuple(learned))
    return family if _reads_well(model, family, foreign) else None


def _heard(fit: Fit, tokens: Sequence[Token], guess: str) -> list[str]:
    """The languages that what a table makes of the tokens may be in."""
    parts = [[fit.table.readings.get(c, "\ufffd") for c in token] for token in tokens[:1500]]
    if fit.joined:
        model = load(guess)
        parts = [hypotheses.spaced(model, part) for part in parts]
    found = identify(" ".join("".join(part) for part in parts))
    if found in LANGUAGES:
        return [found]
    if fit.per_character > POOR and guess == "en":
        return list(CLOSE)
    return []


def _is_foreign(model: CharacterModel, token: Token) -> bool:
    """Whether a token is no word of the language: what a font may have garbled."""
    text = "".join(map(hypotheses._visible, token))
    symbols = model.symbols(codes_of(f" {text} "))
    if not symbols.any():
        return any(classes()[min(c, 0xFFFF)] == ODD for c in token)
    scores = letter_scores(model, symbols)
    return float(scores.sum()) < FOREIGN * (int((symbols > 0).sum()) + 1) or int((symbols == 0).sum()) - 2 > len(token) / 3


def _refined(model: CharacterModel, rows: Sequence[Row], fit: Fit) -> tuple[GlyphTable, list[Learned]]:
    """The table with the codes learned from the rows it explains."""
    garbled = [row.codes for row in rows if _mostly_explained(model, fit, row.codes)]
    learned = learn(model, garbled, fit.table.readings, fit.offset)
    readings = {} if fit.offset is not None else dict(fit.table.readings)
    readings.update((each.code, each.reading) for each in learned if each.margin >= SURE)
    if fit.offset is not None:
        _fill(readings, fit.table.readings)
    return GlyphTable(fit.table.name, fit.table.rule, readings), learned


def _mostly_explained(model: CharacterModel, fit: Fit, codes: Sequence[int]) -> bool:
    """Whether a row is garbled for the greater part, and reads under the table."""
    tokens = list(_tokens(codes))
    read = sum(len(token) for token in tokens if _is_foreign(model, token) and _explains(model, fit.table, token))
    return read * 2 > sum(map(len, tokens))


def _fill(readings: dict[int, str], start: dict[int, str] | object) -> None:
    """Readings for codes that were not seen: where the codes on both sides go on alike in one order."""
    known = sorted(readings)
    orders = (macintosh(), adobe())
    for low, high in zip(known, known[1:], strict=False):
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


def _explains(model: CharacterModel, table: GlyphTable, token: Token) -> bool:
    text = "".join(table.readings.get(c, "\uffff") for c in token)
    symbols = model.symbols(codes_of(f" {text} "))
    return float(letter_scores(model, symbols).sum()) >= FOREIGN * (len(token) + 1) and bool(symbols.any())


def _reads_well(model: CharacterModel, family: Family, tokens: Sequence[Token]) -> bool:
    """The absolute test: what comes out is words, whatever the alternatives were."""
    words: list[str] = []
    letters = known = 0
    for token in tokens[:400]:
        text = "".join(family.table.readings.get(c, " ") for c in token)
        for word in WORD.findall(text):
            words += segment.words(word, family.language, model) if family.joined else [word]
    for word in words:
        if len(word) > 2:
            letters += len(word)
            known += len(word) if zipf(word, family.language) >= 1.5 else 0
    distinct = {word.lower() for word in words if len(word) > 2}
    return known >= KNOWN_WORDS * letters and len(distinct) >= 3 and letters >= 12
