"""Where somebody says in their account that they do not want the daily e-mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

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
