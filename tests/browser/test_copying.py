"""A copy stays in the language of its text, and no language is filled with pages of another: seen and pressed."""

import re
from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page, expect
from wagtail.models import Page as WagtailPage

from news.models import NewsItemPage, NewsListingPage
from tests.factories import content


def choose_parent(page: Page, title: str, language: str) -> None:
    field = page.locator("#id_new_parent_page-chooser")
    field.get_by_role("button", name="Actions").click()
    page.get_by_role("button", name="Choose another page").click()
    modal = page.get_by_role("dialog")
    modal.get_by_role("textbox", name="Search term").fill(title)
    found = modal.get_by_role("row").filter(has=page.get_by_role("link", name=title, exact=True))
    found.filter(has_text=language).get_by_role("link", name=title, exact=True).first.click()
    expect(field.locator("[data-chooser-title]")).to_have_text(title)


def test_a_copy_for_another_language_is_refused_beside_its_place_which_stays_chosen(editor: Page) -> None:
    own, other = (NewsListingPage.objects.get(locale=content.locale(code)) for code in ("lt", "en"))
    item = NewsItemPage.objects.filter(locale=own.locale, live=True).first()
    assert item is not None
    editor.goto(reverse("wagtailadmin_pages:copy", args=[item.pk]))
    expect(editor.get_by_role("checkbox", name="Alias")).to_have_count(0)
    editor.get_by_role("textbox", name="New title").fill("Kopija")
    editor.get_by_role("textbox", name="New slug").fill("kopija")
    editor.get_by_role("checkbox", name="Publish copied page").check()
    choose_parent(editor, other.title, "English")

    editor.get_by_role("button", name="Copy this page").click()

    expect(editor.get_by_text("belongs to another language than this place")).to_be_visible()
    expect(editor.locator("#id_new_parent_page-chooser [data-chooser-title]")).to_have_text(other.title)
    expect(editor.get_by_role("textbox", name="New title")).to_have_value("Kopija")
    expect(editor.get_by_role("checkbox", name="Publish copied page")).to_be_checked()
    assert not WagtailPage.objects.filter(slug="kopija").exists()

    choose_parent(editor, own.title, "Lithuanian")
    editor.get_by_role("button", name="Copy this page").click()
    expect(editor.get_by_role("status")).to_contain_text(re.compile("copied"))
    copy = NewsItemPage.objects.get(slug="kopija")
    assert copy.live
    assert copy.get_parent().pk == own.pk
    editor.goto(f"/lt/n/{copy.record.number}/")
    expect(editor.get_by_role("heading", level=1)).to_have_text("Kopija")


def test_settings_of_a_language_are_saved_and_offer_to_fill_it_from_no_other(logged_in: Callable[[str], Page]) -> None:
    page = logged_in("administrator")
    before = WagtailPage.objects.count()
    page.goto(reverse("wagtaillocales:edit", args=[content.locale("en").pk]))
    expect(page.get_by_text("Synchronise content from another locale")).to_have_count(0)
    expect(page.get_by_role("button", name="Enable")).to_have_count(0)

    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("status")).to_contain_text("updated")
    assert WagtailPage.objects.count() == before
