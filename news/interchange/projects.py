"""Lines about projects."""

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from news.models import Organisation, ProjectIndicator, ProjectPage, ProjectPartner, ProjectRecord, ProjectTopic

from .pages import PAGE_TEXTS, PageLine, present, read_identity, read_languages, set_present
from .reading import Absent, ObjectReader, Rejected
from .references import References
from .rows import set_rows

PROJECT_TEXTS = (*PAGE_TEXTS, "programme", "donor_line")


@dataclass(frozen=True)
class Indicator:
    number: str
    name: dict[str, str]
    result: dict[str, str]


@dataclass(frozen=True)
class ProjectLine(PageLine):
    model: ClassVar = ProjectPage

    grant_number: str | Absent
    promoter: str | Absent
    partners: list[str] | Absent
    first_day: datetime.date | Absent | None
    last_day: datetime.date | Absent | None
    link: str | Absent
    topics: list[str] | Absent
    indicators: list[Indicator] | Absent

    def fill(self, page: Any, references: References) -> None:
        self._check_grant_number(page)
        days = {"first_day": self.first_day, "last_day": self.last_day}
        set_present(page, {"grant_number": self.grant_number, "link": self.link, **days})
        if not isinstance(self.promoter, Absent):
            page.promoter = references.organisation(self.promoter, page.locale) if self.promoter else None
        if not isinstance(self.partners, Absent):
            organisations: list[Organisation] = [references.organisation(name, page.locale) for name in self.partners]
            partners = [ProjectPartner(organisation=organisation) for organisation in organisations]
            set_rows(page, "partners", partners, lambda row: row.organisation.identifier)
        if not isinstance(self.topics, Absent):
            topics = [ProjectTopic(topic=references.topic(name, page.locale)) for name in self.topics]
            set_rows(page, "topics", topics, lambda row: row.topic.identifier)
        if not isinstance(self.indicators, Absent):
            code = page.locale.language_code
            indicators = [
                ProjectIndicator(number=item.number, name=item.name.get(code, ""), result=item.result.get(code, ""))
                for item in self.indicators
            ]
            set_rows(page, "indicators", indicators, lambda row: row.number)

    def _check_grant_number(self, page: Any) -> None:
        if not self.grant_number or isinstance(self.grant_number, Absent):
            return
        others = ProjectRecord.objects.filter(grant_number=self.grant_number)
        if others.exclude(translation_key=page.translation_key).exists():
            raise Rejected(
                _("The grant number “%(number)s” belongs to another project.") % {"number": self.grant_number}
            )

    def row_texts(self, page: Any, language: str) -> dict[str, str]:
        texts = {}
        if not isinstance(self.indicators, Absent):
            for row, indicator in zip(page.indicators.all(), self.indicators, strict=True):
                for name, by_language in (("name", indicator.name), ("result", indicator.result)):
                    if language in by_language:
                        texts[f"indicators.{row.translation_key}.{name}"] = by_language[language]
        return texts


def read_project(keys: ObjectReader) -> ProjectLine:
    """
    Raises:
        Rejected: with the key that is wrong.
    """
    identifier, source_language = read_identity(keys)
    first_day, last_day = keys.date("first_day"), keys.date("last_day")
    if last_day is not None and (first_day is None or last_day < first_day):
        raise Rejected(_("“%(key)s” comes before the first day, or the first day is missing.") % {"key": "last_day"})
    indicators = [
        Indicator(item.required_text("number", 40), item.texts("name", 500), item.texts("result", 500))
        for item in keys.objects("indicators")
    ]
    return ProjectLine(
        identifier=identifier,
        source_language=source_language,
        languages=read_languages(keys, ProjectPage, PROJECT_TEXTS, required=("title",)),
        number=keys.number("number"),
        translation_key=keys.key("translation_key"),
        grant_number=present(keys, "grant_number", keys.text("grant_number", 100)),
        promoter=present(keys, "promoter", keys.text("promoter")),
        partners=present(keys, "partners", keys.names("partners")),
        first_day=present(keys, "first_day", first_day),
        last_day=present(keys, "last_day", last_day),
        link=present(keys, "link", keys.web_address("link", 200)),
        topics=present(keys, "topics", keys.names("topics")),
        indicators=present(keys, "indicators", indicators),
    )
