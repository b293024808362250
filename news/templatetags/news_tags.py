"""Links to organisations, people and topics without a query each; lists by year."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.models import Locale

from news import queries
from news.models import countries
from news.models.entity import Entity
from news.structured_data import script
from news.structured_data import structured_data as describe

register = template.Library()


@dataclass(frozen=True)
class Year:
    """A year of the archive with its months, newest first, and the number of items of each."""

    year: int
    count: int
    months: list[tuple[datetime.date, int]]


@register.filter
def by_year(months: Iterable[tuple[datetime.date, int]]) -> list[Year]:
    """news.queries.months_with_counts, grouped."""
    years: dict[int, list[tuple[datetime.date, int]]] = {}
    for first_day, count in months:
        years.setdefault(first_day.year, []).append((first_day, count))
    return [Year(year, sum(count for _, count in rows), rows) for year, rows in years.items()]


@dataclass(frozen=True)
class Period:
    """The items of one year or month on a page of the list."""

    first_day: datetime.date
    items: list[queries.Summary]


@register.filter
def by_period(items: Iterable[queries.Summary], year: int | None) -> list[Period]:
    """Items in their order, by year; by month where the list is that of one `year`."""

    def first_day(item: queries.Summary) -> datetime.date:
        return item.page.date.replace(day=1) if year else item.page.date.replace(month=1, day=1)

    return [Period(day, list(group)) for day, group in groupby(items, key=first_day)]


@register.filter
def country(code: str) -> str:
    """The country's name in the reader's language."""
    return countries.country_name(code)


@register.simple_tag(takes_context=True)
def entity_url(context: Context, entity: Entity) -> str:
    """The entity's public page in the reader's language; "" where that language has no index of its kind."""
    index = (context.get("directories") or {}).get(type(entity).__name__.lower(), "")
    return f"{index}{entity.slug}/" if index else ""


@register.simple_tag(takes_context=True)
def entity_link(context: Context, entity: Entity) -> str:
    """The entity's name as a link to its page, marked with its language where it is foreign.

    The entity comes with its locale: news.queries gives no other.
    """
    url = entity_url(context, entity)
    code = entity.locale.language_code
    attributes = format_html(' lang="{}"', code) if code != get_language() else ""
    if not url:
        return format_html("<span{}>{}</span>", attributes, entity.name)
    return format_html('<a href="{}"{}>{}</a>', url, attributes, entity.name)


@register.simple_tag(takes_context=True)
def structured_data(context: Context) -> str:
    """The page as JSON-LD; needs `page` and `freshness` of the context."""
    publisher = str(context["navigation"].site_name)
    page, freshness = context["page"], context["freshness"]
    return script(describe(page, freshness, context["request"], publisher))


@register.simple_tag(takes_context=True)
def body_of(context: Context, page: Any) -> str:
    """The text of an item or project as HTML, as Wagtail's `include_block` writes it."""
    return str(page.body.render_as_block(context.flatten()))


@register.simple_tag(takes_context=True)
def localised(context: Context, entities: Iterable[Entity]) -> list[Entity]:
    """The published versions of what a block names, in its order, in the reader's language first.

    What is named in the page's own language needs no query, as long as it is published; the others one together.
    """
    language = get_language() or settings.LANGUAGE_CODE
    chosen = [entity for entity in entities if entity is not None]
    own = getattr(context.get("page"), "locale", None)
    versions: dict[uuid.UUID, Entity] = {}
    if own is not None and own.language_code == language:
        for entity in chosen:
            if entity.live and entity.locale_id == own.pk:
                entity.locale = own
                versions[entity.translation_key] = entity
    others = [entity for entity in chosen if entity.translation_key not in versions]
    versions |= queries.localised(others, Locale(language_code=language))
    keys = dict.fromkeys(entity.translation_key for entity in chosen)
    return [versions[key] for key in keys if key in versions]
