"""Documents and pictures that lines name by title and checksum, and carry only on demand."""

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from portal.media.kinds import check_document
from portal.media.pictures import check_picture

from .reading import ObjectReader, Rejected

LONGEST_TITLE = 255


@dataclass(frozen=True)
class File:
    """`sha1` as Wagtail keeps it; `content` only where the file is carried."""

    title: str
    name: str
    sha1: str
    content: bytes | None


def read_file(keys: ObjectReader) -> File:
    name = PurePosixPath(keys.required_text("file")).name
    encoded = keys.text("content")
    try:
        content = base64.b64decode(encoded, validate=True) if encoded else None
    except binascii.Error as error:
        raise Rejected(_("“%(key)s” is not valid base64.") % {"key": keys.name("content")}) from error
    sha1 = keys.text("sha1").lower()
    if content is not None:
        computed = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        if sha1 and sha1 != computed:
            raise Rejected(_("“%(key)s” does not match the file's content.") % {"key": keys.name("sha1")})
        sha1 = computed
    if not sha1:
        raise Rejected(_("“%(key)s” is missing or empty.") % {"key": keys.name("sha1")})
    return File(keys.text("title", LONGEST_TITLE) or name, name, sha1, content)


def find_document(file: File) -> Any:
    return _find(get_document_model(), file, check_document)


def find_image(file: File) -> Any:
    return _find(get_image_model(), file, check_picture)


def _find(model: type[Model], file: File, check: Callable[[str, BinaryIO], None]) -> Any:
    """The file of the site with this content; made where the line carries it.

    Raises:
        Rejected: where the site lacks it and the line does not carry it, or it is of a kind
            that the portal does not take.
    """
    found = model._default_manager.filter(file_hash=file.sha1)
    existing = found.filter(title=file.title).first() or found.first()
    if existing is not None:
        return existing
    if file.content is None:
        raise Rejected(_("The file “%(name)s” is not on this site; export it with --with-files.") % {"name": file.name})
    instance: Any = model(title=file.title)
    try:
        check(file.name, BytesIO(file.content))
        instance.file.save(file.name, ContentFile(file.content), save=False)
        instance.file_size = len(file.content)
        instance.file_hash = file.sha1
        instance.full_clean(exclude=["uploaded_by_user", "collection"])
        instance.save()
    except Exception as error:
        if instance.file:
            instance.file.delete(save=False)
        reason = " ".join(error.messages) if isinstance(error, ValidationError) else error
        raise Rejected(
            _("The file “%(name)s” cannot be used: %(reason)s") % {"name": file.name, "reason": reason}
        ) from error
    return instance


def describe_file(instance: Any, with_content: bool) -> dict[str, str]:
    """The file as `read_file` takes it. A file that is gone from the storage is named without content."""
    description = {
        "title": instance.title,
        "file": PurePosixPath(instance.file.name).name,
        "sha1": instance.file_hash or _hash(instance),
    }
    if with_content:
        try:
            with instance.open_file() as file:
                description["content"] = base64.b64encode(file.read()).decode()
        except FileNotFoundError:
            pass
    return description


def _hash(instance: Any) -> str:
    try:
        return instance.get_file_hash() or ""
    except FileNotFoundError:
        return ""
