"""JSON as everything here writes it: the same bytes every time, and harmless where it is shown."""

from __future__ import annotations

import json
import re
from typing import Any

_RISKY = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Legal in JSON, but: ends of lines for some readers (U+0085, U+2028), terminal controls (C1), marks that turn
the direction of what follows, halves of characters that UTF-8 cannot hold."""


def line(value: Any) -> str:
    """A value as one line of JSON: compact, letters as they are, keys in the order given.

    >>> line({"before": "-\\n\\u2028", "après": 1})
    '{"before":"-\\\\n\\\\u2028","après":1}'
    """
    return _escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def page(value: Any) -> str:
    """A value as indented JSON for people and diffs, keys in the order given, with a final newline."""
    return _escaped(json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def _escaped(text: str) -> str:
    return _RISKY.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def encoded(text: str) -> bytes:
    """A text as UTF-8; halves of characters that a Python string can hold are kept (as `surrogatepass` does)."""
    return text.encode("utf-8", "surrogatepass")


def decoded(raw: bytes) -> str:
    """The reverse of `encoded`."""
    return raw.decode("utf-8", "surrogatepass")
