"""Texts in a language that nobody speaks, of which no more is said than what stands here, beside the two others."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import settings

from news.importer.pipeline.text_pairs import Reason, Text, pair_texts
from news.importer.recognition import OTHER, Catalogue, Known, ProjectRole, detect_language, merge_facts, recognise
from news.importer.recognition.separating import separate_languages
from portal.languages import registry
from tests.three_languages import velian

VELIAN = (
    "Zel partneroj ket Zilo dun Oslo, Norvegujo",
    "Zel partneroj veris dun Oslo eta zelis 3 gis 6 aprilo 2017 ket zel projekto.",
    "Veris zel skolana direktoro Ingrid Haugland eta mastro Stian Eriksen.",
    "Partneroj: Zilo Ligo eta Marga Skolo.",
    "Ket zel projekto numero: NOR-LT10-VRM-01-K-02-006, https://zilo.no/3",
    "Kalnava Gildo - www.gildo.no",
)
LITHUANIAN = (
    "Zilo partnerių vizitas Osle, Norvegijoje",
    "Projekto partneriai 2017 m. balandžio 3–6 dienomis lankėsi Osle ir kalbėjosi apie projektą.",
    "Svečius pasitiko mokyklos direktorė Ingrid Haugland.",
    "Projekto partneriai: Zilo Ligo, Skuodo muziejus.",
    "Projekto Nr. NOR-LT10-VRM-01-K-02-006, https://zilo.no/3",
)
ENGLISH = (
    "The Visit of Zilo Partners to Oslo, Norway",
    "The partners of the project were in Oslo on 3–6 April 2017 and talked about the project.",
    "They were met by the school director Ingrid Haugland and the engineer Stian Eriksen.",
    "Project partners: Zilo Ligo.",
    "Project No. NOR-LT10-VRM-01-K-02-006, https://zilo.no/3",
    "Kalnava Guild - www.gildo.no",
)
TEXTS = {"lt": LITHUANIAN, "en": ENGLISH, "vx": VELIAN}


@pytest.fixture(autouse=True)
def three_languages() -> Iterator[None]:
    registry.install([*registry.SHIPPED, velian.__name__])
    yield
    registry.install(settings.LANGUAGE_PACKAGES)


def test_it_is_told_from_the_others() -> None:
    assert {code: [detect_language(text) for text in texts[:4]] for code, texts in TEXTS.items()} == {
        code: [code] * 4 for code in TEXTS
    }


def test_a_language_that_is_none_of_the_portals_but_has_a_package_is_another_one() -> None:
    registry.install(["portal.languages.en", velian.__name__])
    assert detect_language(" ".join(LITHUANIAN)) == OTHER
    assert detect_language(" ".join(VELIAN)) == "vx"


def test_its_rules_are_used() -> None:
    facts = recognise(VELIAN, "vx")
    assert facts.title is not None
    assert facts.title.text == VELIAN[0]
    assert (facts.first_day, facts.last_day) == (date(2017, 4, 3), date(2017, 4, 6))
    assert facts.place is not None
    assert (facts.place.name, facts.place.country) == ("Oslo", "NO")
    assert facts.grant_number is not None
    assert facts.grant_number.text == "NOR-LT10-VRM-01-K-02-006"
    assert [(person.name, person.role) for person in facts.people] == [
        ("Ingrid Haugland", "skolana direktoro"),
        ("Stian Eriksen", "mastro"),
    ]
    assert [(body.name, body.part) for body in facts.organisations] == [
        ("Zilo Ligo", ProjectRole.PARTNER),
        ("Marga Skolo", ProjectRole.PARTNER),
        ("Kalnava Gildo", ProjectRole.MENTIONED),
    ]


def test_places_go_by_their_names_in_it_else_by_those_that_they_have_at_home() -> None:
    found = [
        recognise([f"Zel partneroj veris dun {name}."], "vx").place for name in ("Munkeno", "Göteborg", "Miunchenas")
    ]
    assert [(place.name, place.country) if place else None for place in found] == [
        ("Munkeno", "DE"),
        ("Göteborg", "SE"),
        None,
    ]


def test_facts_of_three_texts_are_those_of_one_item() -> None:
    merged = merge_facts(*(recognise(texts, code) for code, texts in TEXTS.items()))
    assert merged.languages == ("lt", "en", "vx")
    assert set(merged.titles) == set(merged.leads) == set(TEXTS)
    assert merged.places == {"lt": "Oslas", "en": "Oslo", "vx": "Oslo"}
    assert merged.country == "NO"
    assert merged.visit is not None
    assert (merged.visit.first_day, merged.visit.last_day) == (date(2017, 4, 3), date(2017, 4, 6))
    assert merged.visit.certainty == 0.99
    assert {next(iter(person.names.values())): list(person.roles) for person in merged.people} == {
        "Ingrid Haugland": ["lt", "en", "vx"],
        "Stian Eriksen": ["en", "vx"],
    }
    assert [dict(body.names) for body in merged.organisations] == [
        {"lt": "Zilo Ligo", "en": "Zilo Ligo", "vx": "Zilo Ligo"},
        {"lt": "Skuodo muziejus"},
        {"en": "Kalnava Guild", "vx": "Kalnava Gildo"},
        {"vx": "Marga Skolo"},
    ]
    assert len(merged.links) == 2


def test_three_texts_of_which_one_names_other_days_leave_a_doubt() -> None:
    others = ("Zel partneroj veris zelis 5 aprilo 2018.",)
    merged = merge_facts(recognise(LITHUANIAN, "lt"), recognise(ENGLISH, "en"), recognise(others, "vx"))
    assert merged.visit is not None
    assert merged.visit.certainty < 0.5


def test_a_file_with_three_languages_is_taken_apart() -> None:
    whole = [*VELIAN, *LITHUANIAN, *ENGLISH]
    assert separate_languages(whole) == {
        "vx": [0, 1, 2, 3, 4, 5],
        "lt": [6, 7, 8, 9, 10],
        "en": [11, 12, 13, 14, 15, 16],
    }
    mixed = [text for three in zip(VELIAN[:4], LITHUANIAN[:4], ENGLISH[:4], strict=True) for text in three]
    assert separate_languages(mixed) == {"vx": [0, 3, 6, 9], "lt": [1, 4, 7, 10], "en": [2, 5, 8, 11]}


@pytest.mark.parametrize("names", [("v_lt.txt", "v_en.txt", "v_vx.txt"), ("3f.txt", "1a.txt", "2c.txt")])
def test_three_files_are_one_document(names: tuple[str, ...]) -> None:
    given = [Text(name, texts) for name, texts in zip(names, TEXTS.values(), strict=True)]
    (document,) = pair_texts(given)
    assert {code: text.name for code, text in document.texts.items()} == dict(zip(TEXTS, names, strict=True))
    assert document.reason in {Reason.NAME, Reason.CONTENT}


def test_of_a_language_without_rules_codes_links_days_in_figures_and_known_names_are_found() -> None:
    catalogue = Catalogue(
        people=(Known("ona", {"lt": ("Ona Kalnytė",)}),), organisations=(Known("vpi", {"lt": ("VPI",)}),)
    )
    facts = recognise(
        ["Qar qat 2017-04-03", "VPI qerq Ona Kalnytė qar Bergen, NOR-LT10-VRM-01-K-02-006, www.vpi.lt qat qar."],
        "qx",
        catalogue,
    )
    assert facts.first_day == date(2017, 4, 3)
    assert [link.text for link in facts.links] == ["www.vpi.lt"]
    assert facts.grant_number is not None
    assert [body.identifier for body in facts.organisations] == ["vpi"]
    assert [person.identifier for person in facts.people] == ["ona"]
