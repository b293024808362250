"""A result says which words of the query its text lacks, and none that it has in any way."""

import datetime
from dataclasses import replace

import pytest

from search.engines import Engine
from search.index.document import LanguageDocument
from search.query.matching import Expansion, Matching, Spellings
from search.query.parse import parse
from search.results.highlight import Highlighter
from tests.client import Client
from tests.search.corpus import EN, GRANT_NUMBER, LT, OSLO, changes, document
from tests.search.results.test_page import page, texts

DAY = datetime.date(2017, 4, 3)


def lacking(
    typed: str, text: LanguageDocument, language: str = EN, matching: Matching | None = None
) -> tuple[str, ...]:
    return Highlighter(parse(typed), language, matching or Matching()).explain(text, [DAY]).lacking


def english(body: str, **values: object) -> LanguageDocument:
    return LanguageDocument(title="A library opened", url="/", body=body, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "language", "expected"),
    [
        ("oslo visit dragons", EN, ("dragons",)),
        ("dragons oslo unicorns visit dragons", EN, ("dragons", "unicorns")),
        ("Dragons oslo", EN, ("Dragons",)),
        ("vizite klasterystes drakonai", LT, ("drakonai",)),
        ("vizite klasterystes", LT, ()),
        ("visits partners municipality", EN, ()),
        ("Slotteroy Vienola Drakonas", LT, ("Drakonas",)),
        (f"{GRANT_NUMBER} vizitas drakonai", LT, ("drakonai",)),
        ("NOR-LT99 vizitas", LT, ("NOR-LT99",)),
        ("efactor efaktor.no drakonai", LT, ("drakonai",)),
        ("what is the visit to oslo about dragons", EN, ("dragons",)),
        ("apie kur vizitas drakonai", LT, ("drakonai",)),
        ("visit -oslo dragons", EN, ("dragons",)),
        ("-dragons", EN, ()),
        ("", EN, ()),
    ],
)
def test_words_that_no_part_of_the_text_has_are_lacking_as_typed_and_once(
    typed: str, language: str, expected: tuple[str, ...]
) -> None:
    assert lacking(typed, OSLO.languages[language], language) == expected


def test_of_words_with_which_people_ask_in_another_language_none_is_lacking() -> None:
    assert lacking("kokia yra nauda vizitas drakonai", OSLO.languages[EN], EN)[-1] == "drakonai"
    assert "kokia" not in lacking("kokia yra nauda vizitas drakonai", OSLO.languages[EN], EN)


def test_either_of_two_words_is_enough_and_where_there_is_none_both_are_lacking() -> None:
    text = english("For children.")
    assert lacking("school OR library children", text) == ()
    assert lacking("school OR museum children", text) == ("school", "museum")


def test_a_phrase_is_lacking_where_its_words_do_not_stand_in_its_order() -> None:
    text = english("The sector is public. New public library.")
    assert lacking('"public sector" library', text) == ('"public sector"',)
    assert lacking('"public library" sector', text) == ()


def test_words_beside_each_other_as_typed_are_there_whatever_dictionaries_say_of_their_forms() -> None:
    text = LanguageDocument(title="Namo darbas", url="/", body="Tekstas.")
    assert lacking("namų darbai", text, LT) == ()


def test_a_translation_and_a_synonym_stand_for_what_was_typed() -> None:
    translated = Matching(
        expansion=Expansion(
            {EN: {("opened",): ("launched",)}},
            {EN: {("vaiku", "darzelis"): ("nursery school",), ("sodas",): ("garden",)}},
        )
    )
    text = english("The nursery school was launched in a garden.")
    assert lacking("vaikų darželis sodas", text, EN, translated) == ()
    assert lacking("opened sodas drakonai", english("Launched in gardens."), EN, translated) == ("drakonai",)
    assert lacking("vaikų darželis library", text.__class__("A library", "/"), EN, translated) == ("vaikų", "darželis")


def test_other_spellings_beginnings_and_roots_stand_for_what_was_typed() -> None:
    text = english("Municipalities are planning.")
    misspelt = Matching(spellings=Spellings({EN: {"libary": ("library",)}}))
    assert lacking("libary dragons", text, EN, misspelt) == ("dragons",)
    assert lacking("munic dragons", text, EN, Matching(beginnings=frozenset({"munic"}))) == ("dragons",)
    assert lacking("municipalised dragons", text, EN, Matching(roots=frozenset({"municipalised"}))) == ("dragons",)


@pytest.mark.parametrize("typed", ["2017 balandis", "2017-04-03", "3 April 2017", "2017 m. balandžio 3–6 d.", "2017"])
def test_a_date_is_not_lacking_where_the_item_is_of_that_day(typed: str) -> None:
    assert lacking(f"library {typed} dragons", english("For children.")) == ("dragons",)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("library 2017 m. gegužės 3–6 d", ("2017 m. gegužės 3–6 d",)),
        ("library June 2017", ("June 2017",)),
        ("library June -dragons 2017", ("June 2017",)),
    ],
)
def test_a_date_is_lacking_as_a_whole(typed: str, expected: tuple[str, ...]) -> None:
    assert lacking(typed, english("For children of 2017.")) == expected


def test_a_date_in_words_of_the_text_is_not_lacking() -> None:
    assert lacking("library June 2019", english("It was opened in June 2019.")) == ()


def test_in_a_scan_damaged_broken_and_doubtful_words_stand_for_what_they_may_have_been() -> None:
    text = LanguageDocument(
        title="vieSojo sektoriaus", url="/", body="da1ijosi strukt Gromis", is_scan=True, readings="balandis"
    )
    assert lacking("viešojo dalijosi balandžio struktūromis drakonai", text, LT) == ("drakonai",)
    assert lacking("šaltinių dalijosi", replace(text, body="da1ijosi šaltiniy"), LT) == ()
    clean = replace(text, is_scan=False)
    assert lacking("dalijosi sektorius balandžio", clean, LT) == ("dalijosi", "balandžio")


def test_codes_are_found_whatever_stands_between_their_parts() -> None:
    assert lacking("lt10vrm library", english("For children.", codes=("LT10 / VRM",))) == ()


@pytest.fixture
def mixed(filled_index: Engine) -> Engine:
    """Besides, an item about a library in both languages, and one in English only."""
    both = document(
        2, lt=("Biblioteka vaikams", "Skaitomos pasakos."), en=("A library for children", "Fairy tales are read.")
    )
    alone = document(3, en=("The library of a museum", "Old books are shown to children."))
    filled_index.write(changes([both, alone]))
    return filled_index


def cards(client: Client, language: str, typed: str) -> dict[str, list[str]]:
    """What each result of the page says that it lacks, by its title."""
    found = page(client, language, q=typed).select(".result-card")
    return {texts(card, "h3")[0]: texts(card, ".result-card__lacks") for card in found}


@pytest.mark.django_db
def test_json_names_what_each_result_lacks(client: Client, mixed: Engine) -> None:
    def lacks(typed: str, language: str = EN, **filters: str) -> dict[int, list[str]]:
        answer = client.get("/api/search/", {"q": typed, "language": language} | filters).json()
        return {result["number"]: result["lacks"] for result in answer["results"]}

    assert lacks("library children tales") == {2: [], 3: ["tales"]}
    assert lacks("bibliotekos vaikų pasakos", LT) == {2: [], 3: ["pasakos"]}
    assert lacks("libary chldren") == {2: [], 3: []}
    assert lacks("library museum children tales dragons") == {
        2: ["museum", "dragons"],
        3: ["tales", "dragons"],
    }
    assert set(map(tuple, lacks("library").values())) == {()}
    assert set(map(tuple, lacks("", year="2018").values())) == {()}


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        (EN, "library museum children tales", {"Without: museum", "Without: tales"}),
        (LT, "library museum children tales", {"Nėra žodžio: museum", "Nėra žodžio: tales"}),
        (EN, "library museum children tales dragons", {"Without: museum, dragons", "Without: tales, dragons"}),
        (LT, "library museum children tales xyzzy", {"Nėra žodžių: museum, xyzzy", "Nėra žodžių: tales, xyzzy"}),
    ],
)
@pytest.mark.django_db
def test_the_page_says_on_each_result_what_it_lacks_in_the_reader_s_language(
    client: Client, mixed: Engine, language: str, typed: str, expected: set[str]
) -> None:
    found = cards(client, language, typed)
    assert {line for lines in found.values() for line in lines} == expected
    assert len(found) == 2


@pytest.mark.django_db
def test_of_a_date_or_a_phrase_the_page_speaks_as_of_several_words(client: Client, mixed: Engine) -> None:
    assert cards(client, LT, "library children tales 2009 gegužė")["Biblioteka vaikams"] == ["Nėra žodžių: 2009 gegužė"]
    assert cards(client, LT, 'library children tales "of dragons"')["Biblioteka vaikams"] == [
        'Nėra žodžių: "of dragons"'
    ]


@pytest.mark.parametrize("language", [LT, EN])
@pytest.mark.django_db
def test_a_result_that_has_all_words_has_no_such_line(client: Client, mixed: Engine, language: str) -> None:
    title = {LT: "Biblioteka vaikams", EN: "A library for children"}[language]
    assert cards(client, language, "library children tales")[title] == []
    for typed in ("klasterystes", "-Vienola", '"fairy tales"', "libary", "2018", "library OR dragons children"):
        found = cards(client, language, typed)
        assert found, typed
        assert not any(found.values()), typed
    assert not page(client, language, year="2018").select(".result-card__lacks")


@pytest.mark.django_db
def test_a_word_in_a_title_that_the_card_shows_is_not_lacking(client: Client, mixed: Engine) -> None:
    found = cards(client, EN, "klasterysčių nauda savivaldybėms partner dragons")
    assert found["Partner visit to Oslo, Norway"] == ["Without: dragons"]


@pytest.mark.django_db
def test_what_is_lacking_stays_text_and_is_marked_by_more_than_a_colour(client: Client, mixed: Engine) -> None:
    (line,) = (page(client, EN, q="library children tales dra'gons<b>").select_one(".result-card__lacks"),)
    assert line is not None
    assert [(element.name, element.get_text()) for element in line.select("*")] == [("s", "dra'gons"), ("s", "b")]


@pytest.mark.django_db
def test_where_no_item_has_all_words_the_page_says_so_above_the_results(client: Client, mixed: Engine) -> None:
    assert texts(page(client, EN, q="library children dragons"), ".search-notice") == [
        "No item has all of these words. These have some of them."
    ]
    assert not texts(page(client, EN, q="library children tales"), ".search-notice")
