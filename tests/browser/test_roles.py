"""What translators and editors may not do, tried through the admin's own pages."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from news.models import NewsListingPage
from tests.factories import content

from .conftest import Open
from .page_types import path_in

ADMINISTRATORS_PAGES = [
    "wagtailusers_users:index",
    "wagtailusers_users:add",
    "wagtailusers_groups:index",
    "wagtailsites:index",
    "wagtaillocales:index",
    "wagtailredirects:index",
    "wagtailadmin_workflows:index",
]


def refuses(page: Page, address: str) -> None:
    page.goto(address)
    assert path_in(page.url) == reverse("wagtailadmin_home"), address
    expect(page.get_by_role("status")).to_contain_text(re.compile("you do not have permission"))


@pytest.mark.parametrize("name", ["editor", "translator"])
def test_administrators_pages_are_closed_to_others_and_not_in_their_menu(logged_in: Open, name: str) -> None:
    page = logged_in(name)
    page.goto(reverse("wagtailadmin_home"))
    expect(page.get_by_role("navigation", name="Main menu").get_by_role("button", name="Pages")).to_be_visible()
    expect(page.get_by_role("navigation", name="Main menu").get_by_text("Settings")).to_have_count(0)
    for view in ADMINISTRATORS_PAGES:
        refuses(page, reverse(view))


def test_the_administrator_gets_them(logged_in: Open) -> None:
    page = logged_in("administrator")
    for view in ADMINISTRATORS_PAGES:
        page.goto(reverse(view))
        assert path_in(page.url) == reverse(view)


def test_a_translator_neither_deletes_nor_adds_what_editors_do(translator: Page) -> None:
    listing = NewsListingPage.objects.get(locale=content.locale("lt"))
    refuses(translator, reverse("wagtailsnippets_news_organisation:add"))
    refuses(translator, reverse("wagtailsnippets_news_topic:delete", args=[1]))
    refuses(translator, reverse("wagtailimages:add"))
    refuses(translator, reverse("wagtailadmin_pages:delete", args=[listing.pk]))


def test_who_has_not_logged_in_sees_the_log_in_page_only(reader: Page) -> None:
    for view in ("wagtailadmin_home", "wagtailadmin_reports:site_history", *ADMINISTRATORS_PAGES):
        reader.goto(reverse(view))
        assert path_in(reader.url) == reverse("wagtailadmin_login")
