"""An editor writes, looks, publishes; a reader finds it."""

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, expect

from news.models import NewsItemPage, NewsListingPage

from . import admin
from .conftest import Open

TITLE = "Bibliotekininkų stažuotė Tromsėje"
# Wagtail takes what stands in a form two seconds after it was opened for its beginning, and saves what changes later.
MARK_WATCHED_FORM = """
addEventListener("w-unsaved:watch-edits", () => document.documentElement.setAttribute("data-watched", ""));
"""


def search_address(language: str) -> str:
    with translation.override(language):
        return reverse("search:results")


def test_an_editor_logs_in_writes_previews_and_publishes_and_readers_find_it(
    open_browser: Open, passwords: dict[str, str], reader: Page
) -> None:
    page = open_browser(locale="en-GB", viewport={"width": 1500, "height": 1000})
    page.add_init_script(MARK_WATCHED_FORM)
    listing = NewsListingPage.objects.get(locale__language_code="lt")
    page.goto(reverse("wagtailadmin_pages:add", args=["news", "newsitempage", listing.pk]))
    page.locator("[name=username]").fill("editor")
    page.locator("[name=password]").fill(passwords["editor"])
    page.locator("button[type=submit]").click()

    page.locator("html[data-watched]").wait_for(state="attached")
    page.get_by_role("textbox", name="Title").fill(TITLE)
    page.get_by_role("textbox", name="Date").fill("2024-03-05")
    page.get_by_role("textbox", name="Lead").fill("Trys bibliotekininkės mokysis skaitmeninio raštingumo.")
    admin.write(admin.add_block(page, "Text"), "Stažuotės programą sudaro paskaitos ir darbas bibliotekoje.")
    visit = admin.open_section(page, "Visit or event")
    visit.get_by_role("textbox", name="First day").fill("2024-04-29")
    visit.get_by_role("textbox", name="Last day").fill("2024-05-03")
    visit.get_by_role("textbox", name="Place").fill("Tromsė")
    admin.choose(page, "Topics", "Topic", "Viešosios bibliotekos")

    preview = admin.open_preview(page)
    expect(preview.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(preview.get_by_text("2024 m. balandžio 29 d. – gegužės 3 d.")).to_be_visible()
    assert not NewsItemPage.objects.filter(title=TITLE, live=True).exists()

    # A click while Wagtail is making the page for its first draft would make it twice.
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    expect(admin.publish(page)).to_contain_text(TITLE)

    reader.goto("/lt/")
    reader.get_by_role("link", name=listing.title).first.click()
    reader.get_by_role("link", name=TITLE).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(reader.get_by_text("Stažuotės programą sudaro paskaitos")).to_be_visible()
    expect(reader.get_by_role("link", name="Viešosios bibliotekos").first).to_be_visible()

    # In the genitive, and without diacritics.
    for query in ("bibliotekininkės stažuotės", "stazuotej"):
        reader.get_by_role("search").get_by_role("combobox").fill(query)
        reader.get_by_role("search").get_by_role("button").click()
        reader.wait_for_url(f"**{search_address('lt')}?**")
        expect(reader.get_by_role("main").get_by_role("link", name=TITLE)).to_have_count(1)
