"""Facets: what results are narrowed by and counted by, each declared here and nowhere else.

The document holds their values, engines index and count them, the form checks them, the URL of a search carries them,
the page and the JSON show them: all of it follows from FACETS. A new one needs its entry, its values in the documents
of a source where `source` does not make them of what is there, and an index that is built anew.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.dates import cldr_locale

from .document import Document, FacetValue

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# What names a value where documents hold no labels of it: of its key, in a language.
Namer = Callable[[str, str], str]


class Order(StrEnum):
    """Of a facet's values: the most frequent ones first, of which there may be any number; or all, the latest first."""

    COUNT = auto()
    LATEST = auto()


@dataclass(frozen=True, slots=True)
class Facet:
    """`key` names it in documents, indexes and JSON, `parameter` in the URL of a search, `label` on the page.

    `source` makes its values of a document; without it they are those that the document holds under its key. One that
    is not `is_multiple` has one value an item at most. `choices` and `pattern` limit the values that a URL may have,
    and `invalid` says so.
    """

    key: str
    label: "str | _StrPromise"
    parameter: str
    is_multiple: bool = True
    source: Callable[[Document], Iterable[FacetValue]] | None = None
    order: Order = Order.COUNT
    namer: Namer | None = None
    choices: Callable[[], Sequence[tuple[str, Any]]] | None = None
    pattern: str = ""
    invalid: "str | _StrPromise" = ""

    @property
    def is_labelled(self) -> bool:
        """Its values have labels of their own in the index."""
        return self.namer is None

    def values(self, document: Document) -> tuple[FacetValue, ...]:
        found = self.source(document) if self.source else document.facets.get(self.key, ())
        return tuple(found) if self.is_multiple else tuple(found)[:1]


def _languages(document: Document) -> Iterator[FacetValue]:
    return (FacetValue(language, {}) for language in document.languages)


def _language_name(code: str, reader: str) -> str:
    return str(cldr_locale(reader).languages.get(code.split("-")[0], code))


def _year(document: Document) -> Iterator[FacetValue]:
    yield FacetValue(str(document.date.year), {})


# In the order in which the page shows them.
FACETS: list[Facet] = [
    Facet(
        "language",
        _("Available in"),
        parameter="available",
        source=_languages,
        namer=_language_name,
        choices=lambda: settings.LANGUAGES,
        invalid=_("There is no language “%(value)s” here."),
    ),
    Facet(
        "year",
        _("Year"),
        parameter="year",
        is_multiple=False,
        source=_year,
        order=Order.LATEST,
        namer=lambda year, _reader: year,
        pattern=r"^\d{4}\Z",
        invalid=_("A year is written with four digits."),
    ),
    Facet("topic", _("Topic"), parameter="topic"),
    Facet("project", _("Project"), parameter="project", is_multiple=False),
    Facet("organisation", _("Organisation"), parameter="organisation"),
    Facet("person", _("Person"), parameter="person"),
    Facet("place", _("Place"), parameter="place"),
]


def facet_keys() -> tuple[str, ...]:
    return tuple(facet.key for facet in FACETS)


def facet_values(document: Document) -> Iterator[tuple[Facet, FacetValue]]:
    """All values that a document is counted under."""
    for facet in FACETS:
        for value in facet.values(document):
            yield facet, value
