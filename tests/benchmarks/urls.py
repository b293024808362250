"""The portal's addresses, that of a view that does nothing but answer bytes made beforehand, and of its memory."""

import re
import resource
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from portal.urls import urlpatterns as portal_urlpatterns

from .usage import MEGABYTE


def body_file(name: str = "body") -> Path:
    return settings.VAR_DIR / f"benchmark-{name}.html"


@cache
def body(name: str) -> bytes:
    return body_file(name).read_bytes()


def bare(request: HttpRequest, name: str = "body") -> HttpResponse:
    return HttpResponse(body(name))


def memory(request: HttpRequest) -> HttpResponse:
    """Memory of the answering process in megabytes: what it has now where Linux tells, and the most it has had."""
    found = {"at most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE}
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = dict(re.findall(r"^(\w+):\s+(\d+) kB$", status.read_text(), re.MULTILINE))
        names = {"resident": "VmRSS", "of it mapped files": "RssFile"}
        found = {name: int(kilobytes[field]) / 1024 for name, field in names.items()} | found
    return JsonResponse(found)


urlpatterns = [path("bare/", bare), path("bare/<slug:name>/", bare), path("memory/", memory), *portal_urlpatterns]
