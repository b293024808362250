import datetime
from typing import Any

import pytest

from news import queries
from news.models import ItemTopic, NewsItemPage, Participation, Result
from news.named import named_by
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def titles(items: Any) -> list[str]:
    return [item.title for item in items]


def test_an_item_stands_in_the_list_once_in_the_readers_language_where_it_exists_in_it() -> None:
    both = content.make_item("Abiem kalbomis", date=datetime.date(2020, 1, 3))
    content.translate(both, text=lambda source: "In both languages" if source == both.title else "EN")
    content.make_item("Tik lietuviškai", date=datetime.date(2020, 1, 2))
    content.make_item("Only in English", "en", date=datetime.date(2020, 1, 1))

    assert titles(queries.published_items(content.locale("lt"))) == [
        "Abiem kalbomis",
        "Tik lietuviškai",
        "Only in English",
    ]
    assert titles(queries.published_items(content.locale("en"))) == [
        "In both languages",
        "Tik lietuviškai",
        "Only in English",
    ]


def test_items_of_one_day_keep_their_order_from_page_to_page() -> None:
    for number in range(7):
        content.make_item(f"Naujiena {number}")
    items = queries.published_items(content.locale("lt"))

    assert titles(items[:3]) + titles(items[3:]) == [f"Naujiena {number}" for number in reversed(range(7))]


def test_projects_of_one_title_keep_their_order_from_page_to_page() -> None:
    projects = [content.make_project("Projektas") for _ in range(5)]
    found = queries.published_projects(content.locale("lt"))
    assert [*found[:2], *found[2:4], *found[4:]] == projects


def test_drafts_and_withdrawn_items_are_in_no_list() -> None:
    content.make_item("Juodraštis", publish=False)
    content.make_item("Atšaukta").unpublish()

    assert not queries.published_items(content.locale("lt")).exists()


def test_a_summary_says_in_which_languages_the_item_exists_and_leads_to_the_text_or_the_notice() -> None:
    item = content.make_item()
    lithuanian, english = content.locale("lt"), content.locale("en")

    [own] = queries.summaries(queries.published_items(lithuanian), lithuanian)
    [foreign] = queries.summaries(queries.published_items(english), english)

    assert (own.url, own.languages, own.is_foreign) == (item.url, ("lt",), False)
    assert (foreign.url, foreign.languages, foreign.is_foreign) == ("/en/n/1/", ("lt",), True)


def test_upcoming_visits_are_those_not_over_yet_the_nearest_first() -> None:
    today = datetime.date(2026, 11, 21)
    content.make_item("Praėjo", visit_first_day="2026-11-19", visit_last_day="2026-11-20")
    content.make_item("Vėliau", visit_first_day="2027-01-25", visit_last_day="2027-01-28")
    content.make_item("Vyksta", visit_first_day="2026-11-20", visit_last_day="2026-11-21")
    content.make_item("Šiandien", visit_first_day="2026-11-21")

    assert titles(queries.upcoming_visits(content.locale("lt"), today)) == ["Vyksta", "Šiandien", "Vėliau"]


def test_items_of_a_topic_are_found_from_either_languages_version_of_it() -> None:
    topic = content.make_topic()
    item = content.make_item(topics=[topic])

    for version in (topic, content.translate(topic)):
        assert titles(queries.items_of_topic(content.locale("lt"), version.translation_key)) == [item.title]


def test_a_topics_count_is_that_of_items_whatever_their_languages() -> None:
    topic, other = content.make_topic("Partnerystė"), content.make_topic("Mokymai")
    content.translate(content.make_item("Pirma", topics=[topic]))
    content.make_item("Antra", topics=[other, topic])

    assert queries.topics_with_counts(content.locale("lt")) == [(topic, 2), (other, 1)]


def test_what_a_page_names_twice_is_shown_once() -> None:
    person = content.make_person()
    item = content.make_item(people=[person, person])

    assert [part.person for part in named_by(item).people] == [person]


def test_months_with_counts_are_those_of_the_archive_the_newest_first() -> None:
    for day in ("2017-04-03", "2017-04-28", "2016-12-31"):
        content.make_item(f"Naujiena {day}", date=datetime.date.fromisoformat(day))

    assert queries.months_with_counts(queries.published_items(content.locale("lt"))) == [
        (datetime.date(2017, 4, 1), 2),
        (datetime.date(2016, 12, 1), 1),
    ]


def test_a_preview_names_what_its_revision_names_each_in_the_pages_language_and_in_order() -> None:
    topics = [content.make_topic(name) for name in ("Vizitai", "Mokymai")]
    people = [content.make_person(name) for name in ("Ona", "Jonas")]
    organisation = content.make_organisation()
    item = content.make_item(topics=topics, people=[*people, people[0]], organisations=[organisation])
    item.people.add(Participation(person=content.make_person("Ieva"), organisation=organisation, role="Vadovė"))
    item.results.add(Result(indicator="1.1.1", text="Trys"))
    preview = item.save_revision().as_object()

    named = named_by(preview)
    item.latest_revision.publish()

    assert named == named_by(content.fresh(item))
    assert named.topics == topics
    assert [part.person.name for part in named.people] == ["Ona", "Jonas", "Ieva"]
    assert (named.people[2].role, named.people[2].organisation) == ("Vadovė", organisation)
    assert [(each.number, each.name) for each in named.statements] == [("1.1.1", "Trys")]
    assert named.topic_keys == {topic.translation_key for topic in topics}


def test_what_is_named_in_another_language_is_shown_in_the_readers_where_it_is_published() -> None:
    topic, own = content.make_topic("Vizitai"), content.make_topic("Mokymai")
    item = content.make_item(topics=[topic, own])
    content.translate(topic, text=lambda _source: "Visits")
    english = NewsItemPage(title="News", locale=content.locale("en"))
    english.topics.add(ItemTopic(topic=topic), ItemTopic(topic=own))

    assert [each.name for each in named_by(english).topics] == ["Visits", "Mokymai"]
    assert [each.name for each in named_by(item).topics] == ["Vizitai", "Mokymai"]
    own.unpublish()
    assert [each.name for each in named_by(item).topics] == ["Vizitai"]
