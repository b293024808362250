"""The translation editor says when a segment was translated in the language of whoever reads it."""

import datetime

import pytest
from django.utils import timezone, translation

from portal.translation.localize import StringTranslation


@pytest.mark.parametrize(
    ("language", "expected"),
    [("lt", "Rankiniu būdu išversta 2026 m. lapkričio 30 d."), ("en", "Translated manually on 30 November 2026")],
)
def test_the_day_is_written_as_the_language_writes_days(language: str, expected: str) -> None:
    moment = datetime.datetime(2026, 11, 30, 12, tzinfo=timezone.get_current_timezone())
    row = StringTranslation(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL, updated_at=moment)
    with translation.override(language):
        assert row.get_comment() == expected
