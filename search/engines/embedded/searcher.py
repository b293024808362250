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
from search.query.matching import Asked, Matching, asked, excluded, neighbours

from .. import NEWEST, Completion, FacetCount, Hit, Matches, SearchRequest
from ..ranking import (
    ALL_WORDS,
    AS_TRANSLATED,
    AS_TYPED,
    FRESHNESS_FLOOR,
    FRESHNESS_HALF_DAYS,
    LOOSELY_TRANSLATED,
    OWN_LANGUAGE_BOOST,
    OWN_LANGUAGE_FLOOR,
    VALUES_A_FACET,
    Demand,
    translation_weight,
    weigh,
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
class _Found:
    """What finds texts of a language, and among them those with all of the words."""

    query: Query
    whole: Query


@dataclass(frozen=True)
class _Search:
    """A request in the terms of one moment of the index."""

    session: Session
    request: SearchRequest
    by_language: Mapping[str, "_Found"]

    @property
    def schema(self) -> tantivy.Schema:
        return self.session.opened.texts.schema

    def matching(self, *, without: str = "", whole: bool = False) -> Query:
        """What matches, or has all of the words, and has every value that is filtered by, but for one facet."""
        clauses = [(Occur.Must, unscored(Query.term_query(self.schema, "kind", ITEM, index_option="basic")))]
        if self.by_language:
            # The best language counts, never their sum.
            each = [found.whole if whole else found.query for found in self.by_language.values()]
            clauses.append((Occur.Must, Query.disjunction_max_query(each, 0.0)))
        for facet, value in self.request.filters.items():
            if facet != without:
                chosen = Query.term_query(self.schema, value_field(facet), value, index_option="basic")
                clauses.append((Occur.Must, unscored(chosen)))
        for language in self.session.languages:
            builder = QueryBuilder(self.schema, self.session.opened.layout, language)
            clauses += [(Occur.MustNot, builder.condition(term)) for term in excluded(self.request.query, language)]
        return Query.boolean_query(clauses)


def find(session: Session, request: SearchRequest, matching: Matching) -> Matches:
    languages = session.languages if request.query.clauses else ()
    search = _Search(session, request, {code: _in_language(session, request, matching, code) for code in languages})
    query = search.matching()
    if request.sort == NEWEST or not request.query.clauses:
        total, page = _newest(search, query)
    else:
        total, page = _best(search, query)
    if not total and not request.filters:
        return Matches(0)
    whole = _count(session, search.matching(whole=True)) if total else 0
    return Matches(total, tuple(_hits(search, page)), _facets(search, query), whole)


def _in_language(session: Session, request: SearchRequest, matching: Matching, language: str) -> _Found:
    """Texts of a language that have enough of the words, or of their translations where there is no other text."""
    schema, layout = session.opened.texts.schema, session.opened.layout
    builder = QueryBuilder(schema, layout, language, scans_near(session, language))
    typed = asked(request.query, language, matching)
    found = _weighed(session, builder, typed, AS_TYPED)
    query, whole = found.query, found.whole
    if beside := neighbours(request.query, language):
        in_order = builder.condition(beside)
        query, whole = any_of([query, in_order]), any_of([whole, in_order])
    if matching.expansion.translations.get(language):
        translated = asked(request.query, language, matching, translated=True)
        if translated != typed:
            demand = LOOSELY_TRANSLATED if matching.loosely else AS_TRANSLATED
            only = unscored(Query.term_query(schema, "only", language, index_option="basic"))
            found = _weighed(session, builder, translated, demand)
            of_translation = Query.boost_query(all_of([found.query, only]), translation_weight(len(typed)))
            query = Query.disjunction_max_query([query, of_translation], 0.0)
            whole = any_of([whole, all_of([found.whole, only])])
    own = OWN_LANGUAGE_BOOST if language == request.language else 1.0
    return _Found(Query.boost_query(query, own), unscored(whole))


def _weighed(session: Session, builder: QueryBuilder, needed: Sequence[Asked], demand: Demand) -> _Found:
    """Texts that meet enough of what is asked for, those that meet all of it before others."""
    scored = [builder.condition(each.condition) for each in needed]
    if len(needed) == 1:
        return _Found(scored[0], scored[0])
    frequencies = [builder.frequency(session.texts, each.condition) for each in needed]
    weighed = weigh(frequencies, [each.is_telling for each in needed], session.texts.num_docs, demand)
    # A query can count the clauses that match: each is there as often as it weighs.
    members = [
        (weight, builder.membership(each.condition))
        for weight, each in zip(weighed.weights, needed, strict=True)
        if weight
    ]
    every = all_of(member for _weight, member in members)
    either = [(Occur.Should, member) for weight, member in members for _ in range(weight)]
    enough = every if weighed.needs_all else Query.boolean_query(either, weighed.needed)
    query = Query.boolean_query(
        [
            (Occur.Must, unscored(enough)),
            *((Occur.Should, each) for each in scored),
            (Occur.Should, Query.const_score_query(every, ALL_WORDS * weighed.rarity)),
        ]
    )
    return _Found(query, every)


def _count(session: Session, query: Query) -> int:
    # The package's description of types leaves `count` out.
    return int(session.texts.search(query, 1).count)  # type: ignore[attr-defined]


def _newest(search: _Search, query: Query) -> tuple[int, list[_Match]]:
    request = search.request
    found = search.session.texts.search(
        query, request.page_size, False, "recency", offset=(request.page - 1) * request.page_size
    )
    return _count(search.session, query), [(0.0, recency, address) for recency, address in found.hits]


def _best(search: _Search, query: Query) -> tuple[int, list[_Match]]:
    """The page of the best matches, the fresher ones before others that are as good."""
    searcher, request = search.session.texts, search.request
    start, end = (request.page - 1) * request.page_size, request.page * request.page_size
    found = searcher.search(query, max(RANKED_BY_AGE, end))
    addresses = [address for _score, address in found.hits]
    days = searcher.fast_field_values("day", addresses)
    recencies = searcher.fast_field_values("recency", addresses)
    today = timezone.localdate().toordinal()
    matches: list[_Match] = [
        (score * _freshness(today - int(day or 0)), int(recency or 0), address)
        for (score, address), day, recency in zip(found.hits, days, recencies, strict=True)
    ]
    matches.sort(key=lambda match: match[:2], reverse=True)
    return found.count, matches[start:end]  # type: ignore[attr-defined]


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
    for language, language_found in search.by_language.items():
        hits = searcher.search(all_of([language_found.query, among]), len(numbers), False).hits
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
