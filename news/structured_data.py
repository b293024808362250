"""Pages as search engines and other programs read them: schema.org as JSON-LD."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.access.visibility import is_public
from portal.addresses.absolute_urls import absolute_url
from portal.translation.freshness.states import Freshness, known_freshness

from .models import NewsItemPage, ProjectPage

TYPES = {NewsItemPage: "NewsArticle", ProjectPage: "WebPage"}
# Within a script element these would end it, or be taken for markup.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def structured_data(
    page: NewsItemPage | ProjectPage, freshness: Freshness, request: HttpRequest, publisher: str
) -> dict[str, Any]:
    """A text with what it is a translation of, or is translated into.

    A translation that is behind says so as its `creativeWorkStatus`; one that is edited on its own is only based on the
    original. What is not translated yet carries its language.
    """

    def text(value: str) -> Any:
        is_untranslated = " ".join(value.split()) in freshness.untranslated
        return {"@value": value, "@language": freshness.source_language} if is_untranslated else value

    data = {
        "@context": "https://schema.org",
        **_work(page, request),
        "headline" if isinstance(page, NewsItemPage) else "name": text(page.title),
        "description": text(page.lead),
        "publisher": {"@type": "Organization", "name": publisher},
        "mainEntityOfPage": absolute_url(page.get_url(request)),
        "identifier": absolute_url(page.record.permanent_url()),
    }
    if isinstance(page, NewsItemPage):
        data["datePublished"] = page.date.isoformat()
    if freshness.behind:
        data["creativeWorkStatus"] = _behind()
    return data | _relations(page, freshness, request)


def _relations(page: NewsItemPage | ProjectPage, freshness: Freshness, request: HttpRequest) -> dict[str, Any]:
    others = [
        version for version in page.published_versions if version.locale_id != page.locale_id and is_public(version)
    ]
    if freshness.is_source:
        known = [(other, known_freshness(other)) for other in others]
        works = [
            _work(other, request) | ({"creativeWorkStatus": _behind()} if state.behind else {})
            for other, state in known
            if not state.is_source and not state.is_apart
        ]
        return {"workTranslation": works} if works else {}
    original = next((other for other in others if other.locale.language_code == freshness.source_language), None)
    if original is None:
        return {}
    return {"isBasedOn" if freshness.is_apart else "translationOfWork": _work(original, request)}


def _work(page: Any, request: HttpRequest) -> dict[str, Any]:
    url = absolute_url(page.get_url(request))
    work = {"@type": TYPES[type(page)], "@id": url, "url": url, "inLanguage": page.locale.language_code}
    if page.last_published_at:
        work["dateModified"] = page.last_published_at.isoformat(timespec="seconds")
    return work


def _behind() -> dict[str, str]:
    return {"@type": "DefinedTerm", "termCode": "translation-behind", "name": _("original changed since")}


def script(data: dict[str, Any]) -> SafeString:
    """As an element of the page: data that browsers neither run nor show."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 (escaped)
