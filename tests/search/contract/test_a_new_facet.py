"""A facet is one entry: declared, it is counted, filtered by, carried by URLs and shown on the page and in the JSON."""

import datetime
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest

from search.engines import Engine, SearchRequest, failover
from search.index.document import Document, FacetValue
from search.index.facets import FACETS, Facet
from search.query.parse import parse
from search.results.facets import active_filters, facet_groups
from search.results.forms import FilterForm
from search.results.search_url import SearchUrl
from tests.client import Client
from tests.search.corpus import EN, LT, changes, document, facet

WINTER, SUMMER = facet("winter", "Žiema", "Winter"), facet("summer", "Vasara", "Summer")
CHILDREN, PARENTS = facet("children", "Vaikai", "Children"), facet("parents", "Tėvai", "Parents")


def _season(document: Document) -> Iterator[FacetValue]:
    yield WINTER if document.date.month in (12, 1, 2) else SUMMER


MADE_OF_THE_DOCUMENT = Facet("season", "Season", parameter="time", is_multiple=False, source=_season)
HELD_BY_THE_DOCUMENT = Facet("audience", "Audience", parameter="for")
DOCUMENTS = [
    document(1, datetime.date(2018, 1, 9), en=("Snow", "An exhibition."), facets={"audience": (CHILDREN, PARENTS)}),
    document(2, datetime.date(2018, 2, 9), en=("Ice", "An exhibition."), facets={"audience": (CHILDREN,)}),
    document(3, datetime.date(2018, 7, 9), en=("Sand", "An exhibition.")),
]


@pytest.fixture(autouse=True)
def _declared() -> Iterator[None]:
    declared = list(FACETS)
    FACETS.extend([MADE_OF_THE_DOCUMENT, HELD_BY_THE_DOCUMENT])
    yield
    FACETS[:] = declared


def _found(engine: Engine, query_string: str) -> tuple[list[int], SearchUrl, FilterForm]:
    form = FilterForm(parse_qs_flat(query_string))
    assert form.is_valid()
    response = engine.search(form.search_request(EN))
    return sorted(hit.document.number for hit in response.hits), SearchUrl(form, ""), form


def parse_qs_flat(query_string: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query_string).items()}


def test_a_new_facet_is_counted(engine: Engine) -> None:
    engine.write(changes(DOCUMENTS))
    response = engine.search(SearchRequest(parse("exhibition"), EN))
    counted = {key: {value.key: value.count for value in response.facets[key]} for key in ("season", "audience")}
    assert counted == {"season": {"winter": 2, "summer": 1}, "audience": {"children": 2, "parents": 1}}
    assert response.facets["season"][0].labels == {LT: "Žiema", EN: "Winter"}


def test_a_new_facet_filters_by_its_parameter_of_the_url(engine: Engine) -> None:
    engine.write(changes(DOCUMENTS))
    assert _found(engine, "q=exhibition&time=winter")[0] == [1, 2]
    assert _found(engine, "q=exhibition&time=winter&for=parents")[0] == [1]
    assert _found(engine, "time=summer&for=children")[0] == []


def test_a_new_facet_is_a_group_of_links_on_the_page(engine: Engine) -> None:
    engine.write(changes(DOCUMENTS))
    _, url, form = _found(engine, "time=winter")
    response = engine.search(form.search_request(EN))
    groups = {group.name: group for group in facet_groups(response, url)}
    assert [(line.label.text, line.count, line.url) for line in groups["Audience"].lines] == [
        ("Children", 2, "?time=winter&for=children"),
        ("Parents", 1, "?time=winter&for=parents"),
    ]
    assert [(line.label.text, line.is_chosen, line.url) for line in groups["Season"].lines] == [
        ("Winter", True, "?"),
        ("Summer", False, "?time=summer"),
    ]
    (chosen,) = active_filters(response, url)
    assert (chosen.group, chosen.label.text, chosen.url) == ("Season", "Winter", "?")


def test_a_new_facet_stands_in_the_json(engine: Engine, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.write(changes(DOCUMENTS))
    monkeypatch.setattr(failover, "get_engine", lambda: engine)
    answer = client.get("/api/search/", {"language": EN, "time": "winter"}).json()
    assert answer["total"] == 2
    assert answer["facets"]["season"] == [
        {"key": "winter", "label": "Winter", "count": 2},
        {"key": "summer", "label": "Summer", "count": 1},
    ]


def test_an_item_has_one_value_of_a_facet_that_is_not_multiple(engine: Engine) -> None:
    several = (facet("first", "Pirmas", "First"), facet("second", "Antras", "Second"))
    engine.write(changes([document(1, en=("Snow", "Snow."), facets={"project": several, "topic": several})]))
    response = engine.search(SearchRequest(parse("snow"), EN))
    assert [value.key for value in response.facets["project"]] == ["first"]
    assert sorted(value.key for value in response.facets["topic"]) == ["first", "second"]


def test_an_index_made_with_other_facets_has_to_be_built(engine: Engine) -> None:
    assert engine.state().problem is None
    FACETS.remove(MADE_OF_THE_DOCUMENT)
    # Like the next process of the program.
    engine.close()
    state = engine.state()
    assert state.has_to_be_built
    assert "facets" in (state.problem or "")
