from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from portal.links.fields import WebAddressField

from .countries import country_choices
from .entity import Entity


class Organisation(Entity):
    """A promoter, a partner or a body that an item mentions."""

    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    description = models.TextField(_("description"), blank=True)
    link = WebAddressField(
        _("web address"), blank=True, help_text=_("Of its pages in this language, or in any where it has no other.")
    )
    country = models.CharField(_("country"), max_length=2, blank=True, choices=country_choices)
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("short_name"), FieldPanel("slug")], heading=_("Name")),
        MultiFieldPanel(
            [FieldPanel("description"), FieldPanel("link"), FieldPanel("country"), FieldPanel("logo")],
            heading=_("About it"),
        ),
    ]
    search_fields: ClassVar[list[Any]] = [*Entity.search_fields, index.SearchField("short_name")]

    class Meta(Entity.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
