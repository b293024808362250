"""Puts translations back where their originals are; what needs a decision is left to people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.actions.move_page import MovePagePermissionError
from wagtail.models import Page

from .comparing import TreeDifference, differences
from .following import TreesWouldDiffer, place
from .source import leader


@dataclass(frozen=True)
class Mended:
    """`left` are the differences that there still are; `refusals` say by a page's id why it could not be moved."""

    mended: Sequence[TreeDifference]
    left: Sequence[TreeDifference]
    refusals: dict[int, str]


def mend(user: Any = None) -> Mended:
    """Moves what stands in the wrong place or order, one page a transaction.

    Args:
        user: who has to be allowed to, if anybody.
    """
    first = found = differences()
    refusals: dict[int, str] = {}
    # A page that comes to its place may bring others out of order, so that more than one round may be needed.
    while True:
        for page, original in _misplaced(found):
            try:
                with transaction.atomic():
                    place(page, original, user)
            except TreesWouldDiffer as error:
                refusals[page.pk] = str(error)
            except MovePagePermissionError:
                refusals[page.pk] = ""
        before, found = found, differences()
        if set(found) >= set(before):
            return Mended([each for each in first if each not in found], found, refusals)


def _misplaced(found: Iterable[TreeDifference]) -> Iterable[tuple[Page, Page]]:
    """What stands in the wrong place, with its original, in the order of the originals."""
    pages = Page.objects.in_bulk(each.page_id for each in found if each.is_mendable)
    pairs = [(page, original) for page in pages.values() if (original := leader(page)) is not None]
    for page, original in sorted(pairs, key=lambda pair: (pair[1].depth, pair[1].path)):
        # Whatever was moved before it may have changed where it stands.
        yield Page.objects.get(pk=page.pk), Page.objects.get(pk=original.pk)
