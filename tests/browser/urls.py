"""The portal's addresses, and one that breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

BROKEN = "/broken/"


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("asked for by a test")


urlpatterns = [path(BROKEN[1:], fail), *urlpatterns]
