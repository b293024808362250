"""What the portal knows of people, organisations, projects and places, for the recognition of texts.

Nothing that a program alone has found out is known: what is read of a document must not depend on which other
documents the same run has imported before it, nor may one misread word be taken for right in the next text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from news.models import ItemRecord, NewsItemPage, Organisation, Person, ProjectPage, ProjectRecord
from portal.i18n import language_codes

from ..recognition.known import Catalogue, Known, KnownPlace, KnownProject
from .knowledge import Knowledge

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def read_catalogue() -> Catalogue:
    """In five queries, whatever the number of rows.

    People and organisations count as drafts too: people make them, in an editor or in a review.
    """
    return Catalogue(
        people=_known(Person.objects.all(), "name"),
        organisations=_known(Organisation.objects.all(), "name", "short_name"),
        projects=_projects(),
        places=_places(),
    )


def read_knowledge() -> Knowledge:
    """In a constant number of queries."""
    catalogue = read_catalogue()
    words = {
        language: frozenset(word for name in _names(catalogue, language) for word in WORD.findall(name))
        for language in language_codes()
    }
    return Knowledge(catalogue, words)


def _names(catalogue: Catalogue, language: str) -> Iterator[str]:
    """Those of other languages only where there is none: `Oslo` is not how a text has to write `Osle`."""
    for known in (*catalogue.people, *catalogue.organisations):
        own = known.names.get(language)
        yield from own or (name for versions in known.names.values() for name in versions)
    for place in catalogue.places:
        if language in place.names:
            yield place.names[language]
        else:
            yield from place.names.values()


def _known(entities: "QuerySet[Any]", *fields: str) -> tuple[Known, ...]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    rows = entities.order_by("identifier", "locale_id").values_list("identifier", "locale__language_code", *fields)
    for identifier, language, *names in rows:
        found.setdefault(identifier, {})[language] = _given(names)
    return tuple(Known(identifier, names) for identifier, names in found.items())


def _given(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, names))


def _projects() -> tuple[KnownProject, ...]:
    # The page that was made first, which is the source, has the last word.
    pages = ProjectPage.objects.live().exclude(programme="").order_by("-pk")
    programmes = dict(pages.values_list("grant_number", "programme"))
    records = ProjectRecord.objects.order_by("identifier").values_list("identifier", "grant_number")
    return tuple(KnownProject(identifier, number, programmes.get(number, "")) for identifier, number in records)


def _places() -> tuple[KnownPlace, ...]:
    """Where published items took place, by the names of the places in each language; not those of items that were
    imported and that nobody has checked."""
    names: dict[Any, dict[str, str]] = {}
    countries: dict[Any, str] = {}
    unchecked = ItemRecord.objects.filter(imported_document__isnull=False, checked_on=None).values("translation_key")
    pages = NewsItemPage.objects.live().exclude(visit_place="").exclude(translation_key__in=unchecked)
    rows = pages.order_by("translation_key", "locale_id")
    for key, language, place, country in rows.values_list(
        "translation_key", "locale__language_code", "visit_place", "visit_country"
    ):
        names.setdefault(key, {})[language] = place
        countries[key] = country
    found = {tuple(sorted(own.items())): KnownPlace(own, countries[key]) for key, own in names.items()}
    return tuple(found[own] for own in sorted(found))
