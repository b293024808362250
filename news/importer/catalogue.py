"""What the portal knows of people, organisations, projects and places, for the recognition of texts."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from news.models import NewsItemPage, Organisation, Person, ProjectPage, ProjectRecord

from .recognition.known import Catalogue, Known, KnownPlace, KnownProject


def read_catalogue() -> Catalogue:
    """Published or not; in five queries, whatever the number of rows."""
    return Catalogue(
        people=_known(Person.objects.all(), "name"),
        organisations=_known(Organisation.objects.all(), "name", "short_name"),
        projects=_projects(),
        places=_places(),
    )


def _known(entities: "QuerySet[Any]", *fields: str) -> tuple[Known, ...]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    rows = entities.order_by("identifier", "locale_id").values_list("identifier", "locale__language_code", *fields)
    for identifier, language, *names in rows:
        found.setdefault(identifier, {})[language] = _given(names)
    return tuple(Known(identifier, names) for identifier, names in found.items())


def _given(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, names))


def _projects() -> tuple[KnownProject, ...]:
    programmes = dict(ProjectPage.objects.exclude(programme="").values_list("grant_number", "programme"))
    records = ProjectRecord.objects.order_by("identifier").values_list("identifier", "grant_number")
    return tuple(KnownProject(identifier, number, programmes.get(number, "")) for identifier, number in records)


def _places() -> tuple[KnownPlace, ...]:
    """Where items took place, by the names that editors gave to the places in each language."""
    names: dict[Any, dict[str, str]] = {}
    countries: dict[Any, str] = {}
    rows = NewsItemPage.objects.exclude(visit_place="").order_by("translation_key", "locale_id")
    for key, language, place, country in rows.values_list(
        "translation_key", "locale__language_code", "visit_place", "visit_country"
    ):
        names.setdefault(key, {})[language] = place
        countries[key] = country
    found = {tuple(sorted(own.items())): KnownPlace(own, countries[key]) for key, own in names.items()}
    return tuple(found.values())
