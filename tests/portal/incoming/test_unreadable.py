"""Odd numbers in the admin's addresses are no errors of the server, and what an editor has typed stays."""

import json

import pytest
from django.contrib.auth.models import User
from django.db import DataError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch, reverse
from django.utils.http import urlencode
from wagtail.test.utils.form_data import inline_formset

from news.models import ItemTopic, NewsItemPage
from portal.incoming.forms import MOST_ROWS
from portal.incoming.unreadable import UnreadableInputMiddleware, comes_of_input
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form

from ..translation.conftest import staff  # noqa: F401

ODD = ["x", "²", "9" * 30, "1" * 4_301, "-1", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")]


@pytest.fixture
def administrator(staff: None) -> Client:  # noqa: F811
    client = Client()
    client.force_login(User.objects.create_superuser("administrator"))
    return client


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_id_in_an_address_of_the_admin_names_nothing(administrator: Client, odd: str) -> None:
    addresses = [
        f"/admin/images/chooser/chosen/{odd}/",
        f"/admin/documents/chooser/chosen/{odd}/",
        f"/admin/snippets/choose/chosen/{odd}/",
        f"/admin/snippets/news/topic/edit/{odd}/",
        f"/admin/snippets/news/topic/history/{odd}/",
        f"/admin/localize/submit/snippet/news/person/{odd}/",
        f"/admin/pages/{odd}/edit/",
        f"/admin/pages/3/revisions/compare/{odd}...{odd}/",
        f"/admin/users/edit/{odd}/",
    ]
    for address in addresses:
        assert administrator.get(address).status_code in (302, 400, 404), address


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_value_in_a_query_of_the_admin_is_no_error_of_the_server(
    site: None, admin_client: Client, odd: str
) -> None:
    # What the database refuses ends a transaction, and each request has its own: none is around them here.
    queries = {
        "/admin/api/main/pages/": {"offset": odd},
        "/admin/images/": {"collection_id": odd, "p": odd},
        "/admin/choose-page/": {"page_type": odd},
        "/admin/tag-autocomplete/": {"term": odd},
        "/admin/tag-autocomplete/x/y/": {"term": odd},
        "/admin/bulk/image/delete/": {"id": odd},
        "/admin/bulk/wagtailcore/page/delete/": {"id": odd},
        "/admin/pages/": {"ordering": odd, "q": odd},
        "/admin/reports/site-history/": {"user": odd, "object_type": odd},
    }
    for address, query in queries.items():
        assert admin_client.get(f"{address}?{urlencode(query)}").status_code < 500, address


BROKEN = ["{nojson", "[1,2]", "[" * 50_000, '{"blocks": 1}', "1", '"x"']
BLOCK = {"key": "a", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
SURROGATE = json.dumps({"blocks": [{**BLOCK, "text": "\ud800"}], "entityMap": {}})
RANGE = {"key": 7, "offset": 0, "length": 1}
ENTITY = json.dumps({"blocks": [{**BLOCK, "text": "a", "entityRanges": [RANGE]}], "entityMap": {}})


@pytest.mark.parametrize(
    "changes",
    [
        *({"body-0-value": text} for text in [*BROKEN, SURROGATE, ENTITY]),
        *({"body-count": number} for number in ["²", "99999999", "1" * 4_301, "x"]),
        *({"topics-TOTAL_FORMS": number} for number in ["99999", "2000"]),
    ],
)
def test_a_form_that_cannot_be_read_is_refused_with_everything_that_was_typed(
    administrator: Client, changes: dict[str, str]
) -> None:
    item = content.make_item("Vizitas", body=[{"type": "paragraph", "value": "<p>Pastraipa</p>"}])
    address = reverse("wagtailadmin_pages:edit", args=[item.pk])
    response = administrator.forge(address, {**item_form(title="Typed title"), **changes})
    html = response.content.decode()
    assert response.status_code in (200, 400)
    assert "Typed title" in html
    assert NewsItemPage.objects.get(pk=item.pk).get_latest_revision_as_object().title == "Vizitas"


def test_a_list_with_more_rows_than_a_form_may_have_is_edited_where_they_are_stored(administrator: Client) -> None:
    item = content.make_item("Vizitas")
    topics = [content.make_topic(f"Tema {number}") for number in range(MOST_ROWS + 5)]
    item.topics = [ItemTopic(topic=topic, sort_order=number) for number, topic in enumerate(topics)]
    item.save_revision().publish()
    rows = [{"id": row.pk, "topic": row.topic_id} for row in content.fresh(item).topics.all()]
    address = reverse("wagtailadmin_pages:edit", args=[item.pk])
    form = item_form(title="Typed title", topics=inline_formset(rows, initial=len(rows)))
    assert administrator.forge(address, form).status_code == 302
    assert administrator.forge(address, {**form, "topics-TOTAL_FORMS": str(2 * MOST_ROWS + 6)}).status_code == 400
    assert content.fresh(item).get_latest_revision_as_object().title == "Typed title"


def test_an_address_to_go_on_at_that_is_none_undoes_what_was_asked_for(administrator: Client) -> None:
    item = content.make_item("Vizitas")
    address = reverse("wagtailadmin_pages:unpublish", args=[item.pk])
    assert administrator.forge(f"{address}?next=abc", {"next": "abc"}).status_code == 400
    assert content.fresh(item).live


def test_an_error_of_the_program_stays_one() -> None:
    request = RequestFactory().get("/admin/pages/", {"p": "x"})
    request.resolver_match = ResolverMatch(lambda: None, (), {"pk": "²"})
    assert comes_of_input(request, ValueError("invalid literal for int() with base 10: '²'"))
    assert comes_of_input(request, ValueError("Field 'id' expected a number but got 'x'."))
    assert comes_of_input(request, DataError("out of range"))
    assert not comes_of_input(request, ValueError("invalid literal for int() with base 10: 'program'"))
    assert not comes_of_input(request, ValueError("not enough values to unpack"))
    assert not comes_of_input(request, KeyError("name"))
    elsewhere = RequestFactory().get("/en/", {"p": "x"})
    answer = UnreadableInputMiddleware(lambda request: HttpResponse()).process_exception(elsewhere, OverflowError())
    assert answer is None
