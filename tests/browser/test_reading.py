"""What readers do: they switch languages, page, search, use a keyboard, and have JavaScript or not."""

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from news.models import NewsItemPage, NewsListingPage
from portal.paging import PER_PAGE
from portal.templatetags.portal_tags import language_name
from tests.factories import content

from . import portal_content
from .conftest import Open
from .page_types import item, path_in

LANGUAGE_LINK = "header a[data-language={}]"


def titles(page: Page) -> list[str]:
    return page.get_by_role("main").get_by_role("article").get_by_role("heading").all_inner_texts()


@pytest.mark.parametrize("has_javascript", [True, False])
def test_the_language_switch_leads_to_the_same_item(open_browser: Open, has_javascript: bool) -> None:
    reader = open_browser(java_script_enabled=has_javascript)
    lithuanian, english = item(portal_content.OSLO, "lt"), item(portal_content.OSLO, "en")
    reader.goto(lithuanian.url)

    reader.locator(LANGUAGE_LINK.format("en")).click()

    reader.wait_for_url(f"**{english.url}")
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    expect(reader.get_by_role("heading", level=1)).to_have_text(english.title)


@pytest.mark.parametrize(
    ("identifier", "written_in", "asked_in"),
    [(portal_content.ONLY_LITHUANIAN, "lt", "en"), (portal_content.ONLY_ENGLISH, "en", "lt")],
)
def test_the_switch_of_an_untranslated_item_leads_to_a_notice_that_names_the_language_and_links_to_the_original(
    reader: Page, identifier: str, written_in: str, asked_in: str
) -> None:
    original = item(identifier, written_in)
    reader.goto(original.url)

    with reader.expect_navigation() as navigation:
        reader.locator(LANGUAGE_LINK.format(asked_in)).click()

    assert navigation.value.status == 200
    assert path_in(reader.url) == f"/{asked_in}{original.record.permanent_url()}"
    expect(reader.locator("html")).to_have_attribute("lang", asked_in)
    expect(reader.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    main = reader.get_by_role("main")
    with translation.override(asked_in):
        expect(main.get_by_role("heading", level=1)).to_contain_text(language_name(asked_in))
        expect(main.get_by_role("listitem").filter(has_text=original.title)).to_contain_text(language_name(written_in))
    link = main.get_by_role("link", name=original.title)
    expect(link).to_have_attribute("lang", written_in)
    link.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(original.title)


def test_the_root_remembers_the_language_that_the_reader_chose(open_browser: Open) -> None:
    reader = open_browser(locale="lt-LT")
    for language in ("en", "lt"):
        reader.goto("/lt/" if language == "en" else "/en/")
        reader.locator(LANGUAGE_LINK.format(language)).click()
        expect(reader.locator("html")).to_have_attribute("lang", language)
        reader.goto("/")
        assert path_in(reader.url) == f"/{language}/"
        # So do the permanent addresses of what exists in that language.
        oslo = item(portal_content.OSLO, language)
        reader.goto(oslo.record.permanent_url())
        assert path_in(reader.url) == oslo.url


@pytest.mark.parametrize(
    ("locale", "cookie", "language"),
    [
        ("lt-LT", "", "lt"),
        ("en-GB", "", "en"),
        ("nb-NO", "", "lt"),
        ("lt-LT", "en", "en"),
        ("en-GB", "lt", "lt"),
        ("en-GB", "xx", "en"),
    ],
)
def test_the_root_answers_in_the_language_of_the_cookie_then_of_the_browser_then_in_the_first(
    open_browser: Open, portal: str, locale: str, cookie: str, language: str
) -> None:
    reader = open_browser(locale=locale)
    if cookie:
        reader.context.add_cookies([{"name": "django_language", "value": cookie, "url": portal}])

    reader.goto("/")

    assert path_in(reader.url) == f"/{language}/"


def test_the_first_tab_stop_leads_past_the_header(reader: Page) -> None:
    reader.goto(item(portal_content.OSLO, "lt").url)

    reader.keyboard.press("Tab")
    skip_link = reader.locator("a[href='#main']")
    expect(skip_link).to_be_focused()
    expect(skip_link).to_be_in_viewport()
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("main")).to_be_focused()
    reader.keyboard.press("Tab")

    assert reader.evaluate("document.activeElement.closest('main') !== null")


def test_the_tab_key_visits_everything_in_reading_order_and_shows_where_it_is(reader: Page) -> None:
    """Everything that can be operated, once, in the order of the document, with an outline, inside the window."""
    reader.goto(item(portal_content.OSLO, "lt").url)
    stops = reader.locator("a[href], button, input, summary, [tabindex='0']").filter(visible=True)
    # Found again by number: what is visible may change with the focus.
    count = stops.evaluate_all("stops => stops.map((stop, number) => (stop.dataset.stop = number)).length")
    assert count > 30
    for number in range(count):
        reader.keyboard.press("Tab")
        stop = reader.locator(f"[data-stop='{number}']")
        expect(stop).to_be_focused()
        expect(stop).to_be_in_viewport()
        expect(stop).not_to_have_css("outline-style", "none")


@pytest.mark.parametrize("has_javascript", [True, False])
def test_a_list_is_paged_without_losing_or_repeating_an_item(open_browser: Open, has_javascript: bool) -> None:
    reader = open_browser(java_script_enabled=has_javascript)
    listing = NewsListingPage.objects.get(locale=content.locale("lt"))
    reader.goto(listing.url)
    first = titles(reader)

    reader.locator("main a[rel=next]").click()

    expect(reader.locator("main a[rel=prev]")).to_be_visible()
    seen = first + titles(reader)
    assert len(first) == PER_PAGE
    assert len(seen) == len(set(seen)) == NewsItemPage.objects.live().values("translation_key").distinct().count()
    reader.locator("main a[rel=prev]").click()
    expect(reader.locator("main a[rel=next]")).to_be_visible()
    assert titles(reader) == first


@pytest.mark.parametrize("has_javascript", [True, False])
def test_the_archive_unfolds_and_leads_to_a_month(open_browser: Open, has_javascript: bool) -> None:
    reader = open_browser(java_script_enabled=has_javascript)
    listing = NewsListingPage.objects.get(locale=content.locale("lt"))
    reader.goto(listing.url)
    year = reader.get_by_role("complementary").locator("details", has=reader.locator("summary", has_text="2017"))
    month = year.locator("a[href$='/2017/4/']")
    expect(month).to_be_hidden()

    year.locator("summary").click()
    month.click()

    expect(reader.get_by_role("heading", level=1)).to_have_text("2017 m. balandis")
    assert titles(reader) == [item(portal_content.OSLO, "lt").title]
