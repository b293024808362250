"""Names of people, organisations and places, by which the checks of a translation know them."""

from collections import defaultdict

from wagtail import hooks

from portal.languages.common.html_text import plain_text
from portal.translation.checks.names import KnownName
from portal.translation.localize import StringTranslation
from portal.translation.workbench.editor import KNOWN_NAMES_HOOK

from .models import Organisation, Person


def known_names(source_language: str, target_language: str) -> list[KnownName]:
    """Those that exist in both languages. Three queries."""
    found = []
    for model in (Organisation, Person):
        names: dict[object, dict[str, str]] = defaultdict(dict)
        for key, code, name in model.objects.values_list("translation_key", "locale__language_code", "name"):
            names[key][code] = name
        found += [
            KnownName(name[source_language], name[target_language])
            for name in names.values()
            if source_language in name and target_language in name
        ]
    rows = StringTranslation.objects.filter(context__path="visit_place", has_error=False)
    for written, translated, one, other in rows.values_list(
        "translation_of__locale__language_code", "locale__language_code", "translation_of__data", "data"
    ):
        if (written, translated) == (source_language, target_language):
            found.append(KnownName(plain_text(one), plain_text(other), must_match=False))
        elif (translated, written) == (source_language, target_language):
            found.append(KnownName(plain_text(other), plain_text(one), must_match=False))
    return found


def register() -> None:
    hooks.register(KNOWN_NAMES_HOOK, known_names)
