"""The latest news as an Atom feed (RFC 4287) in each language, honest about translations."""

import datetime
import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import conditional_page
from django.views.decorators.vary import vary_on_headers
from wagtail.models import Locale

from portal.access.visibility import public_pages
from portal.translation.freshness.models import PublishedText

from .models import NewsListingPage
from .queries import Summary, published_items, summaries

ENTRIES = 30
# What XML 1.0 has no way to write, and old documents may contain.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class FeedEntry:
    """`updated` is when readers last saw a change of it: of its text, or of what is said about its original.

    `identifier` is permanent; `original_url` leads to the original of a translation, "" where the text is one.
    """

    item: Summary
    title: str
    lead: str
    identifier: str
    original_url: str
    updated: datetime.datetime
    behind_since: datetime.datetime | None


@vary_on_headers("Accept-Language", "Cookie")
def feed_in_readers_language(request: HttpRequest) -> HttpResponse:
    """The feed in the language that the reader's cookie or browser asks for."""
    return latest_news(request)


@conditional_page
def latest_news(request: HttpRequest) -> HttpResponse:
    """Context: `listing`, `identifier`, `entries`, `updated`."""
    locale = Locale.get_active()
    listing = get_object_or_404(public_pages(NewsListingPage.objects.select_related("locale")), locale=locale)
    text = PublishedText.objects.filter(translation_key=OuterRef("translation_key"), locale_id=OuterRef("locale_id"))
    pages = published_items(locale).annotate(behind_since=Subquery(text.values("behind_since")[:1]))[:ENTRIES]
    entries = [_entry(item) for item in summaries(pages, locale, request)]
    updated = max((entry.updated for entry in entries), default=listing.last_published_at)
    identifier = feed_identifier(listing.translation_key, locale.language_code)
    context = {"listing": listing, "identifier": identifier, "entries": entries, "updated": updated}
    return render(request, "news/feed.xml", context, content_type="application/atom+xml; charset=utf-8")


def feed_identifier(translation_key: uuid.UUID, language: str) -> str:
    """What subscribers know a text by, in one language's feed: `urn:uuid:…`, the same wherever the portal answers.

    An item that is shown in another language until it is translated keeps it, and so is replaced by its translation.
    """
    return uuid.uuid5(translation_key, language).urn


def _entry(item: Summary) -> FeedEntry:
    page: Any = item.page
    number = f"{page.record_model.IDENTIFIER_PREFIX}/{page.record_number}/"
    is_translation = page.source_language not in (None, item.language)
    return FeedEntry(
        item=item,
        title=_UNWRITABLE.sub("", page.title),
        lead=_UNWRITABLE.sub("", page.lead),
        identifier=feed_identifier(page.translation_key, item.reader_language),
        original_url=f"/{page.source_language}/{number}" if is_translation else "",
        updated=max(filter(None, (page.last_published_at, page.behind_since))),
        behind_since=page.behind_since,
    )
