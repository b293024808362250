"""The second set: texts and queries that were written by hand, word for word, in data/second/."""

import random
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from search.index.document import Document, LanguageDocument

from .lexicon import DATA, EN, LT, normalised
from .queries import COMPLETE, SEARCH, Query, half
from .texts import address_part, plain
from .wording import misspelt

FOLDER = DATA / "second"
FILES = ("nature_and_farming.toml", "people_and_trades.toml", "culture_and_economy.toml")
FIRST_DAY = date(2019, 3, 4)
OTHER = {LT: EN, EN: LT}


@cache
def items() -> Mapping[str, Mapping[str, Any]]:
    """Items as they stand in the files, by their identifiers."""
    entries = [entry for file in FILES for entry in tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))["item"]]
    return {address_part(entry[EN]["title"]): entry for entry in entries}


def documents() -> list[Document]:
    return [
        Document(
            key=uuid.uuid5(uuid.NAMESPACE_URL, identifier),
            identifier=identifier,
            number=number,
            date=FIRST_DAY + timedelta(days=19 * number),
            languages={
                language: LanguageDocument(
                    title=entry[language]["title"], url=f"/{language}/{identifier}/", body=entry[language]["text"]
                )
                for language in (LT, EN)
            },
        )
        for number, (identifier, entry) in enumerate(items().items(), start=1)
    ]


def queries() -> list[Query]:
    """All queries, once each; those that stand with several items are answered by each of them."""
    return list(dict.fromkeys([*_written(), *_derived(), *_negatives()]))


def _written() -> Iterator[Query]:
    for identifier, entry in items().items():
        for language in (LT, EN):
            text = entry[language]
            for word in text.get("single_inflected", ()):
                yield _query("single_inflected", word, language, identifier, _standing_with(language, word))
            for words in text.get("other_language", ()):
                yield _query("other_language_paired", words, language, identifier, [identifier], OTHER[language])
            for key, via in (("prefixes", SEARCH), ("completed", COMPLETE)):
                for words in text.get(key, ()):
                    relevant = _beginning(words, titles_only=via == COMPLETE)
                    yield _query("prefixes", words, language, identifier, relevant, via=via)


def _derived() -> Iterator[Query]:
    """Every inflected word again without diacritics, and with one letter wrong."""
    for query in list(_written()):
        if query.kind != "single_inflected":
            continue
        if plain(query.text) != query.text:
            yield _query(
                "single_no_diacritics", plain(query.text), query.language, query.relevant[0], list(query.relevant)
            )
        if len(query.text) > 5:
            wrong = misspelt(query.text, random.Random(query.text))  # noqa: S311
            yield _query("single_typo", wrong, query.language, query.relevant[0], list(query.relevant))


def _negatives() -> Iterator[Query]:
    written = tomllib.loads((FOLDER / "negatives.toml").read_text(encoding="utf-8"))
    for language in (LT, EN):
        for words in written[language]:
            yield _query("negatives", words, language, words, [])


def _query(
    kind: str, text: str, language: str, about: str, relevant: list[str], reader: str = "", via: str = SEARCH
) -> Query:
    return Query(kind, text, language, reader or language, half(about), tuple(sorted(relevant)), via)


def _standing_with(language: str, word: str) -> list[str]:
    return [identifier for identifier, entry in items().items() if word in entry[language].get("single_inflected", ())]


def _beginning(start: str, *, titles_only: bool) -> list[str]:
    """Items with words, in one text, that begin like each of these."""
    wanted = [f" {word}" for word in plain(normalised(start)).split()]
    return [
        identifier
        for identifier, entry in items().items()
        if any(all(word in _searched(entry[code], titles_only) for word in wanted) for code in (LT, EN))
    ]


def _searched(text: Mapping[str, str], titles_only: bool) -> str:
    return plain(normalised(text["title"] if titles_only else f"{text['title']} {text['text']}"))
