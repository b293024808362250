"""Facets of results, as plain links: their values with counts, and the filters that are on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.i18n import preferred_languages

from ..engines import SearchResponse
from ..index.facets import FACETS, Facet
from .search_url import SearchUrl

# Lines of a group before “show all”; so few more than that are shown at once.
LINES_A_GROUP = 8
LINES_NOT_WORTH_HIDING = 2
OPEN_GROUPS = 3
# Every line of every facet repeats the query in its address.
LONGEST_REPEATED_QUERY = 1000


@dataclass(frozen=True, slots=True)
class Label:
    """A value's name and the language it is written in, the reader's where there is a name in it."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class FacetLine:
    """`url` narrows the results by the value; where it is chosen, it widens them again."""

    label: Label
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """`lines` stand open, `more` behind “show all”."""

    name: str
    lines: Sequence[FacetLine]
    more: Sequence[FacetLine]
    is_open: bool

    @property
    def count(self) -> int:
        """Of all its values."""
        return len(self.lines) + len(self.more)


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A filter that is on; `url` leads to the results without it."""

    group: str
    label: Label
    url: str


def label_of(facet: Facet, key: str, labels: Mapping[str, str], reader: str) -> Label:
    if facet.namer:
        return Label(facet.namer(key, reader), reader)
    if labels.get(reader):
        return Label(labels[reader], reader)
    code = next((code for code in preferred_languages(reader) if labels.get(code)), None)
    return Label(labels[code], code) if code else Label(key, reader)


def facet_groups(response: SearchResponse, url: SearchUrl) -> list[FacetGroup]:
    """Every facet of the results; the chosen value first, and there even where the index did not count it."""
    if len(url.values.get("q", "")) > LONGEST_REPEATED_QUERY:
        return []
    groups: list[FacetGroup] = []
    for facet in FACETS:
        lines = list(_lines(facet, response, url))
        if not lines:
            continue
        shown = LINES_A_GROUP if len(lines) > LINES_A_GROUP + LINES_NOT_WORTH_HIDING else len(lines)
        is_open = len(groups) < OPEN_GROUPS or lines[0].is_chosen
        groups.append(FacetGroup(str(facet.label), lines[:shown], lines[shown:], is_open))
    return groups


def _lines(facet: Facet, response: SearchResponse, url: SearchUrl) -> Iterator[FacetLine]:
    reader = response.request.language
    chosen = response.request.filters.get(facet.key)
    if chosen is not None:
        # All that is shown has the chosen value.
        label = label_of(facet, chosen, labels_of(response, facet, chosen), reader)
        yield FacetLine(label, response.total, url.without_filter(facet), is_chosen=True)
    url_of = url.narrowed_by(facet)
    for value in response.facets.get(facet.key, ()):
        if value.key != chosen:
            label = label_of(facet, value.key, value.labels, reader)
            yield FacetLine(label, value.count, url_of(value.key), is_chosen=False)


def active_filters(
    response: SearchResponse, url: SearchUrl, labels: Mapping[str, Mapping[str, str]] | None = None
) -> list[ActiveFilter]:
    """The filters that are on, in the order of the groups. `labels` by facet, where the results do not tell them."""
    labels = labels or {}
    found = []
    for facet in FACETS:
        key = response.request.filters.get(facet.key)
        if key is None:
            continue
        known = labels_of(response, facet, key) or labels.get(facet.key, {})
        label = label_of(facet, key, known, response.request.language)
        found.append(ActiveFilter(str(facet.label), label, url.without_filter(facet)))
    return found


def labels_of(response: SearchResponse, facet: Facet, key: str) -> Mapping[str, str]:
    """Names of a value by language, from the counts or from what was found; empty where neither has it."""
    counted = next((value.labels for value in response.facets.get(facet.key, ()) if value.key == key), None)
    if counted is not None:
        return counted
    values = (value for hit in response.hits for value in facet.values(hit.document) if value.key == key)
    return next((value.labels for value in values), {})
