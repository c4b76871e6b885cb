"""Texts that are clean however strange they look: nothing in them may be taken for font garbage.

Made, not copied: word lists of wordfreq strung together, and what programs, chemists, chess players and spies
write. Each kind is a function of a random generator and a size in characters.
"""

from __future__ import annotations

import base64
import codecs
import random
import string
from collections.abc import Callable
from functools import lru_cache

import wordfreq

Maker = Callable[[random.Random, int], str]


@lru_cache(maxsize=24)
def _words(language: str) -> tuple[list[str], list[float]]:
    shares = wordfreq.get_frequency_dict(language, "best")
    kept = sorted(shares, key=lambda word: (-shares[word], word))[:20_000]
    return kept, [shares[word] for word in kept]


def prose(language: str) -> Maker:
    def make(chance: random.Random, size: int) -> str:
        words, weights = _words(language)
        out: list[str] = []
        length = 0
        while length < size:
            sentence = chance.choices(words, weights, k=chance.randint(4, 22))
            sentence = [w.capitalize() if chance.random() < 0.06 else w for w in sentence]
            text = sentence[0].capitalize() + " " + " ".join(sentence[1:])
            if chance.random() < 0.3:
                text = text.replace(" ", ", ", 1)
            if chance.random() < 0.2:
                text += f" {chance.randint(1, 2000)}"
            text += chance.choice([".", ".", ".", "?", "!", ";", ":"]) + chance.choice(["\n", " ", " ", "\n\n"])
            out.append(text)
            length += len(text)
        return "".join(out)

    return make


def wrapped(text: str, width: int = 76) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def base64_text(chance: random.Random, size: int) -> str:
    return wrapped(base64.b64encode(chance.randbytes(size * 3 // 4)).decode())


def hexadecimal(chance: random.Random, size: int) -> str:
    return "\n".join(" ".join(f"{chance.randrange(256):02X}" for _ in range(24)) for _ in range(size // 72))


def digests(chance: random.Random, size: int) -> str:
    return "\n".join(f"{chance.randbytes(32).hex()}  file{chance.randrange(1000)}.txt" for _ in range(size // 78))


def dna(chance: random.Random, size: int) -> str:
    return ">seq1 Homo sapiens\n" + wrapped("".join(chance.choices("ACGT", k=size)), 60)


def protein(chance: random.Random, size: int) -> str:
    return ">sp|P12345|AATM\n" + wrapped("".join(chance.choices("ACDEFGHIKLMNPQRSTVWY", k=size)), 60)


def chess(chance: random.Random, size: int) -> str:
    moves = []
    for number in range(1, size // 12):
        pair = [chance.choice(["", "N", "B", "R", "Q", "K"]) + chance.choice(["", "x"])
                + chance.choice("abcdefgh") + chance.choice("12345678") for _ in range(2)]
        moves.append(f"{number}. {pair[0]} {pair[1]}" + chance.choice(["", "", "+", "#", "!?"]))
    return '[Event "F/S Return Match"]\n[Result "1/2-1/2"]\n\n' + "\n".join(
        " ".join(moves[i : i + 6]) for i in range(0, len(moves), 6))


def parts(chance: random.Random, size: int) -> str:
    def number() -> str:
        letters = "".join(chance.choices(string.ascii_uppercase, k=chance.randint(2, 4)))
        return f"{letters}-{chance.randrange(10000):04d}-{chance.choice(string.ascii_uppercase)}{chance.randrange(9)}"

    return "\n".join("\t".join([number(), number(), f"{chance.random() * 100:.2f}"]) for _ in range(size // 32))


def plates(chance: random.Random, size: int) -> str:
    return " ".join("".join(chance.choices(string.ascii_uppercase, k=3)) + str(chance.randrange(1000))
                    for _ in range(size // 7))


def acronyms(chance: random.Random, size: int) -> str:
    return " ".join("".join(chance.choices(string.ascii_uppercase, k=chance.randint(2, 6)))
                    for _ in range(size // 5))


def latex(chance: random.Random, size: int) -> str:
    piece = (r"\begin{equation} \int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2} \label{eq:gauss} \end{equation}"
             "\n" r"Let $\alpha_{ij} \in \mathbb{R}^{n\times m}$ and $f\colon X \to Y$; cf.~\cite{Knuth84}." "\n")
    return piece * (size // len(piece) + 1)


def python(chance: random.Random, size: int) -> str:
    piece = ("def getHTTPResponse(self, urlPath: str) -> dict[str, Any]:\n    xs = [i**2 for i in range(10) if i % 2]\n"
             "    return {'aB_cD': xs[0], \"isOK\": not self._x}  # TODO: fooBar\n\n")
    return piece * (size // len(piece) + 1)


def c_code(chance: random.Random, size: int) -> str:
    piece = ("#define MAX_BUF (1<<10)\nstatic int fOpen(char **pszName, DWORD dwFlags) {\n  if (!pszName || "
             "(dwFlags & 0xFF)) return -EINVAL;\n  for (i=0;i<n;++i) a[i]^=b[i]>>3;\n}\n")
    return piece * (size // len(piece) + 1)


def javascript(chance: random.Random, size: int) -> str:
    piece = "const xHr=new XMLHttpRequest();let aBc=(e,t)=>e&&t?e:[];!function(){$(\"#id\").onClick(fN)}();\n"
    return piece * (size // len(piece) + 1)


def sql(chance: random.Random, size: int) -> str:
    piece = ("SELECT T1.CUSTID, SUM(T2.QTY*T2.PRC) AS TOT FROM ORDHDR T1 INNER JOIN ORDLIN T2 ON T1.ORDNO=T2.ORDNO\n"
             "WHERE T1.STS='X' GROUP BY T1.CUSTID HAVING COUNT(*)>3;\n")
    return piece * (size // len(piece) + 1)


def shell(chance: random.Random, size: int) -> str:
    piece = "awk -F: '{print $1}' /etc/passwd | sed -e 's/[^a-z]//g' | xargs -I{} sh -c 'echo \"${X:-y}\" >>{}.log'\n"
    return piece * (size // len(piece) + 1)


def table(chance: random.Random, size: int) -> str:
    return "\n".join("|".join(f"{chance.uniform(-1000, 1000):10.3f}" for _ in range(7)) for _ in range(size // 77))


def capitals(language: str) -> Maker:
    return lambda chance, size: prose(language)(chance, size).upper()


def rotated(turn: int, language: str = "en") -> Maker:
    def make(chance: random.Random, size: int) -> str:
        text = prose(language)(chance, size)
        if turn == 13:
            return codecs.encode(text, "rot13")
        table = {ord(c): chr((ord(c) - base + turn) % 26 + base)
                 for base, letters in ((97, string.ascii_lowercase), (65, string.ascii_uppercase)) for c in letters}
        return text.translate(table)

    return make


def ocr_noise(chance: random.Random, size: int) -> str:
    confused = {"e": "c", "i": "1", "l": "I", "o": "0", "h": "b", "m": "rn", "s": "5", "t": "f", "u": "ii", "a": "@"}
    text = prose("en")(chance, size)
    return "".join(confused.get(c, c) if chance.random() < 0.12 else c for c in text)


def phonetic(chance: random.Random, size: int) -> str:
    piece = "ðə ˈkwɪk bɹaʊn ˈfɒks ˈdʒʌmps ˌəʊvə ðə ˈleɪzi dɒɡ; /ʃiː siːz siːˈʃɛlz/ [ˈʔaːbəndʊŋk] ɯ ɤ ɰ ɥ ʎ ɬ ɮ\n"
    return piece * (size // len(piece) + 1)


def welsh(chance: random.Random, size: int) -> str:
    piece = ("Mae'r llyfrgell yn cynnwys llawer o lyfrau am hanes Cymru, ac y mae'r ysgol yng nghanol y dref yn dysgu "
             "plant drwy gyfrwng y Gymraeg. Llanfairpwllgwyngyll, Ynysybwl a Cwmystwyth: wyth cwm, pymtheg ffrwd.\n")
    return piece * (size // len(piece) + 1)


def camel(chance: random.Random, size: int) -> str:
    piece = ("McDonald and MacArthur met at eBay; the iPhone, YouTube and LaTeX of DeMarco, O'Brien, pH 7, kWh, mRNA, "
             "dB, JavaScript and PostgreSQL. The user@example.org wrote #hashTag and a_b[c]d, x^y, C++ and f[i].\n")
    return piece * (size // len(piece) + 1)


def keyboard(chance: random.Random, size: int) -> str:
    return "".join(chance.choices(string.printable[:94] + "     ", k=size))


def cryptogram(chance: random.Random, size: int) -> str:
    return "\n".join(" ".join("".join(chance.choices(string.ascii_uppercase, k=5)) for _ in range(12))
                     for _ in range(size // 72))


def addresses(chance: random.Random, size: int) -> str:
    piece = "https://example.org/a/B7xQ_z?id=3f9K&t=%2FpQ#sec-2  0x7FFE3A  10.0.0.1  00:1B:44:11:3A:B7  v2.10.3-rc1\n"
    return piece * (size // len(piece) + 1)


KINDS: dict[str, Maker] = {
    **{f"prose-{name}": prose(name) for name in ("en", "fr", "de", "es", "pl", "it", "pt", "sv", "ru", "nl", "tr",
                                                  "fi", "hu", "cs", "el", "vi", "id", "ro", "uk", "is", "lt")},
    **{f"capitals-{name}": capitals(name) for name in ("en", "de", "ru", "tr")},
    "base64": base64_text, "hex": hexadecimal, "digests": digests, "dna": dna, "protein": protein, "chess": chess,
    "parts": parts, "plates": plates, "acronyms": acronyms, "latex": latex, "python": python, "c": c_code,
    "javascript": javascript, "sql": sql, "shell": shell, "table": table, "ocr-noise": ocr_noise,
    "phonetic": phonetic, "welsh": welsh, "camel": camel, "keyboard": keyboard, "cryptogram": cryptogram,
    "addresses": addresses, "rot13": rotated(13), "caesar-3": rotated(3), "caesar-3-de": rotated(3, "de"),
    "caesar-23": rotated(23), "caesar-1": rotated(1), "caesar-3-capitals":
        lambda chance, size: rotated(3)(chance, size).upper(),
}  # fmt: skip
