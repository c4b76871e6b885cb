"""What happens to extracted text on its way: control characters lost, codes spelt out, markup escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def kept(text: str) -> str:
    return text


def to_lost(text: str) -> str:
    """Each control character as U+FFFD.

    >>> to_lost("\\x14\\x1c\\x18\\x19 WKH\\x03ZDU")
    '���� WKH�ZDU'
    """
    return CONTROL.sub("\ufffd", text)


def dropped(text: str) -> str:
    """Control characters dropped: words run together."""
    return CONTROL.sub("", text)


def cid(text: str) -> str:
    """Garbled lines as `(cid:n)`, as pdfminer and others print what they cannot map."""
    return "".join(f"(cid:{ord(char)})" if char not in "\n\f" else char for char in text)


def escaped(text: str) -> str:
    """Markup escaped.

    >>> escaped("%6&")
    '%6&amp;'
    """
    return html.escape(text)


TRANSPORTS: dict[str, Callable[[str], str]] = {
    "kept": kept, "lost": to_lost, "dropped": dropped, "escaped": escaped,
}
