"""What would make the trees of the languages differ is refused before it is done."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.translation.publishing import Change

from . import aliases, copying, following
from .source import followers, leader


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


def refuse_without_original(change: Change) -> None:
    """A translation is not published while its original is withdrawn, unless both are published together."""
    pages = [each for each in change.instances if isinstance(each, Page)]
    together = {page.pk for page in pages}
    withdrawn = Page.objects.filter(
        translation_key__in={page.translation_key for page in pages}, live=False, first_published_at__isnull=False
    ).exclude(pk__in=together)
    # One question for all of them, and mostly nothing is withdrawn.
    keys = set(withdrawn.values_list("translation_key", flat=True))
    reasons = []
    for page in pages:
        original = leader(page) if page.translation_key in keys else None
        if original is None or original.live or original.pk in together or original.first_published_at is None:
            continue
        text = _("“%(title)s” was not published: its original, “%(original)s”, is withdrawn. Publish both together.")
        reasons.append(text % {"title": page, "original": original})
    if reasons:
        change.refuse(reasons)
