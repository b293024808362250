"""Forms of the admin that Wagtail's own template shows."""

from typing import Any

from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class AdminFormView(WagtailAdminTemplateMixin, FormView):
    """Gives the template where the form is sent to, and the scripts without which its fields do nothing."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "action_url": self.request.path, "media": context["form"].media}
