"""The index: its fields, and what a build says about itself.

A build has two indexes: one of texts, and one of the words in them, which would spoil the statistics of the first.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from portal.languages import analysis
from search.index.facets import FACETS, facet_keys
from search.index.interface import EngineUnavailable

from ..ranking import ANYWHERE, FIELDS, SCAN, SUB_FIELDS

SCHEMA_VERSION = 6
REBUILD_HINT = "Run `manage.py search rebuild`."
ABOUT = "about.json"
TEXTS, WORDS = "texts", "words"

# What a document of the index is. An item that was withdrawn stays as its version, so that no older one comes back.
ITEM, WITHDRAWN = "item", "withdrawn"
# Sub-fields in which words are looked for in their order.
_WITH_PLACES = ("exact", "stem", "folded")


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of the fields of an index that has these languages: a field's name has room for few characters."""

    languages: tuple[str, ...]

    def text(self, language: str, field: str, sub_field: str) -> str:
        return f"text{self.languages.index(language)}_{field}_{sub_field}"

    def column(self, language: str, column: str) -> str:
        return f"text{self.languages.index(language)}_{column}"

    def title(self, language: str) -> str:
        return f"title{self.languages.index(language)}"


def value_field(facet: str) -> str:
    """Of a facet's values by their keys, which results are narrowed by."""
    return f"value_{facet}"


def counted_field(facet: str) -> str:
    """Of its values with their labels, which are counted."""
    return f"counted_{facet}"


def texts_schema(languages: Sequence[str]) -> tantivy.Schema:
    layout = Layout(tuple(languages))
    builder = tantivy.SchemaBuilder()
    for language in languages:
        for field in FIELDS:
            for sub_field in SUB_FIELDS:
                builder.add_text_field(
                    layout.text(language, field, sub_field),
                    tokenizer_name="whitespace",
                    index_option="position" if sub_field in _WITH_PLACES else "freq",
                )
        builder.add_text_field(layout.column(language, SCAN), tokenizer_name="whitespace", index_option="freq")
        for name in (layout.title(language), layout.column(language, ANYWHERE)):
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ("kind", "key", "only"):
        builder.add_text_field(name, stored=name == "key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("fingerprint", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("document", stored=True)
    builder.add_unsigned_field("version", stored=True)
    builder.add_unsigned_field("number", indexed=True, fast=True)
    builder.add_integer_field("day", fast=True)
    builder.add_integer_field("recency", fast=True)
    for facet in FACETS:
        builder.add_text_field(value_field(facet.key), tokenizer_name="raw", index_option="basic")
        builder.add_text_field(counted_field(facet.key), tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


def words_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("kind", "folded", "known"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("word", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("trigrams", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def write_about(build: Path, languages: Sequence[str], built_at: str) -> None:
    (build / ABOUT).write_text(
        json.dumps(
            {
                "schema": SCHEMA_VERSION,
                "analysis": analysis.fingerprint(),
                "facets": list(facet_keys()),
                "languages": list(languages),
                "built_at": built_at,
            }
        ),
        encoding="utf-8",
    )


def read_about(build: Path) -> Mapping[str, Any]:
    """What a build says about itself. Raises EngineUnavailable where another version of the program has made it."""
    try:
        about: dict[str, Any] = json.loads((build / ABOUT).read_text(encoding="utf-8"))
    except (NotADirectoryError, FileNotFoundError, ValueError) as error:
        raise EngineUnavailable(f"The search index is of another kind ({error}). {REBUILD_HINT}") from error
    if about.get("schema") != SCHEMA_VERSION or not about.get("built_at"):
        raise EngineUnavailable(f"The search index has another layout. {REBUILD_HINT}")
    if about.get("analysis") != analysis.fingerprint():
        raise EngineUnavailable(f"The search index was made by another analysis of words. {REBUILD_HINT}")
    if tuple(about.get("facets", ())) != facet_keys():
        raise EngineUnavailable(f"The search index was made with other facets. {REBUILD_HINT}")
    return about
