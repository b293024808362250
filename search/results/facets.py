"""What results are narrowed by, as plain links: facets with their counts, and the filters that are on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.dates import cldr_locale

from ..engines import FacetCount, Hit, SearchResponse
from ..index.document import Document, FacetValue
from .forms import FILTERS, FilterForm

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


def group_names() -> dict[str, str]:
    """By name of the filter, in the order in which groups are shown."""
    return {
        "available": _("Available in"),
        "year": _("Year"),
        "topic": _("Topic"),
        "project": _("Project"),
        "organisation": _("Organisation"),
        "person": _("Person"),
        "place": _("Place"),
    }


class Address:
    """The query string of what is shown, without what was not understood of it."""

    def __init__(self, form: FilterForm, query: str) -> None:
        """For a form that is valid."""
        self.values = {
            name: form.cleaned_data[name] for name in (*FILTERS, "sort", "translate") if form.cleaned_data[name]
        }
        if query:
            self.values = {"q": query} | self.values

    def with_(self, **changes: str | None) -> str:
        """On the first page, with some values changed; None takes one out."""
        values = QueryDict(mutable=True)
        values.update({name: value for name, value in (self.values | changes).items() if value})
        return f"?{values.urlencode()}"

    def of_values(self, name: str) -> Callable[[str], str]:
        """Addresses that differ in one value only, of which a page has hundreds: the rest is encoded once."""
        rest = self.with_(**{name: None})
        begin = f"{rest}{'' if rest == '?' else '&'}{name}="
        return lambda value: begin + quote_plus(value)

    def without_filters(self) -> str:
        return self.with_(**dict.fromkeys(FILTERS))


def preferred_languages(reader: str) -> list[str]:
    """The reader's language, then the others in the order of the settings."""
    return [reader, *(code for code, _name in settings.LANGUAGES if code != reader)]


def label_of(facet: str, key: str, labels: Mapping[str, str], reader: str) -> Label:
    if facet == "language":
        return Label(str(cldr_locale(reader).languages.get(key.split("-")[0], key)), reader)
    if labels.get(reader):
        return Label(labels[reader], reader)
    code = next((code for code in preferred_languages(reader) if labels.get(code)), None)
    return Label(labels[code], code) if code else Label(key, reader)


def facet_groups(response: SearchResponse, address: Address) -> list[FacetGroup]:
    """Every facet of the results; the chosen value first, and there even where the index did not count it."""
    if len(address.values.get("q", "")) > LONGEST_REPEATED_QUERY:
        return []
    groups: list[FacetGroup] = []
    for (parameter, name), facet in zip(group_names().items(), FILTERS.values(), strict=True):
        lines = list(_lines(parameter, facet, response, address))
        if not lines:
            continue
        shown = LINES_A_GROUP if len(lines) > LINES_A_GROUP + LINES_NOT_WORTH_HIDING else len(lines)
        is_open = len(groups) < OPEN_GROUPS or lines[0].is_chosen
        groups.append(FacetGroup(name, lines[:shown], lines[shown:], is_open))
    return groups


def _lines(parameter: str, facet: str, response: SearchResponse, address: Address) -> Iterator[FacetLine]:
    reader = response.request.language
    chosen = response.request.filters.get(facet)
    values = response.facets.get(facet, ())
    if chosen is not None:
        value = next((value for value in values if value.key == chosen), None)
        labels = value.labels if value else _labels_in(response.hits, facet, chosen)
        # All that is shown has the chosen value.
        label = label_of(facet, chosen, labels, reader)
        yield FacetLine(label, response.total, address.with_(**{parameter: None}), is_chosen=True)
    url_of = address.of_values(parameter)
    for value in values:
        if value.key != chosen:
            url = url_of(value.key)
            yield FacetLine(label_of(facet, value.key, value.labels, reader), value.count, url, is_chosen=False)


def active_filters(
    response: SearchResponse, address: Address, labels: Mapping[str, Mapping[str, str]] | None = None
) -> list[ActiveFilter]:
    """The filters that are on, in the order of the groups. `labels` by facet, where the results do not tell them."""
    labels = labels or {}
    names = group_names()
    found = []
    for parameter, facet in FILTERS.items():
        key = response.request.filters.get(facet)
        if key is None:
            continue
        known = labels_of(response, facet, key) or labels.get(facet, {})
        label = label_of(facet, key, known, response.request.language)
        found.append(ActiveFilter(names[parameter], label, address.with_(**{parameter: None})))
    return found


def labels_of(response: SearchResponse, facet: str, key: str) -> Mapping[str, str]:
    """Names of a value by language, from the counts or from what was found; empty where neither has it."""
    value: FacetCount | None = next((value for value in response.facets.get(facet, ()) if value.key == key), None)
    return value.labels if value else _labels_in(response.hits, facet, key)


def _labels_in(hits: Sequence[Hit], facet: str, key: str) -> Mapping[str, str]:
    values = (value for hit in hits for value in _values(hit.document, facet) if value.key == key)
    value = next(values, None)
    return value.labels if value else {}


def _values(document: Document, facet: str) -> Sequence[FacetValue]:
    by_facet: dict[str, Sequence[FacetValue]] = {
        "topic": document.topics,
        "project": document.project,
        "organisation": document.organisations,
        "person": document.people,
        "place": document.places,
    }
    return by_facet.get(facet, ())
