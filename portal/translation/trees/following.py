"""Translations stay where their original is: its place, its order, its withdrawal and its deletion are theirs.

Everything here runs within the transaction of the change itself, so that the trees correspond whenever somebody looks,
whatever dies. What would make them differ is refused.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Page

from .own_language import refuse_place
from .refusal import TreesWouldDiffer
from .source import counterpart, followers, leader

# Paths of the pages that are being deleted, each with all that lies below it.
_going: ContextVar[tuple[str, ...]] = ContextVar("_going", default=())
# The translation that is being put in its place. While several are out of order, one of them cannot be right alone.
_placed: ContextVar[int | None] = ContextVar("_placed", default=None)


def refuse_move(page: Page, parent: Page) -> None:
    """To be asked before a page goes below `parent`.

    Raises:
        TreesWouldDiffer: if the page is a translation that its original would not follow, if one of its translations
            could not follow it, or if the place is in the tree of another language.
    """
    refuse_place(page, parent)
    original = leader(page)
    if original is not None:
        place = original.get_parent()
        if not place.is_root() and place.translation_key != parent.translation_key:
            raise TreesWouldDiffer(_stays(page, original))
    for translation in followers(page):
        _new_parent(translation, parent)


def follow_move(page: Page) -> None:
    """To be called when `page` stands in its new place: its translations come after.

    Raises:
        TreesWouldDiffer: if the page is itself a translation and no longer stands where its original does.
    """
    original = leader(page)
    if original is not None and not is_being_placed(page) and not is_in_place(page, original):
        raise TreesWouldDiffer(_stays(page, original))
    for translation in followers(page):
        place(translation, page)


def is_being_placed(page: Page) -> bool:
    """Whether the page moves because its original does."""
    return page.pk == _placed.get()


def is_in_place(page: Page, original: Page) -> bool:
    """Whether a translation stands below the counterpart of its original's parent, in the same order."""
    return _stands_below(page, original.get_parent()) and _is_in_order(page, original)


def place(page: Page, original: Page, user: Any = None) -> None:
    """Puts a translation where its original is. `user` is who has to be allowed to, if anybody.

    Raises:
        TreesWouldDiffer: where that place does not exist, or the translation's address is taken there.
        MovePagePermissionError: where the user may not.
    """
    if is_in_place(page, original):
        return
    parent = _new_parent(page, original.get_parent())
    target, position = parent, "last-child"
    if has_ordered_children(parent):
        siblings = {each.translation_key: each for each in parent.get_children().exclude(pk=page.pk)}
        keys = _keys(original)
        here = keys.index(original.translation_key)
        before = next((siblings[key] for key in reversed(keys[:here]) if key in siblings), None)
        behind = next((siblings[key] for key in keys[here + 1 :] if key in siblings), None)
        if before is not None:
            target, position = before, "right"
        elif behind is not None:
            target, position = behind, "left"
    token = _placed.set(page.pk)
    try:
        page.move(target, pos=position, user=user)
    finally:
        _placed.reset(token)


def _stays(page: Page, original: Page) -> str:
    return _("“%(title)s” is a translation: it stays where its original is. Move the original, “%(original)s”.") % {
        "title": page,
        "original": original,
    }


def _new_parent(page: Page, parent_of_original: Page) -> Page:
    parent = counterpart(parent_of_original, page.locale_id)
    if parent is None:
        raise TreesWouldDiffer(
            _("“%(parent)s” is not translated yet, and the translation “%(title)s” could not come along.")
            % {"parent": parent_of_original, "title": page}
        )
    taken = Page.objects.child_of(parent).exclude(pk=page.pk).filter(slug=page.slug)
    if taken.exists():
        raise TreesWouldDiffer(
            _("The address “%(slug)s” of the translation “%(title)s” is taken below “%(parent)s”.")
            % {"slug": page.slug, "title": page, "parent": parent}
        )
    return parent


def _stands_below(page: Page, parent_of_original: Page) -> bool:
    parent = page.get_parent()
    if parent_of_original.is_root():
        return bool(parent.is_root())
    return bool(parent.translation_key == parent_of_original.translation_key and parent.locale_id == page.locale_id)


def has_ordered_children(parent: Page) -> bool:
    """Whether readers see the pages below it in the order of the tree; the root's are one a language."""
    return not parent.is_root() and getattr(parent.specific_class, "has_ordered_children", True)


def _is_in_order(page: Page, original: Page) -> bool:
    """Whether the pages that exist in both languages come in the same order, as far as `page` is concerned."""
    if not has_ordered_children(original.get_parent()):
        return True
    place_of_page = _places(page)
    places = [place_of_page[key] for key in _keys(original) if key in place_of_page]
    own = place_of_page[page.translation_key]
    return all(first < second for first, second in pairwise(places) if own in (first, second))


def _keys(page: Page) -> Sequence[UUID]:
    return list(page.get_siblings().order_by("path").values_list("translation_key", flat=True))


def _places(page: Page) -> dict[UUID, int]:
    return {key: number for number, key in enumerate(_keys(page))}


def withdraw_followers(page: Page) -> None:
    """The original is withdrawn, and its published translations with it."""
    for translation in followers(page):
        if translation.live:
            translation.specific.unpublish()


def delete_followers(page: Page) -> None:
    """The original goes, and its translations with it.

    Raises:
        TreesWouldDiffer: where an original of another language would go that is not below `page` in its own.
    """
    translations = [each for each in followers(page) if not each.path.startswith(_going.get())]
    for translation in translations:
        refuse_loss(page, translation)
        with _being_deleted(page):
            translation.specific.delete()


def refuse_loss(page: Page, translation: Page) -> None:
    """Raises TreesWouldDiffer where something lies below the translation that has no page below the original."""
    keys = Page.objects.descendant_of(page, inclusive=True).values("translation_key")
    only_there = Page.objects.descendant_of(translation).exclude(translation_key__in=keys)
    first = only_there.order_by("path").first()
    if first is not None:
        raise TreesWouldDiffer(
            _("“%(title)s” would be deleted as well: it is below the translation “%(translation)s” and only there.")
            % {"title": first, "translation": translation}
        )


def is_being_deleted(page: Page) -> bool:
    """Whether the page goes with the one that is being deleted, of which it is a translation or an original."""
    return bool(page.path.startswith(_going.get()))


@contextmanager
def _being_deleted(page: Page) -> Iterator[None]:
    token = _going.set((*_going.get(), page.path))
    try:
        yield
    finally:
        _going.reset(token)
