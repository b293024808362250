"""What would make the trees of the languages differ is refused before it is done."""

from wagtail.models import Page

from portal.translation.publishing import Change

from . import aliases, copying, following
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


def refuse_any_alias(change: Change) -> None:
    """No page is made an alias. Raises AliasRefused."""
    raise aliases.AliasRefused(str(aliases.NO_ALIASES))


def refuse_copy(change: Change) -> None:
    """A copy stands in the tree of its language, and what is no page of its own is not copied.

    Raises TreesWouldDiffer.
    """
    for page in change.instances:
        copying.refuse_copy(page, change.destination, recursive=False)
