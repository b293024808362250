"""Wagtail's bar on readers' pages, and its checks in the page editor, which need it in the preview."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, ViewportSize, expect

from home.models import StandardPage
from news.models import NewsItemPage
from tests.factories import content

from . import portal_content
from .page_types import item

TRIGGER = "View Wagtail quick actions"
PHONE: ViewportSize = {"width": 390, "height": 844}
# Of `CLEAN_TEXT`, of its title and of its lead.
CLEAN_WORDS = 5 + 4 + 2
CLEAN_TEXT = "Partneriai susitiko Osle <b>balandžio</b> pradžioje."


def make_clean_item() -> NewsItemPage:
    return content.make_item("Vizitas Osle", lead="Keturi žodžiai apie vizitą.", body=[CLEAN_TEXT])


def make_standard_page(title: str, lead: str) -> StandardPage:
    page = StandardPage(title=title, lead=lead, locale=content.locale(), body=[content.paragraph(CLEAN_TEXT)])
    parent = StandardPage.objects.filter(locale=content.locale()).first()
    assert parent
    parent.get_parent().add_child(instance=page)
    page.save_revision().publish()
    return page


def open_checks(page: Page, address: str) -> Locator:
    page.goto(address)
    page.get_by_role("button", name="Toggle checks").click()
    words = page.locator("[data-content-word-count]")
    # They are shown when the checks have run.
    expect(words).not_to_have_text("-")
    return page.locator("[data-side-panel=checks]")


def edit(page: NewsItemPage | StandardPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_checks_of_a_page_without_a_fault_have_run_and_found_none_and_count_what_is_written(editor: Page) -> None:
    panel = open_checks(editor, edit(make_clean_item()))
    expect(panel.locator("[data-content-word-count]")).to_have_text(str(CLEAN_WORDS))
    expect(panel.locator("[data-content-reading-time]")).to_have_text("0 mins")
    expect(panel.locator("[data-content-checker-count]")).to_have_text("0")
    expect(panel.locator("[data-content-checker-row]")).to_have_count(0)


def test_the_checks_of_a_page_with_a_fault_count_and_name_it(editor: Page) -> None:
    panel = open_checks(editor, edit(make_standard_page("Be aprašymo", lead="")))
    expect(panel.locator("[data-content-checker-count]")).to_have_text("1")
    expect(panel.locator("[data-content-checker-name]")).to_have_text("Meta description is empty")
    toggle = editor.get_by_role("button", name="Toggle checks")
    expect(toggle.locator("[data-side-panel-toggle-counter]")).to_have_text("1")

    panel = open_checks(editor, edit(make_standard_page("Su aprašymu", lead="Apie puslapį.")))
    expect(panel.locator("[data-content-checker-count]")).to_have_text("0")


def test_staff_read_a_page_see_what_is_wrong_with_it_and_go_to_its_editor(editor: Page) -> None:
    page = make_standard_page("Be aprašymo", lead="")
    editor.goto(page.url)
    trigger = editor.get_by_role("button", name=TRIGGER)
    expect(trigger).to_contain_text("1")
    trigger.click()
    editor.get_by_role("menuitem", name="Edit this page").click()
    editor.wait_for_url(f"**{edit(page)}")
    expect(editor.get_by_role("textbox", name="Title")).to_have_value(page.title)


def test_a_translation_is_checked_in_its_preview(translator: Page) -> None:
    translation = content.submit(make_clean_item())
    translator.goto(reverse("wagtail_localize:preview_translation", args=[translation.pk]))
    translator.get_by_role("button", name=TRIGGER).click()
    expect(translator.get_by_role("menuitem", name="Checks")).to_contain_text("0")


@pytest.mark.parametrize("name", ["editor", "translator"])
def test_editors_and_translators_go_from_a_translation_to_its_editor(
    logged_in: Callable[[str], Page], name: str
) -> None:
    page = logged_in(name)
    english = item(portal_content.OSLO, "en")
    page.goto(english.url)
    page.get_by_role("button", name=TRIGGER).click()
    page.get_by_role("menuitem", name="Edit this page").click()
    page.wait_for_url(f"**{edit(english)}")


def test_on_a_phone_the_bar_stands_below_the_page_and_paper_has_none(editor: Page) -> None:
    editor.set_viewport_size(PHONE)
    editor.goto(item(portal_content.OSLO, "en").url)
    trigger = editor.get_by_role("button", name=TRIGGER)
    expect(trigger).to_be_visible()
    footer = editor.get_by_role("contentinfo")
    assert top(trigger) >= footer.evaluate("footer => footer.getBoundingClientRect().bottom")
    trigger.click()
    link = editor.get_by_role("menuitem", name="Edit this page")
    expect(link).to_be_in_viewport(ratio=1)

    editor.emulate_media(media="print")
    expect(trigger).not_to_be_visible()


def top(locator: Locator) -> float:
    return float(locator.evaluate("element => element.getBoundingClientRect().top"))
