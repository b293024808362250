"""The page tree that every language has."""

from typing import Any

import pytest
from wagtail.models import Locale, Page, Revision, Site
from wagtail_localize.models import Translation

from home.models import Footer, HomePage, Menu, StandardPage
from home.site import STRUCTURE, build_site
from news.models import NewsListingPage
from portal.translation.freshness.states import translation_freshness
from portal.translation.translations import untranslated_segment_count
from tests.client import Client

pytestmark = pytest.mark.django_db

LINES: list[dict[str, Any]] = [
    {
        "kind": "page",
        "identifier": "about",
        "languages": {
            "lt": {"title": "Apie", "slug": "apie", "lead": "Įžanga", "body": ["Tekstas."]},
            "en": {"title": "About", "slug": "about", "lead": "Lead", "body": ["Text."]},
        },
    },
    {"kind": "home", "languages": {"lt": {"title": "Kronika", "lead": "L"}, "en": {"title": "Chronicle", "lead": "E"}}},
    {
        "kind": "footer",
        "languages": {"lt": {"text": "Tekstas", "donor_line": "D"}, "en": {"text": "Text", "donor_line": "F"}},
    },
]


def test_every_language_has_the_same_tree_of_live_pages_and_no_alias() -> None:
    build_site()

    for locale in Locale.objects.all():
        home = HomePage.objects.get(locale=locale)
        assert home.live
        children = [type(page) for page in home.get_children().specific()]
        assert children == list(STRUCTURE)
    assert not Page.objects.filter(alias_of__isnull=False).exists()
    assert not Page.objects.filter(live=False).exclude(depth=1).exists()


def test_titles_and_addresses_are_in_the_language_of_the_tree() -> None:
    build_site()

    listings = {page.locale.language_code: page for page in NewsListingPage.objects.all()}
    assert (listings["lt"].title, listings["lt"].url) == ("Naujienos", "/lt/naujienos/")
    assert (listings["en"].title, listings["en"].url) == ("News", "/en/news/")


def test_the_site_answers_at_the_front_page_of_every_language(client: Client) -> None:
    build_site(LINES)

    assert Site.objects.get().root_page.specific == HomePage.objects.get(locale__language_code="lt")
    assert not Page.objects.filter(depth=2).exclude(pk__in=HomePage.objects.values("pk")).exists()
    for language in ("lt", "en"):
        assert client.get(f"/{language}/").status_code == 200


def test_pages_of_other_languages_are_translations_with_nothing_left_to_translate() -> None:
    build_site(LINES)

    for page in Page.objects.filter(locale__language_code="en", depth__gt=1).specific():
        assert untranslated_segment_count(page) == 0
        assert translation_freshness(page).source_language == "lt"
    for translation in Translation.objects.all():
        assert translation.enabled
        assert translation.get_progress()[0] == translation.get_progress()[1]


def test_a_second_run_changes_nothing() -> None:
    build_site(LINES)
    before = Page.objects.count(), Revision.objects.count(), Menu.objects.count(), Footer.objects.count()

    build_site(LINES)

    assert (Page.objects.count(), Revision.objects.count(), Menu.objects.count(), Footer.objects.count()) == before


def test_what_editors_changed_stays() -> None:
    build_site(LINES)
    home = HomePage.objects.get(locale__language_code="en")
    home.title = "Edited"
    home.save_revision().publish()

    build_site(LINES)

    assert HomePage.objects.get(locale__language_code="en").title == "Edited"


def test_texts_of_the_lines_stand_on_front_page_footer_and_pages_of_text() -> None:
    build_site(LINES)

    assert dict(HomePage.objects.values_list("locale__language_code", "title")) == {"lt": "Kronika", "en": "Chronicle"}
    assert dict(Footer.objects.values_list("locale__language_code", "donor_line")) == {"lt": "D", "en": "F"}
    about = StandardPage.objects.get(locale__language_code="en")
    assert (about.title, about.slug, about.body[0].value.source) == ("About", "about", "<p>Text.</p>")


def test_the_menu_has_its_labels_in_each_language() -> None:
    build_site()

    labels = {menu.locale.language_code: [item.label for item in menu.items.all()] for menu in Menu.objects.all()}
    assert labels["en"] == ["News", "Projects", "Organisations", "People", "Topics"]
    assert labels["lt"][0] == "Naujienos"


def test_the_name_of_the_settings_is_the_title_of_the_front_page(settings: Any) -> None:
    settings.SITE_NAME = "Savivaldybės naujienos"

    build_site(LINES)

    assert set(HomePage.objects.values_list("title", flat=True)) == {"Savivaldybės naujienos"}


def test_a_language_that_the_settings_gain_gets_its_tree_in_the_next_run(settings: Any) -> None:
    build_site()
    settings.LANGUAGES = [*settings.LANGUAGES, ("nb", "Norwegian")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES

    build_site()

    home = HomePage.objects.get(locale__language_code="nb")
    assert [type(page) for page in home.get_children().specific()] == list(STRUCTURE)
