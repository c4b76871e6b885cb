"""What a web page prints around a text, and what it says about the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .rows import Row, neighbour
from .sheet import Mark

_PHRASES = (
    r"(?:skip|jump) (?:directly )?to (?:the )?(?:main |primary )?(?:content|navigation|search|footer|menu|article)",
    r"skip navigation(?: links?)?|skip (?:ad|advert|advertisement)|(?:toggle|open|close|show|hide) (?:the )?"
    r"(?:main )?(?:navigation|menu|search|sidebar)|main (?:menu|navigation)|back to top|to top|scroll to top",
    r"share (?:this|on|via|to|with)(?: (?:this )?(?:article|story|page|post|link|facebook|twitter|x|linkedin|whatsapp"
    r"|email|e-mail|pinterest|reddit|telegram))*|(?:click to )?(?:share|tweet|pin it|like this)",
    r"(?:print|e-?mail) (?:this )?(?:page|article|story|friendly)|printer[- ]friendly(?: version)?|copy link",
    r"(?:accept|reject|allow|decline|manage)(?: all)? (?:cookies|preferences|settings)|cookie (?:settings|policy|"
    r"preferences|notice|consent)",
    r"(?:we|this (?:web ?)?site|our (?:web ?)?site) uses? cookies\b.*",
    r"by (?:continuing to (?:use|browse)|using) (?:this|our) (?:web ?)?site,? you .*(?:cookies|terms).*",
    r"(?:sign|log) ?in(?: or (?:sign up|register))?|(?:sign up|subscribe)(?: (?:now|today|for (?:our )?newsletters?))?"
    r"|advertisement|sponsored(?: content)?|loading\.{2,3}|please enable javascript.*",
    r"zum (?:haupt)?inhalt springen|(?:aller|passer) au contenu(?: principal)?|(?:saltar|ir) al contenido"
    r"(?: principal)?"
    r"|vai al contenuto(?: principale)?|(?:ga|spring) naar (?:de )?inhoud|pular para o conteúdo|przejdź do treści",
)
BOILERPLATE = re.compile("|".join(f"(?:{phrase})" for phrase in _PHRASES), re.IGNORECASE)
"""A whole row that belongs to a web page and not to the text on it."""

_SURE = re.compile(f"(?:{_PHRASES[0]})|(?:{_PHRASES[-1]})", re.IGNORECASE)
OBFUSCATED = re.compile(r"\[email\s?(?:\xa0)?protected\]|\[at\]\s?\[?protected\]?", re.IGNORECASE)
"""Where a web server hid an e-mail address from robots: the address is lost, not to be guessed."""

_STARTS = (
    "skip|jump|toggle|open|close|show|hide|main|back|to|scroll|share|click|tweet|pin|like|print|email|e-mail|printer"
    "|printer-friendly|copy|accept|reject|allow|decline|manage|cookie|we|this|our|by|sign|log|login|subscribe"
    "|advertisement|sponsored|loading|loading...|loading..|please|zum|aller|passer|saltar|ir|vai|ga|spring|pular|przejdź"
)
_FIRST_WORDS = frozenset(_STARTS.split("|"))
"""First words of the phrases: asked before them, since the phrases cost fifty times as much."""

_LABELS = (
    "author|author(s)|authors|creator|creators|contributor|contributors|publisher|source|sources|rights|license"
    "|licence|copyright|language|languages|original language|type|document type|format|subject|subjects|keywords|tags"
    "|date|date created|date published|original uploaded date|date uploaded|uploaded|published|last updated|updated"
    "|record id|identifier|id|doi|isbn|issn|citation|cite this|summary|abstract|credits|collection|collections"
    "|original archive|archive|repository|location|geographic location|people|original classification|translated by"
    "|translator|translators|transcription|donor|series|box|folder|call number|permalink|url|pages|volume|issue"
    "|autor|autorin|quelle|rechte|sprache|datum|herausgeber|verlag|auteur|auteurs|langue|droits|éditeur|idioma|fuente"
    "|derechos|fecha|editor|lingua|fonte|diritti|data|taal|bron|język|źródło|prawa|автор|язык|источник"
)
_STAMP = re.compile(
    r"digiti[sz]ed by (?:google|(?:the )?internet archive(?: in \d{4}.*)?|microsoft.*|[vl]j?\s?ooq\w*)"
    r"|(?:this content )?downloaded from .{0,80}(?:\d{1,3}(?:\.\d{1,3}){3}|https?://|www\.|\b(?:19|20)\d\d\b).*"
    r"|generated (?:on|for|at) .{0,120}(?:hathitrust|hdl\.handle).*|copyrighted material"
    r"|all use subject to (?:https?://\S*|jstor.*|.{0,40}terms and conditions)"
    r"|(?:original from|public domain)\W+(?:google.*|university of [a-z ]{3,30}(?:digitized.*)?)",
    re.IGNORECASE,
)
"""Stamps that scanning projects and libraries put on each page; Google's name comes out of OCR as `VjOOQIC`."""


def stamps(table: Sequence[Row]) -> Iterator[Mark]:
    """The stamps of scanning on rows of their own.

    >>> from .rows import rows
    >>> [mark.row for mark in stamps(rows("the harbour\\nDigitized by VjOOQIC\\nwas quiet\\n"))]
    [1]
    """
    for i, row in enumerate(table):
        if 12 < len(row.body) <= 200 and row.body[0] in "DTGCAOP" and _STAMP.fullmatch(row.body):
            yield Mark(i, "forme-work/stamp", 3, "a stamp of the scanning project")


LABELS = frozenset(_LABELS.split("|"))
"""Names of metadata fields as archives and repositories print them (Dublin Core's, and those of digital archives)."""

_SECTIONS = frozenset(
    {"document information", "metadata", "details", "about this item", "item information", "contents"}
)


_LONGEST = 48  # characters of a label, with the marks of Markdown around it


def label_of(body: str) -> str:
    """The metadata field a row names, in small letters; empty when it names none.

    >>> label_of("Author(s):"), label_of("### **Original Language:**"), label_of("Types of ambiguity")
    ('author(s)', 'original language', '')
    """
    if not 2 <= len(body) <= _LONGEST:
        return ""
    name = body.strip("#*_ \t\xa0").rstrip(":").strip("*_ ").lower()
    return name if name in LABELS or name in _SECTIONS else ""


def labels(table: Sequence[Row]) -> list[tuple[int, str]]:
    """The rows that name metadata fields, where at least three different ones stand together (within 40 rows):
    a lone `Type` or `Language` in a text is a heading."""
    seen = [(i, name) for i, row in enumerate(table) if 2 <= len(row.body) <= _LONGEST and (name := label_of(row.body))]
    return [
        (i, name) for i, name in seen
        if len({other for j, other in seen if abs(j - i) <= 40}) >= 3
    ] if len(seen) <= 400 else []


def values(table: Sequence[Row]) -> dict[str, str]:
    """What a text says of itself under its metadata labels: source, rights, record id, ...

    A value is the row after its label, or all rows up to the next label when these are at most four.
    """
    places = labels(table)
    found: dict[str, str] = {}
    for place, (index, name) in enumerate(places):
        stop = places[place + 1][0] if place + 1 < len(places) else len(table)
        said = [row.body for row in table[index + 1 : min(stop, index + 60)] if row.body]
        if said and name not in _SECTIONS:
            found.setdefault(name, "\n".join(said if len(said) <= 4 else said[:1]))
    return found


def boilerplate(table: Sequence[Row]) -> Iterator[Mark]:
    """Rows of a web page in a text: `Skip to content`, cookie and share lines, labels with nothing under them.

    A share or cookie line alone in the middle of a text waits for review: a text may speak of such things.
    """
    seen = [
        i for i, row in enumerate(table)
        if 2 < len(row.body) <= 160 and row.body.split(None, 1)[0].lower() in _FIRST_WORDS
        and BOILERPLATE.fullmatch(row.body)
    ]
    with_text = [i for i, row in enumerate(table) if row.body] if seen else []
    edge = set(with_text[:6] + with_text[-6:])
    for i in seen:
        sure = _SURE.fullmatch(table[i].body) or (i in edge and len(seen) > 1)
        yield Mark(i, "forme-work/web-page", 3 if sure else 2, "a line of the web page, not of the text")
    named = dict(labels(table))
    for i, name in named.items():
        following = neighbour(table, i, 1)
        if name not in _SECTIONS and (following < 0 or following in named):
            yield Mark(i, "forme-work/empty-label", 3, "a metadata label with nothing under it")
