"""Paging by `?page=`: a number outside the list, or no number at all, is a 404 that says so."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from portal.changes.reading import made_by_page_number

PER_PAGE = 20


class Listed(Protocol):
    """What can be counted and read part by part."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> Sequence[Any]: ...


def page_of(objects: "QuerySet[Any] | Listed", request: HttpRequest, per_page: int = PER_PAGE) -> Page:
    """The page that the address asks for, the first where it asks for none.

    Raises:
        Http404: with a message in the reader's language.
    """
    made_by_page_number()
    paginator: Paginator[Any] = Paginator(objects, per_page)  # type: ignore[arg-type]
    try:
        return paginator.page(request.GET.get("page", "1")[:9])
    except InvalidPage as error:
        raise Http404(
            _("This list has %(count)d pages; there is no page “%(page)s”.")
            % {"count": paginator.num_pages, "page": request.GET.get("page", "")[:20]}
        ) from error
