from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from wagtail.url_routing import RouteResult

from portal.i18n import Alternate, page_alternates
from portal.storage.transactions import whole_transaction
from portal.translation.page import BasePage

from .record import AbstractRecord


class RecordedPage(BasePage):
    """A page whose identity is a language-neutral record of `record_model`."""

    record_model: ClassVar[type[AbstractRecord]]

    class Meta:
        abstract = True

    @cached_property
    def record(self) -> Any:
        """The language-neutral record, with its source locale."""
        records = self.record_model.objects.select_related("source_locale")
        record = records.filter(translation_key=self.translation_key).first()
        # The preview of a page that was never saved has none yet.
        return record or self.record_model(translation_key=self.translation_key, source_locale=self.locale, number=0)

    @property
    def neutral_url(self) -> str:
        return str(self.record.permanent_url())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Makes sure that there is a record."""
        with whole_transaction(savepoint=False):
            super().save(*args, **kwargs)
            self.record_model.objects.ensure(self.translation_key, self.locale)

    def get_alternates(self, request: HttpRequest) -> list[Alternate]:
        return page_alternates(self, request, fallbacks=self.record.notice_urls())

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if not path_components and not self.live and self.record.withdrawn_at:
            return RouteResult(self, kwargs={"is_withdrawn": True})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, is_withdrawn: bool = False, **kwargs: Any) -> HttpResponse:
        """A withdrawn page says so with status 410 instead of vanishing."""
        if is_withdrawn:
            context = {"record": self.record, "alternates": self.get_alternates(request)}
            return render(request, "news/withdrawn.html", context, status=410)
        return super().serve(request, *args, **kwargs)
