"""Clean texts that only look strange: data, notations, ciphers, damage that is not a font's."""

from __future__ import annotations

import base64
import codecs
import random
import re
from collections.abc import Callable

IPA = str.maketrans({"a": "æ", "e": "ɛ", "i": "ɪ", "o": "ɒ", "u": "ʌ", "r": "ɹ", "j": "ʒ", "y": "j", "c": "k", "q": "k",
                     "x": "z", "g": "ɡ", "'": "ˈ", "h": "ʰ", "v": "ʋ"})  # fmt: skip
CONFUSED = {"e": "c", "c": "e", "h": "b", "b": "h", "m": "rn", "n": "u", "u": "n", "l": "1", "i": "l", "s": "5",
            "o": "0", "t": "f", "f": "t", "a": "o", "B": "8", "S": "5", "I": "l", "O": "0"}  # fmt: skip


def _caesar(text: str, by: int) -> str:
    """Letters moved along the alphabet, everything else as it was.

    >>> _caesar("The xyz", 3)
    'Wkh abc'
    """
    return re.sub(r"[a-zA-Z]", lambda m: chr((ord(m[0]) - (a := 97 if m[0] >= "a" else 65) + by) % 26 + a), text)


def _noisy(text: str, random: random.Random) -> str:
    """OCR noise: one character in twelve taken for one that looks like it, or dropped."""
    out = []
    for char in text:
        luck = random.random()
        if luck < 0.06:
            out.append(CONFUSED.get(char, char))
        elif luck < 0.07:
            out.append(random.choice("'.,~^|¦»«;") if char == " " else "")
        else:
            out.append(char)
    return "".join(out)


def _rows(unit: Callable[[random.Random], str], choose: random.Random, per_line: int, size: int) -> str:
    lines = []
    while size > 0:
        line = "".join(unit(choose) for _ in range(per_line))
        lines.append(line)
        size -= len(line) + 1
    return "\n".join(lines)


def _move(choose: random.Random) -> str:
    piece, takes = choose.choice(["", "", "", "N", "B", "R", "Q", "K"]), choose.choice(["", "", "x"])
    square, after = choose.choice("abcdefgh") + choose.choice("12345678"), choose.choice(["", "", "", "+", "#", "?!"])
    move = "O-O" if choose.random() < 0.05 else piece + takes + square + after
    number = f"{choose.randint(1, 60)}. " if choose.random() < 0.5 else ""
    return f"{number}{move} "


def _formula(choose: random.Random) -> str:
    names = ["alpha", "beta", "gamma", "lambda", "Omega", "nabla", "partial", "infty"]
    name, low, high = choose.choice(names), choose.randint(1, 9), choose.randint(10, 99)
    return choose.choice([
        rf"\frac{{\{name}_{{{low}}}}}{{{high}}} ", rf"\sum_{{i={low}}}^{{n}} x_i^{{{high}}} ",
        rf"$\{name} \in \mathbb{{R}}^{{{low}}}$, ", rf"\cite{{knuth19{high}}} ", rf"see Section~\ref{{sec:{name}}}. ",
        rf"\begin{{equation}}\label{{eq:{high}}} a_{{{low}}} = b \end{{equation}} ",
    ])


def _cells(choose: random.Random) -> str:
    return choose.choice([
        f"{choose.uniform(0, 9999):10.2f} ", f"{choose.randint(0, 99999):8d} ", "|   n/a  ",
        f"{choose.randint(0, 100)} % ",
        f"{choose.choice('ABCDEFGH')}{choose.randint(100, 999)}-{choose.choice('XYZ')}{choose.randint(10, 99)} ",
        f"{choose.randint(1, 28):02d}.{choose.randint(1, 12):02d}.{choose.randint(1900, 2020)} ",
    ])


def _part(choose: random.Random) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    return f"{choose.choice(letters)}{choose.choice(letters)}{choose.randint(0, 9999):04d}{choose.choice(['', '-A'])} "


def _password(choose: random.Random) -> str:
    return "".join(chr(choose.randint(33, 126)) for _ in range(10)) + " "


def texts(english: str, seed: int, size: int) -> dict[str, Callable[[], str]]:
    """By kind, how to make about `size` characters of each, some of them from English prose."""
    choose = random.Random(seed)
    text = english[:size]
    return {
        "base64": lambda: re.sub("(.{76})", r"\1\n", base64.b64encode(choose.randbytes(size * 3 // 4)).decode()),
        "hex": lambda: re.sub("(.{64})", r"\1\n", choose.randbytes(size // 2).hex()),
        "DNA": lambda: _rows(lambda r: r.choice("ACGT"), choose, 70, size),
        "protein": lambda: _rows(lambda r: r.choice("ACDEFGHIKLMNPQRSTVWY"), choose, 60, size),
        "PGN": lambda: _rows(_move, choose, 9, size),
        "LaTeX": lambda: _rows(_formula, choose, 3, size),
        "tables": lambda: _rows(_cells, choose, 7, size),
        "part numbers": lambda: _rows(_part, choose, 8, size),
        "passwords": lambda: _rows(_password, choose, 6, size),
        "capitals": lambda: text.upper(),
        "OCR noise": lambda: _noisy(text, choose),
        "ROT13": lambda: codecs.encode(text, "rot13"),
        "Caesar-3": lambda: _caesar(text, 3),
        "Caesar-29": lambda: _caesar(text, 29).upper(),
        "backwards": lambda: "\n".join(line[::-1] for line in text.split("\n")),
        "leet": lambda: text.translate(str.maketrans("aeiost", "431057")),
        "IPA": lambda: text.lower().translate(IPA),
        "title case": lambda: text.title(),
    }  # fmt: skip


