"""Puts pages where they belong and deletes aliases; what needs a decision is left to people."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Page

from portal.translation.localize import LocaleSynchronization

from .aliases import delete_alias
from .comparing import TreeDifference, TreeFault, differences
from .following import place
from .own_language import put_into_own_language
from .refusal import TreesWouldDiffer
from .source import leader


@dataclass(frozen=True)
class Mended:
    """`left` are the differences that there still are; `refusals` say by a page's id why it could not be mended."""

    mended: Sequence[TreeDifference]
    left: Sequence[TreeDifference]
    refusals: dict[int, str]


def mend(user: Any = None) -> Mended:
    """Deletes aliases and moves what stands in the wrong tree, place or order, one page a transaction.

    Args:
        user: who has to be allowed to, if anybody.
    """
    # It does nothing here, and would make aliases where the program runs without the portal's guards.
    LocaleSynchronization.objects.all().delete()
    first = found = differences()
    refusals: dict[int, str] = {}
    # A page that comes to its place may bring others out of order, so that more than one round may be needed.
    while True:
        for page_id, act in _acts(found):
            try:
                with transaction.atomic():
                    act(user)
            except TreesWouldDiffer as error:
                refusals[page_id] = str(error)
            except PermissionDenied:
                refusals[page_id] = ""
        before, found = found, differences()
        if set(found) >= set(before):
            return Mended([each for each in first if each not in found], found, refusals)


def _acts(found: Iterable[TreeDifference]) -> Iterator[tuple[int, Callable[[Any], None]]]:
    """What mends each page, by its id."""
    found = list(found)
    aliases = {each.page_id for each in found if each.kind == TreeFault.ALIAS}
    for pk in sorted(aliases):
        # It may have gone with the one above it, or with what it shows.
        for alias in Page.objects.filter(pk=pk):
            yield pk, partial(delete_alias, alias)
    misplaced = Page.objects.in_bulk(each.page_id for each in found if each.is_mendable and each.page_id not in aliases)
    originals = {page: original for page in misplaced.values() if (original := leader(page)) is not None}
    for page in sorted(misplaced.values(), key=lambda page: page.path):
        if page not in originals:
            yield page.pk, partial(put_into_own_language, _fresh(page))
    for page, original in sorted(originals.items(), key=lambda pair: (pair[1].depth, pair[1].path)):
        yield page.pk, partial(place, _fresh(page), _fresh(original))


def _fresh(page: Page) -> Page:
    """Whatever was moved before it may have changed where it stands."""
    return Page.objects.get(pk=page.pk)
