"""Template contexts of the pages of news: items, projects, lists and directories."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from portal.changes.reading import also_made_of, made_of
from portal.i18n import Alternate, alternates, home_urls
from portal.paging import page_of
from portal.translation.freshness.states import known_freshness, translation_freshness
from portal.translation.page import BasePage

from . import archive, queries
from .models import (
    NewsItemPage,
    NewsListingPage,
    Organisation,
    OrganisationIndexPage,
    PersonIndexPage,
    ProjectIndexPage,
    ProjectPage,
    TopicIndexPage,
)
from .models.directory import EntityIndexPage
from .models.entity import Entity
from .named import named_by
from .published import Published, published_rows

ENTITIES_A_PAGE = 60


def item(page: NewsItemPage, request: HttpRequest) -> dict[str, Any]:
    """`record`, `provenance_note`, `freshness`, `changes_url`, `topics`, `people` (Participant), `organisations`,
    `project` (Summary), `results` (Statement), `attachments`, `related` (Summary)."""
    named = named_by(page)
    related = queries.summaries(queries.related_items(page, named.topic_keys), page.locale, request)
    made_of({page.translation_key, *(each.page.translation_key for each in related)})
    if page.project:
        also_made_of([page.project.translation_key])
    return {
        **_recorded(page),
        "provenance_note": page.record.provenance_note(page.locale.language_code),
        "topics": named.topics,
        "people": named.people,
        "organisations": named.organisations,
        "project": queries.project_summary(page.project, page.locale, request),
        "results": named.statements,
        "attachments": queries.item_attachments(page),
        "related": related,
    }


def project(page: ProjectPage, request: HttpRequest) -> dict[str, Any]:
    """`record`, `freshness`, `changes_url`, `topics`, `promoter`, `partners`, `indicators` (Statement), `people`,
    `documents`, `page_obj` and `items` (Summary): everything about the project in one view."""
    page_obj = page_of(Published(queries.items_of_project, page.locale, {"key": page.translation_key}), request)
    named = named_by(page)
    return {
        **_recorded(page),
        "topics": named.topics,
        "promoter": named.promoter,
        "partners": named.organisations,
        "indicators": named.statements,
        "people": queries.people_of_project(page.record, page.locale),
        "documents": queries.documents_of_project(page.record, page.locale),
        "page_obj": page_obj,
        "items": queries.summaries(page_obj.object_list, page.locale, request),
    }


def _recorded(page: NewsItemPage | ProjectPage) -> dict[str, Any]:
    published = next((each for each in page.published_versions if each.locale_id == page.locale_id), None)
    return {
        "record": page.record,
        "freshness": known_freshness(published) if published else translation_freshness(page),
        "changes_url": page.record.changes_url(page.locale.language_code),
    }


def all_items(page: NewsListingPage, request: HttpRequest) -> dict[str, Any]:
    return _listing(page, request)


def items_of_year(page: NewsListingPage, request: HttpRequest, year: int) -> dict[str, Any]:
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise Http404(_("There is no such year."))
    return _listing(page, request, year)


def items_of_month(page: NewsListingPage, request: HttpRequest, year: int, month: int) -> dict[str, Any]:
    if not (datetime.MINYEAR <= year <= datetime.MAXYEAR and 1 <= month <= 12):
        raise Http404(_("There is no such month."))
    return _listing(page, request, year, datetime.date(year, month, 1))


def _listing(
    page: NewsListingPage, request: HttpRequest, year: int | None = None, month: datetime.date | None = None
) -> dict[str, Any]:
    """`page_obj`, `items` (Summary), `months` ((first day, count) of the whole archive), `topics` with counts, `year`
    and `month` (first day) where the list is narrowed."""
    months = archive.months(page.locale)
    shown = [each for each in months if year is None or (each[0] == month if month else each[0].year == year)]
    if year is not None and not shown:
        raise Http404(_("There is no news of that time."))
    page_obj = page_of(archive.Archive(page.locale, shown), request)
    return {
        "page_obj": page_obj,
        "items": queries.summaries(page_obj.object_list, page.locale, request),
        "months": months,
        "topics": archive.topics(page.locale),
        "year": year,
        "month": month,
    }


def projects(page: ProjectIndexPage, request: HttpRequest) -> dict[str, Any]:
    """`page_obj`, `projects` (Summary)."""
    page_obj = page_of(Published(queries.published_projects, page.locale), request)
    return {"page_obj": page_obj, "projects": queries.summaries(page_obj.object_list, page.locale, request)}


def entities(page: EntityIndexPage, request: HttpRequest) -> dict[str, Any]:
    """`page_obj`, `entities`."""
    found = queries.published_entities(page.entity_model, page.locale)
    page_obj = page_of(found, request, per_page=ENTITIES_A_PAGE)
    return {"page_obj": page_obj, "entities": page_obj.object_list}


def organisation(page: OrganisationIndexPage, request: HttpRequest, slug: str) -> dict[str, Any]:
    """That of any entity, `projects` (Summary), `people`."""
    entity = _entity(page, slug)
    related = published_rows(queries.projects_of_organisation, page.locale, None, None, key=entity.translation_key)
    return _detail(page, request, entity, queries.items_of_organisation) | {
        "projects": queries.summaries(related, page.locale, request),
        "people": queries.people_of_organisation(entity, page.locale),
    }


def person(page: PersonIndexPage, request: HttpRequest, slug: str) -> dict[str, Any]:
    """That of any entity, `organisation`."""
    entity = _entity(page, slug)
    employer = queries.public_entities(Organisation).filter(people=entity)
    organisations = queries.localised(employer, page.locale)
    return _detail(page, request, entity, queries.items_of_person) | {
        "organisation": next(iter(organisations.values()), None)
    }


def topic(page: TopicIndexPage, request: HttpRequest, slug: str) -> dict[str, Any]:
    """That of any entity."""
    return _detail(page, request, _entity(page, slug), queries.items_of_topic)


def _detail(
    page: EntityIndexPage, request: HttpRequest, entity: Any, items_of: Callable[..., "QuerySet[NewsItemPage]"]
) -> dict[str, Any]:
    """`entity`, `entity_is_foreign` (it exists in another language only), `page_obj`, `items` (Summary),
    `alternates`."""
    page_obj = page_of(Published(items_of, page.locale, {"key": entity.translation_key}), request)
    return {
        "entity": entity,
        "entity_is_foreign": entity.locale_id != page.locale_id,
        "page_obj": page_obj,
        "items": queries.summaries(page_obj.object_list, page.locale, request),
        "alternates": _alternates(page, request, entity),
    }


def _entity(page: EntityIndexPage, slug: str) -> Any:
    """The public entity of this address: this language's own, else one that this language lacks.

    Raises:
        Http404: with a message.
    """
    known = queries.public_entities(page.entity_model).filter(slug=slug).select_related("locale")
    by_locale = {entity.locale_id: entity for entity in known}
    if page.locale_id in by_locale:
        return by_locale[page.locale_id]
    for entity in by_locale.values():
        own = entity.get_translation_or_none(page.locale)
        if own is None or not own.live:
            return entity
    raise Http404(_("There is no page at this address."))


def _alternates(page: EntityIndexPage, request: HttpRequest, entity: Entity) -> list[Alternate]:
    versions = queries.versions_by_language(entity)
    indexes = {each.language: each.url for each in BasePage.get_alternates(page, request) if each.exists}
    urls = {code: f"{indexes[code]}{version.slug}/" for code, version in versions.items() if code in indexes}
    without_text = {code: f"{index}{entity.slug}/" for code, index in indexes.items()}
    return alternates(page.locale.language_code, urls, {**home_urls(), **without_text})


CONTEXTS: dict[tuple[type[Any], str], Callable[..., Any]] = {
    (NewsItemPage, ""): item,
    (ProjectPage, ""): project,
    (NewsListingPage, "all"): all_items,
    (NewsListingPage, "year"): items_of_year,
    (NewsListingPage, "month"): items_of_month,
    (ProjectIndexPage, ""): projects,
    (EntityIndexPage, "index"): entities,
    (OrganisationIndexPage, "detail"): organisation,
    (PersonIndexPage, "detail"): person,
    (TopicIndexPage, "detail"): topic,
}
