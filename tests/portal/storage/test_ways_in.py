"""Whichever button is pressed: what it stores is stored by one transaction, or not at all."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Page,
    PageSubscription,
)

from news.models import NewsListingPage
from portal.translation.release.scheduled import publish_scheduled
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form
from tests.portal.translation.release.time import TOMORROW, pass_time

from .ways import WAYS, Pair, Way, publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# What follows a commit: the delivery to the index, which is repeated until it succeeds, and the session.
AFTERWARDS = ("search_outboxentry", "django_session")


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    return client


@pytest.fixture
def pair() -> Pair:
    item = content.make_item(topics=[content.make_topic()])
    return item, content.translate(item)


def writing_transactions(captured: CaptureQueriesContext) -> list[list[str]]:
    """Per transaction, what it writes beside AFTERWARDS; a write outside of any is one by itself."""
    found: list[list[str]] = []
    current: list[str] | None = None
    for query in captured.captured_queries:
        sql = query["sql"].lstrip()
        if sql.startswith("BEGIN"):
            current = []
        elif sql.startswith("COMMIT"):
            found.append(current or [])
            current = None
        elif sql.startswith("ROLLBACK") and "SAVEPOINT" not in sql:
            current = None
        elif sql.startswith(WRITES) and not any(table in sql.split("WHERE")[0] for table in AFTERWARDS):
            if current is None:
                found.append([sql])
            else:
                current.append(sql)
    return [each for each in found if each]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_button_stores_all_by_one_transaction(administrator: Client, pair: Pair, way: Way) -> None:
    with CaptureQueriesContext(connection) as captured:
        response = way(administrator, pair)
    is_conflict = response.status_code == 409
    assert is_conflict or response.status_code in (200, 302), response.content
    # What prepares the case comes first, by transactions of its own; then who asks, whose language a refusal has.
    asked = next(i for i, query in enumerate(captured.captured_queries) if "django_session" in query["sql"])
    captured.initial_queries += asked
    found = writing_transactions(captured)
    assert len(found) == 1, [sorted({sql[:60] for sql in each}) for each in found]
    # Of a conflict one row is stored: what was typed.
    assert len(found[0]) > (0 if is_conflict else 1)


def test_the_scheduler_stores_each_publication_and_each_withdrawal_by_one_transaction(pair: Pair) -> None:
    page = content.fresh(pair[0])
    page.title, page.slug = "Suplanuota", "suplanuota"
    page.go_live_at = timezone.now() + TOMORROW
    page.save_revision().publish()
    pass_time()
    with CaptureQueriesContext(connection) as captured:
        publish_scheduled()
    assert len(writing_transactions(captured)) == 1
    assert Redirect.objects.filter(old_path__contains="partneriu-vizitas-osle").exists()

    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    with CaptureQueriesContext(connection) as captured:
        publish_scheduled()
    assert not Page.objects.filter(translation_key=page.translation_key, live=True).exists()
    assert len(writing_transactions(captured)) == 1


def test_a_new_address_its_redirects_and_the_index_rows_of_what_is_below_are_one_transaction(pair: Pair) -> None:
    listing = NewsListingPage.objects.get(pk=pair[0].get_parent().pk)
    listing.slug = "zinios"
    with CaptureQueriesContext(connection) as captured:
        listing.save()
    [transaction] = writing_transactions(captured)
    assert [sql for sql in transaction if "wagtailredirects_redirect" in sql]
    assert [sql for sql in transaction if sql.startswith("INSERT") and "search_documentversion" in sql]


def test_what_is_refused_or_fails_halfway_has_stored_nothing(
    administrator: Client, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    administrator.raise_request_exception = False
    for failure, status in ((PermissionDenied(), 302), (RuntimeError(), 500), (Http404(), 404)):

        def fail(*args: Any, failure: Exception = failure, **kwargs: Any) -> None:
            raise failure

        with monkeypatch.context() as patch:
            # The last step of a publication: everything is written by then.
            patch.setattr("portal.translation.staff.assigning.finish", fail)
            assert publish(administrator, pair).status_code == status
        assert content.fresh(pair[0]).title == pair[0].title
        assert content.fresh(pair[0]).latest_revision_id == pair[0].latest_revision_id
        assert not PageSubscription.objects.exists()


def test_reading_takes_no_lock_and_previewing_only_for_its_own_row(administrator: Client, pair: Pair) -> None:
    with CaptureQueriesContext(connection) as captured:
        administrator.get(reverse("wagtailadmin_explore", args=[pair[0].get_parent().pk]))
    assert not [query for query in captured.captured_queries if query["sql"].startswith("BEGIN")]
    with CaptureQueriesContext(connection) as captured:
        administrator.forge(reverse("wagtailadmin_pages:preview_on_edit", args=[pair[0].pk]), item_form())
    written = [sql for each in writing_transactions(captured) for sql in each]
    assert [sql for sql in written if "wagtailadmin_formstate" not in sql] == []
    assert not captured.captured_queries[0]["sql"].startswith("BEGIN")
