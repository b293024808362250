"""Lines about news items."""

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from news.models import (
    Attachment,
    ItemOrganisation,
    ItemTopic,
    NewsItemPage,
    Participation,
    Result,
)
from news.odd_dates import odd_dates
from portal.languages.common.countries import COUNTRY_CODES

from .files import File, find_document, find_image, read_file
from .pages import PAGE_TEXTS, PageLine, present, read_identity, read_languages, set_present
from .reading import Absent, ObjectReader, Rejected
from .references import References
from .rows import set_rows

ITEM_TEXTS = (*PAGE_TEXTS, "picture_alt_text", "picture_caption")


@dataclass(frozen=True)
class Visit:
    first_day: datetime.date | None
    last_day: datetime.date | None
    place: dict[str, str]
    country: str


@dataclass(frozen=True)
class Part:
    person: str
    organisation: str
    role: dict[str, str]


@dataclass(frozen=True)
class IndicatorResult:
    indicator: str
    text: dict[str, str]


@dataclass(frozen=True)
class AttachedFile:
    file: File
    title: dict[str, str]


@dataclass(frozen=True)
class Provenance:
    raw_text: dict[str, str]
    note: dict[str, str]
    checked_by: str
    checked_on: datetime.date | None
    document: File | None
    is_shown: bool = False


@dataclass(frozen=True)
class ItemLine(PageLine):
    model: ClassVar = NewsItemPage

    date: datetime.date
    topics: list[str] | Absent
    project: str | Absent
    visit: Visit | Absent | None
    people: list[Part] | Absent
    organisations: list[str] | Absent
    results: list[IndicatorResult] | Absent
    attachments: list[AttachedFile] | Absent
    picture: File | Absent | None
    provenance: Provenance | Absent | None
    withdrawn_at: datetime.datetime | Absent | None

    def warnings(self) -> list[str]:
        visit = self.visit if isinstance(self.visit, Visit) else Visit(None, None, {}, "")
        return odd_dates(self.date, visit.first_day, visit.last_day)

    def fill(self, page: Any, references: References) -> None:
        code = page.locale.language_code
        page.date = self.date
        if not isinstance(self.project, Absent):
            page.project = references.project(self.project) if self.project else None
        if not isinstance(self.picture, Absent):
            page.picture = find_image(self.picture) if self.picture else None
        if not isinstance(self.visit, Absent):
            _fill_visit(page, self.visit or Visit(None, None, {}, ""), code)
        if not isinstance(self.topics, Absent):
            topics = [ItemTopic(topic=references.topic(name, page.locale)) for name in self.topics]
            set_rows(page, "topics", topics, lambda row: row.topic.identifier)
        if not isinstance(self.organisations, Absent):
            organisations = [
                ItemOrganisation(organisation=references.organisation(name, page.locale)) for name in self.organisations
            ]
            set_rows(page, "organisations", organisations, lambda row: row.organisation.identifier)
        if not isinstance(self.people, Absent):
            people = [
                Participation(
                    person=references.person(part.person, page.locale),
                    organisation=references.organisation(part.organisation, page.locale) if part.organisation else None,
                    role=part.role.get(code, ""),
                )
                for part in self.people
            ]
            set_rows(page, "people", people, lambda row: row.person.identifier)
        if not isinstance(self.results, Absent):
            results = [Result(indicator=item.indicator, text=item.text.get(code, "")) for item in self.results]
            set_rows(page, "results", results, lambda row: row.indicator)
        if not isinstance(self.attachments, Absent):
            attachments = [
                Attachment(document=find_document(item.file), title=item.title.get(code) or item.file.title)
                for item in self.attachments
            ]
            set_rows(page, "attachments", attachments, lambda row: row.document_id)

    def row_texts(self, page: Any, language: str) -> dict[str, str]:
        texts = {}
        if self.visit and not isinstance(self.visit, Absent) and language in self.visit.place:
            texts["visit_place"] = self.visit.place[language]
        if not isinstance(self.people, Absent):
            for row, part in zip(page.people.all(), self.people, strict=True):
                if language in part.role:
                    texts[f"people.{row.translation_key}.role"] = part.role[language]
        if not isinstance(self.results, Absent):
            for row, result in zip(page.results.all(), self.results, strict=True):
                if language in result.text:
                    texts[f"results.{row.translation_key}.text"] = result.text[language]
        if not isinstance(self.attachments, Absent):
            for row, attached in zip(page.attachments.all(), self.attachments, strict=True):
                texts[f"attachments.{row.translation_key}.title"] = attached.title.get(language) or attached.file.title
        return texts

    def fill_record(self, record: Any) -> None:
        set_present(record, {"withdrawn_at": self.withdrawn_at})
        if not isinstance(self.provenance, Absent):
            origin = self.provenance or Provenance({}, {}, "", None, None)
            record.raw_texts, record.provenance_notes = origin.raw_text, origin.note
            record.checked_by, record.checked_on = origin.checked_by, origin.checked_on
            record.source_document = find_document(origin.document) if origin.document else None
            record.shows_origin = origin.is_shown


def read_item(keys: ObjectReader) -> ItemLine:
    """
    Raises:
        Rejected: with the key that is wrong.
    """
    identifier, source_language = read_identity(keys)
    date = keys.date("date")
    if date is None:
        raise Rejected(_("“%(key)s” is missing or empty.") % {"key": "date"})
    people = [
        Part(part.required_text("person"), part.text("organisation"), part.texts("role", 255))
        for part in keys.objects("people")
    ]
    results = [
        IndicatorResult(result.required_text("indicator", 40), result.texts("text", 500))
        for result in keys.objects("results")
    ]
    attachments = [
        AttachedFile(_required_file(attached, "document"), attached.texts("title", 255))
        for attached in keys.objects("attachments")
    ]
    return ItemLine(
        identifier=identifier,
        source_language=source_language,
        languages=read_languages(keys, NewsItemPage, ITEM_TEXTS, required=("title", "lead")),
        number=keys.number("number"),
        translation_key=keys.key("translation_key"),
        date=date,
        topics=present(keys, "topics", keys.names("topics")),
        project=present(keys, "project", keys.text("project")),
        visit=present(keys, "visit", _read_visit(keys)),
        people=present(keys, "people", people),
        organisations=present(keys, "organisations", keys.names("organisations")),
        results=present(keys, "results", results),
        attachments=present(keys, "attachments", attachments),
        picture=present(keys, "picture", _read_file(keys, "picture")),
        provenance=present(keys, "provenance", _read_provenance(keys)),
        withdrawn_at=present(keys, "withdrawn_at", keys.moment("withdrawn_at")),
    )


def _fill_visit(page: Any, visit: Visit, code: str) -> None:
    page.visit_first_day, page.visit_last_day = visit.first_day, visit.last_day
    page.visit_place, page.visit_country = visit.place.get(code, ""), visit.country


def _read_visit(keys: ObjectReader) -> Visit | None:
    visit = keys.object("visit")
    if visit is None:
        return None
    first_day, last_day = visit.date("first_day"), visit.date("last_day")
    if last_day is not None and (first_day is None or last_day < first_day):
        raise Rejected(
            _("“%(key)s” comes before the first day, or the first day is missing.") % {"key": "visit.last_day"}
        )
    return Visit(first_day, last_day, visit.texts("place", 255), visit.choice("country", COUNTRY_CODES))


def _read_provenance(keys: ObjectReader) -> Provenance | None:
    origin = keys.object("provenance")
    if origin is None:
        return None
    return Provenance(
        raw_text=_untrimmed_texts(origin, "raw_text"),
        note=origin.texts("note"),
        checked_by=origin.text("checked_by", 200),
        checked_on=origin.date("checked_on"),
        document=_read_file(origin, "document"),
        is_shown=bool(origin.flag("shown")),
    )


def _untrimmed_texts(keys: ObjectReader, key: str) -> dict[str, str]:
    """Raw text is kept to the last space."""
    trimmed = keys.texts(key)
    raw = keys.data.get(key)
    return {code: raw[code] if isinstance(raw, dict) else raw for code in trimmed} if raw else {}


def _read_file(keys: ObjectReader, key: str) -> File | None:
    file = keys.object(key)
    return None if file is None else read_file(file)


def _required_file(keys: ObjectReader, key: str) -> File:
    file = _read_file(keys, key)
    if file is None:
        raise Rejected(_("“%(key)s” is missing or empty.") % {"key": keys.name(key)})
    return file
