"""A facet is one entry: declared, it is counted, filtered by, carried by URLs, and shown on the page and in the JSON."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client

from search.engines import Engine, SearchRequest, get_engine
from search.index import facets
from search.index.document import Document, FacetValue
from search.index.interface import EngineUnavailable
from search.query.parse import parse
from search.results.facets import active_filters, facet_groups
from search.results.forms import FilterForm
from search.results.search_url import SearchUrl
from tests.search.contract.conftest import ENGINES, made
from tests.search.corpus import EN, LT, changes, document, facet


def _season(document: Document) -> Iterator[FacetValue]:
    yield facet("winter", "Žiema", "Winter") if document.date.month in (12, 1, 2) else facet("other", "Kita", "Other")


SEASON = facets.Facet("season", "Season of the year", parameter="time", is_multiple=False, source=_season)
HELD = facets.Facet("audience", "Audience", parameter="for")
SHOW = [
    document(1, lt=("Paroda žiemą", "Rodoma."), day=(2018, 1), facets={"audience": (facet("kids", "Vaikai", "Children"),)}),
    document(2, lt=("Paroda vasarą", "Rodoma."), day=(2018, 7)),
    document(3, lt=("Paroda rudenį", "Rodoma."), day=(2018, 9)),
]


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in (SEASON, HELD):
        monkeypatch.setattr(facets, "FACETS", facets.FACETS)
        facets.FACETS.append(each)


