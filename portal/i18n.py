"""The same thing in the other languages: alternates for the language switch and for hreflang."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from portal.dates import cldr_locale
from portal.languages.registry import language as known_language

if TYPE_CHECKING:
    from wagtail.models import Page


@dataclass(frozen=True)
class Alternate:
    """One language of the switch. `exists` is False where the address only says that the text is missing."""

    language: str
    url: str
    exists: bool
    current: bool

    @property
    def name(self) -> str:
        """The language's own name: `lietuvių`, `English`."""
        return language_name(self.language, self.language)


def language_codes() -> list[str]:
    """Codes of the portal's languages, the default one first."""
    return [code for code, _ in settings.LANGUAGES]


def preferred_languages(reader: str) -> list[str]:
    """The reader's language, then the others in the order of the settings."""
    return [reader, *(code for code in language_codes() if code != reader)]


def language_choices() -> list[tuple[str, Any]]:
    """The languages as choices of a field. Called by the field, so that a new language is no migration."""
    return list(settings.LANGUAGES)


def language_name(code: str, reader: str | None = None) -> str:
    """What a language is called in another one, the active one unless given: `lietuvių`, `Lithuanian`."""
    return str(cldr_locale(reader).languages.get(code.split("-")[0], known_language(code).name))


def alternates(current: str, urls: Mapping[str, str], fallbacks: Mapping[str, str]) -> list[Alternate]:
    """One alternate a language: from `urls` where the thing exists, otherwise from `fallbacks`."""
    return [
        Alternate(code, urls.get(code) or fallbacks[code], exists=code in urls, current=code == current)
        for code in language_codes()
    ]


def home_urls() -> dict[str, str]:
    """The front page's address in each language."""
    return {code: f"/{code}/" for code in language_codes()}


def page_alternates(page: "Page", request: HttpRequest) -> list[Alternate]:
    """Alternates of a page from its live translations, in two queries."""
    # Readers of documents know the languages in a process without applications.
    from wagtail.models import Page

    translations = (
        Page.objects.filter(translation_key=page.translation_key).live().select_related("locale").order_by("pk")
    )
    urls = {}
    for translation in translations:
        url = translation.get_url(request)
        if url:
            urls[translation.locale.language_code] = url
    return alternates(page.locale.language_code, urls, home_urls())


def append_route(of_page: list[Alternate], page: "Page", request: HttpRequest) -> list[Alternate]:
    """Alternates of a routable page's current route, where the route reads the same in every language."""
    own = page.get_url(request) or ""
    rest = request.path[len(own) :] if request.path.startswith(own) else ""
    return [replace(item, url=item.url + rest) if item.exists else item for item in of_page]


def address_alternates(request: HttpRequest, current: str) -> list[Alternate]:
    """Alternates of a view's own address (not a page's): the same view under each language's prefix."""
    path = request.get_full_path()
    return alternates(current, {code: translate_url(path, code) for code in language_codes()}, home_urls())
