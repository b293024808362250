"""The index: its names, settings and fields.

Each build is an index of its own; an alias names the current one. Fields hold the keys that the analysis
computes, separated by spaces, and their analyser does nothing but take them apart. Settings name only components that
every distribution of Elasticsearch has.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch import Elasticsearch

from portal.languages import analysis
from search.index.facets import FACETS, Facet, facet_keys
from search.index.interface import EngineUnavailable

from ..ranking import ANYWHERE, FIELDS, SCAN, SUB_FIELDS
from .connection import REBUILD_HINT

SCHEMA_VERSION = 6

# What a document of the index is. An item that was withdrawn stays as its version, so that no older one comes back:
# Elasticsearch itself forgets the versions of deleted documents after a minute.
ITEM = "item"
WITHDRAWN = "withdrawn"
WORD = "word"

# Pages of results end here; the memory that this costs is bounded by the documents that there are.
MAX_RESULTS = 1_000_000
# Prefixes of so few letters are looked up like words.
SHORT_PREFIX = 4


@dataclass(frozen=True, slots=True)
class Build:
    """An index and the languages that it has fields for."""

    index: str
    languages: tuple[str, ...]

    @property
    def writing_alias(self) -> str:
        """Names the build to writers. It goes with the build; a name without an index would make a new index."""
        return f"{self.index}-writing"


def new_index(alias: str) -> str:
    return f"{alias}-{secrets.token_hex(4)}"


def text_field(language: str, field: str, sub_field: str) -> str:
    return f"text.{language}.{field}.{sub_field}"


def scan_field(language: str) -> str:
    return f"text.{language}.{SCAN}"


def anywhere_field(language: str) -> str:
    return f"text.{language}.{ANYWHERE}"


def facet_field(facet: Facet) -> str:
    return f"labelled_facets.{facet.key}" if facet.is_labelled else f"facets.{facet.key}"


def title_field(language: str) -> str:
    return f"title.{language}"


def settings() -> dict[str, Any]:
    return {
        "number_of_shards": 1,
        # A copy on another node where there is one.
        "auto_expand_replicas": "0-1",
        "max_result_window": MAX_RESULTS,
        # Nobody searches in a build before it is finished.
        "refresh_interval": "-1",
        "analysis": {"analyzer": {"keys": {"type": "custom", "tokenizer": "whitespace"}}},
    }


def mappings(languages: Sequence[str]) -> dict[str, Any]:
    keys = {"type": "text", "analyzer": "keys"}
    keyword = {"type": "keyword"}
    text: dict[str, Any] = {field: {"properties": dict.fromkeys(SUB_FIELDS, keys)} for field in FIELDS}
    text[SCAN] = keys | {"norms": False}
    text[ANYWHERE] = keys | {"norms": False, "index_options": "docs"}
    title = keys | {"norms": False, "index_prefixes": {"min_chars": 1, "max_chars": SHORT_PREFIX}}
    return {
        "dynamic": "strict",
        "_meta": meta(languages),
        # What is only looked up need not be kept as it was sent.
        "_source": {"excludes": ["text", "title", "facets", "labelled_facets"]},
        "properties": {
            "kind": keyword,
            "fingerprint": {"type": "keyword", "index": False},
            "document": {"type": "object", "enabled": False},
            "day": {"type": "date", "format": "strict_date"},
            "number": {"type": "long"},
            "only": keyword,
            "text": {"properties": {language: {"properties": text} for language in languages}},
            "title": {"properties": dict.fromkeys(languages, title)},
            "facets": {"properties": dict.fromkeys(facet_keys(), keyword)},
            "labelled_facets": {"properties": {facet.key: keyword for facet in FACETS if facet.is_labelled}},
            "language": keyword,
            "folded": keyword,
            "base": keyword,
            "word": {"type": "keyword", "index": False},
        },
    }


def meta(languages: Sequence[str], built_at: str = "") -> dict[str, Any]:
    """What a build says about itself; a date makes it fit for use."""
    return {
        "schema": SCHEMA_VERSION,
        "analysis": analysis.fingerprint(),
        "facets": list(facet_keys()),
        "languages": list(languages),
        "built_at": built_at,
    }


def current_build(client: Elasticsearch, alias: str) -> tuple[Build, Mapping[str, Any]]:
    """The build in use and what it says about itself.

    Raises EngineUnavailable where another version of the program has made it, and NotFoundError where there is none.
    """
    mappings = client.indices.get_mapping(index=alias, filter_path="*.mappings._meta")
    if not mappings:
        raise EngineUnavailable(f"The search index is of another kind. {REBUILD_HINT}")
    index, content = next(iter(mappings.items()))
    found = content["mappings"]["_meta"]
    if found.get("schema") != SCHEMA_VERSION or not found.get("built_at"):
        raise EngineUnavailable(f"The search index has another layout. {REBUILD_HINT}")
    if found.get("analysis") != analysis.fingerprint():
        raise EngineUnavailable(f"The search index was made by another analysis of words. {REBUILD_HINT}")
    if tuple(found.get("facets", ())) != facet_keys():
        raise EngineUnavailable(f"The search index was made with other facets. {REBUILD_HINT}")
    return Build(index, tuple(found["languages"])), found
