"""Entries of the admin's menu for translators."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from .access import PERMISSION


class TranslatorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)
