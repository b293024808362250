"""Registration of the menu and the footer."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Footer, Menu


class MenuViewSet(SnippetViewSet):
    model = Menu
    icon = "list-ul"
    list_display = ("__str__", "locale")


class FooterViewSet(SnippetViewSet):
    model = Footer
    icon = "arrow-down"
    list_display = ("__str__", "locale")


@register_snippet
class NavigationViewSetGroup(SnippetViewSetGroup):
    items = (MenuViewSet, FooterViewSet)
    menu_label = _("Menu and footer")
    menu_icon = "list-ul"
    menu_order = 260
