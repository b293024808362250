from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from .entity import Entity


class Topic(Entity):
    """A subject that readers follow."""

    description = models.TextField(_("description"), blank=True)

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")], heading=_("Topic")),
    ]

    class Meta(Entity.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
