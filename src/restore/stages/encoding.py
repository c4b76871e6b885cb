"""Text that was decoded wrongly on its way: mojibake, C1 controls, halves of pairs, entities; stray characters.

What is left alone: curly quotes, ligatures, full-width letters, line ends, accents however composed, control
characters, the writer's choice of spaces. Changing those is not restoring, and controls may be font garbage.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ..document import LOST, Document
from ..edits import Cert, Edit, Stage, difference, internal

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

def repair() -> Stage:
    """A stage that undoes wrong decodings and reports stray characters.

    >>> from ..edits import apply
    >>> text = "the â€œYanâ€™an factionâ€\\ufffd of 1956"
    >>> apply(text, [e for e in repair()(Document("d", text)) if e.cert is Cert.HIGH])
    'the “Yan’an faction” of 1956'
    """

    def stage(document: Document) -> Iterator[Edit]:
        text = document.text
        if not text.isascii():
            edits = [*_mojibake(text)]
            yield from edits
            yield from _lost_bytes(text, any(edit.cert is Cert.HIGH for edit in edits))
            yield from _c1_controls(text, edits)
            yield from _pairs(text)
            yield from _inner_marks(text)
        if "&" in text and not (document.origin and document.origin.media_type == "text/html"):
            yield from _entities(text)
        yield from _strays(text)

    return stage


_SUSPECT = re.compile(r"[^\x00-\x7f](?:[^\x00-\x7f]|(?<=[ÂÃ]) |(?<=[\x80-\x9f]))")
"""What every mojibake has: two characters beyond ASCII side by side (the bytes of one), or the first of them
with a no-break space become a space. Costs a scan; ftfy's own test is ten times as slow and goes over lines
that have this."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def _is_garbage(line: str) -> bool:
    """Whether a line may be undeciphered font garbage: it holds controls, or one character in twenty is lost.

    In the seeds' garbled spans it is one in six, that being how often a space comes in English.
    """
    return line.count(LOST) * 20 > len(line) or _CONTROL.search(line) is not None


def _mojibake(text: str) -> Iterator[Edit]:
    """UTF-8 that was read as an older encoding: `Ã©` for `é`. Line by line: each may have its own history.

    Whence: web pages, databases, spreadsheets; anything saved in one program and opened in another. Left alone:
    font garbage, whose letters beyond ASCII (`³`, `´`, `¿`) stand alone, and lost characters.
    """
    done = 0
    for suspect in _SUSPECT.finditer(text):
        if suspect.start() < done:
            continue
        start = max(done, text.rfind("\n", done, suspect.start()) + 1)
        end = text.find("\n", suspect.start())
        done = len(text) if end < 0 else end
        for piece in _pieces(text, start, done):
            yield from _decoded(text, *piece)


_LONGEST = 4096
"""Characters repaired together: a line is cut at spaces into pieces of this size, so one bad byte in a line of
megabytes does not spoil the decoding of the rest, and the alignment stays cheap."""


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of a line between lost characters, in bounded pieces; none of a line that may be garbage."""
    while start < end:
        stop = min(end, start + _LONGEST)
        if stop < end:
            stop = max(text.rfind(" ", start, stop) + 1, start) or stop
            stop = stop if stop > start else min(end, start + _LONGEST)
        if _SUSPECT.search(text, start, stop) and not _is_garbage(text[start:stop]):
            place = start
            for part in text[start:stop].split(LOST):
                if part:
                    yield place, place + len(part)
                place += len(part) + 1
        start = stop


@lru_cache(maxsize=1)
def _only_decoding() -> TextFixerConfig:
    """ftfy with everything off that does not undo a wrong decoding; what is off and restores is done here, where its
    evidence can be told."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
        uncurl_quotes=False, fix_line_breaks=False, remove_control_chars=False, normalization=None,
        replace_lossy_sequences=False, fix_c1_controls=False, fix_surrogates=False, explain=True,
    )


def _decoded(text: str, start: int, end: int) -> Iterator[Edit]:
    from ftfy import fix_encoding_and_explain
    from ftfy.badness import is_bad

    piece = text[start:end]
    if not is_bad(piece):
        return
    result = fix_encoding_and_explain(piece, _only_decoding())
    if result.text == piece or LOST in result.text or _CONTROL.search(result.text):
        return
    steps = ", ".join(f"{step.action} {step.parameter}" for step in result.explanation or [])
    guessed = "restore_byte_a0" in steps
    fixed = re.sub("^\ufeff|(?<=[\r\n])\ufeff", "", result.text)  # a mark is no character
    for at, before, after, note in _changes(piece, fixed):
        if len(before) == 1 and "\x80" <= before <= "\x9f":
            continue  # `_c1_controls` asks more before it reads one
        # A space taken for half of a character is a guess, unless that character is one letter in a word.
        cert = Cert.MEDIUM if guessed and " " in before and not after.strip() else Cert.HIGH
        yield Edit(start + at, start + at + len(before), before, after, "encoding/mojibake", cert, internal(note))


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


_Change = tuple[int, str, str, str]  # place, before, after, note


def _changes(piece: str, fixed: str) -> Iterator[_Change]:
    """What differs: run by run beyond ASCII when the ASCII between is the same, as it is unless a space was half
    of a character; aligning the whole costs twenty times as much."""
    if _BEYOND_ASCII.split(piece) != _BEYOND_ASCII.split(fixed):
        yield from _aligned(piece, fixed)
        return
    for run, reading in zip(_BEYOND_ASCII.finditer(piece), _BEYOND_ASCII.findall(fixed), strict=True):
        if run.group() != reading:
            for at, before, after, note in _aligned(run.group(), reading):
                yield run.start() + at, before, after, note


@lru_cache(maxsize=1024)
def _aligned(before: str, after: str) -> tuple[_Change, ...]:
    edits = difference(before, after, "encoding/mojibake", Cert.HIGH, internal(""))
    return tuple((edit.start, edit.before, edit.after, _misreading(edit.before, edit.after)) for edit in edits)


_READ_AS = ("windows-1252", "latin-1", "windows-1251", "windows-1250", "macroman", "cp437")


def _misreading(before: str, after: str) -> str:
    """How `after` became `before`, with its bytes: checkable by hand."""
    for name in _READ_AS:
        try:
            raw = before.encode(f"sloppy-{name}" if name.startswith("windows") else name)
            if raw.decode("utf-8") == after:
                return f"UTF-8 bytes {raw.hex(' ').upper()} read as {name}"
        except UnicodeError:
            continue
    return "UTF-8 misread, in more than one step; by ftfy"


_CLOSING_QUOTE = re.compile("â€" + LOST)


def _lost_bytes(text: str, is_mojibake: bool) -> Iterator[Edit]:
    """`â€` with a lost byte: the curly closing quote, whose last byte 9D windows-1252 does not have.

    Of the five bytes it lacks (81 8D 8F 90 9D) only 9D gives, after E2 80, a character people write. Sure when
    the text has other mojibake. A lost byte after `Ã` (`Á`, `Í`, `Ï`, `Ð`, `Ý`) is left lost.
    """
    note = internal("bytes E2 80 and one that windows-1252 lacks: of 81 8D 8F 90 9D only 9D is written")
    for found in _CLOSING_QUOTE.finditer(text):
        cert = Cert.HIGH if is_mojibake else Cert.MEDIUM
        yield Edit(*found.span(), found.group(), "”", "encoding/mojibake-lost-byte", cert, note)


_C1 = re.compile("[\x80-\x9f](?<![^\x00-\x7f][\x80-\x9f])(?![\x80-\xff])")


def _c1_controls(text: str, taken: list[Edit]) -> Iterator[Edit]:
    """A C1 control where windows-1252 has a letter or a quote: `Yan\\x92an`, decoded as Latin-1.

    Sure when it fits: a capital not inside a small word, an opening quote not inside a word (`caf\\x8e` came from
    a Macintosh). Left alone: U+0085, a line end in some texts, unless other C1 controls show whence it came; the
    five codes windows-1252 does not use; lines that may be font garbage.
    """
    places = {edit.start for edit in taken}
    found = [place for place in _C1.finditer(text) if place.start() not in places]
    shown = any(place.group() != "\x85" for place in found)
    for place in found:
        start, end = place.span()
        after = place.group().encode("latin-1").decode("cp1252", "ignore")
        line = text[max(0, start - 200, text.rfind("\n", 0, start) + 1) : end + 200].partition("\n")[0]
        if not after or _is_garbage(line):
            continue
        fits = _fits(text[start - 1 : start], after, text[end : end + 1]) and (shown or after != "…")
        note = internal(f"U+{ord(place.group()):04X} is {after} in windows-1252, decoded as Latin-1")
        yield Edit(start, end, place.group(), after if fits else place.group(), "encoding/c1-control",
                   Cert.HIGH if fits else Cert.LOW, note)


def _fits(left: str, sign: str, right: str) -> bool:
    if sign.isupper():
        return not left.islower()
    return sign in "’š œžƒ" or not (left.isalpha() and right.isalpha())


_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def _pairs(text: str) -> Iterator[Edit]:
    """Two surrogates that are one character, from UTF-16 decoded by halves. A half alone is left."""
    for found in _PAIR.finditer(text):
        whole = found.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        note = internal("the two halves of one character in UTF-16")
        yield Edit(*found.span(), found.group(), whole, "encoding/surrogates", Cert.HIGH, note)


_INNER_MARK = re.compile("(?:^|(?<=[\r\n]))\ufeff+")


def _inner_marks(text: str) -> Iterator[Edit]:
    """A byte-order mark at the start of a line: the trace of files put one after the other."""
    for found in _INNER_MARK.finditer(text) if "\ufeff" in text else ():
        note = internal("a byte-order mark where a line begins: files were put together here")
        yield Edit(*found.span(), found.group(), "", "encoding/inner-mark", Cert.HIGH, note)


_ENTITY = re.compile(r"&(?:amp;){0,3}(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{2,7}|#[xX][0-9A-Fa-f]{2,6});")
_MARKUP = re.compile(r"<[A-Za-z/!][^<>]{0,200}>|`")
_ENOUGH = 3  # entities that make "everything was escaped" more than a chance


def _entities(text: str) -> Iterator[Edit]:
    """An entity in plain text: `Workers&#8217; Party`, `AT&amp;T`.

    Sure when the whole text was escaped: three entities at least, and no bare ampersand, no tag, no code mark
    anywhere. Else, as in a text about HTML, it waits for review; with tags present nothing is proposed.
    """
    if _MARKUP.search(text):
        return
    found = [(place, after) for place in _ENTITY.finditer(text) if (after := _unescaped(place.group()))]
    escaped = len(found) >= _ENOUGH and text.count("&") == sum(p.group().count("&") for p, _ in found)
    note = internal(f"all {len(found)} ampersands of the text are entities" if escaped else "an HTML entity")
    for place, after in found:
        cert = Cert.HIGH if escaped else Cert.MEDIUM
        yield Edit(*place.span(), place.group(), after, "encoding/entity", cert, note)


def _unescaped(entity: str) -> str:
    """What an entity stands for, escaped once or several times; empty when for no visible character."""
    before = ""
    while before != entity:
        before, entity = entity, html.unescape(entity)
    return entity if len(entity) <= 2 and (entity.isprintable() or entity == "\xa0") and entity != LOST else ""


_STRAYS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("encoding/control", _CONTROL, "control characters; they may be evidence"),
    ("encoding/zero-width", re.compile("[\u200b\u2060]|(?<![\r\n])\ufeff"), "zero-width characters"),
    ("encoding/odd-space", re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f]"), "spaces other than the space"),
    ("encoding/half-pair", re.compile("[\ud800-\udfff]"), "surrogates; those without their other half are lost"),
)
_MAY_STRAY = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\xa0\u1680\u2000-\u200b\u202f\u205f\u2060\ufeff\ud800-\udfff]")
_PRINTED = bytes(code for code in range(128) if not _CONTROL.match(chr(code)))


def _has_strays(text: str) -> bool:
    """Whether a text has any character that may be a stray: a scan, and for ASCII less than one."""
    if text.isascii():
        return bool(text.encode().translate(None, _PRINTED))
    return _MAY_STRAY.search(text) is not None


def _strays(text: str) -> Iterator[Edit]:
    """Remarks on characters that may be damage or somebody's choice: one a kind, at the first place."""
    if not _has_strays(text):
        return
    for rule, pattern, what in _STRAYS:
        if rule != "encoding/control" and text.isascii():
            continue
        first = pattern.search(text)
        if first is not None and not (rule == "encoding/zero-width" and first.start() == 0):
            count = sum(1 for _ in pattern.finditer(text))
            kinds = sorted({f"U+{ord(ch):04X}" for ch in pattern.findall(text)})
            note = internal(f"{count} {what}: {', '.join(kinds[:5])}{' …' if len(kinds) > 5 else ''}")
            yield Edit(*first.span(), first.group(), first.group(), rule, Cert.LOW, note)
