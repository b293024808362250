"""No word of a translator is lost: what the editor shows where a save cannot simply be stored."""

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Locator, Page, Route, expect
from wagtail.models import Page as WagtailPage
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation

from news.models import NewsItemPage
from portal.translation.keeping.models import KeptText
from tests.client import Client
from tests.factories import content

from . import admin
from .snapshot import Snapshot
from .test_pages import STANDARDS, violations
from .watching import Watch

TITLE, LEAD = "Vizitas pas partnerius", "Penki specialistai vyks į Tromsę."
TYPED = "Five specialists will travel to Tromsø."
# Where pictures of what is tested are put, for people to look at.
PICTURES = os.environ.get("SCREENSHOTS", "")

LoggedIn = Callable[[str], Page]


@pytest.fixture
def item(portal: str) -> NewsItemPage:
    return content.make_item(TITLE, lead=LEAD, body=["Pastraipa."])


@pytest.fixture
def translation(item: NewsItemPage) -> Translation:
    return content.submit(item)


def edit_address(translation: Translation) -> str:
    return reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])


def save_address(translation: Translation, text: str = LEAD) -> str:
    segment = translation.source.stringsegment_set.get(string__data=text)
    return reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])


def open_editor(page: Page, translation: Translation) -> None:
    """And waits until the server knows that it is open."""
    with page.expect_response(re.compile("/presence/")):
        page.goto(edit_address(translation))


def type_into(page: Page, source: str, text: str) -> Locator:
    item = admin.segment(page, source)
    item.get_by_role("button", name=re.compile("^(Translate|Edit)$")).click()
    item.get_by_role("textbox").fill(text)
    return item


def allow_no_help(watch: Watch, translation: Translation, text: str = LEAD) -> None:
    """The companion goes on asking for a segment that is gone by then."""
    segment = translation.source.stringsegment_set.get(string__data=text)
    for name in ("translation_segment", "translation_checks"):
        watch.allow(404, reverse(name, args=["en", segment.pk]))


def presence_address(translation: Translation) -> str:
    return reverse("translation_presence", args=[translation.pk])


def notice(page: Page) -> Locator:
    return page.locator(".saving-notice")


def picture(page: Page, name: str) -> None:
    if not PICTURES:
        return
    size = page.viewport_size
    for width in (1440, 768):
        page.set_viewport_size({"width": width, "height": 1000})
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png")
    if size is not None:
        page.set_viewport_size(size)


def republish(item: NewsItemPage, **values: object) -> None:
    changed = content.fresh(item)
    for name, value in values.items():
        setattr(changed, name, value)
    changed.save_revision().publish()


def stored(text: str) -> bool:
    return StringTranslation.objects.filter(data=text).exists()


def test_an_original_that_is_published_anew_while_somebody_types_loses_nothing(
    translator: Page, item: NewsItemPage, translation: Translation, watch: Watch
) -> None:
    open_editor(translator, translation)
    lead = type_into(translator, LEAD, TYPED)
    address = save_address(translation)
    allow_no_help(watch, translation)
    republish(item, lead="Šeši specialistai vyks į Tromsę.")
    watch.expect(409, address)
    lead.get_by_role("button", name="Save").click()

    told = notice(translator)
    expect(told).to_contain_text("was changed while you were translating it")
    expect(told.locator("del")).to_have_text("Penki")
    expect(told.locator("ins")).to_have_text("Šeši")
    expect(told.get_by_text(TYPED)).to_be_visible()
    # The editor says so too, keeps the text, and does not count it as done.
    expect(lead).to_contain_text(TYPED)
    expect(lead).to_contain_text("was changed while you were translating it")
    expect(translator.get_by_text("0 of")).to_be_visible()
    assert KeptText.objects.get(text=TYPED).reason == "changed"
    assert violations(translator, {"type": "tag", "values": STANDARDS}, within=".saving-notices") == []
    picture(translator, "republished")

    told.get_by_role("button", name="Reload the page").click()
    beside = translator.get_by_role("complementary", name="companion")
    admin.segment(translator, "Šeši specialistai vyks į Tromsę.").get_by_role("button", name="Translate").click()
    kept = beside.get_by_role("region", name="Kept texts")
    expect(kept.locator("ins")).to_have_text("Šeši")
    picture(translator, "suggestion")
    kept.get_by_role("button", name="Insert").click()
    expect(translator.locator("textarea")).to_have_value(TYPED)
    with translator.expect_popup() as opening:
        kept.get_by_role("link", name="All kept texts").click()
    listed = opening.value
    expect(listed.get_by_text(TYPED)).to_be_visible()
    picture(listed, "kept-of-translation")


def test_a_part_that_is_taken_out_of_the_original_leaves_its_text_to_be_copied(
    translator: Page, item: NewsItemPage, translation: Translation, watch: Watch
) -> None:
    open_editor(translator, translation)
    paragraph = type_into(translator, "Pastraipa.", "A paragraph.")
    watch.expect(409, save_address(translation, "Pastraipa."))
    allow_no_help(watch, translation, "Pastraipa.")
    republish(item, body=[])
    paragraph.get_by_role("button", name="Save").click()
    expect(notice(translator)).to_contain_text("was removed from the original")
    translator.goto(reverse("translation_kept"))
    expect(translator.get_by_text("A paragraph.")).to_be_visible()
    picture(translator, "own-kept")


@pytest.mark.parametrize(
    ("button", "standing"),
    [("Save mine", TYPED), ("Leave the other", "Theirs."), ("Save what I put together", "Both.")],
)
def test_two_translators_of_one_part_are_shown_each_other_and_both_texts(
    logged_in: LoggedIn, translation: Translation, watch: Watch, button: str, standing: str
) -> None:
    other, one = logged_in("administrator"), logged_in("translator")
    open_editor(other, translation)
    open_editor(one, translation)
    expect(one.locator("[data-present]")).to_contain_text("has this translation open")
    theirs = type_into(other, LEAD, "Theirs.")
    lead = type_into(one, LEAD, TYPED)
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.get_by_role("button", name="Edit")).to_be_visible()
    watch.expect(409, save_address(translation))
    lead.get_by_role("button", name="Save").click()

    question = one.get_by_role("dialog", name="Two texts for one part")
    expect(question.get_by_text("Theirs.", exact=True).first).to_be_visible()
    expect(question.get_by_text(TYPED, exact=True).first).to_be_visible()
    question.get_by_label("Both, put together by hand").fill("Both.")
    assert violations(one, {"type": "tag", "values": STANDARDS}, within=".saving-conflict") == []
    picture(one, f"conflict-{button.split()[-1]}")
    question.get_by_role("button", name=button).click()
    expect(lead.get_by_role("button", name="Edit")).to_be_visible()
    expect(lead).to_contain_text(standing)
    assert stored(standing)
    for text in {TYPED, "Theirs."} - {standing}:
        assert KeptText.objects.filter(text=text).exists(), text


def test_a_question_that_is_left_open_keeps_the_text_and_says_so(
    logged_in: LoggedIn, translation: Translation, watch: Watch
) -> None:
    page = logged_in("translator")
    open_editor(page, translation)
    lead = type_into(page, LEAD, TYPED)
    content.fill(translation)
    for _time in range(2):
        watch.expect(409, save_address(translation))
    lead.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(notice(page)).to_contain_text("have not decided")
    assert KeptText.objects.filter(text=TYPED, reason="conflict").exists()
    notice(page).get_by_role("button", name="Save again").click()
    page.get_by_role("dialog").get_by_role("button", name="Save mine").click()
    expect(lead.get_by_role("button", name="Edit")).to_be_visible()
    assert stored(TYPED)


def test_a_session_that_ends_while_somebody_types_costs_nothing(
    translator: Page, translation: Translation, watch: Watch, snapshot: Snapshot, portal: str
) -> None:
    open_editor(translator, translation)
    lead = type_into(translator, LEAD, TYPED)
    Session.objects.filter(pk=snapshot.sessions["translator"]).delete()
    watch.expect(403, save_address(translation))
    watch.allow(403, presence_address(translation))
    segment = translation.source.stringsegment_set.get(string__data=LEAD)
    for name in ("translation_segment", "translation_checks"):
        watch.allow(403, reverse(name, args=["en", segment.pk]))
    lead.get_by_role("button", name="Save").click()
    told = notice(translator)
    expect(told.first).to_contain_text("no longer logged in")
    expect(lead).to_contain_text(TYPED)
    assert not stored(TYPED)
    picture(translator, "logged-out")

    # She logs in again in another window, with a session and a token of their own.
    fresh = _session_of("translator")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": fresh, "url": portal}
    translator.context.add_cookies([cookie])  # type: ignore[list-item]
    told.get_by_role("button", name="Save again").first.click()
    expect(lead.get_by_role("button", name="Edit")).to_be_visible()
    expect(notice(translator)).to_have_count(0)
    assert stored(TYPED)


def _session_of(name: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return str(client.session.session_key)


def test_a_token_that_another_window_has_changed_is_taken_over(
    translator: Page, translation: Translation, portal: str
) -> None:
    open_editor(translator, translation)
    lead = type_into(translator, LEAD, TYPED)
    cookie = {"name": settings.CSRF_COOKIE_NAME, "value": "a" * 32, "url": portal}
    translator.context.add_cookies([cookie])  # type: ignore[list-item]
    lead.get_by_role("button", name="Save").click()
    expect(lead.get_by_role("button", name="Edit")).to_be_visible()
    assert stored(TYPED)


def test_a_lost_network_and_a_window_that_is_closed_keep_the_text_in_the_browser(
    translator: Page, translation: Translation
) -> None:
    open_editor(translator, translation)
    lead = type_into(translator, LEAD, TYPED)
    translator.route("**/strings/**", lambda route: route.abort("aborted"))
    lead.get_by_role("button", name="Save").click()
    expect(notice(translator)).to_contain_text("cannot be reached")
    picture(translator, "network")

    open_editor(translator, translation)
    told = notice(translator)
    expect(told).to_contain_text("it was not saved")
    expect(told.get_by_text(TYPED)).to_be_visible()
    translator.unroute("**/strings/**")
    told.get_by_role("button", name="Insert").click()
    lead = admin.segment(translator, LEAD)
    expect(lead.get_by_role("textbox")).to_have_value(TYPED)
    lead.get_by_role("button", name="Save").click()
    expect(lead.get_by_role("button", name="Edit")).to_be_visible()
    assert stored(TYPED)
    open_editor(translator, translation)
    expect(notice(translator)).to_have_count(0)


def test_what_is_cancelled_is_offered_until_it_is_discarded(translator: Page, translation: Translation) -> None:
    open_editor(translator, translation)
    type_into(translator, LEAD, TYPED)
    translator.keyboard.press("Escape")
    told = notice(translator)
    expect(told).to_contain_text("You cancelled what you were typing")
    told.get_by_role("button", name="Close").click()
    open_editor(translator, translation)
    notice(translator).get_by_role("button", name="Discard").click()
    open_editor(translator, translation)
    expect(notice(translator)).to_have_count(0)


def _fail(status: int, route: Route) -> None:
    route.fulfill(status=status, body="<html>")


def test_a_server_that_is_away_or_fails_is_told_in_the_users_language(
    translator: Page, translation: Translation, watch: Watch
) -> None:
    profile = UserProfile.get_for_user(User.objects.get(username="translator"))
    profile.preferred_language = "lt"
    profile.save()
    open_editor(translator, translation)
    address = save_address(translation)
    item = admin.segment(translator, LEAD)
    item.get_by_role("button").last.click()
    item.get_by_role("textbox").fill(TYPED)
    for status in (503, 500):
        watch.expect(status, address)
        translator.route("**/strings/**", partial(_fail, status))
        item.get_by_role("button").last.click()
        expect(notice(translator)).to_contain_text("neišsaug")
        translator.unroute("**/strings/**")
        item.get_by_role("button").last.click()
    expect(item.get_by_role("textbox")).to_have_value(TYPED)
    picture(translator, "server-lt")


def test_an_original_that_is_deleted_meanwhile_leaves_the_text_to_its_writer(
    translator: Page, item: NewsItemPage, translation: Translation, watch: Watch
) -> None:
    open_editor(translator, translation)
    lead = type_into(translator, LEAD, TYPED)
    address = save_address(translation)
    allow_no_help(watch, translation)
    WagtailPage.objects.get(pk=item.pk).delete()
    watch.expect(410, address)
    watch.allow(404, presence_address(translation))
    lead.get_by_role("button", name="Save").click()
    expect(notice(translator).first).to_contain_text("has been deleted meanwhile")
    translator.goto(reverse("translation_kept"))
    expect(translator.get_by_text(TYPED)).to_be_visible()


def test_an_address_that_does_not_exist_has_a_page_of_the_admin(translator: Page, watch: Watch) -> None:
    watch.expect(404, "/admin/nothing/")
    translator.goto("/admin/nothing/")
    expect(translator.get_by_role("heading", level=1)).to_have_text("There is no such page in the admin")
    expect(translator.get_by_role("link", name="To the front page of the admin")).to_be_visible()
    picture(translator, "admin-404")
