"""StreamField blocks that show people, organisations and results."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from portal.translation.blocks import LanguageFreeCharBlock, TextBodyBlock


class PeopleBlock(blocks.StructBlock):
    people = blocks.ListBlock(SnippetChooserBlock("news.Person", label=_("Person")), label=_("People"))

    class Meta:
        icon = "group"
        label = _("People")
        template = "news/blocks/people.html"


class OrganisationsBlock(blocks.StructBlock):
    organisations = blocks.ListBlock(
        SnippetChooserBlock("news.Organisation", label=_("Organisation")), label=_("Organisations")
    )

    class Meta:
        icon = "site"
        label = _("Organisations")
        template = "news/blocks/organisations.html"


class IndicatorResultBlock(blocks.StructBlock):
    indicator = LanguageFreeCharBlock(label=_("Indicator number"), help_text=_("For example: 1.1.1"), max_length=40)
    text = blocks.TextBlock(label=_("Result"))

    class Meta:
        icon = "success"
        label = _("Indicator result")
        template = "news/blocks/indicator_result.html"


class NewsBodyBlock(TextBodyBlock):
    """The body of news items and projects."""

    people = PeopleBlock()
    organisations = OrganisationsBlock()
    indicator_result = IndicatorResultBlock()
