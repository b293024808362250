"""Dates that nobody means are refused in words."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from news.models import NewsItemPage
from portal.admin.dates import FIRST_YEAR, LAST_YEAR


@pytest.mark.parametrize("year", [1, FIRST_YEAR - 1, LAST_YEAR + 1, 9999])
@pytest.mark.parametrize("field", ["go_live_at", "expire_at", "date"])
def test_a_date_of_another_age_is_refused(field: str, year: int) -> None:
    value = date(year, 12, 31) if field == "date" else datetime(year, 12, 31, tzinfo=UTC)
    with pytest.raises(ValidationError, match=str(LAST_YEAR)):
        NewsItemPage._meta.get_field(field).run_validators(value)


@pytest.mark.parametrize("year", [FIRST_YEAR, 2017, LAST_YEAR])
def test_a_date_of_this_age_is_taken(year: int) -> None:
    NewsItemPage._meta.get_field("date").run_validators(date(year, 1, 1))
    NewsItemPage._meta.get_field("expire_at").run_validators(datetime(year, 1, 1, tzinfo=UTC))


def test_the_rule_is_no_part_of_a_migration() -> None:
    assert "validators" not in NewsItemPage._meta.get_field("date").deconstruct()[3]
