"""Table of the releases that are planned."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class PlannedRelease(models.Model):
    """Revisions of a text in all its languages, each approved by Wagtail to go live at `at`, to be published together.

    `size` is their number: a revision that is gone since then makes the plan void. `problem` says why the last attempt
    has failed. Without `at` the release is being prepared: the original's draft is shown to the translators.
    """

    translation_key = models.UUIDField(unique=True, editable=False)
    at = models.DateTimeField(_("time"), null=True, blank=True, db_index=True)
    revisions = models.ManyToManyField(Revision, related_name="+")
    size = models.PositiveSmallIntegerField(default=0)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    problem = models.TextField(_("problem"), blank=True)

    class Meta:
        verbose_name = _("planned release")
        verbose_name_plural = _("planned releases")

    def __str__(self) -> str:
        return f"{self.translation_key}: {self.at}"

    def ordered(self) -> "models.QuerySet[Any]":
        """The original's revision first, which was made first."""
        return self.revisions.order_by("pk")
