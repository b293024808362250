"""wagtail-localize's buttons in lists and menus, which ask for one permission whatever the languages, shown to those
whom `guards.py` lets in."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from inspect import signature
from typing import Any

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale

from portal.translation.translations import has_place

from .rights import SUBMIT, has_own_right, may_begin, may_edit

Buttons = Callable[..., Iterable[Button]]
HOOKS = ("register_page_header_buttons", "register_page_listing_more_buttons", "register_snippet_listing_buttons")


def narrow_buttons() -> None:
    """Puts ours in place of theirs. Wagtail has hooks that change a list of buttons, but not for all of these lists.

    To be called when the portal's own hooks are registered: its addresses guard theirs by standing before them.
    """
    from wagtail_localize import wagtail_hooks as theirs

    for name in HOOKS:
        registered = hooks._hooks[name]
        own = [
            (narrowed(hook), order) if hook.__module__ == theirs.__name__ else (hook, order)
            for hook, order in registered
        ]
        registered[:] = own


def narrowed(hook: Buttons) -> Buttons:
    @wraps(hook)
    def buttons(*args: Any, **kwargs: Any) -> Iterator[Button]:
        # Wagtail calls some by position and some by name; the page or snippet comes first, then the user.
        instance, user, *_others = signature(hook).bind(*args, **kwargs).arguments.values()
        update = reverse("wagtail_localize:update_translations", args=[0]).removesuffix("0/")
        for button in hook(*args, **kwargs):
            if str(button.url).startswith(update):
                is_offered = has_own_right(user, SUBMIT)
            else:
                is_offered = _may_begin_any(instance, user)
            if is_offered:
                yield button

    # Else it would be taken for one of theirs, and narrowed again.
    buttons.__module__ = __name__
    return buttons


def _may_begin_any(instance: Any, user: Any) -> bool:
    """In a language that it is not translated into yet, and in which it has a place; or in any other where the user
    translates into all."""
    if not getattr(instance, "live", True) and not may_edit(user, instance):
        # Nobody reads a draft by translating it.
        return False
    present = instance.get_translations(inclusive=True).values("locale_id")
    missing = list(Locale.objects.exclude(pk__in=present).values_list("pk", flat=True))
    if missing and not any(has_place(instance, pk) for pk in missing):
        return False
    return has_own_right(user, SUBMIT) or any(may_begin(user, instance.locale_id, pk) for pk in missing)
