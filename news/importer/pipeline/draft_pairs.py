"""A document becomes a draft pair: the item's source and its translations, written the way an import file is."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.interchange.blocks import BodyEntry
from news.interchange.entities import EntityLine, EntityText, EntityWriter
from news.interchange.files import File
from news.interchange.items import IndicatorResult, ItemLine, Part, Provenance, Visit
from news.interchange.pages import LanguageText, PageWriter
from news.interchange.reading import ABSENT, Rejected
from news.interchange.references import References
from news.models import ImportedDocument, NewsItemPage, NewsListingPage, Organisation, Person
from news.models.entity import Entity
from portal.addresses.slugs import slug_from
from portal.languages.common.countries import COUNTRY_CODES

from .body_blocks import own_body, paired_bodies, source_body
from .decisions import review_of
from .facts import NEW
from .pictures import as_file, stored_picture
from .reviewed import Review

TITLE_LENGTH = 255
IDENTIFIER_LENGTH = 100
MOST_NAMED = 10


class EditedMeanwhile(Exception):
    """The pages have been edited or published since they were written; writing them again would lose that."""


@dataclass
class Written:
    """`notes` are for the reviewer, in the user's language; `new` are people and organisations that were made."""

    pages: dict[str, NewsItemPage]
    notes: list[str] = field(default_factory=list)
    new: list[Entity] = field(default_factory=list)


@dataclass(frozen=True)
class Check:
    """Who has checked the document, and when."""

    name: str
    day: datetime.date


def is_edited(document: ImportedDocument) -> bool:
    """Whether any of the pages that were written has been edited, published or deleted since."""
    if not document.written:
        return False
    pages = NewsItemPage.objects.filter(pk__in=document.written).values_list("pk", "latest_revision_id", "live")
    unchanged = {str(pk) for pk, revision, live in pages if not live and document.written[str(pk)] == revision}
    return unchanged != set(document.written)


@transaction.atomic
def write_pair(
    document: ImportedDocument,
    *,
    check: Check | None = None,
    makes_new: bool = False,
    publish: bool = False,
    references: References | None = None,
) -> Written:
    """Writes the document, as it is reviewed so far, as drafts; all of it or nothing.

    `makes_new`: people and organisations that are to be made are; otherwise they are passed over. `publish`: the pages
    are published.

    Raises:
        EditedMeanwhile: where the pages are no longer as they were written.
        Rejected, ValidationError: where something is missing or wrong, with a message for the reviewer.
    """
    document = ImportedDocument.objects.select_for_update().get(pk=document.pk)
    if is_edited(document):
        raise EditedMeanwhile
    references = references or References()
    review = review_of(document)
    written = Written({})
    if makes_new:
        written.new = list(_make_entities(document, review, references))
    line = _Line(document, review, check, makes_new, written.notes).build()
    result = PageWriter(NewsItemPage, NewsListingPage, references, publish).write(line)
    written.notes += [*result.notes, *line.warnings()]
    _remember(document, line.identifier, check, written)
    return written


@transaction.atomic
def mark_checked(document: ImportedDocument, check: Check) -> None:
    """Keeps who has checked a document that has an item, and leaves the pages alone."""
    document = ImportedDocument.objects.select_for_update(of=("self",)).select_related("item").get(pk=document.pk)
    if document.item is None:
        return
    document.item.checked_by, document.item.checked_on = check.name, check.day
    document.item.save(update_fields=["checked_by", "checked_on"])
    document.state = ImportedDocument.State.REVIEWED
    document.save(update_fields=["state"])


def _remember(document: ImportedDocument, identifier: str, check: Check | None, written: Written) -> None:
    record = NewsItemPage.record_model.objects.get(identifier=identifier)
    pages = NewsItemPage.objects.filter(translation_key=record.translation_key).select_related("locale")
    written.pages = {page.locale.language_code: page for page in pages}
    document.item = record
    document.written = {str(page.pk): page.latest_revision_id for page in written.pages.values() if not page.live}
    if check is not None:
        document.state = ImportedDocument.State.REVIEWED
    document.save(update_fields=["item", "written", "state"])


class _Line:
    """The document as a line of an import file."""

    def __init__(
        self, document: ImportedDocument, review: Review, check: Check | None, makes_new: bool, notes: list[str]
    ) -> None:
        self.document = document
        self.review = review
        self.check = check
        self.makes_new = makes_new
        self.notes = notes
        self.source = review.analysis.source_language

    def build(self) -> ItemLine:
        first_day, last_day = self._day("first_day"), self._day("last_day")
        if last_day is not None and (first_day is None or last_day < first_day):
            raise ValidationError(_("The last day comes before the first day, or the first day is missing."))
        project = self.review.fact("project")
        return ItemLine(
            identifier=self.document.identifier,
            source_language=self.source,
            languages=self._languages(),
            number=None,
            translation_key=None,
            date=self._date(first_day),
            topics=ABSENT,
            project=project if project else ABSENT,
            visit=Visit(first_day, last_day, self._by_language("place"), self._country()),
            people=[
                Part(identifier, "", self._by_language(f"people.{index}.role"))
                for index, identifier in self._used("people", Person)
            ],
            organisations=[identifier for _, identifier in self._used("organisations", Organisation)],
            results=[
                IndicatorResult(self.review.fact(f"results.{index}.indicator"), texts)
                for index in range(rows_of(self.review, "results"))
                if (texts := self._by_language(f"results.{index}.text")).get(self.source)
            ],
            attachments=ABSENT,
            picture=self._picture(),
            provenance=self._provenance(),
            withdrawn_at=ABSENT,
        )

    def _languages(self) -> dict[str, LanguageText]:
        identifier = self.document.identifier
        targets = self.review.analysis.target_languages
        synced = [code for code in targets if not self.review.value(f"apart:{code}")]
        for code in synced[1:]:
            # The blocks of the source are cut for one translation; another has a body of its own.
            self.notes.append(_("“%(language)s” is kept complete, apart from its source.") % {"language": code})
        pair = paired_bodies(self.review, synced[0], identifier) if synced else None
        if pair is not None and not pair.target:
            pair = None
        source_entries = pair.source if pair else source_body(self.review, self.source, identifier)
        languages = {self.source: self._text(self.source, source_entries, is_apart=False)}
        for code in targets:
            if pair is not None and code == synced[0]:
                self._note_leftover(code, pair.leftover)
                self._note_unlinked(pair.unlinked)
                languages[code] = self._text(code, pair.target, is_apart=False)
            else:
                languages[code] = self._text(code, own_body(self.review, code, identifier), is_apart=True)
        return languages

    def _note_leftover(self, code: str, leftover: list[int]) -> None:
        if leftover:
            self.notes.append(
                ngettext(
                    "%(count)d paragraph in “%(language)s” has no partner and is kept with the document.",
                    "%(count)d paragraphs in “%(language)s” have no partner and are kept with the document.",
                    len(leftover),
                )
                % {"count": len(leftover), "language": code}
            )

    def _note_unlinked(self, addresses: list[str]) -> None:
        if addresses:
            named = ", ".join(addresses[:MOST_NAMED]) + ("…" if len(addresses) > MOST_NAMED else "")
            message = _("No link was made, because the two languages have different numbers of links there: %(links)s")
            self.notes.append(message % {"links": named})

    def _text(self, code: str, body: list[BodyEntry], *, is_apart: bool) -> LanguageText:
        title, lead = self.review.fact(f"title.{code}"), self.review.fact(f"lead.{code}")
        if not title:
            raise ValidationError(_("The title in the language “%(language)s” is missing.") % {"language": code})
        texts = {"title": title[:TITLE_LENGTH], "lead": lead or title}
        if chosen := self.review.fact("picture"):
            description = self.review.fact(f"pictures.{chosen}.text.{code}")
            if not description:
                values = {"language": code}
                raise ValidationError(_("What the picture shows is missing in the language “%(language)s”.") % values)
            texts["picture_alt_text"] = description
        return LanguageText(texts, "", body, True, is_apart, None if code == self.source or is_apart else ())

    def _by_language(self, path: str) -> dict[str, str]:
        texts = {code: self.review.fact(f"{path}.{code}") for code in self.review.analysis.texts}
        return {code: text for code, text in texts.items() if text}

    def _day(self, path: str) -> datetime.date | None:
        text = self.review.fact(path)
        return datetime.date.fromisoformat(text) if text else None

    def _date(self, first_day: datetime.date | None) -> datetime.date:
        day = self._day("date") or first_day
        if day is None:
            self.notes.append(_("No date was found: the item is dated the day on which the document was imported."))
        return day or timezone.localdate(self.document.imported_at)

    def _country(self) -> str:
        country = self.review.fact("country")
        return country if country in COUNTRY_CODES else ""

    def _used(self, relation: str, model: type[Entity]) -> Iterator[tuple[int, str]]:
        """Index and identifier of the rows that name somebody."""
        seen = set()
        for index in range(rows_of(self.review, relation)):
            use = self.review.fact(f"{relation}.{index}.use")
            if use == NEW:
                use = new_identifier(self.review, relation, index, model) if self.makes_new else ""
            if use and use not in seen:
                seen.add(use)
                yield index, use

    def _picture(self) -> File | None:
        chosen = self.review.fact("picture")
        if not chosen:
            return None
        row = self.review.analysis.facts["pictures"][int(chosen)]
        picture = stored_picture(self.document, row)
        if picture is None:
            raise ValidationError(_("The picture is gone from the file."))
        return as_file(picture, self.review.fact(f"pictures.{chosen}.text.{self.source}"))

    def _provenance(self) -> Provenance:
        files = list(self.document.files.select_related("file"))
        own = next((file for file in files if file.language in (self.source, "")), None)
        document = None
        if own is not None:
            document = File(own.file.title, own.name, own.file.file_hash, None)
        return Provenance(
            raw_text={
                code: file.raw_text
                for file in files
                for code in ([file.language] if file.language else self.review.analysis.texts)
            },
            note={},
            checked_by=self.check.name if self.check else "",
            checked_on=self.check.day if self.check else None,
            document=document,
            is_shown=bool(self.review.value("shown")),
        )


def rows_of(review: Review, relation: str) -> int:
    """How many rows the facts have of a kind."""
    return len(review.analysis.facts.get(relation) or ())


def new_identifier(review: Review, relation: str, index: int, model: type[Entity]) -> str:
    """From the name in the source language; that of somebody of this very name, where there is one."""
    source = review.analysis.source_language
    codes = (source, *review.analysis.texts)
    name = next((text for code in codes if (text := review.fact(f"{relation}.{index}.name.{code}"))), "")
    namesake = model._default_manager.filter(name=name, locale__language_code=source).first()
    return namesake.identifier if namesake else slug_from(name)[:IDENTIFIER_LENGTH]


def _make_entities(document: ImportedDocument, review: Review, references: References) -> Iterator[Entity]:
    """Makes the people and organisations that are to be new, as drafts."""
    writer = EntityWriter(references, publish=False)
    models: tuple[tuple[str, type[Entity]], ...] = (("organisations", Organisation), ("people", Person))
    for relation, model in models:
        for index in range(rows_of(review, relation)):
            path = f"{relation}.{index}"
            if review.fact(f"{path}.use") != NEW:
                continue
            identifier = new_identifier(review, relation, index, model)
            if not identifier:
                raise Rejected(_("Somebody who is to be new has no name."))
            if references.versions(model, identifier):
                continue
            writer.write(_entity_line(review, path, model, identifier))
            yield from references.versions(model, identifier).values()


def _entity_line(review: Review, path: str, model: type[Entity], identifier: str) -> EntityLine:
    source = review.analysis.source_language
    codes = list(review.analysis.texts)
    names = {code: review.fact(f"{path}.name.{code}") for code in codes}
    name = names[source] or next(text for text in names.values() if text)
    has_role = model is Person
    own = {code: review.fact(f"{path}.{'role' if has_role else 'link'}.{code}") for code in codes}
    link = next((text for text in own.values() if text), "")
    languages = {
        code: EntityText(
            texts={"name": names[code] or name, **({"role": own[code]} if has_role else {})},
            slug="",
            link=ABSENT if has_role else own[code] or link,
            is_published=True,
            is_apart=False,
            untranslated=(),
        )
        for code in codes
        if code == source or names[code]
    }
    return EntityLine(
        model=model,
        identifier=identifier,
        source_language=source,
        languages=languages,
        translation_key=None,
        country=ABSENT,
        organisation=ABSENT,
        picture=ABSENT,
    )
