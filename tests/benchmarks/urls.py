"""The portal's addresses, that of a view that does nothing but answer bytes made beforehand, and of its memory."""

import resource
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import urlpatterns as portal_urlpatterns

from .usage import MEGABYTE


def body_file() -> Path:
    return settings.VAR_DIR / "benchmark-body.html"


@cache
def body() -> bytes:
    return body_file().read_bytes()


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(body())


def memory(request: HttpRequest) -> HttpResponse:
    """The most memory that the answering process has had, in megabytes."""
    return HttpResponse(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE))


urlpatterns = [path("bare/", bare), path("memory/", memory), *portal_urlpatterns]
