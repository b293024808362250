"""The founding pair: what is to be recognised in it stands in tests/news/importer/founding/facts.json."""

import json
from functools import cache
from typing import Any

import pytest

from news.importer.recognition import Facts, MergedFacts, merge_facts, recognise
from news.importer.repair import repair_text
from tests.news.importer.alignment.pairs import FOUNDING

SOURCES = ["transcription", "repaired"]


@cache
def expected() -> Any:
    return json.loads((FOUNDING / "facts.json").read_text(encoding="utf-8"))


@cache
def lithuanian(source: str) -> Facts:
    if source == "transcription":
        text = (FOUNDING / "transcription.lt.txt").read_text(encoding="utf-8")
    else:
        text = repair_text((FOUNDING / "raw.lt.txt").read_text(encoding="utf-8"), "lt").text
    return recognise(text.split("\n\n"), "lt")


@cache
def english() -> Facts:
    text = (FOUNDING / "raw.en.txt").read_text(encoding="utf-8")
    return recognise(repair_text(text, "en").text.split("\n\n"), "en")


@cache
def merged(source: str) -> MergedFacts:
    return merge_facts(lithuanian(source), english())


def without_form(name: str) -> str:
    """A body's name without `VšĮ`, which the scan has as `V$|`, and in one case of letters."""
    words = name.lower().split()
    return " ".join(words[1:] if words[0][0] == "v" and len(words[0]) == 3 else words)


@pytest.mark.parametrize("source", SOURCES)
def test_every_person_has_a_name_and_role_in_the_base_form(source: str) -> None:
    found = {person.name: person.role for person in lithuanian(source).people}
    assert found == {person["name"]["lt"][0]: person["role"]["lt"] for person in expected()["people"]}


def test_every_person_of_the_english_text_is_found() -> None:
    found = {person.name for person in english().people}
    assert all(found & set(person["name"]["en"]) for person in expected()["people"])
    assert len(found) == len(expected()["people"])


@pytest.mark.parametrize("source", SOURCES)
def test_every_organisation_is_found_with_its_part_and_no_other(source: str) -> None:
    found = {without_form(body.name): body.part.value for body in lithuanian(source).organisations}
    assert found == {without_form(body["lt"]): body["part"] for body in expected()["organisations"]}


@pytest.mark.parametrize("source", SOURCES)
def test_each_organisation_has_its_english_name_and_website(source: str) -> None:
    found = {without_form(body.names["lt"]): body for body in merged(source).organisations if "lt" in body.names}
    for body in expected()["organisations"]:
        own = found[without_form(body["lt"])]
        assert own.names["en"] in {body["en"], *body.get("other_names", ())}
        assert own.link.rstrip("/").removeprefix("http://www.") == body["link"].rstrip("/").removeprefix("http://www.")


@pytest.mark.parametrize("source", SOURCES)
def test_title_days_place_project_and_indicator_are_found(source: str) -> None:
    facts = merged(source)
    assert facts.visit is not None
    assert facts.grant_number is not None
    assert facts.programme is not None
    assert facts.visit.first_day.isoformat() == expected()["first_day"]
    assert facts.visit.last_day.isoformat() == expected()["last_day"]
    assert facts.places == expected()["place"]
    assert facts.country == expected()["country"]
    assert facts.grant_number.text == expected()["project"]["grant_number"]
    assert facts.programme.text == expected()["project"]["programme"]
    assert [fact.text for fact in facts.indicators] == expected()["indicators"]
    assert facts.titles["lt"].text.endswith("vizitas Osle, Norvegijoje 2017-04-03 – 2017-04-06")
    assert facts.titles["en"].text.endswith("Partner Visit to Oslo, Norway 2017-04-03 – 2017-04-06")
    assert facts.leads["lt"].text.startswith("2017 m. balandžio mėn. 3–6 dienomis")


@pytest.mark.parametrize("source", SOURCES)
def test_every_link_is_found(source: str) -> None:
    assert [link.text for link in lithuanian(source).links] == expected()["links"]["lt"]
    assert [link.text for link in english().links] == expected()["links"]["en"]
