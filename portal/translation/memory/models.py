"""Translations made elsewhere that the translation memory offers beside the site's own."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.runtime.uploads import Upload


class ImportedTranslation(models.Model):
    """A segment and its translation out of a file; both are wagtail-localize's HTML.

    `fingerprint` is made of both texts and their languages, so that a file may be read twice.
    """

    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"))
    other_language = models.CharField(_("language of the translation"), max_length=10)
    other_text = models.TextField(_("translation"))
    file_name = models.CharField(_("file"), max_length=255)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    imported_at = models.DateTimeField(_("imported on"), auto_now_add=True)

    class Meta:
        verbose_name = _("imported translation")
        verbose_name_plural = _("imported translations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(language=models.F("other_language")), name="imported_translation_of_two_languages"
            ),
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(other_text=""), name="imported_translation_has_texts"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @staticmethod
    def fingerprint_of(language: str, text: str, other_language: str, other_text: str) -> str:
        content = "\x00".join((language, text, other_language, other_text))
        return hashlib.sha256(content.encode()).hexdigest()


class ExchangeUpload(Upload):
    """A memory or a glossary that somebody sent in, until the worker has taken it in, and then what became of it.

    `path` is where it lies in the storage; `outcome` is in the language of the interface.
    """

    class Kind(models.TextChoices):
        MEMORY = "memory", _("translation memory")
        GLOSSARY = "glossary", _("glossary")

    reading_task = "portal.translation.exchange.uploads.take_in_task"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=255)
    path = models.CharField(max_length=255)
    outcome = models.TextField(blank=True)
    is_refused = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        verbose_name = _("upload of translations")
        verbose_name_plural = _("uploads of translations")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def paths(self) -> list[str]:
        return [self.path]
