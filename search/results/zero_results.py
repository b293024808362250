"""Zero results: what is offered where a search found nothing, with less asked for, and how much that would find."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ..engines import SearchRequest, SearchResponse
from ..index.facets import FACETS, Facet
from ..query.parse import Phrase, parse
from .facets import Label, label_of, labels_of
from .search_url import SearchUrl

Search = Callable[[SearchRequest], SearchResponse]
# Each costs a search; with more filters than this, only all of them are offered to be taken away.
MAX_FILTERS_TRIED = 3
# The same for words: of so many one at a time is left out.
MAX_WORDS_TRIED = 4


@dataclass(frozen=True, slots=True)
class FewerFilters:
    """The search without one filter, or without any where `label` is None. Finds `total`."""

    group: str
    label: Label | None
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The search with these words alone, without quotation marks and left-out words."""

    text: str
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class Alternatives:
    """`filter_labels` are names of the values of the filters that are on, by facet and language."""

    fewer_filters: list[FewerFilters]
    plain_words: PlainWords | None
    fewer_words: list[PlainWords]
    filter_labels: Mapping[str, Mapping[str, str]]


def alternatives(response: SearchResponse, url: SearchUrl, search: Search) -> Alternatives:
    """For a response without results; a few searches, each for one hit."""
    request = replace(response.request, page=1, page_size=1, with_facets=False)
    labels = {
        facet.key: labels_of(search(replace(request, query=parse(""), filters={facet.key: key})), facet, key)
        for facet, key in _chosen(request)[:MAX_FILTERS_TRIED]
        if facet.is_labelled
    }
    return Alternatives(
        fewer_filters=_fewer_filters(request, url, search, labels),
        plain_words=_plain_words(request, url, search),
        fewer_words=_fewer_words(replace(request, spellings=response.spellings), url, search),
        filter_labels=labels,
    )


def _chosen(request: SearchRequest) -> list[tuple[Facet, str]]:
    return [(facet, request.filters[facet.key]) for facet in FACETS if facet.key in request.filters]


def _fewer_filters(
    request: SearchRequest, url: SearchUrl, search: Search, labels: Mapping[str, Mapping[str, str]]
) -> list[FewerFilters]:
    total = search(replace(request, filters={})).total if request.filters and request.query else 0
    if not total:
        return []
    offered = []
    if 1 < len(request.filters) <= MAX_FILTERS_TRIED:
        for facet, key in _chosen(request):
            others = {name: value for name, value in request.filters.items() if name != facet.key}
            label = label_of(facet, key, labels.get(facet.key, {}), request.language)
            total_of_others = search(replace(request, filters=others)).total
            offered.append(FewerFilters(str(facet.label), label, total_of_others, url.without_filter(facet)))
    offered.append(FewerFilters("", None, total, url.without_filters()))
    return [offer for offer in offered if offer.total]


def _plain_words(request: SearchRequest, url: SearchUrl, search: Search) -> PlainWords | None:
    clauses = request.query.clauses
    if not request.query.excluded and not any(isinstance(term, Phrase) for clause in clauses for term in clause):
        return None
    text = " ".join(" OR ".join(term.text for term in clause) for clause in clauses)
    if not text:
        return None
    total = search(replace(request, query=parse(text))).total
    return PlainWords(text, total, url.with_(q=text)) if total else None


def _fewer_words(request: SearchRequest, url: SearchUrl, search: Search) -> list[PlainWords]:
    """Without one of the words, where that finds texts that have all of the others."""
    typed = [word for _, word in request.query.typed_words()]
    if not 2 <= len(typed) <= MAX_WORDS_TRIED or len(typed) < len(request.query.clauses) or request.query.excluded:
        return []
    offered = []
    for left_out in range(len(typed)):
        text = " ".join(typed[:left_out] + typed[left_out + 1 :])
        response = search(replace(request, query=parse(text)))
        if response.total and not response.fuzzy and not response.relaxed:
            offered.append(PlainWords(text, response.total, url.with_(q=text)))
    return offered
