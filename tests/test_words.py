"""Words read by what other documents print; numerals, romanisations and brackets left alone."""

from __future__ import annotations

import random

import pytest

from clean_texts import KINDS
from restore import Cert, Document, Edit, restore_corpus
from restore.edits import apply, settle
from restore.language.words import Lexicon
from restore.restoration import Restoration
from restore.stages.words import emend

WITNESS = "Kim Il Sung met Nam Il. Later Kim Il Sung and Nam Il spoke; Nam Il agreed with Kim Il Sung."


def _edits(text: str, *others: str, language: str | None = "en") -> list[Edit]:
    documents = [Document("a", text), *(Document(f"w{i}", other) for i, other in enumerate(others))]
    return list(emend(Lexicon(Restoration(d) for d in documents), language)(documents[0]))


def _read(text: str, *others: str) -> str:
    return apply(text, settle(text, _edits(text, *others)).applied)


@pytest.mark.parametrize("text", [
    "World War II ended.", "Nicholas II of Russia", "Chapter II and Type II", "Pope John Paul II", "Mark II",
    "the SALT II treaty", "II. The second part", "article II of the treaty", "we ll see",
    "Elizabeth II; Franz Ferdinand II", "on 11 May", "in 11 places", "page 11 of it", "Henry II and Henry VIII",
])
def test_numerals_stay(text: str) -> None:
    assert _read(text, WITNESS) == text


def test_numerals_stay_though_others_misprint_them() -> None:
    """The witness of another damage is no witness: an OCR text that prints `War Il` throughout."""
    bad = "The World War Il Museum. Il Corps and the SALT Il Treaty. World War Il began. "
    bad += "Nicholas Il fell. World War Il ended. Chapter Il. Nicholas Il. Chapter Il. Type Il."
    for text in ("World War II was long.", "Tsar Nicholas II abdicated.", "see Chapter II there", "a Type II error",
                 "the World War II Museum", "II Corps came", "the SALT II Treaty"):
        assert _read(text, bad, bad + WITNESS) == text


def test_a_numeral_is_not_read_by_a_small_word_after_it() -> None:
    witness = "They met Nam Il of the army, and Nam Il of the party; Nam Il and Pak, Nam Il and Kim."
    for text in ("after World War II of course", "volume II of the work", "II of them", "article II and III"):
        assert _read(text, witness) == text


def test_two_sound_documents_outweigh_many_damaged_ones() -> None:
    damaged = "Kim II Sung spoke of Kim II Sung to Kim II Sung. " * 5
    assert _read("with Kim II Sung", damaged, damaged, "Kim Il Sung", "so Kim Il Sung") == "with Kim Il Sung"
    assert _read("with Kim II Sung", damaged, damaged, "Kim Il Sung") == "with Kim II Sung"


def test_a_misprinted_numeral_is_read_by_the_others() -> None:
    assert _read("After World War Il he left.", "World War II began. World War II ended.", WITNESS) == (
        "After World War II he left."
    )


@pytest.mark.parametrize("stroke", ["II", "ll", "1l", "I1", "11"])
def test_names_are_read_by_the_other_documents(stroke: str) -> None:
    assert _read(f"comrade Kim {stroke} Sung's speech", WITNESS) == "comrade Kim Il Sung's speech"


def test_names_in_brackets_are_read_too() -> None:
    assert _read("and Nam II [Nam II], the envoy", WITNESS) == "and Nam Il [Nam Il], the envoy"


def test_a_name_over_a_line_end_is_one() -> None:
    assert _read("Kim II\nSung and Kim\nII Sung", WITNESS) == "Kim Il\nSung and Kim\nIl Sung"


def test_a_document_known_for_the_damage_is_read_by_its_own_sound_places() -> None:
    text = "Kim II Sung, Kim II Sung, Nam II. Comrade Ri II-gyeong [Ri II Kyong] spoke, and so Ri Il-gyeong."
    assert _read(text, WITNESS) == text.replace("II", "Il")
    quotes = [quote for edit in _edits(text, WITNESS) for quote in edit.evidence.quotes]
    assert {quote.text for quote in quotes} == {"Kim Il Sung", "Nam Il", "Ri Il-gyeong", "Ri Il"}


def test_one_other_document_is_enough_with_both_neighbours() -> None:
    edits = _edits("Ri II-gyeong spoke.", "So did Ri Il-gyeong.")
    assert [(edit.after, edit.cert) for edit in edits] == [("Il", Cert.HIGH)]


def test_one_neighbour_at_one_place_waits_for_review() -> None:
    for edits in (_edits("Nam II, they say.", "It was Nam Il."), _edits("Ri II-gyeong spoke. So did Ri Il-gyeong.")):
        assert [(edit.after, edit.cert) for edit in edits] == [("Il", Cert.MEDIUM)]


def test_without_another_place_nothing_is_known() -> None:
    assert _edits("Comrade Kim II Sung spoke. Kim II Sung left.") == []


def test_evidence_is_external_and_verbatim() -> None:
    edit = _edits("comrade Kim II Sung", WITNESS)[0]
    (quote,) = edit.evidence.quotes
    assert edit.evidence.kind == "external"
    assert (quote.id, WITNESS[quote.start : quote.end]) == ("w0", quote.text)
    assert quote.text == "Kim Il Sung"


def test_quotations_are_places_of_the_source() -> None:
    """The witness was restored itself: its quotation must be found in what was received."""
    witness = Document("w", "protÃ©gÃ© of Kim Il Sung; Kim Il Sung spoke")
    done = list(restore_corpus([Document("a", "Kim II Sung"), witness], stages=["encoding", "words"], language="en"))
    (entry,) = done[0].apparatus()
    (quote,) = entry.evidence.quotes
    assert witness.text[quote.start : quote.end] == quote.text == "Kim Il Sung"


def test_other_look_alikes_need_the_neighbourhood() -> None:
    witness = "the cornrade" + " and comrade Pak said to comrade Pak that comrade Pak" * 4
    assert _read("said cornrade Pak once", witness) == "said comrade Pak once"
    assert _read("the cornrade of", "comrade " * 9) == "the cornrade of"


def test_romanisations_are_never_unified() -> None:
    text = "Pyeongyang and Pyongyang; Li Sangjo, Ri Sang-jo; Bak Uiwan, Pak Ui-wan; Yanan, Yan’an"
    assert _read(text, "Pyongyang Ri Sang-jo Pak Ui-wan Yan’an " * 9) == text


@pytest.mark.parametrize("text", ["[illegible]", "[SIC]", "[CSPU]", "[CPSUCC]", "[cornrade Pak]"])
def test_editors_brackets_are_sacred(text: str) -> None:
    witness = "the CPSU CC and comrade Pak " * 20
    assert not [edit for edit in _edits(f"it {text} was", witness) if not edit.is_remark]


def test_abbreviations_run_together_are_parted_by_the_documents() -> None:
    witness = "the CC CPSU and the CPSU CC " * 6
    assert _read("in the name of the CPSUCC in which", witness) == "in the name of the CPSU CC in which"
    assert _edits("in the name of the CPSUCC in which", witness)[0].evidence.quotes[0].text == "CPSU CC"


@pytest.mark.parametrize("text", ["MacArthur", "workingclass", "USSRAN", "McCarthy and NATO"])
def test_words_that_only_look_run_together_stay(text: str) -> None:
    assert _read(f"the {text} of", "Mac Arthur, working class, USSR AN, Mc Carthy " * 3) == f"the {text} of"


def test_the_authors_oddities_are_reported_and_stay() -> None:
    witness = "criticism from us, a letter from you. The CPSU of the party from the country. " * 12
    text = "not the history the of party; I do not mind any criticism form you, said the the CSPU."
    edits = _edits(text, witness)
    assert {(edit.rule, edit.before) for edit in edits} == {
        ("words/swapped", "the of"), ("words/transposed", "form"), ("words/doubled", "the the"),
        ("words/transposed", "CSPU"),
    }
    assert {edit.cert for edit in edits} == {Cert.LOW}
    assert _read(text, witness) == text


def test_real_words_are_not_doubted_without_their_neighbours() -> None:
    assert _edits("that three Soviet-Koreans took the trial form there", "that there is a trail from it " * 12) == []


def test_a_second_run_is_quiet() -> None:
    texts = ["Kim II Sung, Kim ll Sung, Nam II, Kim II Sung, Ri II-gyeong, Ri Il-gyeong", WITNESS]
    once = [r.text for r in restore_corpus([Document(str(i), t) for i, t in enumerate(texts)], stages=["words"])]
    again = list(restore_corpus([Document(str(i), t) for i, t in enumerate(once)], stages=["words"]))
    assert [r.text for r in again] == once
    assert once[0].count("Il") == 6


def test_misreadings_wait_for_review_in_languages_not_measured() -> None:
    edits = [edit for edit in _edits("il a fait une prornesse et tbut le monde", language="fr") if not edit.is_remark]
    assert edits
    assert {edit.rule for edit in edits} == {"words/misread"}
    assert max(edit.cert for edit in edits) < Cert.HIGH


def test_a_word_the_documents_have_often_is_theirs() -> None:
    text = "He held 2 roods and 3 roods, and 5 roods of tbe land, whieh he prornised."
    assert _read(text) == "He held 2 roods and 3 roods, and 5 roods of the land, which he promised."


def test_known_words_are_doubted_only_in_a_text_that_shows_misreadings() -> None:
    assert _read("Wait a bit, said she, and see tho moon.") == "Wait a bit, said she, and see tho moon."
    damaged = "whieh he prornised to tbe goverrnment and tho witness"
    assert _read(damaged) == "which he promised to the government and the witness"


def test_a_capital_i_printed_as_l_keeps_its_case() -> None:
    read = _read("He left. lndeed it rained, and lndeed l think so.")
    assert read == "He left. Indeed it rained, and indeed I think so."


def test_without_a_language_no_word_is_doubted() -> None:
    assert _edits("tbe prornise of goverrnment", language=None) == []


@pytest.mark.parametrize(
    "text", ["www.tbe.com", "tbe@tbe.com", "a/tbe/b", "[tbe]", "tbe-man", "replac[e]", "tbe\ufffd"]
)
def test_addresses_compounds_and_brackets_are_not_words(text: str) -> None:
    assert _read(f"the man of {text} and the") == f"the man of {text} and the"


def test_letters_in_cipher_are_not_read_as_misprints() -> None:
    """What the glyphs stage could not read must not be made English word by word."""
    sound = "The witness said that he had been there, and that he saw him with the knife in the house. "
    cipher = sound.lower().translate({code: (code - 97 + 3) % 26 + 97 for code in range(97, 123)})
    text = sound * 3 + cipher * 3
    assert _read(text) == text


def test_other_languages_in_an_english_text_stay() -> None:
    text = "The witness said that he had been there, and that he saw him with the knife in the house. " * 3
    text += "protokol zasedaniya prezidiuma komiteta kommunisticheskoy partii, na kotorom bylo resheno poslat"
    assert _read(text) == text


@pytest.mark.parametrize("kind", [
    "prose-fr", "prose-nl", "prose-pt", "prose-sv", "caesar-1", "rot13", "keyboard", "latex", "python", "chess",
])
def test_texts_that_look_strange_stay_even_when_taken_for_english(kind: str) -> None:
    """Other languages, ciphers, code, tables: nothing in them is an English misprint."""
    text = KINDS[kind](random.Random(7), 6_000)
    assert not [edit for edit in _edits(text) if edit.cert is Cert.HIGH and not edit.is_remark]
