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

OPEN_WORDS = {
    "en": _listed(
        "the a an of to in at by for with from and or nor that which who whose his its their our my your "
        "this these those is are was were be been has have had into upon between among than as on not "
        "whom every"
    ),
    "de": _listed(
        "der die das dem den des ein eine einer eines einem einen und oder mit von zu im am auf für ist "
        "sind zum zur beim vom dass als wie durch gegen ohne unter über seine seiner ihre ihrer"
    ),
    "fr": _listed(
        "le la les de du des et ou un une dans par pour sur que qui est sont au aux ce cette ces son sa "
        "ses leur leurs"
    ),
    "es": _listed("el la los las de del y en con un una por para que su sus al se es son como"),
    "it": _listed(
        "il lo la i gli le di del della dei delle e in con un una per che da dal al alla si è sono come"
    ),
    "nl": _listed("de het een van met en in op voor door te dat die zijn haar is als bij naar aan om"),
    "pl": _listed("w z i na do o od za po przez dla że się nie jest który która które oraz lub ze we"),
    "pt": _listed("o a os as de do da dos das e em no na com um uma por para que se ao à é são como"),
}
"""Words after which no sentence and no title ends: articles, prepositions, conjunctions, possessives."""

ANY_OPEN = _listed(
    "the a an of to in on at by for with from and or but nor as that which who whose his her its their our my "
    "your this these those is are was were be been has have had not into upon between among than der die das "
    "dem den des ein eine einer eines und oder mit von zu im am auf für ist sind le la les de du des et ou un "
    "une dans par pour sur que qui est sont el los las y en con del al una il lo gli di che per een het van "
    "met"
)
"""The same when the language is not known: the plainest of several, none of which ends sentences in another."""

BEFORE_QUOTES = _listed(
    "the a an of and or that his her its their der die das ein eine und dass le la les un une et que el los "
    "una y de il lo gli e che het een en dat"
)
"""The same before a quotation mark: speech may begin where a stop was lost, "hitched on" / "“Well", she says."""

OPEN_VERBS = _listed("would could should will can may might must if her has had have is are")
"""English words that leave a sentence open besides articles, prepositions and conjunctions."""

STARTERS = {
    "en": _listed(
        "the in it he she they we this these those there however during after first second third as at on "
        "for from if when while but and with to"
    ),
    "de": _listed(
        "der die das den dem ein eine es er sie wir ich in im am auf für mit nach bei während wenn als "
        "aber und doch zum zur von seit dies diese dieser"
    ),
    "fr": _listed(
        "le la les un une il elle ils elles nous ce cette ces dans en au aux pour avec après pendant "
        "quand mais et si"
    ),
    "es": _listed(
        "el la los las un una en por para con después durante cuando pero y si este esta estos estas se "
        "no su"
    ),
    "it": _listed(
        "il lo la i gli le un una in nel nella per con dopo durante quando ma e se questo questa questi "
        "si non"
    ),
    "nl": _listed("de het een hij zij wij ik in op voor met na tijdens toen maar en als dit deze er"),
    "pl": _listed("w z na do po za przez gdy ale i oraz ten ta to te jest nie on ona oni kiedy"),
    "pt": _listed(
        "o a os as um uma em no na por para com depois durante quando mas e se este esta estes não ele "
        "ela"
    ),
}
"""Words that have a capital only where a sentence or a title starts."""

ABBREVIATIONS = _listed(
    "etc cf vol no nos nr pp fig figs al resp approx ca op cit ibid viz esp incl vs eds ed trans ch sec art "
    "dept univ inc ltd co mr st dr jan feb aug sept oct nov dec cde com bzw usw evtl ggf vgl bd abb hl sog bl "
    "ebd env av tel ext pag pág lit abs zit"
)
"""What stands in small letters before a full stop that ends no sentence."""
