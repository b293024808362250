"""The addresses of wagtail-localize, which ask for one permission whatever the languages, kept to directions.

They stand before its own, because `portal` stands before it in INSTALLED_APPS.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from wagtail.models import Locale, Page
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.views import edit_translation, report, snippets_api
from wagtail_localize.views.submit_translations import SubmitPageTranslationView, SubmitSnippetTranslationView

from portal.storage.transactions import SAFE_METHODS
from portal.translation.localize import Translation
from portal.translation.translations import has_place, refuse_without_place

from .editor_offers import may_set_apart
from .originals import require_original, require_related
from .reports import PageStaffMixin
from .rights import SUBMIT, directions, edits_in_own_right, has_own_right, may_begin, require_edit
from .standing import is_locked_for


def guarded_addresses() -> list[URLPattern]:
    editing = edit_translation
    one = "localize/translate/<int:translation_id>/"
    return [
        path("localize/submit/page/<int:page_id>/", GuardedSubmitPageView.as_view()),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", GuardedSubmitSnippetView.as_view()
        ),
        # It waits for a machine elsewhere, and has a transaction of its own for what that answers.
        path(f"{one}machine_translate/", transaction.non_atomic_requests(of_direction(editing.machine_translate))),
        path(f"{one}disable/", stop_translation),
        path("localize/reports/translations/", OwnTranslationsReportView.as_view()),
        path("localize/reports/translations/results/", OwnTranslationsReportView.as_view(results_only=True)),
        path("localize/api/snippets/<slug:app_label>/<slug:model_name>/", of_model({"get": "list"})),
        path("localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/", of_model({"get": "retrieve"})),
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
    if is_locked_for(user, instance):
        raise PermissionDenied


def stop_translation(request: HttpRequest, translation_id: int) -> HttpResponse:
    """To set a translation apart from its source is for those who edit it in their own right."""
    instance = _target(translation_id)
    if not may_set_apart(request.user, instance):
        raise PermissionDenied
    refuse_locked(request.user, instance)
    return edit_translation.stop_translation(request, translation_id)


def of_model(actions: dict[str, str]) -> Callable[..., HttpResponseBase]:
    """wagtail-localize's list of a kind of snippets, drafts included, for those who may edit that kind."""
    view = snippets_api.SnippetViewSet.as_view(actions)

    def guarded(request: HttpRequest, app_label: str, model_name: str, **kwargs: Any) -> HttpResponseBase:
        model = get_snippet_model_from_url_params(app_label, model_name)
        if not user_can_edit_snippet_type(request.user, model):
            raise PermissionDenied
        answer: HttpResponseBase = view(request, app_label=app_label, model_name=model_name, **kwargs)
        return answer

    return guarded


class OwnTranslationsReportView(PageStaffMixin, report.TranslationsReportView):
    """For whoever has a right on pages; for translators, translations of their directions."""

    def get_queryset(self) -> "QuerySet[Translation]":
        translations: QuerySet[Translation] = super().get_queryset()
        own = directions(self.request.user)
        if not own or has_own_right(self.request.user, SUBMIT):
            return translations
        chosen = Q(pk__in=[])
        for way in filter(None, own.values()):
            chosen |= Q(source__locale_id=way.source, target_locale_id=way.target)
        return translations.filter(chosen)


class OwnDirections:
    """Offers the languages into which the user may begin a translation; refuses where there is none.

    What the user may not read is refused, so that nobody reads a draft by translating it; so is all that lies below a
    page to whoever may not edit that page in his own right.
    """

    request: HttpRequest
    object: Any

    def get_form(self) -> Any:
        require_original(self.request, self.object)
        form = super().get_form()  # type: ignore[misc]
        if isinstance(self.object, Page) and not edits_in_own_right(self.request.user, self.object):
            form.fields["include_subtree"] = forms.BooleanField(required=False, disabled=True, widget=forms.HiddenInput)
        field = form.fields["locales"]
        source = self.object.locale_id
        allowed = [each.pk for each in Locale.objects.all() if may_begin(self.request.user, source, each.pk)]
        if not allowed:
            raise PermissionDenied
        offered = [each.pk for each in field.queryset if each.pk in allowed]
        placed = [pk for pk in offered if has_place(self.object, pk)]
        if offered and not placed:
            refuse_without_place(self.object, offered[0])
        field.queryset = field.queryset.filter(pk__in=placed)
        return form

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        require_related(self.request, self.object)
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return answer


class GuardedSubmitPageView(OwnDirections, SubmitPageTranslationView):
    pass


class GuardedSubmitSnippetView(OwnDirections, SubmitSnippetTranslationView):
    pass
