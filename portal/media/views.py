"""Addresses of files. None of them is a path: each names a row, and the row knows where its file is."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.models import document_served
from wagtail.images import get_image_model
from wagtail.images.utils import verify_signature
from wagtail.users.models import UserProfile

from .access import is_for_everybody, is_kept_back, is_staff_for, passes, restrictions_of
from .kinds import BINARY, media_type_of
from .publishing import publish, rendition_model
from .rendering import is_named_by_content, is_picture
from .sending import send_file
from .sizes import made_size

PICTURE_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


def _picture_type(name: str) -> str:
    return PICTURE_TYPES.get(name.rpartition(".")[2].lower(), BINARY)


@require_safe
def serve_picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture as pages show it: its collection decides who may have it, and the pages that hold it. Those who work
    with it see it in the admin, whatever these ask for."""
    renditions = rendition_model().objects.select_related("image__collection")
    rendition = renditions.filter(file=name).first()
    if rendition is None:
        raise Http404
    is_public = _is_public(request, rendition.image)
    return _send_picture(request, rendition, is_public=is_public, is_immutable=is_named_by_content(name))


@require_safe
def serve_picture_in_size(request: HttpRequest, signature: str, picture: str, spec: str) -> HttpResponseBase:
    """A picture in a size that was not made when a page was shown, which is made here, for whom may have it."""
    if not verify_signature(signature, picture, spec):
        raise Http404
    image = get_object_or_404(get_image_model().objects.select_related("collection"), pk=int(picture))
    is_public = _is_public(request, image)
    rendition = made_size(image, spec)
    if not is_picture(rendition):
        raise Http404
    return _send_picture(request, rendition, is_public=is_public)


def _is_public(request: HttpRequest, image: Any) -> bool:
    """Whether everybody may have the picture. Raises Http404 where this reader may not."""
    restrictions = restrictions_of(image)
    is_public = not restrictions and is_for_everybody(image)
    is_readers = is_public or (passes(request, restrictions) and not is_kept_back(image, request))
    if not is_readers and not is_staff_for(request.user, image):
        raise Http404
    return is_public


def _send_picture(
    request: HttpRequest, rendition: Any, *, is_public: bool, is_immutable: bool = False
) -> HttpResponseBase:
    if is_public and rendition.file.storage.exists(rendition.file.name):
        publish(rendition)
    kind = _picture_type(rendition.file.name)
    return send_file(request, rendition.file, kind, is_public=is_public, is_immutable=is_immutable)


@require_safe
def serve_document(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """A document, to be saved. Its collection decides who may have it, and the pages that hold it.

    Wagtail's own hook asks for a password or for a log-in.
    """
    document: Any = get_object_or_404(get_document_model().objects.select_related("collection"), pk=int(document_id))
    if document.filename != filename:
        raise Http404
    restrictions = restrictions_of(document)
    if restrictions and not passes(request, restrictions) and request.user.is_authenticated:
        _refuse_who_is_known(request, restrictions)
    for ask in hooks.get_hooks("before_serve_document"):
        answer = ask(document, request)
        if isinstance(answer, HttpResponse):
            answer["Cache-Control"] = "private, no-store"
            return answer
    if is_kept_back(document, request) and not is_staff_for(request.user, document):
        raise Http404
    response = send_file(
        request,
        document.file,
        media_type_of(document.filename),
        is_public=not restrictions and is_for_everybody(document),
        attachment_name=document.filename,
        checksum=document.file_hash,
    )
    document_served.send(sender=type(document), instance=document, request=request)
    return response


def _refuse_who_is_known(request: HttpRequest, restrictions: list[Any]) -> None:
    """A log-in form would send back whoever is logged in already, and so on."""
    refused = [restriction for restriction in restrictions if not restriction.accept_request(request)]
    if any(restriction.restriction_type != restriction.PASSWORD for restriction in refused):
        raise PermissionDenied


@require_safe
def serve_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """In the admin: an original picture for those who work with it, or somebody's avatar."""
    if "\0" in name:
        raise Http404
    picture = get_image_model().objects.select_related("collection").filter(file=name).first()
    if picture is not None:
        if not is_staff_for(request.user, picture):
            raise PermissionDenied
        return send_file(request, picture.file, _picture_type(name), is_public=False, attachment_name=picture.filename)
    document = get_document_model().objects.filter(file=name).first()
    if document is not None:
        return redirect(document.url)
    profile = UserProfile.objects.filter(avatar=name).exclude(avatar="").first()
    if profile is None:
        raise Http404
    return send_file(request, profile.avatar, _picture_type(name), is_public=False)
