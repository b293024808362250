"""Searcher: finds, ranks and counts in the index, and lists what it holds."""

import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from elasticsearch import Elasticsearch

from portal.batches import in_batches
from portal.languages.analysis import MAX_WORD_LETTERS, base_key
from portal.languages.common.folding import fold
from search.index.document import document_from_json
from search.index.facets import FACETS, Facet
from search.index.interface import EngineUnavailable, IndexEntry
from search.query.matching import Matching, Spellings
from search.query.presence import spelling_keys, word_frequency
from search.query.spelling import candidates, edits_of, edits_of_base, may_be_misspelt, nearest

from .. import NEWEST, Completion, FacetCount, Hit, Matches, SearchRequest
from ..facet_counts import facet_counts
from ..ranking import ANYWHERE, language_to_show
from .layout import ITEM, MAX_RESULTS, WITHDRAWN, WORD, anywhere_field, facet_field, title_field
from .query_dsl import Statistics, counted_keys, filters, matching_items

# More than are shown: labels that have just changed count apart, and shards count by themselves.
VALUES_A_COUNT = 1000
SPELLINGS_A_WORD = 100
ENTRIES_A_REQUEST = 2000
KEEP_ALIVE = "1m"
# The counts beside those of facets.
WHOLE = "whole items"
AS_TYPED = "items as typed"
WHOLE_AS_TYPED = "whole items as typed"

_BY_DATE = [{"day": "desc"}, {"number": "desc"}]


def find(
    client: Elasticsearch, index: str, languages: Sequence[str], request: SearchRequest, matching: Matching
) -> Matches:
    by_date = request.sort == NEWEST or not request.query.clauses
    found = matching_items(request, matching, languages, _statistics(client, index, languages, request, matching))
    start = (request.page - 1) * request.page_size
    is_beyond = start + request.page_size > MAX_RESULTS
    answer = client.search(
        index=index,
        query=found.query,
        sort=_BY_DATE if by_date else [{"_score": "desc"}, *_BY_DATE],
        from_=0 if is_beyond else start,
        size=0 if is_beyond else request.page_size,
        source_includes=["document"],
        aggs={facet.key: _counting(facet, request) for facet in FACETS if request.counts_facets}
        | {
            WHOLE: {"filter": {"bool": {"filter": [found.whole, *filters(request)]}}},
            AS_TYPED: {"filter": found.as_typed},
            WHOLE_AS_TYPED: {"filter": found.whole_as_typed},
        },
        post_filter={"bool": {"filter": filters(request)}},
        track_total_hits=True,
        include_named_queries_score=True,
        # Copies of a shard count deleted documents differently: pages of one query come from the same one.
        preference=f"query-{zlib.crc32(request.query.text.encode(errors='replace'))}",
    )
    hits = answer["hits"]
    total: int = hits["total"]["value"]
    aggregations = answer["aggregations"]
    whole: int = aggregations[WHOLE]["doc_count"]
    is_as_typed = bool(aggregations[AS_TYPED]["doc_count"])
    is_whole_as_typed = bool(aggregations[WHOLE_AS_TYPED]["doc_count"])
    page = tuple(_hit(hit, request) for hit in hits["hits"])
    return Matches(total, page, _facets(aggregations), whole, is_as_typed, is_whole_as_typed)


def _statistics(
    client: Elasticsearch, index: str, languages: Sequence[str], request: SearchRequest, matching: Matching
) -> Statistics:
    """How rare the words of a query are, asked as if they were a text: one request for all languages."""
    keys = {language: counted_keys(request, matching, language) for language in languages}
    if len(request.query.clauses) < 2:
        return Statistics({}, {})
    return _counted(client, index, keys)


def _counted(client: Elasticsearch, index: str, keys: Mapping[str, Iterable[str]]) -> Statistics:
    """In how many texts of each language its keys are."""
    languages = [language for language, own in keys.items() if own]
    if not languages:
        return Statistics({}, {})
    answer = client.termvectors(
        index=index,
        doc={"text": {language: {ANYWHERE: " ".join(keys[language])} for language in languages}},
        fields=[anywhere_field(language) for language in languages],
        term_statistics=True,
        field_statistics=True,
        positions=False,
        offsets=False,
        payloads=False,
    )["term_vectors"]
    told = {language: answer.get(anywhere_field(language), {}) for language in languages}
    return Statistics(
        {code: own["field_statistics"]["doc_count"] for code, own in told.items() if own},
        {
            (code, key): term.get("doc_freq", 0)
            for code, own in told.items()
            for key, term in own.get("terms", {}).items()
        },
    )


def _counting(facet: Facet, request: SearchRequest) -> dict[str, Any]:
    """Counts a facet's values in what meets every other filter."""
    counted = {"terms": {"field": facet_field(facet), "size": VALUES_A_COUNT}}
    return {"filter": {"bool": {"filter": filters(request, without=facet.key)}}, "aggs": {"values": counted}}


def _hit(hit: Mapping[str, Any], request: SearchRequest) -> Hit:
    document = document_from_json(hit["_source"]["document"])
    return Hit(document, _matched_language(hit, request, document.languages), hit.get("_score") or 0.0)


def _matched_language(hit: Mapping[str, Any], request: SearchRequest, present: Collection[str]) -> str:
    scores: dict[str, float] = {}
    for name, score in (hit.get("matched_queries") or {}).items():
        code = name.split()[0]
        scores[code] = max(score, scores.get(code, 0.0))
    return language_to_show(scores, request.language, present)


def _facets(aggregations: Mapping[str, Any]) -> dict[str, tuple[FacetCount, ...]]:
    found = {
        facet.key: _counts(facet, aggregations[facet.key]["values"]["buckets"])
        for facet in FACETS
        if facet.key in aggregations
    }
    return {facet: counts for facet, counts in found.items() if counts}


def _counts(facet: Facet, buckets: Sequence[Mapping[str, Any]]) -> tuple[FacetCount, ...]:
    values = (
        (*(json.loads(bucket["key"]) if facet.is_labelled else (bucket["key"], {})), bucket["doc_count"])
        for bucket in buckets
    )
    return facet_counts(facet, values)


def spellings(client: Elasticsearch, index: str, languages: Sequence[str], words: Sequence[str]) -> Spellings:
    misspelt = [word for word in words if may_be_misspelt(word) and len(word) <= MAX_WORD_LETTERS]
    if not misspelt:
        return Spellings()
    questions = [question for word in misspelt for question in _questions(word, languages)]
    answers = _ask(client, index, questions)
    considered: dict[tuple[str, str], list[str]] = {}
    for word in misspelt:
        is_known = bool(next(answers))
        for language in languages:
            words_found = sorted(hit["_source"]["word"] for hit in next(answers))
            if not is_known:
                considered[word, language] = candidates(word, language, words_found)
    counted = frequencies(
        client,
        index,
        {
            code: [other for (_word, own), near in considered.items() if own == code for other in near]
            for code in languages
        },
    )
    near: dict[str, dict[str, tuple[str, ...]]] = {}
    for (word, language), others in considered.items():
        if found := nearest(word, language, {other: counted[language][other] for other in others}):
            near.setdefault(language, {})[word] = found
    return Spellings(near)


def frequencies(client: Elasticsearch, index: str, words: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
    """In how many texts of each language some form of each of its words is: one request for all of them."""
    keys = {
        language: list(dict.fromkeys(key for word in own for key in spelling_keys(word, language)))
        for language, own in words.items()
    }
    statistics = _counted(client, index, keys)
    return {
        language: {word: word_frequency(word, language, partial(statistics.key_frequency, language)) for word in own}
        for language, own in words.items()
    }


def _questions(word: str, languages: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Whether any language knows a word, and then which words of each are near it."""
    folded = fold(word)
    yield _words([{"term": {"folded": folded}}], 1)
    for language in languages:
        base = base_key(word, language)
        either = [_near("folded", folded, edits_of(folded)), _near("base", base, edits_of_base(base))]
        near = {"bool": {"should": either, "minimum_should_match": 1}}
        yield _words([{"term": {"language": language}}, near], SPELLINGS_A_WORD)


def _near(field: str, value: str, edits: int) -> dict[str, Any]:
    fuzzy = {
        "value": value,
        "fuzziness": edits,
        "prefix_length": 0,
        "max_expansions": SPELLINGS_A_WORD,
        "transpositions": True,
    }
    return {"fuzzy": {field: fuzzy}}


def _words(conditions: Sequence[dict[str, Any]], size: int) -> dict[str, Any]:
    return {
        "query": {"bool": {"filter": [{"term": {"kind": WORD}}, *conditions[:-1]], "must": [conditions[-1]]}},
        "size": size,
        "_source": ["word"],
        "track_total_hits": False,
    }


def complete(
    client: Elasticsearch, index: str, languages: Sequence[str], words: Sequence[str], limit: int
) -> list[Completion]:
    """Titles in the order of the languages, the newest items first, an item once."""
    questions = [
        {
            "query": {
                "bool": {
                    "filter": [
                        {"term": {"kind": ITEM}},
                        *({"prefix": {title_field(language): {"value": word[:MAX_WORD_LETTERS]}}} for word in words),
                    ]
                }
            },
            "sort": _BY_DATE,
            "size": limit,
            "_source": ["document"],
            "track_total_hits": False,
        }
        for language in languages
    ]
    found: dict[str, Completion] = {}
    for language, hits in zip(languages, _ask(client, index, questions), strict=True):
        for hit in hits:
            text = document_from_json(hit["_source"]["document"]).languages[language]
            found.setdefault(hit["_id"], Completion(text.title, text.url))
    return list(found.values())[:limit]


def _ask(
    client: Elasticsearch, index: str, questions: Sequence[dict[str, Any]]
) -> Iterator[Sequence[Mapping[str, Any]]]:
    """The hits of each question, asked at once."""
    lines = [line for question in questions for line in ({"index": index}, question)]
    for answer in client.msearch(searches=lines)["responses"]:
        if "error" in answer:
            raise EngineUnavailable(f"Elasticsearch does not answer: {answer['error']['type']}.")
        yield answer["hits"]["hits"]


def entries(client: Elasticsearch, index: str) -> Iterator[IndexEntry]:
    """Everything that the index holds at one moment."""
    moment = client.open_point_in_time(index=index, keep_alive=KEEP_ALIVE)["id"]
    try:
        after: dict[str, Any] = {}
        while True:
            answer = client.search(
                pit={"id": moment, "keep_alive": KEEP_ALIVE},
                query={"terms": {"kind": [ITEM, WITHDRAWN]}},
                sort=["_shard_doc"],
                size=ENTRIES_A_REQUEST,
                source=False,
                docvalue_fields=[{"field": "fingerprint"}],
                version=True,
                track_total_hits=False,
                **after,
            )
            moment = answer["pit_id"]
            hits = answer["hits"]["hits"]
            if not hits:
                return
            for hit in hits:
                (fingerprint,) = hit.get("fields", {}).get("fingerprint", [None])
                yield IndexEntry(UUID(hit["_id"]), hit["_version"], fingerprint)
            after = {"search_after": hits[-1]["sort"]}
    finally:
        client.options(ignore_status=404).close_point_in_time(id=moment)


def entries_of(client: Elasticsearch, index: str, keys: Iterable[UUID]) -> Iterator[IndexEntry]:
    for batch in in_batches(keys, ENTRIES_A_REQUEST):
        answer = client.mget(index=index, ids=[str(key) for key in batch], source_includes=["fingerprint"])
        for found in answer["docs"]:
            if found.get("found"):
                yield IndexEntry(UUID(found["_id"]), found["_version"], found["_source"].get("fingerprint"))
