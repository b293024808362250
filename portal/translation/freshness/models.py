"""Tables of freshness."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from portal.translation.localize import String, Translation, TranslationContext


class PublishedText(models.Model):
    """A published page or snippet of one language, and the parts of the source that it was made from.

    A source is made from itself, and a translation that `is_apart`, edited by hand, is taken to have been made from all
    of it. Any other translation is *current* exactly when its fingerprint is that of its source. `behind`,
    `words_behind` and `behind_since` follow from the two and are kept so that lists need not compare. `untranslated`
    holds the plain texts of the source that a translation shows, because somebody decided so.
    """

    translation_key = models.UUIDField(editable=False)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    source_locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=255)
    parts = models.JSONField()
    fingerprint = models.CharField(max_length=32)
    words = models.PositiveIntegerField()
    is_apart = models.BooleanField(default=False)
    behind = models.PositiveIntegerField(default=0)
    words_behind = models.PositiveIntegerField(default=0)
    behind_since = models.DateTimeField(null=True, blank=True)
    untranslated = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("published text")
        verbose_name_plural = _("published texts")
        constraints = [
            models.UniqueConstraint(fields=["translation_key", "locale"], name="published_text_is_one_a_language"),
            models.CheckConstraint(
                condition=Q(behind=0, words_behind=0, behind_since__isnull=True)
                | Q(behind__gt=0, behind_since__isnull=False),
                name="published_text_is_behind_since_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(behind=0, untranslated=[]) | ~Q(locale=F("source_locale")),
                name="published_source_is_never_behind",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_source(self) -> bool:
        return self.locale_id == self.source_locale_id


class AcceptedGap(models.Model):
    """A segment that somebody chose to publish in the language of the source. New text needs a new decision."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="accepted_gaps")
    string = models.ForeignKey(String, on_delete=models.CASCADE, related_name="+")
    context = models.ForeignKey(TranslationContext, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("accepted gap")
        verbose_name_plural = _("accepted gaps")
        constraints = [
            models.UniqueConstraint(fields=["translation", "string", "context"], name="gap_is_accepted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.string_id}"
