"""Searcher: finds, ranks by BM25 and counts facets in the embedded index."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import tantivy
from django.utils import timezone
from tantivy import Occur, Query

from search.index.facets import FACETS, Facet, Order
from search.query.matching import Asked, Matching, asked, excluded, neighbours, without_guesses

from .. import NEWEST, Completion, FacetCount, Hit, Matches, SearchRequest
from ..facet_counts import facet_counts
from ..ranking import (
    ALL_WORDS,
    AS_TRANSLATED,
    AS_TYPED,
    FRESHNESS_FLOOR,
    FRESHNESS_HALF_DAYS,
    LOOSELY_TRANSLATED,
    OWN_LANGUAGE_BOOST,
    VALUES_A_FACET,
    Demand,
    Weighed,
    language_to_show,
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
VALUES_A_COUNT = {Order.COUNT: VALUES_A_FACET + 50, Order.LATEST: 1000}
# So many of the best matches are put in order by their age as well.
RANKED_BY_AGE = 300

# Score, day and number, address of a match.
_Match = tuple[float, int, tantivy.DocAddress]


@dataclass(frozen=True)
class _Found:
    """What finds texts of a language: with their scores, without, and those of them that have all of the words.

    `as_typed` are those that no translation and no guess about a damaged word is needed for, `whole_as_typed` those of
    them that have all of the words. `is_guessing`: there are words that such guesses were made about.
    """

    scored: Query
    member: Query
    whole: Query
    as_typed: Query
    whole_as_typed: Query
    is_guessing: bool = False


@dataclass(frozen=True)
class _Search:
    """A request in the terms of one moment of the index."""

    session: Session
    request: SearchRequest
    by_language: Mapping[str, "_Found"]

    @property
    def schema(self) -> tantivy.Schema:
        return self.session.opened.texts.schema

    def scored(self) -> Query:
        # The best language counts, never their sum.
        best = Query.disjunction_max_query([found.scored for found in self.by_language.values()], 0.0)
        return Query.boolean_query([(Occur.Must, best), *self._narrowed()])

    def members(self, *, without: str = "") -> Query:
        """What matches and has every value that is filtered by, but for one facet."""
        return self._any((found.member for found in self.by_language.values()), without)

    def whole(self) -> Query | None:
        """Those of them that have all of the words; None where all of them have."""
        if all(found.whole is found.member for found in self.by_language.values()):
            return None
        return self._any(found.whole for found in self.by_language.values())

    def is_as_typed(self, hits: Sequence[Hit], total: int) -> bool:
        """Whether something is found as it was typed, whatever it is narrowed by; `total` are found in all."""
        of_languages = self.by_language.values()
        if total and not any(found.is_guessing for found in of_languages):
            is_translated = any(found.as_typed is not found.member for found in of_languages)
            # Translations find items of one language only.
            if not is_translated or any(len(hit.document.languages) > 1 for hit in hits):
                return True
        if not total and not self.request.filters:
            return False
        return self._is_any([found.as_typed for found in of_languages])

    def is_whole_as_typed(self, whole: int, *, is_as_typed: bool) -> bool:
        """Whether what is found as it was typed has all of the words; `whole` of what is found have, narrowed."""
        of_languages = self.by_language.values()
        if not is_as_typed or all(found.whole_as_typed is found.as_typed for found in of_languages):
            return is_as_typed
        if all(found.whole_as_typed is found.whole for found in of_languages) and (whole or not self.request.filters):
            return whole > 0
        return self._is_any([found.whole_as_typed for found in of_languages])

    def _is_any(self, of_languages: Iterable[Query]) -> bool:
        found_so = unscored(any_of(of_languages))
        return _count(self.session, Query.boolean_query([(Occur.Must, found_so), *self._among_items()])) > 0

    def _any(self, of_languages: Iterable[Query], without: str = "") -> Query:
        clauses = [(Occur.Must, each) for each in [unscored(any_of(of_languages))] if self.by_language]
        return Query.boolean_query([*clauses, *self._narrowed(without)])

    def _narrowed(self, without: str = "") -> Iterator[tuple[Occur, Query]]:
        yield from self._among_items()
        for facet, value in self.request.filters.items():
            if facet != without:
                chosen = Query.term_query(self.schema, value_field(facet), value, index_option="basic")
                yield Occur.Must, unscored(chosen)

    def _among_items(self) -> Iterator[tuple[Occur, Query]]:
        yield Occur.Must, unscored(Query.term_query(self.schema, "kind", ITEM, index_option="basic"))
        for language in self.session.languages:
            builder = QueryBuilder(self.schema, self.session.opened.layout, language)
            for term in excluded(self.request.query, language):
                yield Occur.MustNot, builder.condition(term)


def find(session: Session, request: SearchRequest, matching: Matching) -> Matches:
    languages = session.languages if request.query.clauses else ()
    search = _Search(session, request, {code: _in_language(session, request, matching, code) for code in languages})
    members = search.members()
    total = _count(session, members)
    if not total and not request.filters:
        return Matches(0)
    by_date = request.sort == NEWEST or not request.query.clauses
    page = _newest(search, members) if by_date else _best(search)
    whole = search.whole()
    hits = tuple(_hits(search, page))
    total_of_whole = total if whole is None else _count(session, whole)
    is_as_typed = search.is_as_typed(hits, total)
    return Matches(
        total,
        hits,
        _facets(search, members) if request.counts_facets else {},
        total_of_whole,
        is_as_typed,
        search.is_whole_as_typed(total_of_whole, is_as_typed=is_as_typed),
    )


def _in_language(session: Session, request: SearchRequest, matching: Matching, language: str) -> _Found:
    """Texts of a language that have enough of the words, or of their translations where there is no other text."""
    schema, layout = session.opened.texts.schema, session.opened.layout
    builder = QueryBuilder(schema, layout, language, scans_near(session, language))
    typed = asked(request.query, language, matching)
    beside = neighbours(request.query, language)
    found = _weighed(session, builder, typed, AS_TYPED, [builder.condition(beside)] if beside else [])
    if matching.expansion.translations.get(language):
        translated = asked(request.query, language, matching, translated=True)
        if translated != typed:
            demand = LOOSELY_TRANSLATED if matching.loosely else AS_TRANSLATED
            only = unscored(Query.term_query(schema, "only", language, index_option="basic"))
            alone = _weighed(session, builder, translated, demand)
            worth = translation_weight(len(typed))
            found = _Found(
                Query.disjunction_max_query(
                    [found.scored, Query.boost_query(all_of([alone.scored, only]), worth)], 0.0
                ),
                any_of([found.member, all_of([alone.member, only])]),
                any_of([found.whole, all_of([alone.whole, only])]),
                found.as_typed,
                found.whole_as_typed,
                found.is_guessing,
            )
    own = OWN_LANGUAGE_BOOST if language == request.language else 1.0
    return replace(found, scored=Query.boost_query(found.scored, own))


def _weighed(
    session: Session, builder: QueryBuilder, needed: Sequence[Asked], demand: Demand, besides: Sequence[Query] = ()
) -> _Found:
    """Texts that meet enough of what is asked for, those that meet all of it, and `besides`, before others."""
    scored = [(Occur.Should, query) for query in (*(builder.condition(each.condition) for each in needed), *besides)]
    members = [builder.membership(each.condition) for each in needed]
    certain = [without_guesses(each.condition) for each in needed]
    is_guessing = any(other is not each.condition for other, each in zip(certain, needed, strict=True))
    certain_members = list(map(builder.membership, certain)) if is_guessing else members
    if len(needed) == 1:
        (member,), (as_typed,) = members, certain_members
        found = Query.boolean_query([(Occur.Must, member), *scored])
        return _Found(found, member, member, as_typed, as_typed, is_guessing)
    frequencies = [builder.frequency(session.texts, each.condition) for each in needed]
    weighed = weigh(frequencies, [each.is_telling for each in needed], session.texts.num_docs, demand)
    enough, every = _enough(weighed, members)
    as_typed, whole_as_typed = _enough(weighed, certain_members) if is_guessing else (enough, every)
    all_there = Query.const_score_query(every, ALL_WORDS * weighed.rarity)
    found = Query.boolean_query([(Occur.Must, enough), *scored, (Occur.Should, all_there)])
    return _Found(found, enough, every, as_typed, whole_as_typed, is_guessing)


def _enough(weighed: Weighed, members: Sequence[Query]) -> tuple[Query, Query]:
    """Texts that have enough of the weight, and those that have all of what weighs something."""
    telling = [(weight, member) for weight, member in zip(weighed.weights, members, strict=True) if weight]
    every = unscored(all_of(member for _weight, member in telling))
    # A query can count the clauses that match: each is there as often as it weighs.
    either = [(Occur.Should, member) for weight, member in telling for _ in range(weight)]
    return every if weighed.needs_all else unscored(Query.boolean_query(either, weighed.needed)), every


def _count(session: Session, query: Query) -> int:
    # The package's description of types leaves `count` out.
    return int(session.texts.search(query, 1).count)  # type: ignore[attr-defined]


def _newest(search: _Search, members: Query) -> list[_Match]:
    request = search.request
    start = (request.page - 1) * request.page_size
    found = search.session.texts.search(members, request.page_size, False, "recency", offset=start)
    return [(0.0, recency, address) for recency, address in found.hits]


def _best(search: _Search) -> list[_Match]:
    """The page of the best matches, the fresher ones before others that are as good."""
    searcher, request = search.session.texts, search.request
    start, end = (request.page - 1) * request.page_size, request.page * request.page_size
    hits = searcher.search(search.scored(), max(RANKED_BY_AGE, end), False).hits
    addresses = [address for _score, address in hits]
    days = searcher.fast_field_values("day", addresses)
    recencies = searcher.fast_field_values("recency", addresses)
    today = timezone.localdate().toordinal()
    matches: list[_Match] = [
        (score * _freshness(today - int(day or 0)), int(recency or 0), address)
        for (score, address), day, recency in zip(hits, days, recencies, strict=True)
    ]
    matches.sort(key=lambda match: match[:2], reverse=True)
    return matches[start:end]


def _freshness(days: int) -> float:
    return FRESHNESS_FLOOR + (1 - FRESHNESS_FLOOR) / (1.0 + max(0, days) / FRESHNESS_HALF_DAYS)


def _hits(search: _Search, page: Sequence[_Match]) -> Iterator[Hit]:
    searcher = search.session.texts
    documents = [unpack(searcher.doc(address)["document"][0]) for _score, _recency, address in page]
    scores = _scores(search, [document.number for document in documents])
    for document, (relevance, _recency, _address) in zip(documents, page, strict=True):
        of_languages = scores.get(document.number, {})
        yield Hit(document, language_to_show(of_languages, search.request.language, document.languages), relevance)


def _scores(search: _Search, numbers: Sequence[int]) -> dict[int, dict[str, float]]:
    """Of each of a few items, by its number, the score of each language in which it matches."""
    found: dict[int, dict[str, float]] = {}
    if not numbers:
        return found
    among = unscored(any_of(Query.term_query(search.schema, "number", number) for number in numbers))
    searcher = search.session.texts
    for language, language_found in search.by_language.items():
        hits = searcher.search(all_of([language_found.scored, among]), len(numbers), False).hits
        shown = searcher.fast_field_values("number", [address for _score, address in hits])
        for (score, _address), number in zip(hits, shown, strict=True):
            found.setdefault(int(number or 0), {})[language] = score
    return found


@lru_cache(maxsize=LABELS_KEPT)
def _value(counted: str) -> tuple[str, Mapping[str, str]]:
    """Key and labels by language. Read anew for each request they would cost more than counting does."""
    key, labels = json.loads(counted)
    return key, labels


def _facets(search: _Search, members: Query) -> dict[str, tuple[FacetCount, ...]]:
    """Counts of items that meet every filter but that of the facet itself."""
    free = [facet for facet in FACETS if facet.key not in search.request.filters]
    counts = _counted(search, members, free)
    for facet in FACETS:
        if facet.key in search.request.filters:
            counts |= _counted(search, search.members(without=facet.key), [facet])
    return {facet.key: counts[facet.key] for facet in FACETS if counts[facet.key]}


def _counted(search: _Search, query: Query, facets: Sequence[Facet]) -> dict[str, tuple[FacetCount, ...]]:
    wanted = {
        facet.key: {"terms": {"field": counted_field(facet.key), "size": VALUES_A_COUNT[facet.order]}}
        for facet in facets
    }
    answer = search.session.texts.aggregate(query, wanted) if wanted else {}
    return {
        facet.key: facet_counts(
            facet, ((*_value(bucket["key"]), int(bucket["doc_count"])) for bucket in answer[facet.key]["buckets"])
        )
        for facet in facets
    }


def titles(session: Session, language: str, words: Sequence[str], limit: int) -> Iterator[tuple[str, Completion]]:
    """Titles of a language with words that begin so, the newest items first, each with its item's key."""
    schema = session.opened.texts.schema
    query = all_of(starting(schema, session.opened.layout.title(language), word) for word in words)
    for _recency, address in session.texts.search(query, limit, False, "recency").hits:
        document = session.texts.doc(address)
        text = unpack(document["document"][0]).languages[language]
        yield document["key"][0], Completion(text.title, text.url)
