"""Table of the texts that somebody wrote and that stand in no translation."""

import hashlib
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TITLE_LENGTH = 255


class KeptText(models.Model):
    """A translation, or a value of its own, that somebody gave a part of a page or snippet, and why it is not there.

    `translation_key` is that of the page or snippet, empty where it is not known any more; nothing here goes with it
    when it is deleted. `path` is wagtail-localize's, `source` what the part said in the original and `text` what was
    written: both are wagtail-localize's HTML, or the value itself where `is_value` (a link, the number of a picture).
    `fingerprint` is made of all that, so that a text is kept once.
    """

    class Reason(models.TextChoices):
        REPLACED = "replaced", _("Another text took its place")
        DELETED = "deleted", _("It was deleted")
        CHANGED = "changed", _("The original was changed while it was written")
        REMOVED = "removed", _("The original no longer has this part")
        CONFLICT = "conflict", _("Somebody had saved another text meanwhile")
        LOCKED = "locked", _("The page was locked")
        STOPPED = "stopped", _("The translation had been stopped")
        GONE = "gone", _("The translation or its original had been deleted")
        OLDER_FILE = "older_file", _("It came in a file, and the translation was newer")

    translation_key = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    path = models.TextField(blank=True)
    source = models.TextField(_("original"), blank=True)
    text = models.TextField(_("text"))
    is_value = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kept_at = models.DateTimeField(_("kept on"), default=timezone.now)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        default_permissions = ()
        verbose_name = _("kept text")
        verbose_name_plural = _("kept texts")
        ordering = ["-kept_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="kept_text_has_a_text")]

    def __str__(self) -> str:
        return self.text[:80]

    def with_fingerprint(self) -> Self:
        values = (self.translation_key, self.language, self.path, self.source, self.text, self.is_value, self.user_id)
        self.fingerprint = hashlib.sha256(repr(values).encode()).hexdigest()
        return self
