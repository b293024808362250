import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.importer.recognition import (
    Catalogue,
    Known,
    KnownPlace,
    KnownProject,
    ProjectRole,
    detect_language,
    merge_facts,
    recognise,
)

CATALOGUE = Catalogue(
    people=(Known("ona-kalnyte", {"lt": ("Ona Kalnytė",), "en": ("Ona Kalnytė",)}),),
    organisations=(
        Known("vpi", {"lt": ("Viešųjų paslaugų institutas", "VPI"), "en": ("Institute for Public Services", "IPS")}),
        Known("vandenys", {"lt": ("UAB „Vidupio vandenys“",), "en": ("Vidupio Vandenys",)}),
    ),
    projects=(KnownProject("p-1", "NOR-LT10-VRM-01-K-02-006", "Public sector capacity"),),
    places=(KnownPlace({"lt": "Zažečanai", "en": "Zarzeczany"}, "PL"),),
)
BEGINNINGS = ["Projekto partneriai: ", "2017 m. balandžio ", "UAB „", "Jonas Jonaitis, ", "Oslo - http://", "("]


def people(text: str, language: str = "lt") -> list[tuple[str, str]]:
    return [(person.name, person.role) for person in recognise([text], language).people]


def bodies(text: str, language: str = "lt") -> list[str]:
    return [body.name for body in recognise([text], language).organisations]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Projekto Partneriai dalyvavo Kultūros Dienose.", "lt"),
        ("Projekto partneriai: darbas tęsiamas.", "lt"),
        ("Project Partners met on World Water Day in New York.", "en"),
        ("Susitikimas vyks Jono Basanavičiaus gatvėje ir Vytauto Didžiojo universitete.", "lt"),
        ("Sustainable Development and Social Clustering in Public Sector", "en"),
        ("Laisvės Alėja, Senamiestis, Naujoji Akmenė", "lt"),
        ("Laivas „Marco Polo Seaways“ išplaukia rytoj.", "lt"),
        ("Merry Christmas and a Happy New Year to everybody in Kaunas District.", "en"),
        ("Kviečiame į Žemės Dieną. Dienos Tema: Vanduo.", "lt"),
    ],
)
def test_what_is_capitalised_is_not_a_person_for_that(text: str, language: str) -> None:
    assert people(text, language) == []


def test_a_role_after_the_name_is_found() -> None:
    assert people("„Pavyko“, – sako Rūta Jonaitė, muziejaus direktorė.") == [("Rūta Jonaitė", "muziejaus direktorė")]
    assert people("Ruth Jones, Head of Education, spoke first.", "en") == [("Ruth Jones", "Head of Education")]


def test_a_person_named_twice_is_one() -> None:
    text = "Kalbėjo meras Vytautas Grigas. Vytauto Grigo teigimu, darbai baigti."
    assert people(text) == [("Vytautas Grigas", "meras")]


def test_a_verb_before_the_role_is_no_part_of_it() -> None:
    assert people("Seminarą vedė docentė Lina Šimkutė.") == [("Lina Šimkutė", "docentė")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Renginys vyko Telšių krašto muziejuje.", "Telšių krašto muziejus"),
        ("Padėjo Panevėžio apskrities vyriausiojo policijos komisariato pareigūnai.",
         "Panevėžio apskrities vyriausiasis policijos komisariatas"),
        ("Sutartis su VšĮ „Gintaro kelias“ pasirašyta.", "VšĮ „Gintaro kelias“"),
        ("Gydo VšĮ Joniškio ligoninės gydytojai.", "VšĮ Joniškio ligoninė"),
        ("Laimėjo Vilkaviškio „Ąžuolo“ progimnazijos mokiniai.", "Vilkaviškio „Ąžuolo“ progimnazija"),
        ("Pieną superka kooperatyvas „Pieno lašas“.", "Kooperatyvas „Pieno lašas“"),
        ("Kalbėta Zarasų rajono savivaldybės administracijoje.", "Zarasų rajono savivaldybės administracija"),
    ],
)  # fmt: skip
def test_organisations_are_named_in_the_nominative(text: str, name: str) -> None:
    assert bodies(text) == [name]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dalyvavo Lietuvos savivaldybės ir Norvegijos mokyklos.", "lt"),
        ("Šventė vyko Vilniaus centre.", "lt"),
        ("All Norwegian municipalities and many schools took part.", "en"),
        ("The Council met at School in Spring.", "en"),
    ],
)
def test_bodies_in_general_are_no_organisation(text: str, language: str) -> None:
    assert bodies(text, language) == []


def test_a_list_of_partners_is_taken_apart_but_names_with_commas_or_and_are_not() -> None:
    text = (
        "Projekto partneriai: UAB „Vanduo, dujos ir šiluma“, Utenos A. ir M. Miškinių viešoji biblioteka, "
        "Zarasų globos namai ir Utenos kolegija."
    )
    facts = recognise([text], "lt")
    assert [body.name for body in facts.organisations] == [
        "UAB „Vanduo, dujos ir šiluma“",
        "Utenos A. ir M. Miškinių viešoji biblioteka",
        "Zarasų globos namai",
        "Utenos kolegija",
    ]
    assert {body.part for body in facts.organisations} == {ProjectRole.PARTNER}


def test_known_things_are_linked_in_any_case_and_by_abbreviation() -> None:
    facts = recognise(
        [
            "Viešųjų paslaugų institute lankėsi Onos Kalnytės kolegos iš „Vidupio vandenų“.",
            "VPI kvietė į Zažečanus. Renginys vyko Zažečanuose.",
            "Projekto Nr. NOR-LT10-VRM-01-K-02-006",
        ],
        "lt",
        CATALOGUE,
    )
    assert {body.identifier for body in facts.organisations} == {"vpi", "vandenys"}
    assert [(person.name, person.identifier) for person in facts.people] == [("Ona Kalnytė", "ona-kalnyte")]
    assert facts.place is not None
    assert (facts.place.name, facts.place.country) == ("Zažečanai", "PL")
    assert facts.grant_number is not None
    assert facts.grant_number.identifier == "p-1"
    assert facts.programme is not None
    assert facts.programme.text == "Public sector capacity"


def test_known_things_are_one_in_both_languages() -> None:
    source = recognise(["Viešųjų paslaugų institutas kvietė į Zažečanus."], "lt", CATALOGUE)
    target = recognise(["The Institute for Public Services met in Zarzeczany."], "en", CATALOGUE)
    merged = merge_facts(source, target, catalogue=CATALOGUE)
    assert [(body.identifier, dict(body.names)) for body in merged.organisations] == [
        ("vpi", {"lt": "Viešųjų paslaugų institutas", "en": "Institute for Public Services"})
    ]
    assert merged.places == {"lt": "Zažečanai", "en": "Zarzeczany"}


def test_texts_that_name_different_days_leave_a_doubt() -> None:
    source = recognise(["Seminaras vyks 2018-03-01."], "lt")
    target = recognise(["The seminar will take place on 2018-03-02."], "en")
    merged = merge_facts(source, target)
    assert merged.visit is not None
    assert merged.visit.certainty < 0.5


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Projekto Nr. NOR-LT10-VRM-01-K-02-006", "NOR-LT10-VRM-01-K-02-006"),
        ("Projekto kodas 09.2.1-ESFA-K-728-01-0034.", "09.2.1-ESFA-K-728-01-0034"),
        ("Projektas VP1-4.3-VRM-02-V-05-001 baigtas", "VP1-4.3-VRM-02-V-05-001"),
        ("Grant No. 2021-1-LT02-KA152-YOU-000012345", "2021-1-LT02-KA152-YOU-000012345"),
        ("Įsakymas Nr. A1-12, tel. 8-600-12345, 2017-04-03, COVID-19", ""),
        ("Automagistralė A1, kodas LT-08105", ""),
    ],
)
def test_grant_numbers_are_told_from_other_codes(text: str, code: str) -> None:
    found = recognise([text], "lt").grant_number
    assert (found.text if found else "") == code


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Pasiektas veiklos rodiklio 1.1.1. rezultatas", ["1.1.1"]),
        ("result of activity 2.3.1 and indicator 2.3.2", ["2.3.1", "2.3.2"]),
        ("Rodiklis 2.2: dešimt mokymų", ["2.2"]),
        ("2017.04.03 pasiekti rezultatai, 3.5 mln. eurų", []),
    ],
)
def test_indicators_are_told_from_other_numbers(text: str, indicators: list[str]) -> None:
    assert [fact.text for fact in recognise([text], "lt").indicators] == indicators


def test_places_are_found_in_the_case_that_says_where() -> None:
    places = {
        "Susitikimas vyko Vilniuje.": ("Vilnius", "LT"),
        "Vizitas Lilestrėme, Norvegijoje": ("Lilestrėmas", "NO"),
        "Renginys Naujojoje Akmenėje": ("Naujoji Akmenė", "LT"),
        "Seminaras Tartu": ("Tartu", "EE"),
        "Kelionė į Stokholmą": ("Stokholmas", "SE"),
    }
    for text, expected in places.items():
        place = recognise([text], "lt").place
        assert place is not None, text
        assert (place.name, place.country) == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=80) | st.sampled_from(BEGINNINGS), max_size=5))
def test_any_text_at_all_can_be_read(paragraphs: list[str]) -> None:
    for language in ("lt", "en", "is"):
        facts = recognise(paragraphs, language, CATALOGUE)
        merge_facts(facts, facts, catalogue=CATALOGUE)
        certainties = [fact.certainty for fact in facts.people]
        certainties += [fact.certainty for fact in facts.organisations]
        assert all(0 <= certainty <= 1 for certainty in certainties)


@pytest.mark.parametrize(
    "part", ["a", "a.", "a@", "1.", "NOR-", "Jonas ", "2017-04-03 ", "X (www.a.lt) ", "„A“ ", "A. "]
)
def test_the_time_it_takes_grows_with_the_text_and_not_with_its_square(part: str) -> None:
    text = part * (20_000 // len(part))
    started = time.process_time()
    detect_language(text)
    recognise([text], "lt")
    assert time.process_time() - started < 3
