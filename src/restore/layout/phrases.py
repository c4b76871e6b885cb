"""What the pages of the web say around their articles, as patterns of whole rows.

Collected from forty news, blog and shop pages, and from the words their interfaces have in eight languages. They
count only on what has been recognised as a whole page; a text that speaks of such things is not touched by them.
"""

from __future__ import annotations

import re

_SUBJECTS = (
    "articles?|stories|story|news|posts?|content|topics?|links?|reads?|reading|coverage|videos?|items|pages?"
    "|searches|headlines|picks"
)


def _rows(*phrases: str, around: str = r"\W*") -> re.Pattern[str]:
    """A pattern for rows that say one of `phrases`, with `around` on both sides."""
    return re.compile(around + "(?:" + "|".join(phrases) + ")" + around, re.IGNORECASE)


_MENU_MARKS = r"[\s:|»≡•›+>*]{0,4}"
"""What menus set around their entries; not the quotation marks and commas of code."""


TERMINATOR = _rows(
    r"(?:leave|post|add|write) (?:a )?(?:comment|reply)s?.*",
    r"(?:view |show |read )?(?:all )?\(?(?:no|\d*)\)?\s?(?:comments?|responses|replies)\W*\d*",
    r"comments? (?:are|on|section|policy|\()\b.*|(?:join|view) the (?:discussion|conversation).*",
    r"related (?:articles?|stories|posts?|news|content|topics|coverage|links?)?|recommended(?: for you)?",
    r"you (?:may|might) (?:also )?(?:like|be interested|enjoy).*|around the web|from (?:around )?the web",
    r"more (?:from|stories|news|on this)\b.{0,30}|more \w+(?: \w+)?|most (?:popular|read|viewed|recent)",
    r"(?:latest|popular|recent) (?:news|stories|posts|articles|comments|now)|trending(?: now)?|up next",
    r"read next|what to read next|about the authors?|about this article|explore further",
    r"sponsored (?:content|links|stories)?|citation:.*|sources?:?|references|tags?\b:?.{0,80}",
    r"(?:leia|veja|lee|ver|lire|leggi|lies|mehr|lesen|lees|czytaj)\s(?:também|mais|también|más|aussi|plus|anche|auch"
    r"|dazu|zum thema|sie auch|ook|również|także).*",
    r"você (?:pode|poderá|também).*|te puede interesar.*|das könnte.*|vous aimerez.*|zobacz (?:też|także|również).*",
    r"articles? (?:liés?|similaires)|(?:notícias|artigos|noticias|artículos) relacionad[oa]s",
    r"ähnliche (?:artikel|beiträge)",
)
"""Rows that say that the article is over."""

WIDGET = _rows(
    r"(?:leave|post|add|write|submit|view|show|read|see|join|load|hide) (?:a |the |all |more |your |\d+ ){0,3}"
    r"(?:comments?|reply|replies|discussion|conversation)s?.*",
    r"(?:related|recommended|more|latest|similar|popular|trending|further|other|also|top|recent|editor'?s?"
    r"|most (?:read|popular|viewed|recent|commented))\b[\w '-]{0,12}\b(?:" + _SUBJECTS + r")\b.{0,20}",
    r"more (?:from|on|about|in|like|stories|news)\b.{0,40}|read (?:more|next|also|full)\b.{0,12}|about authors?",
    r"(?:topics|tags|tagged|filed under|categories|labels|keywords)\b.{0,80}|sponsored.*|promoted.*",
    r"(?:post|article|page) navigation|(?:previous|next) (?:post|article|story|page).*|subscribe\b.*|sign up\b.*",
    r"newsletter.*|follow (?:us|me)\b.*|share\b(?: this| on| via)?.{0,40}|don'?t miss\b.*|must[- ]reads?\b.*",
    r"most (?:shared|commented)|advertisement|©.*|copyright\b.*|all rights reserved.*",
)
"""Rows that ask the reader to do something, or head a list of links."""

SALES = re.compile(
    r"\b(?:cookies?|javascript|newsletter|subscribe|sign (?:up|in)|log ?in|privacy policy|terms (?:of|and|&)"
    r"|all rights reserved|your (?:email|e-mail|inbox|account|browser)|copyright|advertis\w+|follow us|click here"
    r"|download (?:the|our) app)\b|©", re.IGNORECASE
)
"""Words of the page's own business, in rows short enough to be nothing else."""

LEGAL = re.compile(
    r"subject to copyright|(?:without|written) (?:the )?(?:prior )?(?:written )?permission|privacy (?:policy|notice)"
    r"|\bcookies?\b.*\b(?:web ?sites?|browser|experience|consent)\b|\b(?:web ?site|browser)\b.*\bcookies?\b|javascript",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"^\d+ of \d+ |^(?:photo|image|picture|credit|video|illustration|source|getty|foto|bild)s?\b ?"
    r"(?:by|credit|courtesy|:|/)|(?:photo|credit|image|courtesy|getty images|reuters|associated press|\(AP\)"
    r"|shutterstock|AFP|EPA)\W{0,3}(?:photo)?\W{0,3}$|click to tweet$|\b(?:photo|image|credit): .{0,40}$",
    re.IGNORECASE,
)
COMMENT = re.compile(
    r"\b(?:said|says|wrote|escribió|disse|dit|schrieb|sagt)\s*(?:on .{0,40})?:$|^reply\W*$"
    r"|^(?:responder|répondre|antworten|rispondi)$|^(?:reply|log in) to (?:reply|comment)$", re.IGNORECASE
)
"""The head or foot of a reader's comment."""

INTERFACE = _rows(
    r"home ?(?:page)?|(?:main )?menu|search(?: form| this site)?|log ?in|sign ?in|log ?out|register|(?:my )?account",
    r"subscribe(?: now)?|newsletters?|contact(?: us)?|about(?: us)?|advertise(?: with us)?|advertisement|careers",
    r"facebook|twitter|youtube|instagram|linkedin|pinterest|whatsapp|reddit|telegram|rss(?: feed)?|google\+|tumblr",
    r"e-?mail|print|share|tweet|privacy(?: policy| notice)?|terms(?: (?:of|and|&) (?:use|service|conditions))?",
    r"cookie (?:policy|settings)|cookies|site ?map|faq|help|archives?|tags|categories|comments?|reply",
    r"follow us(?: on)?|related (?:articles|posts|stories)|most (?:popular|read)|skip to (?:main )?content",
    r"next|previous|close|more|read more|videos?|photos?|privacy & cookies|disclaimer|podcasts|shop|cart|donate",
    r"impressum|datenschutz|startseite|kontakt|agb|accueil|mentions légales|connexion|inicio|contacto|entrar",
    r"política de privacidad|buscar|pesquisar|categorias|chi siamo|contatti|nieuws|strona główna",
    r"главная|контакты|войти|вход|поиск|найти|регистрация|меню|карта сайта|о сайте|рубрики|категории",
    around=_MENU_MARKS,
)
"""Rows of a page's interface; three different ones make a page."""

SECTION = _rows(
    r"(?:local |world |national |breaking )?news|events|sports?|politics|business|opinion|entertainment",
    r"tech(?:nology)?|lifestyle|weather|jobs|blog|science|health|travel|world|money|culture|reviews|magazine|economy|education",
    r"notícias|noticias|deportes|esportes|economía|economia|cultura|política|opinión|sociedad|politik|wirtschaft",
    r"kultur|wissenschaft|reisen|politique|économie|monde|santé|sciences",
    around=_MENU_MARKS,
)
"""Sections of a newspaper: they make a page only together with its interface."""
