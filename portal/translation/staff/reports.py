"""Who may open the reports about pages."""

from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import HttpRequest
from wagtail.admin.auth import user_has_any_page_permission


class PageStaffMixin(UserPassesTestMixin):
    """For whoever may do something with some page; others are refused."""

    request: HttpRequest
    raise_exception = True

    def test_func(self) -> Any:
        return user_has_any_page_permission(self.request.user)
