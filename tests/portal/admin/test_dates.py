"""Dates that nobody means are refused in words."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from news.models import NewsItemPage
from portal.admin.dates import FIRST_YEAR, LAST_YEAR


@pytest.mark.parametrize("year", [1, FIRST_YEAR - 1, LAST_YEAR + 1, 9999])
@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
def test_a_moment_of_another_age_is_refused(field: str, year: int) -> None:
    with pytest.raises(ValidationError, match=str(LAST_YEAR)):
        NewsItemPage._meta.get_field(field).run_validators(datetime(year, 12, 31, tzinfo=UTC))


def test_a_day_that_has_no_four_digits_is_refused() -> None:
    with pytest.raises(ValidationError, match="1000"):
        NewsItemPage._meta.get_field("date").run_validators(date(201, 7, 4))


@pytest.mark.parametrize("year", [1000, 1888, 9999])
def test_any_other_day_is_taken(year: int) -> None:
    NewsItemPage._meta.get_field("date").run_validators(date(year, 12, 31))


@pytest.mark.parametrize("year", [FIRST_YEAR, 2017, LAST_YEAR])
def test_a_moment_of_this_age_is_taken(year: int) -> None:
    NewsItemPage._meta.get_field("expire_at").run_validators(datetime(year, 1, 1, tzinfo=UTC))


def test_the_rule_is_no_part_of_a_migration() -> None:
    assert "validators" not in NewsItemPage._meta.get_field("date").deconstruct()[3]
