"""Publishing a translation that is not complete: a decision of somebody's, never an accident.

Without a decision the translation stays as it is published. The other choice is kept segment by segment, so that text
which the source gets later needs a decision of its own.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
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
from portal.translation.publishing import Change
from portal.translation.staff.handing_in import outcome_message, publish_or_hand_in
from portal.translation.staff.rights import may_publish
from portal.translation.translations import (
    UntranslatedSegments,
    enabled_translation,
    refusal_message,
    undecided_segment_count,
    undecided_segments,
)

from .localize import Translation
from .localize_strings import StringValue

KEEP, SHOW = "keep", "show"


def refuse_gaps(change: Change) -> None:
    """A translation with untranslated segments needs somebody's decision.

    Raises UntranslatedSegments where nobody can be told which of the translations lack it.
    """
    counts = [(each, undecided_segment_count(each)) for each in change.instances if isinstance(each, TranslatableMixin)]
    refused = [(instance, count) for instance, count in counts if count]
    if not refused:
        return
    if change.request is None:
        raise UntranslatedSegments(*refused[0])
    for instance, count in refused:
        show_refusal(change.request, instance, count)
    change.turn_back()


def show_refusal(request: HttpRequest, instance: TranslatableMixin, count: int) -> None:
    """Says why the synced translation is not published, and offers the decision to those who may publish it."""
    translation = enabled_translation(instance)
    buttons = []
    if translation is not None and may_publish(request.user, instance):
        buttons = [messages.button(reverse("translation_decide_gaps", args=[translation.pk]), _("Decide"))]
    messages.error(request, refusal_message(instance, count), buttons=buttons)


@transaction.atomic
def publish_with_gaps(translation: Translation, user: Any) -> WorkflowState | None:
    """Publishes the translation, or hands it in as `publish_or_hand_in` does; what is not translated appears in the
    language of the source.
    """
    gaps = undecided_segments(translation).values_list("string_id", "context_id").distinct()
    accepted = [AcceptedGap(translation=translation, string_id=string, context_id=context) for string, context in gaps]
    AcceptedGap.objects.bulk_create(accepted)
    state = publish_or_hand_in(translation, user)
    log(translation.get_target_instance(), "translation.publish_with_gaps", user=user, data={"count": len(accepted)})
    return state


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
        translations = Translation.objects.select_related("source__locale", "target_locale").filter(enabled=True)
        self.translation = get_object_or_404(translations, pk=kwargs["translation_id"])
        self.instance = self.translation.get_target_instance()
        if not may_publish(request.user, self.instance):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.instance)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = undecided_segments(self.translation).order_by("order").values_list("string__data", flat=True)
        return {
            **super().get_context_data(**kwargs),
            "submit_button_label": _("Continue"),
            "translation": self.translation,
            "gaps": [StringValue(text).render_text() for text in texts],
            "source_language": self.translation.source.locale.language_code,
        }

    def form_valid(self, form: DecideForm) -> HttpResponse:
        if form.cleaned_data["decision"] == SHOW:
            # What is missing is decided by this; the rest of the list is asked before anything is stored.
            state = publish_with_gaps(self.translation, self.request.user)
            messages.success(self.request, outcome_message(self.instance, state))
        return redirect(self.translation.get_target_instance_edit_url())
