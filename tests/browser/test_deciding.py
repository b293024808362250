"""What is not translated is published by a decision: met, left and answered, by editors and by translators."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from news.models import NewsItemPage
from portal.storage.transactions import WAGTAILS_REFUSAL
from portal.translation.localize import Translation
from portal.translation.translations import refusal_message, undecided_gaps
from portal.translation.untranslated import DecideForm
from tests.factories import content

from .page_types import path_in
from .watching import Watch

LogIn = Callable[[str], Page]
TITLE, LEAD, BODY = "Vizitas pas partnerius", "Penki specialistai vyks į Tromsę.", "Susitikimai vyks bibliotekoje."


def begun_translation() -> tuple[NewsItemPage, Translation]:
    """A published original, of whose segments the lead is not translated."""
    item = content.make_item(TITLE, lead=LEAD, body=[BODY])
    begun = content.submit(item)
    content.fill(begun, {TITLE: "A visit", LEAD: LEAD, BODY: "They meet at the library."}.__getitem__)
    begun.source.stringsegment_set.get(context__path="lead").string.translations.all().delete()
    begun.save_target(publish=False)
    return item, begun


def edit_address(page: NewsItemPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def publish(page: Page) -> None:
    page.locator("section.standing").get_by_role("button", name=_("Publish"), exact=True).click()


def answer(page: Page, number: int) -> None:
    """The first answer keeps what is published, the second shows what is not translated."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(_("Not everything is translated"))
    expect(page.get_by_role("main").get_by_role("listitem").get_by_text(LEAD, exact=True)).to_be_visible()
    decision: Any = DecideForm.base_fields["decision"]
    page.get_by_role("radio", name=str(decision.choices[number][1])).check()
    page.get_by_role("button", name=_("Continue")).click()


def sees_what_is_left(reader: Page, english: NewsItemPage) -> None:
    reader.goto(str(content.fresh(english).url))
    main = reader.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text("A visit")
    expect(main.get_by_text("1 passage of this text is still in Lithuanian.")).to_be_visible()
    expect(main.locator('[lang="lt"]').get_by_text(LEAD)).to_be_visible()


def test_an_editor_decides_about_a_text_that_was_set_apart(
    language: str, editor: Page, reader: Page, watch: Watch
) -> None:
    item, begun = begun_translation()
    english = begun.get_target_instance()
    content.set_apart(english)
    reason = refusal_message("A visit", undecided_gaps(english, of_newest_draft=True))

    watch.allow(400, edit_address(english))
    editor.goto(edit_address(english))
    publish(editor)
    expect(editor.get_by_role("heading", level=1)).to_have_text(_("Nothing was saved"))
    expect(editor.get_by_text(reason)).to_be_visible()
    expect(editor.locator("body")).not_to_contain_text("<")
    expect(editor.get_by_role("textbox")).to_have_count(0)

    editor.go_back()
    expect(editor.locator("#id_title")).to_have_value("A visit")
    editor.locator("#id_title").fill("A visit to the partners")
    publish(editor)
    editor.get_by_role("button", name=_("Save as a draft")).click()
    expect(editor.locator("#id_title")).to_have_value("A visit to the partners")
    assert content.fresh(english).get_latest_revision_as_object().title == "A visit to the partners"
    editor.locator("#id_title").fill("A visit")
    publish(editor)
    editor.get_by_role("button", name=_("Save as a draft")).click()
    publish(editor)
    editor.get_by_role("link", name=_("Decide")).click()
    answer(editor, 0)
    assert not content.fresh(english).live
    reader.goto(f"/en{item.record.permanent_url()}")
    expect(reader.get_by_role("main").get_by_role("link", name=TITLE)).to_have_attribute("href", str(item.url))

    publish(editor)
    editor.get_by_role("link", name=_("Decide")).click()
    answer(editor, 1)
    expect(editor.get_by_role("status")).to_contain_text("A visit")
    assert content.fresh(english).live
    sees_what_is_left(reader, english)


def test_a_translator_decides_about_a_translation_of_his_own(language: str, translator: Page, reader: Page) -> None:
    _item, begun = begun_translation()
    english = begun.get_target_instance()
    reason = refusal_message("A visit", undecided_gaps(english))

    translator.goto(edit_address(english))
    publish(translator)
    expect(translator.get_by_role("status")).to_contain_text(reason)
    assert not content.fresh(english).live
    translator.get_by_role("link", name=_("Decide")).click()
    translator.go_back()
    publish(translator)
    translator.get_by_role("link", name=_("Decide")).click()
    answer(translator, 0)
    expect(translator.locator("section.standing")).to_be_visible()
    assert not content.fresh(english).live

    publish(translator)
    translator.get_by_role("link", name=_("Decide")).click()
    answer(translator, 1)
    expect(translator.get_by_role("status")).to_contain_text("A visit")
    sees_what_is_left(reader, english)


def test_a_translator_is_turned_away_from_a_text_that_was_set_apart(language: str, translator: Page) -> None:
    _item, begun = begun_translation()
    english = begun.get_target_instance()
    content.set_apart(english)
    for address in (reverse("translation_decide_gaps", args=[begun.pk]), edit_address(english)):
        translator.goto(address)
        assert path_in(translator.url) == reverse("wagtailadmin_home"), address
        expect(translator.get_by_role("status")).to_contain_text(_(WAGTAILS_REFUSAL))
    assert not content.fresh(english).live
