"""What the translation editor stores of a segment: wagtail-localize's own views, which take whatever they are sent."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from wagtail.models import Page

from portal.languages.common.normalization import stored_html
from portal.translation.acceptable import reason_against
from portal.translation.localize import StringSegment

View = Callable[..., HttpResponseBase]


def acceptable_string(view: View) -> View:
    """Refuses what is no translation of the segment with 400 and the reason."""

    @wraps(view)
    def guarded(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponseBase:
        if request.method == "PUT":
            segment = get_object_or_404(StringSegment.objects.select_related("string", "context"), pk=string_segment_id)
            value = _value(request)
            if value is None:
                return _refused(_("Nothing was sent."))
            if reason := reason_against(segment.string.data, value, _most(segment)):
                return _refused(reason)
        return view(request, translation_id, string_segment_id)

    return guarded


def acceptable_override(view: View) -> View:
    """Refuses what no field can hold with 400 and the reason."""

    @wraps(view)
    def guarded(request: HttpRequest, translation_id: int, overridable_segment_id: int) -> HttpResponseBase:
        if request.method == "PUT":
            value = _value(request)
            if value is None or "\0" in value:
                return _refused(_("Nothing was sent.") if value is None else reason_against("", "\0"))
        return view(request, translation_id, overridable_segment_id)

    return guarded


def _most(segment: StringSegment) -> int | None:
    """wagtail-localize copies a title as it is typed into the page, which holds so many characters."""
    return Page._meta.get_field("title").max_length if segment.context.path == "title" else None


def _value(request: HttpRequest) -> str | None:
    """The text that is sent, which wagtail-localize reads once more."""
    # Kept by Django once it is read: what is read from the stream is gone.
    _kept = request.body
    try:
        value = Request(request, parsers=[MultiPartParser(), FormParser()]).data.get("value")
    except APIException:
        return None
    # As it will be kept: what nobody sees does not count.
    return stored_html(value) if isinstance(value, str) else None


def _refused(reason: str) -> JsonResponse:
    return JsonResponse({"error": reason}, status=400)
