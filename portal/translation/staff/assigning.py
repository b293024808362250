"""Who translates what into which language, and until when: made from the matrix and from a page."""

import datetime
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log
from wagtail.models import Locale

from portal.admin.forms import AdminFormView
from portal.translation.freshness.models import PublishedText
from portal.translation.translations import begin_translation

from .handing_in import end_workflow, start_workflow
from .mails import tell_of_turn
from .models import Assignment
from .rights import SUBMIT, has_own_right, translators


def may_assign(user: Any) -> bool:
    """Whoever translates otherwise than as a translator of one direction."""
    return has_own_right(user, SUBMIT)


def original_of(text: PublishedText) -> Any:
    """The page or snippet whose published original `text` is. Raises Http404 where it is gone."""
    model = text.content_type.model_class()
    if model is None:
        raise Http404
    return get_object_or_404(model, translation_key=text.translation_key, locale_id=text.locale_id)


@transaction.atomic
def assign(
    original: Any,
    locale: Locale,
    assignee: Any,
    *,
    due_on: datetime.date | None = None,
    note: str = "",
    by: Any = None,
) -> Assignment:
    """Assigns the translation, which is begun where nobody has; whoever had it before has it no longer.

    Raises:
        ParentNotTranslatedError: where the page above it is not translated.
    """
    target = original.get_translation_or_none(locale)
    if target is None:
        target = begin_translation(original, locale, by).get_target_instance()
    values = {"due_on": due_on, "note": note, "assigned_by": by}
    assignment, is_new = Assignment.objects.get_or_create(
        translation_key=original.translation_key,
        target_locale=locale,
        finished_at=None,
        defaults={"assignee": assignee, **values},
    )
    if not is_new:
        if assignment.assignee_id != assignee.pk:
            values["assigned_at"] = timezone.now()
        for name, value in {"assignee": assignee, **values}.items():
            setattr(assignment, name, value)
        assignment.save()
    if not start_workflow(target, by) and "assigned_at" in values:
        tell_of_turn(target, by)
    log(target, "translation.assign", user=by, data={"assignee": get_user_display_name(assignee)})
    return assignment


def finish(instance: Any) -> None:
    """Ends the assignment of a translation that was published and says what its original says. One query."""
    current = PublishedText.objects.filter(
        translation_key=OuterRef("translation_key"), locale_id=OuterRef("target_locale_id"), behind=0
    ).exclude(locale_id=F("source_locale_id"))
    Assignment.objects.filter(
        Exists(current), translation_key=instance.translation_key, target_locale_id=instance.locale_id, finished_at=None
    ).update(finished_at=timezone.now())


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(get_user_display_name(obj))


class AssignForm(forms.Form):
    assignee = PersonField(label=gettext_lazy("Translator"), queryset=get_user_model()._default_manager.none())
    due_on = forms.DateField(label=gettext_lazy("Due"), required=False, widget=AdminDateInput)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=255)

    def clean_due_on(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["due_on"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("This day is over already."))
        return day


class AssignView(AdminFormView):
    """Assigns the translation of a published text into a language; `withdraw` takes the assignment back."""

    form_class = AssignForm
    template_name = "translation/admin/assign.html"
    page_title = gettext_lazy("Assign translation")
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_assign(request.user):
            raise PermissionDenied
        texts = PublishedText.objects.filter(locale=F("source_locale")).select_related("locale", "content_type")
        self.text = get_object_or_404(texts, pk=kwargs["text_id"])
        self.target_locale = get_object_or_404(Locale, language_code=kwargs["language"])
        if self.target_locale == self.text.locale:
            raise Http404
        own = Assignment.objects.filter(translation_key=self.text.translation_key, target_locale=self.target_locale)
        self.assignment = own.filter(finished_at=None).first()
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """The heading; Wagtail shows this one alone."""
        return f"{self.page_title}: {self.text.title} → {self.target_locale.get_display_name()}"

    def get_initial(self) -> dict[str, Any]:
        assigned = self.assignment
        if assigned is None:
            return {}
        return {"assignee": assigned.assignee_id, "due_on": assigned.due_on, "note": assigned.note}

    def get_form(self, form_class: type[AssignForm] | None = None) -> AssignForm:
        form = super().get_form(form_class)
        form.fields["assignee"].queryset = translators(self.text.locale, self.target_locale)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "submit_button_label": _("Assign"),
            "assignment": self.assignment,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "withdraw" not in request.POST:
            return super().post(request, *args, **kwargs)
        if self.assignment is not None:
            self.assignment.delete()
            end_workflow(original_of(self.text).get_translation_or_none(self.target_locale), request.user)
            messages.success(request, _("“%(title)s” is assigned to nobody.") % {"title": self.text.title})
        return redirect(reverse("translation_matrix"))

    def form_valid(self, form: AssignForm) -> HttpResponse:
        values = form.cleaned_data
        try:
            assign(
                original_of(self.text),
                self.target_locale,
                values["assignee"],
                due_on=values["due_on"],
                note=values["note"],
                by=self.request.user,
            )
        except ParentNotTranslatedError:
            messages.error(self.request, _("Translate the page above it first."))
            return self.form_invalid(form)
        texts = {"title": self.text.title, "person": get_user_display_name(values["assignee"])}
        messages.success(self.request, _("“%(title)s” is assigned to %(person)s.") % texts)
        return redirect(reverse("translation_matrix"))
