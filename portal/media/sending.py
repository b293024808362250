"""Files as answers: never run by a browser, cached only by whom they are for, in parts on request."""

import re
from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

# Nothing in a file may run, load or be framed, should a browser show it in spite of all.
POLICY = "default-src 'none'; sandbox"
# Asked for again after that, with an ETag: what is withdrawn must not live on for long where we cannot reach it.
PUBLIC = "public, max-age=60"
# What has the fingerprint of its content in its name is the same for ever. A browser that has it keeps it; caches that
# many share, which we cannot reach either, ask again after a minute whether everybody may still have it.
IMMUTABLE = "public, max-age=31536000, s-maxage=60, immutable"
PRIVATE = "private, no-store"
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class _Part:
    """Bytes of an open file from its place on, as many as are wanted."""

    def __init__(self, file: Any, start: int, size: int) -> None:
        file.seek(start)
        self._file = file
        self._left = size

    def read(self, size: int = -1) -> bytes:
        chunk: bytes = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(chunk)
        return chunk

    def close(self) -> None:
        self._file.close()


def send_file(
    request: HttpRequest,
    file: Any,
    content_type: str,
    *,
    is_public: bool,
    attachment_name: str = "",
    checksum: str = "",
    is_immutable: bool = False,
) -> HttpResponseBase:
    """A stored file; with a name, to be saved under it instead of shown. `is_immutable`: nothing else ever lies there.

    Raises Http404 where the storage has no such file.
    """
    storage, name = file.storage, file.name
    try:
        size = storage.size(name)
        etag = quote_etag(checksum or f"{storage.get_modified_time(name).timestamp():.6f}-{size}")
        response = _conditional(request, etag) if is_public else None
        if response is None:
            response = _whole_or_part(request, lambda: storage.open(name, "rb"), size, etag, content_type)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error
    response["Cache-Control"] = (IMMUTABLE if is_immutable else PUBLIC) if is_public else PRIVATE
    if is_public:
        response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    disposition = content_disposition_header(bool(attachment_name), attachment_name)
    if disposition:
        response["Content-Disposition"] = disposition
    return response


def _conditional(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """304 or 412, where the request sets a condition that decides so."""
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    return response


def _whole_or_part(
    request: HttpRequest, open_file: Callable[[], Any], size: int, etag: str, content_type: str
) -> HttpResponseBase:
    start, end = 0, size
    status = 200
    asked = _RANGE.fullmatch(request.headers.get("Range", "")) if request.method == "GET" else None
    if asked and request.headers.get("If-Range", etag) == etag and any(asked.groups()):
        first, last = asked.groups()
        if first:
            start, end = int(first), min(int(last) + 1 if last else size, size)
        else:
            start = max(size - int(last), 0)
        if start >= size:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Content-Type": content_type})
        if not last or not first or int(first) <= int(last):
            status = 206
        else:
            start, end = 0, size
    response = FileResponse(_Part(open_file(), start, end - start), status=status, content_type=content_type)
    response["Content-Length"] = str(end - start)
    response["Accept-Ranges"] = "bytes"
    if status == 206:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response
