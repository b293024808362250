"""Writes the site's content as lines that `importing` reads; the same content gives the same bytes."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.models import Locale

from news.models import ItemRecord, NewsItemPage, Organisation, Person, ProjectPage, ProjectRecord, Topic
from news.models.entity import Entity
from news.models.record import AbstractRecord
from news.models.recorded import RecordedPage
from portal.access.visibility import closed_paths
from portal.i18n import language_codes
from portal.translation.localize import StringSegment, Translation

from .blocks import Encoder, raw_body
from .entities import MODELS, PICTURES, TEXTS
from .files import describe_file
from .items import ITEM_TEXTS
from .projects import PROJECT_TEXTS
from .rows import place_of_path

# Pages read at a time: memory stays flat, queries stay few.
BATCH = 50

Line = dict[str, Any]


def export_lines(*, with_files: bool) -> Iterator[str]:
    """Topics, organisations, people and projects, then items, each kind in the order of identifiers or numbers."""
    exporter = _Exporter(with_files)
    for kind in MODELS:
        yield from map(_dumped, exporter.entities(kind))
    yield from map(_dumped, exporter.projects())
    yield from map(_dumped, exporter.items())


def _dumped(line: Line) -> str:
    return json.dumps(line, ensure_ascii=False)


class _Exporter:
    def __init__(self, with_files: bool) -> None:
        self.with_files = with_files
        self.encoder = Encoder(with_files)
        self.codes = {locale.pk: locale.language_code for locale in Locale.objects.all()}
        # No restriction goes out: what is closed here is not to be open where it comes in.
        self.closed = closed_paths()

    def entities(self, kind: str) -> Iterator[Line]:
        model = MODELS[kind]
        identifiers = model._default_manager.order_by("identifier").values_list("identifier", flat=True).distinct()
        for some in _batches(identifiers):
            versions: dict[str, dict[str, Entity]] = {}
            for entity in model._default_manager.filter(identifier__in=some):
                versions.setdefault(entity.identifier, {})[self.codes[entity.locale_id]] = entity
            for identifier in some:
                yield self._entity(kind, versions[identifier])

    def _entity(self, kind: str, versions: dict[str, Any]) -> Line:
        states = self._states(next(iter(versions.values())).translation_key)
        source_language = _source_language(versions, states)
        source = versions[source_language]
        line: Line = {
            "kind": kind,
            "identifier": source.identifier,
            "translation_key": str(source.translation_key),
            "source_language": source_language,
        }
        if isinstance(source, Organisation):
            line["country"] = source.country
        if isinstance(source, Person):
            line["organisation"] = source.organisation.identifier if source.organisation else ""
        if type(source) in PICTURES:
            line[PICTURES[type(source)]] = self._file(getattr(source, PICTURES[type(source)]))
        line["languages"] = {}
        for code in _ordered(versions, source_language):
            version = versions[code]
            text = {name: getattr(version, name) for name in TEXTS[type(source)]}
            if isinstance(version, Organisation):
                text["link"] = version.link
            line["languages"][code] = {**text, **_state(version, states.get(code), source)}
        return line

    def projects(self) -> Iterator[Line]:
        rows = ("partners__organisation", "topics__topic", "indicators")
        for record, versions, states in self._pages(ProjectRecord, ProjectPage, ("promoter",), rows):
            source = _source(record, versions)
            yield {
                "kind": "project",
                **self._identity(record, versions),
                "grant_number": source.grant_number,
                "promoter": source.promoter.identifier if source.promoter else "",
                "partners": [row.organisation.identifier for row in source.partners.all()],
                "first_day": _iso(source.first_day),
                "last_day": _iso(source.last_day),
                "link": source.link,
                "topics": [row.topic.identifier for row in source.topics.all()],
                "indicators": [
                    {
                        "number": row.number,
                        "name": _row_texts(versions, "indicators", row, "name"),
                        "result": _row_texts(versions, "indicators", row, "result"),
                    }
                    for row in source.indicators.all()
                ],
                "languages": self._languages(record, versions, states, PROJECT_TEXTS),
            }

    def items(self) -> Iterator[Line]:
        rows = (
            "topics__topic",
            "organisations__organisation",
            "people__person",
            "people__organisation",
            "results",
            "attachments__document",
        )
        for record, versions, states in self._pages(ItemRecord, NewsItemPage, ("project", "picture"), rows):
            source = _source(record, versions)
            yield {
                **self._identity(record, versions),
                "date": source.date.isoformat(),
                "topics": [row.topic.identifier for row in source.topics.all()],
                "project": source.project.identifier if source.project else "",
                "visit": _visit(source, versions),
                "people": [
                    {
                        "person": row.person.identifier,
                        "organisation": row.organisation.identifier if row.organisation else "",
                        "role": _row_texts(versions, "people", row, "role"),
                    }
                    for row in source.people.all()
                ],
                "organisations": [row.organisation.identifier for row in source.organisations.all()],
                "results": [
                    {"indicator": row.indicator, "text": _row_texts(versions, "results", row, "text")}
                    for row in source.results.all()
                ],
                "attachments": [
                    {"document": self._file(row.document), "title": _row_texts(versions, "attachments", row, "title")}
                    for row in source.attachments.all()
                ],
                "picture": self._file(source.picture),
                "provenance": self._provenance(record),
                "withdrawn_at": _iso(record.withdrawn_at),
                "languages": self._languages(record, versions, states, ITEM_TEXTS),
            }

    def _pages(
        self,
        record_model: type[AbstractRecord],
        model: type[RecordedPage],
        named: tuple[str, ...],
        rows: tuple[str, ...],
    ) -> Iterator[tuple[Any, dict[str, Any], dict[str, "_Translated"]]]:
        """Records with their pages by language, in the order of their numbers, without records that have no page."""
        last = 0
        while records := list(
            record_model._default_manager.filter(number__gt=last)
            .select_related("source_locale")
            .order_by("number")[:BATCH]
        ):
            last = records[-1].number
            keys = [record.translation_key for record in records]
            pages: dict[Any, dict[str, Any]] = {key: {} for key in keys}
            for page in model.objects.filter(translation_key__in=keys).select_related(*named).prefetch_related(*rows):
                pages[page.translation_key][self.codes[page.locale_id]] = page
            for record in records:
                versions = {code: _published_or_newest(page) for code, page in pages[record.translation_key].items()}
                if versions:
                    yield record, versions, self._states(record.translation_key)

    def _identity(self, record: Any, versions: dict[str, Any]) -> Line:
        return {
            "identifier": record.identifier,
            "number": record.number,
            "translation_key": str(record.translation_key),
            "source_language": record.source_locale.language_code,
        }

    def _languages(
        self, record: Any, versions: dict[str, Any], states: dict[str, "_Translated"], names: tuple[str, ...]
    ) -> Line:
        languages = {}
        source = _source(record, versions)
        for code in _ordered(versions, record.source_locale.language_code):
            page = versions[code]
            languages[code] = {
                **{name: getattr(page, name) for name in names},
                **_state(page, states.get(code), source, is_open=not page.path.startswith(self.closed)),
                "body": self.encoder.body(page.body.stream_block, raw_body(page.body)),
            }
        return languages

    def _states(self, translation_key: Any) -> dict[str, "_Translated"]:
        """How each translation stands to its source, by language."""
        translations = Translation.objects.filter(source__object_id=translation_key).select_related("source")
        return {self.codes[translation.target_locale_id]: _Translated(translation) for translation in translations}

    def _provenance(self, record: ItemRecord) -> Line | None:
        origin = {
            "raw_text": record.raw_texts,
            "note": record.provenance_notes,
            "checked_by": record.checked_by,
            "checked_on": _iso(record.checked_on),
            "document": self._file(record.source_document),
            "shown": record.shows_origin,
        }
        return origin if any(origin.values()) else None

    def _file(self, instance: Any) -> dict[str, str] | None:
        return describe_file(instance, self.with_files) if instance is not None else None


class _Translated:
    def __init__(self, translation: Translation) -> None:
        self.source_locale_id = translation.source.locale_id
        self.is_apart = not translation.enabled
        self.untranslated: list[str] = []
        if translation.enabled:
            segments = StringSegment.objects.filter(source_id=translation.source_id)
            missing = segments.annotate_translation(translation.target_locale_id).filter(translation__isnull=True)
            paths = missing.order_by("order").values_list("context__path", flat=True)
            self.untranslated = list(dict.fromkeys(paths))


def _state(version: Any, translated: _Translated | None, source: Any, *, is_open: bool = True) -> Line:
    state: Line = {"slug": version.slug, "published": version.live and is_open}
    if translated is not None and translated.is_apart:
        state["apart"] = True
    if translated is not None and translated.untranslated:
        state["untranslated"] = [place_of_path(source, path) for path in translated.untranslated]
    return state


def _published_or_newest(page: Any) -> Any:
    return page if page.live or not page.has_unpublished_changes else page.get_latest_revision_as_object()


def _source(record: Any, versions: dict[str, Any]) -> Any:
    """The source page; where it is gone, the first there is."""
    return versions.get(record.source_locale.language_code) or next(iter(versions.values()))


def _source_language(versions: dict[str, Any], states: dict[str, _Translated]) -> str:
    return next((code for code in language_codes() if code in versions and code not in states), next(iter(versions)))


def _ordered(versions: dict[str, Any], source_language: str) -> list[str]:
    return sorted(versions, key=lambda code: (code != source_language, language_codes().index(code)))


def _row_texts(versions: dict[str, Any], relation: str, row: Any, name: str) -> dict[str, str]:
    """A row's text by language; rows of one thing share their translation key."""
    texts = {}
    for code, version in versions.items():
        for other in getattr(version, relation).all():
            if other.translation_key == row.translation_key:
                texts[code] = getattr(other, name)
    return {code: texts[code] for code in language_codes() if code in texts}


def _visit(source: NewsItemPage, versions: dict[str, Any]) -> Line | None:
    place = {code: versions[code].visit_place for code in language_codes() if code in versions}
    if source.visit_first_day is None and not source.visit_country and not any(place.values()):
        return None
    days = {"first_day": _iso(source.visit_first_day), "last_day": _iso(source.visit_last_day)}
    return {**days, "place": place, "country": source.visit_country}


def _iso(value: Any) -> str | None:
    return value.isoformat() if value is not None else None


def _batches(values: "QuerySet[Any, str]") -> Iterator[list[str]]:
    some: list[str] = []
    for value in values.iterator():
        some.append(value)
        if len(some) == BATCH:
            yield some
            some = []
    if some:
        yield some


def unpublished_drafts() -> int:
    """Published pages with a newer draft on top, which an export does not hold."""
    models: tuple[type[Model], ...] = (NewsItemPage, ProjectPage, Topic, Organisation, Person)
    return sum(model._default_manager.filter(live=True, has_unpublished_changes=True).count() for model in models)
