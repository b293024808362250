"""Search documents without pages: sentences of generate_items, names, codes, and words as rare as a language's own."""

import random
import uuid
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from search.index.document import Document, FacetValue, LanguageDocument
from tests.search.corpus import OSLO

from .generate_items import generate_items

SYLLABLES = [start + vowel for start in "bdgklmnprsštvž" for vowel in "aeiouėąy"]
VOCABULARY = 60_000
# What a text adds to the generated sentences, whose few words stand in every second item.
WORDS_A_TEXT = 60
# The rank from which added words are chosen: those of the ranks above it are in the sentences.
COMMONEST = 50


def documents(count: int) -> Iterator[Document]:
    """The founding announcement, and others in two languages; the same ones for the same number."""
    yield OSLO
    for number, item in enumerate(generate_items(count - 1, paragraphs=1), start=2):
        yield _document(number, item, random.Random(number))  # noqa: S311


def _document(number: int, item: dict[str, Any], chance: random.Random) -> Document:
    people = tuple(_facet("person", chance.randrange(400)) for _ in range(2))
    organisations = tuple(_facet("organisation", chance.randrange(250)) for _ in range(3))
    project, place = _facet("project", chance.randrange(60)), _facet("place", chance.randrange(80))
    rare = " ".join(word(int(COMMONEST * chance.paretovariate(0.6))) for _ in range(WORDS_A_TEXT))
    languages = {
        code: LanguageDocument(
            title=text["title"],
            url=f"/{code}/{number}/",
            lead=text["lead"],
            body="\n".join([*text["body"], rare]),
            names="\n".join(value.label(code) for value in (*people, *organisations, place)),
            codes=(project.key,),
        )
        for code, text in item["languages"].items()
    }
    day = date.fromisoformat(item["date"])
    topics = tuple(FacetValue(name, dict.fromkeys(languages, name)) for name in item["topics"])
    key = uuid.UUID(int=number)
    facets = {
        "topic": topics,
        "person": people,
        "organisation": organisations,
        "project": (project,),
        "place": (place,),
    }
    return Document(key, item["identifier"], number, day, languages, facets)


def _facet(kind: str, number: int) -> FacetValue:
    name = f"{word(number * 97 + 5000)} {word(number * 89 + 3000)}".title()
    return FacetValue(f"{kind}-{number}", dict.fromkeys(OSLO.languages, name))


@cache
def word(rank: int) -> str:
    """A word that looks like one; another for each rank up to VOCABULARY."""
    mixed = rank % VOCABULARY * 104_729
    places = (1, len(SYLLABLES), len(SYLLABLES) ** 2)
    return "".join(SYLLABLES[mixed // place % len(SYLLABLES)] for place in places)
