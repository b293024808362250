"""The last net under what is saved: no alias, and no page in a tree that is not its language's."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db.models.signals import pre_save
from wagtail.models import Page

from portal.translation.localize import LocaleSynchronization

from .aliases import refuse_alias, refuse_synchronisation
from .own_language import refuse_other_language


def before_saving(
    instance: Page, raw: bool = False, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    # A fixture may have a page before the one above it.
    if not raw:
        refuse_alias(instance, update_fields)
        refuse_other_language(instance, update_fields)


def before_synchronisation(instance: LocaleSynchronization, **kwargs: Any) -> None:
    refuse_synchronisation()


def connect() -> None:
    """Once, when the program starts. Before anything follows from a page that is saved."""
    for model in apps.get_models():
        if issubclass(model, Page):
            pre_save.connect(before_saving, sender=model, dispatch_uid="portal.refuse_page")
    pre_save.connect(before_synchronisation, sender=LocaleSynchronization, dispatch_uid="portal.refuse_synchronisation")
