"""Search engine interface: requests, responses and facet counts; tests/search/contract runs on every engine."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from django.conf import settings

from ..index.document import Document
from ..index.interface import Index, get_index
from ..query.corrections import Frequencies, with_listed_words, with_other_spaces, words_to_count
from ..query.matching import Expansion, Matching, Spellings
from ..query.parse import Query
from ..query.spelling import (
    LETTERS_OF_A_BEGINNING,
    is_as_meant,
    is_listed,
    may_be_unfinished,
    may_lack_a_word,
    suggested_query,
)

RELEVANCE = "relevance"
NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """`language` is the reader's: it decides ties and picks titles, and filters nothing. `filters`: values by facet.

    `expansion` is what words of the query are also called, and `expand` tells it of another query that may have been
    meant. `with_facets`: see `counts_facets`.
    `spellings` are other spellings of its words, where they were looked for before.
    """

    query: Query
    language: str
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = RELEVANCE
    page: int = 1
    page_size: int = 20
    expansion: Expansion = field(default_factory=Expansion)
    with_facets: bool = True
    spellings: Spellings | None = None
    expand: Callable[[Query], Expansion] | None = None

    def asking(self, query: Query) -> "SearchRequest":
        """The same for another query."""
        return replace(self, query=query, expansion=self.expand(query) if self.expand else self.expansion)

    @property
    def counts_facets(self) -> bool:
        """Where filters leave nothing, counts tell that there is something without them: these are always made."""
        return self.with_facets or bool(self.filters)


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found. `matched_language` is the reader's where its text matches too, else that which matches best."""

    document: Document
    matched_language: str
    score: float


@dataclass(frozen=True, slots=True)
class FacetCount:
    key: str
    labels: Mapping[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class Matches:
    """A page of what matches, and counts over all of it: `whole` of those that have all of the words.

    `is_as_typed`: some, narrowed or not, are found by what was typed; otherwise all are by its translations alone, or
    by damaged words near one that no dictionary has. `is_whole_as_typed`: some of these have all of the words.

    `hits` is empty beyond the last page.

    A facet that the request is narrowed by is counted as if it were not: its other values stay to be chosen.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    whole: int = 0
    is_as_typed: bool = False
    is_whole_as_typed: bool = False

    @property
    def is_found(self) -> bool:
        """Where filters leave nothing, something was found: the counts of their facets say what."""
        return bool(self.total or self.facets)


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """`matching` tells what was needed to find these; `suggestion` is a query that finds something as it stands.

    `spellings` are all other spellings that were looked for. `is_fallback`: the engine of the settings could not be
    used; the index kept beside it has answered. `corrected` is what was searched for instead of what was typed: its
    query is the one of `request`.
    """

    request: SearchRequest
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    matching: Matching = field(default_factory=Matching)
    suggestion: str | None = None
    is_fallback: bool = False
    whole: int = 0
    spellings: Spellings | None = None
    corrected: str | None = None

    @property
    def relaxed(self) -> bool:
        """There are results, and none of them has all words of the query."""
        return bool(self.request.query.clauses and self.total and not self.whole)

    @property
    def fuzzy(self) -> bool:
        """Other spellings of its words were looked for."""
        return bool(self.matching.spellings.words)


@dataclass(frozen=True, slots=True)
class Completion:
    text: str
    url: str


class Engine(Index):
    """Search engine: an index and how it is searched."""

    @abstractmethod
    def find(self, request: SearchRequest, matching: Matching) -> Matches:
        """Each item once, whichever languages match: its score is that of the best one, never their sum."""

    @abstractmethod
    def spellings(self, words: Sequence[str]) -> Spellings:
        """Words of the index that differ by a typing error from those that no language of it knows; see spelling.py."""

    @abstractmethod
    def complete(self, text: str, language: str, limit: int) -> list[Completion]:
        """Titles with words that begin with those of the text, in the reader's language where there is one."""

    @abstractmethod
    def frequencies(self, words: Sequence[str]) -> Frequencies:
        """In how many texts of each language some form of each of these words is."""

    def search(self, request: SearchRequest) -> SearchResponse:
        """What has enough of the words; where there is nothing, of their roots, their beginnings, other spellings.

        Where translations or damaged words alone find something, what roots or other spellings find is shown besides.
        Where some of the words alone do, misspelt ones of which no text has any form are corrected.
        """
        words = request.query.words()
        doubtful = _doubtful(request.query)
        strict = self._attempt(request, _as_typed(request, doubtful))
        if not request.query.clauses or strict.matches.is_whole_as_typed:
            return strict.response
        if strict.matches.is_as_typed:
            return self._with_words_corrected(strict, doubtful)
        spellings = request.spellings.only(words) if request.spellings else self.spellings(words)
        found = self._otherwise(strict, spellings, doubtful)
        is_spelt_otherwise = not strict.matches.is_found or found.response.fuzzy
        suggestion = self._suggestion(request, spellings) if is_spelt_otherwise else None
        if suggestion is None and not found.response.total:
            suggestion = self._with_other_spaces(request, doubtful)
        return replace(found.response, suggestion=suggestion, spellings=spellings)

    def _with_words_corrected(self, strict: "_Attempt", doubtful: Sequence[str]) -> SearchResponse:
        """Where texts have some of the words: those that none has are looked for by what they were meant for."""
        request = strict.response.request
        counted = self.frequencies(doubtful)
        absent = [word for word in doubtful if not any(own.get(word) for own in counted.values())]
        if not absent:
            return strict.response
        spellings = self.spellings(absent)
        if spellings.words:
            attempt = self._attempt(request, replace(strict.response.matching, spellings=spellings))
            if attempt.matches.total:
                suggestion = self._suggestion(request, spellings)
                return replace(attempt.response, suggestion=suggestion, spellings=spellings)
        for attempt in _with_all_words(self._corrected(request, absent)):
            return attempt.response
        return replace(strict.response, suggestion=self._with_other_spaces(request, absent))

    def _otherwise(self, strict: "_Attempt", spellings: Spellings, doubtful: Sequence[str]) -> "_Attempt":
        """The first way of looking for words that nothing has as they were typed that finds something."""
        for attempt in self._attempts(strict, spellings, doubtful):
            if attempt.matches.is_as_typed or (attempt.matches.total and not strict.matches.total):
                return attempt
        return strict

    def _attempts(self, strict: "_Attempt", spellings: Spellings, doubtful: Sequence[str]) -> "Iterator[_Attempt]":
        """How words that nothing has as they were typed are looked for, one way after the other.

        Where translations or damaged words have found something, words of the dictionary are finished and none is
        missing.
        """
        request, matching = strict.response.request, strict.response.matching
        words, is_found = request.query.words(), strict.matches.is_found
        if roots := frozenset(filter(is_listed, words)):
            yield self._attempt(request, replace(matching, roots=roots))
        beginnings = frozenset(word for word in words if may_be_unfinished(word, request.language))
        if unfinished := beginnings.intersection(doubtful) if is_found else beginnings:
            yield self._attempt(request, replace(matching, beginnings=unfinished))
        if spellings.words:
            yield self._attempt(request, replace(matching, spellings=spellings))
            if roots:
                yield from _with_all_words(
                    [self._attempt(request, replace(matching, roots=roots, spellings=spellings))]
                )
        yield from _with_all_words(self._corrected(request, doubtful))
        if is_found:
            return
        if may_lack_a_word(request.query):
            yield self._attempt(request, replace(matching, loosely=True))
        if not beginnings:
            unfinished = frozenset(word for word in words if len(word) >= LETTERS_OF_A_BEGINNING)
            yield self._attempt(request, replace(matching, beginnings=unfinished))

    def _attempt(self, request: SearchRequest, matching: Matching) -> "_Attempt":
        matches = self.find(request, matching)
        return _Attempt(
            matches,
            SearchResponse(request, matches.total, matches.hits, matches.facets, matching, whole=matches.whole),
        )

    def _corrected(self, request: SearchRequest, misspelt: Sequence[str]) -> "Iterator[_Attempt]":
        """What other queries find that may have been meant by this one."""
        for query in with_listed_words(request.query, misspelt):
            instead = request.asking(query)
            # No text has the word: it was looked for among the spellings.
            if instead.expansion != request.expansion:
                attempt = self._attempt(instead, _as_typed(instead, _doubtful(query)))
                yield replace(attempt, response=replace(attempt.response, corrected=query.text))

    def _with_other_spaces(self, request: SearchRequest, misspelt: Sequence[str]) -> str | None:
        """A query with a space more or less of which a text has all words. It is only offered: a word of two words may
        as well be one that no text has."""
        frequencies = self.frequencies(words_to_count(request.query, misspelt))
        queries = with_other_spaces(request.query, misspelt, frequencies)
        return next((query.text for query in queries if self._briefly(request, query).whole), None)

    def _suggestion(self, request: SearchRequest, spellings: Spellings) -> str | None:
        suggested = suggested_query(request.query, spellings, request.language)
        return suggested.text if suggested is not None and self._briefly(request, suggested).total else None

    def _briefly(self, request: SearchRequest, query: Query) -> Matches:
        """How much another query finds."""
        instead = replace(request.asking(query), page=1, page_size=1, with_facets=False)
        return self.find(instead, _as_typed(instead, _doubtful(query)))


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What one way of looking for the words has found, and the response that it makes."""

    matches: Matches
    response: SearchResponse


def _with_all_words(attempts: "Iterable[_Attempt]") -> "Iterator[_Attempt]":
    """Those that find a text with all of the words: one with some of them only does not tell that so it was meant."""
    return (attempt for attempt in attempts if attempt.matches.whole)


def _doubtful(query: Query) -> list[str]:
    return [word for word in query.words() if not is_as_meant(word)]


def _as_typed(request: SearchRequest, doubtful: Iterable[str]) -> Matching:
    return Matching(expansion=request.expansion, doubtful=frozenset(doubtful))


def get_engine(index: str | None = None) -> Engine:
    """The engine of settings.SEARCH_ENGINE, or that of another index; one object a process."""
    return cast(Engine, get_index(index or settings.SEARCH_ENGINE))
