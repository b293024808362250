"""Queries whose SQL is made once find what they would find if they were made anew, whatever their values."""

import datetime
import uuid
from typing import Any

import pytest
from django.db.models import Q, QuerySet

from news.models import NewsItemPage, Topic
from portal.storage import prepared_queries
from portal.storage.prepared_queries import rows_of
from tests.factories import content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

made: list[str] = []


def _of_keys(model: Any, keys: list[uuid.UUID]) -> "QuerySet[Any]":
    made.append("keys")
    return model.objects.filter(translation_key__in=keys).order_by("pk")


def _since(language: str, day: datetime.date, title: str, pk: int) -> "QuerySet[Any, Any]":
    found = Q(date__gte=day, title=title) | Q(pk=pk)
    return (
        NewsItemPage.objects.filter(found, locale__language_code=language).order_by("pk").values_list("title", "date")
    )


def _ignoring(key: uuid.UUID) -> "QuerySet[Any]":
    return Topic.objects.all()


def _with_locale(key: uuid.UUID) -> "QuerySet[Any]":
    return NewsItemPage.objects.filter(translation_key=key).select_related("locale").defer("body")


def _nothing(key: uuid.UUID) -> "QuerySet[Any]":
    return Topic.objects.filter(translation_key=key, pk__in=[])


def _of_either(names: list[str], key: uuid.UUID) -> "QuerySet[Any]":
    made.append("either")
    named, keyed = Topic.objects.filter(name__in=names), Topic.objects.filter(translation_key=key)
    return Topic.objects.filter(pk__in=named.order_by().values("pk").union(keyed.order_by().values("pk"))).order_by(
        "pk"
    )


@pytest.fixture(autouse=True)
def nothing_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared_queries, "_prepared", {})
    made.clear()


def test_it_is_made_once_for_lists_of_about_the_same_length() -> None:
    topics = [content.make_topic(f"Tema {number}") for number in range(4)]
    keys = [topic.translation_key for topic in topics]

    for chosen in (keys[:3], keys[1:], keys):
        expected = [topic for topic in topics if topic.translation_key in chosen]
        assert rows_of(_of_keys, Topic, keys=chosen) == expected
    assert made == ["keys"]
    assert rows_of(_of_keys, Topic, keys=keys[:1]) == topics[:1]
    assert made == ["keys"] * 2


def test_an_empty_list_finds_nothing_and_a_very_long_one_is_asked_for_as_it_is() -> None:
    topic = content.make_topic()

    assert rows_of(_of_keys, Topic, keys=[]) == []
    many = [topic.translation_key, *(uuid.uuid4() for _ in range(prepared_queries.LONGEST_LIST))]
    assert rows_of(_of_keys, Topic, keys=many) == [topic]


def test_days_texts_and_keys_are_put_in_their_places() -> None:
    first = content.make_item("Pirma", date=datetime.date(2017, 4, 3))
    content.make_item("Antra", date=datetime.date(2018, 4, 3))

    for day, title, pk, expected in (
        (datetime.date(2018, 1, 1), "Antra", first.pk, ["Pirma", "Antra"]),
        (datetime.date(2018, 1, 1), "Antra", 0, ["Antra"]),
        (datetime.date(2019, 1, 1), "Antra", 0, []),
        (datetime.date(2017, 1, 1), "Pirma", 0, ["Pirma"]),
    ):
        rows = rows_of(_since, "lt", day=day, title=title, pk=pk)
        assert [row[0] for row in rows] == expected
        assert all(type(row) is tuple and isinstance(row[1], datetime.date) for row in rows)


def test_an_instance_is_what_django_makes_of_the_row(django_assert_num_queries: Any) -> None:
    item = content.make_item("Pirma", body=["Tekstas."])

    [found] = rows_of(_with_locale, key=item.translation_key)
    expected = (item, content.locale("lt"), item.date, item.translation_key)
    with django_assert_num_queries(0):
        assert (found, found.locale, found.date, found.translation_key) == expected
        assert not found._state.adding
    assert found.get_deferred_fields() == {"body"}
    assert "Tekstas." in str(found.body)


def test_a_value_that_the_query_does_not_ask_for_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="does not use them"):
        rows_of(_ignoring, key=uuid.uuid4())


def test_one_that_finds_nothing_whatever_its_values_are_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="finds nothing"):
        rows_of(_nothing, key=uuid.uuid4())


def test_any_part_of_the_rows_is_of_the_same_query() -> None:
    topics = [content.make_topic(f"Tema {number}") for number in range(5)]
    values: dict[str, Any] = {"names": [f"Tema {number}" for number in range(4)], "key": topics[4].translation_key}

    for part in (slice(0, 2), slice(2, 4), slice(4, 9), slice(3, 3), slice(9, 12), slice(None, 3), slice(None)):
        assert rows_of(_of_either, part=part, **values) == topics[part]
    assert made == ["either"]
