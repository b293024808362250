"""Rows that tie a page to people, organisations, topics, documents and results.

Each is an Orderable with TranslatableMixin: wagtail-localize then carries the row to the translation, its prose to the
translator and its foreign keys to the snippet of the other language.

No constraint forbids a page to name the same thing twice: rows are saved one by one, so an editor who swaps two rows
would break it on the way. Readers' queries show each thing once.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, TranslatableMixin

from portal.translation.localize import BaseTranslatableField, SynchronizedField

from .atomic_save import AtomicSave


class Relation(AtomicSave, TranslatableMixin, Orderable):
    """A row of a page, in the page's order and language."""

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True


class ItemTopic(Relation):
    page = ParentalKey("news.NewsItemPage", related_name="topics", on_delete=models.CASCADE)
    topic = models.ForeignKey("news.Topic", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="item_rows")

    panels: ClassVar[list[Any]] = [FieldPanel("topic")]

    class Meta(Relation.Meta):
        verbose_name = _("topic")


class ItemOrganisation(Relation):
    page = ParentalKey("news.NewsItemPage", related_name="organisations", on_delete=models.CASCADE)
    organisation = models.ForeignKey(
        "news.Organisation", verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="item_rows"
    )

    panels: ClassVar[list[Any]] = [FieldPanel("organisation")]

    class Meta(Relation.Meta):
        verbose_name = _("organisation")


class Participation(Relation):
    """A person's part in one item: the role here may differ from the person's usual one."""

    page = ParentalKey("news.NewsItemPage", related_name="people", on_delete=models.CASCADE)
    person = models.ForeignKey(
        "news.Person", verbose_name=_("person"), on_delete=models.CASCADE, related_name="participations"
    )
    role = models.CharField(
        _("role in this item"), max_length=255, blank=True, help_text=_("Left empty: the person's usual role.")
    )
    organisation = models.ForeignKey(
        "news.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="participations",
    )

    panels: ClassVar[list[Any]] = [FieldPanel("person"), FieldPanel("role"), FieldPanel("organisation")]

    class Meta(Relation.Meta):
        verbose_name = _("person")


class Result(Relation):
    page = ParentalKey("news.NewsItemPage", related_name="results", on_delete=models.CASCADE)
    indicator = models.CharField(_("indicator number"), max_length=40, help_text=_("For example: 1.1.1"))
    text = models.CharField(_("result"), max_length=500)

    panels: ClassVar[list[Any]] = [FieldPanel("indicator"), FieldPanel("text")]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        SynchronizedField("indicator", overridable=False)
    ]

    class Meta(Relation.Meta):
        verbose_name = _("result")


class Attachment(Relation):
    page = ParentalKey("news.NewsItemPage", related_name="attachments", on_delete=models.CASCADE)
    document = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("document"), on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255)

    panels: ClassVar[list[Any]] = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Relation.Meta):
        verbose_name = _("document")


class ProjectTopic(Relation):
    page = ParentalKey("news.ProjectPage", related_name="topics", on_delete=models.CASCADE)
    topic = models.ForeignKey(
        "news.Topic", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="project_rows"
    )

    panels: ClassVar[list[Any]] = [FieldPanel("topic")]

    class Meta(Relation.Meta):
        verbose_name = _("topic")


class ProjectPartner(Relation):
    page = ParentalKey("news.ProjectPage", related_name="partners", on_delete=models.CASCADE)
    organisation = models.ForeignKey(
        "news.Organisation", verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="partner_rows"
    )

    panels: ClassVar[list[Any]] = [FieldPanel("organisation")]

    class Meta(Relation.Meta):
        verbose_name = _("partner")


class ProjectIndicator(Relation):
    page = ParentalKey("news.ProjectPage", related_name="indicators", on_delete=models.CASCADE)
    number = models.CharField(_("indicator number"), max_length=40, help_text=_("For example: 1.1.1"))
    name = models.CharField(_("what it measures"), max_length=500, blank=True)
    result = models.CharField(_("result"), max_length=500, blank=True)

    panels: ClassVar[list[Any]] = [FieldPanel("number"), FieldPanel("name"), FieldPanel("result")]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        SynchronizedField("number", overridable=False)
    ]

    class Meta(Relation.Meta):
        verbose_name = _("indicator")
