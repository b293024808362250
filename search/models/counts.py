"""Counts of searches."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 100


class SearchCount(models.Model):
    """How often a text was searched for in a language on a day, and nothing about who did.

    `found` is how much the latest of these searches found. `clicks` counts searches after which a result was opened,
    the first one only; `positions` is the sum of the places in the list that these had.
    """

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=10)
    text = models.CharField(_("words"), max_length=LONGEST_TEXT)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    found = models.PositiveIntegerField(_("found"), default=0)
    clicks = models.PositiveIntegerField(_("clicks"), default=0)
    positions = models.PositiveBigIntegerField(_("sum of positions"), default=0)

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "text"], name="search_one_count_a_day_and_text"),
            models.CheckConstraint(condition=~Q(text=""), name="search_counts_have_a_text"),
            models.CheckConstraint(condition=Q(clicks__lte=F("searches")), name="search_no_clicks_without_searches"),
            models.CheckConstraint(condition=Q(positions__gte=F("clicks")), name="search_clicks_have_positions"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.language}, {self.day})"
