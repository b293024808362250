"""The languages of the portal as choices of a field. Called by the field, so that a new language is no migration."""

from typing import Any

from django.conf import settings


def language_choices() -> list[tuple[str, Any]]:
    return list(settings.LANGUAGES)
