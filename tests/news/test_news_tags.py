import datetime

import pytest
from django.template import Context
from django.test import RequestFactory
from django.utils import translation

from news.context_processors import directories
from news.templatetags import news_tags
from tests.factories import content


def test_months_are_grouped_by_year_with_their_sum() -> None:
    months = [(datetime.date(2018, 1, 1), 2), (datetime.date(2017, 12, 1), 3), (datetime.date(2017, 4, 1), 1)]

    years = news_tags.by_year(months)

    assert [(year.year, year.count, len(year.months)) for year in years] == [(2018, 2, 1), (2017, 4, 2)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_an_entity_without_text_in_the_readers_language_is_linked_in_it_and_marked() -> None:
    topic = content.make_topic("Partnerystė")
    with translation.override("en"):
        context = Context(directories(RequestFactory().get("/en/")))

        assert news_tags.entity_link(context, topic) == '<a href="/en/topics/partneryste/" lang="lt">Partnerystė</a>'


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_names_are_escaped_and_stay_readable_without_an_index_page() -> None:
    topic = content.make_topic("<b>R&D</b>")
    with translation.override("lt"):
        assert news_tags.entity_link(Context({}), topic) == "<span>&lt;b&gt;R&amp;D&lt;/b&gt;</span>"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_what_a_block_names_is_shown_in_the_readers_language_once_and_in_order() -> None:
    second = content.make_person("Ona Onaitė")
    first = content.make_person("Jonas Jonaitis")
    content.translate(second, text=lambda source: "Ona Onaite" if source == second.name else source)

    with translation.override("en"):
        names = [person.name for person in news_tags.localised(Context(), [second, first, second])]

    assert names == ["Ona Onaite", "Jonas Jonaitis"]
