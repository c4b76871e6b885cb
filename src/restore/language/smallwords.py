"""Small words and word parts that tell what a hyphen is, for the eight languages that are read.

Lists of a language's own making, not of any document: what leans on what, what is written solid, what a sentence
goes on with.
"""

from __future__ import annotations

import re


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


SOLID = _listed("de nl da sv nb fi hu")
"""Languages that write compounds solid, so that two whole words with a small letter after the line end are one."""

DOUBLED = _listed("pt pl es cs hr")
"""Languages that print the hyphen of a compound again on the next line: `disse-` / `-lhe`."""

LINKS = {
    "en": _listed("and or nor to but versus as"),
    "de": _listed("und oder bis sowie bzw wie als"),
    "fr": _listed("et ou à"),
    "es": _listed("y o e u"),
    "it": _listed("e o ed"),
    "nl": _listed("en of tot"),
    "pl": _listed("i oraz lub czy"),
    "pt": _listed("e ou"),
}
"""Words that follow a suspended hyphen: "pre- and post-war", "Ober- und Unterhaus", "In- en uitvoer"."""

ANY_LINK = frozenset(word for words in LINKS.values() for word in words if len(word) > 1)
"""The same when the language is not known: single letters would be halves of words too."""

FUNCTION_WORDS = {
    "en": _listed(
        "the a an he she they we it was were is are had has have his her their which who that this these those if "
        "when while because at with from for by not there then but and"
    ),
    "de": _listed("der die das dem des ein eine er sie wir ist wie dass nicht sich und"),
    "fr": _listed("le la les des un une que qui est était pas pour dans avec sur et"),
    "es": _listed("el los las una que por para con del se no es era y"),
    "it": _listed("il lo gli una che per con del della non si è era e"),
    "nl": _listed("de het een van dat die niet met hij zij was en"),
    "pl": _listed("nie się że jest był na do i który"),
    "pt": _listed("o os as uma que por para com do da não se é era e"),
}
"""Words with which a sentence goes on after a dash; none is the second half of a compound."""

INSIDE = _listed("to in of the and on by a at out up off de la le à d l en auf zu von an der und al di da op te ten na")
"""Small words inside compounds of three: up-to-date, mother-in-law, cul-de-sac."""

CLITICS = {
    "es": _listed("la las le les lo los me nos se te"),
    "it": _listed("ci gli la le li lo mi ne si ti vi"),
    "pt": _listed("a as la las lhe lhes lo los me na no nos o os se te"),
}
"""Pronouns that lean on a verb: solid in Spanish and Italian (`desactivarla`), with a hyphen in Portuguese."""

ENDINGS = _listed("able dom ed er ers est ful hood ible ing ism ist ity less ly ment most ness ship tion woman women")
"""English endings; word lists have most of them as words, because people break words."""

HYPHEN_PREFIXES = _listed("all cross demi ex half ill mi non quasi self vice well")
"""What takes a hyphen before whatever word it likes, in English and French."""

SOLID_PREFIXES = _listed(
    "ad as be con de des dis dé em en im in mis nie out over per pré re ré sub trans un under"
)
"""Prefixes that are words as well, and are written solid with whatever follows."""

CLASHES = _listed("aa ae ai au ee ei eu ie ii ij oe oi oo ou ui uu")
"""Vowels that Dutch reads as one; between the halves of a compound they take a hyphen (its official rule)."""

DUTCH_PAIR = re.compile(r"\w{3,}(?:aal|isch|ief|ieel|air)-\w{2,}(?:ische?|ieve?|eel|ele|lijke?|aal|ale)")
"""Two adjectives of one rank in Dutch: sociaal-economisch."""
