"""TEI P5: a text with its apparatus in parallel segmentation, as scholars exchange it.

What was supplied, emended, set apart or is still lost is marked where it stands; readings of copies and editions of
the same passage stand beside it. Layout is milestones: a line end of the source that the text no longer has is
`<lb ed="A"/>`. The complete record, with what was seen and left, is the apparatus in JSON lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from xml.sax.saxutils import escape, quoteattr

from ..alignment import Alignment
from ..document import LOST, Span
from ..edits import Edit
from ..witnesses import WITNESSES
from .compare import differences
from .copies import FairCopy
from .record import Record
from .sharing import OverlapRow
from .visible import visible

_LAYOUT = frozenset({"hyphens", "paragraphs"})

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, or discourages."""


@dataclass(frozen=True, slots=True)
class _Witness:
    """A passage of another document that runs parallel to `span` of the text; `text` is all of that document."""

    siglum: str
    span: Span
    moved: Alignment  # from this text to the other
    text: str

    def reads(self, span: Span) -> str:
        inside = Span(max(span.start, self.span.start), min(span.end, self.span.end))
        return self.text[slice(*self.moved.to_text(*inside))]


@dataclass(frozen=True, slots=True)
class _Locus:
    """A place where witnesses differ, and what each that covers it reads."""

    span: Span
    readings: Mapping[str, str]


def tei(copy: FairCopy, overlaps: Sequence[OverlapRow], copies: Mapping[str, FairCopy]) -> str:
    """A document as TEI P5 XML, with the documents that hold copies or editions of its passages as witnesses."""
    from .. import __version__

    sigla = _sigla(copy.id, overlaps)
    loci = _loci(copy, list(_witnesses(copy, overlaps, copies, sigla)))
    witnesses = "".join(
        f"<witness xml:id={quoteattr(siglum)}>{_plain(copies[name].source_path)}, SHA-256 "
        f"{copies[name].restoration.document.sha256}</witness>\n"
        for name, siglum in sigla.items()
    )
    return _FRAME.format(
        title=_plain(copy.id), version=__version__, witnesses=witnesses, body="\n".join(_body(copy, loci, sigla))
    )


_FRAME = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader>
<fileDesc>
<titleStmt><title>{title}</title></titleStmt>
<publicationStmt><p>Made by restore {version}; not published.</p></publicationStmt>
<sourceDesc><listWit>
{witnesses}</listWit></sourceDesc>
</fileDesc>
<encodingDesc>
<appInfo><application ident="restore" version="{version}"><label>restore</label></application></appInfo>
<editorialDecl>
<correction><p>Every reading that differs from the source is marked with its certainty and the kind of its
evidence; each is on record, with what was seen and left, in the apparatus in JSON lines.</p></correction>
<hyphenation eol="some"><p>Words broken at line ends are joined where the evidence says so; lb with break="no" keeps the
place.</p></hyphenation>
</editorialDecl>
<variantEncoding method="parallel-segmentation" location="internal"/>
</encodingDesc>
</teiHeader>
<text><body>
{body}
</body></text>
</TEI>
"""


def _sigla(name: str, overlaps: Iterable[OverlapRow]) -> dict[str, str]:
    """A letter for this document and for each that is a witness of it."""
    others = sorted(
        {other for row in overlaps if row.relation in WITNESSES and name in (row.a, row.b) for other in (row.a, row.b)}
        - {name}
    )
    letters = [*ascii_uppercase, *(f"W{number}" for number in range(27, len(others) + 2))]
    return dict(zip([name, *others], letters, strict=False))


def _witnesses(
    copy: FairCopy, overlaps: Iterable[OverlapRow], copies: Mapping[str, FairCopy], sigla: Mapping[str, str]
) -> Iterator[_Witness]:
    for row in overlaps:
        if row.relation not in WITNESSES or row.a == row.b or copy.id not in (row.a, row.b):
            continue
        here, there = row.a_text or row.a_span, row.b_text or row.b_span
        other = row.b
        if copy.id == row.b:
            here, there, other = there, here, row.a
        text = copies[other].text
        moved = Alignment(
            [(0, here.start, there.start)]
            + [
                (here.start + d.a_span.start, here.start + d.a_span.end, len(d.after))
                for d in differences(copy.text[slice(*here)], text[slice(*there)])
            ]
        )
        yield _Witness(sigla[other], here, moved, text)


def _loci(copy: FairCopy, witnesses: Sequence[_Witness]) -> list[_Locus]:
    """Where witnesses differ in more than blanks, so wide that no marked reading is cut."""
    spans: list[Span] = []
    for witness in witnesses:
        passage = copy.text[slice(*witness.span)]
        there = witness.moved.to_text(*witness.span)
        for d in differences(passage, witness.text[slice(*there)]):
            if d.before.strip() or d.after.strip():
                spans.append(Span(witness.span.start + d.a_span.start, witness.span.start + d.a_span.end))
    marked = [Span(r.text.start, r.text.end) for r in copy.applied if r.text.end > r.text.start]
    loci: list[_Locus] = []
    for span in _merged(spans, marked):
        covering = [w for w in witnesses if w.span.start <= span.start and span.end <= w.span.end]
        readings = {witness.siglum: witness.reads(span) for witness in covering}
        if readings:
            loci.append(_Locus(span, readings))
    return loci


def _merged(spans: Iterable[Span], marked: Sequence[Span]) -> list[Span]:
    """Spans that touch, as one, and each widened over the marked ones it cuts."""
    tagged = sorted([(span, True) for span in spans] + [(span, False) for span in marked])
    merged: list[tuple[Span, bool]] = []
    for span, varies in tagged:
        last, varied = merged[-1] if merged else (Span(-1, -1), False)
        touches = span.start < last.end or (varies and varied and span.start == last.end)
        if merged and touches:
            merged[-1] = Span(last.start, max(last.end, span.end)), varies or varied
        else:
            merged.append((span, varies))
    return [span for span, varies in merged if varies]


def _body(copy: FairCopy, loci: Sequence[_Locus], sigla: Mapping[str, str]) -> Iterator[str]:
    """The text as paragraphs: a blank line parts them, unless it lies inside a marked reading."""
    parts = [""]
    for is_plain, content in _pieces(copy, loci, sigla):
        blocks = re.split(r"(?:\r?\n[ \t]*){2,}", content) if is_plain else [content]
        parts[-1] += _text(blocks[0]) if is_plain else blocks[0]
        parts += [_text(block) for block in blocks[1:]]
    yield from (f"<p>{part}</p>" for part in parts if part.strip()) if any(map(str.strip, parts)) else iter(["<p/>"])


def _pieces(copy: FairCopy, loci: Sequence[_Locus], sigla: Mapping[str, str]) -> Iterator[tuple[bool, str]]:
    """The text in order: plain stretches, and marked ones as XML."""
    records = copy.applied
    done = at = 0
    for locus in loci:
        while at < len(records) and records[at].text.start < locus.span.start:
            yield from _marked(copy, records[at], done, sigla)
            done = records[at].text.end
            at += 1
        yield True, copy.text[done : locus.span.start]
        inside: list[str] = []
        done = locus.span.start
        while at < len(records) and records[at].text.end <= locus.span.end:
            for is_plain, content in _marked(copy, records[at], done, sigla):
                inside.append(_text(content) if is_plain else content)
            done = records[at].text.end
            at += 1
        inside.append(_text(copy.text[done : locus.span.end]))
        yield False, _app(locus, "".join(inside), copy.text[slice(*locus.span)])
        done = locus.span.end
    for record in records[at:]:
        yield from _marked(copy, record, done, sigla)
        done = record.text.end
    yield True, copy.text[done:]


def _app(locus: _Locus, lem: str, reading: str) -> str:
    """`<app>` with this text as the lemma; copies that read the same are named beside it."""
    agreeing = ["A", *(siglum for siglum, other in locus.readings.items() if other == reading)]
    others: dict[str, list[str]] = {}
    for siglum, other in locus.readings.items():
        if other != reading:
            others.setdefault(other, []).append(siglum)
    if not others:
        return lem
    rdgs = "".join(f"<rdg wit={_pointers(sigla)}>{_text(other)}</rdg>" for other, sigla in others.items())
    return f"<app><lem wit={_pointers(agreeing)}>{lem}</lem>{rdgs}</app>"


def _pointers(sigla: Iterable[str]) -> str:
    return quoteattr(" ".join(f"#{siglum}" for siglum in sigla))


def _marked(
    copy: FairCopy, record: Record, done: int, sigla: Mapping[str, str]
) -> Iterator[tuple[bool, str]]:
    """The plain text from `done` to a record, and the record."""
    yield True, copy.text[done : record.text.start]
    stages = {step.stage for step in record.steps}
    if stages <= _LAYOUT:
        ends = record.before.count("\n") - record.after.count("\n")
        broken = ' break="no"' if "hyphens" in stages and not record.after.strip(" ") else ""
        yield True, record.after
        yield False, f'<lb ed="A"{broken}/>' * max(0, ends)
    elif stages <= _LAYOUT | {"forme-work"}:
        yield False, f'<fw type="set-apart">{_text(record.before.strip())}</fw>'
        yield True, record.after
    else:
        inside = _nested(copy, record, sigla)
        if not record.before.strip("\ufffd \t\r\n"):
            yield False, inside
        else:
            grounds = _grounds(record.steps[-1].edit, sigla)
            yield False, f"<choice><sic>{_text(record.before)}</sic><corr{grounds}>{inside}</corr></choice>"


def _nested(copy: FairCopy, record: Record, sigla: Mapping[str, str]) -> str:
    """What a record reads, with the characters supplied in it and the gaps that are left."""
    gaps: list[tuple[Span, str]] = []
    supplied: list[tuple[Span, str]] = []
    for step in record.steps:
        start, end = copy.where(step, applied=True)
        span = Span(max(start, record.text.start), min(end, record.text.end))
        if step.edit.rule == "gap/lost":
            lost = step.edit.before.count(LOST)
            gaps.append((span, f'<gap reason="lost" quantity="{lost}" unit="chars"/>'))
        elif LOST in step.edit.before and step.edit.after.strip(f"{LOST} \t\r\n"):
            supplied.append((span, f'<supplied reason="lost"{_grounds(step.edit, sigla)}>'))
    gaps.sort()
    parts: list[str] = []
    done = record.text.start
    for span, tag in sorted(supplied):
        cut = any(gap.start < span.end and span.start < gap.end and not _within(gap, span) for gap, _ in gaps)
        if span.start < done or cut:
            continue
        parts.append(_with_gaps(copy.text, Span(done, span.start), gaps))
        parts.append(f"{tag}{_with_gaps(copy.text, span, gaps)}</supplied>")
        done = span.end
    parts.append(_with_gaps(copy.text, Span(done, record.text.end), gaps))
    return "".join(parts)


def _with_gaps(text: str, span: Span, gaps: Iterable[tuple[Span, str]]) -> str:
    parts: list[str] = []
    done = span.start
    for gap, tag in gaps:
        if _within(gap, span) and gap.start >= done:
            parts += (_text(text[done : gap.start]), tag)
            done = gap.end
    parts.append(_text(text[done : span.end]))
    return "".join(parts)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _grounds(edit: Edit, sigla: Mapping[str, str]) -> str:
    """Evidence and certainty of an edit as attributes; `parallel` for what another copy proves."""
    sources = dict.fromkeys(sigla[q.id] for q in edit.evidence.quotes if q.id in sigla)
    kind = "parallel" if edit.evidence.kind == "external" and sources else edit.evidence.kind
    source = f" source={_pointers(sources)}" if sources else ""
    return f' evidence="{kind}" cert="{edit.cert.label}"{source}'


def _text(text: str) -> str:
    """A text as XML: line ends as milestones, what XML cannot hold as something that can be seen."""
    shown = _ILLEGAL.sub(lambda match: visible(match.group()), text.replace("\r\n", "\n").replace("\r", "\n"))
    return escape(shown).replace("\n", "<lb/>\n")


def _plain(text: str) -> str:
    return escape(_ILLEGAL.sub(lambda match: visible(match.group()), visible(text)))
