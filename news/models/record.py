"""Language-neutral identity of items and projects: a record each, which outlives the pages that show it."""

import uuid
from typing import Any, ClassVar, TypeVar

from django.core.validators import MinValueValidator
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Locale, Page

from portal.i18n import language_codes

from .atomic_save import AtomicSave

# Two writers that take the same next number collide on the constraint and try again.
ALLOCATION_ATTEMPTS = 20

Record = TypeVar("Record", bound="AbstractRecord")


class RecordManager(models.Manager[Record]):
    def ensure(self, translation_key: uuid.UUID, source_locale: Locale, **values: Any) -> Record:
        """The record of a translation key; made with the next free number where there is none.

        Raises:
            IntegrityError: when another record holds the identifier or number given in `values`.
        """
        existing = self.filter(translation_key=translation_key).first()
        if existing is not None:
            return existing
        for attempt in range(ALLOCATION_ATTEMPTS):
            number = values.get("number") or (self.aggregate(models.Max("number"))["number__max"] or 0) + 1
            defaults = {"identifier": f"{self.model.IDENTIFIER_PREFIX}-{number}", **values, "number": number}
            try:
                with transaction.atomic():
                    return self.create(translation_key=translation_key, source_locale=source_locale, **defaults)
            except IntegrityError:
                existing = self.filter(translation_key=translation_key).first()
                if existing is not None:
                    return existing
                if values.get("number") or attempt == ALLOCATION_ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable: the last attempt returns or raises")


class AbstractRecord(AtomicSave):
    """`number` is given at creation and never reused: no record is ever deleted."""

    # Begins the default identifier (n-12) and the permanent address (/n/12/).
    IDENTIFIER_PREFIX = ""
    # What no page of readers shows.
    LONG_FIELDS: ClassVar[tuple[str, ...]] = ()
    CHANGES_ADDRESS = ""

    translation_key = models.UUIDField(unique=True, editable=False)
    number = models.PositiveIntegerField(_("permanent number"), unique=True, validators=[MinValueValidator(1)])
    identifier = models.CharField(_("identifier"), max_length=200, unique=True)
    source_locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)

    objects: RecordManager[Any] = RecordManager()

    class Meta:
        abstract = True

    def permanent_url(self) -> str:
        """The address that answers for ever, in the reader's language."""
        return f"/{self.IDENTIFIER_PREFIX}/{self.number}/"

    def notice_urls(self) -> dict[str, str]:
        """Per language, the address that leads to the page or says that it is missing in this language."""
        return {code: f"/{code}{self.permanent_url()}" for code in language_codes()}

    def changes_url(self, language: str) -> str:
        """The address that shows what of the original the text in a language lacks."""
        with override(language):
            return reverse(self.CHANGES_ADDRESS, args=[self.number])


class ItemRecord(AbstractRecord):
    """A news item, whatever languages it exists in, and where its text came from."""

    IDENTIFIER_PREFIX = "n"
    LONG_FIELDS = ("raw_texts",)
    CHANGES_ADDRESS = "news:item_changes"

    source_document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("source document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    raw_texts = models.JSONField(_("raw text per language"), default=dict, blank=True)
    provenance_notes = models.JSONField(_("note on the origin per language"), default=dict, blank=True)
    checked_by = models.CharField(_("checked by"), max_length=200, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    shows_origin = models.BooleanField(
        _("readers see the origin"),
        default=False,
        help_text=_("The page says that its text comes from a scanned document, and when it was checked."),
    )

    class Meta:
        verbose_name = _("news item record")
        verbose_name_plural = _("news item records")
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="item_record_number_is_positive"),
            models.CheckConstraint(condition=~models.Q(identifier=""), name="item_record_has_identifier"),
        ]

    def __str__(self) -> str:
        return self.identifier

    def provenance_note(self, language: str) -> str:
        """What readers of a language are told of the origin; "" for nothing."""
        notes = self.provenance_notes
        note = notes.get(language) if isinstance(notes, dict) else None
        return note if isinstance(note, str) else ""


class ProjectRecord(AbstractRecord):
    """A project, whatever languages its page exists in. `title` is that of its source page, for choosers."""

    IDENTIFIER_PREFIX = "p"
    CHANGES_ADDRESS = "news:project_changes"

    grant_number = models.CharField(_("grant number"), max_length=100, blank=True)
    title = models.CharField(_("title"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("project record")
        verbose_name_plural = _("project records")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="project_record_number_is_positive"),
            models.CheckConstraint(condition=~models.Q(identifier=""), name="project_record_has_identifier"),
            models.UniqueConstraint(
                fields=["grant_number"],
                condition=~models.Q(grant_number=""),
                name="project_record_grant_number_is_unique",
            ),
        ]

    def __str__(self) -> str:
        return self._with_number(self.title)

    def name_in(self, language: str) -> str:
        """By the title of its published page in the language, where there is one. One query."""
        own = Page.objects.live().filter(translation_key=self.translation_key, locale__language_code=language)
        return self._with_number(own.values_list("title", flat=True).first() or self.title)

    def _with_number(self, title: str) -> str:
        return f"{title} ({self.grant_number})" if self.grant_number else title
