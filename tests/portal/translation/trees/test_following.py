"""Translations stay where their original is, whatever happens to it; nothing moves an original."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from home.models import StandardPage
from portal.translation.publishing import Refused
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import release
from portal.translation.trees.comparing import differences
from portal.translation.trees.refusal import TreesWouldDiffer
from tests.client import Client
from tests.factories import content
from tests.portal.translation.trees.pages import fresh, home, make_page, make_pair, titles, translate

pytestmark = pytest.mark.usefixtures("empty_site")


def test_a_moved_page_takes_its_translation_along() -> None:
    section, english_section = make_pair("Skyrius")
    page, english = make_pair("Puslapis")

    fresh(page).move(fresh(section), pos="last-child")

    assert fresh(english).get_parent().pk == english_section.pk
    assert fresh(english).url_path == f"{fresh(english_section).url_path}{english.slug}/"
    assert differences() == []


def test_the_pages_below_come_along_in_both_languages() -> None:
    section, english_section = make_pair("Skyrius")
    page, _ = make_pair("Puslapis")
    below, english_below = make_pair("Žemiau", parent=page)

    fresh(page).move(fresh(section), pos="last-child")

    assert fresh(english_below).is_descendant_of(fresh(english_section))
    assert fresh(below).is_descendant_of(fresh(section))


def test_order_follows_and_pages_of_one_language_stand_in_nobodys_way() -> None:
    pages = [make_pair(name)[0] for name in "ABC"]
    make_page("Only English", language="en")
    make_page("Tik lietuviškai")

    fresh(pages[2]).move(fresh(pages[0]), pos="left")

    assert titles(home()) == ["C", "A", "B", "Tik lietuviškai"]
    assert titles(home("en")) == ["T C", "T A", "T B", "Only English"]


def test_a_page_that_is_translated_late_comes_where_its_original_is() -> None:
    first, second, third = (make_page(name) for name in "ABC")

    for page in (third, first, second):
        translate(fresh(page))

    assert titles(home("en")) == ["T A", "T B", "T C"]
    assert differences() == []


def test_news_is_listed_by_date_and_needs_no_order() -> None:
    first, second = content.make_item("Pirma"), content.make_item("Antra")
    english = translate(second)
    translate(first)
    path = fresh(english).path

    fresh(second).move(fresh(first), pos="left")

    assert fresh(english).path == path
    assert differences() == []


def test_a_translation_is_not_moved_away_from_its_original() -> None:
    _, english_section = make_pair("Skyrius")
    _, english = make_pair("Puslapis")

    with pytest.raises(TreesWouldDiffer, match="Puslapis"):
        fresh(english).move(fresh(english_section), pos="last-child")

    assert fresh(english).get_parent().pk == home("en").pk
    assert differences() == []


def test_the_order_of_translations_is_that_of_the_originals() -> None:
    (_, first), (_, second) = make_pair("A"), make_pair("B")

    with pytest.raises(TreesWouldDiffer):
        fresh(second).move(fresh(first), pos="left")

    assert titles(home("en")) == ["T A", "T B"]


def test_either_language_may_hold_the_original() -> None:
    section, lithuanian_section = make_pair("Section", language="en")
    page, lithuanian = make_pair("Page", language="en")

    fresh(page).move(fresh(section), pos="last-child")

    assert fresh(lithuanian).get_parent().pk == lithuanian_section.pk


def test_nothing_moves_where_its_translation_could_not_come() -> None:
    section = make_page("Skyrius")
    page, english = make_pair("Puslapis")

    with pytest.raises(TreesWouldDiffer, match="Skyrius"):
        fresh(page).move(section, pos="last-child")

    assert fresh(page).get_parent().pk == home().pk
    assert fresh(english).get_parent().pk == home("en").pk


def test_nothing_moves_where_its_translations_address_is_taken() -> None:
    section, english_section = make_pair("Skyrius")
    page, english = make_pair("Puslapis")
    other = make_page("Other", parent=english_section, language="en")
    StandardPage.objects.filter(pk=other.pk).update(slug=english.slug)

    with pytest.raises(TreesWouldDiffer, match=english.slug):
        fresh(page).move(fresh(section), pos="last-child")

    assert fresh(page).get_parent().pk == home().pk


def test_nothing_moves_into_the_tree_of_another_language() -> None:
    page = make_page("Puslapis")

    with pytest.raises(TreesWouldDiffer):
        page.move(home("en"), pos="last-child")


@pytest.mark.parametrize("language", ["lt", "en"])
def test_withdrawing_the_original_withdraws_the_translation_of_any_page(language: str) -> None:
    page, translation = make_pair("Puslapis", language=language)

    # As a plain page: that is how the worker withdraws what has expired.
    Page.objects.get(pk=page.pk).unpublish()

    assert not fresh(translation).live


def test_withdrawing_a_translation_leaves_its_original() -> None:
    page, english = make_pair("Puslapis")

    english.unpublish()

    assert fresh(page).live


def test_a_withdrawn_translation_edited_apart_is_withdrawn_as_well() -> None:
    item = content.make_item()
    english = translate(item)
    content.set_apart(english)

    item.unpublish()

    assert not fresh(english).live
    assert item.record_model.objects.get(translation_key=item.translation_key).withdrawn_at


def test_deleting_the_original_deletes_the_translation_and_all_below() -> None:
    page, english = make_pair("Puslapis")
    below, english_below = make_pair("Žemiau", parent=page)
    originally_english, lithuanian = make_pair("English first", parent=english, language="en")

    fresh(page).delete()

    gone = [page, english, below, english_below, originally_english, lithuanian]
    assert not Page.objects.filter(pk__in=[each.pk for each in gone]).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_deleting_a_translation_leaves_its_original() -> None:
    page, english = make_pair("Puslapis")

    fresh(english).delete()

    assert fresh(page).live


def test_what_exists_in_the_other_language_only_is_not_deleted_along() -> None:
    page, english = make_pair("Puslapis")
    only_english = make_page("Only English", parent=english, language="en")

    with pytest.raises(TreesWouldDiffer, match="Only English"), transaction.atomic():
        fresh(page).delete()

    assert {each.pk for each in (page, english, only_english)} <= set(Page.objects.values_list("pk", flat=True))


class TestTheAdminSaysSo:
    """Before anything happens, and in a sentence."""

    @pytest.fixture
    def admin(self, client: Client) -> Client:
        client.force_login(get_user_model().objects.create_superuser("admin", "a@example.org", "secret"))
        return client

    def sentences(self, response: Any) -> str:
        return " ".join(str(message) for message in response.context["messages"])

    def test_a_move_that_is_refused(self, admin: Client) -> None:
        _, english = make_pair("Puslapis")
        _, english_section = make_pair("Skyrius")

        url = reverse("wagtailadmin_pages:move_confirm", args=[english.pk, english_section.pk])
        response = admin.forge(url, follow=True)

        assert "Puslapis" in self.sentences(response)
        assert fresh(english).get_parent().pk == home("en").pk

    def test_a_move_that_takes_a_translation_along(self, admin: Client) -> None:
        section, _ = make_pair("Skyrius")
        page, _ = make_pair("Puslapis")

        response = admin.get(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section.pk]))

        assert "T Puslapis" in self.sentences(response)

    def test_an_order_that_is_refused_is_answered_as_a_failure(self, admin: Client) -> None:
        make_pair("A")
        _, second = make_pair("B")

        response = admin.forge(reverse("wagtailadmin_pages:set_page_position", args=[second.pk]) + "?position=0")

        assert response.status_code == 400

    def test_a_deletion_that_takes_a_translation_along(self, admin: Client) -> None:
        page, _ = make_pair("Puslapis")

        response = admin.get(reverse("wagtailadmin_pages:delete", args=[page.pk]))

        assert "T Puslapis" in self.sentences(response)

    def test_a_deletion_that_is_refused(self, admin: Client) -> None:
        page, english = make_pair("Puslapis")
        make_page("Only English", parent=english, language="en")

        response = admin.forge(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)

        assert "Only English" in self.sentences(response)
        assert fresh(page).live

    def test_a_withdrawal_that_takes_a_translation_along(self, admin: Client) -> None:
        page, _ = make_pair("Puslapis")

        response = admin.get(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))

        assert "T Puslapis" in response.content.decode()

    def test_many_at_once(self, admin: Client) -> None:
        page, english = make_pair("Puslapis")
        make_page("Only English", parent=english, language="en")
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={page.pk}"

        assert "T Puslapis" in admin.get(url).content.decode()
        response = admin.post(url, follow=True)

        assert "Only English" in self.sentences(response)
        assert fresh(page).live

    def test_an_original_and_its_translation_at_once(self, admin: Client) -> None:
        page, english = make_pair("Puslapis")
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

        admin.post(f"{url}?id={page.pk}&id={english.pk}")

        assert not Page.objects.filter(pk__in=[page.pk, english.pk]).exists()


def test_a_translation_is_not_published_while_its_original_is_withdrawn_but_with_it() -> None:
    page, translation = make_pair("Puslapis")
    page.unpublish()

    with pytest.raises(Refused, match="Puslapis"):
        fresh(translation).latest_revision.publish()
    assert not fresh(translation).live

    release(pair_of(page))
    assert fresh(page).live
    assert fresh(translation).live


def test_an_original_goes_with_a_translation_that_alone_is_restricted() -> None:
    page, translation = make_pair("Puslapis")
    PageViewRestriction.objects.create(page=translation, restriction_type=PageViewRestriction.LOGIN)

    page.delete()

    # Databases look at the commit whether a restriction of a page that is gone was left.
    connection.check_constraints()
    assert not PageViewRestriction.objects.exists()
    assert not Page.objects.filter(translation_key=page.translation_key).exists()
