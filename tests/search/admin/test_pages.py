"""What editors and administrators see of search: the report of searches, the state of the index, the vocabulary."""

import csv
import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from news.models import NewsItemPage
from portal.runtime.interrupted.recovery import died_in_job
from search.engines import get_engine
from search.index import maintenance, outbox
from search.models import IndexMaintenance, OutboxEntry, PromotedResult, SearchCount, SynonymGroup
from tests.client import Client
from tests.factories import content
from tests.search.corpus import EN, LT

Login = Callable[..., Client]


@pytest.fixture
def login(client: Client, db: None) -> Login:
    """Logs in somebody who has these permissions beside that to open the admin."""

    def login(*permissions: str, language: str = EN) -> Client:
        user = User.objects.create_user("somebody", "somebody@example.org")
        # A transactional test that ran before has emptied the table that Wagtail's migrations filled.
        content_type, _ = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
        access, _ = Permission.objects.get_or_create(content_type=content_type, codename="access_admin")
        user.user_permissions.add(access)
        for label, codename in (name.split(".") for name in permissions):
            user.user_permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename))
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = language
        profile.save()
        client.force_login(user)
        return client

    return login


def count(text: str, language: str = LT, days_ago: int = 0, **values: int) -> None:
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    SearchCount.objects.create(day=day, language=language, text=text, **values)


@pytest.fixture
def counts(db: None) -> None:
    count("vizitas", searches=5, found=2, clicks=3, positions=6)
    count("vizitas", days_ago=10, searches=2, found=1, clicks=1, positions=1)
    count("vizitas", EN, searches=1)
    count("vaikų darželis", searches=4)
    count('=HYPERLINK("http://example.org")', searches=1)


def rows(client: Client, **parameters: str) -> list[list[str]]:
    html = BeautifulSoup(client.get(reverse("search_searches"), parameters).content, "html.parser")
    return [[" ".join(cell.get_text().split()) for cell in row.select("td")] for row in html.select("main tbody tr")]


def test_the_report_adds_up_searches_by_text_and_language(login: Login, counts: None) -> None:
    client = login("search.view_searchcount")
    shown = rows(client)
    assert shown[:2] == [
        ["vizitas", "Lithuanian", "7", "2", "4", "1.8"],
        ["vaikų darželis", "Lithuanian", "4", "0", "0", ""],
    ]
    assert sorted(shown[2:]) == [
        ['=HYPERLINK("http://example.org")', "Lithuanian", "1", "0", "0", ""],
        ["vizitas", "English", "1", "0", "0", ""],
    ]


def test_the_report_is_filtered_by_language_period_words_and_what_found_nothing(login: Login, counts: None) -> None:
    client = login("search.view_searchcount")
    assert [row[0] for row in rows(client, language=EN)] == ["vizitas"]
    assert [row[:2] for row in rows(client, found="nothing", language=LT, q="darž")] == [
        ["vaikų darželis", "Lithuanian"]
    ]
    assert [row[0] for row in rows(client, found="something")] == ["vizitas"]
    week_ago = (timezone.localdate() - datetime.timedelta(days=7)).isoformat()
    assert rows(client, day_to=week_ago) == [["vizitas", "Lithuanian", "2", "2", "1", "1.0"]]
    assert rows(client, day_from=week_ago, q="vizitas", language=LT)[0][2] == "5"


def test_a_spreadsheet_takes_nothing_that_readers_typed_for_a_formula(login: Login, counts: None) -> None:
    client = login("search.view_searchcount")
    answer = client.get(reverse("search_searches"), {"export": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]
    assert lines[0] == ["Words", "Language", "Searches", "Found the last time", "Opened a result", "Average position"]
    assert ["vizitas", "lt", "7", "2", "4", "1.8"] in lines
    assert {line[0] for line in lines} >= {'\'=HYPERLINK("http://example.org")'}
    assert client.get(reverse("search_searches"), {"export": "xlsx"}).status_code == 200


def test_the_report_costs_the_same_at_one_text_and_at_many(login: Login, django_assert_max_num_queries: Any) -> None:
    client = login("search.view_searchcount")
    count("vizitas", searches=1)
    rows(client)
    with django_assert_max_num_queries(30) as few:
        rows(client)
    for number in range(40):
        count(f"vizitas {number}", searches=1)
    with django_assert_max_num_queries(len(few)):
        assert len(rows(client)) == 41


@pytest.mark.parametrize("name", ["search_searches", "search_searches_results", "search_index_state"])
def test_who_has_no_permission_is_turned_away_and_sees_no_menu_item(login: Login, name: str) -> None:
    client = login()
    assert client.get(reverse(name)).status_code == 302
    assert client.forge(reverse(name), {"index": "embedded", "action": "rebuild"}).status_code in (302, 405)
    assert not IndexMaintenance.objects.exists()
    assert reverse(name) not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_menu_leads_to_what_a_user_may_see(login: Login) -> None:
    client = login("search.view_searchcount", "search.maintain_index", "search.change_synonymgroup")
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    for name in ("search_searches", "search_index_state", "wagtailsnippets_search_synonymgroup:list"):
        assert reverse(name) in html
    assert reverse("wagtailsnippets_search_promotedresult:list") not in html


@pytest.fixture
def item(site: None) -> NewsItemPage:
    return content.make_item("Vizitas Osle")


@pytest.fixture
def administrator(login: Login) -> Client:
    return login("search.maintain_index")


def state(client: Client) -> str:
    html = BeautifulSoup(client.get(reverse("search_index_state")).content, "html.parser")
    return " ".join(html.select_one("main").get_text().split())  # type: ignore[union-attr]


def ask(client: Client, action: str, index: str = "embedded") -> str:
    answer = client.post(reverse("search_index_state"), {"index": index, "action": action}, follow=True)
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text().split())


def test_the_state_tells_whether_the_index_matches_the_database(item: NewsItemPage, administrator: Client) -> None:
    assert "It has not been compared yet." in state(administrator)
    assert "The worker compares the index with the database." in ask(administrator, "compare")
    assert "A comparison was asked for" in state(administrator)

    maintenance.do_what_is_asked()

    shown = state(administrator)
    assert "Index matches database: 1 of 1" in shown
    assert "A comparison was asked for" not in shown
    assert "Nothing waits." in shown


def test_differences_are_named_by_pages_that_can_be_opened(item: NewsItemPage, administrator: Client) -> None:
    NewsItemPage.objects.filter(pk=item.pk).update(lead="Kita įžanga.")
    ask(administrator, "compare")
    maintenance.do_what_is_asked()

    shown = state(administrator)
    assert "Index matches database: 0 of 1" in shown
    assert "Outdated in the index Vizitas Osle" in shown
    assert (
        reverse("wagtailadmin_pages:edit", args=[item.pk])
        in administrator.get(reverse("search_index_state")).content.decode()
    )

    ask(administrator, "rebuild")
    assert "A new index was asked for" in state(administrator)
    maintenance.do_what_is_asked()
    assert "Index matches database: 1 of 1" in state(administrator)
    assert IndexMaintenance.objects.get().is_perfect


def test_what_waits_is_shown_with_its_reason_and_delivered_when_asked(
    item: NewsItemPage, administrator: Client
) -> None:
    later = timezone.now() + datetime.timedelta(hours=1)
    OutboxEntry.objects.create(
        key=item.translation_key, index="embedded", version=9, attempts=3, next_attempt_at=later, last_error="Disk full"
    )
    assert "1 change waits. Vizitas Osle : 3 attempts, Disk full" in state(administrator)
    assert outbox.deliver_due().delivered == 0

    assert "1 change is delivered within a few seconds." in ask(administrator, "deliver")
    assert outbox.deliver_due().delivered == 1
    assert "Nothing waits." in state(administrator)


def test_an_index_that_cannot_be_used_says_so(item: NewsItemPage, administrator: Client, settings: Any) -> None:
    get_engine().storage.path.unlink()  # type: ignore[attr-defined]
    assert "It cannot be used; the worker builds it anew. There is no search index yet." in state(administrator)
    ask(administrator, "compare")
    maintenance.do_what_is_asked()
    assert "What was asked for could not be done: There is no search index yet." in state(administrator)


def test_a_job_that_rests_is_named_where_its_work_is_waited_for(item: NewsItemPage, administrator: Client) -> None:
    died_in_job("search.index.maintenance.do_what_is_asked")
    died_in_job("portal.runtime.worker.publish_scheduled")
    shown = state(administrator)
    assert "The worker ended while it ran search.index.maintenance.do_what_is_asked" in shown
    assert "publish_scheduled" not in shown


@pytest.mark.parametrize(("index", "action"), [("other", "rebuild"), ("embedded", "delete"), ("", "")])
def test_an_unknown_wish_is_refused(administrator: Client, index: str, action: str) -> None:
    assert "This cannot be done" in ask(administrator, action, index)
    assert not IndexMaintenance.objects.exists()


def test_the_state_costs_the_same_for_one_difference_and_for_many(
    item: NewsItemPage, administrator: Client, django_assert_max_num_queries: Any
) -> None:
    row = IndexMaintenance.objects.create(
        index="embedded", compared_at=timezone.now(), missing=[str(item.translation_key)]
    )
    state(administrator)
    with django_assert_max_num_queries(40) as few:
        state(administrator)
    others = [content.make_item(f"Vizitas {number}") for number in range(5)]
    row.missing = [str(other.translation_key) for other in others]
    row.save()
    with django_assert_max_num_queries(len(few)):
        assert "Vizitas 4" in state(administrator)


@pytest.fixture
def vocabulary_editor(login: Login) -> Client:
    return login("search.add_synonymgroup", "search.add_promotedresult", language=LT)


def test_an_editor_adds_synonyms_and_is_told_in_lithuanian_what_is_wrong(vocabulary_editor: Client) -> None:
    address = reverse("wagtailsnippets_search_synonymgroup:add")
    answer = vocabulary_editor.post(address, {"language": LT, "words": "darželis"})
    assert "Nurodykite bent du skirtingus žodžius, atskirtus kableliais." in answer.content.decode()

    vocabulary_editor.post(address, {"language": LT, "words": "darželis,lopšelis"})
    assert SynonymGroup.objects.get().words == "darželis, lopšelis"


def test_an_editor_chooses_a_page_for_searches(item: NewsItemPage, vocabulary_editor: Client) -> None:
    address = reverse("wagtailsnippets_search_promotedresult:add")
    values = {"language": LT, "queries": "vizitai, kelionės", "page": item.pk, "description": "", "order": "0"}
    vocabulary_editor.post(address, values)
    assert PromotedResult.objects.get().page_id == item.pk
