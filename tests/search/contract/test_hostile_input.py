"""Anything may be typed: it finds something or nothing, and never an error."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.engines import Engine, SearchRequest
from search.query.matching import Matching
from search.query.parse import parse
from tests.search.corpus import EN, LT, distractors

NASTY = [
    *(
        "",
        " ",
        "\0",
        "1" * 4301,
        "²",
        "2017 ²",
        "a\0b",
        '"',
        '""',
        '"""',
        "“",
        "„“",
        "'",
        "' OR 1=1 --",
        "*",
        "vizit*",
        "^",
        "(",
        ")",
        "((",
        "NEAR",
    ),
    *(
        "NEAR(a b)",
        "title_exact:oslo",
        "{title_exact} : oslo",
        "- - -",
        "--",
        "-",
        "OR",
        "OR OR",
        "AND",
        "NOT",
        "|",
        "||",
    ),
    *(
        "a OR",
        "OR a",
        "-OR",
        '-"',
        "+",
        "\\",
        "%",
        "_",
        "__",
        "🎉",
        "👩‍👩‍👧",
        "ﬃ",
        "İ",
        "ẞ",
        "а́",
        "٣",
        "𝔘𝔫𝔦",
        "\u202e",
        "\ufeff",
    ),
    *("ø", "日本語のニュース", "a" * 10_000, "a " * 5_000, '"' + "a " * 5_000, "-" * 10_000, '"' * 10_000),
    *("x-" * 5_000, "vizitas " * 1_250, "1." * 5_000, "\t\n\r\x1f", "ĄČĘĖĮŠŲŪŽ" * 1_000),
]


@pytest.mark.parametrize("language", [LT, EN, "xx"])
@pytest.mark.parametrize("typed", NASTY, ids=range(len(NASTY)))
def test_nothing_that_is_typed_is_an_error(filled: Engine, typed: str, language: str) -> None:
    response = filled.search(SearchRequest(parse(typed), language))
    assert 0 <= response.total <= len(distractors()) + 1
    filled.complete(typed, language, 5)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(['"', "-", "OR", "|", "oslo", "vizit*", "e-", "(", "\0"])).map(" ".join)
)
@example("NEAR(oslo norway, 2)")
def test_no_text_is_an_error(filled: Engine, typed: str) -> None:
    response = filled.search(SearchRequest(parse(typed), LT))
    assert len(response.hits) <= response.total


def test_no_value_to_filter_by_is_an_error(filled: Engine) -> None:
    for value in ("", "\0", "x" * 40_000, "*", '"'):
        assert filled.search(SearchRequest(parse("vizitas"), LT, filters={"person": value})).total == 0


def test_the_syntax_of_the_engine_has_no_meaning(filled: Engine) -> None:
    """As a prefix or a column it would find the announcement."""
    assert filled.find(SearchRequest(parse("Vieno*"), LT), Matching()).total == 0
    assert filled.search(SearchRequest(parse("body_exact:Danijoje -oslo"), LT)).total == 0
