"""Search engine interface: requests, responses and facet counts; tests/search/contract runs on every engine."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from django.conf import settings

from ..index.document import Document
from ..index.interface import Index, get_index
from ..query.matching import Expansion, Matching, Spellings
from ..query.parse import Query
from ..query.spelling import LETTERS_OF_A_BEGINNING, is_listed, may_be_unfinished, may_lack_a_word, suggested_query

RELEVANCE = "relevance"
NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """`language` is the reader's: it decides ties and picks titles, and filters nothing. `filters`: values by facet.

    `expansion` is what words of the query are also called. `with_facets`: see `counts_facets`.
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

    `is_as_typed`: some, narrowed or not, are found by what was typed; otherwise all are by its translations alone.

    `hits` is empty beyond the last page.

    A facet that the request is narrowed by is counted as if it were not: its other values stay to be chosen.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    whole: int = 0
    is_as_typed: bool = False


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """`matching` tells what was needed to find these; `suggestion` is a query that finds something as it stands.

    `spellings` are all other spellings that were looked for. `is_fallback`: the engine of the settings could not be
    used; the index kept beside it has answered.
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

    def search(self, request: SearchRequest) -> SearchResponse:
        """What has enough of the words; where there is nothing, of their roots, their beginnings, other spellings.

        Where translations alone find something, what roots or other spellings find is shown besides.
        """
        matching = Matching(expansion=request.expansion)
        matches = self.find(request, matching)
        suggestion = spellings = None
        if request.query.clauses and not matches.is_as_typed:
            words = request.query.words()
            spellings = request.spellings.only(words) if request.spellings else self.spellings(words)
            # Where filters leave nothing, something was found: the counts of their facets say what.
            is_found = bool(matches.total or matches.facets)
            if not is_found:
                suggestion = self._suggestion(request, spellings)
            for attempt in self._attempts(request, matching, spellings, sparingly=is_found):
                found = self.find(request, attempt)
                if found.is_as_typed or (found.total and not matches.total):
                    matching, matches = attempt, found
                    break
        return SearchResponse(
            request,
            matches.total,
            matches.hits,
            matches.facets,
            matching,
            suggestion,
            whole=matches.whole,
            spellings=spellings,
        )

    def _attempts(
        self, request: SearchRequest, strict: Matching, spellings: Spellings, *, sparingly: bool
    ) -> Iterator[Matching]:
        """How words that nothing has as they were typed are looked for, one way after the other.

        `sparingly` where translations have found something: then words are finished, and none is missing.
        """
        words = request.query.words()
        if roots := frozenset(filter(is_listed, words)):
            yield replace(strict, roots=roots)
        beginnings = frozenset(word for word in words if may_be_unfinished(word, request.language))
        if beginnings and not sparingly:
            yield replace(strict, beginnings=beginnings)
        if spellings.words:
            yield replace(strict, spellings=spellings)
        if may_lack_a_word(request.query) and not sparingly:
            yield replace(strict, loosely=True)
        if not beginnings and not sparingly:
            unfinished = frozenset(word for word in words if len(word) >= LETTERS_OF_A_BEGINNING)
            yield replace(strict, beginnings=unfinished)

    def _suggestion(self, request: SearchRequest, spellings: Spellings) -> str | None:
        suggested = suggested_query(request.query, spellings, request.language)
        if suggested is None:
            return None
        matches = self.find(
            replace(request, query=suggested, page=1, page_size=1, with_facets=False),
            Matching(expansion=request.expansion),
        )
        return suggested.text if matches.total else None


def get_engine(index: str | None = None) -> Engine:
    """The engine of settings.SEARCH_ENGINE, or that of another index; one object a process."""
    return cast(Engine, get_index(index or settings.SEARCH_ENGINE))
