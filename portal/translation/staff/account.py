"""Where somebody says in their account which e-mails they do not want."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail.permissions import page_permission_policy
from wagtail.users.models import UserProfile

from .models import DigestSubscription


class DigestForm(forms.ModelForm):
    class Meta:
        model = DigestSubscription
        fields = ("is_wanted",)


class DigestPanel(BaseSettingsPanel):
    name = "digest"
    title = gettext_lazy("Translations")
    order = 200
    tab = notifications_tab
    form_class = DigestForm

    def get_form(self) -> DigestForm:
        subscription = DigestSubscription.objects.filter(user=self.user).first() or DigestSubscription(user=self.user)
        data: Any = self.request.POST if self.request.method == "POST" else None
        return DigestForm(data, instance=subscription, prefix=self.name)


class TurnForm(forms.ModelForm):
    class Meta:
        model = UserProfile
        fields = ("submitted_notifications",)
        labels = {"submitted_notifications": gettext_lazy("E-mail when it is my turn in a workflow")}
        help_texts = {"submitted_notifications": ""}


class TurnPanel(BaseSettingsPanel):
    """For who publishes nothing, such as a reviewer: Wagtail shows the choice to others alone."""

    name = "turns"
    title = gettext_lazy("Workflow")
    order = 190
    tab = notifications_tab
    form_class = TurnForm
    form_object = "profile"

    def is_active(self) -> bool:
        return not page_permission_policy.user_has_permission(self.user, "publish")
