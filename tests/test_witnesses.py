"""Who copies whom, and of what kind; on the seeds and on what other texts might hold."""

from __future__ import annotations

import random
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restore.document import LOST, Document, Span
from restore.pipeline import Corpus
from restore.reading import read
from restore.witnesses import WITNESSES, Overlap, align, find_overlaps
from restore.witnesses.keys import folded, match_key
from restore.witnesses.seeds import EVERYWHERE, sample
from strategies import texts

SEEDS = Path(__file__).parent.parent / "seeds"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = ["".join(random.Random(at).choices(LETTERS, k=3 + at % 7)) for at in range(5000)]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus([read(path) for path in sorted(SEEDS.glob("*.txt"))])


@pytest.fixture(scope="module")
def prose() -> dict[str, str]:
    return {path.stem[:3]: path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))}


def shared(*found: str) -> list[Overlap]:
    """The passages that texts share with each other."""
    documents = [Document(name, text) for name, text in zip("abcdefgh", found, strict=False)]
    return [overlap for overlap in find_overlaps(documents) if overlap.a != overlap.b]


def misread(text: str, share: float, seed: int = 1956) -> str:
    rng = random.Random(seed)
    return "".join(rng.choice(LETTERS) if char.isalpha() and rng.random() < share else char for char in text)


# What must not be found, or not be believed


def test_unrelated_texts_share_nothing(prose: dict[str, str]) -> None:
    assert not shared(prose["000"][3000:8000], LAKE)
    assert not shared("", "a", " \n", LOST * 500)


def test_no_passage_is_found_in_rows_of_dots_and_repeated_letters() -> None:
    row = "Chapter one " + "." * 400 + " 7\n"
    assert not list(find_overlaps([Document("a", row + "na" * 5000), Document("b", "x" * 5000)]))


def test_an_independent_translation_is_no_witness(corpus: Corpus) -> None:
    letter = [overlap for overlap in corpus.overlaps if overlap.a[:3] == "001" and overlap.b[:3] in ("002", "003")]
    assert {overlap.b[:3] for overlap in letter} == {"002", "003"}
    assert {overlap.relation for overlap in letter} <= {"translation", "formula"}
    whole = max(letter, key=lambda overlap: overlap.a_span.end - overlap.a_span.start)
    assert whole.a_span.end - whole.a_span.start > 3000


@pytest.mark.parametrize("size", [100, 140, 200])
def test_a_sentence_between_unrelated_pages_is_found(size: int) -> None:
    texts = {path.name[:3]: path.read_text("utf-8") for path in Path(__file__).parent.parent.glob("seeds/00[0124]*")}
    sentence = texts["002"][texts["002"].index("Sang-jo added at the same time") :][:size].rsplit(" ", 1)[0]
    a = f"{texts['000'][3000:5000]}\n{sentence}\n{texts['000'][5000:8000]}"
    b = f"{texts['004'][3000:5000]}\n{sentence}\n{texts['004'][5000:8000]}"
    [found] = [found for found in find_overlaps([Document("a", a), Document("b", b)]) if found.identity > 0.9]
    assert a[slice(*found.a_span)] == b[slice(*found.b_span)]
    assert found.a_span.end - found.a_span.start >= len(sentence) - 20


def test_a_heading_that_a_text_repeats_is_its_stock_not_a_copy_of_itself() -> None:
    heading = "RECEPTION of LI SANGJO, Ambassador of the Democratic People’s Republic of Korea, to Cde. Ponomarev\n"
    seed = next(Path(__file__).parent.parent.glob("seeds/000*")).read_text("utf-8")
    text = f"{heading}{seed[3000:5000]}\n{heading}{seed[7000:9000]}"
    assert {found.relation for found in find_overlaps([Document("d", text)])} == {"formula"}
    twice = f"{seed[3000:5000]}\n{seed[7000:9000]}\n{seed[3000:5000]}"
    assert {found.relation for found in find_overlaps([Document("d", twice)])} == {"copy"}


def test_seed_004_shares_only_formulas(corpus: Corpus) -> None:
    found = [o for o in corpus.overlaps if o.a != o.b and "004" in (o.a[:3], o.b[:3])]
    assert {overlap.relation for overlap in found} <= {"formula"}


def test_what_stands_at_the_end_of_two_documents_is_their_publishers(prose: dict[str, str]) -> None:
    rights = "The program welcomes reuse of these materials for research. Some documents may be subject to copyright."
    [found] = shared(prose["000"][3000:9000] + "\n" + rights, prose["004"][3000:9000] + "\n" + rights)
    assert found.relation == "formula"


def test_a_phrase_in_many_documents_is_a_formula(prose: dict[str, str]) -> None:
    phrase = "Declassified by order of the National Archives, record group 59, entry 1613"
    around = [prose["000"][at : at + 900] for at in range(2000, 20000, 2500)]
    texts = dict(zip("abcdefgh", (f"{text[:400]}\n{phrase}\n{text[400:]}" for text in around), strict=True))
    found = [o for o in shared(*texts.values()) if "Declassified by order" in texts[o.a][slice(*o.a_span)]]
    assert len(found) >= 10
    assert {overlap.relation for overlap in found} == {"formula"}


def test_a_phrase_in_very_many_documents_is_named_once() -> None:
    """More places than seeds are paired for: still seen, and nothing is linked by it."""
    rng = random.Random(1956)
    notice = 4 * "The program welcomes reuse of these materials. Some documents may be subject to copyright. "
    texts = [
        Document(f"{at:03}", f"{' '.join(rng.choices(WORDS, k=40))}\n{notice}\n{' '.join(rng.choices(WORDS, k=40))}")
        for at in range(EVERYWHERE + 10)
    ]
    [found] = [overlap for overlap in find_overlaps(texts) if overlap.a != overlap.b]
    assert (found.a, found.b, found.relation) == (texts[0].id, texts[-1].id, "formula")


def test_the_form_of_an_office_is_a_formula(corpus: Corpus) -> None:
    """`From the journal of N. T. Fedorenko, Top Secret Copy` heads two conversations of other days."""
    texts = {draft.id: draft.text for draft in corpus.drafts}
    heads = [o for o in corpus.overlaps if o.a != o.b and "FEDORENKO" in texts[o.a][slice(*o.a_span)][:40]]
    assert [overlap.relation for overlap in heads] == ["formula"]


def test_two_sentences_alike_in_two_versions_are_no_copy(prose: dict[str, str]) -> None:
    found = shared(prose["001"], prose["002"])
    assert all(overlap.relation not in WITNESSES for overlap in found)


# What must be found, and called what it is


def test_seeds_000_and_003_are_editions_of_one_translation(corpus: Corpus) -> None:
    assert covered(corpus, "000", 1930, 2239) >= 0.97


def test_seeds_002_and_003_are_editions_of_one_translation(corpus: Corpus) -> None:
    assert covered(corpus, "002", 1075, 1141) >= 0.97


def covered(corpus: Corpus, other: str, first: int, last: int) -> float:
    """Share of the characters in lines of seed 003 that passages shared as editions with another seed cover."""
    drafts = {draft.id[:3]: draft for draft in corpus.drafts}
    text = drafts["003"].text
    ends = [at for at, char in enumerate(text) if char == "\n"]
    wanted = {at for at in range(ends[first - 2] + 1, ends[last - 1]) if not text[at].isspace()}
    found: set[int] = set()
    for overlap in corpus.overlaps:
        if (overlap.a[:3], overlap.b[:3]) == (other, "003") and overlap.relation in ("copy", "edition"):
            found.update(range(*overlap.b_span))
    return len(wanted & found) / len(wanted)


def test_repeats_in_one_document_are_found(corpus: Corpus) -> None:
    inside = [overlap for overlap in corpus.overlaps if overlap.a == overlap.b and overlap.a[:3] == "003"]
    assert inside
    assert all(overlap.a_span.end <= overlap.b_span.start for overlap in inside)


def test_a_short_quotation_is_found_to_the_letter(prose: dict[str, str]) -> None:
    quoted = "It is unpardonable behavior to ignore the party and the party central committee."
    [found] = shared(f"{LAKE} {quoted} {LAKE[::-1]}", f"{prose['004'][500:2500]} {quoted} {prose['004'][9000:9900]}")
    assert found.relation == "copy"
    a = f"{LAKE} {quoted} {LAKE[::-1]}"
    assert a[slice(*found.a_span)] == quoted


@pytest.mark.parametrize("share", [0.02, 0.05, 0.10])
def test_a_noisy_excerpt_is_found(prose: dict[str, str], share: float) -> None:
    excerpt = prose["000"][9000:9480]
    one, other = misread(excerpt, share), misread(excerpt, share, seed=1957)
    found = shared(f"{LAKE}\n{one}\n{LAKE[::-1]}", f"{prose['004'][:800]}\n{other}")
    assert found
    assert {overlap.relation for overlap in found} <= {"copy", "edition"}


def test_a_text_written_anew_is_related_and_no_witness(prose: dict[str, str]) -> None:
    """Two words in five are others, in runs: so many as in an independent translation."""
    rng = random.Random(1956)
    text = prose["000"][3000:15000]
    words = text.split()
    anew: list[str] = []
    for at in range(0, len(words), 6):
        anew += rng.choices(words, k=6) if rng.random() < 0.4 else words[at : at + 6]
    found = shared(text, " ".join(anew))
    assert {overlap.relation for overlap in found} == {"related"}
    assert sum(o.a_span.end - o.a_span.start for o in found) > 0.7 * len(text)


def test_names_in_another_romanisation_make_an_edition(prose: dict[str, str]) -> None:
    text = prose["002"][5300:8800].replace("Kim Il Sung", "Kim Il-sŏng").replace("Pyongyang", "P’yŏngyang")
    found = shared(prose["002"][5300:8800], text)
    assert [overlap.relation for overlap in found] in (["edition"], ["copy"])


@pytest.mark.parametrize(
    "text",
    [
        "И дым отечества нам сладок и приятен, писал поэт, и с тех пор эту строку повторяют все, кто возвращается.",
        "吾十有五而志于学，三十而立，四十而不惑，五十而知天命，六十而耳顺，七十而从心所欲，不逾矩。"
        "子曰：温故而知新，可以为师矣。学而不思则罔，思而不学则殆。",
        "동해물과 백두산이 마르고 닳도록 하느님이 보우하사 우리나라 만세 무궁화 삼천리 화려강산",
        "وصلت الرسالة إلى موسكو في الثالث من أيلول وكان فيها وصف دقيق لما جرى في الاجتماع الأخير للجنة المركزية",
        "Ὦ ξεῖν’, ἀγγέλλειν Λακεδαιμονίοις ὅτι τῇδε κείμεθα, τοῖς κείνων ῥήμασι πειθόμενοι, καὶ πάλιν ἐροῦμεν τὸ αὐτό.",
    ],
)
def test_any_script(text: str, prose: dict[str, str]) -> None:
    [found] = shared(f"{LAKE}\n{text}\n{LAKE[::-1]}", prose["004"][:2000] + text)
    assert found.relation == "copy"
    assert found.a_span.end - found.a_span.start >= 0.9 * len(text)


def test_line_ends_hyphens_ligatures_and_accents_do_not_hide_a_passage() -> None:
    printed = LAKE.replace("fi", "ﬁ").replace("water", "wa-\nter").replace("e", "é")
    [found] = shared(LAKE, printed.upper())
    assert found.relation == "copy"
    assert found.a_span == Span(0, len(LAKE))


def test_what_one_of_two_leaves_out_parts_the_passage(prose: dict[str, str]) -> None:
    text = prose["000"]
    found = shared(text[3000:12000], text[3000:6000] + text[8000:12000])
    assert len(found) == 2
    assert all(overlap.relation == "copy" for overlap in found)
    assert abs(found[0].a_span.end - 3000) < 20
    assert abs(found[1].a_span.start - 5000) < 20


def test_documents_of_one_text_are_one_witness(prose: dict[str, str]) -> None:
    text = prose["000"][3000:5000]
    found = shared(text, text, text, prose["004"][:900] + text)
    assert [(o.a, o.b) for o in found] == [("a", "b"), ("a", "c"), ("a", "d")]
    assert all(overlap.relation == "copy" for overlap in found)


# Laws


def test_the_order_of_documents_does_not_matter(prose: dict[str, str]) -> None:
    documents = [Document(name, prose[name][:9000]) for name in ("000", "002", "001")]
    documents.append(Document("x", prose["000"][4000:7000] + prose["002"][5300:7000]))
    first, *others = (list(find_overlaps(order)) for order in permutations(documents))
    assert first
    assert all(other == first for other in others)


@given(texts)
def test_every_letter_of_a_key_stands_at_its_place(text: str) -> None:
    key = match_key(text)
    assert len(key.letters) == len(key.places) == sum(len(folded(char)) for char in text)
    assert all(letter in folded(text[place]) for letter, place in zip(key.letters, key.places, strict=True))


@given(st.text("abcdefghij", min_size=30, max_size=60), st.integers(0, 3))
def test_a_seed_kept_in_one_place_is_kept_in_all(text: str, halvings: int) -> None:
    alone, _ = sample(match_key(text), halvings)
    inside, _ = sample(match_key("zzzz" + text + "yyyy"), halvings)
    assert set(alone.tolist()) <= set(inside.tolist())


@given(texts, texts)
def test_spans_are_in_bounds(one: str, other: str) -> None:
    text = (one + LAKE + other) * 2
    for overlap in find_overlaps([Document("a", text), Document("b", other + LAKE)]):
        size = {"a": len(text), "b": len(other + LAKE)}
        assert overlap.a <= overlap.b
        assert 0 <= overlap.a_span.start < overlap.a_span.end <= size[overlap.a]
        assert 0 <= overlap.b_span.start < overlap.b_span.end <= size[overlap.b]
        assert 0 <= overlap.identity <= 1


# Beside each other


def test_lacuna_omission_and_variant_are_kept_apart() -> None:
    a = "the boats lay still on the grey water, and no one spoke of the letter"
    b = f"the boats lay {LOST * 5} on the green water, and no one of the letter"
    whole = Overlap("a", "b", Span(0, len(a)), Span(0, len(b)), "edition", 0.9)
    found = align(Document("a", a), Document("b", b), whole)
    told = [(pair.kind, pair.a and pair.a.form, pair.b and pair.b.form) for pair in found if pair.kind != "same"]
    assert ("lacuna", "still", None) in told
    assert ("variant", "grey", "green") in told
    assert ("omission", "spoke", None) in told


LAKE = (
    "Towards evening the wind dropped and the boats lay still upon the water. Two men came down from the village with "
    "lanterns, counted the nets, and found that the oldest of them had been cut. Neither would say who had been "
    "the first to notice it; the miller's boy, who had watched from the bridge, kept his thoughts to himself."
)


def test_a_passage_is_whole_words(corpus: Corpus) -> None:
    texts = {draft.id: draft.text for draft in corpus.drafts}
    for found in corpus.overlaps:
        for name, span in ((found.a, found.a_span), (found.b, found.b_span)):
            for at in span:
                assert not texts[name][max(0, at - 1) : at + 1].isalpha() or at in (0, len(texts[name]))
