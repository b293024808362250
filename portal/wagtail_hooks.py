"""What the frame adds to the admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.userbar import BaseItem, EditPageItem

from portal.links.references import ExistingDocumentLinkHandler, ExistingImageEmbedHandler, PublicPageLinkHandler
from portal.media import hooks as media_hooks
from portal.runtime.interrupted import views as interrupted_views


@hooks.register("register_rich_text_features", order=10)
def references_that_may_be_gone(features: Any) -> None:
    """After Wagtail's own, in whose place they stand."""
    for handler in (PublicPageLinkHandler, ExistingDocumentLinkHandler):
        features.register_link_type(handler)
    features.register_embed_type(ExistingImageEmbedHandler)


class EditSnippetItem(BaseItem):
    """Stands for “edit this page” where the page shows a snippet."""

    template_name = "portal/admin/userbar_edit.html"

    def __init__(self, url: str) -> None:
        self.url = url


@hooks.register("construct_wagtail_userbar")
def edit_shown_snippet(request: HttpRequest, items: list[Any], page: Any) -> None:
    snippet = getattr(request, "shown_snippet", None)
    if snippet is None:
        return
    url = AdminURLFinder(request.user).get_edit_url(snippet)
    edit = [EditSnippetItem(url)] if url else []
    items[:] = [each for item in items for each in (edit if isinstance(item, EditPageItem) else [item])]


@hooks.register("insert_editor_js")
def count_written_words() -> str:
    return format_html('<script type="module" src="{}"></script>', static("portal/js/written_words.js"))


media_hooks.register()
interrupted_views.register()
