"""Language identification and character models."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from restore.language import LANGUAGES, identify, load
from restore.language.identify import _counted
from restore.language.words import WORD, zipf

SENTENCES = {
    "en": "The committee had not been told that the letter was lost, and nobody asked for it.",
    "fr": "Le comité ne savait pas que la lettre était perdue, et personne ne l’a demandée.",
    "de": "Der Ausschuss wusste nicht, dass der Brief verloren war, und niemand fragte danach.",
    "es": "El comité no sabía que la carta se había perdido, y nadie preguntó por ella.",
    "pl": "Komitet nie wiedział, że list zaginął, i nikt o niego nie zapytał, bo nie było po co.",
    "it": "Il comitato non sapeva che la lettera era andata persa, e nessuno la chiese.",
    "pt": "O comité não sabia que a carta se tinha perdido, e ninguém perguntou por ela.",
    "sv": "Kommittén visste inte att brevet var borta, och ingen frågade efter det.",
    "ru": "Комитет не знал, что письмо потеряно, и никто о нём не спросил, потому что все молчали.",
    "nl": "Het comité wist niet dat de brief verloren was, en niemand vroeg ernaar.",
    "tr": "Komite mektubun kaybolduğunu bilmiyordu ve kimse onu sormadı, çünkü bu bir sırdı.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_identify(language: str) -> None:
    assert identify(SENTENCES[language]) == language


@pytest.mark.parametrize("text", ["", "WKH SDUWB", "1956 1957", "qwr tzx plk vbn mmm zzz", "Kim Il Sung"])
def test_nothing_to_identify(text: str) -> None:
    assert identify(text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_models_prefer_words_to_their_reversal(language: str) -> None:
    model = load(language)
    words = [w for w in SENTENCES.get(language, "").lower().split() if w.isalpha() and len(w) > 4 and zipf(w, language)]
    assert all(model.word(word) > model.word(word[::-1]) for word in words)
    assert abs(float(np.exp(model.log[0, 0, 0]).sum()) - 1) < 0.01


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LookupError):
        load("xx")


@pytest.mark.parametrize("text", [
    "Don’t -- well-known rock-'n'-roll; l'aube, l’aube; --x--y-'z' 3rd x² _a_b İstanbul ΟΔΟΣ",
    "a-1-b\n\n\t'quoted'", "",
])
def test_words_are_counted_as_the_pattern_finds_them(text: str) -> None:
    by_pattern = Counter(word.lower().replace("’", "'") for word in WORD.findall(text))
    assert +_counted(text) == by_pattern
