"""Releasing and withdrawing a text in all languages, each with a page that says beforehand what follows."""

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Page

from portal.admin.forms import AdminFormView

from .models import PlannedRelease
from .pair import Pair, pair_of
from .releasing import cancel, prepare, release, withdraw


class TimeForm(forms.Form):
    at = forms.DateTimeField(
        label=gettext_lazy("When"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("Left empty: now."),
    )

    def clean_at(self) -> datetime.datetime | None:
        at: datetime.datetime | None = self.cleaned_data["at"]
        if at is not None and at <= timezone.now():
            raise ValidationError(_("This time is over. Leave it empty for now."))
        return at


class PairMixin(WagtailAdminTemplateMixin):
    """For who may publish a text in every language: `pair`, and `page`, the one whose address it is."""

    page: Page
    pair: Pair

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"], depth__gt=1).specific
        self.pair = pair_of(self.page)
        if not self.pair.may_be_published_by(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        page = {"url": edit_url, "label": self.page.get_admin_display_title()}
        return [*self.breadcrumbs_items, page, {"url": "", "label": self.page_title}]


class _PairView(PairMixin, AdminFormView):
    """Context: `pair`, `obstacles` (sentences; the form is shown where there are none), `plan`."""

    form_class = TimeForm

    def obstacles(self) -> list[str]:
        return self.pair.obstacles(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plans = PlannedRelease.objects.filter(translation_key=self.pair.original.translation_key)
        return {
            **super().get_context_data(**kwargs),
            "pair": self.pair,
            "obstacles": self.obstacles(),
            "plan": plans.first(),
        }

    def back(self) -> HttpResponse:
        return redirect("wagtailadmin_pages:edit", self.page.pk)

    def titles(self) -> str:
        return ", ".join(f"“{version.page.get_admin_display_title()}”" for version in self.pair.versions)


class ReleaseView(_PairView):
    template_name = "translation/admin/release.html"
    page_title = gettext_lazy("Release in all languages")
    header_icon = "upload"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Context: as above, and `can_prepare`: translators do not see the original's draft yet."""
        context = super().get_context_data(**kwargs)
        is_hidden = self.pair.original.live and any(
            version.missing and not version.is_apart for version in self.pair.versions
        )
        return {**context, "can_prepare": is_hidden and not context["plan"], "submit_button_label": _("Release")}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "cancel" in request.POST:
            if cancel(self.pair):
                messages.success(request, _("The release is no longer planned."))
            return redirect(request.path)
        if "prepare" in request.POST:
            prepare(self.pair, request.user)
            messages.success(request, _("The translation editor shows the draft of the original now."))
            return redirect(request.path)
        if self.obstacles():
            return self.render_to_response(self.get_context_data())
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def form_valid(self, form: TimeForm) -> HttpResponse:
        at = form.cleaned_data["at"]
        try:
            release(self.pair, self.request.user, at)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        values = {"titles": self.titles(), "time": _written(at)}
        text = _("Planned for %(time)s: %(titles)s.") if at else _("Published together: %(titles)s.")
        messages.success(self.request, text % values)
        return self.back()


class WithdrawView(_PairView):
    template_name = "translation/admin/withdraw.html"
    page_title = gettext_lazy("Withdraw in all languages")
    header_icon = "download"

    def obstacles(self) -> list[str]:
        if not any(version.page.live for version in self.pair.versions):
            return [_("“%(title)s” is not published.") % {"title": self.pair.original}]
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "submit_button_label": _("Withdraw")}

    def form_valid(self, form: TimeForm) -> HttpResponse:
        at = form.cleaned_data["at"]
        if at is not None and not self.pair.original.live:
            form.add_error("at", _("The original is not published: only now is possible."))
            return self.form_invalid(form)
        withdraw(self.pair, self.request.user, at)
        values = {"titles": self.titles(), "time": _written(at)}
        text = _("To be withdrawn on %(time)s: %(titles)s.") if at else _("Withdrawn together: %(titles)s.")
        messages.success(self.request, text % values)
        return self.back()


def _written(at: datetime.datetime | None) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""


def release_url(page: Page) -> str:
    return reverse("translation_release", args=[page.pk])
