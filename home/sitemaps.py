"""What search engines may list: every page that anybody may see, with its versions in the other languages.

An index (sitemaps.org) leads to the files of each language. A file is read with a number of queries that knows no
length, and has so few addresses that it stays far below what the protocol allows (50,000 and 50 MB).
"""

import math
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from wagtail.models import Locale, Page

from news.models import (
    NewsItemPage,
    Organisation,
    OrganisationIndexPage,
    Person,
    PersonIndexPage,
    ProjectPage,
    Topic,
    TopicIndexPage,
)
from news.models.entity import Entity
from portal.addresses.absolute_urls import absolute_url
from portal.i18n import language_codes

from . import queries
from .models import StandardPage

ADDRESSES_A_FILE = 2000
INDEXES: dict[type[Entity], type[Page]] = {
    Topic: TopicIndexPage,
    Person: PersonIndexPage,
    Organisation: OrganisationIndexPage,
}
# What else a page shows changes without it: of lists, nobody could say when they last changed.
DATED = (NewsItemPage, ProjectPage, StandardPage)


@dataclass(frozen=True)
class Address:
    """`alternates` are addresses by language, its own included; `modified` is a time as XML has it, "" if unknown."""

    url: str
    alternates: dict[str, str]
    modified: str = ""


# Kept by caches, but never shown without a question: what is withdrawn is gone from here at once.
@cache_control(public=True, no_cache=True)
@conditional_page
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Context: `files`, absolute addresses."""
    files = [
        absolute_url(reverse("sitemap", args=[locale.language_code, number + 1]))
        for locale in _locales()
        for number in range(_number_of_files(_sources(locale)))
    ]
    return render(request, "home/sitemap_index.xml", {"files": files}, content_type="application/xml; charset=utf-8")


@cache_control(public=True, no_cache=True)
@conditional_page
def sitemap(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """Context: `addresses`. Files are counted from 1."""
    locale = next((locale for locale in _locales() if locale.language_code == language), None)
    sources = _sources(locale) if locale else []
    if locale is None or not 1 <= number <= _number_of_files(sources):
        raise Http404(_("There is no page at this address."))
    context = {"addresses": _addresses(sources, locale, number, request)}
    return render(request, "home/sitemap.xml", context, content_type="application/xml; charset=utf-8")


def _locales() -> list[Locale]:
    """Of the settings' languages, in their order."""
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    return [locales[code] for code in language_codes() if code in locales]


def _sources(locale: Locale) -> list[tuple[QuerySet[Any], int]]:
    """What there is in a language, each with its number."""
    sources = [queries.listed_pages(locale), *(queries.listed_entities(model, locale) for model in INDEXES)]
    return [(rows, rows.count()) for rows in sources]


def _number_of_files(sources: Iterable[tuple[QuerySet[Any], int]]) -> int:
    return max(1, math.ceil(sum(total for _rows, total in sources) / ADDRESSES_A_FILE))


def _addresses(
    sources: Iterable[tuple[QuerySet[Any], int]], locale: Locale, number: int, request: HttpRequest
) -> Iterator[Address]:
    """Those of a file: a part of what the sources have together."""
    if number == 1:
        yield _coverage(locale)
    first, end = (number - 1) * ADDRESSES_A_FILE, number * ADDRESSES_A_FILE
    for rows, total in sources:
        part = rows[min(first, total) : min(end, total)]
        first, end = max(0, first - total), max(0, end - total)
        yield from _pages(part, locale, request) if rows.model is Page else _entities(part, locale, request)


def _pages(pages: Any, locale: Locale, request: HttpRequest) -> Iterator[Address]:
    urls: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    modified: dict[uuid.UUID, str] = {}
    for page in queries.versions(pages).iterator(chunk_size=2000):
        if url := page.get_url(request):
            urls[page.translation_key][page.locale.language_code] = absolute_url(url)
        if page.locale_id == locale.pk and page.last_published_at and issubclass(page.specific_class, DATED):
            modified[page.translation_key] = page.last_published_at.isoformat(timespec="seconds")
    for key, own in urls.items():
        if locale.language_code in own:
            yield Address(own[locale.language_code], _in_order(own), modified.get(key, ""))


def _entities(entities: Any, locale: Locale, request: HttpRequest) -> Iterator[Address]:
    indexes = queries.index_urls(request)
    urls: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    for key, code, slug in queries.entity_slugs(entities):
        if index := indexes.get((INDEXES[entities.model], code)):
            urls[key][code] = absolute_url(f"{index}{slug}/")
    for own in urls.values():
        if locale.language_code in own:
            yield Address(own[locale.language_code], _in_order(own))


def _coverage(locale: Locale) -> Address:
    """The one page that is neither in the tree nor about something in it."""
    urls = {}
    for code in language_codes():
        with translation.override(code):
            urls[code] = absolute_url(reverse("coverage"))
    return Address(urls[locale.language_code], urls)


def _in_order(urls: dict[str, str]) -> dict[str, str]:
    return {code: urls[code] for code in language_codes() if code in urls}
