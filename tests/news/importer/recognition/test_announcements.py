"""Twenty announcements in both languages: everything that is in them is found, and nothing else."""

from functools import cache

import pytest

from news.importer.recognition import Facts, merge_facts, recognise
from portal.languages.common.folding import fold
from tests.news.importer.announcements import LANGUAGES, Announcement, read_announcements

ANNOUNCEMENTS = read_announcements()
NAMES = [announcement.name for announcement in ANNOUNCEMENTS]
# The English text ends in a list of links with Lithuanian names; merging makes one body of both.
WITH_LIST_OF_LINKS = "care-partnership"


def announcement(name: str) -> Announcement:
    return ANNOUNCEMENTS[NAMES.index(name)]


@cache
def facts(name: str, language: str) -> Facts:
    return recognise(announcement(name).paragraphs(language), language)


def test_there_are_enough_announcements() -> None:
    assert len(ANNOUNCEMENTS) >= 15


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_people_are_found_with_their_roles_and_nobody_else(name: str, language: str) -> None:
    column = LANGUAGES.index(language) + 1
    expected = {row[0]: fold(row[column]) for row in announcement(name).rows("people")}
    assert {person.name: fold(person.role) for person in facts(name, language).people} == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_organisations_are_found_and_nothing_else(name: str, language: str) -> None:
    expected = {row[LANGUAGES.index(language)] for row in announcement(name).rows("organisations")}
    found = {body.name for body in facts(name, language).organisations}
    assert expected <= found
    if (name, language) != (WITH_LIST_OF_LINKS, "en"):
        assert found == expected


@pytest.mark.parametrize("name", NAMES)
def test_both_texts_together_name_each_person_and_body_once(name: str) -> None:
    merged = merge_facts(facts(name, "lt"), facts(name, "en"))
    people = {(person.names.get("lt"), person.names.get("en")) for person in merged.people}
    assert people == {(row[0], row[0]) for row in announcement(name).rows("people")}
    assert all(set(person.roles) == set(LANGUAGES) for person in merged.people)
    bodies = {(body.names.get("lt"), body.names.get("en")) for body in merged.organisations}
    assert bodies == {(row[0], row[1]) for row in announcement(name).rows("organisations")}


@pytest.mark.parametrize("name", NAMES)
def test_both_texts_together_say_when(name: str) -> None:
    visit = merge_facts(facts(name, "lt"), facts(name, "en")).visit
    assert (visit and (visit.first_day, visit.last_day)) == announcement(name).days


@pytest.mark.parametrize("name", [name for name in NAMES if announcement(name).values.get("place")])
def test_both_texts_together_say_where(name: str) -> None:
    merged = merge_facts(facts(name, "lt"), facts(name, "en"))
    place, country = announcement(name).values["place"].split()
    assert merged.country == country
    assert place in merged.places.values()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_title_grant_number_and_links_are_found(name: str, language: str) -> None:
    found = facts(name, language)
    title = announcement(name).rows("title")[0][LANGUAGES.index(language)]
    assert found.title is not None
    assert found.title.text == title
    assert (found.grant_number.text if found.grant_number else "") == announcement(name).values.get("grant", "")
    if (name, language) != (WITH_LIST_OF_LINKS, "lt"):
        assert {link.text for link in found.links} == {row[0] for row in announcement(name).rows("links")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_fact_says_where_it_was_read(name: str, language: str) -> None:
    paragraphs = announcement(name).paragraphs(language)
    found = facts(name, language)
    spans = [fact.span for kind in (found.dates, found.people, found.organisations, found.links) for fact in kind]
    assert all(paragraphs[span.paragraph][span.start : span.end].strip() for span in spans)
    assert all(paragraphs[link.span.paragraph][link.span.start : link.span.end] == link.text for link in found.links)
