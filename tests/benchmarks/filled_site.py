"""Items as rows, for a site so large that to import them would take hours: the rows that readers' pages are made of.

Search is filled by its own rebuild. What only editors see is missing: revisions, segments,
references, the admin's index.
"""

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from wagtail.models import Page

from news.models import ItemRecord, NewsItemPage, NewsListingPage, Topic
from portal.addresses.slugs import slug_from
from portal.batches import in_batches
from portal.translation.freshness.models import PublishedText

from .generate_items import generate_items

ITEMS_A_STATEMENT = 500
# The first of the items that are written by the portal's own ways; those that are rows are numbered from one.
WRITTEN_FROM = 900_000_000
# Its rows are those of all others with other texts.
TEMPLATE = f"synthetic-{WRITTEN_FROM}"

Row = dict[str, Any]


@dataclass(frozen=True)
class Template:
    """Rows of an item as they are in the database, by the language of their page."""

    record: Row
    pages: dict[str, Row]
    items: dict[str, Row]
    texts: dict[str, Row]
    topics: dict[str, Row]
    listings: dict[str, NewsListingPage]


def fill(count: int) -> None:
    """Adds items until there are `count`; SQLite only, because rows are given their keys."""
    template = _template()
    first = ItemRecord.objects.count() + 1
    topic_keys = dict(Topic.objects.filter(locale=template.listings["lt"].locale).values_list("name", "pk"))
    next_page, next_text, next_topic, next_record = (
        _largest(model._meta.db_table, str(model._meta.pk.column)) + 1
        for model in (Page, PublishedText, NewsItemPage.topics.rel.related_model, ItemRecord)
    )
    steps = {code: _last_step(listing) + 1 for code, listing in template.listings.items()}
    with transaction.atomic():
        for batch in in_batches(generate_items(count - first + 1, first=first), ITEMS_A_STATEMENT):
            rows: dict[str, list[Row]] = {}
            for item in batch:
                key = uuid.UUID(int=next_record << 64).hex
                for table, row in _rows(template, item, key, next_record, next_page, steps, topic_keys):
                    rows.setdefault(table, []).append(row)
                next_record += 1
                next_page += len(template.pages)
                steps = {code: step + 1 for code, step in steps.items()}
            for row in rows[PublishedText._meta.db_table]:
                row["id"] = next_text
                next_text += 1
            for row in rows[_topic_table()]:
                row["id"] = next_topic
                next_topic += 1
            for table, added in rows.items():
                _insert(table, added)
        for listing in template.listings.values():
            Page.objects.filter(pk=listing.pk).update(numchild=listing.get_children().count())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _rows(
    template: Template, item: Row, key: str, number: int, page: int, steps: dict[str, int], topic_keys: dict[str, int]
) -> Iterator[tuple[str, Row]]:
    yield (
        ItemRecord._meta.db_table,
        template.record
        | {
            "id": number,
            "translation_key": key,
            "number": number,
            "identifier": item["identifier"],
        },
    )
    for primary_key, (code, text) in enumerate(item["languages"].items(), start=page):
        listing = template.listings[code]
        slug = slug_from(text["title"])
        yield (
            Page._meta.db_table,
            template.pages[code]
            | {
                "id": primary_key,
                "path": Page._get_path(listing.path, listing.depth + 1, steps[code]),
                "translation_key": key,
                "title": text["title"],
                "draft_title": text["title"],
                "slug": slug,
                "url_path": f"{listing.url_path}{slug}/",
                "live_revision_id": None,
                "latest_revision_id": None,
            },
        )
        body = [
            {"type": "paragraph", "value": f"<p>{part}</p>", "id": str(uuid.UUID(int=number << 64 | place))}
            for place, part in enumerate(text["body"])
        ]
        yield (
            NewsItemPage._meta.db_table,
            template.items[code]
            | {
                "page_ptr_id": primary_key,
                "date": item["date"],
                "lead": text["lead"],
                "body": json.dumps(body),
            },
        )
        yield PublishedText._meta.db_table, template.texts[code] | {"translation_key": key, "title": text["title"]}
        for place, name in enumerate(item["topics"]):
            yield (
                _topic_table(),
                template.topics[code]
                | {
                    "translation_key": uuid.UUID(int=number << 64 | place).hex,
                    "sort_order": place,
                    "page_id": primary_key,
                    "topic_id": topic_keys[name],
                },
            )


def _template() -> Template:
    record = ItemRecord.objects.get(identifier=TEMPLATE)
    pages = {
        page.locale.language_code: page for page in NewsItemPage.objects.filter(translation_key=record.translation_key)
    }
    keys = {code: page.pk for code, page in pages.items()}
    texts = {code: _row(PublishedText._meta.db_table, "title", page.title) for code, page in pages.items()}
    return Template(
        record=_row(ItemRecord._meta.db_table, "id", record.pk),
        pages={code: _row(Page._meta.db_table, "id", key) for code, key in keys.items()},
        items={code: _row(NewsItemPage._meta.db_table, "page_ptr_id", key) for code, key in keys.items()},
        texts=texts,
        topics={code: _row(_topic_table(), "page_id", key) for code, key in keys.items()},
        listings={code: page.get_parent().specific for code, page in pages.items()},
    )


def _topic_table() -> str:
    return str(NewsItemPage.topics.rel.related_model._meta.db_table)


def _last_step(listing: NewsListingPage) -> int:
    last = listing.get_last_child()
    return int(last.path[len(listing.path) :], 36)


def _largest(table: str, column: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT MAX("{column}") FROM "{table}"')  # noqa: S608
        return int(cursor.fetchone()[0])


def _row(table: str, column: str, value: int | str) -> Row:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" WHERE "{column}" = %s LIMIT 1', [value])  # noqa: S608
        return dict(zip([each[0] for each in cursor.description], cursor.fetchone(), strict=True))


def _insert(table: str, rows: Iterable[Row]) -> None:
    rows = list(rows)
    columns = ", ".join(f'"{name}"' for name in rows[0])
    places = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        statement = f'INSERT INTO "{table}" ({columns}) VALUES ({places})'  # noqa: S608
        cursor.executemany(statement, [list(row.values()) for row in rows])
