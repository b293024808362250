"""Wagtail's bar on readers' pages: for staff, and for nobody else."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail.users.models import UserProfile

from news.models import TopicIndexPage
from portal.admin.wagtail_words import WORDS
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

BAR = "<wagtail-userbar>"


@pytest.fixture
def staff() -> Client:
    return logged_in(User.objects.create_superuser("staff", "staff@example.org", "-"))


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def html_of(response: Any) -> str:
    html: str = response.content.decode()
    return html


def prefer(language: str) -> None:
    profile = UserProfile.get_for_user(User.objects.get(username="staff"))
    profile.preferred_language = language
    profile.save()


def readers_addresses() -> list[str]:
    """Every page, an entity’s page, what is no page, and what is missing."""
    topic = content.make_topic()
    item = content.make_item(topics=[topic])
    content.translate(item)
    index = TopicIndexPage.objects.get(locale=content.locale())
    pages = [str(page.url) for page in Page.objects.live().filter(depth__gte=2)]
    return [*pages, f"{index.url}{topic.slug}/", "/lt/paieska/?q=vizitas", "/en/search/", "/lt/nothing/"]


def test_staff_have_the_bar_on_every_readers_page_and_no_cache_of_several_people_keeps_it(staff: Client) -> None:
    for address in readers_addresses():
        response = staff.get(address)
        assert html_of(response).count(BAR) == 1, address
        assert "private" in response["Cache-Control"], address
        assert "Cookie" in response["Vary"], address


def test_a_readers_page_has_nothing_of_it_and_asks_for_nobody(client: Client, staff: Client) -> None:
    for address in readers_addresses():
        staff.get(address)  # fills the caches of site root paths and content types
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        html = html_of(response)
        assert not re.search(r"userbar|staff_bar|vendor\.js", html), address
        assert re.search(r"</footer>\s*</body>\s*</html>\s*\Z", html), address
        assert "Cookie" not in response.get("Vary", ""), address
        assert not response.has_header("Cache-Control") or "private" not in response["Cache-Control"], address
        asked = " ".join(query["sql"] for query in captured)
        assert not re.search(r"django_session|auth_user|wagtailusers", asked), address


def test_whoever_may_not_enter_the_admin_and_whose_session_is_over_are_readers(client: Client) -> None:
    address = content.make_item().url
    for_readers = html_of(client.get(address))
    assert html_of(logged_in(User.objects.create_user("reader")).get(address)) == for_readers
    client.cookies[settings.SESSION_COOKIE_NAME] = "gone"
    assert html_of(client.get(address)) == for_readers


@pytest.mark.parametrize(("language", "words"), [("lt", "Redaguoti šį puslapį"), ("en", "Edit this page")])
@pytest.mark.parametrize("shown_in", ["lt", "en"])
def test_the_bar_speaks_the_language_of_the_admin_whatever_that_of_the_page(
    staff: Client, language: str, words: str, shown_in: str
) -> None:
    item = content.make_item()
    pages = {"lt": item, "en": content.translate(item)}
    prefer(language)
    html = html_of(staff.get(pages[shown_in].url))
    assert f'<html lang="{shown_in}">' in html
    assert words in html
    button = re.search(r'id="wagtail-userbar-trigger".*?<span class="w-sr-only">(.*?)</span>', html, re.DOTALL)
    assert button
    assert (button[1] == "View Wagtail quick actions") == (language == "en")


def test_without_a_preference_it_speaks_the_language_that_the_admin_takes_from_the_browser(staff: Client) -> None:
    address = content.make_item().url
    assert "Edit this page" in html_of(staff.get(address, headers={"accept-language": "en"}))


def test_a_page_leads_to_its_editor_and_an_entitys_page_to_that_of_the_entity(staff: Client) -> None:
    topic = content.make_topic()
    item = content.make_item(topics=[topic])
    index = TopicIndexPage.objects.get(locale=content.locale())
    edit_index = reverse("wagtailadmin_pages:edit", args=[index.pk])

    assert reverse("wagtailadmin_pages:edit", args=[item.pk]) in html_of(staff.get(item.url))
    assert edit_index in html_of(staff.get(index.url))
    entity_page = html_of(staff.get(f"{index.url}{topic.slug}/"))
    assert reverse(topic.snippet_viewset.get_url_name("edit"), args=[topic.pk]) in entity_page
    assert edit_index not in entity_page


def test_every_preview_has_the_bar_also_of_what_is_being_translated(staff: Client) -> None:
    translated = content.submit(content.make_item())
    previews = [reverse("wagtail_localize:preview_translation", args=[translated.pk])]
    for page in Page.objects.filter(depth__gte=2):
        previews.append(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    for preview in previews:
        assert html_of(staff.get(preview)).count(BAR) == 1, preview


@pytest.mark.parametrize("words", WORDS)
def test_what_wagtail_does_not_say_in_the_portals_first_language_the_portal_does(words: str) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        assert gettext(words) != words
