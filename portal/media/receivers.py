"""A picture leaves the public place with the right of everybody to see it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, DraftStateMixin, Page, PageViewRestriction
from wagtail.signals import post_page_move, unpublished

from portal.access.visibility import below, paths_closed_with

from .access import collections_changed
from .publishing import (
    pictures_held_by,
    pictures_of,
    rendition_model,
    restricted_renditions,
    withdraw_at_once,
    withdraw_kept_back,
    withdraw_restricted,
)


@receiver([post_save, post_delete], sender=CollectionViewRestriction, dispatch_uid="portal.media.restricted")
@receiver(post_save, sender=Collection, dispatch_uid="portal.media.collection")
def withdraw_with_collection(sender: type, **kwargs: Any) -> None:
    withdraw_restricted()
    collections_changed.send(sender)


@receiver(post_save, sender=PageViewRestriction, dispatch_uid="portal.media.page_restricted")
def withdraw_with_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
    withdraw_kept_back(pictures_of(Page.objects.filter(below(paths_closed_with(instance.page)))))


@receiver(post_page_move, dispatch_uid="portal.media.page_moved")
def withdraw_with_place(instance: Page, **kwargs: Any) -> None:
    withdraw_kept_back(pictures_of(Page.objects.filter(path__startswith=instance.path)))


@receiver([unpublished, pre_delete], dispatch_uid="portal.media.withdrawn")
def withdraw_with_page(sender: type, instance: Any, **kwargs: Any) -> None:
    """After a deletion only others hold the pictures: drafts, or nobody."""
    if isinstance(instance, Page):
        withdraw_kept_back(pictures_of(Page.objects.filter(pk=instance.pk)))
    elif isinstance(instance, DraftStateMixin):
        withdraw_kept_back(pictures_held_by(instance))


def withdraw_with_picture(sender: type, instance: Any, **kwargs: Any) -> None:
    withdraw_at_once(restricted_renditions().filter(image=instance).values_list("file", flat=True))


def withdraw_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    withdraw_at_once([instance.file.name])


def _withdrawing_move(move: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(move)
    def moved(self: Collection, *args: Any, **kwargs: Any) -> Any:
        result = move(self, *args, **kwargs)
        withdraw_restricted()
        collections_changed.send(Collection)
        return result

    return moved


def connect() -> None:
    """Once, when the program starts."""
    post_save.connect(withdraw_with_picture, sender=get_image_model(), dispatch_uid="portal.media.picture")
    post_delete.connect(withdraw_deleted, sender=rendition_model(), dispatch_uid="portal.media.rendition")
    # Treebeard moves by statements of its own, without a signal.
    Collection.move = _withdrawing_move(Collection.move)
