"""Saves pages and snippets the way an editor's buttons do: as a draft revision, or published."""

from collections.abc import Collection
from typing import Any, TypeVar

from django.db.models import Model
from wagtail.models import DraftStateMixin, Page

Instance = TypeVar("Instance", bound=Model)


def latest(instance: Instance) -> Instance:
    """The instance with the content of its newest draft; itself where there is no draft on top."""
    if getattr(instance, "has_unpublished_changes", False) and instance.latest_revision_id:  # type: ignore[attr-defined]
        return instance.get_latest_revision_as_object()  # type: ignore[attr-defined]
    return instance


def store(instance: Any, *, publish: bool, parent: Page | None = None) -> None:
    """Creates or changes the row, with a revision where the model has them.

    A live row is changed by publishing only; a draft goes to its revision. Without `publish`, a model without drafts
    is saved as it is.

    Raises:
        django.core.exceptions.ValidationError: and has then saved part of it; call in a transaction.
    """
    is_new = instance._state.adding
    if not isinstance(instance, DraftStateMixin):
        instance.full_clean()
        instance.save()
        return
    if is_new:
        instance.live = False
        instance.has_unpublished_changes = True
        if parent is not None:
            parent.add_child(instance=instance)
        else:
            instance.save()
    elif not instance.live:
        instance.save()
    if not publish:
        _full_clean_keeping_slug(instance)
    revision = instance.save_revision(clean=False)
    if publish:
        revision.publish()


def _full_clean_keeping_slug(instance: Any) -> None:
    """Cleaning renames the slug of an unpublished translation after its title; here the slug was chosen already."""
    slug = instance.slug
    instance.full_clean()
    instance.slug = slug


def free_slug(parent: Page, wanted: str, current: str = "", reserved: Collection[str] = ()) -> str:
    """`wanted`, or with the first free number behind it; `current` where it already is one of these.

    `reserved` are addresses of pages that are not stored yet.
    """
    if current == wanted or (current.startswith(f"{wanted}-") and current[len(wanted) + 1 :].isdigit()):
        return current
    siblings = Page.objects.child_of(parent)
    if wanted not in reserved and not siblings.filter(slug=wanted).exists():
        return wanted
    taken = {*reserved, *siblings.filter(slug__startswith=f"{wanted}-").values_list("slug", flat=True)}
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
