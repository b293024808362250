"""Searcher: finds, ranks by BM25 and counts facets in the embedded index."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tantivy
from django.utils import timezone
from tantivy import Occur, Query

from search.index.facets import FACETS, Facet, Order
from search.query.matching import Condition, Matching, conditions, excluded, neighbours

from .. import NEWEST, Completion, FacetCount, Hit, Matches, SearchRequest
from ..ranking import (
    FRESHNESS_FLOOR,
    FRESHNESS_HALF_DAYS,
    OWN_LANGUAGE_BOOST,
    OWN_LANGUAGE_FLOOR,
    TRANSLATION_WEIGHT,
    VALUES_A_FACET,
    most_of,
)
from .index_writer import unpack
from .layout import ITEM, counted_field, value_field
from .queries import QueryBuilder, all_of, any_of, starting, unscored
from .storage import Session
from .vocabulary import scans_near

# Facet values whose labels a process keeps: a few megabytes at most.
LABELS_KEPT = 10_000
# More than are shown: labels that have just changed count apart.
VALUES_A_COUNT = 1000
# So many of the best matches are put in order by their age as well; nobody pages so far.
RANKED_BY_AGE = 1000

# Score, day and number, address of a match.
_Match = tuple[float, int, tantivy.DocAddress]


@dataclass(frozen=True)
class _Search:
    """A request in the terms of one moment of the index."""

    session: Session
    request: SearchRequest
    by_language: Mapping[str, Query]

    @property
    def schema(self) -> tantivy.Schema:
        return self.session.opened.texts.schema

    def matching(self, without: str = "") -> Query:
        """What matches and has every value that is filtered by, but for one facet."""
        clauses = [(Occur.Must, unscored(Query.term_query(self.schema, "kind", ITEM, index_option="basic")))]
        if self.by_language:
            # The best language counts, never their sum.
            clauses.append((Occur.Must, Query.disjunction_max_query(list(self.by_language.values()), 0.0)))
        for facet, value in self.request.filters.items():
            if facet != without:
                chosen = Query.term_query(self.schema, value_field(facet), value, index_option="basic")
                clauses.append((Occur.Must, unscored(chosen)))
        for language in self.session.languages:
            builder = QueryBuilder(self.schema, self.session.opened.layout, language)
            clauses += [
                (Occur.MustNot, builder.condition(term)) for term in excluded(self.request.query, language)
            ]
        return Query.boolean_query(clauses)


def find(session: Session, request: SearchRequest, matching: Matching) -> Matches:
    by_language = {
        language: _in_language(session, request, matching, language) for language in session.languages
    } if request.query.clauses else {}
    search = _Search(session, request, by_language)
    query = search.matching()
    if request.sort == NEWEST or not request.query.clauses:
        total, page = _newest(search, query)
    else:
        total, page = _best(search, query)
    if not total and not request.filters:
        return Matches(0)
    return Matches(total, tuple(_hits(search, page)), _facets(search, query))


def _in_language(session: Session, request: SearchRequest, matching: Matching, language: str) -> Query:
    """Texts of a language in which all of the words occur; or most of them, where matching is relaxed."""
    schema, layout = session.opened.texts.schema, session.opened.layout
    builder = QueryBuilder(schema, layout, language, scans_near(session, language))
    typed = conditions(request.query, language, matching)
    either = [_all_or_most(builder, typed, matching)]
    if not (matching.relaxed and len(typed) > 1) and (beside := neighbours(request.query, language)):
        either.append(builder.condition(beside))
    if matching.expansion.translations.get(language):
        translated = conditions(request.query, language, matching, translated=True)
        if translated != typed:
            only = unscored(Query.term_query(schema, "only", language, index_option="basic"))
            found = all_of([_all_or_most(builder, translated, matching), only])
            either = [Query.disjunction_max_query([any_of(either), Query.boost_query(found, TRANSLATION_WEIGHT)], 0.0)]
    own = OWN_LANGUAGE_BOOST if language == request.language else 1.0
    return Query.boost_query(any_of(either), own)


def _all_or_most(builder: QueryBuilder, needed: Sequence[Condition], matching: Matching) -> Query:
    each = list(map(builder.condition, needed))
    if matching.relaxed and len(each) > 1:
        return Query.boolean_query([(Occur.Should, query) for query in each], most_of(len(each)))
    return all_of(each)


def _newest(search: _Search, query: Query) -> tuple[int, list[_Match]]:
    request = search.request
    found = search.session.texts.search(
        query, request.page_size, True, "recency", offset=(request.page - 1) * request.page_size
    )
    return found.count, [(0.0, recency, address) for recency, address in found.hits]


def _best(search: _Search, query: Query) -> tuple[int, list[_Match]]:
    """The page of the best matches, the fresher ones before others that are as good."""
    searcher, request = search.session.texts, search.request
    start, end = (request.page - 1) * request.page_size, request.page * request.page_size
    found = searcher.search(query, max(RANKED_BY_AGE, end), True)
    addresses = [address for _score, address in found.hits]
    days = searcher.fast_field_values("day", addresses)
    recencies = searcher.fast_field_values("recency", addresses)
    today = timezone.localdate().toordinal()
    matches: list[_Match] = [
        (score * _freshness(today - int(day or 0)), int(recency or 0), address)
        for (score, address), day, recency in zip(found.hits, days, recencies, strict=True)
    ]
    matches.sort(key=lambda match: match[:2], reverse=True)
    return found.count, matches[start:end]


def _freshness(days: int) -> float:
    return FRESHNESS_FLOOR + (1 - FRESHNESS_FLOOR) / (1.0 + max(0, days) / FRESHNESS_HALF_DAYS)


def _hits(search: _Search, page: Sequence[_Match]) -> Iterator[Hit]:
    searcher = search.session.texts
    documents = [unpack(searcher.doc(address)["document"][0]) for _score, _recency, address in page]
    scores = _scores(search, [document.number for document in documents])
    for document, (relevance, _recency, _address) in zip(documents, page, strict=True):
        yield Hit(document, _matched_language(scores.get(document.number, {}), search, document.languages), relevance)


def _scores(search: _Search, numbers: Sequence[int]) -> dict[int, dict[str, float]]:
    """Of each of a few items, by its number, the score of each language in which it matches."""
    found: dict[int, dict[str, float]] = {}
    if not numbers:
        return found
    among = unscored(Query.term_set_query(search.schema, "number", list(numbers)))
    searcher = search.session.texts
    for language, query in search.by_language.items():
        hits = searcher.search(all_of([query, among]), len(numbers), False).hits
        shown = searcher.fast_field_values("number", [address for _score, address in hits])
        for (score, _address), number in zip(hits, shown, strict=True):
            found.setdefault(int(number or 0), {})[language] = score
    return found


def _matched_language(scores: Mapping[str, float], search: _Search, present: Mapping[str, Any]) -> str:
    own = search.request.language
    if not scores:
        return own if own in present else next(iter(present))
    best = max(scores, key=lambda code: scores[code])
    return own if own in scores and scores[own] > OWN_LANGUAGE_FLOOR * scores[best] else best


@lru_cache(maxsize=LABELS_KEPT)
def _value(counted: str) -> tuple[str, Mapping[str, str]]:
    """Key and labels by language. Read anew for each request they would cost more than counting does."""
    key, labels = json.loads(counted)
    return key, labels


def _facets(search: _Search, query: Query) -> dict[str, tuple[FacetCount, ...]]:
    """Counts of items that meet every filter but that of the facet itself."""
    free = [facet for facet in FACETS if facet.key not in search.request.filters]
    counts = _counted(search, query, free)
    for facet in FACETS:
        if facet.key in search.request.filters:
            counts |= _counted(search, search.matching(without=facet.key), [facet])
    return {facet.key: counts[facet.key] for facet in FACETS if counts[facet.key]}


def _counted(search: _Search, query: Query, facets: Sequence[Facet]) -> dict[str, tuple[FacetCount, ...]]:
    wanted = {facet.key: {"terms": {"field": counted_field(facet.key), "size": VALUES_A_COUNT}} for facet in facets}
    answer = search.session.texts.aggregate(query, wanted) if wanted else {}
    return {facet.key: _counts(facet, answer[facet.key]["buckets"]) for facet in facets}


def _counts(facet: Facet, buckets: Sequence[Mapping[str, Any]]) -> tuple[FacetCount, ...]:
    counts: dict[str, FacetCount] = {}
    for bucket in buckets:
        key, labels = _value(bucket["key"])
        if key in counts:
            # The labels of most documents stay; they come first.
            labels = counts[key].labels
        before = counts[key].count if key in counts else 0
        counts[key] = FacetCount(key, labels, before + int(bucket["doc_count"]))
    if facet.order == Order.LATEST:
        return tuple(sorted(counts.values(), key=lambda value: value.key, reverse=True))
    ordered = sorted(counts.values(), key=lambda value: (value.count, value.key), reverse=True)
    return tuple(ordered[:VALUES_A_FACET])


def titles(session: Session, language: str, words: Sequence[str], limit: int) -> Iterator[tuple[str, Completion]]:
    """Titles of a language with words that begin so, the newest items first, each with its item's key."""
    schema = session.opened.texts.schema
    query = all_of(starting(schema, session.opened.layout.title(language), word) for word in words)
    for _recency, address in session.texts.search(query, limit, False, "recency").hits:
        document = session.texts.doc(address)
        text = unpack(document["document"][0]).languages[language]
        yield document["key"][0], Completion(text.title, text.url)
