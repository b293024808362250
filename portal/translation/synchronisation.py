"""What reaches the translations when a source is published, before any translator has done anything.

Synchronised values (dates, numbers, relations, pictures) reach live translations at once; prose waits for the
translator, whose editor shows the new segments from that moment on. A row that carries prose (a person with a role)
waits with its prose; a picture waits for its alternative text.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import models, transaction
from wagtail.models import Locale, Page, Revision, TranslatableMixin
from wagtail.signals import page_published

from portal.translation.freshness.recording import Recorded, read_recorded, record_fingerprints
from portal.translation.freshness.segments import parts_of_source

from .localize import SegmentOverride, StringSegment, TranslationSource, get_translatable_fields
from .localize_strings import StringValue


class _Carrier:
    """Carries synchronised values from one published source to the target of one translation."""

    def __init__(self, source: TranslationSource, locale: Locale) -> None:
        self.locale = locale
        segments = StringSegment.objects.filter(source=source).annotate_translation(locale)
        self.translations: dict[str, str | None] = dict(segments.values_list("context__path", "translation"))
        overrides = SegmentOverride.objects.filter(context__object_id=source.object_id, locale=locale, has_error=False)
        self.overridden: set[str] = set(overrides.values_list("context__path", flat=True))
        self.has_changed = False

    def carry(self, origin: models.Model, target: models.Model, path: str = "") -> None:
        """Copies what is synchronised; `path` is wagtail-localize's context path of the object, with a final dot."""
        companions: dict[str, str] = getattr(origin, "waits_for_text", {})
        for translatable_field in get_translatable_fields(type(origin)):
            name = translatable_field.field_name
            field = translatable_field.get_field(type(origin))
            if isinstance(field, models.ManyToOneRel):
                self._carry_rows(origin, target, field.get_accessor_name() or name, f"{path}{name}.")
            elif isinstance(field, models.ForeignKey) and translatable_field.is_translated(origin):
                self._set(target, field.attname, getattr(self._localised(getattr(origin, name)), "pk", None))
            elif translatable_field.is_translated(origin):
                if getattr(origin, field.attname) == "":
                    self._set(target, field.attname, "")
            elif not translatable_field.is_synchronized(origin) or f"{path}{name}" in self.overridden:
                continue
            elif name in companions:
                self._carry_with_text(origin, target, name, companions[name], path)
            else:
                self._set(target, field.attname, getattr(origin, field.attname))

    def _set(self, target: models.Model, attribute: str, value: Any) -> None:
        if getattr(target, attribute) != value:
            setattr(target, attribute, value)
            self.has_changed = True

    def text(self, path: str) -> str | None:
        """The translation of a plain-text segment; None while there is none."""
        data = self.translations.get(path)
        return StringValue(data).render_text() if data else None

    def _localised(self, instance: Any) -> Any:
        return instance and (instance.get_translation_or_none(self.locale) or instance)

    def _carry_with_text(
        self, origin: models.Model, target: models.Model, name: str, companion: str, path: str
    ) -> None:
        new = getattr(origin, name)
        if new == getattr(target, name):
            return
        text = self.text(f"{path}{companion}")
        if new is None or text:
            self._set(target, name, new)
            self._set(target, companion, text or "")

    def _carry_rows(self, origin: models.Model, target: models.Model, relation: str, path: str) -> None:
        existing = {row.translation_key: row for row in getattr(target, relation).all()}
        rows = []
        for origin_row in getattr(origin, relation).all():
            row_path = f"{path}{origin_row.translation_key}."
            row = existing.get(origin_row.translation_key) or self._new_row(origin_row, row_path)
            if row is not None:
                self.carry(origin_row, row, row_path)
                self._set(row, "sort_order", origin_row.sort_order)
                rows.append(row)
        if [row.translation_key for row in rows] != list(existing):
            self.has_changed = True
        getattr(target, relation).set(rows)

    def _new_row(self, origin_row: Any, row_path: str) -> Any:
        """A copy of the row in the target's language; None while its prose is not translated."""
        paths = {path.removeprefix(row_path): path for path in self.translations if path.startswith(row_path)}
        texts = {name: self.text(path) for name, path in paths.items()}
        if not all(texts.values()):
            return None
        model = type(origin_row)
        values = {
            field.attname: getattr(origin_row, field.attname)
            for field in model._meta.concrete_fields
            if not field.primary_key
        }
        return model(**{**values, "locale_id": self.locale.pk, **texts})


def carry_to_translations(instance: Any) -> None:
    """What follows from the publication of any page or snippet."""
    if isinstance(instance, TranslatableMixin):
        synchronise_translations(instance)


# Mostly within the transaction that publishes, as in record_fingerprints.
@transaction.atomic(savepoint=False)
def synchronise_translations(instance: Any) -> None:
    """What follows from a publication: the live translations get what is synchronised, and freshness is recorded.

    wagtail-localize is told of a published source. Nothing is carried from an instance that is no source, or is itself
    the target of a synced translation.
    """
    key, own = instance.translation_key, (instance.translation_key, instance.locale_id)
    recorded = read_recorded([key])
    source = None
    if not recorded.is_synced(own):
        source = TranslationSource.objects.filter(object_id=key, locale_id=instance.locale_id).first()
    if source is None:
        record_fingerprints([instance], recorded=recorded)
        return
    source.update_from_db()
    parts = parts_of_source(source, instance)
    carried = _carry(source, recorded.locales_with_every_value(key, parts), recorded)
    record_fingerprints([instance, *carried], {own: parts}, recorded)


def lacking_translations(source: TranslationSource, instance: Any, published: Iterable[Any]) -> Iterator[Any]:
    """Those of the published translations that something which is the same in every language has not reached.

    Args:
        published: live synced translations of the live source `instance`. They are changed in memory.
    """
    for target in published:
        carrier = _Carrier(source, target.locale)
        carrier.carry(instance, target)
        if carrier.has_changed:
            yield target


def _carry(source: TranslationSource, complete: Collection[int], recorded: Recorded) -> Iterator[Any]:
    """The live translations in languages that are not `complete`, with the values that were carried to them."""
    behind = {
        locale_id
        for (_key, locale_id), direction in recorded.directions.items()
        if direction.source_locale_id == source.locale_id and not direction.is_apart and locale_id not in complete
    }
    for locale in Locale.objects.filter(pk__in=behind):
        target = source.specific_content_type.model_class()._default_manager.filter(
            translation_key=source.object_id, locale=locale
        )
        live = target.filter(live=True).first()
        if live is not None:
            _carry_to_live(live, _Carrier(source, locale), source.get_source_instance())
            yield live


def _carry_to_live(live: Any, carrier: _Carrier, origin: models.Model) -> None:
    """Saves the carried values to the live row and its revision, and to an unpublished draft on top of it."""
    draft: Revision | None = live.latest_revision if live.has_unpublished_changes else None
    is_page = isinstance(live, Page)
    carrier.carry(origin, live)
    if not carrier.has_changed:
        return
    # Cleaning would refuse the page: its prose is behind from this moment on, which is the translator's to mend.
    live.save(**({"clean": False} if is_page else {}))
    revision = live.save_revision(changed=False, clean=False)
    model = Page if is_page else type(live)
    model.objects.filter(pk=live.pk).update(live_revision=revision)
    if draft is not None:
        draft_instance = draft.as_object()
        carrier.carry(origin, draft_instance)
        draft_instance.save_revision(clean=False)
    if is_page:
        page_published.send(sender=type(live), instance=live, revision=revision)
