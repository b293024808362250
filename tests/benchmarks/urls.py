"""The portal's addresses and that of a view that does nothing but answer bytes made beforehand."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import urlpatterns as portal_urlpatterns


def body_file() -> Path:
    return settings.VAR_DIR / "benchmark-body.html"


@cache
def body() -> bytes:
    return body_file().read_bytes()


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(body())


urlpatterns = [path("bare/", bare), *portal_urlpatterns]
