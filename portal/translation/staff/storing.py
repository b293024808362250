"""What the translation editor stores of a segment: wagtail-localize's own views, which take whatever they are sent."""

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from wagtail_localize.views import edit_translation

from portal.translation.acceptable import reason_against
from portal.translation.localize import StringSegment


def edit_string(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponseBase:
    """Refuses what is no translation of the segment with 400 and the reason."""
    if request.method == "PUT":
        segment = get_object_or_404(StringSegment.objects.select_related("string"), pk=string_segment_id)
        if reason := _reason_against(request, segment.string.data):
            return _refused(reason)
    answer: HttpResponseBase = edit_translation.edit_string_translation(request, translation_id, string_segment_id)
    return answer


def edit_override(request: HttpRequest, translation_id: int, overridable_segment_id: int) -> HttpResponseBase:
    """Refuses what no field can hold with 400 and the reason."""
    if request.method == "PUT" and (reason := _reason_against(request, "")):
        return _refused(reason)
    answer: HttpResponseBase = edit_translation.edit_override(request, translation_id, overridable_segment_id)
    return answer


def _reason_against(request: HttpRequest, source: str) -> str:
    value = _value(request)
    return _("Nothing was sent.") if value is None else reason_against(source, value)


def _value(request: HttpRequest) -> str | None:
    """The text that is sent, which wagtail-localize reads once more."""
    # Kept by Django once it is read: what is read from the stream is gone.
    _kept = request.body
    try:
        value = Request(request, parsers=[MultiPartParser(), FormParser()]).data.get("value")
    except APIException:
        return None
    return value if isinstance(value, str) else None


def _refused(reason: str) -> JsonResponse:
    return JsonResponse({"error": reason}, status=400)
