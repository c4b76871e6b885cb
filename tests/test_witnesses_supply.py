"""What a copy may give back of what a text has lost, and what it may not."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path

import pytest

from restore.document import LOST, Document
from restore.edits import Cert, Edit, internal
from restore.pipeline import Corpus
from restore.reading import read
from restore.restoration import Restoration
from restore.stages.lacunae import Parallel
from restore.witnesses import find_overlaps, parallels
from restore.witnesses.flanks import gap
from restore.witnesses.supply import TOLD
from restore.witnesses.variants import variants

SEEDS = Path(__file__).parent.parent / "seeds"
SOUND = (SEEDS / "000_d488fc839f02daa2.txt").read_text("utf-8")[3000:16000]


def supplied(damaged: str, *witnesses: str) -> list[Parallel]:
    """What witnesses, each a whole text, offer for a damaged one; checked against the places they are quoted from."""
    drafts = [Restoration(Document(name, text)) for name, text in zip("abcd", (damaged, *witnesses), strict=False)]
    overlaps = list(find_overlaps(draft.document for draft in drafts))
    found = list(parallels(drafts[0], drafts, overlaps, "en"))
    check(found, drafts)
    return found


def check(found: list[Parallel], drafts: list[Restoration]) -> None:
    texts = {draft.id: draft.source for draft in drafts}
    for offer in found:
        quote = offer.quote
        assert texts[quote.id][quote.start : quote.end] == quote.text
        assert quote.line == texts[quote.id].count("\n", 0, quote.start) + 1
        assert len(offer.text) == offer.end - offer.start
        assert " ".join(offer.text.split()) == " ".join(quote.text.split())
    assert all(one.end <= other.start for one, other in pairwise(found))


def lost(text: str, phrase: str, part: str) -> str:
    """A text in which one part of a phrase is lost."""
    assert text.count(phrase) == 1
    return text.replace(phrase, phrase.replace(part, LOST * len(part)))


# What must not be taken over


def test_a_name_of_another_edition_is_not_taken_over() -> None:
    other = SOUND.replace("Pak Heon-yeong", "Pak Hon-yonga").replace("Choe Yong-geon", "Chae Yang-gean")
    damaged = SOUND.replace("performed by Choe Yong-geon", f"performed by Ch{LOST * 2} Yong-geon")
    assert damaged != SOUND
    assert all(offer.cert < Cert.HIGH for offer in supplied(damaged, other))


def test_a_witness_that_has_lost_it_too_gives_nothing() -> None:
    damaged = lost(SOUND, "lives of countless young men", "countless")
    assert not supplied(damaged, damaged.replace("gifted general", "great general"))


def test_a_reading_of_another_length_is_not_taken_over() -> None:
    damaged = lost(SOUND, "lives of countless young men", "countless")
    assert not supplied(damaged, SOUND.replace("countless", "numberless"))


def test_flanks_that_differ_give_nothing() -> None:
    damaged = lost(SOUND, "lives of countless young men", "countless")
    assert not supplied(damaged, SOUND.replace("the lives of countless young", "the lifes of countless youthful"))


def test_where_two_witnesses_differ_neither_is_believed() -> None:
    damaged = lost(SOUND, "lives of countless young men", "countless")
    offers = supplied(damaged, SOUND, SOUND.replace("countless", "unnamed x"))
    assert [offer.cert for offer in offers] == [Cert.LOW]
    assert "has it otherwise" in offers[0].note


def test_a_translation_gives_nothing() -> None:
    texts = [next(SEEDS.glob(f"{name}*")).read_text("utf-8") for name in ("001", "002")]
    damaged = texts[0].replace("serious events occurring", f"serious {LOST * 6} occurring")
    assert damaged != texts[0]
    assert not supplied(damaged, texts[1])


def test_marks_are_not_taken_from_a_copy_that_sets_its_own() -> None:
    rng = random.Random(1956)
    other = "".join(rng.choice(",;") if char == "," else char for char in SOUND)
    offers = supplied(lost(SOUND, "lives of countless young men", "countless"), other)
    assert [offer.cert for offer in offers] == [Cert.HIGH]
    offers = supplied(lost(SOUND, "In this regard, I must", ","), other)
    assert offers
    assert all(offer.cert < Cert.HIGH for offer in offers)


def test_a_copy_that_sets_its_own_marks_does_not_outvote_one_that_keeps_them() -> None:
    at = next(match.start() for match in re.finditer(", [a-z]", SOUND[2000:])) + 2000
    damaged = SOUND[:at] + LOST + SOUND[at + 1 :]
    own = re.sub(r",(?= [a-z])", ";", SOUND)
    [offer] = supplied(damaged, SOUND, own)
    assert (offer.text, offer.cert, offer.quote.id) == (",", Cert.HIGH, "b")


def test_letters_are_not_taken_from_a_revision() -> None:
    rng = random.Random(1956)
    words = [word if rng.random() > 0.03 else word[::-1] for word in SOUND.split(" ")]
    offers = supplied(lost(SOUND, "lives of countless young men", "countless"), " ".join(words))
    assert all(offer.cert < Cert.HIGH for offer in offers)


def test_a_letter_this_text_never_prints_is_not_sure() -> None:
    text = SOUND.replace("naive", "x")
    damaged = text.replace("fraternal parties", f"fr{LOST}ternal parties", 1)
    other = text.replace("fraternal", "frâternal")
    assert all(offer.cert < Cert.HIGH for offer in supplied(damaged, other))


def test_what_a_witness_did_not_receive_so_is_not_quoted() -> None:
    """A character that a stage has put into the witness is no evidence for anything."""
    damaged = lost(SOUND, "lives of countless young men", "countless")
    at = SOUND.index("countless")
    received = SOUND[:at] + "c0untless" + SOUND[at + 9 :]

    def emended(document: Document) -> list[Edit]:
        return [Edit(at + 1, at + 2, "0", "o", "words/misread", Cert.HIGH, internal("a law"))]

    drafts = [Restoration(Document("a", damaged)), Restoration(Document("b", received)).then("words", emended)]
    overlaps = list(find_overlaps(draft.document.reading(draft.text) for draft in drafts))
    assert not parallels(drafts[0], drafts, overlaps)


OWN = (
    "He stood at the door of a hiding-place near the window. They went to pore over the books. Once turned round, he"
    " saw the window shutters were down; and I heard what a market-woman saw. So, said he, “welcome me thus. She, you"
    " know, cousin, is a friend. She had a part in it, with the letters, and I read them; and I wept; and I slept; and"
    " I saw the door; and I left the window, and it was by the by. What may befall us! He grieved for mamma, in no ill"
    " humour; his nature was good-humoured. I began, and he had begun before, in the vault of a charnel house. Walking"
    " in dread, And, having once mentioned it, walks on, And never looks behind. He wrote in th e niversity. "
)


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        pytest.param("went to p[ore] over", "may be spelt", id="a word of the same sound"),
        pytest.param("Once turn[e]d round", "spelt turn’d", id="an elision"),
        pytest.param("the window[ ]shutters were", "one word or two", id="a compound"),
        pytest.param("a market[-]woman saw", "one word or two", id="a compound of the witness"),
        pytest.param("said he, “[w]elcome", "capital", id="the first letter of a speech"),
        pytest.param("you know, [c]ousin, is", "capital", id="an address"),
        pytest.param("grieved for [m]amma", "capital", id="a title that the text has once"),
        pytest.param("may befall us[!] He", "cry", id="a cry for a question"),
        pytest.param("in no ill[ ]humour;", "one word or two", id="a compound with an adverb"),
        pytest.param("I beg[a]n, and", "spelt begun", id="two forms of a word in one text"),
        pytest.param("having once mention[e]d it, walks", "apostrophe", id="an elision in verse"),
        pytest.param("in th[ e ni]versity", "misprint", id="a misprint of the witness"),
    ],
)
def test_what_printers_vary_waits_for_a_reader(phrase: str, why: str) -> None:
    """None of these differs from the witness anywhere else in the text."""
    [offer] = supplied(*_with_own(phrase))
    assert offer.cert == Cert.MEDIUM
    assert why in offer.note


def _with_own(phrase: str) -> tuple[str, str]:
    """A text that has lost what a phrase has in brackets, and one that has it."""
    other = SOUND[:6000] + OWN + SOUND[6000:]
    before, part, after = re.split(r"[\[\]]", phrase)
    assert other.count(before + part + after) == 1
    return other.replace(before + part + after, before + LOST * len(part) + after), other


def test_a_word_after_another_mark_may_have_another_case() -> None:
    other = SOUND[:6000] + OWN + SOUND[6000:]
    [offer] = supplied(other.replace("behind. He wrote", f"behind; {LOST * 2} wrote"), other)
    assert (offer.text, offer.cert) == ("He", Cert.MEDIUM)
    assert "another mark" in offer.note


def test_a_blank_may_be_a_dash_where_the_text_prints_dashes() -> None:
    speeches = " He said: “I go.” She said:—“I stay.” He wrote: “I see.”"
    [offer] = supplied(SOUND + speeches.replace("said: “I", f"said:{LOST}“I"), SOUND + speeches)
    assert offer.cert == Cert.MEDIUM
    assert "may print" in offer.note


def test_the_number_of_a_chapter_says_nothing_of_the_pronoun() -> None:
    """An edition in one volume counts its chapters on; `I` is no less sure for that."""
    text, other = (f"{SOUND[:5000]}\n\nCHAPTER {number}.\n\n{SOUND[5000:]}" for number in ("I", "VIII"))
    told = variants([(text, other)])
    assert told.differing["numeral"] == 1
    assert not told.differing["name"]
    told = variants([(other, text)])
    assert told.differing["numeral"] == 1
    assert not told.differing["name"]


def test_a_mark_that_the_witness_has_after_a_gap_may_have_stood_in_it() -> None:
    damaged, other = _with_own("was by the b[y]. ")
    [offer] = supplied(damaged.replace(f"b{LOST}. ", f"b{LOST} "), other)
    assert offer.cert == Cert.MEDIUM
    assert "a mark more" in offer.note


def test_a_comma_where_the_text_likes_a_semicolon_waits_once_one_was_seen() -> None:
    damaged, other = _with_own("the letters[,] and I")
    text, reprint = (20 * SOUND[6000:] + passage for passage in (damaged, other))
    assert [offer.cert for offer in supplied(text, reprint)] == [Cert.HIGH]
    for changed in (text, reprint):  # a printer who changes pauses changes them both ways
        sides = [side.replace("I saw the door; and", "I saw the door, and") if side is changed else side
                 for side in (text, reprint)]  # fmt: skip
        [offer] = supplied(*sides)
        assert offer.cert == Cert.MEDIUM
        assert "pause longer" in offer.note


# What must be


def test_a_lost_word_comes_back() -> None:
    [offer] = supplied(lost(SOUND, "lives of countless young men", "countless"), SOUND)
    assert (offer.text, offer.cert) == ("countless", Cert.HIGH)


def test_a_copy_that_sets_other_quotation_marks_is_still_a_copy() -> None:
    straight = (SEEDS / "000_d488fc839f02daa2.txt").read_text("utf-8")[14000:]
    curly = re.sub(r'"(?=\w)', "“", straight).replace('"', "”")
    [offer] = supplied(lost(curly, "He asked, “Is there", ", "), straight)
    assert offer.text == ", "


def test_lost_characters_come_back_from_a_reprint() -> None:
    rng = random.Random(1956)
    places = [at for at in range(200, len(SOUND) - 200) if rng.random() < 0.03 and not SOUND[at].isspace()]
    damaged = "".join(LOST if at in set(places) else char for at, char in enumerate(SOUND))
    offers = supplied(damaged, SOUND)
    sure = {at: char for offer in offers if offer.cert == Cert.HIGH for at, char in enumerate(offer.text, offer.start)}
    assert all(SOUND[at] == char for at, char in sure.items())
    assert sum(at in sure for at in places) >= 0.95 * len(places)


def test_places_are_those_of_the_source_of_the_witness() -> None:
    """The witness has a layer that moves everything behind it."""
    damaged = lost(SOUND, "lives of countless young men", "countless")

    def headless(document: Document) -> list[Edit]:
        return [Edit(0, 20, document.text[:20], "", "forme-work/head", Cert.HIGH, internal("a law"))]

    drafts = [Restoration(Document("a", damaged)), Restoration(Document("b", "x" * 20 + SOUND)).then("head", headless)]
    found = list(parallels(drafts[0], drafts, list(find_overlaps(d.document.reading(d.text) for d in drafts))))
    check(found, drafts)
    assert [offer.text for offer in found] == ["countless"]


def test_a_line_end_in_the_witness_is_a_space_here() -> None:
    damaged = lost(SOUND, "lives of countless young men", "of countless young")
    [offer] = supplied(damaged, SOUND.replace("of countless young", "of\ncountless young"))
    assert offer.text == "of countless young"
    assert offer.quote.text == "of\ncountless young"


def test_a_copy_of_one_text_has_the_witnesses_of_the_other() -> None:
    damaged = lost(SOUND, "lives of countless young men", "countless")
    drafts = [Restoration(Document(name, text)) for name, text in (("a", damaged), ("b", damaged), ("c", SOUND))]
    overlaps = list(find_overlaps(draft.document for draft in drafts))
    read = [[offer.text for offer in parallels(draft, drafts, overlaps)] for draft in drafts]
    assert read == [["countless"], ["countless"], []]


def test_two_witnesses_that_share_an_uncommon_error_count_once() -> None:
    damaged = lost(SOUND, "lives of countless young men", "countless")
    flawed = SOUND.replace("mechanically importing", "mechanicully importing")
    own = SOUND.replace("gifted general", "gilted general")
    [offer] = supplied(damaged, flawed, flawed.replace("gifted general", "glfted general"))
    assert "has the same" not in offer.note.split("; ", 1)[1]
    [offer] = supplied(damaged, flawed, own)
    assert "has the same" in offer.note.split("; ", 1)[1]


def test_of_many_copies_the_closest_are_asked_until_enough_have_told() -> None:
    """So that many copies cost as much as they are many, not its square; a copy that has lost it too tells nothing."""
    damaged = lost(SOUND, "lives of countless young men", "countless")
    copies = {f"b{at}": SOUND.replace("gifted general", f"gifted {'x' * (at + 1)} general") for at in range(12)}
    copies |= {f"a{at}": damaged.replace("gifted general", f"gifted {'y' * (at + 1)} general") for at in range(3)}
    drafts = [Restoration(Document(name, text)) for name, text in ({"a": damaged} | copies).items()]
    overlaps = [o for name in copies for o in find_overlaps([drafts[0].document, Document(name, copies[name])])]
    [offer] = parallels(drafts[0], drafts, overlaps, "en")
    assert (offer.text, offer.cert) == ("countless", Cert.HIGH)
    assert 1 + len(offer.note.rpartition("; ")[2].removesuffix(" has the same").split(", ")) == TOLD


def test_what_is_lost_here_is_no_error_of_the_witnesses() -> None:
    damaged = lost(SOUND, "lives of countless young men", "countless")
    damaged = lost(damaged, "mechanically importing", "echanicall")
    offers = supplied(damaged, SOUND, SOUND.replace("gifted general", "gilted general"))
    assert all("has the same" in offer.note.split("; ", 1)[1] for offer in offers)


def test_letters_beside_a_mark_that_differs_come_back() -> None:
    damaged = lost(SOUND, "lives of countless young men", "untles")
    other = SOUND.replace("lives of countless young men", "lives, of countless, young men")
    offers = supplied(damaged, other)
    assert [(offer.text, offer.cert) for offer in offers] == [("untles", Cert.HIGH)]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus([read(path) for path in sorted(SEEDS.glob("*.txt"))])


def test_seed_000_proves_what_003_has_lost(corpus: Corpus) -> None:
    draft = next(draft for draft in corpus.drafts if draft.id[:3] == "003")
    found = list(parallels(draft, corpus.drafts, corpus.overlaps))
    check(found, list(corpus.drafts))
    [year] = [offer for offer in found if offer.text.strip(" .").isdigit()]
    assert (year.text, year.cert, year.quote.id[:3]) == (" 1940. ", Cert.HIGH, "000")
    marks = [offer for offer in found if offer.cert == Cert.HIGH and offer.text.strip() in list(",.!;")]
    assert len(marks) >= 15
    assert {offer.quote.id[:3] for offer in marks} == {"000", "002"}


def test_extra_word_spacing_is_not_a_lost_character() -> None:
    text = "criticised_who_worked_under_ the_ influence_of_ the_personality_\ncult".replace("_", LOST)
    flat = "criticised who worked under the influence of the personality cult"
    places = [at for at, char in enumerate(text) if char == LOST]
    sought = [found for at in places if (found := gap(text, at, at + 1))]
    assert len(sought) >= 5
    assert all([flat[at] for (at,) in found.places(flat, 0, len(flat))] == [" "] for found in sought)


def test_a_real_space_beside_a_lost_letter_is_a_space() -> None:
    text = f"and I said, pardon me, if {LOST} regard it as my own affair altogether"
    at = text.index(LOST)
    sought = gap(text, at, at + 1)
    assert sought is not None
    assert sought.places(text.replace(LOST, "I"), 0, len(text)) == [(at,)]
    assert not sought.places(text.replace(f"{LOST} ", " "), 0, len(text))


def test_variants_are_counted_by_kind() -> None:
    told = variants([("he came, and saw the grey hill; then Li left", "he came, and saw the gray hill: then Ri left")])
    assert told.differing["word"] == 1
    assert told.differing["mark"] == 1
    assert told.differing["name"] == 1
    assert told.bound("word") > told.kind_rate("word")
    assert told.kind_rate("space") < told.kind_rate("mark") < told.kind_rate("name")
