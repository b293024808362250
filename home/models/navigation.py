"""Menu and footer: one of each a language, as translatable snippets (Wagtail's settings cannot be translated)."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin

from portal.links.fields import WebAddressField
from portal.links.rich_text import validate_rich_text
from portal.translation.localize import BaseTranslatableField, SynchronizedField


class Menu(TranslatableMixin, ClusterableModel):
    """The main menu of one language."""

    panels: ClassVar[list[Any]] = [InlinePanel("items", heading=_("Menu items"), label=_("Menu item"))]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        constraints = [models.UniqueConstraint(fields=["locale"], name="one_menu_a_language")]

    def __str__(self) -> str:
        return str(_("Main menu"))


class MenuItem(TranslatableMixin, Orderable):
    """Leads to a page, in the menu's language where the page exists in it; or to a web address."""

    menu = ParentalKey(Menu, related_name="items", on_delete=models.CASCADE)
    label = models.CharField(_("label"), max_length=60)
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    link = WebAddressField(_("web address"), blank=True)

    panels: ClassVar[list[Any]] = [FieldPanel("label"), FieldPanel("page"), FieldPanel("link")]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [SynchronizedField("page", overridable=False)]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=False, link="") | models.Q(page__isnull=True) & ~models.Q(link=""),
                name="menu_item_has_one_target",
                violation_error_message=_("Choose either a page or a web address."),
            )
        ]

    def clean(self) -> None:
        super().clean()
        if bool(self.page_id) == bool(self.link):
            raise ValidationError(_("Choose either a page or a web address."))


class Footer(TranslatableMixin, models.Model):
    """What stands at the foot of every page of one language."""

    text = RichTextField(_("text"), blank=True, features=["bold", "link"])
    donor_line = models.CharField(
        _("donor line"), max_length=500, blank=True, help_text=_("Who pays for the portal, as the funder asks.")
    )

    panels: ClassVar[list[Any]] = [FieldPanel("text"), FieldPanel("donor_line")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("footer")
        verbose_name_plural = _("footers")
        constraints = [models.UniqueConstraint(fields=["locale"], name="one_footer_a_language")]

    def __str__(self) -> str:
        return str(_("Footer"))

    def clean(self) -> None:
        super().clean()
        try:
            validate_rich_text(self.text)
        except ValidationError as error:
            raise ValidationError({"text": error}) from error
