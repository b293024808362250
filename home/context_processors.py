from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from . import queries


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context: `navigation` (home.queries.Navigation), read only where a template shows it."""
    language = get_language()
    if not language:
        return {}
    return {"navigation": SimpleLazyObject(lambda: queries.navigation(language, request))}
