"""A translator's way from the daily e-mail to a published pair, without a mouse."""

import datetime
import re
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.fixtures import Settings

from portal.translation.matrix.digests import send_digests
from portal.translation.staff.assigning import assign
from tests.factories import content

from . import admin
from .conftest import Open
from .test_translating import hreflang
from .test_translators_companion import HEADING, ITEM, LEAD, TEXTS, TITLE, companion, make_item

MOST_TABS = 150


def tab_to(page: Page, target: Locator) -> None:
    for _ in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by {MOST_TABS} steps of Tab")


def test_an_assigned_item_becomes_a_published_pair_by_keyboard_from_the_link_in_the_e_mail(
    open_browser: Open,
    passwords: dict[str, str],
    portal: str,
    reader: Page,
    settings: Settings,
    mailoutbox: list[Any],
    output_path: str,
) -> None:
    settings.BASE_URL = portal
    item = make_item()
    due_on = timezone.localdate() + datetime.timedelta(days=3)
    assign(item, content.locale("en"), User.objects.get(username="translator"), due_on=due_on, note="For the mayor.")
    assert send_digests() == 1
    [mail] = mailoutbox
    [link] = re.findall(rf"{portal}\S+/edit/", mail.body)

    page = open_browser(locale="en-GB", viewport={"width": 1280, "height": 1000})
    pictures = Path(output_path)
    page.goto(link)
    tab_to(page, page.get_by_role("textbox", name="Username"))
    page.keyboard.type("translator")
    tab_to(page, page.get_by_role("textbox", name="Password"))
    page.keyboard.type(passwords["translator"])
    page.screenshot(path=pictures / "1-log-in.png")
    page.keyboard.press("Enter")

    beside = companion(page)
    above = page.get_by_role("region", name="Where it stands")
    expect(above.get_by_text("Assigned to you.")).to_be_visible()
    expect(above.get_by_text("For the mayor.")).to_be_visible()
    page.screenshot(path=pictures / "2-assigned.png")
    expect(beside.get_by_role("button", name="Next untranslated")).to_be_visible()
    page.keyboard.press("Alt+n")
    field = page.get_by_role("textbox").and_(page.locator("textarea"))
    for source in (TITLE, LEAD, HEADING, ITEM, f"{ITEM} 2"):
        expect(beside.get_by_text(source, exact=True).first).to_be_visible()
        expect(field).to_be_focused()
        page.keyboard.type(TEXTS.get(source, f"{TEXTS[ITEM]} 2"))
        page.keyboard.press("Control+Enter")
    expect(beside.get_by_role("progressbar")).to_have_js_property("value", 1)
    expect(admin.untranslated(page)).to_have_count(0)
    page.screenshot(path=pictures / "3-translated.png")

    tab_to(page, page.get_by_role("button", name="Publish in"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Published")
    page.screenshot(path=pictures / "4-published.png")

    english = item.get_translation(content.locale("en"))
    for address in (item.url, english.url):
        reader.goto(address)
        assert hreflang(reader) == {"lt": item.url, "en": english.url}
    expect(reader.get_by_role("main").get_by_role("heading", level=1)).to_have_text(TEXTS[TITLE])
    reader.screenshot(path=pictures / "5-read.png")
