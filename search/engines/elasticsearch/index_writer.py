"""Index writer: puts documents into a build with the versions of their changes; none takes a newer one's place."""

from collections.abc import Iterator, Sequence
from typing import Any

from elasticsearch import Elasticsearch

from portal.batches import in_batches
from portal.languages.analysis import base_key, words
from portal.languages.common.folding import fold
from search.index.document import Document, LanguageDocument
from search.index.facets import facet_values
from search.index.interface import EngineBusy, EngineUnavailable, IndexChange
from search.index.irregular_words import with_irregular_words

from ..facet_counts import packed
from ..fields import column, column_values, words_to_learn
from ..ranking import ANYWHERE, FIELDS, SCAN, SUB_FIELDS
from .connection import REBUILD_HINT
from .layout import ITEM, WITHDRAWN, WORD, Build

DOCUMENTS_A_REQUEST = 100
_CONFLICT = 409
# The cluster is overloaded, its disk is full or a part of it is away: the same documents are taken later.
_OVERLOADED = frozenset({429, 502, 503, 504})
# It blocks writing, or lost the index: an operator is needed, not other documents.
_BLOCKED = frozenset({403, 404, 500})

Operation = dict[str, Any]


class Refused(Exception):
    """Elasticsearch does not take a document; the message says which and why."""


class IndexWriter:
    def __init__(self, client: Elasticsearch, build: Build) -> None:
        self.client = client
        self.build = build
        # Words that this writer has written: most of a batch repeats them.
        self._words: set[tuple[str, str]] = set()

    def write(self, changes: Sequence[IndexChange], *, refresh: bool) -> None:
        """Each change is written by itself: where one fails, others may have been written, and can be again."""
        # All is made before anything is sent: a document that cannot be read keeps back the others.
        operations = [list(self._operations(change)) for change in changes]
        for batch in in_batches(operations, DOCUMENTS_A_REQUEST):
            answer = self.client.bulk(
                operations=[line for lines in batch for line in lines],
                index=self.build.writing_alias,
                require_alias=True,
                refresh=refresh,
                filter_path=["errors", "items.*._id", "items.*.status", "items.*.error.reason"],
            )
            if answer["errors"]:
                _check(answer["items"])

    def _operations(self, change: IndexChange) -> Iterator[Operation]:
        version = {"_id": str(change.key), "version": change.version, "version_type": "external_gte"}
        yield {"index": version}
        if change.document is None:
            yield {"kind": WITHDRAWN}
            return
        yield document_body(change.document, self.build.languages)
        for language in self.build.languages:
            if language in change.document.languages:
                yield from self._learn(language, change.document.languages[language])

    def _learn(self, language: str, text: LanguageDocument) -> Iterator[Operation]:
        """Adds to the words from which other spellings are taken; they stay when a text goes and lead nowhere."""
        for word in words_to_learn(text):
            if (language, word) not in self._words:
                self._words.add((language, word))
                yield {"create": {"_id": f"{language} {word}"}}
                yield {
                    "kind": WORD,
                    "language": language,
                    "folded": fold(word),
                    "base": base_key(word, language),
                    "word": word,
                }


def document_body(document: Document, languages: Sequence[str]) -> dict[str, Any]:
    """What is indexed of an item. Raises TypeError where it lacks its number."""
    texts = {code: document.languages[code] for code in languages if code in document.languages}
    facets: dict[str, list[str]] = {}
    labelled: dict[str, list[str]] = {}
    for facet, value in facet_values(document):
        facets.setdefault(facet.key, []).append(value.key)
        if facet.is_labelled:
            # Counted as one, so that a page of results needs no further question for its labels.
            labelled.setdefault(facet.key, []).append(packed(value))
    return {
        "kind": ITEM,
        "fingerprint": document.fingerprint(),
        "document": with_irregular_words(document).to_json(),
        "day": document.date.isoformat(),
        "number": int(document.number),
        **({"only": next(iter(document.languages))} if len(document.languages) == 1 else {}),
        "text": {code: _text(document, code) for code in texts},
        "title": {code: " ".join(map(fold, words(text.title))) for code, text in texts.items()},
        "facets": facets,
        "labelled_facets": labelled,
    }


def _text(document: Document, language: str) -> dict[str, Any]:
    values = column_values(document, language)
    fields: dict[str, Any] = {
        field: {sub_field: values[column(field, sub_field)] for sub_field in SUB_FIELDS} for field in FIELDS
    }
    return fields | {ANYWHERE: values[ANYWHERE]} | ({SCAN: values[SCAN]} if values[SCAN] else {})


def _check(items: Sequence[dict[str, Any]]) -> None:
    """A version that is held, or a word that is known, is no failure."""
    for item in items:
        for result in item.values():
            status = result["status"]
            if status < 300 or status == _CONFLICT:
                continue
            reason = result.get("error", {}).get("reason", "")
            if status in _OVERLOADED:
                raise EngineBusy(f"Elasticsearch cannot write now ({status}: {reason}).")
            if status in _BLOCKED:
                raise EngineUnavailable(f"The search index cannot be written to ({reason}). {REBUILD_HINT}")
            raise Refused(f"{result['_id']}: {reason}")
