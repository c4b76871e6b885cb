"""TEI P5: valid against the schema of the TEI Consortium, and the same text as the text."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from restore import edition
from restore.document import LOST, Document, Span
from restore.edition import Run
from restore.edits import Cert, Edit, Quote, external, internal
from restore.folding import Layer
from restore.restoration import Restoration
from restore.witnesses import Overlap

etree = pytest.importorskip("lxml.etree")

SCHEMA = Path(__file__).parent.parent / "fixtures" / "tei" / "tei_all.rng.xz"
TEI = "{http://www.tei-c.org/ns/1.0}"
RNG = "{http://relaxng.org/ns/structure/1.0}"


def schema_for(documents: Iterable[Any]) -> Any:
    """The schema of TEI without the elements that do not occur: it says the same of these documents, and is ready in
    a fraction of the time."""
    used = {node.tag.removeprefix(TEI) for document in documents for node in document.iter(f"{TEI}*")}
    grammar = etree.fromstring(lzma.decompress(SCHEMA.read_bytes()))
    for define in grammar.iter(f"{RNG}define"):
        elements = define.findall(f"{RNG}element")
        if elements and not {element.get("name") for element in elements} & used:
            for child in list(define):
                define.remove(child)
            etree.SubElement(define, f"{RNG}notAllowed")
    return etree.RelaxNG(etree.ElementTree(grammar))


def written(place: Path, run: Run) -> dict[str, Any]:
    edition.write_run(run, place, tei=True)
    assert edition.verify(place) == ()
    return {
        path.relative_to(place / "tei").with_suffix("").as_posix(): etree.parse(path)
        for path in sorted((place / "tei").rglob("*.xml"))
    }


def valid(documents: Iterable[Any]) -> None:
    documents = list(documents)
    schema = schema_for(documents)
    for document in documents:
        assert schema.validate(document), [(e.line, e.message) for e in schema.error_log][:5]
        ids = set(document.xpath("//@xml:id"))
        for pointers in document.xpath("//@wit | //@source"):
            assert {pointer.removeprefix("#") for pointer in pointers.split()} <= ids


def reading(document: Any) -> str:
    """The text an edition with these marks prints: lemmas, corrections, what was supplied; blanks do not count."""
    parts: list[str] = []

    def walk(node: Any) -> None:
        if node.tag in (f"{TEI}sic", f"{TEI}rdg", f"{TEI}fw"):
            return
        if node.tag == f"{TEI}gap":
            parts.append("[" + "." * int(node.get("quantity")) + "]")
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")

    for paragraph in document.iter(f"{TEI}p"):
        if paragraph.getparent().tag == f"{TEI}body":
            walk(paragraph)
    return re.sub(r"\s", "", "".join(parts))


@pytest.fixture
def run() -> Run:
    """Two editions of one text: one has lost characters, the other proves some of them."""
    campaign = f"The cam-\npaign was finished in {LOST * 4}. Clear{LOST}y,\nCdes. Kim II Sung & <Nam>.\n"
    a = Document("a", f"Head\n12\n\n{campaign}")
    b = Document("b", "The campaign was finished in 1940. Clearly, comrades Kim Il Sung & <Nam>.\n")
    quote = Quote("b", 29, 33, "1940", 1)
    start, name = a.text.index(LOST), a.text.index("II")

    def lacunae(document: Document) -> Iterable[Edit]:
        yield Edit(start, start + 4, LOST * 4, "1940", "lacunae/witness", Cert.HIGH, external("flanks agree", quote))

    def others(document: Document) -> Iterable[Edit]:
        text = document.text
        yield Edit(0, 9, text[:9], "", "forme-work/head", Cert.HIGH, internal("a page number"))
        at = text.index("-\n")
        yield Edit(at, at + 2, "-\n", "", "hyphens/line-end", Cert.HIGH, internal("one word"))
        at = text.index(",\nCdes") + 1
        yield Edit(at, at + 1, "\n", " ", "paragraphs/wrapped-line", Cert.HIGH, internal("the sentence goes on"))
        yield Edit(name, name + 2, "II", "Il", "words/look-alike", Cert.HIGH, internal("elsewhere"))

    done = Restoration(a).then("lacunae", lacunae)
    edits = list(others(done.document.reading(done.text)))
    for stage in ("forme-work", "hyphens", "paragraphs", "words"):
        done = _later(done, stage, [edit for edit in edits if edit.rule.startswith(f"{stage}/")])
    overlap = Overlap("a", "b", Span(10, len(a.text)), Span(0, len(b.text)), "edition", 0.9)
    return Run([done, Restoration(b)], [overlap])


def _later(done: Restoration, stage: str, edits: Iterable[Edit]) -> Restoration:
    """Edits of the text after the first stage, carried on to the text as it now stands."""
    moved = []
    for edit in edits:
        start, end = done.locate(*Restoration(done.document, done.layers[:1]).trace(edit.start, edit.end))
        moved.append(Edit(start, end, done.text[start:end], edit.after, edit.rule, edit.cert, edit.evidence))
    return done.with_layer(Layer(stage, tuple(moved)))


def test_the_schema_of_the_consortium_takes_it(run: Run, tmp_path: Path) -> None:
    documents = written(tmp_path / "out", run)
    valid(documents.values())
    assert reading(documents["a"]) == re.sub(r"\s", "", (tmp_path / "out/text/a.txt").read_text("utf-8"))


def test_what_was_supplied_lost_emended_and_set_apart_is_marked(run: Run, tmp_path: Path) -> None:
    document = written(tmp_path / "out", run)["a"]
    (supplied,) = document.iter(f"{TEI}supplied")
    assert supplied.text == "1940"
    assert dict(supplied.attrib) == {"reason": "lost", "evidence": "parallel", "cert": "high", "source": "#B"}
    (gap,) = document.iter(f"{TEI}gap")
    assert dict(gap.attrib) == {"reason": "lost", "quantity": "1", "unit": "chars"}
    (choice,) = document.iter(f"{TEI}choice")
    assert [(node.tag.removeprefix(TEI), node.text) for node in choice] == [("sic", "II"), ("corr", "Il")]
    (furniture,) = document.iter(f"{TEI}fw")
    assert "".join(furniture.itertext()).split() == ["Head", "12"]
    assert [lb.get("break") for lb in document.iter(f"{TEI}lb") if lb.get("ed")] == ["no", None]


def test_readings_of_the_other_edition_stand_beside_it(run: Run, tmp_path: Path) -> None:
    document = written(tmp_path / "out", run)["a"]
    apps = [
        ("".join(app.find(f"{TEI}lem").itertext()), ["".join(rdg.itertext()) for rdg in app.findall(f"{TEI}rdg")])
        for app in document.iter(f"{TEI}app")
    ]
    assert ("Cdes.", ["comrades"]) in apps
    assert document.xpath("count(//t:listWit/t:witness)", namespaces={"t": TEI[1:-1]}) == 2


@pytest.mark.parametrize("text", ["", "\n\n\n", "\x00\x0b\x1b\ufffe]]>&amp;<!--", "a\r\n\r\nb\rc", "\ud800", "x" * 10])
def test_any_text_makes_valid_tei(text: str, tmp_path: Path) -> None:
    documents = written(tmp_path / "out", Run([Restoration(Document("d <&>", text))]))
    valid(documents.values())


def test_the_real_documents_make_valid_tei(corpus: Any, tmp_path: Path) -> None:
    edition.write(corpus, corpus.restorations(), tmp_path / "out", tei=True)
    documents = {path.stem: etree.parse(path) for path in sorted((tmp_path / "out/tei").glob("*.xml"))}
    valid(documents.values())
    for name, document in documents.items():
        wanted = (tmp_path / f"out/text/{name}.txt").read_text("utf-8")
        assert reading(document) == re.sub(r"\s", "", wanted)
