"""A picture leaves the public place with the pages that show it to everybody."""

from collections.abc import Iterator
from typing import Any

from wagtail.models import DraftStateMixin, Page, PageViewRestriction

from portal.access.visibility import below, paths_closed_with

from .publishing import pictures_held_by, pictures_of, withdraw_kept_back


def withdraw_with_page(instance: Any) -> None:
    """Pictures of a page or snippet that is published no more have no public copies."""
    if isinstance(instance, Page):
        withdraw_kept_back(pictures_of(Page.objects.filter(pk=instance.pk)))
    elif isinstance(instance, DraftStateMixin):
        withdraw_kept_back(pictures_held_by(instance))


def withdraw_before_deletion(instance: Any) -> Iterator[None]:
    """The same before a page or snippet is deleted: afterwards others hold the pictures, or nobody."""
    withdraw_with_page(instance)
    yield


def withdraw_with_restriction(instance: PageViewRestriction) -> None:
    """Pictures that only restricted pages show have no public copies."""
    withdraw_kept_back(pictures_of(Page.objects.filter(below(paths_closed_with(instance.page)))))


def withdraw_with_place(instance: Page) -> None:
    """The same for pages that come below a restricted one."""
    moved = Page.objects.get(pk=instance.pk)
    withdraw_kept_back(pictures_of(Page.objects.filter(path__startswith=moved.path)))
