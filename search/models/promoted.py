"""Promoted results: what editors show above the results of certain searches."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Page

from portal.i18n import language_choices

from .counts import LONGEST_TEXT
from .synonyms import split_terms

MAX_QUERIES = 30


class PromotedResult(models.Model):
    """A page that stands above the results where readers of a language search for one of `queries`."""

    language = models.CharField(
        _("language"),
        max_length=10,
        choices=language_choices,
        help_text=_("Readers of this language see it; it may lead to a page in another one."),
    )
    queries = models.TextField(
        _("searches"),
        max_length=2000,
        help_text=_(
            "What readers search for, separated by commas: grants, call for proposals. Endings and capital letters do"
            " not matter; the whole search has to be one of these."
        ),
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("It is shown while it is published and open to everybody."),
    )
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("A sentence below the title, in the language chosen above."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Where several are shown, those with a smaller number come first.")
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("language"),
        FieldPanel("queries"),
        PageChooserPanel("page"),
        FieldPanel("description"),
        FieldPanel("order"),
    ]

    class Meta:
        verbose_name = _("editors' choice")
        verbose_name_plural = _("editors' choices")
        ordering = ["language", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "page"],
                name="search_each_page_is_chosen_once_a_language",
                violation_error_message=_("This page is an editors' choice of this language already: add to that one."),
            ),
            models.CheckConstraint(condition=~models.Q(queries=""), name="search_choices_have_queries"),
        ]

    def __str__(self) -> str:
        return f"{self.page.title} ({self.queries})"

    def clean(self) -> None:
        """Raises ValidationError that names what is wrong; else leaves the searches in the form they are kept in."""
        super().clean()
        queries = split_terms(self.queries)
        problems: list[str] = []
        if not any(any(map(str.isalnum, query)) for query in queries):
            problems.append(gettext("Write at least one search in words."))
        if len(queries) > MAX_QUERIES:
            problems.append(gettext("At most %(max)d searches belong to one page.") % {"max": MAX_QUERIES})
        for query in queries[:MAX_QUERIES]:
            if len(query) > LONGEST_TEXT:
                values = {"query": query[:40], "max": LONGEST_TEXT}
                problems.append(gettext("“%(query)s…” is longer than %(max)d characters.") % values)
        if problems:
            raise ValidationError({"queries": problems})
        self.queries = ", ".join(queries)
