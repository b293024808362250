"""The addresses of wagtail-localize, which ask for one permission whatever the languages, kept to directions.

They stand before its own, because `portal` stands before it in INSTALLED_APPS.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from wagtail.models import Locale, LockableMixin, Page
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation
from wagtail_localize.views.submit_translations import SubmitPageTranslationView, SubmitSnippetTranslationView

from .rights import edits_in_own_right, has_own_right, may_begin, permission_name, require_edit

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def guarded_addresses() -> list[URLPattern]:
    editing = edit_translation
    one = "localize/translate/<int:translation_id>/"
    return [
        path("localize/submit/page/<int:page_id>/", GuardedSubmitPageView.as_view()),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", GuardedSubmitSnippetView.as_view()
        ),
        path(f"{one}strings/<int:string_segment_id>/edit/", of_direction(editing.edit_string_translation)),
        path(f"{one}overrides/<int:overridable_segment_id>/edit/", of_direction(editing.edit_override)),
        path(f"{one}pofile/download/", of_direction(editing.download_pofile)),
        path(f"{one}machine_translate/", of_direction(editing.machine_translate)),
        path(f"{one}disable/", stop_translation),
    ]


def of_direction(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view of a translation, for those who may edit it; not for writing to what is locked against them."""

    @wraps(view)
    def guarded(request: HttpRequest, translation_id: int, **kwargs: Any) -> HttpResponseBase:
        instance = _target(translation_id)
        require_edit(request.user, instance)
        if request.method not in SAFE_METHODS:
            refuse_locked(request.user, instance)
        return view(request, translation_id, **kwargs)

    return guarded


def _target(translation_id: int) -> Any:
    return get_object_or_404(Translation, pk=translation_id).get_target_instance()


def refuse_locked(user: Any, instance: Any) -> None:
    """wagtail-localize's editor knows no locks. Raises PermissionDenied where one keeps the user out."""
    lock = instance.get_lock() if isinstance(instance, LockableMixin) else None
    if lock is not None and lock.for_user(user):
        raise PermissionDenied


def stop_translation(request: HttpRequest, translation_id: int) -> HttpResponse:
    """To set a translation apart from its source is for those who edit it in their own right."""
    instance = _target(translation_id)
    if isinstance(instance, Page):
        may = edits_in_own_right(request.user, instance)
    else:
        may = has_own_right(request.user, permission_name("change", instance))
    if not may:
        raise PermissionDenied
    return edit_translation.stop_translation(request, translation_id)


class OwnDirections:
    """Offers the languages into which the user may begin a translation; refuses where there is none."""

    request: HttpRequest
    object: Any

    def get_form(self) -> Any:
        form = super().get_form()  # type: ignore[misc]
        field = form.fields["locales"]
        source = self.object.locale_id
        allowed = [each.pk for each in Locale.objects.all() if may_begin(self.request.user, source, each.pk)]
        if not allowed:
            raise PermissionDenied
        field.queryset = field.queryset.filter(pk__in=allowed)
        return form


class GuardedSubmitPageView(OwnDirections, SubmitPageTranslationView):
    pass


class GuardedSubmitSnippetView(OwnDirections, SubmitSnippetTranslationView):
    pass
