"""New items many at a time: all that a batch writes goes into each table at once."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.models import Locale, Page

from portal.addresses.slugs import slug_from
from portal.translation.freshness.recording import record_fingerprints
from portal.translation.publishing import Act, Change, ask
from search.index import outbox

from .blocks import raw_body
from .composing import fill_target, may_be_published, pair_target
from .page_rows import NewPage, index_pages, store_pages
from .pages import (
    LanguageText,
    LineOutcome,
    LineResult,
    PageLine,
    PageWriter,
    note_apart,
    note_draft_source,
    note_missing,
    require_source_text,
)
from .reading import Rejected
from .segments import segments_of
from .storing import free_slug
from .translation_rows import NewSource, NewTranslation, register


@dataclass
class _New:
    """A line's record and pages, all unsaved; the source is the first of them."""

    record: Any
    pages: list[NewPage]
    source: NewSource
    notes: list[str]


@dataclass
class _Taken:
    """What the batch has given away already, which the database does not know of yet."""

    highest_number: int
    numbers: set[int] = field(default_factory=set)
    keys: set[uuid.UUID] = field(default_factory=set)
    slugs: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))


class BatchWriter:
    """Writes lines about new items exactly as `writer` would write them one by one."""

    def __init__(self, writer: PageWriter) -> None:
        self.writer = writer
        self.model = writer.model
        # Places in the tree are not known yet.
        self.not_cleaned = {"path", "depth", "url_path", *_foreign_keys(self.model)}

    @transaction.atomic
    def write(self, lines: Sequence[PageLine]) -> list[LineResult | Rejected | ValidationError]:
        """What became of each line; none of them may have a record yet. A line that is rejected leaves nothing.

        Raises:
            DatabaseError: nothing is kept then. One of the lines is to blame, and `writer` will find out which.
        """
        numbers = self.model.record_model.objects.aggregate(highest=models.Max("number"))
        taken = _Taken(numbers["highest"] or 0)
        results: list[LineResult | Rejected | ValidationError] = []
        new: list[_New] = []
        parents: dict[int, Page] = {}
        for line in lines:
            try:
                # A line may make topics and files before it turns out to be wrong.
                with transaction.atomic():
                    prepared = self._prepare(line, taken, parents)
            except (Rejected, ValidationError) as error:
                self.writer.references.forget()
                results.append(error)
            else:
                self._take(prepared, taken)
                new.append(prepared)
                results.append(LineResult(LineOutcome.CREATED, prepared.notes))
        if new:
            self._store(new)
        return results

    def _prepare(self, line: PageLine, taken: _Taken, parents: dict[int, Page]) -> _New:
        notes: list[str] = []
        locale = self.writer.references.locale(line.source_language)
        require_source_text(line)
        number, key = self.writer.free_identity(line, notes, taken.numbers, taken.keys)
        record = self.model.record_model(
            translation_key=key,
            identifier=line.identifier,
            source_locale=locale,
            number=number or taken.highest_number + 1,
        )
        line.fill_record(record)
        record.clean_fields(exclude=_foreign_keys(type(record)))
        text = line.languages[line.source_language]
        page = self.model(locale=locale, translation_key=key)
        line.fill(page, self.writer.references)
        self.writer.fill_text(page, text, locale, notes)
        raw = raw_body(page.body)
        segments = segments_of(page)
        # Reading a table completes it; one by one a source is stored before anything reads it.
        page.body = self.writer.body_block.to_python(raw)
        publish = self.writer.publish and text.is_published
        new = _New(record, [self._new_page(page, text, publish, taken, parents)], NewSource(page, segments), notes)
        for code, translated in line.languages.items():
            if code != line.source_language:
                self._prepare_target(line, translated, self.writer.references.locale(code), new, taken, parents)
        return new

    def _prepare_target(
        self, line: PageLine, text: LanguageText, locale: Locale, new: _New, taken: _Taken, parents: dict[int, Page]
    ) -> None:
        source = new.source.page
        version = self.writer.version(line, text, source, None, locale, new.notes)
        target = self.model(locale=locale, translation_key=source.translation_key)
        fill_target(source, target, version, localise=self.writer.references.localised)
        pairing = pair_target(new.source.segments, target, version)
        publish = self.writer.publish and text.is_published
        if publish and not new.pages[0].publish:
            note_draft_source(new.notes, locale)
            publish = False
        if pairing is None and not text.is_apart:
            note_apart(new.notes, locale)
        if publish and pairing is not None and not may_be_published(pairing, version):
            note_missing(new.notes, locale, pairing.missing)
            publish = False
        new.pages.append(self._new_page(target, text, publish, taken, parents))
        new.source.translations.append(NewTranslation(target, locale, pairing))

    def _new_page(
        self, page: Any, text: LanguageText, publish: bool, taken: _Taken, parents: dict[int, Page]
    ) -> NewPage:
        locale = page.locale
        if locale.pk not in parents:
            parents[locale.pk] = self.writer.parent(locale)
        parent = parents[locale.pk]
        page.slug = free_slug(parent, slug_from(text.slug or page.title), reserved=taken.slugs[parent.pk])
        page.live = False
        # For the page to look at its siblings.
        page._cached_parent_obj = parent
        page.full_clean(exclude=self.not_cleaned, validate_unique=False, validate_constraints=False)
        return NewPage(page, parent, publish)

    def _take(self, new: _New, taken: _Taken) -> None:
        """Only what goes in takes anything away from the lines behind it."""
        taken.keys.add(new.record.translation_key)
        taken.numbers.add(new.record.number)
        taken.highest_number = max(taken.highest_number, new.record.number)
        for each in new.pages:
            taken.slugs[each.parent.pk].add(each.page.slug)

    def _store(self, new: Sequence[_New]) -> None:
        self.model.record_model.objects.bulk_create(each.record for each in new)
        pages = [page for each in new for page in each.pages]
        store_pages(self.model, pages)
        published = [each.page for each in pages if each.publish]
        # Of texts that no translation editor knows yet: that a translation of the file was behind is no gap in it.
        ask(Change(Act.PUBLISH, published))
        register([each.source for each in new if each.source.translations])
        instances = [each.page for each in pages]
        record_fingerprints(published)
        index_pages(self.model, instances)
        outbox.enqueue(each.record.translation_key for each in new)


def _foreign_keys(model: type[models.Model]) -> set[str]:
    """Cleaning asks the database about each; it looks at them by itself, at all of a batch together."""
    return {
        model_field.name for model_field in model._meta.concrete_fields if isinstance(model_field, models.ForeignKey)
    }
