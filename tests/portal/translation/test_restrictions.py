"""What is closed stays closed when it is copied, moved, given another original, or when a language of it is deleted."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage, StandardPage
from news.models import NewsItemPage
from portal.access.visibility import is_public
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def restrict(page: Any, kind: str = "password") -> PageViewRestriction:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="sezamas")
    if kind == "groups":
        restriction.groups.add(Group.objects.get_or_create(name="Taryba")[0])
    return restriction


def asked_of(page: Any) -> list[tuple[str, str]]:
    """What a reader of the page has to give."""
    restrictions = content.fresh(page).specific.get_view_restrictions()
    return sorted(restrictions.values_list("restriction_type", "password"))


def section(title: str, parent: Any = None, *, translated: bool = True) -> StandardPage:
    parent = parent or HomePage.objects.get(locale=content.locale())
    page = StandardPage(title=title, locale=content.locale())
    content.fresh(parent).add_child(instance=page)
    page.save_revision().publish()
    if translated:
        content.translate(content.fresh(page), text=lambda text: f"EN {text}")
    return content.fresh(page)


def english_of(page: Any) -> Any:
    return page.get_translation(content.locale("en"))


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
@pytest.mark.parametrize("restricted", [0, 1])
@pytest.mark.parametrize("copied", [0, 1])
def test_a_copy_of_a_closed_text_is_closed_whichever_language_was_restricted(
    kind: str, restricted: int, copied: int
) -> None:
    item = content.make_item("Posėdžio protokolas")
    pair = (item, content.translate(item))
    restrict(pair[restricted], kind)

    copy = pair[copied].copy(update_attrs={"title": "Kopija", "slug": "kopija"}, keep_live=True)

    assert not is_public(content.fresh(copy))
    assert asked_of(copy) == asked_of(item)


def test_a_copy_of_what_lies_below_a_closed_page_is_closed_with_all_below_it() -> None:
    closed = section("Tarybai")
    below = section("Posėdžiai", closed)
    section("Protokolas", below)
    restrict(english_of(closed))

    copy = content.fresh(below).copy(to=HomePage.objects.get(locale=content.locale()), recursive=True, keep_live=True)

    assert [is_public(page) for page in Page.objects.descendant_of(copy, inclusive=True)] == [False, False]


def test_a_copy_keeps_its_own_groups_below_a_page_that_asks_for_less() -> None:
    open_to_staff, item = section("Darbuotojams"), section("Tarybai")
    restrict(open_to_staff, "login")
    restrict(item, "groups")

    copy = item.copy(to=content.fresh(open_to_staff), keep_live=True)

    assert [kind for kind, _password in asked_of(copy)] == ["groups", "login"]


def test_a_copy_of_what_is_open_is_open(client: Client) -> None:
    copy = content.make_item().copy(update_attrs={"title": "Kopija", "slug": "kopija"}, keep_live=True)
    assert is_public(content.fresh(copy))
    assert not PageViewRestriction.objects.exists()


def test_an_alias_that_another_program_has_made_is_closed_with_what_it_shows() -> None:
    page, alias = section("Tarybai"), section("Antrininkė")
    Page.objects.filter(pk=alias.pk).update(alias_of=page.pk)
    restrict(english_of(page))

    assert not is_public(content.fresh(alias))


@pytest.mark.parametrize("restricted", [0, 1])
def test_what_is_moved_out_from_under_a_closed_page_stays_closed_and_the_editor_is_told(
    admin_client: Client, restricted: int
) -> None:
    closed, elsewhere = section("Tarybai"), section("Visiems")
    page = section("Protokolas", closed)
    restriction = restrict((closed, english_of(closed))[restricted])

    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, elsewhere.pk])
    answer = admin_client.forge(address, follow=True)

    assert content.fresh(page).get_parent().pk == elsewhere.pk
    assert not is_public(content.fresh(page))
    assert not is_public(content.fresh(english_of(page)))
    assert asked_of(page) == [("password", "sezamas")]
    assert list(PageViewRestriction.objects.exclude(pk=restriction.pk).values_list("page", flat=True)) == [page.pk]
    assert "Protokolas" in answer.content.decode()
    PageViewRestriction.objects.get(page=page).delete()
    assert is_public(content.fresh(page))


def test_a_move_within_and_into_a_closed_page_adds_no_restriction() -> None:
    closed = section("Tarybai")
    inner, page = section("Posėdžiai", closed), section("Protokolas", closed)
    open_page = section("Visiems")
    restrict(closed)

    content.fresh(page).move(content.fresh(inner), pos="last-child")
    content.fresh(open_page).move(content.fresh(inner), pos="last-child")

    assert PageViewRestriction.objects.count() == 1
    assert not is_public(content.fresh(open_page))


def test_the_deletion_of_the_language_that_was_restricted_opens_no_other() -> None:
    item = content.make_item("Posėdžio protokolas")
    english = content.translate(item)
    restrict(english, "groups")

    english.delete()

    assert [kind for kind, _password in asked_of(item)] == ["groups"]
    assert PageViewRestriction.objects.get().groups.count() == 1
    content.fresh(item).delete()
    assert not PageViewRestriction.objects.exists()


def test_the_deletion_of_a_closed_section_in_one_language_opens_nothing_of_the_other() -> None:
    closed = section("Tarybai")
    page = section("Protokolas", closed)
    restrict(english_of(closed))

    english_of(closed).delete()

    assert not is_public(content.fresh(closed))
    assert not is_public(content.fresh(page))


def test_a_closed_text_is_closed_whichever_language_is_made_its_original(admin_client: Client) -> None:
    item = content.make_item("Posėdžio protokolas")
    english = content.translate(item)
    restriction = restrict(item)

    content.set_apart(english)

    assert not is_public(content.fresh(english))
    restriction.delete()
    assert is_public(content.fresh(english))
    restrict(english)
    assert not is_public(content.fresh(item))


@pytest.mark.parametrize("language", ["lt", "en"])
def test_a_closed_front_page_closes_every_language(client: Client, language: str) -> None:
    item = content.make_item()
    content.translate(item)
    restrict(HomePage.objects.get(locale=content.locale(language)), "login")

    assert not any(is_public(page) for page in [*HomePage.objects.all(), *NewsItemPage.objects.all()])
    for address in ("/lt/", "/en/", item.url):
        assert client.get(address).status_code == 302
