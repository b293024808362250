"""What may refuse or ask before an act is met by a button: it is said in the user's language, and nothing is done."""

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from playwright.sync_api import Page, expect
from wagtail.models import Page as WagtailPage

from home.models import HomePage
from news.models import NewsItemPage
from portal.settings.publishing import PUBLISHING_GATES
from portal.storage.transactions import WAGTAILS_REFUSAL
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import prepare
from portal.translation.trees.aliases import NO_ALIASES
from tests.factories import content
from tests.portal.translation.test_ways_and_gates import the_world
from tests.portal.translation.trees.pages import make_page, make_pair

from .assigned import assigned_translation
from .conftest import Open
from .watching import Watch

# Prepares something that the gate refuses, and returns what is pressed by whom, and words that say why.
Press = Callable[[Page], None]
Case = tuple[str, Press, str]


def edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def bulk(action: str, page: WagtailPage) -> str:
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?id={page.pk}&next=/admin/"


def submits(address: str) -> Press:
    """The button of the page at the address, which asks whether it shall be done."""

    def press(page: Page) -> None:
        page.goto(address)
        page.locator("main form [type=submit]:visible").last.click()

    return press


def publishes(item: Any) -> Press:
    """The button at the top of its editor."""

    def press(page: Page) -> None:
        page.goto(edit(item))
        page.locator("section.standing").get_by_role("button", name=gettext("Publish"), exact=True).click()

    return press


def opens(address: str) -> Press:
    def press(page: Page) -> None:
        page.goto(address)

    return press


def in_workflow() -> Case:
    english = assigned_translation().get_target_instance()
    return "translator", submits(bulk("publish", english)), gettext("“%(title)s” is in a workflow: hand it in there.")


def planned() -> Case:
    item = content.make_item("Vizitas")
    content.translate(item)
    draft = content.fresh(item).get_latest_revision_as_object()
    draft.lead = "Nauja įžanga."
    draft.save_revision()
    prepare(pair_of(content.fresh(item)))
    reason = gettext("“%(title)s” was not published by itself: its release in all languages is planned.")
    return "editor", publishes(item), reason


def without_original() -> Case:
    item = content.make_item("Vizitas")
    english = content.translate(item)
    content.fresh(item).unpublish()
    reason = "“%(title)s” was not published: its original, “%(original)s”, is withdrawn. Publish both together."
    return "editor", publishes(english), gettext(reason)


def with_gaps() -> Case:
    english = content.submit(content.make_item("Vizitas")).get_target_instance()
    one = "“%(title)s” was not published: %(count)d segment is not translated yet."
    many = "“%(title)s” was not published: %(count)d segments are not translated yet."
    return "translator", submits(bulk("publish", english)), ngettext(one, many, 3)


def with_odd_dates() -> Case:
    item = content.make_item("Vizitas", date=datetime.date(2107, 4, 3), publish=False)
    return "editor", publishes(item), gettext("Are these dates right? The page is not published yet.")


def objected_to() -> Case:
    begun = content.submit(content.make_item("Vizitas 2017"))
    content.fill(begun, lambda text: text.replace("2017", "2018") + " EN")
    begun.save_target(publish=False)
    return "translator", publishes(begun.get_target_instance()), gettext("Publish all the same?")


def foreign_withdrawal() -> Case:
    topic = content.make_topic("Vizitai")
    english = content.translate(topic)
    address = reverse("wagtailsnippets_news_topic:unpublish", args=[english.pk])
    return "translator", submits(address), gettext(WAGTAILS_REFUSAL)


def moved_translation() -> Case:
    _page, english = make_pair("Puslapis")
    section = make_page("Section", HomePage.objects.get(locale=content.locale("en")), "en")
    address = reverse("wagtailadmin_pages:move_confirm", args=[english.pk, section.pk])
    reason = "“%(title)s” is a translation: it stays where its original is. Move the original, “%(original)s”."
    return "editor", opens(address), gettext(reason)


def copied_mixture() -> Case:
    english = content.submit(content.make_item("Vizitas")).get_target_instance()
    reason = "“%(title)s” has text in the language of its original, and a copy would not say so. Translate it first."
    return "editor", copies(english), gettext(reason)


def copies(page_to_copy: WagtailPage, script: str = "() => null") -> Press:
    def press(page: Page) -> None:
        page.goto(reverse("wagtailadmin_pages:copy", args=[page_to_copy.pk]))
        page.get_by_role("textbox").and_(page.locator("[name=new_slug]")).fill("kopija")
        page.evaluate(script)
        page.locator("main form [type=submit]:visible").last.click()

    return press


def copied_as_alias() -> Case:
    # What a form says that was opened before.
    field = """() => document.querySelector('[name=new_slug]').form.insertAdjacentHTML(
        'beforeend', '<input type="checkbox" name="alias" checked>')"""
    return "editor", copies(content.make_item("Vizitas"), field), str(NO_ALIASES)


def what_would_be_lost() -> Case:
    page, english = make_pair("Puslapis")
    make_page("Only there", english, "en")
    reason = "“%(title)s” would be deleted as well: it is below the translation “%(translation)s” and only there."
    return "editor", opens(reverse("wagtailadmin_pages:delete", args=[page.pk])), gettext(reason)


CASES: dict[str, Callable[[], Case]] = {
    "refuse_in_workflow": in_workflow,
    "refuse_planned": planned,
    "refuse_without_original": without_original,
    "refuse_gaps": with_gaps,
    "ask_about_dates": with_odd_dates,
    "ask_before_publishing": objected_to,
    "refuse_foreign_withdrawal": foreign_withdrawal,
    "refuse_move": moved_translation,
    "refuse_copy": copied_mixture,
    "refuse_any_alias": copied_as_alias,
    "refuse_loss": what_would_be_lost,
}
# It refuses nothing, and says what it does: the last test.
TELLING = "end_past_expiry"


def parts(reason: str) -> Sequence[str]:
    """What a message says around the names in it."""
    return [part for part in re.split(r"%\(\w+\)[sd]", reason) if len(part) > len("„: “")]


def test_every_gate_is_met_here() -> None:
    gates = {path.rpartition(".")[2] for paths in PUBLISHING_GATES.values() for path in paths}
    assert gates == {*CASES, TELLING}


@pytest.mark.parametrize("gate", CASES)
def test_it_is_said_in_the_users_language_and_nothing_is_done(
    gate: str, language: str, logged_in: Open, watch: Watch
) -> None:
    name, press, reason = CASES[gate]()
    # A page that says so, with what was sent.
    for each in NewsItemPage.objects.all():
        watch.allow(400, edit(each))
    before = the_world()
    page = logged_in(name)

    press(page)

    for part in parts(reason):
        expect(page.locator("body")).to_contain_text(part)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert the_world() == before


@pytest.mark.usefixtures("language")
def test_who_publishes_what_is_past_its_expiry_is_told_that_the_time_is_removed(editor: Page) -> None:
    item = content.make_item("Vizitas", publish=False)
    over = timezone.now() - datetime.timedelta(days=1)
    NewsItemPage.objects.filter(pk=item.pk).update(expire_at=over)
    revision = content.fresh(item).latest_revision
    revision.content["expire_at"] = over.isoformat()
    revision.save()

    submits(bulk("publish", item))(editor)

    text = gettext(
        "“%(title)s” expired on %(time)s. That time is removed: the text stays published until you set another."
    )
    expect(editor.get_by_role("status")).to_contain_text(parts(text)[-1])
    assert content.fresh(item).live
    assert content.fresh(item).expire_at is None
