"""A title of any length in any alphabet has an address: as long as its field, cut at a word's end, its own."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from news.models import NewsItemPage, NewsListingPage, Topic
from portal.addresses.slugs import cut_slug, numbered_slug, slug_from
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form
from tests.news.interchange.content import LITHUANIAN, import_lines, item_line

CYRILLIC = ("Щука защищает борщ " * 14)[:255]
CHINESE = "北京" * 127
GREEK = "Ψυχή και χώρος"


def test_slugs_are_cut_at_the_end_of_a_word() -> None:
    assert slug_from("Щука", 20) == "shchuka"
    assert slug_from("vienas du trys", 12) == "vienas-du"
    assert slug_from("vienas du trys", 9) == "vienas-du"
    assert slug_from("vienasdutrys", 6) == "vienas"
    assert slug_from("2017") == "n-2017"
    assert slug_from("\u2003!?", otherwise="topic") == "topic"
    assert len(slug_from(CHINESE)) == 180
    assert cut_slug("a-bcdefgh", 6) == "a-bcde"
    assert numbered_slug("vienas-du", 10, 9) == "vienas-10"


@pytest.fixture
def editor(site: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("editor"))
    return client


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("title", [CYRILLIC, CHINESE, GREEK, "!?", "2017"])
@pytest.mark.usefixtures("site")
def test_pages_snippets_and_imports_of_one_title_have_addresses_of_their_own(title: str, client: Client) -> None:
    pages: list[Any] = [content.make_item(title), content.make_item(title)]
    english = content.translate(content.make_item("Vizitas"), text=lambda text: title if text == "Vizitas" else "EN")
    topics = [content.make_topic(title), content.make_topic(title)]
    lines = [item_line(each, languages={"lt": {**LITHUANIAN, "title": title}}) for each in "ab"]
    assert not import_lines(*lines).rejections
    slugs = list(NewsItemPage.objects.filter(title=title, locale=content.locale()).values_list("slug", flat=True))
    assert len(set(slugs)) == len(slugs) == 4
    assert all(slug and slug.isascii() and len(slug) <= 255 for slug in (*slugs, english.slug))
    assert len({topic.slug for topic in topics}) == 2
    assert client.get(pages[1].url).status_code == 200
    assert client.get(english.url).status_code == 200
    assert Topic.objects.filter(name=title).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_slug_that_a_browser_has_made_too_long_is_cut_and_stays_unique(editor: Client) -> None:
    listing = NewsListingPage.objects.get(locale=content.locale())
    address = reverse("wagtailadmin_pages:add", args=["news", "newsitempage", listing.pk])
    long = "shchuka-" * 60
    for _number in range(2):
        form = item_form(title=CYRILLIC, slug=long, **{"action-publish": "action-publish"})
        editor.post(address, form, follow=True)
    slugs = set(NewsItemPage.objects.filter(live=True).values_list("slug", flat=True))
    assert len(slugs) == 2
    assert all(len(slug) <= 255 and slug.startswith("shchuka-shchuka") for slug in slugs)


@pytest.mark.django_db(transaction=True)
def test_an_empty_slug_is_made_of_the_title(editor: Client) -> None:
    listing = NewsListingPage.objects.get(locale=content.locale())
    address = reverse("wagtailadmin_pages:add", args=["news", "newsitempage", listing.pk])
    editor.post(address, item_form(title=GREEK, slug="", **{"action-publish": "action-publish"}), follow=True)
    assert NewsItemPage.objects.get().slug == "psychi-kai-choros"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_the_longest_slug_can_be_translated_and_taken_twice() -> None:
    item = content.make_item("Vizitas", slug="s" * 255)
    english = content.translate(item)
    assert english.live
    topic = content.make_topic(slug="t" * 100)
    assert content.make_topic("Kita", slug="t" * 100).slug != topic.slug
    assert content.translate(topic).live
