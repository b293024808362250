"""Every button of readers' pages does what it says, in every language."""

import re

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, expect
from wagtail.models import PageViewRestriction

from . import portal_content
from .buttons import Button, buttons_of_readers
from .page_types import item, path_in

PASSWORD = "correct horse battery"


@pytest.mark.parametrize("language", ["lt", "en"])
def test_readers_get_what_the_buttons_say(reader: Page, language: str) -> None:
    oslo = item(portal_content.OSLO, language)
    PageViewRestriction.objects.create(page=oslo, restriction_type=PageViewRestriction.PASSWORD, password=PASSWORD)
    User.objects.create_user("skaitytoja", "s@example.org", PASSWORD)
    buttons = buttons_of_readers()
    with translation.override(language):
        results, log_in = reverse("search:results"), reverse("wagtailcore_login")
    pressed: set[Button] = set()

    def press(template: str) -> None:
        """The only button of a template."""
        [button] = [each for each in buttons if each.template.endswith(template) and each not in pressed]
        with reader.expect_navigation():
            reader.get_by_role("button", name=button.shown(language), exact=True).click()
        pressed.add(button)

    for address, template in ((f"/{language}/", "includes/search_form.html"), (results, "search/results.html")):
        reader.goto(address)
        reader.get_by_role("search").locator("input[type=search]").fill("Vidupys")
        press(template)
        assert path_in(reader.url) == results
        expect(reader.get_by_role("main").get_by_role("article")).not_to_have_count(0)

    reader.goto(str(oslo.url))
    reader.locator("input[type=password]").fill(PASSWORD)
    press("portal/password_required.html")
    expect(reader.get_by_role("heading", level=1)).to_have_text(oslo.title)

    reader.goto(log_in)
    log_in_button, log_out_button = sorted(
        (each for each in buttons if each.template.endswith("portal/log_in.html")), key=lambda each: each.label
    )
    reader.locator("input[name=username]").fill("skaitytoja")
    reader.locator("input[type=password]").fill(PASSWORD)
    for button, shown in ((log_in_button, 0), (log_out_button, 1)):
        with reader.expect_navigation():
            reader.get_by_role("button", name=button.shown(language), exact=True).click()
        pressed.add(button)
        reader.goto(log_in)
        expect(reader.get_by_text(re.compile("skaitytoja"))).to_have_count(1 - shown)

    assert buttons - pressed == set()
