"""*Try again* on the page that says that nothing was saved: it sends what was typed, and is done once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect
from wagtail.models import Page as WagtailPage

from news.models import NewsItemPage
from portal.storage.failures import StorageFailure
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import cancel, prepare
from tests.factories import content

from .conftest import Open
from .test_deciding import edit_address, publish
from .watching import Watch

TYPED = "Vizitas, apie kurį rašoma „antrą kartą“ & <b>daugiau</b>"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, portal: str) -> None:
    """Who waits for others to store something gives up after a second, instead of twenty."""
    kept: dict[str, Any] = connections.settings["default"]["OPTIONS"]
    if connections["default"].vendor == "sqlite":
        monkeypatch.setitem(kept, "timeout", 1)
    else:
        monkeypatch.setitem(kept, "options", "-c lock_timeout=1s")


@contextmanager
def others_store_something(page: WagtailPage) -> Iterator[None]:
    with transaction.atomic():
        WagtailPage.objects.filter(pk=page.pk).update(title=page.title)
        yield


def allow_what_pages_ask(watch: Watch, page: WagtailPage) -> None:
    """What an editor that is open stores of itself meanwhile, and the answers that the tests are about."""
    watch.allow(503, edit_address(page))
    watch.allow(400, edit_address(page))
    watch.allow(503, reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk]))


def try_again(page: Page) -> None:
    page.get_by_role("button", name=_("Try again"), exact=True).click()


def is_told(page: Page, reason: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Nothing was saved"))
    expect(page.get_by_text(reason)).to_be_visible()
    expect(page.get_by_role("button", name=_("Try again"), exact=True)).to_have_count(1)


@contextmanager
def answered(page: Page) -> Iterator[None]:
    """The page says the same as before: only the answer tells that it is another one."""
    with page.expect_response(lambda each: each.request.method == "POST" and each.request.is_navigation_request()):
        yield


@pytest.mark.usefixtures("language", "impatient")
@pytest.mark.parametrize("name", ["editor", "administrator"])
def test_who_had_to_wait_for_others_tries_again_until_it_is_done(name: str, logged_in: Open, watch: Watch) -> None:
    item = content.make_item("Vizitas")
    allow_what_pages_ask(watch, item)
    page = logged_in(name)
    page.goto(edit_address(item))
    page.locator("#id_title").fill(TYPED)
    page.wait_for_load_state("networkidle")

    with others_store_something(item):
        with answered(page):
            publish(page)
        is_told(page, StorageFailure.BUSY.sentence)
        with answered(page):
            try_again(page)
        is_told(page, StorageFailure.BUSY.sentence)
    before = content.fresh(item).revisions.count()
    assert content.fresh(item).title == "Vizitas"
    try_again(page)

    expect(page.get_by_role("status")).to_contain_text("antrą kartą")
    assert content.fresh(item).title == TYPED
    assert content.fresh(item).revisions.count() == before + 1


@pytest.mark.usefixtures("language", "impatient")
def test_a_translator_who_had_to_wait_for_others_tries_again_until_it_is_done(translator: Page, watch: Watch) -> None:
    begun = content.submit(content.make_item("Vizitas"))
    content.fill(begun)
    begun.save_target(publish=False)
    english = begun.get_target_instance()
    allow_what_pages_ask(watch, english)
    watch.allow(503, reverse("translation_presence", args=[begun.pk]))
    translator.goto(edit_address(english))
    translator.wait_for_load_state("networkidle")

    with others_store_something(english):
        with answered(translator):
            publish(translator)
        is_told(translator, StorageFailure.BUSY.sentence)
        with answered(translator):
            try_again(translator)
        is_told(translator, StorageFailure.BUSY.sentence)
    before = english.revisions.count()
    assert not content.fresh(english).live
    try_again(translator)

    expect(translator.get_by_role("status")).to_contain_text("EN Vizitas")
    assert content.fresh(english).live
    assert english.revisions.count() == before + 1


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("name", ["editor", "administrator"])
def test_what_stood_against_it_passes_and_trying_again_publishes_what_was_typed(
    name: str, logged_in: Open, watch: Watch
) -> None:
    item = content.make_item("Vizitas")
    content.translate(item)
    draft = content.fresh(item).get_latest_revision_as_object()
    draft.lead = "Nauja įžanga."
    draft.save_revision()
    prepare(pair_of(content.fresh(item)))
    allow_what_pages_ask(watch, item)
    page = logged_in(name)
    page.goto(edit_address(item))
    page.locator("#id_title").fill(TYPED)
    page.wait_for_load_state("networkidle")
    reason = _("“%(title)s” was not published by itself: its release in all languages is planned.") % {"title": TYPED}

    with answered(page):
        publish(page)
    is_told(page, reason)
    with answered(page):
        try_again(page)
    is_told(page, reason)
    assert content.fresh(item).title == "Vizitas"
    cancel(pair_of(content.fresh(item)))
    before = content.fresh(item).revisions.count()
    try_again(page)

    expect(page.get_by_role("status")).to_contain_text("antrą kartą")
    stored = NewsItemPage.objects.get(pk=item.pk)
    assert (stored.title, stored.lead, stored.revisions.count()) == (TYPED, "Nauja įžanga.", before + 1)
