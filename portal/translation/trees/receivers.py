"""What follows in the other trees when a page is moved, withdrawn, deleted or translated."""

from collections.abc import Collection
from contextvars import ContextVar
from typing import Any

from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import copy_for_translation_done, pre_page_move

from portal.access.visibility import restrictions_of
from portal.translation.localize import LocaleSynchronization
from portal.translation.restrictions import hand_over_restrictions, keep_closed

from .aliases import delete_aliases, refuse_alias, refuse_synchronisation
from .following import delete_followers, follow_move, is_being_placed, place, refuse_move, withdraw_followers
from .own_language import refuse_other_language

# Pages that are being moved. Wagtail says that a move is over only after its transaction; what follows is part of it.
_moving: ContextVar[frozenset[int]] = ContextVar("_moving", default=frozenset())
# What closed a page that an editor moves, by its key.
_closing: ContextVar[dict[int, list[PageViewRestriction]] | None] = ContextVar("_closing", default=None)


# Before anything follows from it.
@receiver(pre_save, dispatch_uid="portal.refuse_page")
def before_saving(
    instance: Any, raw: bool = False, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    # A fixture may have a page before the one above it.
    if isinstance(instance, Page) and not raw:
        refuse_alias(instance, update_fields)
        refuse_other_language(instance, update_fields)


@receiver(pre_save, sender=LocaleSynchronization, dispatch_uid="portal.refuse_synchronisation")
def before_synchronisation(instance: LocaleSynchronization, **kwargs: Any) -> None:
    refuse_synchronisation()


@receiver(pre_page_move, dispatch_uid="portal.refuse_move")
def before_move(instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    refuse_move(instance, parent_page_after)
    if not is_being_placed(instance):
        _closing.set({**(_closing.get() or {}), instance.pk: list(restrictions_of(instance))})
    _moving.set(_moving.get() | {instance.pk})


# A move ends by saving the page as a plain Page.
@receiver(post_save, sender=Page, dispatch_uid="portal.follow_move")
def moved(instance: Page, **kwargs: Any) -> None:
    if instance.pk in _moving.get():
        _moving.set(_moving.get() - {instance.pk})
        follow_move(instance)
        # When its translations stand where they belong, too: they could be what closes it.
        closing = dict(_closing.get() or {})
        keep_closed(instance, closing.pop(instance.pk, ()))
        _closing.set(closing)


@receiver(pre_save, dispatch_uid="portal.withdraw_followers")
def before_withdrawal(instance: Any, update_fields: Collection[str] | None = None, **kwargs: Any) -> None:
    if not isinstance(instance, Page) or instance.live or (update_fields is not None and "live" not in update_fields):
        return
    if Page.objects.filter(pk=instance.pk, live=True).exists():
        withdraw_followers(instance)


@receiver(pre_delete, sender=Page, dispatch_uid="portal.delete_followers")
def before_deletion(instance: Page, **kwargs: Any) -> None:
    delete_aliases(instance)
    delete_followers(instance)
    hand_over_restrictions(instance)


@receiver(copy_for_translation_done, dispatch_uid="portal.place_translation")
def translated(source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """Wagtail puts a new translation last. The caller goes on with the instance, which has to know where it is."""
    if isinstance(target_obj, Page):
        place(Page.objects.get(pk=target_obj.pk), Page.objects.get(pk=source_obj.pk))
        target_obj.refresh_from_db(fields=["path", "depth", "numchild", "url_path"])
