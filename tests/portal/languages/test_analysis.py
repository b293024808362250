"""Which word forms have keys in common."""

import pytest

from portal.languages.analysis import compound_keys, sought_keys, text_keys, tokens, word_keys
from portal.languages.common.folding import fold
from portal.languages.registry import language

LT, EN = "lt", "en"


def meet(typed: str, written: str, language: str = LT) -> bool:
    """Whether a word of a query finds one of a text, otherwise than by its mere root."""
    one, other = sought_keys(typed, language), word_keys(written, language)
    return bool(set(one.stem) & set(other.stem) or set(one.folded) & set(other.folded))


@pytest.mark.parametrize("form", ["vizite", "vizito", "vizitui", "vizitą", "vizitu", "vizitai", "vizitų", "vizituose"])
def test_all_forms_of_vizitas_belong_together(form: str) -> None:
    """The stock stemmer splits them: `vizitas` → `vizit`, `vizite` → `viz`."""
    assert meet("vizitas", form)
    assert meet(form, "vizitas")


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
        "gražus gražiausia gražesnį gražiajam",
        "grįžęs grįžusio grįžusi grįžusioms",
        "grybauti grybauja grybavo",
        "šuo šunims šunų šunyje",
        "žmogus žmonės žmonių",
    ],
)
def test_forms_of_a_word_meet(forms: str) -> None:
    first, *others = forms.split()
    assert [form for form in others if not meet(first, form)] == []
    assert [form for form in others if not meet(form, first)] == []


@pytest.mark.parametrize(
    "pair",
    [
        *("vizitas virtualus", "klasterystė klasė", "Oslas oras", "projektas procentas", "juosta juodai"),
        *("stalčius staltiesė", "svaras švara", "trąša trasa", "varpomis varpams", "kepykla kepyklėlė"),
    ],
)
def test_different_words_do_not_meet(pair: str) -> None:
    assert not meet(*pair.split())


@pytest.mark.parametrize(
    "pair", ["žvirblius zvirbliais", "lęšis lesiai", "čiurlenantys ciurlenanciu", "Šiauliai siauliuose"]
)
def test_words_are_found_without_their_marks(pair: str) -> None:
    """`lesiai` is a form of another word too, but a rare one, and not the one that dictionaries are looked up by."""
    written, typed = pair.split()
    assert meet(typed, written)


@pytest.mark.parametrize("damaged", ["lydeky", "lydekQ", "lydeka"])
def test_listed_words_are_found_where_a_scan_has_damaged_their_endings(damaged: str) -> None:
    keys = text_keys(damaged, LT, is_scan=True)
    assert set(keys.stem) & set(sought_keys("lydekų", LT).stem)


@pytest.mark.parametrize(
    "pair",
    [
        *("clustering clusters", "municipality municipalities", "loaf loaves", "leaf leaves", "knife knives"),
        *("leave leaves", "centre centers", "neighbours neighbor", "moralising moralize", "catalogue catalogs"),
        *("traveller travelers", "analysed analyzing", "colourful colorful"),
    ],
)
def test_english_forms_and_spellings_meet(pair: str) -> None:
    one, other = pair.split()
    assert meet(one, other, EN)
    assert meet(other, one, EN)


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
    assert language("nb").words.stemmer == "norwegian"
    assert language("xx").words.stemmer is None
    assert word_keys("Ordene", "xx").exact == "ordene"
