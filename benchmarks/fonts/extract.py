"""PDF to text by five extractors, each as most people call it."""

from __future__ import annotations

import io
import logging
import shutil
import subprocess
from collections.abc import Callable


def _pdftotext(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def _pypdf(pdf: bytes) -> str:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def _pymupdf(pdf: bytes) -> str:
    import pymupdf

    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return "\n".join(page.get_text() for page in document)


def _pdfium(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")


def _pdfminer(pdf: bytes) -> str:
    from pdfminer.high_level import extract_text

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    return str(extract_text(io.BytesIO(pdf)))


EXTRACTORS: dict[str, Callable[[bytes], str]] = {
    "pdftotext": _pdftotext, "pypdf": _pypdf, "pymupdf": _pymupdf, "pdfium": _pdfium, "pdfminer": _pdfminer,
}


def available() -> tuple[list[str], list[str]]:
    """The extractors that are there, and for those that are not, what to install."""
    import importlib.util

    needs = {"pypdf": "pypdf", "pymupdf": "pymupdf", "pdfium": "pypdfium2", "pdfminer": "pdfminer"}
    there, missing = [], []
    for name in EXTRACTORS:
        found = shutil.which("pdftotext") if name == "pdftotext" else importlib.util.find_spec(needs[name])
        if found:
            there.append(name)
        elif name == "pdftotext":
            missing.append("pdftotext: apt-get install poppler-utils")
        else:
            missing.append(f"{name}: pip install -r benchmarks/requirements-fonts.txt")
    return there, missing
