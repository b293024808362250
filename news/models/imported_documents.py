"""Imported documents: their files, what was found out about them, and what reviewers decided."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from portal.runtime.uploads import Upload

from .atomic_save import AtomicSave
from .record import ItemRecord


class ImportedDocument(AtomicSave):
    """One imported document, in one language or several. It may have an item as soon as it is read; it is reviewed
    when somebody has said so.

    `analysis` is what the importer found, as its pipeline stores it, and is never changed by a review:
    decisions lie over it. `written` holds, by the id of each page that was written, the id of its revision then: a
    page with another latest revision has been edited since. `readings` are, by language, what the words may be that
    nobody has decided on: readers find the text by them.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for review")
        REVIEWED = "reviewed", _("reviewed")
        REFUSED = "refused", _("refused")

    identifier = models.CharField(_("identifier"), max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    source_locale = models.ForeignKey(
        Locale, verbose_name=_("source language"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    analysis = models.JSONField(default=dict)
    analysis_version = models.PositiveSmallIntegerField()
    warnings = models.JSONField(_("warnings"), default=list, blank=True)
    readings = models.JSONField(default=dict, blank=True)
    undecided = models.PositiveIntegerField(_("doubtful words"), default=0)
    item = models.OneToOneField(
        ItemRecord,
        verbose_name=_("news item"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="imported_document",
    )
    written = models.JSONField(default=dict, blank=True)
    imported_at = models.DateTimeField(_("imported on"), auto_now_add=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("imported document")
        verbose_name_plural = _("imported documents")
        ordering = ["-imported_at", "-pk"]
        permissions: ClassVar[list[Any]] = [("review_importeddocument", _("Can review imported documents"))]
        indexes = [models.Index(fields=["state", "-imported_at"], name="imported_document_by_state")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(identifier=""), name="imported_document_has_identifier"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "reviewed", "refused"]),
                name="imported_document_state_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="reviewed") | models.Q(item__isnull=False),
                name="imported_document_reviewed_has_item",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | models.Q(item__isnull=True),
                name="imported_document_refused_has_no_item",
            ),
            models.CheckConstraint(
                condition=models.Q(analysis_version__gte=1), name="imported_document_analysis_has_version"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.identifier


class ImportedFile(models.Model):
    """A file of a document. `language` is empty where the file holds several. The same content is there once only."""

    document = models.ForeignKey(ImportedDocument, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=10, blank=True)
    file = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("file"), on_delete=models.PROTECT, related_name="imported_files"
    )
    name = models.CharField(_("file name"), max_length=500)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, unique=True)
    raw_text = models.TextField(_("raw text"), blank=True)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "language"], name="imported_file_is_one_a_language"),
            models.CheckConstraint(condition=~models.Q(sha256=""), name="imported_file_has_checksum"),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewDecision(models.Model):
    """Somebody changed something of a document: `target` says what, in the words of news.importer.pipeline.reviewed.

    The last decision about a target counts; earlier ones stay as they were. `user_name` outlives the account.
    """

    document = models.ForeignKey(ImportedDocument, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField()
    target = models.CharField(max_length=120)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    user_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("review decision")
        verbose_name_plural = _("review decisions")
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="review_decision_number_is_unique"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="review_decision_number_is_positive"),
            models.CheckConstraint(condition=~models.Q(target=""), name="review_decision_has_target"),
            models.CheckConstraint(condition=~models.Q(user_name=""), name="review_decision_has_user_name"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}: {self.target}"


class DocumentUpload(Upload):
    """Files that somebody uploaded, until they have been read, and then what became of each document.

    `files` are their names with where they lie in the storage; `entries` are those of news.importer.pipeline.report.
    """

    reading_task = "news.importer.pipeline.uploads.read_upload_task"

    language = models.CharField(max_length=10, blank=True)
    files = models.JSONField(default=list)
    entries = models.JSONField(default=list)

    class Meta:
        verbose_name = _("upload of documents")
        verbose_name_plural = _("uploads of documents")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return self.names or f"{self._meta.verbose_name} {self.pk}"

    @property
    def paths(self) -> list[str]:
        return [kept["path"] for kept in self.files]

    @property
    def names(self) -> str:
        return ", ".join(kept["name"] for kept in self.files)
