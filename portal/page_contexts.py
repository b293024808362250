"""Template contexts of pages: what a page's template is given that has to be read from the database.

Wagtail asks the page itself for its context. Here the app registers it from above its models, so that models know
nothing of the queries that read them:

    register({(NewsItemPage, ""): item})
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

Context = dict[str, Any]

# By the model, which may be abstract, and the name of the route.
_builders: dict[tuple[type[Page], str], Callable[..., Context]] = {}


def register(builders: Mapping[tuple[type[Page], str], Callable[..., Context]]) -> None:
    """What makes the context of a model's pages, or of one of their routes: called by page, request and the arguments
    of the route. It may raise Http404."""
    _builders.update(builders)


def page_context(page: Page, request: HttpRequest, route: str = "", **arguments: Any) -> Context:
    """That of the page's own model, else of the nearest one that it extends; empty where there is none."""
    for model in type(page).__mro__:
        if builder := _builders.get((model, route)):
            return builder(page, request, **arguments)
    return {}
