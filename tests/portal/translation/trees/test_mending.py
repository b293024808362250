"""Differences that came about behind the portal's back are listed; what needs no decision is mended."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from treebeard.mp_tree import MP_MoveHandler
from wagtail.models import Page
from wagtail_localize.models import Translation

from portal.translation.trees.comparing import TreeFault, differences
from portal.translation.trees.mending import mend
from tests.client import Client
from tests.portal.translation.trees.pages import fresh, home, make_page, make_pair, titles

pytestmark = pytest.mark.usefixtures("empty_site")


def drift(page: Any, target: Any, pos: str) -> None:
    """Moves a page in the tables alone, as a restored backup or a script would leave it."""
    MP_MoveHandler(Page.objects.get(pk=page.pk), Page.objects.get(pk=target.pk), pos).process()


def kinds() -> dict[str, TreeFault]:
    return {difference.title: difference.kind for difference in differences()}


@pytest.fixture
def drifted() -> dict[str, Any]:
    """One difference of each kind that can be mended, and one that cannot."""
    section, english_section = make_pair("Skyrius")
    (_, first), (_, second) = make_pair("A"), make_pair("B")
    _, misplaced = make_pair("Puslapis")
    withdrawn, live = make_pair("Atšaukta")
    Page.objects.filter(pk=withdrawn.pk).update(live=False)
    drift(second, first, "left")
    drift(misplaced, english_section, "last-child")
    return {"section": section, "misplaced": misplaced, "live": live}


def test_each_difference_is_listed_with_what_is_wrong(drifted: dict[str, Any]) -> None:
    make_page("Vienas")
    alias, _ = make_pair("Kopija")
    Page.objects.filter(pk=alias.pk).update(alias_of=drifted["section"].pk)
    stray = make_page("Svetimas")
    drift(stray, home("en"), "last-child")
    _, unknown = make_pair("Nežinia")
    Translation.objects.filter(source__object_id=unknown.translation_key).delete()
    deep, _ = make_pair("Gilus")
    drift(deep, Page.objects.get(title="Vienas"), "last-child")

    assert kinds() == {
        "T A": TreeFault.ORDER,
        "T B": TreeFault.ORDER,
        "T Puslapis": TreeFault.PLACE,
        "T Atšaukta": TreeFault.LIVE,
        "Kopija": TreeFault.ALIAS,
        "Svetimas": TreeFault.LANGUAGE,
        "Nežinia": TreeFault.ORIGINALS,
        "T Nežinia": TreeFault.ORIGINALS,
        "T Gilus": TreeFault.PARENT,
    }


def test_what_needs_no_decision_is_mended_and_the_rest_is_left(drifted: dict[str, Any]) -> None:
    result = mend()

    assert titles(home("en")) == ["T Skyrius", "T A", "T B", "T Puslapis", "T Atšaukta"]
    assert {each.title for each in result.mended} == {"T A", "T B", "T Puslapis"}
    assert [each.kind for each in result.left] == [TreeFault.LIVE]
    assert fresh(drifted["misplaced"]).url_path == f"{home('en').url_path}{drifted['misplaced'].slug}/"
    assert fresh(drifted["live"]).live
    assert not any(Page.find_problems())


def test_a_whole_order_turned_round_is_mended() -> None:
    pairs = [make_pair(name) for name in "ABCDE"]
    for _, english in pairs:
        drift(english, home("en").get_children().first(), "left")
    assert titles(home("en")) == ["T E", "T D", "T C", "T B", "T A"]

    assert mend().left == []

    assert titles(home("en")) == ["T A", "T B", "T C", "T D", "T E"]


def test_an_address_that_is_taken_keeps_a_page_from_being_mended() -> None:
    _, english = make_pair("Puslapis")
    _, section = make_pair("Skyrius")
    drift(english, section, "last-child")
    other = make_page("Other", language="en")
    Page.objects.filter(pk=other.pk).update(slug=english.slug)

    result = mend()

    assert [each.kind for each in result.left] == [TreeFault.PLACE]
    assert english.slug in result.refusals[english.pk]


def test_the_command_lists_what_differs_and_fails_until_all_is_decided(
    drifted: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="4"):
        call_command("trees", "check")
    assert f"en {drifted['live'].pk} “T Atšaukta”" in capsys.readouterr().out

    with pytest.raises(CommandError, match="1"):
        call_command("trees", "mend")
    drifted["live"].unpublish()
    call_command("trees", "check")


def test_comparing_costs_as_many_queries_with_many_pages_as_with_few() -> None:
    make_pair("A")
    with CaptureQueriesContext(connection) as few:
        differences()
    for name in "BCDE":
        make_pair(name)
    with CaptureQueriesContext(connection) as many:
        differences()

    assert len(many) == len(few) <= 4


class TestTheReport:
    def test_it_shows_the_same_and_mends(self, client: Client, drifted: dict[str, Any]) -> None:
        client.force_login(get_user_model().objects.create_superuser("admin", "a@example.org", "secret"))

        before = client.get(reverse("translation_trees")).content.decode()
        response = client.post(reverse("translation_trees"), follow=True)

        assert all(title in before for title in ("T A", "T B", "T Puslapis", "T Atšaukta"))
        assert list(kinds()) == ["T Atšaukta"]
        assert "T Atšaukta" in response.content.decode()
        assert "T Puslapis" not in response.content.decode()

    def test_nothing_is_moved_by_somebody_who_may_not(self, client: Client, drifted: dict[str, Any]) -> None:
        user = get_user_model().objects.create_user("author", "b@example.org", "secret")
        client.force_login(user)

        client.forge(reverse("translation_trees"))

        assert len(kinds()) == 4
