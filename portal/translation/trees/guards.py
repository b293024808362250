"""The admin says before a move or a deletion what follows from it in the other languages, or why it is refused."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction

from .following import refuse_loss, refuse_move
from .refusal import TreesWouldDiffer
from .source import followers


def names(pages: Iterable[Page]) -> str:
    return ", ".join(f"“{page.get_admin_display_title()}” ({page.locale})" for page in pages)


@hooks.register("before_move_page")
def before_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    try:
        refuse_move(page, destination)
    except TreesWouldDiffer as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    translations = followers(page)
    if translations and request.method == "GET":
        messages.info(request, _("Moved as well: %(pages)s.") % {"pages": names(translations)})
    return None


@hooks.register("before_delete_page")
def before_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    translations = followers(page)
    try:
        _refuse_loss([page])
    except TreesWouldDiffer as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    if translations and request.method == "GET":
        messages.warning(request, _("Deleted as well: %(pages)s.") % {"pages": names(translations)})
    return None


@hooks.register("before_bulk_action")
def before_many(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    pages = [each for each in objects if isinstance(each, Page)]
    try:
        if action_type == "delete":
            _refuse_loss(pages)
            # What goes with another page of the selection is gone when its own turn comes.
            gone = tuple(page.path for original in pages for page in followers(original))
            # Documents, pictures and snippets are deleted in bulk as well.
            objects[:] = [each for each in objects if not (isinstance(each, Page) and each.path.startswith(gone))]
        elif action_type == "move":
            for page in pages:
                refuse_move(page, action.cleaned_form.cleaned_data["chooser"])
    except TreesWouldDiffer as refusal:
        messages.error(request, str(refusal))
        return redirect(action.next_url)
    return None


@hooks.register("after_copy_page")
def after_copy(request: HttpRequest, page: Page, new_page: Page) -> None:
    _say_what_stays(request, new_page)


@hooks.register("after_move_page")
def after_move(request: HttpRequest, page: Page) -> None:
    _say_what_stays(request, page)


def _say_what_stays(request: HttpRequest, page: Page) -> None:
    """An editor who publishes something by putting it elsewhere has to do one thing more."""
    if PageViewRestriction.objects.filter(page=page.pk).exists():
        message = _("“%(title)s” is not for everybody here either. Its privacy settings say who may read it.")
        messages.info(request, message % {"title": page.get_admin_display_title()})


def _refuse_loss(pages: Iterable[Page]) -> None:
    for page in pages:
        for translation in followers(page):
            refuse_loss(page, translation)
