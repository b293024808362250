"""What the portal knows already, so that recognition can name it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.languages.gazetteer import place_names


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


def shipped_places(languages: Sequence[str]) -> Iterator[KnownPlace]:
    """Towns whose names come with the portal, by what these languages call them."""
    by_language = [place_names(language) for language in languages]
    for named in zip(*by_language, strict=True):
        names = {language: name for language, (name, _country) in zip(languages, named, strict=True)}
        yield KnownPlace(names, named[0][1])
