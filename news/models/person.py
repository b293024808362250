from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from .entity import Entity


class Person(Entity):
    """Somebody whom items name. `role` is the usual one; each item says which role the person plays in it."""

    role = models.CharField(_("role"), max_length=255, blank=True, help_text=_("For example: Secretary General"))
    organisation = models.ForeignKey(
        "news.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )
    biography = models.TextField(_("biography"), blank=True)
    photograph = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("photograph"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("name", heading=_("Full name")), FieldPanel("slug")], heading=_("Full name")),
        MultiFieldPanel(
            [FieldPanel("role"), FieldPanel("organisation"), FieldPanel("biography"), FieldPanel("photograph")],
            heading=_("About the person"),
        ),
    ]
    search_fields: ClassVar[list[Any]] = [*Entity.search_fields, index.SearchField("role")]

    class Meta(Entity.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
