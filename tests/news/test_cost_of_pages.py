"""What a reader's page asks the database: as little with forty items as with one, and nothing while it is written."""

import datetime
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.template import Template

from news.models import NewsItemPage
from tests.client import Client
from tests.factories import content
from tests.news.filled_archive import fill_archive
from tests.news.interchange.content import LITHUANIAN, import_lines, item_line
from tests.saved_database import SavedDatabase
from tests.warm_queries import warm_queries

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

MOST = 10
MOST_OF_A_SEARCH = 3
ADDRESSES = {
    "front page": "/lt/",
    "front page in English": "/en/",
    "listing": "/lt/naujienos/",
    "year": "/lt/naujienos/2017/",
    "month": "/lt/naujienos/2017/4/",
    "article": "/lt/naujienos/naujiena-0/",
    "translated article": "/en/news/news-0/",
    "projects": "/lt/projektai/",
    "project": "/lt/projektai/klasterystes-projektas/",
    "organisations": "/lt/organizacijos/",
    "organisation": "/lt/organizacijos/istaiga-0/",
    "people": "/lt/asmenys/",
    "person": "/lt/asmenys/asmuo-0/",
    "topics": "/lt/temos/",
    "topic": "/lt/temos/tema-0/",
    "standard page": "/lt/apie/",
    "search": "/lt/paieska/?q=naujiena",
}


def costs(client: Client) -> dict[str, int]:
    return {kind: cost_of(client, address) for kind, address in ADDRESSES.items()}


def cost_of(client: Client, address: str) -> int:
    assert client.get(address).status_code == 200, address
    return warm_queries(lambda: client.get(address))


def test_every_kind_of_page_costs_few_queries_and_no_more_with_forty_items(
    client: Client, saved_site: SavedDatabase
) -> None:
    fill_archive(1)
    at_one = costs(client)
    saved_site.restore()
    fill_archive(40)
    at_forty = costs(client)

    assert at_forty == at_one
    assert {kind: count for kind, count in at_one.items() if count > MOST} == {}
    assert at_one["search"] <= MOST_OF_A_SEARCH


@contextmanager
def without_queries_in_templates(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collects what templates ask the database."""
    asked: list[str] = []
    depth = 0
    render: Callable[..., Any] = Template.render

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    def watched(template: Template, context: Any) -> Any:
        nonlocal depth
        if depth:
            return render(template, context)
        depth += 1
        try:
            with connection.execute_wrapper(note):
                return render(template, context)
        finally:
            depth -= 1

    with monkeypatch.context() as patched:
        patched.setattr(Template, "render", watched)
        yield asked


def test_no_template_asks_the_database_where_a_body_names_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_archive(3)
    for kind, address in ADDRESSES.items():
        cost_of(client, address)
        with without_queries_in_templates(monkeypatch) as asked:
            assert client.get(address).status_code == 200
        # The view of results asks the index alone; what is restricted is asked by the frame.
        frames = [sql for sql in asked if kind == "search" and "pageviewrestriction" in sql]
        assert asked == frames, kind


def test_a_late_page_of_the_archive_shows_what_follows_and_costs_what_the_first_does(client: Client) -> None:
    first_day = datetime.date(2017, 1, 1)
    lines = [
        item_line(
            f"item-{number}",
            {"lt": LITHUANIAN | {"title": f"Naujiena {number}"}},
            date=str(first_day + datetime.timedelta(days=7 * (number // 2))),
        )
        for number in range(45)
    ]
    assert not import_lines(*lines).rejected
    titles = [item.title for item in NewsItemPage.objects.filter(locale=content.locale("lt")).order_by("-date", "-pk")]

    def shown(number: int) -> list[str]:
        return [each.page.title for each in client.get(f"/lt/naujienos/?page={number}").context["items"]]

    assert shown(1) + shown(2) + shown(3) == titles
    assert cost_of(client, "/lt/naujienos/?page=1") == cost_of(client, "/lt/naujienos/?page=3")
    assert client.get("/lt/naujienos/?page=4").status_code == 404


def test_blocks_that_name_people_cost_one_query_however_many_they_are(client: Client) -> None:
    def block() -> dict[str, Any]:
        named = [content.make_person(f"Ona {number}") for number in range(2)]
        people = [{"type": "item", "value": person.pk, "id": str(uuid.uuid4())} for person in named]
        return {"type": "people", "value": {"people": people}}

    plain, one, many = (
        content.make_item(f"Naujiena {count}", body=[block() for _ in range(count)] or ["Tekstas."])
        for count in (0, 1, 3)
    )
    assert cost_of(client, one.url) == cost_of(client, many.url) == cost_of(client, plain.url) + 1
    assert "Ona 1" in client.get(many.url).content.decode()
