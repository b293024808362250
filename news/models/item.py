from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from news.blocks import NewsBodyBlock

from .countries import country_choices
from .record import ItemRecord, ProjectRecord
from .recorded import RecordedPage


class NewsItemPage(RecordedPage):
    """One announcement in one language; dates, relations and pictures are the same in every language."""

    record_model = ItemRecord
    read_with = (*RecordedPage.read_with, "picture", "project")

    date = models.DateField(_("date"), default=timezone.localdate, help_text=_("The day the news is dated."))
    lead = models.TextField(
        _("lead"), help_text=_("One to three sentences that say what is new; shown in lists and search results.")
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_alt_text = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it. Required with a picture."),
    )
    picture_caption = models.CharField(_("caption"), max_length=255, blank=True)
    body = StreamField(NewsBodyBlock(), verbose_name=_("text"), blank=True)
    project = models.ForeignKey(
        ProjectRecord, verbose_name=_("project"), null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    visit_first_day = models.DateField(_("first day"), null=True, blank=True)
    visit_last_day = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Left empty for an event of one day.")
    )
    visit_place = models.CharField(_("place"), max_length=255, blank=True)
    visit_country = models.CharField(_("country"), max_length=2, blank=True, choices=country_choices)

    content_panels: ClassVar[list[Any]] = [
        *RecordedPage.content_panels,
        FieldPanel("date"),
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt_text"), FieldPanel("picture_caption")],
            heading=_("Picture"),
            classname="collapsed",
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("visit_first_day"), FieldPanel("visit_last_day")]),
                FieldRowPanel([FieldPanel("visit_place"), FieldPanel("visit_country")]),
            ],
            heading=_("Visit or event"),
            classname="collapsed",
        ),
        FieldPanel("project"),
        InlinePanel("topics", heading=_("Topics"), label=_("Topic")),
        InlinePanel("people", heading=_("People"), label=_("Person")),
        InlinePanel("organisations", heading=_("Organisations"), label=_("Organisation")),
        InlinePanel("results", heading=_("Results"), label=_("Result")),
        InlinePanel("attachments", heading=_("Attachments"), label=_("Attachment")),
    ]
    search_fields: ClassVar[list[Any]] = [
        *RecordedPage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    # A changed picture reaches the translations together with its translated alternative text.
    waits_for_text: ClassVar[dict[str, str]] = {"picture": "picture_alt_text"}
    parent_page_types: ClassVar[list[str]] = ["news.NewsListingPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
        indexes = [
            models.Index(fields=["-date", "-page_ptr"], name="news_item_newest_first"),
            models.Index(Coalesce("visit_last_day", "visit_first_day"), name="news_item_visit_until"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visit_last_day__isnull=True)
                | models.Q(visit_first_day__isnull=False, visit_last_day__gte=models.F("visit_first_day")),
                name="visit_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first day, or the first day is missing."),
            ),
            models.CheckConstraint(
                condition=models.Q(picture__isnull=True) | ~models.Q(picture_alt_text=""),
                name="picture_has_alternative_text",
                violation_error_message=_("A picture needs an alternative text."),
            ),
        ]

    def texts_seen_with(self) -> set[UUID]:
        """Its own, and those by which other items find it: its project and topics. Two queries."""
        projects = type(self).objects.filter(pk=self.pk, project__isnull=False)
        topics = self.topics.model.objects.filter(page=self.pk)
        return {
            self.translation_key,
            *projects.values_list("project__translation_key", flat=True),
            *topics.values_list("topic__translation_key", flat=True),
        }

    def clean(self) -> None:
        super().clean()
        if self.slug.isdigit():
            raise ValidationError({"slug": _("An address of digits alone is that of a year's archive.")})
