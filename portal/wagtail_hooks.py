"""What the frame adds to the admin."""

from typing import Any

from wagtail import hooks

from portal.links.references import ExistingDocumentLinkHandler, ExistingImageEmbedHandler, PublicPageLinkHandler
from portal.media import hooks as media_hooks
from portal.runtime.interrupted import views as interrupted_views


@hooks.register("register_rich_text_features", order=10)
def references_that_may_be_gone(features: Any) -> None:
    """After Wagtail's own, in whose place they stand."""
    for handler in (PublicPageLinkHandler, ExistingDocumentLinkHandler):
        features.register_link_type(handler)
    features.register_embed_type(ExistingImageEmbedHandler)


media_hooks.register()
interrupted_views.register()
