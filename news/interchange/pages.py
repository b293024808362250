"""Items and projects: a source page, its translations, and the record that both belong to."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.tasks import update_reference_index_task

from news.models.record import AbstractRecord
from news.models.recorded import RecordedPage
from portal.addresses.slugs import slug_from
from portal.i18n import language_codes

from .blocks import BodyEntry, Decoder, raw_body, read_entries, with_ids_of
from .composing import Version
from .reading import ABSENT, Absent, ObjectReader, Rejected, check_languages
from .references import References
from .rows import hold_rows, path_of_place
from .storing import free_slug, latest, store
from .translating import content_of, find_target, write_translation

PAGE_TEXTS = ("title", "lead", "seo_title", "search_description")


class LineOutcome(Enum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass
class LineResult:
    """What became of a line; notes are for the report, in the user's language."""

    outcome: LineOutcome
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class LanguageText:
    """What a line says in one language; `body` is None where it leaves the body out."""

    texts: dict[str, str]
    slug: str
    body: list[BodyEntry] | None
    is_published: bool
    is_apart: bool
    untranslated: tuple[str, ...] | None


@dataclass(frozen=True)
class PageLine:
    """What lines about items and about projects have in common."""

    model: ClassVar[type[RecordedPage]]

    identifier: str
    source_language: str
    languages: dict[str, LanguageText]
    number: int | None
    translation_key: uuid.UUID | None

    def fill(self, page: Any, references: References) -> None:
        """Sets what the line says beside the texts of `languages`, in the language of the page."""
        raise NotImplementedError

    def row_texts(self, page: Any, language: str) -> dict[str, str]:
        """What the line says in another language about the rows and fields that `fill` set on the source page, by
        wagtail-localize's context path."""
        raise NotImplementedError

    def fill_record(self, record: Any) -> None:
        """Sets what the line says about the language-neutral record."""


def read_identity(keys: ObjectReader) -> tuple[str, str]:
    """Identifier and source language of a line."""
    identifier = keys.required_text("identifier", 200)
    return identifier, keys.choice("source_language", language_codes()) or language_codes()[0]


def read_languages(
    keys: ObjectReader, model: type[RecordedPage], names: Iterable[str], required: Sequence[str]
) -> dict[str, LanguageText]:
    """The texts by language; at least one."""
    languages = keys.object("languages")
    if languages is None or not languages.data:
        raise Rejected(_("“%(key)s” is missing or empty.") % {"key": "languages"})
    check_languages(languages)
    read = {}
    for code in languages.data:
        text = languages.object(code)
        if text is None:
            raise Rejected(_("“%(key)s” is missing or empty.") % {"key": languages.name(code)})
        read[code] = _read_language_text(text, model, names, required)
    return read


def _read_language_text(
    keys: ObjectReader, model: type[RecordedPage], names: Iterable[str], required: Sequence[str]
) -> LanguageText:
    texts = {}
    for name in names:
        longest = model._meta.get_field(name).max_length
        if name in required:
            texts[name] = keys.required_text(name, longest)
        elif keys.has(name):
            texts[name] = keys.text(name, longest)
    stream_block = model._meta.get_field("body").stream_block
    body = read_entries(keys, "body", stream_block) if keys.has("body") else None
    untranslated = tuple(keys.names("untranslated")) if keys.has("untranslated") else None
    is_published, is_apart = keys.flag("published") is not False, bool(keys.flag("apart"))
    slug = keys.text("slug", 255)
    return LanguageText(texts, slug, body, is_published, is_apart, untranslated)


def require_source_text(line: PageLine) -> None:
    if line.source_language not in line.languages:
        values = {"language": line.source_language}
        raise Rejected(_("The text in the source language “%(language)s” is missing.") % values)


class PageWriter:
    """Writes lines about one kind of page; call it in a transaction a line."""

    def __init__(
        self, model: type[RecordedPage], parent_model: type[Page], references: References, publish: bool
    ) -> None:
        self.model = model
        self.parent_model = parent_model
        self.references = references
        self.publish = publish
        self.body_block = model._meta.get_field("body").stream_block

    def write(self, line: PageLine) -> LineResult:
        """
        Raises:
            Rejected: nothing of the line may then be kept.
            ValidationError: the same.
        """
        # Each of a pair's many saves would queue the same work for the reference index; once at the end is enough.
        with disable_reference_index_auto_update():
            result, translation_key = self._write(line)
        if result.outcome is not LineOutcome.UNCHANGED:
            for pk in self.model.objects.filter(translation_key=translation_key).values_list("pk", flat=True):
                update_reference_index_task.enqueue(self.model._meta.app_label, self.model._meta.model_name, str(pk))
        return result

    def _write(self, line: PageLine) -> tuple[LineResult, uuid.UUID]:
        notes: list[str] = []
        locale = self.references.locale(line.source_language)
        record, is_new = self._record(line, locale, notes)
        source = (
            None if is_new else self.model.objects.filter(translation_key=record.translation_key, locale=locale).first()
        )
        if source is None:
            require_source_text(line)
        outcome = LineOutcome.CREATED if source is None else LineOutcome.UNCHANGED
        source, is_changed = self._write_source(line, record, locale, source, notes)
        for code, text in line.languages.items():
            if code != line.source_language:
                is_changed |= self._write_target(line, source, self.references.locale(code), text, is_changed, notes)
        is_changed |= self._save_record(line, record, is_changed)
        if is_changed and outcome is LineOutcome.UNCHANGED:
            outcome = LineOutcome.CHANGED
        return LineResult(outcome, notes), record.translation_key

    def _record(self, line: PageLine, locale: Locale, notes: list[str]) -> tuple[Any, bool]:
        manager = self.model.record_model.objects
        record = manager.filter(identifier=line.identifier).select_related("source_locale").first()
        if record is None:
            return self._new_record(line, locale, notes), True
        if record.source_locale_id != locale.pk:
            values = {"given": locale.language_code, "present": record.source_locale.language_code}
            raise Rejected(_("The source language is “%(present)s” and cannot become “%(given)s”.") % values)
        if line.number is not None and line.number != record.number:
            notes.append(_("It keeps its number %(number)d.") % {"number": record.number})
        if line.translation_key is not None and line.translation_key != record.translation_key:
            notes.append(_("It keeps its translation key %(key)s.") % {"key": record.translation_key})
        return record, False

    def _new_record(self, line: PageLine, locale: Locale, notes: list[str]) -> AbstractRecord:
        number, key = self.free_identity(line, notes)
        values = {"number": number} if number is not None else {}
        return self.model.record_model.objects.ensure(key, locale, identifier=line.identifier, **values)

    def free_identity(
        self,
        line: PageLine,
        notes: list[str],
        taken_numbers: Collection[int] = (),
        taken_keys: Collection[uuid.UUID] = (),
    ) -> tuple[int | None, uuid.UUID]:
        """Number and translation key that the line gives, where they are free; else a new key, and no number."""
        manager = self.model.record_model.objects
        number, key = line.number, line.translation_key
        if number is not None and (number in taken_numbers or manager.filter(number=number).exists()):
            notes.append(_("Number %(number)d belongs to another; a new one was given.") % {"number": number})
            number = None
        if key is not None and (
            key in taken_keys
            or Page.objects.filter(translation_key=key).exists()
            or manager.filter(translation_key=key).exists()
        ):
            notes.append(_("Translation key %(key)s belongs to another; a new one was given.") % {"key": key})
            key = None
        return number, key or uuid.uuid4()

    def parent(self, locale: Locale) -> Page:
        """Read anew for each line: treebeard trusts the number of children in memory."""
        # Without an order: in that of the tree, SQLite would walk through every page.
        parent = next(iter(self.parent_model.objects.filter(locale=locale).order_by()[:1]), None)
        if parent is None:
            values = {"language": locale.language_code}
            raise Rejected(_("The site has no pages in the language “%(language)s”; run set_up_site first.") % values)
        return parent

    def _write_source(
        self, line: PageLine, record: Any, locale: Locale, page: Any, notes: list[str]
    ) -> tuple[Any, bool]:
        is_new = page is None
        page = self.model(locale=locale, translation_key=record.translation_key) if page is None else latest(page)
        hold_rows(page)
        before = None if is_new else content_of(page)
        text = line.languages.get(line.source_language)
        line.fill(page, self.references)
        if text is not None:
            self.fill_text(page, text, locale, notes)
            parent = self.parent(locale) if is_new or text.slug else None
            if parent is not None:
                page.slug = free_slug(parent, slug_from(text.slug or page.title), page.slug)
        is_changed = is_new or content_of(page) != before
        publish = self.publish and (text is None or text.is_published)
        is_settled = page.live and not page.has_unpublished_changes
        if is_changed or (publish and not is_settled):
            if is_changed and not is_new:
                _note_editor(notes, locale, page.latest_revision_id)
            store(page, publish=publish, parent=parent if is_new else None)
            return latest(self.model.objects.get(pk=page.pk)), True
        return page, False

    def fill_text(self, page: Any, text: LanguageText, locale: Locale, notes: list[str]) -> None:
        """Gives a source page its texts."""
        for name, value in text.texts.items():
            setattr(page, name, value)
        if text.body is not None:
            raw = Decoder(self.references, locale, notes).body(self.body_block, text.body, raw_body(page.body))
            page.body = self.body_block.to_python(raw)

    def _write_target(
        self, line: PageLine, source: Any, locale: Locale, text: LanguageText, source_changed: bool, notes: list[str]
    ) -> bool:
        target = find_target(source, locale)
        revision_id = None if target is None else target.latest_revision_id
        version = self.version(line, text, source, target, locale, notes)
        parent = self.parent(locale)

        def choose_slug(target: Any) -> str:
            if target.slug and not text.slug:
                return target.slug
            return free_slug(parent, slug_from(text.slug or target.title), target.slug)

        publish = self.publish and text.is_published
        if publish and not source.live:
            note_draft_source(notes, locale)
            publish = False
        written = write_translation(
            source,
            target,
            locale,
            version,
            publish=publish,
            localise=self.references.localised,
            source_changed=source_changed,
            parent=parent,
            choose_slug=choose_slug,
        )
        if written.is_changed:
            _note_editor(notes, locale, revision_id)
            if written.is_apart and not text.is_apart:
                note_apart(notes, locale)
        if publish and written.missing:
            note_missing(notes, locale, written.missing)
        return written.is_changed

    def version(
        self, line: PageLine, text: LanguageText, source: Any, target: Any, locale: Locale, notes: list[str]
    ) -> Version:
        """What the line says in another language than its source's; `target` is None where there is none yet."""
        version = Version(
            texts={**line.row_texts(source, locale.language_code), **text.texts},
            is_apart=text.is_apart,
            untranslated=None
            if text.untranslated is None
            else tuple(path_of_place(source, place) for place in text.untranslated),
        )
        if text.body is not None:
            self._pair_body(version, source, target, text.body, locale, notes)
        return version

    def _pair_body(
        self, version: Version, source: Any, target: Any, entries: list[BodyEntry], locale: Locale, notes: list[str]
    ) -> None:
        """Gives the translation's blocks the ids of the source's; where that cannot be, sets the translation apart."""
        source_body = raw_body(source.body)
        source_ids = {entry["id"] for entry in source_body}
        previous = raw_body(target.body) if target is not None else []
        has_ids = bool(entries) and all(entry.id for entry in entries)
        raw = Decoder(self.references, locale, notes).body(self.body_block, entries, previous)
        is_paired = has_ids and (version.untranslated is not None or {entry.id for entry in entries} == source_ids)
        if version.is_apart or is_paired:
            version.bodies["body"] = raw
        else:
            paired = with_ids_of(raw, source_body)
            version.is_apart = paired is None
            version.bodies["body"] = raw if paired is None else paired

    def _save_record(self, line: PageLine, record: Any, pages_changed: bool) -> bool:
        if pages_changed:
            # Pages keep some of the record in step when they are saved.
            record.refresh_from_db()
        before = _values(record)
        line.fill_record(record)
        if _values(record) == before:
            return False
        record.full_clean()
        record.save()
        return True


def _note_editor(notes: list[str], locale: Locale, revision_id: int | None) -> None:
    """Says so where the revision that the line replaces is the work of a person; imports have no user."""
    revision = Revision.objects.filter(pk=revision_id, user__isnull=False).select_related("user").first()
    if revision is not None:
        values = {
            "language": locale,
            "user": revision.user,
            "date": date_format(timezone.localtime(revision.created_at), "DATETIME_FORMAT"),
        }
        notes.append(
            _("“%(language)s”: what %(user)s wrote (%(date)s) was overwritten; the page's history has it.") % values
        )


def note_draft_source(notes: list[str], locale: Locale) -> None:
    notes.append(_("“%(language)s” stays a draft: its source is not published.") % {"language": locale})


def note_apart(notes: list[str], locale: Locale) -> None:
    notes.append(
        _("The texts do not pair up: “%(language)s” is kept complete, apart from its source.") % {"language": locale}
    )


def note_missing(notes: list[str], locale: Locale, count: int) -> None:
    values = {"language": locale, "count": count}
    notes.append(_("“%(language)s” stays a draft: untranslated segments: %(count)d.") % values)


def _values(record: Model) -> list[Any]:
    return [model_field.value_from_object(record) for model_field in record._meta.concrete_fields]


def set_present(instance: Any, values: dict[str, Any]) -> None:
    """Sets every value that the file gives."""
    for name, value in values.items():
        if not isinstance(value, Absent):
            setattr(instance, name, value)


def present(keys: ObjectReader, key: str, value: Any) -> Any:
    """The value, or ABSENT where the object has no such key."""
    return value if keys.has(key) else ABSENT
