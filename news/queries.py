"""Reads that pages, feeds and exports share. Each says how many queries it costs, whatever the number of items."""

import datetime
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear
from django.db.models.lookups import GreaterThanOrEqual
from django.http import HttpRequest
from wagtail.models import Locale, TranslatableMixin

from portal.access.visibility import asking_once, closed_paths, public_pages
from portal.changes.reading import also_made_of
from portal.i18n import language_codes, preferred_languages
from portal.languages.collation import sort_key
from portal.media.access import in_restricted_collection, is_in_open_collection
from portal.storage.prepared_queries import rows_of
from portal.translation.freshness.models import PublishedText

from .models import (
    Attachment,
    NewsItemPage,
    Organisation,
    Person,
    ProjectPage,
    ProjectRecord,
    Topic,
)
from .models.entity import Entity
from .naming import named_nowhere, named_publicly
from .published import published_rows

EntityType = TypeVar("EntityType", bound=Entity)
PageType = TypeVar("PageType", NewsItemPage, ProjectPage)


def in_best_language(pages: "QuerySet[PageType]", locale: Locale) -> "QuerySet[PageType]":
    """One page for each translation key: the one in the reader's language, else in the next preferred."""
    preference = preferred_languages(locale.language_code)
    chosen: Any = Q(locale=locale)
    for index, code in enumerate(preference[1:], start=1):
        preferred = pages.model.objects.live().filter(
            translation_key=OuterRef("translation_key"), locale__language_code__in=preference[:index]
        )
        chosen |= Q(locale__language_code=code) & ~Exists(preferred)
    return pages.filter(chosen)


def listed(pages: "QuerySet[PageType]") -> "QuerySet[PageType]":
    """The pages with what `summaries` needs of them, so that a list costs one query whatever its length; without their
    bodies, which no list shows."""
    model = pages.model
    record = model.record_model.objects.filter(translation_key=OuterRef("translation_key"))
    published = {
        _published_flag(code): Exists(
            model.objects.live().filter(translation_key=OuterRef("translation_key"), locale__language_code=code)
        )
        for code in language_codes()
    }
    text = PublishedText.objects.filter(translation_key=OuterRef("translation_key"), locale_id=OuterRef("locale_id"))
    return (
        pages.select_related("locale")
        .defer("body")
        .annotate(
            record_number=Subquery(record.values("number")[:1]),
            changes_behind=Subquery(text.values("behind")[:1]),
            shown_untranslated=Subquery(text.values("untranslated")[:1]),
            source_language=Subquery(text.values("source_locale__language_code")[:1]),
            **published,
        )
    )


def _published_flag(code: str) -> str:
    return f"is_published_in_{code.replace('-', '_')}"


def published_items(locale: Locale) -> "QuerySet[NewsItemPage]":
    """Every published item once, newest first, in the reader's language where it exists in it."""
    return _published(NewsItemPage, locale, "-date", "-pk")


def published_projects(locale: Locale) -> "QuerySet[ProjectPage]":
    """Every published project once, by title."""
    return _published(ProjectPage, locale, "title", "pk")


def _published(model: type[PageType], locale: Locale, *order: str) -> "QuerySet[PageType]":
    def make() -> "QuerySet[PageType]":
        return in_best_language(listed(public_pages(model._default_manager.all())), locale).order_by(*order)

    return _made_before((model, locale.pk, locale.language_code, tuple(language_codes())), make)


# To make such a query takes Django longer than the database to answer it; a copy of one takes next to nothing.
_queries: dict[Any, Any] = {}
MOST_QUERIES = 100
RELATED_ITEMS = 4


def _made_before(key: Any, make: Callable[[], "QuerySet[Any]"]) -> "QuerySet[Any]":
    """A copy of the query that was made for the key while the same was restricted."""
    key = (key, closed_paths())
    made = _queries.get(key)
    if made is None:
        if len(_queries) >= MOST_QUERIES:
            _queries.clear()
        _queries[key] = made = make()
    return made.all()


@dataclass(frozen=True)
class Summary:
    """A page in a list. `url` leads to the text, or to the notice that it is missing in the reader's language.

    `is_behind` says that its original has changed since; title and lead may stand there untranslated.
    """

    page: NewsItemPage | ProjectPage
    url: str
    language: str
    languages: tuple[str, ...]
    number: int
    reader_language: str
    is_behind: bool = False
    title_language: str = ""
    lead_language: str = ""

    @property
    def is_foreign(self) -> bool:
        """Shown in another language than the reader's, because the reader's is missing."""
        return self.language != self.reader_language


def summaries(pages: Iterable[Any], locale: Locale, request: HttpRequest | None = None) -> list[Summary]:
    """Pages of `listed` as a list shows them to a reader of `locale`; no query beyond that of the pages."""
    reader = locale.language_code
    return [
        Summary(
            page=page,
            url=page.get_url(request)
            if page.locale_id == locale.pk
            else f"/{reader}/{page.record_model.IDENTIFIER_PREFIX}/{page.record_number}/",
            language=page.locale.language_code,
            languages=tuple(code for code in language_codes() if getattr(page, _published_flag(code), False)),
            number=page.record_number,
            reader_language=reader,
            is_behind=bool(page.changes_behind),
            title_language=_language_of(page.title, page),
            lead_language=_language_of(page.lead, page),
        )
        for page in pages
    ]


def _language_of(text: str, page: Any) -> str:
    """The source's language for what somebody chose to publish untranslated, else the page's."""
    is_untranslated = page.shown_untranslated and " ".join(text.split()) in page.shown_untranslated
    return page.source_language if is_untranslated else page.locale.language_code


def months_with_counts(items: "QuerySet[NewsItemPage]") -> list[tuple[datetime.date, int]]:
    """First days of the months that have items, newest first, with the number of items. One query."""
    rows = (
        items.order_by()
        .annotate(year=ExtractYear("date"), month=ExtractMonth("date"))
        .values("year", "month")
        .annotate(count=Count("pk"))
        .order_by("-year", "-month")
    )
    return [(datetime.date(row["year"], row["month"], 1), row["count"]) for row in rows]


def localised(entities: Iterable[EntityType | None], locale: Locale) -> dict[uuid.UUID, EntityType]:
    """By translation key, the published version of each entity in the reader's language, else in the next preferred.

    One query, also for those of a query. An entity that is published in no language is left out.
    """
    if isinstance(entities, QuerySet):
        model: type[EntityType] = entities.model
        keys: Any = entities.order_by().values("translation_key")
    else:
        known = [entity for entity in entities if entity is not None]
        if not known:
            return {}
        model, keys = type(known[0]), {entity.translation_key for entity in known}
    return _best(_published_versions(model, keys), locale)


def _published_versions(model: type[EntityType], keys: Any) -> "QuerySet[EntityType]":
    return model._default_manager.filter(translation_key__in=keys, live=True).select_related("locale")


def _best(versions: Iterable[EntityType], locale: Locale) -> dict[uuid.UUID, EntityType]:
    """Of each, the version in the reader's language, else in the next preferred."""
    preference = preferred_languages(locale.language_code)
    best: dict[uuid.UUID, EntityType] = {}
    for version in versions:
        current = best.get(version.translation_key)
        if current is None or preference.index(_language(version)) < preference.index(_language(current)):
            best[version.translation_key] = version
    return best


def versions_by_language(entity: EntityType) -> dict[str, EntityType]:
    """The published versions of an entity. One query."""
    versions = type(entity)._default_manager.filter(translation_key=entity.translation_key, live=True)
    return {_language(version): version for version in versions.select_related("locale")}


def _language(instance: TranslatableMixin) -> str:
    return instance.locale.language_code


def item_attachments(page: NewsItemPage) -> list[Attachment]:
    """Those whose document is in no private collection. One query; in a preview, one more for each."""
    rows = page.attachments.all()
    if not isinstance(rows, QuerySet):
        return [row for row in rows if is_in_open_collection(row.document)]
    return rows_of(_attachments, page=page.pk)


def _attachments(page: int) -> "QuerySet[Attachment]":
    return _open_to_all(Attachment.objects.filter(page=page)).select_related("document")


def _open_to_all(rows: "QuerySet[Attachment]") -> "QuerySet[Attachment]":
    """Without documents of collections that ask for a password, a log-in or a group, or lie below such a collection."""
    return rows.filter(~in_restricted_collection("document__collection"))


def project_page(record: ProjectRecord | None, locale: Locale) -> ProjectPage | None:
    """The published page of a project in the reader's language, else in the next preferred. One query."""
    if record is None:
        return None
    return next(iter(published_rows(_versions_of_project, locale, 0, 1, key=record.translation_key)), None)


def _versions_of_project(locale: Locale, key: uuid.UUID) -> "QuerySet[ProjectPage]":
    return published_projects(locale).filter(translation_key=key)


def project_summary(record: ProjectRecord | None, locale: Locale, request: HttpRequest) -> Summary | None:
    """The published page of a project as a list shows it. One query."""
    page = project_page(record, locale)
    return summaries([page], locale, request)[0] if page is not None else None


def related_items(page: NewsItemPage, topic_keys: Iterable[uuid.UUID]) -> list[NewsItemPage]:
    """The newest other items of the same project or topics. One query."""
    topic_keys = sorted(topic_keys)
    also_made_of(topic_keys)
    project = {"project": page.project_id} if page.project_id else {}
    key = page.translation_key
    return published_rows(_related, page.locale, 0, RELATED_ITEMS, key=key, topics=topic_keys, **project)


def _related(
    locale: Locale, key: uuid.UUID, topics: list[uuid.UUID], project: int | None = None
) -> "QuerySet[NewsItemPage]":
    same = NewsItemPage.objects.filter(topics__topic__translation_key__in=topics).order_by().values("pk")
    if project:
        # A database reads all items for one condition or another of two tables.
        same = same.union(NewsItemPage.objects.filter(project=project).order_by().values("pk"))
    return published_items(locale).exclude(translation_key=key).filter(pk__in=same)


def items_of_project(locale: Locale, key: uuid.UUID) -> "QuerySet[NewsItemPage]":
    return published_items(locale).filter(project__translation_key=key)


def items_of_topic(locale: Locale, key: uuid.UUID) -> "QuerySet[NewsItemPage]":
    """Items about a topic, whichever language's row names it."""
    return _items_naming("topics__topic", key, locale)


def items_of_organisation(locale: Locale, key: uuid.UUID) -> "QuerySet[NewsItemPage]":
    return _items_naming("organisations__organisation", key, locale)


def items_of_person(locale: Locale, key: uuid.UUID) -> "QuerySet[NewsItemPage]":
    return _items_naming("people__person", key, locale)


def projects_of_organisation(locale: Locale, key: uuid.UUID) -> "QuerySet[ProjectPage]":
    """Projects that the organisation promotes or is a partner of."""
    naming = ProjectPage.objects.filter(
        Q(promoter__translation_key=key) | Q(partners__organisation__translation_key=key)
    )
    return published_projects(locale).filter(pk__in=naming.values("pk"))


def people_of_organisation(organisation: Organisation, locale: Locale) -> list[Person]:
    """The organisation's people, by name. One query."""
    people = public_entities(Person).filter(organisation__translation_key=organisation.translation_key)
    return sorted(localised(people, locale).values(), key=lambda person: sort_key(person.name, locale.language_code))


def people_of_project(record: ProjectRecord, locale: Locale) -> list[Person]:
    """People whom the project's public items name, by name. One query beside that for what is restricted."""
    with asking_once():
        versions = rows_of(_people_of_project, closed_paths(), key=record.translation_key)
    people = _best(versions, locale).values()
    return sorted(people, key=lambda person: sort_key(person.name, locale.language_code))


def _people_of_project(closed: Any, key: uuid.UUID) -> "QuerySet[Person]":
    items = public_pages(NewsItemPage.objects.filter(project__translation_key=key))
    people = Person.objects.filter(participations__page__in=items.values("pk"))
    return _published_versions(Person, people.order_by().values("translation_key"))


def documents_of_project(record: ProjectRecord, locale: Locale) -> list[Attachment]:
    """Documents attached to the project's items, once each, the newest item's first. One query."""
    rows = published_rows(_documents_of_project, locale, None, None, key=record.translation_key)
    found: dict[int, Attachment] = {}
    for row in rows:
        found.setdefault(row.document_id, row)
    return list(found.values())


def _documents_of_project(locale: Locale, key: uuid.UUID) -> "QuerySet[Attachment]":
    items = items_of_project(locale, key).order_by().values("pk")
    rows = _open_to_all(Attachment.objects.filter(page__in=items)).select_related("document")
    return rows.order_by("-page__date", "sort_order")


def upcoming_visits(locale: Locale, today: datetime.date, limit: int = 6) -> list[NewsItemPage]:
    """Items whose visit or event is not over yet, the nearest first. One query."""
    return published_rows(_upcoming, locale, 0, limit, today=today)


def _upcoming(locale: Locale, today: datetime.date) -> "QuerySet[NewsItemPage]":
    # As its index says it: few items have a visit, and fewer one that is still to come.
    not_over = GreaterThanOrEqual(Coalesce("visit_last_day", "visit_first_day"), today)
    return published_items(locale).filter(not_over).order_by("visit_first_day", "pk")


def public_entities(model: type[EntityType]) -> "QuerySet[EntityType]":
    """The published entities of a kind, without those that only drafts, withdrawn and restricted pages name.

    Who is named nowhere is public: an editor has published it by itself. One query, for what is restricted.
    """
    with asking_once():
        return _made_before(
            # Content types are part of the query.
            (model, ContentType.objects.get_for_model(model).pk),
            lambda: model._default_manager.filter(named_nowhere(model) | named_publicly(model), live=True),
        )


def published_entities(model: type[EntityType], locale: Locale) -> list[EntityType]:
    """Every public entity of a kind once, by name. One query beside that for what is restricted."""
    return sorted(
        localised(public_entities(model), locale).values(),
        key=lambda entity: sort_key(entity.name, locale.language_code),
    )


def topics_with_counts(locale: Locale) -> list[tuple[Topic, int]]:
    """Topics that have published items, with their number, the most frequent first. Two queries."""
    rows = (
        public_pages(NewsItemPage.objects.filter(topics__isnull=False))
        .order_by()
        .values("topics__topic__translation_key")
        .annotate(count=Count("translation_key", distinct=True))
    )
    counts = {row["topics__topic__translation_key"]: row["count"] for row in rows}
    topics = localised(Topic.objects.filter(translation_key__in=counts), locale)
    counted = [(topic, counts[key]) for key, topic in topics.items()]
    return sorted(counted, key=lambda pair: (-pair[1], sort_key(pair[0].name, locale.language_code)))


def _items_naming(path: str, key: uuid.UUID, locale: Locale) -> "QuerySet[NewsItemPage]":
    naming = public_pages(NewsItemPage.objects.filter(**{f"{path}__translation_key": key}))
    return published_items(locale).filter(translation_key__in=naming.values("translation_key"))
