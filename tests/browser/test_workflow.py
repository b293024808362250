"""A translation's way through its workflow, as the people in it go it: by what stands at the top of each page."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from pytest_django.fixtures import Settings
from wagtail_localize.models import Translation

from news.models import NewsItemPage
from portal.translation.staff.workflows import set_up_workflow
from tests.factories import content

from . import admin
from .assigned import assigned_translation
from .conftest import Open

WIDTHS = (1440, 768)
COMMENT = "Is it <b>really</b> April?"


@pytest.fixture
def translation(portal: str) -> Translation:
    """Of a published item, assigned to the translator and complete."""
    return assigned_translation()


def address(translation: Translation) -> str:
    return reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])


def top(page: Page) -> Locator:
    return page.get_by_role("region", name="Where it stands")


def pictures(page: Page, folder: str, name: str) -> None:
    """At each width; whatever can be pressed at the top is within the window."""
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for button in top(page).get_by_role("button").all():
            box = button.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        page.screenshot(path=Path(folder) / f"{name}-{width}.png")
    assert before is not None
    page.set_viewport_size(before)


def footer_actions(page: Page) -> list[str]:
    """Labels of what the bar below the translation editor shows, its menu included."""
    footer = page.locator(".js-translation-editor footer")
    expect(footer.get_by_role("button").or_(footer.get_by_role("link")).first).to_be_visible()
    menu = footer.get_by_role("button", name="More actions")
    if menu.count():
        menu.first.click()
    shown = footer.get_by_role("button").or_(footer.get_by_role("link")).all()
    return [each.inner_text().strip() for each in shown if each.inner_text().strip() != "More actions"]


def test_a_translation_is_handed_in_sent_back_mended_and_approved_from_the_top_of_its_page(
    logged_in: Open, translation: Translation, mailoutbox: list[Any], output_path: str
) -> None:
    translator, reviewer = logged_in("translator"), logged_in("reviewer")
    translator.goto(address(translation))
    expect(top(translator)).to_contain_text("Being translated")
    expect(top(translator)).to_contain_text("It is your turn.")
    expect(top(translator)).to_contain_text("Assigned to you.")
    pictures(translator, output_path, "1-being-translated")
    expect(translator.get_by_role("button", name="Edit", exact=True)).not_to_have_count(0)
    top(translator).get_by_role("button", name="Hand in").click()
    expect(translator.get_by_role("status")).to_contain_text("was handed in")

    expect(top(translator)).to_contain_text("In review")
    expect(top(translator)).to_contain_text("Waiting for: ")
    expect(top(translator).get_by_role("button")).to_have_count(0)
    expect(translator.get_by_role("link", name="Preview").first).to_be_visible()
    expect(translator.get_by_role("button", name="Edit", exact=True)).to_have_count(0)
    assert footer_actions(translator) == ["Preview"]
    pictures(translator, output_path, "2-handed-in")

    reviewer.goto(reverse("wagtailadmin_home"))
    row = reviewer.get_by_role("row").filter(has_text="EN Vizitas")
    expect(row.get_by_role("button", name="Approve: EN Vizitas")).to_be_visible()
    expect(row.get_by_role("button", name="Request changes: EN Vizitas")).to_be_visible()
    row.get_by_role("link", name="EN Vizitas").click()
    expect(top(reviewer)).to_contain_text("It is your turn.")
    expect(top(reviewer).get_by_role("button").first).to_have_text("Approve")
    assert footer_actions(reviewer) == ["Preview"]
    # By keyboard.
    top(reviewer).locator("summary").focus()
    reviewer.keyboard.press("Enter")
    reviewer.get_by_label("What is to be changed?").fill(COMMENT)
    pictures(reviewer, output_path, "3-in-review")
    reviewer.get_by_role("button", name="Send back").press("Enter")
    expect(reviewer.get_by_role("status")).to_contain_text("was sent back")

    translator.reload()
    expect(top(translator)).to_contain_text("It is your turn.")
    expect(top(translator).get_by_text(COMMENT)).to_be_visible()
    expect(top(translator)).to_contain_text("Requested changes: reviewer")
    pictures(translator, output_path, "4-sent-back")
    item = admin.segment(translator, "Vizitas")
    item.get_by_role("button", name="Edit", exact=True).click()
    item.get_by_role("textbox").fill("A visit")
    item.get_by_role("button", name="Save").click()
    expect(item.get_by_role("button", name="Edit", exact=True)).to_be_visible()
    top(translator).get_by_role("button", name="Hand in").click()
    expect(top(translator)).to_contain_text("In review")

    reviewer.goto(address(translation))
    top(reviewer).get_by_role("button", name="Approve").click()
    expect(reviewer.get_by_role("status")).to_contain_text("was approved")
    assert NewsItemPage.objects.get(pk=translation.get_target_instance().pk).title == "A visit"
    told = [(each.to[0].partition("@")[0], each.subject.partition(":")[0]) for each in mailoutbox]
    assert told == [
        ("translator", "Your turn"),
        ("reviewer", "Your turn"),
        ("translator", "Sent back"),
        ("reviewer", "Your turn"),
        ("translator", "Approved and published"),
    ]


def test_approving_asks_what_the_checks_have_found_on_the_page_and_in_a_dialogue(
    logged_in: Open, translation: Translation
) -> None:
    segment = translation.source.stringsegment_set.get(context__path="lead")
    segment.string.translations.update(data="EN Vizitas 2018")
    translator, reviewer = logged_in("translator"), logged_in("reviewer")
    translator.goto(address(translation))
    top(translator).get_by_role("button", name="Hand in").click()
    translator.get_by_role("button", name="Publish all the same").click()
    expect(top(translator)).to_contain_text("In review")

    reviewer.goto(reverse("wagtailadmin_home"))
    row = reviewer.get_by_role("row").filter(has_text="EN Vizitas")
    row.get_by_role("button", name="More actions").click()
    reviewer.get_by_role("button", name="Approve with comment").click()
    reviewer.get_by_role("dialog").get_by_role("textbox").fill("Well done")
    reviewer.get_by_role("dialog").get_by_role("button", name="Approve").click()
    expect(reviewer.get_by_role("button", name="Publish all the same")).to_be_visible()
    assert not translation.get_target_instance().live
    reviewer.get_by_role("button", name="Publish all the same").click()
    expect(reviewer.get_by_role("status")).to_contain_text("was approved")
    translator.reload()
    expect(top(translator)).to_contain_text("Published")
    expect(top(translator).get_by_text("Well done")).to_be_visible()
    assert translation.get_target_instance().live


def test_an_original_is_submitted_recalled_and_approved_where_the_setting_says_so(
    logged_in: Open, portal: str, settings: Settings, output_path: str
) -> None:
    settings.ORIGINALS_WORKFLOW = "review"
    set_up_workflow()
    item = content.make_item("Seminaras", publish=False)
    edit = reverse("wagtailadmin_pages:edit", args=[item.pk])
    editor, reviewer = logged_in("editor"), logged_in("reviewer")
    editor.goto(edit)
    top(editor).get_by_role("button", name="Hand in for review").click()
    editor.goto(edit)
    expect(top(editor)).to_contain_text("In review")
    pictures(editor, output_path, "5-original-in-review")
    top(editor).get_by_role("button", name="Recall").click()
    expect(editor.get_by_role("status")).to_contain_text("was recalled")
    top(editor).get_by_role("button", name="Hand in for review").click()

    reviewer.goto(edit)
    top(reviewer).get_by_role("button", name="Approve").click()
    expect(reviewer.get_by_role("status")).not_to_be_empty()
    assert content.fresh(item).live


def test_an_original_is_published_at_once_where_nobody_reviews_it(logged_in: Open, portal: str) -> None:
    item = content.make_item("Seminaras", publish=False)
    editor = logged_in("editor")
    editor.goto(reverse("wagtailadmin_pages:edit", args=[item.pk]))
    expect(top(editor)).to_contain_text("Not published")
    expect(editor.get_by_role("button", name="Submit to")).to_have_count(0)
    top(editor).get_by_role("button", name="Publish").click()
    expect(editor.get_by_role("status")).to_contain_text("Seminaras")
    assert content.fresh(item).live


def test_the_top_is_readable_in_the_dark(open_browser: Open, logged_in: Open, translation: Translation) -> None:
    translator = logged_in("translator")
    translator.emulate_media(color_scheme="dark")
    translator.goto(address(translation))
    colours = top(translator).evaluate(
        "(each) => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor]"
    )
    light, dark = (sum(int(part) for part in each[each.index("(") + 1 : -1].split(",")[:3]) for each in colours)
    assert light - dark > 300
