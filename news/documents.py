"""How news items become search documents: one document an item, holding every language that is published."""

import datetime
import logging
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from django.utils.translation import override

from portal.access.visibility import asking_once, public_pages
from portal.i18n import language_codes
from portal.links.rules import host_of, may_be_published
from portal.translation.freshness.models import PublishedText
from search.index.document import Document, FacetValue, LanguageDocument

from .models import (
    ImportedDocument,
    ItemOrganisation,
    ItemRecord,
    ItemTopic,
    NewsItemPage,
    Organisation,
    Participation,
    Person,
    ProjectPage,
    Result,
    Topic,
)
from .models.countries import country_name
from .models.entity import Entity

logger = logging.getLogger(__name__)

BATCH = 500
LONGEST_VISIT = 62
_HREF = re.compile(r'href="([^"]+)"')
_MAIL = "mailto:"

# An entity's published versions by language code.
Versions = dict[str, Any]


class ItemSource:
    """What the search index is made from.

    A document is read after its version: whatever changes in between raises the version and is delivered again, so
    reading needs no snapshot.
    """

    def keys(self) -> Iterator[uuid.UUID]:
        """Keys of all items that have a page, published or not; streamed."""
        keys = NewsItemPage.objects.order_by().values_list("translation_key", flat=True).distinct()
        return keys.iterator(chunk_size=2000)

    def documents(self, keys: Sequence[uuid.UUID]) -> Iterator[Document]:
        """Documents of those items that are published and public; twelve queries for each 500 keys."""
        for start in range(0, len(keys), BATCH):
            with asking_once():
                documents = list(_documents(keys[start : start + BATCH]))
            yield from documents


def _documents(keys: Sequence[uuid.UUID]) -> Iterator[Document]:
    pages_by_key: dict[uuid.UUID, list[NewsItemPage]] = defaultdict(list)
    pages = public_pages(NewsItemPage.objects.filter(translation_key__in=keys))
    for page in pages.select_related("locale", "project"):
        pages_by_key[page.translation_key].append(page)
    if not pages_by_key:
        return
    related = _Related([page for versions in pages_by_key.values() for page in versions])
    records = ItemRecord.objects.filter(translation_key__in=pages_by_key).select_related("source_locale")
    scans = ImportedDocument.objects.filter(item__translation_key__in=pages_by_key, item__checked_on=None)
    readings: dict[int | None, Any] = dict(scans.values_list("item_id", "readings"))
    for record in records:
        yield _document(record, pages_by_key[record.translation_key], related, _mapping(readings.get(record.pk)))


class _Related:
    """All that a batch of pages refers to, read in bulk."""

    def __init__(self, pages: Sequence[NewsItemPage]) -> None:
        page_ids = [page.pk for page in pages]
        self.topics = _keys_by_page(ItemTopic, "topic__translation_key", page_ids)
        self.organisations = _keys_by_page(ItemOrganisation, "organisation__translation_key", page_ids)
        self.people = _keys_by_page(Participation, "person__translation_key", page_ids)
        self.employers = _keys_by_page(Participation, "organisation__translation_key", page_ids)
        self.roles = _keys_by_page(Participation, "role", page_ids)
        self.results: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for page_id, indicator, text in Result.objects.filter(page__in=page_ids).values_list(
            "page_id", "indicator", "text"
        ):
            self.results[page_id].append((indicator, text))
        texts = PublishedText.objects.filter(translation_key__in={page.translation_key for page in pages}, behind__gt=0)
        self.behind: dict[tuple[uuid.UUID, int], tuple[list[str], str]] = {
            (key, locale): (untranslated, source_language)
            for key, locale, untranslated, source_language in texts.values_list(
                "translation_key", "locale_id", "untranslated", "source_locale__language_code"
            )
        }
        self.versions: dict[uuid.UUID, Versions] = defaultdict(dict)
        self._add_versions(Topic, self.topics)
        self._add_versions(Organisation, self.organisations, self.employers)
        self._add_versions(Person, self.people)
        project_keys = {page.project.translation_key for page in pages if page.project}
        projects = public_pages(ProjectPage.objects.filter(translation_key__in=project_keys))
        for project in projects.select_related("locale").only("title", "translation_key", "locale"):
            self.versions[project.translation_key][project.locale.language_code] = project

    def _add_versions(self, model: type[Entity], *keys_by_page: dict[int, list[Any]]) -> None:
        keys = {key for by_page in keys_by_page for keys in by_page.values() for key in keys if key}
        entities = model._default_manager.filter(translation_key__in=keys, live=True).select_related("locale")
        for entity in entities:
            self.versions[entity.translation_key][entity.locale.language_code] = entity

    def name(self, key: uuid.UUID, language: str) -> str:
        """The name in a language; where that is missing, in any."""
        versions = self.versions[key]
        version = versions.get(language) or next(iter(versions.values()), None)
        return str(version) if version is not None else ""

    def facets(self, keys: Iterable[uuid.UUID]) -> tuple[FacetValue, ...]:
        """Facet values of what is published, in the given order, once each."""
        return tuple(
            FacetValue(str(key), {language: str(version) for language, version in self.versions[key].items()})
            for key in dict.fromkeys(keys)
            if self.versions[key]
        )


def _keys_by_page(model: Any, field: str, page_ids: Sequence[int]) -> dict[int, list[Any]]:
    by_page: dict[int, list[Any]] = defaultdict(list)
    rows = model.objects.filter(page__in=page_ids).order_by("page_id", "sort_order", "pk")
    for page_id, value in rows.values_list("page_id", field):
        by_page[page_id].append(value)
    return by_page


def _document(
    record: ItemRecord, pages: Sequence[NewsItemPage], related: _Related, readings: Mapping[str, Any]
) -> Document:
    # What is the same in every language is read from the source page, where that is published.
    first = next((page for page in pages if page.locale_id == record.source_locale_id), pages[0])
    return Document(
        key=record.translation_key,
        identifier=record.identifier,
        number=record.number,
        date=first.date,
        languages={
            code: _language_document(record, page, related, _list(readings.get(code)))
            for code, page in _by_language(pages)
        },
        facets={
            "topic": related.facets(related.topics[first.pk]),
            "person": related.facets(related.people[first.pk]),
            "organisation": related.facets(related.organisations[first.pk]),
            "project": related.facets([first.project.translation_key] if first.project else []),
            "place": _places(pages),
        },
        days=_visit_days(first),
    )


def _visit_days(page: NewsItemPage) -> tuple[datetime.date, ...]:
    """Days of the visit, from its first; no more than LONGEST_VISIT."""
    if page.visit_first_day is None:
        return ()
    length = ((page.visit_last_day or page.visit_first_day) - page.visit_first_day).days + 1
    return tuple(page.visit_first_day + datetime.timedelta(days=day) for day in range(min(length, LONGEST_VISIT)))


def _by_language(pages: Sequence[NewsItemPage]) -> list[tuple[str, NewsItemPage]]:
    by_code = {page.locale.language_code: page for page in pages}
    return [(code, by_code[code]) for code in language_codes() if code in by_code]


def _language_document(
    record: ItemRecord, page: NewsItemPage, related: _Related, readings: Sequence[str]
) -> LanguageDocument:
    language = page.locale.language_code
    keys = [*related.people[page.pk], *related.employers[page.pk], *related.organisations[page.pk]]
    names = [related.name(key, language) for key in dict.fromkeys(keys) if key]
    names += [role for role in related.roles[page.pk] if role]
    codes = [indicator for indicator, _ in related.results[page.pk]]
    if page.project and related.versions[page.project.translation_key]:
        names.append(related.name(page.project.translation_key, language))
        codes.append(page.project.grant_number)
    if page.visit_country:
        with override(language):
            names.append(country_name(page.visit_country))
    names.append(page.visit_place)
    names += [related.name(key, language) for key in related.topics[page.pk]]
    body = _searchable(page)
    is_scan = language in _mapping(record.raw_texts) and record.checked_on is None
    target = (page.translation_key, page.locale_id)
    behind, source_language = related.behind.get(target, ([], ""))
    untranslated = tuple(_list(behind))
    return LanguageDocument(
        title=page.title,
        lead=page.lead,
        body="\n".join([*body, *(text for _, text in related.results[page.pk])]),
        # A page outside every site has no address of its own; the permanent one answers.
        url=page.get_url() or record.notice_urls()[language],
        names="\n".join(name for name in names if name),
        codes=tuple(dict.fromkeys(code for code in [*codes, *_addresses(page)] if code)),
        is_scan=is_scan,
        readings="\n".join(map(str, readings)) if is_scan else "",
        is_behind=target in related.behind,
        untranslated=untranslated,
        source_language=source_language if untranslated else "",
    )


def _searchable(page: NewsItemPage) -> list[str]:
    """The texts of the body's blocks. One that cannot be read is left out, and the log says which."""
    texts: list[str] = []
    for place, block in enumerate(page.body):
        try:
            texts += map(str, block.block.get_searchable_content(block.value))
        except Exception:
            logger.exception("Block %d of page %s is left out of the search index", place, page.pk)
    return texts


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else []


def _addresses(page: NewsItemPage) -> list[str]:
    """Hosts of the web addresses and the e-mail addresses that the text links to, where they may be links."""
    found = _HREF.findall(" ".join(str(block["value"]) for block in page.body.raw_data))
    links = [link for link in map(unescape, found) if may_be_published(link)]
    hosts = [host for link in links if (host := host_of(link))]
    return [*hosts, *(link[len(_MAIL) :].partition("?")[0] for link in links if link.startswith(_MAIL))]


def _places(pages: Sequence[NewsItemPage]) -> tuple[FacetValue, ...]:
    labels = {page.locale.language_code: page.visit_place for page in pages if page.visit_place}
    return (FacetValue(next(iter(labels.values())), labels),) if labels else ()
