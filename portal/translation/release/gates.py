"""What is planned to be released in all languages is not published in one of them by itself."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.admin.expiry import remove_past_expiry
from portal.translation.publishing import Change

from .models import PlannedRelease
from .views import release_url


def refuse_planned(change: Change) -> None:
    """What waits for a release in all languages is not published in one."""
    pages = {each.translation_key: each for each in change.instances if isinstance(each, Page)}
    plans = PlannedRelease.objects.filter(translation_key__in=pages).values_list("translation_key", flat=True)
    planned = [pages[key] for key in plans]
    if planned:
        text = _("“%(title)s” was not published by itself: its release in all languages is planned.")
        change.refuse([text % {"title": page} for page in planned], release_url(planned[0]) if len(pages) == 1 else "")


def end_past_expiry(change: Change) -> None:
    """A time of expiry that is over is taken away, and the user is told: the next minute would withdraw the text."""
    if change.request is not None:
        for instance in change.instances:
            remove_past_expiry(change.request, instance)
