"""The words of addresses, which each language writes its own way."""

from django.utils.functional import lazy
from django.utils.translation import get_language

from portal.i18n import language_codes
from portal.languages.registry import language


def _route(*parts: str) -> str:
    words = language(get_language() or language_codes()[0]).address_words
    return "".join(f"{words.get(part, part)}/" for part in parts)


# Makes a route for `django.urls.path` of its parts: words in English, which stand there as they are where the active
# language has none of its own, and converters such as `<int:number>`.
route = lazy(_route, str)
