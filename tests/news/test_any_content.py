"""Whatever a body holds, whoever wrote it there: the item is found, its page is served, and the rest of it is read."""

import json
import uuid
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from news.blocks import NewsBodyBlock
from news.interchange.exporting import export_lines
from news.models import ItemRecord, NewsItemPage, Person
from portal.translation.freshness.segments import cut
from search.index import outbox
from search.index.rebuild import verify
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

KINDS = list(NewsBodyBlock().child_blocks)
ODD_LINKS = ["http://[", "https://x.lt／en", "http://x.lt:99999999999/", "javascript:x", "mailto:", "//", "\x00"]
RICH_TEXT = st.sampled_from(
    [
        *(f'<p><a href="{link}">Žodis</a></p>' for link in ODD_LINKS),
        '<p><a linktype="page" id="x">A</a><a linktype="page">B</a><a linktype="document" id="99">C</a></p>',
        '<p><a linktype="page" id="99999999999999999999">A</a><a linktype="strange" id="1">B</a></p>',
        '<embed embedtype="image" id="7" format="left" alt="x"/><embed embedtype="image" id="x"/><embed/>',
        '<embed embedtype="media" url="http://["/>',
        "<p>" * 50 + "<b>" * 50,
        "<p>&#xd800; \x0b \u2028 </script> ]]></p>",
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(), max_size=40) | RICH_TEXT | st.sampled_from(ODD_LINKS)
NAMES = [
    "image",
    "picture",
    "text",
    "title",
    "data",
    "document",
    "people",
    "alt_text",
    "type",
    "value",
    "table_caption",
]
VALUES: Any = st.recursive(
    SCALARS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)
CHILDREN = st.fixed_dictionaries(
    {}, optional={"type": st.sampled_from([*KINDS, "gone"]) | SCALARS, "value": VALUES, "id": TEXTS | SCALARS}
)
BODIES = st.lists(CHILDREN | VALUES, max_size=5) | VALUES
FOUND = {"type": "paragraph", "value": "<p>Neringa paskendusi</p>", "id": str(uuid.uuid4())}


def write_body(item: NewsItemPage, body: Any) -> bool:
    """As a hand on the database would; False where the database itself refuses it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE news_newsitempage SET body = %s WHERE page_ptr_id = %s",
                [json.dumps(body).replace("NaN", "null"), item.pk],
            )
    except (DatabaseError, UnicodeEncodeError):
        return False
    return True


@pytest.fixture
def item() -> NewsItemPage:
    return content.make_item("Partnerių vizitas")


def everything_works(client: Client, item: NewsItemPage, words: str) -> None:
    with transaction.atomic():
        outbox.enqueue([item.translation_key])
    assert outbox.drain().waiting == 0
    for index in outbox.index_names():
        result = verify(index)
        assert (result.missing, result.outdated, result.surplus) == ([], [], [])
    hits = client.get("/api/search/", {"q": words, "language": "lt"}).json()["results"]
    assert [hit["number"] for hit in hits] == [item.record.number]
    for address in (item.url, "/lt/", "/lt/naujienos/", f"/lt/paieska/?q={words}"):
        response = client.get(address)
        assert response.status_code == 200, address
        response.content.decode()
    ElementTree.fromstring(client.get("/lt/feed/").content)  # noqa: S314 (made by the portal itself)
    cut(content.fresh(item))
    json.loads(list(export_lines(with_files=False))[-1])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=BODIES)
@example(body=[{"type": "picture", "value": {"picture": {"image": 99, "alt_text": None}}}])
@example(body=[{"type": "picture", "value": None}, {"type": "table", "value": []}, {"value": 1}, None, 3])
@example(body=[{"type": "people", "value": {"people": [{"type": "item", "value": 99}, 5, None, "x"]}}])
@example(body=[{"type": "table", "value": {"data": [[1, None, "a"]], "mergeCells": [{}], "cell": [{"className": 1}]}}])
@example(body=[{"type": "embed", "value": "http://["}, {"type": "embed", "value": {"url": 1}}])
@example(body=[{"type": "heading", "value": "\ud800\x00\u2028</script>\x0b"}])
@example(body={"type": "heading"})
@example(body="not a list")
def test_no_body_makes_an_item_vanish_or_its_page_fail(client: Client, item: NewsItemPage, body: Any) -> None:
    if not write_body(item, [*body, FOUND] if isinstance(body, list) else body):
        return
    everything_works(client, item, "neringa" if isinstance(body, list) else "vizitas")


@pytest.mark.parametrize("text", ["a" * 3_000_000, "ą " * 1_500_000, "\u0301" * 100_000, "x" * 40_000 + " y"])
def test_no_length_of_a_text_makes_an_item_vanish(client: Client, item: NewsItemPage, text: str) -> None:
    NewsItemPage.objects.filter(pk=item.pk).update(lead=text)
    with transaction.atomic():
        outbox.enqueue([item.translation_key])
    assert outbox.drain().waiting == 0
    assert client.get("/api/search/", {"q": "vizitas", "language": "lt"}).json()["total"] == 1


@pytest.mark.parametrize("strange", [None, [], 3, "text", {"lt": None}, {"lt": [3, None]}, {"lt": {"a": 1}}])
def test_nothing_that_a_record_holds_makes_an_item_vanish(client: Client, item: NewsItemPage, strange: Any) -> None:
    for name in ("raw_texts", "provenance_notes"):
        value = strange if strange is not None else {}
        ItemRecord.objects.filter(translation_key=item.translation_key).update(**{name: value})
    everything_works(client, item, "vizitas")


def test_titles_and_names_of_strange_characters_break_no_page(client: Client, item: NewsItemPage) -> None:
    strange = "Vizitas </script> ]]> \u2028\u2029\x0b\x1f\ufffe\U000e0001 <b> {{ x }}"
    person: Person = content.make_person("Ona </script>\x0b\u2028")
    item.people.create(person=person, locale=item.locale, role="\x1f")
    NewsItemPage.objects.filter(pk=item.pk).update(title=strange, lead=strange, visit_place=strange)
    everything_works(client, content.fresh(item), "vizitas")
    page = client.get(item.url).content.decode()
    script = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(script)["headline"] == strange
