"""The translator's companion: what it shows beside wagtail-localize's editor, and a translation made by keyboard."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, Route, expect
from wagtail_localize.models import StringTranslation

from news.models import NewsItemPage
from portal.translation.glossary.models import GlossaryEntry, GlossaryTerm
from portal.translation.memory.keeping import bring_up_to_date
from tests.factories import content

from . import admin
from .test_pages import STANDARDS, violations

TITLE, LEAD = "Vizitas pas partnerius 2024 m.", "Penki specialistai vyks į Tromsę."
HEADING, ITEM = "Kas numatyta", "Susitikimas savivaldybėje 15 val."
TEXTS = {
    TITLE: "A visit to the partners in 2024",
    LEAD: "Five specialists will go to Tromsø.",
    HEADING: "What is planned",
    ITEM: "A meeting at the municipality at 3 p.m.",
}


def make_item(title: str = TITLE) -> NewsItemPage:
    body = [
        {"type": "heading", "value": HEADING},
        {"type": "paragraph", "value": f"<ul><li>{ITEM}</li><li>{ITEM} 2</li></ul>"},
    ]
    return content.make_item(title, lead=LEAD, body=body)


def remember() -> None:
    """Last year's item is translated, and the worker has seen it."""
    content.translate(make_item(), text=lambda text: TEXTS.get(text, f"{TEXTS[ITEM]} 2"))
    bring_up_to_date()


def edit_address(page: NewsItemPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def companion(page: Page) -> Locator:
    return page.get_by_role("complementary", name=re.compile("companion|pagalbininkas"))


def test_a_translator_works_without_a_mouse_with_memory_glossary_and_checks(translator: Page) -> None:
    remember()
    entry = GlossaryEntry.objects.create(note="Never “tour”.")
    for language, text in (("lt", "vizitas"), ("en", "visit")):
        GlossaryTerm.objects.create(entry=entry, language=language, text=text)
    item = make_item("Vizitas pas partnerius 2025 m.")
    content.submit(item)
    english = item.get_translation(content.locale("en"))

    translator.goto(edit_address(english))
    beside = companion(translator)
    expect(beside.get_by_text("0 of")).to_be_visible()
    expect(beside.get_by_role("heading", name="Title")).to_be_visible()
    expect(beside.get_by_text("99 %")).to_be_visible()
    expect(beside.get_by_text("Never “tour”.")).to_be_visible()
    structures = translator.locator("li[data-structure]").evaluate_all("all => all.map(each => each.dataset.structure)")
    assert structures == ["Title", "Lead", "Heading", "Text, list item 1 of 2", "Text, list item 2 of 2"]

    keyboard = translator.keyboard
    keyboard.press("Alt+n")
    field = translator.get_by_role("textbox").and_(translator.locator("textarea"))
    expect(field).to_be_focused()
    keyboard.type("A tour of the partners in 2024")
    expect(beside.get_by_text("The source has no “2024”.")).to_be_visible()
    expect(beside.get_by_text("The glossary has “visit” for “Vizitas”.")).to_be_visible()
    keyboard.press("Alt+1")
    expect(field).to_have_value("A visit to the partners in 2025")
    expect(beside.get_by_text("The checks have found nothing.")).to_be_visible()
    for source in (LEAD, HEADING, ITEM, f"{ITEM} 2"):
        keyboard.press("Control+Enter")
        expect(beside.get_by_text(source, exact=True).first).to_be_visible()
        expect(beside.get_by_text("100 %")).to_be_visible()
        keyboard.press("Alt+1")
        expect(field).not_to_have_value("")
    keyboard.press("Control+Enter")
    expect(admin.untranslated(translator)).to_have_count(0)
    expect(beside.get_by_role("progressbar")).to_have_js_property("value", 1)
    assert (
        StringTranslation.objects.get(translation_of__data="Vizitas pas partnerius 2025 m.").data
        == "A visit to the partners in 2025"
    )

    keyboard.press("Alt+p")
    expect(beside.locator("iframe").content_frame.get_by_role("heading", level=1)).to_have_text(
        "A visit to the partners in 2025"
    )


def test_a_changed_segment_comes_with_its_old_translation(translator: Page) -> None:
    item = make_item()
    english = content.translate(item, text=lambda text: TEXTS.get(text, f"{TEXTS[ITEM]} 2"))
    item.title = "Vizitas pas partnerius 2024 m. atšauktas"
    item.save_revision().publish()

    translator.goto(edit_address(english))
    beside = companion(translator)
    changed = beside.get_by_role("region", name="Changed since it was translated")
    expect(changed.locator("ins")).to_have_text(" atšauktas")
    expect(changed.get_by_text(TEXTS[TITLE])).to_be_visible()
    translator.keyboard.press("Alt+n")
    translator.keyboard.press("Alt+0")
    expect(translator.locator("textarea")).to_have_value(TEXTS[TITLE])


def test_publishing_asks_about_what_the_checks_have_found(translator: Page) -> None:
    item = make_item()
    content.fill(content.submit(item), text=lambda text: TEXTS.get(text, f"{TEXTS[ITEM]} 2").replace("2024", "2042"))
    english = item.get_translation(content.locale("en"))
    translator.goto(edit_address(english))
    translator.get_by_role("button", name="Publish in").click()
    expect(translator.get_by_role("heading", name="Publish all the same?")).to_be_visible()
    expect(translator.get_by_text("The source has no “2042”.")).to_be_visible()
    assert not content.fresh(english).live

    translator.get_by_role("button", name="Publish all the same").click()
    expect(translator.get_by_role("status").first).to_contain_text("Published")
    assert content.fresh(english).live


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_companion(logged_in: Callable[[str], Page], theme: str) -> None:
    remember()
    item = make_item("Vizitas pas partnerius 2025 m.")
    content.submit(item)
    page = logged_in("translator")
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto(edit_address(item.get_translation(content.locale("en"))))
    expect(companion(page).get_by_text("99 %")).to_be_visible()
    assert violations(page, {"type": "tag", "values": STANDARDS}, within=".companion") == []


def test_the_keys_work_before_the_companion_knows_the_segments(translator: Page) -> None:
    english = content.submit(make_item()).get_target_instance()
    held: list[Route] = []
    translator.route("**/translating/?*", lambda route: held.append(route))
    translator.goto(edit_address(english))
    expect(companion(translator).get_by_role("button", name="Next untranslated")).to_be_visible()
    translator.keyboard.press("Alt+n")
    expect(translator.get_by_role("textbox").and_(translator.locator("textarea"))).to_be_focused()
    held[0].continue_()
    expect(companion(translator).get_by_text("0 of")).to_be_visible()
    expect(companion(translator).get_by_role("heading", name="Title")).to_be_visible()
