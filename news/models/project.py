from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from news.blocks import NewsBodyBlock
from portal.links.fields import WebAddressField
from portal.translation.localize import BaseTranslatableField, SynchronizedField

from .record import ProjectRecord
from .recorded import RecordedPage


class ProjectPage(RecordedPage):
    """A publicly funded project in one language; what is the same in every language is synchronised."""

    record_model = ProjectRecord

    lead = models.TextField(_("summary"), blank=True, help_text=_("Two or three sentences."))
    grant_number = models.CharField(
        _("grant number"), max_length=100, blank=True, help_text=_("For example: NOR-LT10-VRM-01-K-02-006")
    )
    programme = models.CharField(_("programme"), max_length=255, blank=True)
    donor_line = models.CharField(
        _("donor line"), max_length=500, blank=True, help_text=_("Who pays, in the words that the funder asks for.")
    )
    promoter = models.ForeignKey(
        "news.Organisation",
        verbose_name=_("promoter"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="promoted_projects",
    )
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    link = WebAddressField(_("project's own website"), blank=True)
    body = StreamField(NewsBodyBlock(), verbose_name=_("description"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *RecordedPage.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldPanel("grant_number"),
                FieldPanel("programme"),
                FieldPanel("donor_line"),
                FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                FieldPanel("link"),
            ],
            heading=_("Funding and duration"),
        ),
        MultiFieldPanel(
            [FieldPanel("promoter"), InlinePanel("partners", heading=_("Partners"), label=_("Partner"))],
            heading=_("Promoter and partners"),
        ),
        InlinePanel("indicators", heading=_("Activity indicators"), label=_("Indicator")),
        InlinePanel("topics", heading=_("Topics"), label=_("Topic")),
        FieldPanel("body"),
    ]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *RecordedPage.override_translatable_fields,
        SynchronizedField("grant_number", overridable=False),
    ]
    search_fields: ClassVar[list[Any]] = [
        *RecordedPage.search_fields,
        index.SearchField("lead"),
        index.SearchField("grant_number"),
        index.AutocompleteField("grant_number"),
    ]
    parent_page_types: ClassVar[list[str]] = ["news.ProjectIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True)
                | models.Q(first_day__isnull=False, last_day__gte=models.F("first_day")),
                name="project_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first day, or the first day is missing."),
            )
        ]

    def texts_seen_with(self) -> set[UUID]:
        """Its own: by it pages of items show their project."""
        return {self.translation_key}

    def clean(self) -> None:
        super().clean()
        if self.grant_number:
            others = ProjectRecord.objects.filter(grant_number=self.grant_number)
            if others.exclude(translation_key=self.translation_key).exists():
                raise ValidationError({"grant_number": _("Another project has this grant number.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the record in step with the row: grant number, and the source page's title."""
        super().save(*args, **kwargs)
        record = ProjectRecord.objects.get(translation_key=self.translation_key)
        title = self.title if record.source_locale_id == self.locale_id else record.title
        if (record.grant_number, record.title) != (self.grant_number, title):
            record.grant_number, record.title = self.grant_number, title
            record.save(update_fields=["grant_number", "title"])
