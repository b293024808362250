"""Dates that were probably mistyped: people are asked about them before they are published, commands note them."""

import datetime
import hashlib
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.dates import format_day
from portal.translation.publishing import Change

from .models import NewsItemPage

FIRST_YEAR = 1900
# A visit of the year after next is news; one in the decade after next is a wrong digit.
YEARS_AHEAD = 2
YEARS_OF_A_VISIT = 10
_DAYS = ("date", "visit_first_day", "visit_last_day")
_ANSWER = "dates_checked"


def odd_dates(date: datetime.date | None, *others: datetime.date | None) -> list[str]:
    """What is odd about the date of an item and those of its visit and of its publishing, in the user's language."""
    latest = timezone.localdate().year + YEARS_AHEAD
    found = []
    for day in dict.fromkeys(each for each in (date, *others) if each is not None):
        if day.year < FIRST_YEAR or day.year > latest:
            found.append(_("%(day)s is far from today.") % {"day": format_day(day)})
        elif date is not None and abs(day.year - date.year) >= YEARS_OF_A_VISIT:
            values = {"day": format_day(day), "date": format_day(date), "years": abs(day.year - date.year)}
            found.append(_("%(day)s is %(years)d years away from the date of the item, %(date)s.") % values)
    return found


def ask_about_dates(change: Change) -> HttpResponse | None:
    """Dates that were probably mistyped; of a translation only what its original does not say to readers already."""
    found: list[str] = []
    for instance in change.instances if change.request is not None else ():
        page = instance.specific if isinstance(instance, Page) else instance
        if isinstance(page, NewsItemPage) and not _is_published_elsewhere(page):
            draft = page.get_latest_revision_as_object()
            found += odd_dates(*(getattr(draft, name) for name in _DAYS))
            # What is old may be published at any time to come.
            found += odd_dates(None, _day(draft.go_live_at))
    return _ask(change.request, found) if change.request is not None else None


def _is_published_elsewhere(page: NewsItemPage) -> bool:
    others = NewsItemPage.objects.filter(translation_key=page.translation_key, live=True).exclude(pk=page.pk)
    same = {name: getattr(page, name) for name in ("date", "visit_first_day", "visit_last_day")}
    return others.filter(**same).exists()


def _day(value: datetime.date | None) -> datetime.date | None:
    return timezone.localtime(value).date() if isinstance(value, datetime.datetime) else value


def _ask(request: HttpRequest, found: Iterable[str]) -> HttpResponse | None:
    sentences = list(dict.fromkeys(found))
    mark = hashlib.blake2b("\n".join(sentences).encode(), digest_size=8).hexdigest()
    if not sentences or request.POST.get(_ANSWER) == mark:
        return None
    context = {
        "sentences": sentences,
        "answer": _ANSWER,
        "marks": [mark],
        "answers": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in {"csrfmiddlewaretoken", _ANSWER}
        ],
    }
    return render(request, "translation/workbench/publish.html", context)
