"""Numbers in words: every form of each language, and what only looks like one."""

import pytest

from portal.languages.number_words import SpeltNumber, read_numbers
from portal.languages.registry import language

FORMS = {
    ("lt", "2"): "dviejų dviem dvi dveji dvejus dvejais dvejose dviese",
    (
        "lt",
        "3",
    ): "trys trijų trims tris trimis trijuose treji trejus trejetas trejeto trečiąją trečiasis tretieji trečiam",
    ("lt", "7"): (
        "septyni septynios septynių septyniems septynioms septynis septynias septyniais septyniomis septyniuose "
        "septyniose septyneri septynerius septyneriems septynerių septynetas septynetą septynete septintas septinta "
        "septintojo septintąją septintaisiais septintosiomis septintuose"
    ),
    ("lt", "10"): "dešimt dešimties dešimčiai dešimtį dešimčia dešimtyje dešimtas dešimtoji dešimtųjų",
    ("lt", "15"): "penkiolika penkiolikos penkiolikai penkioliktas penkioliktoji",
    ("lt", "40"): "keturiasdešimt keturiasdešimties keturiasdešimčiai keturiasdešimtį keturiasdešimtasis",
    ("lt", "100"): "šimtas šimto šimtui šimtą šimtu šimte šimtasis šimtąja",
    ("lt", "1000"): "tūkstantis tūkstančio tūkstančiui tūkstantį tūkstančiu tūkstantyje tūkstantasis tūkstantoji",
    ("lt", "1000000"): "milijonas milijono milijonui milijoną milijonu milijone milijonasis",
    ("lt", "1.5"): "pusantro pusantros pusantrų",
    ("en", "7"): "seven seventh",
    ("en", "12"): "twelve twelfth",
    ("en", "20"): "twenty twentieth",
    ("en", "1000000"): "million millionth",
}
PHRASES = {
    ("lt", "21"): ["dvidešimt vienas", "dvidešimt vienai", "dvidešimt pirmojoje"],
    ("lt", "999"): ["devyni šimtai devyniasdešimt devyni", "devynių šimtų devyniasdešimt devynių"],
    ("lt", "2017"): ["du tūkstančiai septyniolika", "du tūkstančiai septynioliktaisiais"],
    ("lt", "3200005"): ["trys milijonai du šimtai tūkstančių penki"],
    ("lt", "50"): ["penkias dešimtis", "penkių dešimčių"],
    ("lt", "500000"): ["pusė milijono", "penki šimtai tūkstančių"],
    ("en", "21"): ["twenty-one", "twenty one", "twenty-first"],
    ("en", "999"): ["nine hundred and ninety-nine", "nine hundred ninety-nine"],
    ("en", "1500000"): ["one and a half million", "one million five hundred thousand"],
    ("en", "500000"): ["half a million", "five hundred thousand"],
    ("en", "1200"): ["twelve hundred", "one thousand two hundred"],
}
NONE = {
    "lt": "keliolika keliasdešimt šimtai tūkstančius milijonais dešimtmetis trečiadienis penktadienio penkmetis dukart",
    "en": "hundreds thousands millions dozens twenties fiftyish second-hand tens",
}
UNSURE = {"lt": "vienas vieną pirmas pirmoji antra antrąjį", "en": "one first second"}


def numbers(text: str, code: str) -> list[SpeltNumber]:
    known = language(code).numbers.words
    assert known
    return list(read_numbers(text, known))


@pytest.mark.parametrize(("of", "forms"), FORMS.items())
def test_a_number_is_read_in_each_of_its_forms(of: tuple[str, str], forms: str) -> None:
    code, value = of
    for form in forms.split():
        assert [(each.value, each.text, each.is_sure) for each in numbers(form, code)] == [(value, form, True)]


@pytest.mark.parametrize(("of", "phrases"), PHRASES.items())
def test_a_number_of_several_words_is_one(of: tuple[str, str], phrases: list[str]) -> None:
    code, value = of
    for phrase in phrases:
        assert [(each.value, each.text) for each in numbers(f"X {phrase}.", code)] == [(value, phrase)]


@pytest.mark.parametrize("code", ["lt", "en"])
def test_what_counts_roughly_or_only_begins_as_a_number_is_none_and_a_pronoun_is_unsure(code: str) -> None:
    for word in NONE[code].split():
        assert not [each for each in numbers(word, code) if each.is_sure], word
    for word in UNSURE[code].split():
        assert [each.is_sure for each in numbers(word, code)] == [False], word


def test_what_multiplies_figures_is_no_number_of_its_own_and_names_are_unsure() -> None:
    assert numbers("2 million and 3 thousand", "en") == []
    assert [(each.value, each.is_sure) for each in numbers("The Seven Sisters are seven.", "en")] == [
        ("7", False),
        ("7", True),
    ]


def test_numbers_beside_each_other_stay_apart() -> None:
    assert [each.value for each in numbers("trys keturi; du ir trys", "lt")] == ["3", "4", "2", "3"]
    assert [each.value for each in numbers("two or three, four and five", "en")] == ["2", "3", "4", "5"]
