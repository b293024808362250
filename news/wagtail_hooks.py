"""Registration of the snippets that editors maintain beside the pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Organisation, Person, Topic


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "site"
    list_display = ("name", "country", "locale", "live")
    list_filter = ("country",)
    ordering = ("name",)


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    list_display = ("name", "role", "locale", "live")
    ordering = ("name",)


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ("name", "locale", "live")
    ordering = ("name",)


@register_snippet
class DirectoryViewSetGroup(SnippetViewSetGroup):
    items = (OrganisationViewSet, PersonViewSet, TopicViewSet)
    menu_label = _("People and organisations")
    menu_icon = "group"
    menu_order = 250
