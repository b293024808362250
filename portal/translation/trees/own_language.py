"""Each page stands in the tree of its own language, and each language has one: its front page stands below the root."""

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Page

from .refusal import TreesWouldDiffer
from .source import counterpart


class OtherLanguage(TreesWouldDiffer):
    """A page would stand below one of another language, or begin a second tree of its own."""


def refuse_place(page: Page, parent: Page, is_copy: bool = False) -> None:
    """To be asked before a page, or a copy of it, is put below `parent`. Raises OtherLanguage."""
    if parent.is_root():
        _refuse_second_tree(page, parent, is_copy)
    elif parent.locale_id != page.locale_id:
        raise OtherLanguage(_("“%(title)s” belongs to another language than this place.") % {"title": page})


def _refuse_second_tree(page: Page, root: Page, is_copy: bool) -> None:
    """Readers get to one front page of a language; what is below another has numbers and no address."""
    if page.specific_class is Page:
        # What a new Wagtail welcomes with, until the site is set up.
        return
    plain = ContentType.objects.get_for_model(Page)
    others = Page.objects.child_of(root).filter(locale_id=page.locale_id).exclude(content_type=plain)
    if not is_copy:
        others = others.exclude(pk=page.pk)
    if others.exists():
        raise OtherLanguage(_("“%(title)s” would be a second front page of its language.") % {"title": page})


def refuse_other_language(page: Page, update_fields: Collection[str] | None = None) -> None:
    """To be asked before a page is saved. One that stands in a wrong tree already may be withdrawn, not published.

    Raises:
        OtherLanguage: if the page comes into a tree of another language, or stands there and becomes public.
    """
    if page.depth == 1 or (update_fields is not None and not {"locale", "locale_id", "live"} & set(update_fields)):
        return
    try:
        refuse_place(page, page.get_parent())
    except OtherLanguage:
        stored = Page.objects.filter(pk=page.pk).values_list("locale_id", "live").first()
        if stored is None or stored[0] != page.locale_id or (page.live and not stored[1]):
            raise


def put_into_own_language(page: Page, user: Any = None) -> None:
    """Moves a page to the page that corresponds, in its own language, to the one above it.

    `user` is who has to be allowed to, if anybody.

    Raises:
        TreesWouldDiffer: where there is no such page, the address is taken there, or a translation could not follow.
        MovePagePermissionError: where the user may not.
    """
    former = page.get_parent()
    parent = counterpart(former, page.locale_id)
    if parent is None:
        raise OtherLanguage(
            _("“%(title)s” has no place in its own language: “%(parent)s” is not translated.")
            % {"title": page, "parent": former}
        )
    if Page.objects.child_of(parent).filter(slug=page.slug).exists():
        raise OtherLanguage(
            _("The address “%(slug)s” of “%(title)s” is taken below “%(parent)s”.")
            % {"slug": page.slug, "title": page, "parent": parent}
        )
    page.move(parent, pos="last-child", user=user)
