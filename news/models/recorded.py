from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from wagtail.url_routing import RouteResult

from portal.i18n import Alternate, alternates
from portal.storage.prepared_queries import rows_of
from portal.storage.transactions import whole_transaction
from portal.translation.freshness.states import with_freshness
from portal.translation.page import BasePage

from .record import AbstractRecord

SHOWN_OF_A_VERSION = (
    *("title", "path", "depth", "url_path", "translation_key", "content_type", "live", "last_published_at"),
    *("locale__language_code",),
)


def _published_versions(model: Any, key: UUID) -> "QuerySet[Any]":
    pages = with_freshness(model._default_manager.filter(live=True, translation_key=key)).select_related("locale")
    return pages.only(*SHOWN_OF_A_VERSION).order_by("pk")


def _record(model: Any, key: UUID) -> "QuerySet[Any]":
    records = model.objects.select_related("source_locale").defer(*model.LONG_FIELDS)
    return records.filter(translation_key=key)[:1]


class RecordedPage(BasePage):
    """A page whose identity is a language-neutral record of `record_model`."""

    record_model: ClassVar[type[AbstractRecord]]

    class Meta:
        abstract = True

    @cached_property
    def record(self) -> Any:
        """The language-neutral record, with its source locale."""
        for record in rows_of(_record, self.record_model, key=self.translation_key):
            return record
        # The preview of a page that was never saved has none yet.
        return self.record_model(translation_key=self.translation_key, source_locale=self.locale, number=0)

    @property
    def neutral_url(self) -> str:
        return str(self.record.permanent_url())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Makes sure that there is a record."""
        with whole_transaction(savepoint=False):
            super().save(*args, **kwargs)
            self.record_model.objects.ensure(self.translation_key, self.locale)

    def get_alternates(self, request: HttpRequest) -> list[Alternate]:
        urls = {version.locale.language_code: version.get_url(request) for version in self.published_versions}
        known = {code: url for code, url in urls.items() if url}
        return alternates(self.locale.language_code, known, self.record.notice_urls())

    @cached_property
    def published_versions(self) -> "list[Any]":
        """The published pages of the text in every language, with how each stands to its original. One query."""
        return rows_of(_published_versions, type(self), key=self.translation_key)

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
