"""Buttons of the admin that lead to acts: each asks the list first, with all that it is about.

What is refused or asked later, by the act itself, undoes the transaction of the request and is answered here as well.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.models import Page, PageViewRestriction, TranslatableMixin
from wagtail.utils.urlpatterns import decorate_urlpatterns

from portal.storage.transactions import SAFE_METHODS
from portal.storage.unsaved import turned_away
from portal.stylesheets import stylesheet_url

from .publishing import Act, Change, Interrupted, Refused, address_before, ask, asked_by
from .staff.approving import question_in_dialogue
from .staff.handing_in import deciding_workflow, outcome_message, publish_or_hand_in
from .staff.rights import may_publish
from .translations import ParentIsNotTranslated, UntranslatedSegments, enabled_translation
from .trees.refusal import TreesWouldDiffer
from .trees.source import followers, names
from .untranslated import show_refusal

View = Callable[..., HttpResponseBase]
# What the buttons that publish add to the form of a page or snippet.
FORMS_OF_EDITORS = ("action-publish", "action-workflow-action")
ACTS_OF_BULK_ACTIONS = {"publish": Act.PUBLISH, "unpublish": Act.WITHDRAW, "move": Act.MOVE, "delete": Act.DELETE}


def each_answers(included: Any) -> Any:
    """The addresses of an included module, each of whose views `answers`."""
    decorate_urlpatterns(included.urlpatterns, answers)
    return included


def answers(view: View) -> View:
    """A view in which somebody can be asked, and told why something is refused. Stands around its transaction."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in SAFE_METHODS:
            return view(request, *args, **kwargs)
        try:
            with asked_by(request):
                return view(request, *args, **kwargs)
        except Interrupted as interruption:
            return (
                _for_programs(request)
                or question_in_dialogue(request, interruption.response)
                or _with_what_was_typed(request, interruption.response)
                or interruption.response
            )
        except UntranslatedSegments as refusal:
            show_refusal(request, refusal.instance, refusal.gaps)
        except (TreesWouldDiffer, ParentIsNotTranslated) as refusal:
            return turned_away(request, str(refusal), stylesheet_url(), FORMS_OF_EDITORS)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return _for_programs(request) or redirect(address_before(request))

    return answering


def _for_programs(request: HttpRequest) -> HttpResponse | None:
    """Wagtail's own API of the admin: what is said to a person stands in its answer."""
    if request.resolver_match is None or "wagtailadmin_api" not in request.resolver_match.namespaces:
        return None
    said = [str(each) for each in messages.get_messages(request)]
    return JsonResponse({"detail": " ".join(said) or _("This needs an answer: do it in the admin.")}, status=409)


def _with_what_was_typed(request: HttpRequest, answer: HttpResponseBase) -> HttpResponse | None:
    """Where a form of Wagtail's editors is refused: the reason, and the form's content, which may be saved as a draft.
    A question holds it already."""
    is_form = any(name in request.POST for name in FORMS_OF_EDITORS)
    if not is_form or not 300 <= answer.status_code < 400:
        return None
    # Some hold a button.
    reasons = format_html_join(" ", "{}", ((str(each),) for each in messages.get_messages(request)))
    return turned_away(request, reasons, stylesheet_url(), FORMS_OF_EDITORS)


def _answer(request: HttpRequest, act: Act, instances: Sequence[Any], **more: Any) -> HttpResponseBase | None:
    """What keeps the user from an act; None where nothing does."""
    try:
        ask(Change(act, instances, request.user, request, **more))
    except Interrupted as interruption:
        return interruption.response
    except (Refused, TreesWouldDiffer) as refusal:
        messages.error(request, str(refusal))
        return redirect(more.get("back") or address_before(request))
    return None


def before_editing(request: HttpRequest, instance: Any) -> HttpResponseBase | None:
    """Before wagtail-localize's own hooks, which show its editor and publish what it posts."""
    # What other editors publish is what their form says, which only the act knows.
    publishes = request.method == "POST" and request.POST.get("action") == "publish"
    if not publishes or not isinstance(instance, TranslatableMixin):
        return None
    translation = enabled_translation(instance)
    if translation is not None and deciding_workflow(instance, request.user) is not None:
        if not may_publish(request.user, instance):
            raise PermissionDenied
        messages.success(request, outcome_message(instance, publish_or_hand_in(translation, request.user)))
        return redirect(request.path)
    return _answer(request, Act.PUBLISH, [instance], back=request.path)


def before_bulk_action(
    request: HttpRequest, action_type: str, objects: list[Any], action: BulkAction
) -> HttpResponseBase | None:
    act = ACTS_OF_BULK_ACTIONS.get(action_type)
    if act is None:
        return None
    choices = action.cleaned_form.cleaned_data
    acted_on = [*objects]
    if choices.get("include_descendants"):
        acted_on += _descendants(request, act, objects)
    pages = [each for each in acted_on if isinstance(each, Page)]
    answer = _answer(request, act, acted_on, destination=choices.get("chooser"), back=action.next_url)
    if answer is None and act is Act.DELETE:
        # What goes with another page of the selection is gone when its own turn comes.
        gone = tuple(page.path for original in pages for page in followers(original))
        # Documents, pictures and snippets are deleted in bulk as well.
        objects[:] = [each for each in objects if not (isinstance(each, Page) and each.path.startswith(gone))]
    return answer


def _descendants(request: HttpRequest, act: Act, pages: Iterable[Page]) -> list[Page]:
    """Those that Wagtail's bulk action takes along: what the user may publish or withdraw, and is not yet."""
    found = []
    for page in pages:
        below = page.get_descendants().not_live() if act is Act.PUBLISH else page.get_descendants().live()
        found += [each for each in below.specific() if may_publish(request.user, each)]
    return found


def before_moving(request: HttpRequest, page: Page, destination: Page) -> HttpResponseBase | None:
    answer = _answer(request, Act.MOVE, [page], destination=destination, back=_explorer(page))
    if answer is None and request.method == "GET" and (translations := followers(page)):
        messages.info(request, _("Moved as well: %(pages)s.") % {"pages": names(translations)})
    return answer


def before_deleting(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    answer = _answer(request, Act.DELETE, [page], back=_explorer(page))
    if answer is None and request.method == "GET" and (translations := followers(page)):
        messages.warning(request, _("Deleted as well: %(pages)s.") % {"pages": names(translations)})
    return answer


def before_withdrawing(request: HttpRequest, instance: Any) -> HttpResponseBase | None:
    return _answer(request, Act.WITHDRAW, [instance])


def after_copying(request: HttpRequest, page: Page, new_page: Page) -> None:
    _say_what_stays(request, new_page)


def after_moving(request: HttpRequest, page: Page) -> None:
    _say_what_stays(request, page)


def _say_what_stays(request: HttpRequest, page: Page) -> None:
    """An editor who publishes something by putting it elsewhere has to do one thing more."""
    if PageViewRestriction.objects.filter(page=page.pk).exists():
        message = _("“%(title)s” is not for everybody here either. Its privacy settings say who may read it.")
        messages.info(request, message % {"title": page.get_admin_display_title()})


def _explorer(page: Page) -> str:
    return reverse("wagtailadmin_explore", args=[page.get_parent().pk])


def register() -> None:
    """Wagtail's hooks, each where it stands among those of others."""
    hooks.register("before_edit_page", before_editing, order=-10)
    hooks.register("before_edit_snippet", before_editing, order=-10)
    hooks.register("before_bulk_action", before_bulk_action)
    hooks.register("before_move_page", before_moving)
    hooks.register("before_delete_page", before_deleting)
    hooks.register("before_unpublish", before_withdrawing)
    hooks.register("before_unpublish_page", before_withdrawing)
    hooks.register("after_copy_page", after_copying)
    hooks.register("after_move_page", after_moving)
