"""Publishing a translation that is not complete: a decision of somebody's, never an accident.

Without a decision the translation stays as it is published. The other choice is kept segment by segment, so that text
which the source gets later needs a decision of its own.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import TranslatableMixin, WorkflowState

from portal.admin.forms import AdminFormView
from portal.translation.freshness.models import AcceptedGap
from portal.translation.publishing import Change, Interrupted
from portal.translation.staff.handing_in import outcome_message, publish_or_hand_in
from portal.translation.staff.rights import may_publish
from portal.translation.translations import (
    Gaps,
    UntranslatedSegments,
    refusal_message,
    translation_of,
    undecided_gaps,
    undecided_segments,
)

from .apart import accept, foreign_segments, newest_content, newest_revision
from .localize import Translation, get_edit_url
from .localize_strings import StringValue

KEEP, SHOW = "keep", "show"


def refuse_gaps(change: Change) -> None:
    """A translation with untranslated segments needs somebody's decision, also where it is edited apart.

    Raises UntranslatedSegments where nobody can be told which of the translations lack it.
    """
    found = [
        (each, undecided_gaps(each, of_newest_draft=not change.is_content))
        for each in change.instances
        if isinstance(each, TranslatableMixin)
    ]
    refused = [(instance, gaps) for instance, gaps in found if gaps]
    if not refused:
        return
    if change.request is None:
        raise UntranslatedSegments(*refused[0])
    for instance, gaps in refused:
        show_refusal(change.request, instance, gaps)
    change.turn_back()


def show_refusal(request: HttpRequest, instance: TranslatableMixin, gaps: Gaps) -> None:
    """Says why the translation is not published, and offers the decision to those who may publish it."""
    translation = translation_of(instance)
    buttons = []
    if translation is not None and may_publish(request.user, instance):
        buttons = [messages.button(reverse("translation_decide_gaps", args=[translation.pk]), _("Decide"))]
    messages.error(request, refusal_message(instance, gaps), buttons=buttons)


@transaction.atomic
def publish_with_gaps(translation: Translation, user: Any) -> WorkflowState | None:
    """Publishes the translation, or hands it in as `publish_or_hand_in` does; what is not translated appears in the
    language of the source.
    """
    gaps = undecided_segments(translation).values_list("string_id", "context_id").distinct()
    accepted = [AcceptedGap(translation=translation, string_id=string, context_id=context) for string, context in gaps]
    AcceptedGap.objects.bulk_create(accepted)
    state = publish_or_hand_in(translation, user)
    _log(translation, user, len(accepted))
    return state


def decide_apart(translation: Translation, user: Any) -> None:
    """Remembers, of a text edited apart, that its newest draft may show what it says in the original's language."""
    count = accept(foreign_segments(newest_content(translation.get_target_instance()), translation), translation)
    if count:
        _log(translation, user, count)


def _log(translation: Translation, user: Any, count: int) -> None:
    log(translation.get_target_instance(), "translation.publish_with_gaps", user=user, data={"count": count})


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("What shall readers see?"),
        widget=forms.RadioSelect,
        initial=KEEP,
        choices=[
            (KEEP, gettext_lazy("What is published now, until everything is translated")),
            (
                SHOW,
                gettext_lazy(
                    "The new translation, with these segments in the language of the original, marked as such"
                ),
            ),
        ],
    )


class DecideGapsView(AdminFormView):
    """Context: `translation`, `gaps` (plain texts of the source), `source_language` (its code)."""

    form_class = DecideForm
    template_name = "translation/admin/decide_gaps.html"
    page_title = gettext_lazy("Not everything is translated")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        translations = Translation.objects.select_related("source__locale", "target_locale")
        self.translation = get_object_or_404(translations, pk=kwargs["translation_id"])
        self.instance = self.translation.get_target_instance()
        if not may_publish(request.user, self.instance):
            raise PermissionDenied
        if translation_of(self.instance) != self.translation:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.instance)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "submit_button_label": _("Continue"),
            "translation": self.translation,
            "gaps": [StringValue(text).render_text() for text in self._texts()],
            "source_language": self.translation.source.locale.language_code,
        }

    def _texts(self) -> list[str]:
        if self.translation.enabled:
            return list(undecided_segments(self.translation).order_by("order").values_list("string__data", flat=True))
        return [each.text for each in foreign_segments(newest_content(self.instance), self.translation)]

    def form_valid(self, form: DecideForm) -> HttpResponse:
        if form.cleaned_data["decision"] == SHOW and self.translation.enabled:
            # What is missing is decided by this; the rest of the list is asked before anything is stored.
            state = publish_with_gaps(self.translation, self.request.user)
            messages.success(self.request, outcome_message(self.instance, state))
        elif form.cleaned_data["decision"] == SHOW:
            return self._publish_apart()
        return redirect(get_edit_url(self.instance))

    def _publish_apart(self) -> HttpResponse:
        """What was decided stays so where something else is refused or asked: the text may be published later on, or
        with its original."""
        decide_apart(self.translation, self.request.user)
        try:
            with transaction.atomic():
                newest_revision(self.instance).publish(user=self.request.user)
        except Interrupted as interruption:
            answer = interruption.response
            if isinstance(answer, HttpResponse) and answer.status_code == 200:
                return answer
            return redirect(get_edit_url(self.instance))
        messages.success(self.request, outcome_message(self.instance, None))
        return redirect(get_edit_url(self.instance))
