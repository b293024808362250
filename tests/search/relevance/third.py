"""The third set: whole questions and sentences, items of one language asked for in the other, and derived words; in
data/third/.

Texts and queries were written by different people; who wrote a query saw the texts and no search engine.
"""

import tomllib
import uuid
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from search.index.document import Document, LanguageDocument

from . import second
from .lexicon import DATA, EN, LT
from .queries import Query, half

FOLDER = DATA / "third"
TEXTS = ("texts_lt.toml", "texts_en.toml")
# By the language of their words, where the queries do not say it each.
QUERIES = {
    "queries_lt.toml": LT,
    "queries_en.toml": EN,
    "queries_other_language.toml": "",
    "queries_derivations.toml": "",
    "negatives.toml": "",
}


@cache
def items() -> Mapping[str, Mapping[str, Any]]:
    """Items as they stand in the files, by their identifiers, without those of the second set."""
    entries = [entry for file in TEXTS for entry in tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))["item"]]
    return {entry["identifier"]: entry for entry in entries}


def documents() -> list[Document]:
    """Those of the second set as well: what is not meant has to be there."""
    others = second.documents()
    return others + [
        Document(
            key=uuid.uuid5(uuid.NAMESPACE_URL, identifier),
            identifier=identifier,
            number=number,
            date=entry["date"],
            languages={
                language: LanguageDocument(
                    title=entry[language]["title"],
                    url=f"/{language}/{identifier}/",
                    lead=entry[language]["lead"],
                    body=entry[language]["text"],
                )
                for language in (LT, EN)
                if language in entry
            },
        )
        for number, (identifier, entry) in enumerate(items().items(), start=len(others) + 1)
    ]


def queries() -> list[Query]:
    return list(_queries())


def _queries() -> Iterator[Query]:
    for file, own in QUERIES.items():
        for entry in tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))["query"]:
            language, relevant = entry.get("language", own), tuple(sorted(entry["relevant"]))
            about = relevant[0] if relevant else entry["text"]
            yield Query(entry["kind"], entry["text"], language, language, half(about), relevant)
