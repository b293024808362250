"""What the portal knows already, so that recognition can name it; and tables of names that come with the portal."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Known:
    """Somebody or something by its identifier, with every name it goes by in each language, the main one first."""

    identifier: str
    names: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class KnownProject:
    identifier: str
    grant_number: str
    programme: str = ""


@dataclass(frozen=True)
class KnownPlace:
    """`names` by language, in the nominative; `country` is a code of ISO 3166-1."""

    names: Mapping[str, str]
    country: str


@dataclass(frozen=True)
class Catalogue:
    people: tuple[Known, ...] = ()
    organisations: tuple[Known, ...] = ()
    projects: tuple[KnownProject, ...] = ()
    places: tuple[KnownPlace, ...] = ()


@cache
def shipped_places() -> tuple[KnownPlace, ...]:
    """Towns whose names come with the portal; the columns of their table are these two languages and the country."""
    places = []
    for line in (DATA / "places.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            first, second, country = line.split("\t")
            places.append(KnownPlace({"lt": first, "en": second}, country))
    return tuple(places)


@cache
def given_names() -> frozenset[str]:
    lines = (DATA / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())
