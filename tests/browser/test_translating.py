"""Editor and translator: from a Lithuanian item to its English page, and on when the original changes."""

import datetime
import re

from django.urls import reverse
from playwright.sync_api import Page, expect

from news.models import NewsItemPage, ProjectPage
from tests.factories import content

from . import admin

TEXTS = {
    "Vizitas pas partnerius": "A visit to the partners",
    "Penki specialistai vyks į Tromsę.": "Five specialists will go to Tromsø.",
    "Susitikimai vyks bibliotekoje.": "The meetings are held at the library.",
    "Dalyvius priims <b>savivaldybė</b>.": "The <b>municipality</b> is the host.",
    "Tromsė": "Tromsø",
}
TITLE, LEAD, FIRST, SECOND, PLACE = TEXTS
BEHIND = re.compile("The original in Lithuanian changed on")


def make_item() -> NewsItemPage:
    return content.make_item(
        TITLE,
        lead=LEAD,
        body=[FIRST, SECOND],
        visit_first_day=datetime.date(2024, 4, 8),
        visit_last_day=datetime.date(2024, 4, 11),
        visit_place=PLACE,
    )


def edit_address(page: NewsItemPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def hreflang(page: Page) -> dict[str, str]:
    """Paths that the page names as those of each language."""
    links = page.locator("head link[rel=alternate][hreflang]").evaluate_all(
        "links => links.map(link => [link.hreflang, new URL(link.href).pathname])"
    )
    return {language: path for language, path in links if language != "x-default"}


def test_an_item_is_submitted_translated_segment_by_segment_and_published_only_when_it_is_complete(
    editor: Page, translator: Page, reader: Page
) -> None:
    item = make_item()

    editor.goto(edit_address(item))
    editor.get_by_role("button", name="Actions", exact=True).first.click()
    editor.get_by_role("link", name="Translate this page").click()
    editor.get_by_role("checkbox", name="English").check()
    editor.get_by_role("button", name="Submit").click()
    expect(editor.get_by_role("status")).to_contain_text(TITLE)
    english = item.get_translation(content.locale("en"))

    translator.goto(edit_address(english))
    for source in TEXTS:
        expect(admin.segment(translator, source)).to_be_visible()
    expect(admin.untranslated(translator)).to_have_count(len(TEXTS))
    for source, text in list(TEXTS.items())[:-1]:
        admin.translate(translator, source, text)
    expect(admin.publish_translation(translator)).to_contain_text("1 segment is not translated yet")
    assert not content.fresh(english).live
    reader.goto(f"/en{item.record.permanent_url()}")
    expect(reader.get_by_role("main").get_by_role("link", name=TITLE)).to_have_attribute("href", item.url)

    admin.translate(translator, PLACE, TEXTS[PLACE])
    expect(admin.publish_translation(translator)).to_contain_text(TEXTS[TITLE])

    english = content.fresh(english)
    assert english.slug == "a-visit-to-the-partners"
    addresses = {"lt": item.url, "en": english.url}
    for address in addresses.values():
        reader.goto(address)
        assert hreflang(reader) == addresses
    main = reader.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text(TEXTS[TITLE])
    expect(main.get_by_text("8–11 April 2024")).to_be_visible()
    expect(main.get_by_text(TEXTS[FIRST])).to_be_visible()
    expect(main.locator("b", has_text="municipality")).to_be_visible()


def test_a_changed_original_moves_the_date_at_once_and_readers_and_editors_see_its_prose_behind_until_it_is_translated(
    editor: Page, translator: Page, reader: Page
) -> None:
    item = make_item()
    english = content.translate(item, text=TEXTS.__getitem__)
    reader.goto(english.url)
    main = reader.get_by_role("main")
    expect(main.get_by_text("8–11 April 2024")).to_be_visible()
    expect(main.get_by_text(BEHIND)).to_have_count(0)

    editor.goto(edit_address(item))
    editor.get_by_role("textbox", name="Title").fill("Vizitas pas partnerius nukeltas")
    admin.open_section(editor, "Visit or event").get_by_role("textbox", name="First day").fill("2024-05-13")
    admin.open_section(editor, "Visit or event").get_by_role("textbox", name="Last day").fill("2024-05-16")
    expect(admin.publish(editor)).to_contain_text("Vizitas pas partnerius nukeltas")

    reader.reload()
    expect(main.get_by_text("13–16 May 2024")).to_be_visible()
    expect(main.get_by_role("heading", level=1)).to_have_text(TEXTS[TITLE])
    expect(main.get_by_text(BEHIND)).to_be_visible()
    editor.goto(f"{reverse('translation_matrix')}?title=nukeltas")
    english_cell = (
        editor.get_by_role("row").filter(has_text="Vizitas pas partnerius nukeltas").get_by_role("cell").nth(3)
    )
    expect(english_cell).to_contain_text("behind (1)")
    reader.get_by_role("link", name="Show what changed").click()
    expect(main.locator("ins")).to_have_text(re.compile("nukeltas"))
    reader.go_back()

    translator.goto(edit_address(english))
    expect(admin.untranslated(translator)).to_have_count(1)
    for source in (LEAD, FIRST, SECOND, PLACE):
        expect(admin.segment(translator, source)).to_contain_text(TEXTS[source])
    admin.translate(translator, "Vizitas pas partnerius nukeltas", "Visit to the partners postponed")
    expect(admin.publish_translation(translator)).to_contain_text("Visit to the partners postponed")

    reader.reload()
    expect(main.get_by_role("heading", level=1)).to_have_text("Visit to the partners postponed")
    expect(main.get_by_text(BEHIND)).to_have_count(0)
    editor.reload()
    expect(english_cell).to_contain_text("current")
    assert content.fresh(english).url == english.url


def test_the_translation_editor_names_the_project_of_an_item(translator: Page) -> None:
    project = ProjectPage.objects.filter(locale=content.locale("en"), live=True).first()
    assert project
    item = make_item()
    item.project = project.record
    item.save_revision().publish()
    english = content.submit(item).get_target_instance()

    translator.goto(edit_address(english))

    expect(translator.get_by_text(project.record.name_in("en"), exact=True)).to_be_visible()
