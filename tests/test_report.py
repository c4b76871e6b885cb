"""SUMMARY.md and report.html: what a person reads, with hostile text in it and far too much of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from restore import edition
from restore.document import LOST, Document, Span
from restore.edition import Run
from restore.edition.picture import overlap_map
from restore.edition.sharing import OverlapRow
from restore.edition.summary import code
from restore.edits import Cert, Edit, Quote, conjecture, external, internal
from restore.folding import Layer
from restore.restoration import Restoration
from restore.witnesses import Overlap

HOSTILE = (
    "@everyone #1 <script>alert(1)</script> <img src=x onerror=alert(1)> ``` ~~~ | [link](javascript:alert(1)) "
    "]]> --> </style> \x1b[31m \u202e &lt; {{ 7*7 }} {% raw %} ${x} ::error::x"
)


def run(text: str = HOSTILE, name: str = "letter<b>`|@all") -> Run:
    """One document that holds hostile text in every place text can stand."""
    quoted = Document("witness @you", f"so {text} it reads")
    quote = Quote(quoted.id, 3, 3 + len(text), text, 1)
    source = f"before {text} after {LOST}{LOST} end wrod end"
    at = source.index("wrod")
    edits = (
        Edit(7, 7 + len(text), text, f"{text}!", "lacunae/witness", Cert.HIGH, external(f"flanks {text}", quote)),
        Edit(at, at + 4, "wrod", "word", "lacunae/guess", Cert.HIGH, conjecture(f"like {text}")),
    )
    one = Restoration(Document(name, source)).with_layer(Layer("lacunae", edits))
    waits = Edit(0, 6, "before", f"Before {text}", "words/capital", Cert.MEDIUM, internal(f"why {text}"))
    two = one.then("words", lambda _: [waits])
    overlaps = [Overlap(name, quoted.id, Span(7, 7 + len(text)), Span(3, 3 + len(text)), "copy", 0.99)]
    failures = [("bad <b>.png", f"a picture {text}")]
    return Run([two, Restoration(quoted)], overlaps, ("lacunae", "words"), failures=failures)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    edition.write_run(run(), tmp_path / "out")
    return tmp_path / "out"


class Page(HTMLParser):
    """The tags and the text of a page; what a browser would load or run."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.text += data


def test_the_report_is_one_file_that_loads_and_runs_nothing_of_the_documents(out: Path) -> None:
    content = (out / "report.html").read_text("utf-8")
    page = Page(content)
    assert page.open == []
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not {"img", "iframe", "link", "object", "embed"} & {tag for tag, _ in page.tags}
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style")], tag
        href = attributes.get("href") or ""
        assert not href.startswith(("javascript:", "http", "//", "data:")), href
    assert "<script>alert(1)</script>" in page.text
    assert "{{ 7*7 }}" in page.text
    assert "\x1b" not in content
    assert "\u202e" not in content
    assert "default-src 'none'" in content


def test_the_page_allows_its_own_script_and_style_and_no_other(out: Path) -> None:
    import base64
    import hashlib

    content = (out / "report.html").read_text("utf-8")
    for tag in ("script", "style"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", content, re.S)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in content


def test_the_report_shows_each_difference_with_its_evidence_and_what_waits(out: Path) -> None:
    page = Page((out / "report.html").read_text("utf-8"))
    for part in ("lacunae/witness", "flanks @everyone", "witness @you", "words/capital", "[..]", "a picture @everyone"):
        assert part in page.text, part
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in page.tags:
        if (attributes.get("href") or "").startswith("#"):
            assert str(attributes["href"])[1:] in ids, (tag, attributes)
        if tag in ("select", "input"):
            assert "name" in attributes
    linked = {str(a["href"]) for t, a in page.tags if t == "a" and not str(a["href"]).startswith("#")}
    from urllib.parse import unquote

    for href in linked:
        assert (out / unquote(href)).is_file(), href


def test_every_section_has_a_name_and_tables_have_heads(out: Path) -> None:
    page = Page((out / "report.html").read_text("utf-8"))
    ids = {attributes.get("id") for _, attributes in page.tags}
    for tag, attributes in page.tags:
        if tag in ("section", "form", "nav") and tag != "form":
            assert attributes.get("aria-label") or attributes.get("aria-labelledby") in ids
        if tag == "th":
            assert attributes.get("scope")
    assert ("html", {"lang": "en"}) in page.tags


def colours(content: str, block: str) -> dict[str, str]:
    found = re.search(block + r"\s*\{(.*?)\}", content, re.S)
    assert found is not None
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", found.group(1)))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("block", [r"^:root", r"dark\) \{\s*:root"])
def test_text_can_be_read_in_light_and_dark(block: str) -> None:
    style = Path(edition.__file__).with_name("report.css").read_text("utf-8")
    found = colours(style, block if block.startswith("^") else r"\(prefers-color-scheme: dark\) \{\s*:root")
    for ink in ("ink", "soft", "link"):
        for page in ("page", "card"):
            assert contrast(found[ink], found[page]) >= 4.5, (ink, page)
    for kind in ("del", "ins", "mark"):
        assert contrast(found[f"{kind}-ink"], found[kind]) >= 4.5, kind
    for relation in ("copy", "edition", "related", "translation", "formula"):
        assert contrast(found[relation], found["page"]) >= 3, relation


def many(number: int) -> Restoration:
    text = "word-\nwise and more of it, " * number
    step = len(text) // number
    edits = tuple(
        Edit(i * step + 4, i * step + 6, "-\n", "", "hyphens/line-end", Cert.HIGH, internal(f"wordwise: {i} times"))
        for i in range(number)
    )
    return Restoration(Document("many", text)).with_layer(Layer("hyphens", edits))


def test_the_report_of_very_many_differences_stays_small_and_says_so(tmp_path: Path) -> None:
    edition.write_run(Run([many(20_000), Restoration(Document("few", "x"))]), tmp_path / "out")
    content = (tmp_path / "out/report.html").read_text("utf-8")
    assert len(content) < 3_000_000
    assert "18,000 more are in" in content
    assert "20,000" in (tmp_path / "out/SUMMARY.md").read_text("utf-8")


def test_the_report_of_very_many_documents_shows_those_that_changed_most(tmp_path: Path) -> None:
    documents = []
    for number in range(400):
        edits = [Edit(0, 4, "wrod", "word", "words/made", Cert.HIGH, internal("n"))] if number >= 390 else []
        document = Document(f"d{number}", "wrod and more")
        documents.append(Restoration(document).with_layer(Layer("words", tuple(edits))))
    edition.write_run(Run(documents, stages=("words",)), tmp_path / "out")
    content = (tmp_path / "out/report.html").read_text("utf-8")
    assert content.count('<section class="document"') == 10
    assert content.count("<li id=") == 10
    assert "100 more documents" in content


def test_one_enormous_difference_does_not_fill_the_report(tmp_path: Path) -> None:
    text = "x" * 3_000_000
    edit = Edit(0, len(text), text, "y" * 3_000_000, "words/made", Cert.HIGH, internal("n"))
    edition.write_run(Run([Restoration(Document("long", text)).with_layer(Layer("words", (edit,)))]), tmp_path / "out")
    for name in ("report.html", "SUMMARY.md"):
        assert (tmp_path / "out" / name).stat().st_size < 60_000


def test_nothing_to_report_is_a_report_too(tmp_path: Path) -> None:
    edition.write_run(Run([]), tmp_path / "none")
    edition.write_run(Run([Restoration(Document("a", "all is well"))]), tmp_path / "well")
    for place in ("none", "well"):
        assert Page((tmp_path / place / "report.html").read_text("utf-8")).open == []
        assert "0 differences" in (tmp_path / place / "SUMMARY.md").read_text("utf-8")


def test_the_table_of_a_font_is_drawn_from_the_record(tmp_path: Path) -> None:
    source = "7KH FRQÀLFW WKH"
    read = (("7KH", "The"), ("FRQÀLFW", "conflict"), ("WKH", "the"))
    edits = tuple(
        Edit(source.index(a), source.index(a) + len(a), a, b, "glyphs/order", Cert.HIGH, internal("reads as en"))
        for a, b in read
    )
    edition.write_run(Run([Restoration(Document("d", source)).with_layer(Layer("glyphs", edits))]), tmp_path / "out")
    content = (tmp_path / "out/report.html").read_text("utf-8")
    cells = dict(re.findall(r'<li title="\d+ times?"><span>(.)</span><b>([^<]+)</b>', content))
    assert cells == dict(zip("7KHWFRQÀLFW", [*"Thetcon", "fl", *"ict"], strict=True))


# --- SUMMARY.md


def test_hostile_text_stays_in_code_spans(out: Path) -> None:
    content = (out / "SUMMARY.md").read_text("utf-8")
    markdown = MarkdownIt("gfm-like", {"linkify": False})
    inline = [t for token in markdown.parse(content) for t in token.children or () if token.type == "inline"]
    assert not [t for t in inline if t.type in ("html_inline", "link_open", "image")]
    outside = "".join(t.content for t in inline if t.type == "text")
    for bad in ("@", "<script", "::error", "#1", "javascript"):
        assert bad not in outside, bad
    assert any("@everyone" in t.content for t in inline if t.type == "code_inline")
    assert "\x1b" not in content


def test_the_least_certain_comes_first_and_the_witness_is_named(out: Path) -> None:
    content = (out / "SUMMARY.md").read_text("utf-8")
    assert content.index("lacunae/guess") < content.index("lacunae/witness")
    assert "1 proposal for a reviewer" in content
    assert "1 gap left (2 characters)" in content
    assert "1 input failed" in content


def test_readings_are_counted_apart_from_line_ends_and_blanks(tmp_path: Path) -> None:
    text = "one\ntwo\nthree wrod"
    edits = [
        Edit(at, at + 1, "\n", " ", "paragraphs/wrapped-line", Cert.HIGH, internal("the sentence goes on"))
        for at in (3, 7)
    ]
    made = Restoration(Document("d", text)).with_layer(Layer("paragraphs", tuple(edits)))
    word = Edit(14, 18, "wrod", "word", "words/made", Cert.HIGH, internal("n"))
    edition.write_run(Run([made.with_layer(Layer("words", (word,)))], stages=("paragraphs", "words")), tmp_path / "out")
    content = (tmp_path / "out/SUMMARY.md").read_text("utf-8")
    assert "3 differences (**1 reading**, 2 only in line ends and blanks)" in content
    assert "| document | version | words | line ends, blanks |" in content
    report = (tmp_path / "out/report.html").read_text("utf-8")
    assert "<strong>1 reading</strong>, 2 only in line ends and blanks" in report
    assert report.count("<li id=") == 3
    assert report.count(" data-l ") == 2


def test_a_table_has_as_many_cells_in_each_row(out: Path) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", (out / "SUMMARY.md").read_text("utf-8"), re.M):
        counts = {len(re.findall(r"(?<!\\)\|", row)) for row in block.strip().split("\n")}
        assert len(counts) == 1, block


@pytest.mark.parametrize("text", ["", " ", "`", "a`b", "``", "`a`", "|", "\\", "\n", "a" * 500, "  x "])
def test_a_code_span_holds_what_it_is_given(text: str) -> None:
    span = code(text)
    assert "\n" not in span
    (inline,) = [t for t in MarkdownIt().parse(f"x {span} y") if t.type == "inline"]
    assert [t.type for t in inline.children or ()] in (["text", "code_inline", "text"], ["text"])


def test_the_summary_is_cut_before_a_forge_cuts_it(tmp_path: Path) -> None:
    documents = [Restoration(Document(f"{n:04}/" + "long-name-" * 12, "x")) for n in range(400)]
    failures = [(f"bad-{n}" * 20, "reason " * 80) for n in range(400)]
    edition.write_run(Run(documents, failures=failures), tmp_path / "out")
    assert len((tmp_path / "out/SUMMARY.md").read_text("utf-8")) < 65_536


# --- the overlap map


def row(a: str, b: str, start: int = 0, relation: str = "copy", length: int = 100) -> OverlapRow:
    span = Span(start, start + length)
    return OverlapRow(a, b, relation, 1.0, span, (1, 1), span, (1, 1), "begins", "begins")


def test_documents_that_share_most_stand_side_by_side() -> None:
    rows = [row("a", "c", length=9000), row("a", "d"), row("b", "c", length=500), row("a", "b", relation="formula")]
    drawn = overlap_map(rows, dict.fromkeys("abcd", 10_000))
    assert drawn is not None
    assert [bar.id for bar in drawn.bars] in (["d", "a", "c", "b"], ["b", "c", "a", "d"])
    assert len(drawn.bands) == 4


def test_a_map_of_very_many_is_cut_and_says_so() -> None:
    rows = [row(f"{a:02}", f"{b:02}") for a in range(40) for b in range(a, 40)]
    drawn = overlap_map(rows, {})
    assert drawn is not None
    assert drawn.documents_left_out == 24
    assert drawn.bands_left_out == len(rows) - len(drawn.bands) > 0
    assert overlap_map([], {}) is None
