"""A picture leaves the public place when it, or its collection, is shown to everybody no more."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from .access import collections_changed
from .publishing import rendition_model, restricted_renditions, withdraw_at_once, withdraw_restricted
from .sizes import make_sizes_of_picture_task


def withdraw_with_collection(sender: type, **kwargs: Any) -> None:
    withdraw_restricted()
    collections_changed.send(sender)


def withdraw_with_picture(sender: type, instance: Any, **kwargs: Any) -> None:
    withdraw_at_once(restricted_renditions().filter(image=instance).values_list("file", flat=True))


def make_sizes_anew(sender: type, instance: Any, created: bool, **kwargs: Any) -> None:
    """Of another file, or of what is now in its middle. Nobody shows a new picture yet."""
    if not created:
        make_sizes_of_picture_task.enqueue(instance.pk)


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
    for signal in (post_save, post_delete):
        signal.connect(
            withdraw_with_collection, sender=CollectionViewRestriction, dispatch_uid="portal.media.restricted"
        )
    post_save.connect(withdraw_with_collection, sender=Collection, dispatch_uid="portal.media.collection")
    post_save.connect(withdraw_with_picture, sender=get_image_model(), dispatch_uid="portal.media.picture")
    post_save.connect(make_sizes_anew, sender=get_image_model(), dispatch_uid="portal.media.sizes")
    post_delete.connect(withdraw_deleted, sender=rendition_model(), dispatch_uid="portal.media.rendition")
    # Treebeard moves by statements of its own, without a signal.
    Collection.move = _withdrawing_move(Collection.move)
