import datetime

import pytest

from portal.dates import format_day, format_days, format_month

APRIL_3, APRIL_6 = datetime.date(2017, 4, 3), datetime.date(2017, 4, 6)


@pytest.mark.parametrize(
    ("first", "last", "language", "expected"),
    [
        (APRIL_3, APRIL_6, "lt", "2017 m. balandžio 3–6 d."),
        (APRIL_3, APRIL_6, "en", "3–6 April 2017"),
        (APRIL_3, APRIL_3, "lt", "2017 m. balandžio 3 d."),
        (APRIL_3, None, "en", "3 April 2017"),
        (datetime.date(2017, 4, 30), datetime.date(2017, 5, 2), "lt", "2017 m. balandžio 30 d. – gegužės 2 d."),
        (datetime.date(2017, 4, 30), datetime.date(2017, 5, 2), "en", "30 April – 2 May 2017"),
        (datetime.date(2017, 12, 30), datetime.date(2018, 1, 2), "en", "30 December 2017 – 2 January 2018"),
        (APRIL_3, APRIL_6, "nb", "3–6. april 2017"),
    ],
)
def test_a_run_of_days_reads_as_the_language_writes_it(
    first: datetime.date, last: datetime.date | None, language: str, expected: str
) -> None:
    assert format_days(first, last, language) == expected


def test_a_day_and_a_month_follow_each_languages_own_form() -> None:
    assert [format_day(APRIL_3, language) for language in ("lt", "en")] == ["2017 m. balandžio 3 d.", "3 April 2017"]
    assert [format_month(APRIL_3, language) for language in ("lt", "en")] == ["2017 m. balandis", "April 2017"]
