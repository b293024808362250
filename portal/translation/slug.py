"""“Change address”: the slug of a synced translation, which wagtail-localize's editor does not show."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import Page

from portal.admin.forms import AdminFormView


def may_change_address(page: Page, user: Any) -> bool:
    """Whoever may edit the page and, where it is published, publish it."""
    permissions = page.permissions_for_user(user)
    return permissions.can_edit() and (permissions.can_publish() or not page.live)


class AddressForm(forms.Form):
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=255,
        widget=SlugInput,
        help_text=gettext_lazy("The last part of the page's address. The old address leads to the new one."),
    )


class ChangeAddressView(AdminFormView):
    """Changes the slug of the page and of its draft at once; a redirect from the old address is made by Wagtail."""

    form_class = AddressForm
    template_name = "wagtailadmin/generic/form.html"
    page_title = gettext_lazy("Change address")
    header_icon = "link"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not may_change_address(self.page, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_initial(self) -> dict[str, Any]:
        return {"slug": self.page.slug}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "submit_button_label": _("Save")}

    def form_valid(self, form: AddressForm) -> HttpResponse:
        try:
            change_slug(self.page, form.cleaned_data["slug"])
        except ValidationError as error:
            form.add_error("slug", error.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("The address is now %(url)s") % {"url": self.page.get_url() or self.page.slug})
        return redirect(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))


@transaction.atomic
def change_slug(page: Page, slug: str) -> None:
    """Raises ValidationError where a sibling has the slug already or the page does not allow it."""
    page.slug = slug
    page.clean()
    page.save(clean=False)
    revision = page.latest_revision
    if revision is not None:
        revision.content["slug"] = slug
        revision.save(update_fields=["content"])
