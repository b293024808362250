"""The translation editor as its script sees it: what was shown when it was opened, and saves that say so."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from tests.client import Client
from tests.factories import content

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Shown:
    """A segment in an editor that was opened at some time."""

    address: str
    path: str
    source: str
    base: str


def texts_of(translation: Translation) -> dict[tuple[str, str], str]:
    """By path and original, what stands in the translation."""
    segments = content.current(translation).source.stringsegment_set.select_related("context", "string")
    return {
        (segment.context.path, segment.string.data): (
            StringTranslation.objects.filter(
                translation_of=segment.string, context=segment.context, locale=translation.target_locale
            )
            .values_list("data", flat=True)
            .first()
            or ""
        )
        for segment in segments
    }


def opened(translation: Translation) -> list[Shown]:
    standing = texts_of(translation)
    segments = translation.source.stringsegment_set.select_related("context", "string").order_by("order")
    return [
        Shown(
            reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk]),
            segment.context.path,
            segment.string.data,
            standing[segment.context.path, segment.string.data],
        )
        for segment in segments
    ]


def save(client: Client, shown: Shown, text: str, **told: Any) -> Any:
    """The answer; without a text, of a deletion."""
    values = {"value": text, "based_on": shown.base, "path": shown.path, "source": shown.source, **told}
    body = urlencode({name: value for name, value in values.items() if value is not None})
    headers = {"x-requested-with": "XMLHttpRequest", "accept": "application/json"}
    return client.forge(shown.address, body, "put" if text else "delete", content_type=FORM, headers=headers)
