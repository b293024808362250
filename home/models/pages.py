from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail.search import index

from portal.translation.blocks import TextBodyBlock
from portal.translation.page import BasePage


class HomePage(BasePage):
    """The front page of one language: lead story, latest news, upcoming visits, projects, topics."""

    lead = models.TextField(_("introduction"), blank=True, help_text=_("One sentence about the portal."))

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """A language has one front page: where each has, none is offered."""
        lacking = Locale.objects.exclude(pk__in=cls.objects.order_by().values("locale"))
        return bool(super().can_create_at(parent)) and lacking.exists()


class StandardPage(BasePage):
    """A page of text: about the portal, accessibility, privacy, contacts."""

    lead = models.TextField(_("introduction"), blank=True)
    body = StreamField(TextBodyBlock(), verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
