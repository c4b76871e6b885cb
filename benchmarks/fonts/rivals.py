"""What others do with the same pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import ftfy


def plus_29(text: str) -> str:
    """What seven private projects do: 29 is added to every code that then is printable ASCII.

    >>> plus_29("7KH\\x03HQG")
    'The end'
    """
    return "".join(chr(ord(c) + 29) if c != "\n" and 32 <= ord(c) + 29 < 127 else c for c in text)


def by_ftfy(text: str) -> str:
    return str(ftfy.fix_text(text))


@lru_cache(maxsize=1)
def _breaker() -> Any:
    import subbreaker

    with (Path(subbreaker.__file__).parent / "quadgram" / "EN.json").open() as quadgrams:
        return subbreaker.Breaker(quadgrams)


def by_subbreaker(text: str) -> str:
    """A hill climber for 26 English letters, given the 26 commonest codes; it is told which code is the space."""
    import subbreaker

    ranked = [c for c, _ in Counter(c for c in text if c not in " \n").most_common(27)]
    space = " " if text.count(" ") > 0.07 * len(text) else ranked.pop(0)
    letters = dict(zip(ranked[:26], ALPHABET, strict=False))
    cipher = "".join(letters.get(c, " ") for c in text)
    key = subbreaker.Key(_breaker().break_cipher(cipher, max_rounds=300).key)
    back = {c: key.decode(letter) for c, letter in letters.items()}
    return "".join(" " if c == space else back.get(c, c) for c in text)


ALPHABET = "abcdefghijklmnopqrstuvwxyz"

RIVALS: dict[str, Callable[[str], str]] = {"ftfy": by_ftfy, "+29": plus_29}
