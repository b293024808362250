"""What would make the trees of the languages differ is refused before it is done."""

from wagtail.models import Page

from portal.translation.publishing import Change

from . import following
from .source import followers


def refuse_move(change: Change) -> None:
    """Raises TreesWouldDiffer."""
    for page in change.instances:
        following.refuse_move(page, change.destination)


def refuse_loss(change: Change) -> None:
    """Raises TreesWouldDiffer where a page would go with a translation, and has no page below the original."""
    for page in change.instances:
        if isinstance(page, Page):
            for translation in followers(page):
                following.refuse_loss(page, translation)
