"""Dates that forms take: days whose year has four digits, and moments that a portal of news has to do with."""

from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import DateField
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel

FIRST_YEAR, LAST_YEAR = 1900, 2099
# A day without a time: what is unlikely is asked about before it is published, and may be meant.
FIRST_YEAR_OF_A_DAY, LAST_YEAR_OF_A_DAY = 1000, 9999


def validate_year(value: date) -> None:
    """Raises ValidationError. The first and the last moment that there is cannot be told in every time zone, and what
    is to happen in the year 9999 was mistyped."""
    is_moment = isinstance(value, datetime)
    first, last = (FIRST_YEAR, LAST_YEAR) if is_moment else (FIRST_YEAR_OF_A_DAY, LAST_YEAR_OF_A_DAY)
    if not first <= value.year <= last:
        values = {"first": first, "last": last}
        raise ValidationError(_("Enter a date between %(first)d and %(last)d.") % values, code="year")


def limit_dates() -> None:
    """Gives the rule to every date of pages and snippets that is typed, Wagtail's own among them. For an app's
    `ready()`. A field keeps what is added here out of its migrations."""
    fields: set[Any] = {field for model in apps.get_models() if _is_edited(model) for field in model._meta.fields}
    for field in fields:
        if isinstance(field, DateField) and field.editable:
            field.validators.append(validate_year)


def _is_edited(model: Any) -> bool:
    parents = [field.remote_field.model for field in model._meta.fields if field.remote_field]
    return issubclass(model, ClusterableModel) or any(issubclass(each, ClusterableModel) for each in parents)
