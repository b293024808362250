"""Which word forms have keys in common."""

import pytest

from search.analysis import chain, compound_keys, fold, text_keys, tokens, word_keys

LT, EN = "lt", "en"


def meet(first: str, second: str, language: str = LT) -> bool:
    """Whether two words have a key in common that is not a mere root."""
    one, other = word_keys(first, language), word_keys(second, language)
    return bool(set(one.stem) & set(other.stem) or set(one.folded) & set(other.folded))


@pytest.mark.parametrize("form", ["vizite", "vizito", "vizitui", "vizitą", "vizitu", "vizitai", "vizitų", "vizituose"])
def test_all_forms_of_vizitas_belong_together(form: str) -> None:
    """The stock stemmer splits them: `vizitas` → `vizit`, `vizite` → `viz`."""
    assert set(word_keys("vizitas", LT).stem) & set(word_keys(form, LT).stem)


@pytest.mark.parametrize(
    "forms",
    [
        "klasterystė klasterystės klasterysčių klasteryste klasterystes klasterysciu",
        "savivaldybė savivaldybės savivaldybėms savivaldybems savivaldybių",
        "viešasis viešojo viesojo viešąjį",
        "sektorius sektoriaus sektoriuje",
        "Oslas Oslo Osle Oslą",
        "Eriksen Eriksenas Erikseno Eriksenui",
        "Slotterøy Slotteroy Slotteroey",
        "Håkon Haakon Hakon",
        "namai namų namams namuose",
    ],
)
def test_forms_of_a_word_meet(forms: str) -> None:
    first, *others = forms.split()
    assert [form for form in others if not meet(first, form)] == []


@pytest.mark.parametrize("pair", ["vizitas virtualus", "klasterystė klasė", "Oslas oras", "projektas procentas"])
def test_different_words_do_not_meet(pair: str) -> None:
    assert not meet(*pair.split())


def test_english_forms_meet() -> None:
    assert meet("clustering", "clusters", EN)
    assert meet("municipality", "municipalities", EN)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        *(("Slotterøy", "slotteroy"), ("Ærø", "aero"), ("Łódź", "lodz"), ("Þór", "thor"), ("Straße", "strasse")),
        *(("Ąžuolų", "azuolu"), ("ﬃ", "ffi")),
    ],
)
def test_folding_leaves_plain_letters(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_tokens_say_where_they_are() -> None:
    text = "„e-Factor“ (www.efaktor.no)"
    assert [(token.text, text[token.start : token.end]) for token in tokens(text)] == [
        *(("e", "e"), ("Factor", "Factor"), ("www", "www"), ("efaktor", "efaktor"), ("no", "no")),
    ]


def test_a_code_has_keys_for_itself_and_every_run_of_its_parts() -> None:
    keys = compound_keys(("NOR", "LT10", "VRM", "01", "K", "02", "006"))
    assert {"norlt10", "02_006", "norlt10vrm01k02006", "vrm01"} <= set(keys)


def test_points_keep_an_indicator_apart_from_a_number() -> None:
    assert compound_keys(("1", "1", "1"))[-1] != word_keys("111", LT).exact


@pytest.mark.parametrize("text", ["\0", "🎉", "a" * 10_000, "x-" * 3_000, "İ ẞ ﬃ 𝔘", "日本語", "'\"*()^{}:"])
def test_keys_are_words_that_an_engine_may_quote(text: str) -> None:
    keys = text_keys(text, LT)
    for key in (*keys.exact, *keys.stem, *keys.folded, *keys.root):
        assert key
        assert all(letter.isalnum() or letter == "_" for letter in key)
        assert len(key) <= 200


def test_a_language_without_a_chain_of_its_own_has_what_the_libraries_offer() -> None:
    assert chain("nb").stemmer == "norwegian"
    assert chain("xx").stemmer is None
    assert word_keys("Ordene", "xx").exact == "ordene"
