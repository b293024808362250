"""What would make the trees of the languages differ is refused before it is done."""

from wagtail.models import Page

from portal.translation.publishing import Change

from . import following
from .source import followers


def refuse_move(change: Change) -> None:
    """A page goes where its translations can follow, and a translation with its original only.

    Raises TreesWouldDiffer.
    """
    for page in change.instances:
        following.refuse_move(page, change.destination)


def refuse_loss(change: Change) -> None:
    """Nothing goes with a translation that has no page below the original. Raises TreesWouldDiffer."""
    for page in change.instances:
        if isinstance(page, Page):
            for translation in followers(page):
                following.refuse_loss(page, translation)
