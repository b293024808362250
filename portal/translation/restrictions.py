"""A restriction stands where an editor has set it, once, and is copied to no translation: it closes them all as it is.

wagtail-localize would make copies of it, which would ask for a password a second time and stay when the first is
changed, and would delete what an editor has set on a translation alone.

What is closed stays closed, whatever else happens to it: a copy, a page in another place and the translations of a page
that is deleted get the restrictions that closed the text before. Only the privacy dialogue opens anything.
"""

from collections.abc import Iterable
from typing import Any

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


def close_copy(instance: Page, copied_from: Page) -> None:
    """What closes a page closes its copy.

    Wagtail itself takes along what stands on the page alone, and nothing to a place that is restricted in whatever way.
    """
    keep_closed(instance, restrictions_of(copied_from))


def keep_restrictions_in_one_place() -> None:
    """Once, when the program starts: wagtail-localize has no setting for it."""
    TranslationSource.sync_view_restrictions = leave_restrictions
