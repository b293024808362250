"""An editor brings old announcements in and reviews them by keyboard alone, up to the draft pair."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from news.importer.pipeline.decisions import review_of
from news.models import ImportedDocument, NewsItemPage
from tests.news.importer.material import stored

from .test_pages import DESKTOP, PHONE, STANDARDS, violations

FOUNDING = Path(__file__).parent.parent / "news" / "importer" / "founding"
STEPS = ("news_imported_document_text", "news_imported_document_alignment", "news_imported_document_facts")


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def press_on(page: Page, role: Any, name: str | re.Pattern[str]) -> None:
    """What Tab and Enter do."""
    page.get_by_role(role, name=name).last.focus()
    page.keyboard.press("Enter")


def is_open(page: Page, step: str) -> None:
    """The page of a step, with its script at work."""
    page.wait_for_url(re.compile(reverse(step, args=[0]).replace("0", r"\d+") + "$"), wait_until="load")


def open_choices(page: Page) -> int:
    return page.locator(".review__choice--open").count()


def test_from_raw_files_to_a_draft_pair_by_keyboard(editor: Page) -> None:
    editor.goto(reverse("news_imported_documents"))
    press_on(editor, "link", "Upload documents")
    # Only the system's own dialogue could name the files.
    editor.get_by_label("Files").set_input_files([FOUNDING / "raw.lt.txt", FOUNDING / "raw.en.txt"])
    press_on(editor, "button", "Upload")

    is_open(editor, STEPS[0])
    document = ImportedDocument.objects.get()
    waiting = document.undecided
    assert waiting == open_choices(editor)
    status = editor.locator("[data-status]")

    editor.keyboard.press("n")
    editor.keyboard.press("1")
    expect(status).to_have_text("Saved.")
    expect(editor.locator(".review__choice--open")).to_have_count(waiting - 1)
    editor.keyboard.press("u")
    expect(editor.locator(".review__choice--open")).to_have_count(waiting)
    editor.keyboard.press("0")
    editor.keyboard.type("savaip")
    editor.keyboard.press("Enter")
    expect(editor.locator(".review__choice--open")).to_have_count(waiting - 1)
    for left in range(waiting - 1, 0, -1):
        editor.keyboard.press("n")
        editor.keyboard.press("1")
        expect(editor.locator(".review__choice--open")).to_have_count(left - 1)
    assert review_of(document).undecided == 0
    assert document.decisions.order_by("number")[2].after == "savaip"

    press_on(editor, "link", "Go on")
    is_open(editor, STEPS[1])
    rows = editor.locator("[data-row]")
    count = rows.count()
    editor.keyboard.press("n")
    editor.keyboard.press("j")
    expect(rows).to_have_count(count - 1)
    editor.keyboard.press("s")
    expect(rows).to_have_count(count)
    assert review_of(document).groups("en")[0].target == (0,)

    press_on(editor, "link", "Go on")
    is_open(editor, STEPS[2])
    lead = editor.get_by_label("Lead (EN)")
    lead.focus()
    editor.keyboard.press("Control+End")
    editor.keyboard.type(" Welcome.")
    editor.keyboard.press("Tab")
    expect(status).to_have_text("Saved.")
    editor.get_by_label("I have checked the text against the original.").focus()
    editor.keyboard.press("Space")
    press_on(editor, "button", "Create draft pair")

    expect(editor.get_by_role("status").first).to_contain_text("draft pair")
    document.refresh_from_db()
    assert document.item is not None
    source = NewsItemPage.objects.get(locale__language_code="lt", translation_key=document.item.translation_key)
    assert editor.url.endswith(reverse("wagtailadmin_pages:edit", args=[source.pk]))
    assert source.organisations.count() >= 13
    english = NewsItemPage.objects.get(translation_key=source.translation_key, locale__language_code="en")
    assert english.lead.endswith("Welcome.")
    assert not source.live
    assert document.state == ImportedDocument.State.REVIEWED


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_review(logged_in: Callable[[str], Page], theme: Any) -> None:
    document = stored()
    page = logged_in("editor")
    page.emulate_media(color_scheme=theme)
    found = []
    for step in STEPS:
        page.goto(reverse(step, args=[document.pk]))
        for summary in page.locator(".review summary").all():
            summary.click()
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], step
            found += [f"{step}, {size['width']}: {line}" for line in violations(page, _RULES, within=".review")]
    for address in (reverse("news_imported_documents_upload"), reverse("news_imported_documents")):
        page.goto(address)
        found += violations(page, _RULES, within="main .nice-padding")
    assert found == []


_RULES = {"type": "tag", "values": STANDARDS}
