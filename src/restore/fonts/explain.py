"""What was learned of the fonts without a map of one text, for people: tables, evidence, margins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .families import Family
from .garble import Findings
from .learn import Learned
from .orders import UNREAD
from .units import row


@dataclass(frozen=True)
class Explained:
    """One glyph table at work in a document.

    `table` has every code seen in its spans that stands for something else; `evidence` says in words what convinced us;
    `margin` is how much better (natural logarithm) the sample reads than by the best explanation without a font,
    or, of a single code, how many words it completes beyond the next best value.
    """

    name: str
    rule: str
    language: str
    spans: int
    characters: int
    table: Mapping[int, str]
    evidence: str
    margin: float
    learned: Mapping[int, Learned] = field(default_factory=dict)

    def __str__(self) -> str:
        """The table for people, a code a line: how often it was seen, and how much better (natural logarithm) all codes
        together fit with its reading than with the next best one. A code without a margin goes by its order alone."""
        head = (f"{self.name} ({self.rule}), {self.language}: {self.spans:,} spans, {self.characters:,} characters",
                f"  {self.evidence}", f"  margin {self.margin:.0f}",
                "  code  printed  reads    times  margin  next best")
        return "\n".join((*head, *(self._line(code, reading) for code, reading in self.table.items())))

    def _line(self, code: int, reading: str) -> str:
        each = self.learned.get(code)
        shown = f"  {code:>4}  {chr(code)!r:<7}  {reading!r:<6}"
        if each is None:
            return f"{shown}      -       -"
        margin = "sure" if not each.rival else f"{each.margin:.0f}"
        return f"{shown}  {each.times:>5}  {margin:>6}  {repr(each.rival) if each.rival else '-'}"


def explained(findings: Findings) -> list[Explained]:
    """The tables of a document, the one that reads most first."""
    found = [_family(findings, family) for family in findings.families]
    for each in findings.isolated:
        words = ", ".join(each.words[:5])
        found.append(Explained(
            f"one code in clean text: {each.code!r}", "glyphs/isolated", findings.language, len(each.places),
            len(each.places), {ord(each.code): each.value},
            f"completes {len(each.words)} different words ({words}), {each.share:.0%} of those it stands in; "
            f"next best {each.rival[0]!r}: {each.rival[1]}",
            float(len(each.words) - each.rival[1]),
        ))  # fmt: skip
    return sorted(found, key=lambda each: (-each.characters, each.name))


def _family(findings: Findings, family: Family) -> Explained:
    spans = [span for span in findings.garbled if span.family is family]
    seen = {code for span in spans for code in row(0, span.before).codes}
    read = {code: family.table.part(code) for code in sorted(seen)}
    table = {code: part for code, part in read.items() if part not in (UNREAD, chr(code))}
    beyond = sorted((each for each in family.learned if each.code > 126 and each.code in table),
                    key=lambda each: -each.times)
    shown = "; ".join(
        f"{chr(each.code)!r} ({each.code}) is {each.reading!r} in {', '.join(each.words) or 'its places'} "
        f"({each.times} times, margin {each.margin:.0f})" for each in beyond[:8]
    )
    learned = {each.code: each for each in family.learned if each.reading == family.table.readings.get(each.code)}
    evidence = f"{family.per_character:.2f} nats a character, {family.margin:.0f} nats better than without a font"
    return Explained(
        family.table.name + (", spaces dropped" if family.joined else ""), family.table.rule, family.language,
        len(spans), sum(len(span.before) for span in spans), table, f"{evidence}{'; ' if shown else ''}{shown}",
        family.margin, learned,
    )
