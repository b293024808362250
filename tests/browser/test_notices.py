"""What notices of the admin and the translation editor say can be read in either theme."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import prepare
from tests.factories import content

from .test_pages import violations


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_buttons_of_a_notice_and_the_names_of_segments_stand_out(editor: Page, theme: Any) -> None:
    item = content.make_item("Vizitas")
    english = content.translate(item)
    draft = content.fresh(item).get_latest_revision_as_object()
    draft.lead = "Nauja įžanga."
    draft.save_revision()
    prepare(pair_of(content.fresh(item)))
    editor.emulate_media(color_scheme=theme)
    rules = {"type": "rule", "values": ["color-contrast"]}

    editor.goto(reverse("translation_release", args=[item.pk]))
    expect(editor.get_by_role("button", name="Do not release")).to_be_visible()
    assert violations(editor, rules, ".help-block") == []

    editor.goto(reverse("wagtailadmin_pages:edit", args=[english.pk]))
    expect(editor.get_by_role("heading", name="Lead")).to_be_visible()
    assert violations(editor, rules, ".js-translation-editor li h3") == []
