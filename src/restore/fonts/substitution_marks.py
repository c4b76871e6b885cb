"""The full stop and the comma of a solved text: told apart by what follows. Every other mark stays as it was."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping

from .substitution_words import MARK, Reader

FEWEST = 4  # places where a mark must stand
LEAD = 4.5  # natural logarithms between the two readings, as for letters

# Share of places where a capital follows, on the benchmark's own texts: after a full stop 0.93, after a comma 0.09 in
# seven languages and 0.31 in German, where nouns have capitals.
AFTER_STOP, AFTER_COMMA = 0.93, {"de": 0.35}


def marks(text: str, reader: Reader, edges: Collection[str]) -> dict[str, str]:
    """The codes that are the full stop and the comma, where enough places show it.

    Both stand at the end of words and before an edge; the stop is followed by a capital or ends the text's lines
    short, the comma by a small letter. A colon or semicolon is rarer than either, so only the commonest of each
    kind is named.
    """
    gap = "[" + re.escape("".join(edges)) + "]+"
    best: dict[str, tuple[float, int, str]] = {}
    for code in sorted(reader.where):
        if reader.table.get(code) != MARK:
            continue
        after = [reader.table.get(char, "") for char in re.findall(f"(?<=.){re.escape(code)}{gap}(.)", text)]
        letters = [value for value in after if value.isalpha()]
        if len(letters) < FEWEST or len(letters) < 0.6 * reader.counts[code]:
            continue
        stop = AFTER_STOP
        comma = AFTER_COMMA.get(reader.score.language, 0.12)
        lead = sum(
            math.log(stop / comma) if value[0].isupper() else math.log((1 - stop) / (1 - comma)) for value in letters
        )
        value = "." if lead > 0 else ","
        if abs(lead) >= LEAD and (value not in best or best[value][1] < reader.counts[code]):
            best[value] = (abs(lead), reader.counts[code], code)
    return {code: value for value, (_, _, code) in best.items()}


def out_of_place(
    text: str, table: Mapping[str, str], found: Mapping[str, str], edges: Collection[str]
) -> set[str]:
    """The codes read as small letters that mostly stand where sentences begin: `él` read for `El`.

    A word with another first letter may fit as well; a sentence that begins small does not.
    """
    stops = "".join(re.escape(code) for code, value in found.items() if value == ".")
    if not stops:
        return set()
    gap = "[" + re.escape("".join(edges)) + "]+"
    heads = Counter(re.findall(f"[{stops}]{gap}(.)", text))
    return {
        code for code, value in table.items() if value.islower() and heads[code] >= 0.5 * text.count(code)
    }
