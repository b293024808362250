"""What the texts are about: subjects, rare words of single items, places, organisations and people, read from data/.

Everything that can be asked for is a `Concept`: its Lithuanian and its English forms. Judgements are made of these.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from .declension import SINGULAR, Phrase, name, phrase

DATA = Path(__file__).with_name("data")
SUBJECT_FILES = (
    "culture_and_education.toml",
    "health_and_care.toml",
    "environment_and_infrastructure.toml",
    "governance_and_business.toml",
    "partners_and_visits.toml",
    "only_in_english.toml",
    "scans.toml",
)
LT, EN = "lt", "en"

_WORD = re.compile(r"[^\W_]+")


def normalised(text: str) -> str:
    """The words of a text in lower case, a space around each, so that a form is looked for as a whole."""
    return f" {' '.join(_WORD.findall(text.lower()))} "


@dataclass(frozen=True, eq=False)
class Concept:
    """Something that texts name. `key` is its Lithuanian dictionary form, or a name."""

    key: str
    kind: str
    phrase: Phrase
    english: tuple[str, ...]

    @property
    def is_single(self) -> bool:
        return " " not in self.phrase.form("nom")

    @cached_property
    def lithuanian(self) -> Mapping[str, tuple[str, str]]:
        """Number and case by form, the first of those that are written alike."""
        found: dict[str, tuple[str, str]] = {}
        for number, case, form in self.phrase.forms():
            found.setdefault(form, (number, case))
        return found

    @property
    def is_declined(self) -> bool:
        return len(self.lithuanian) > 1

    @property
    def is_countable(self) -> bool:
        """Whether it has a plural that people use; names and substances have none, and English shows it."""
        return len(self.english) > 1

    def heads(self) -> Iterator["Concept"]:
        """The noun of a subject of several words, by which alone it is asked for as well."""
        *before, head = self.key.split()
        if before:
            yield Concept(head, "head", Phrase(self.phrase.words[-1:], self.phrase.number), self.english)

    def forms(self, language: str) -> tuple[str, ...]:
        return tuple(self.lithuanian) if language == LT else self.english

    def occurs_in(self, text: str, language: str) -> bool:
        """Whether a normalised text of a language has any form of it."""
        return any(form in text for form in self._sought[language])

    @cached_property
    def _sought(self) -> Mapping[str, tuple[str, ...]]:
        return {language: tuple(map(normalised, self.forms(language))) for language in (LT, EN)}


@dataclass(frozen=True)
class Story:
    """What one item tells of its subject: a paragraph in each language, and its rare words."""

    texts: Mapping[str, str]
    words: tuple[Concept, ...]


@dataclass(frozen=True)
class Subject:
    concept: Concept
    topic: str
    stories: tuple[Story, ...]
    is_scan: bool


@dataclass(frozen=True)
class Entities:
    places: tuple[Concept, ...]
    places_abroad: tuple[Concept, ...]
    organisations: tuple[Concept, ...]
    organisations_abroad: tuple[Concept, ...]
    people: tuple[Concept, ...]
    people_abroad: tuple[Concept, ...]
    roles: tuple[tuple[str, str, str], ...]
    programmes: tuple[Mapping[str, str], ...]
    women: frozenset[str]


def read(file: str) -> dict[str, Any]:
    return tomllib.loads((DATA / file).read_text(encoding="utf-8"))


def subjects() -> list[Subject]:
    return [_subject(entry, file == "scans.toml") for file in SUBJECT_FILES for entry in read(file)["subject"]]


def _subject(entry: Mapping[str, Any], is_scan: bool) -> Subject:
    concept = _concept("subject", entry["lt"], entry["en"])
    stories = []
    for item in entry["item"]:
        texts = {language: item[language] for language in (LT, EN) if language in item}
        words = tuple(_concept("word", lithuanian, english) for lithuanian, english in item["words"].items())
        stories.append(Story(texts, words))
    return Subject(concept, entry["topic"], tuple(stories), is_scan)


def _concept(kind: str, lithuanian: str, english: str) -> Concept:
    return Concept(key(lithuanian), kind, phrase(lithuanian), tuple(english.split(", ")))


def key(notation: str) -> str:
    """A phrase without the signs that tell how it is declined."""
    return notation.replace("=", "").removesuffix(":f")


def entities() -> Entities:
    data = read("entities.toml")
    women = frozenset((*data["women"], *data["women_abroad"]))
    return Entities(
        places=_places(data["places"]),
        places_abroad=_places(data["places_abroad"]),
        organisations=tuple(
            Concept(key(lithuanian), "organisation", phrase(lithuanian), (english,))
            for lithuanian, english in data["organisations"]
        ),
        organisations_abroad=tuple(
            Concept(text, "organisation abroad", Phrase((text,), SINGULAR), (text,))
            for text in data["organisations_abroad"]
        ),
        people=_people(data["men"] + data["women"], women, is_foreign=False),
        people_abroad=_people(data["men_abroad"] + data["women_abroad"], women, is_foreign=True),
        roles=tuple(map(tuple, data["roles"])),
        programmes=tuple(data["programme"]),
        women=women,
    )


def _places(pairs: Sequence[Sequence[str]]) -> tuple[Concept, ...]:
    return tuple(Concept(lithuanian, "place", phrase(lithuanian), (english,)) for lithuanian, english in pairs)


def _people(names: Sequence[str], women: frozenset[str], *, is_foreign: bool) -> tuple[Concept, ...]:
    kind = "person abroad" if is_foreign else "person"
    return tuple(Concept(text, kind, name(text, text not in women, is_foreign), (text,)) for text in names)
