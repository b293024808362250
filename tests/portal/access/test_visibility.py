"""What is restricted in one language is closed in all of them, asks in all of them, and opens in all of them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage, StandardPage
from news.models import NewsItemPage, NewsListingPage
from portal.access.visibility import asking_once, is_public, public_pages
from portal.addresses.absolute_urls import absolute_url
from portal.translation.matrix.coverage import coverage
from search.models import OutboxEntry
from tests.client import Client
from tests.factories import content
from tests.warm_queries import warm_queries

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def restrict(page: Any, kind: str = "login") -> PageViewRestriction:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="sezamas")
    if kind == "groups":
        restriction.groups.add(Group.objects.get_or_create(name="Taryba")[0])
    return restriction


def make_pair() -> tuple[NewsItemPage, NewsItemPage]:
    item = content.make_item("Posėdžio protokolas")
    return item, content.translate(item)


def are_public(*pages: Any) -> list[bool]:
    """The same answer of both functions, or none."""
    listed = set(public_pages(Page.objects.filter(pk__in=[page.pk for page in pages])).values_list("pk", flat=True))
    one_by_one = [is_public(content.fresh(page)) for page in pages]
    assert [page.pk in listed for page in pages] == one_by_one
    return one_by_one


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
@pytest.mark.parametrize("restricted", [0, 1])
def test_a_restriction_of_one_language_closes_them_all(kind: str, restricted: int) -> None:
    pair = make_pair()
    assert are_public(*pair) == [True, True]

    restriction = restrict(pair[restricted], kind)
    assert are_public(*pair) == [False, False]

    restriction.delete()
    assert are_public(*pair) == [True, True]


def test_a_translation_made_later_is_closed_from_the_beginning() -> None:
    item = content.make_item()
    restrict(item)

    assert are_public(content.translate(item), item) == [False, False]


def test_publishing_a_translation_leaves_its_restriction_where_it_is_and_copies_none() -> None:
    item, english = make_pair()
    restriction = restrict(english, "password")

    content.submit(item).save_target(publish=True)
    assert list(PageViewRestriction.objects.all()) == [restriction]
    assert not is_public(content.fresh(english))

    restriction.delete()
    restriction = restrict(item, "password")
    content.submit(item).save_target(publish=True)
    assert list(PageViewRestriction.objects.all()) == [restriction]


@pytest.mark.parametrize("language", ["lt", "en"])
def test_a_restricted_listing_closes_all_below_it_in_every_language(language: str) -> None:
    pair = make_pair()
    only_english = content.make_item("Only in English", "en")

    restrict(NewsListingPage.objects.get(locale=content.locale(language)))

    assert are_public(*pair, only_english) == [False, False, False]


def test_what_stands_elsewhere_than_its_closed_translation_is_closed_with_all_below_it() -> None:
    homes = {code: HomePage.objects.get(locale=content.locale(code)) for code in ("lt", "en")}
    section, page, below = (StandardPage(title=title, locale=homes["lt"].locale) for title in ("A", "B", "C"))
    homes["lt"].add_child(instance=section)
    homes["lt"].add_child(instance=page)
    page.add_child(instance=below)
    english = content.translate(section, text=lambda text: f"EN {text}")
    moved = StandardPage(title="EN B", locale=homes["en"].locale, translation_key=page.translation_key)
    english.add_child(instance=moved)
    assert are_public(section, page, below, moved) == [True, True, True, True]

    restrict(section)

    assert are_public(section, english, page, below, moved) == [False, False, False, False, False]


def addresses(item: NewsItemPage, english: NewsItemPage) -> list[str]:
    record = item.record
    own = [address for code in ("lt", "en") for address in (record.notice_urls()[code], record.changes_url(code))]
    return [item.url, english.url, *own]


@pytest.mark.parametrize("restricted", [0, 1])
def test_every_address_of_a_text_asks_for_the_log_in_and_lets_in_who_is_logged_in(
    client: Client, restricted: int
) -> None:
    pair = make_pair()
    restrict(pair[restricted])

    for address in addresses(*pair):
        response = client.get(address)
        assert response.status_code == 302, address
        assert "/login/" in response["Location"]
        assert "no-store" in response["Cache-Control"]

    client.force_login(User.objects.create_user("skaitytojas"))
    for address in addresses(*pair):
        assert client.get(address, follow=True).status_code == 200, address


def test_only_members_of_the_groups_are_let_in(client: Client) -> None:
    item, english = make_pair()
    group = restrict(english, "groups").groups.get()
    user = User.objects.create_user("skaitytojas")
    client.force_login(user)
    assert client.get(item.url).status_code == 302

    user.groups.add(group)

    assert [client.get(address).status_code for address in (item.url, english.url)] == [200, 200]


@pytest.mark.parametrize("copies", [0, 1])
def test_a_password_given_in_one_language_opens_all(client: Client, copies: int) -> None:
    pair = make_pair()
    for page in pair[: copies + 1]:
        restrict(page, "password")

    response = client.get(pair[1].url)
    html = response.content.decode()
    assert pair[1].title not in html
    action = re.search(r'action="([^"]+/authenticate_with_password/[^"]+)"', html)
    assert action
    answer = client.forge(action[1], {"password": "sezamas", "return_url": pair[1].url})
    assert answer["Location"] == pair[1].url

    for address in addresses(*pair):
        response = client.get(address, follow=True)
        assert response.status_code == 200
        assert "authenticate_with_password" not in response.content.decode(), address


def test_whoever_is_let_in_finds_the_other_language(client: Client) -> None:
    item, english = make_pair()
    restrict(english)
    client.force_login(User.objects.create_user("skaitytojas"))

    html = client.get(item.url).content.decode()

    assert f'hreflang="en" href="{absolute_url(english.url)}"' in html


def test_a_redirect_is_there_for_whoever_may_read_the_page(client: Client) -> None:
    item, english = make_pair()
    Redirect.objects.create(old_path="/lt/senas", redirect_page=item.page_ptr)
    assert client.get("/lt/senas/")["Location"] == item.url

    restrict(english)
    assert client.get("/lt/senas/").status_code == 404

    client.force_login(User.objects.create_user("skaitytojas"))
    assert client.get("/lt/senas/")["Location"] == item.url

    item.unpublish()
    assert client.get("/lt/senas/").status_code == 404


def test_a_link_in_a_text_leads_to_a_restricted_item_by_its_number_and_to_a_draft_not_at_all(client: Client) -> None:
    item, english = make_pair()
    draft = content.make_item("Juodraštis", publish=False)
    links = [f'<a linktype="page" id="{page.pk}">nuoroda</a>' for page in (item, draft)]
    public = content.make_item("Vieša naujiena", body=links)
    assert f'<a href="{item.url}">nuoroda</a>' in client.get(public.url).content.decode()

    restrict(english)
    html = client.get(public.url).content.decode()

    assert f'<a href="{item.record.permanent_url()}">nuoroda</a>' in html
    assert "<a>nuoroda</a>" in html
    assert item.slug not in html
    assert draft.slug not in html


def test_coverage_does_not_count_what_is_restricted() -> None:
    before = [each.texts for each in coverage()]
    _item, english = make_pair()
    assert [each.texts for each in coverage()] == [count + 1 for count in before]

    restrict(english)

    assert [each.texts for each in coverage()] == before


def test_coverage_does_not_count_names_that_only_restricted_texts_have() -> None:
    item = content.make_item(people=[content.make_person()])
    before = [each.texts for each in coverage()]

    restrict(item)

    assert [each.texts for each in coverage()] == [count - 2 for count in before]


def test_a_number_says_nothing_of_drafts_and_a_withdrawn_text_still_asks_for_its_log_in(client: Client) -> None:
    item = content.make_item()
    draft = content.make_item("Juodraštis", publish=False)

    def answers(number: int) -> list[tuple[int, str]]:
        addresses = (f"/n/{number}/", f"/lt/n/{number}/", f"/en/n/{number}/changes/")
        found = [client.get(address, follow=True) for address in addresses]
        mains = [answer.content.decode().partition("<main")[2].partition("</main")[0] for answer in found]
        return [(answer.status_code, main.replace(str(number), "?")) for answer, main in zip(found, mains, strict=True)]

    assert answers(draft.record.number) == answers(draft.record.number + 1)
    assert {status for status, _main in answers(draft.record.number)} == {404}

    item.unpublish()
    assert client.get(f"/lt/n/{item.record.number}/").status_code == 410
    restrict(item)
    assert client.get(f"/lt/n/{item.record.number}/").status_code == 302
    assert client.get(item.url).status_code == 302


def test_the_index_hears_of_every_language_and_of_the_items_of_a_project(client: Client) -> None:
    def found(words: str) -> int:
        total: int = client.get("/api/search/", {"q": words, "language": "lt"}).json()["total"]
        return total

    project = content.make_project("Klasterių projektas")
    english_project = content.translate(project)
    _item, english = make_pair()
    content.make_item("Paroda", project=project.record)
    assert [found("posėdžio"), found("klasterių")] == [1, 1]

    restrictions = [restrict(english), restrict(english_project)]
    assert not OutboxEntry.objects.exists()
    assert [found("posėdžio"), found("klasterių"), found("paroda")] == [0, 0, 1]

    for restriction in restrictions:
        restriction.delete()
    assert [found("posėdžio"), found("klasterių")] == [1, 1]


def count_queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


def test_what_is_closed_costs_a_query_of_its_own_and_the_same_with_many_restrictions(client: Client) -> None:
    pages = public_pages(NewsItemPage.objects.all())
    assert count_queries(lambda: list(public_pages(NewsItemPage.objects.all()))) == 2
    assert count_queries(lambda: list(pages)) == 1
    item, english = make_pair()
    assert count_queries(lambda: is_public(english)) == 1
    open_page = warm_queries(lambda: client.get(item.url))

    restrict(content.make_item("Vienas"))
    one = [warm_queries(lambda: client.get(item.url)), warm_queries(lambda: client.get("/lt/"))]
    for number in range(20):
        restrict(content.make_item(f"Naujiena {number}"), "password")
    many = [warm_queries(lambda: client.get(item.url)), warm_queries(lambda: client.get("/lt/"))]

    assert one == many
    assert one[0] <= open_page + 3


def test_an_answer_asks_once_what_is_closed_and_the_next_one_anew() -> None:
    item, _english = make_pair()
    with asking_once():
        public_pages(Page.objects.all())
        assert count_queries(lambda: public_pages(Page.objects.all())) == 0
    restrict(item)
    with asking_once():
        assert not public_pages(NewsItemPage.objects.all()).exists()
