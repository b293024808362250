"""A restriction stands where an editor has set it, once, and is copied to no translation: it closes them all as it is.

wagtail-localize would make copies of it, which would ask for a password a second time and stay when the first is
changed, and would delete what an editor has set on a translation alone.

What is closed stays closed, whatever else happens to it: a copy, a page in another place and the translations of a page
that is deleted get the restrictions that closed the text before. Only the privacy dialogue opens anything.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.db import transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page, PageViewRestriction

from portal.access.visibility import restrictions_of

from .localize import TranslationSource


def leave_restrictions(source: TranslationSource, original: Any, translation: Any) -> None:
    """In the place of TranslationSource.sync_view_restrictions."""


def keep_closed(page: Page, before: Iterable[PageViewRestriction], going: Iterable[PageViewRestriction] = ()) -> None:
    """Sets those of the restrictions on the page that do not close it otherwise. `going` are about to be deleted."""
    wanted = list(before)
    if not wanted:
        return
    known = {_what_it_asks(each) for each in restrictions_of(page).exclude(pk__in=[each.pk for each in going])}
    for restriction in wanted:
        asks = _what_it_asks(restriction)
        if asks not in known:
            known.add(asks)
            groups = list(restriction.groups.all())
            copy = PageViewRestriction(
                page=page, restriction_type=restriction.restriction_type, password=restriction.password
            )
            copy.save()
            copy.groups.set(groups)


def _what_it_asks(restriction: PageViewRestriction) -> tuple[object, ...]:
    kind = restriction.restriction_type
    if kind == PageViewRestriction.PASSWORD:
        return kind, restriction.password
    if kind == PageViewRestriction.GROUPS:
        return kind, *sorted(restriction.groups.values_list("pk", flat=True))
    return (kind,)


def hand_over_restrictions(page: Page) -> None:
    """Before the page is deleted: what closed its text goes on closing the other languages."""
    own = list(PageViewRestriction.objects.filter(page=page.pk))
    if own:
        for translation in Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk):
            keep_closed(translation, own, going=own)


def _closing(copy: Callable[..., Any]) -> Callable[..., Any]:
    """Around the method of the action that copies one page. Wagtail itself takes along what stands on that page alone,
    and nothing to a place that is restricted in whatever way."""

    @wraps(copy)
    def copy_and_close(action: CopyPageAction, page: Page, *arguments: Any, **options: Any) -> Any:
        with transaction.atomic():
            copied = copy(action, page, *arguments, **options)
            keep_closed(copied, restrictions_of(page))
        return copied

    return copy_and_close


def keep_restrictions_in_one_place() -> None:
    """Once, when the program starts: neither of the packages has a signal for it."""
    TranslationSource.sync_view_restrictions = leave_restrictions
    CopyPageAction._copy_page = _closing(CopyPageAction._copy_page)
