import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from home import queries
from home.models import Menu, MenuItem
from news.models import TopicIndexPage
from tests.factories import content
from tests.warm_queries import warm_queries

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def menu(language: str, path: str = "/") -> list[queries.Link]:
    return queries.navigation(language, RequestFactory().get(path)).menu


def test_the_menu_leads_to_the_pages_of_the_readers_language() -> None:
    english = menu("en")

    assert english
    assert all(link.url.startswith("/en/") for link in english)


def test_the_menu_marks_where_the_reader_is() -> None:
    current = [link.url for link in menu("en", "/en/news/2017/4/") if link.current]

    assert current == ["/en/news/"]


def test_a_page_that_is_not_published_in_a_language_is_left_out_of_its_menu() -> None:
    TopicIndexPage.objects.get(locale=content.locale("en")).unpublish()

    assert len(menu("en")) == len(menu("lt")) - 1


def test_the_site_is_called_after_its_front_page_in_each_language() -> None:
    names = {code: queries.navigation(code, RequestFactory().get("/")).site_name for code in ("lt", "en")}

    assert names["en"] == "Project news"
    assert names["lt"]


def test_a_longer_menu_costs_no_more_queries() -> None:
    def count() -> int:
        """After a change, when all of it is read."""
        Menu.objects.get(locale=content.locale("lt")).save()
        with CaptureQueriesContext(connection) as captured:
            menu("lt")
        return len(captured)

    count()  # fills the cache of content types
    before = count()
    lithuanian = Menu.objects.get(locale=content.locale("lt"))
    for number in range(10):
        item = content.make_item(f"Naujiena {number}")
        MenuItem.objects.create(menu=lithuanian, label=item.title, page=item.page_ptr, locale=lithuanian.locale)

    assert count() == before
    assert len(menu("lt")) >= 15


def test_between_two_changes_the_frame_asks_only_what_is_restricted() -> None:
    assert warm_queries(lambda: menu("lt")) == 1


def test_a_page_that_is_closed_leaves_the_menu_that_is_kept_at_once() -> None:
    before = menu("lt")
    PageViewRestriction.objects.create(
        page=TopicIndexPage.objects.get(locale=content.locale("en")), restriction_type=PageViewRestriction.LOGIN
    )
    assert len(menu("lt")) == len(before) - 1
