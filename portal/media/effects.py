"""A picture is made ready with the pages that show it, and leaves the public place with the last public one."""

from collections.abc import Iterator
from typing import Any

from wagtail.models import DraftStateMixin, Page, PageViewRestriction

from portal.access.visibility import below, paths_closed_with

from .publishing import pictures_held_by, pictures_of, withdraw_kept_back
from .sizes import make_sizes_shown_by_task


def make_sizes(instance: Any) -> None:
    """The worker makes the sizes in which readers' pages show its pictures."""
    make_sizes_shown_by_task.enqueue(instance._meta.app_label, instance._meta.model_name, str(instance.pk))


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
