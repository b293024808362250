"""The addresses at which the translation editor saves."""

from django.urls import URLPattern, path
from wagtail import hooks

from .saving import save_override, save_string


def addresses() -> list[URLPattern]:
    """They stand before wagtail-localize's own, because `portal.translation` stands before it in INSTALLED_APPS."""
    one = "localize/translate/<int:translation_id>/"
    return [
        path(f"{one}strings/<int:string_segment_id>/edit/", save_string),
        path(f"{one}overrides/<int:overridable_segment_id>/edit/", save_override),
    ]


def register() -> None:
    hooks.register("register_admin_urls", addresses)
