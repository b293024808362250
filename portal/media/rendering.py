"""A picture that cannot be shown costs the picture, never the page that shows it.

Wagtail forgives a file that is missing, and only where a template asks. Its pages of the admin, its API and its threads
that make several sizes at once ask the model itself, so the model is where it has to be forgiven; see ADR 0027.
"""

import hashlib
import logging
import re
from collections.abc import Callable
from functools import wraps
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.cache import cache
from django.core.files import File
from django.db import DatabaseError
from wagtail.images.exceptions import InvalidFilterSpecError, UnknownOutputImageFormatError
from wagtail.images.models import AbstractImage, SourceImageIOError

from portal.changes.announcing import changing
from portal.storage.failures import storage_failure

from .pictures import ORDINARY_MODES, as_png, check_size, opened
from .storage import NO_PICTURE

logger = logging.getLogger("portal.media")

# A damaged picture is not tried again with every view of its pages.
SECONDS_UNTIL_TRIED_AGAIN = 300
FINGERPRINT_LENGTH = 16
# Storages put something behind a name that is taken.
_FINGERPRINT = re.compile(rf"\.[0-9a-f]{{{FINGERPRINT_LENGTH}}}(?:_[A-Za-z0-9]{{7}})?\.[a-z]+\Z")
NO_PICTURE_SIZE = (160, 120)
_PROGRAMMING_ERRORS = (InvalidFilterSpecError, UnknownOutputImageFormatError)


def picture_key(pk: int) -> UUID:
    """By which pages that show a picture know that a size of it was made: the key of a text stands for it."""
    return uuid5(NAMESPACE_OID, f"picture {pk}")


def no_picture(image: Any, spec: str = "") -> Any:
    """Stands for a rendition that cannot be made; never saved."""
    width, height = NO_PICTURE_SIZE
    rendition = image.get_rendition_model()(image=image, filter_spec=spec, width=width, height=height)
    rendition.file.name = NO_PICTURE
    return rendition


def is_picture(rendition: Any) -> bool:
    return bool(rendition.file.name != NO_PICTURE)


def _damaged_key(image: Any) -> str:
    return f"portal.damaged.{image.pk}.{image.file_hash}.{hash(image.file.name)}"


def is_damaged(image: Any) -> bool:
    """Whether it has been tried lately to make a size of the picture, in vain."""
    return bool(cache.get(_damaged_key(image)))


def _source(image: Any, given: File | None) -> File | None:
    """What renditions are made from: as given, or in a form that can be shown, where the picture's own cannot.

    Raises whatever comes of a damaged file, and ValidationError for a picture that is too large to be read.
    """
    if given is None:
        with image.open_file() as file:
            given = File(BytesIO(file.read()), name=image.file.name)
    with opened(given) as picture:
        check_size(picture)
        converted = None if picture.mode in ORDINARY_MODES else as_png(picture)
    if converted is not None:
        return File(converted, name=given.name)
    given.seek(0)
    return given


def _named_by_content(file: File) -> File:
    """The file under a name that no other content has, so that its address may be kept for ever (`sending`)."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    path = PurePosixPath(str(file.name))
    file.name = f"{path.stem}.{digest.hexdigest()[:FINGERPRINT_LENGTH]}{path.suffix}"
    return file


def is_named_by_content(name: str) -> bool:
    return bool(_FINGERPRINT.search(name))


def _forgiving_generate(generate: Callable[..., File]) -> Callable[..., File]:
    @wraps(generate)
    def generate_rendition_file(self: Any, filter: Any, *, source: File | None = None) -> File:
        if is_damaged(self):
            raise SourceImageIOError(self.file.name)
        try:
            return _named_by_content(generate(self, filter, source=_source(self, source)))
        except (SourceImageIOError, *_PROGRAMMING_ERRORS):
            raise
        # Pillow's readers raise whatever comes to them of a file that is not what it says.
        except Exception as error:
            logger.warning("Picture %s (%s) cannot be shown: %r", self.pk, self.file.name, error)
            cache.set(_damaged_key(self), True, SECONDS_UNTIL_TRIED_AGAIN)
            raise SourceImageIOError(str(error)) from error

    return generate_rendition_file


def _forgiving_one(get: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(get)
    def get_rendition(self: Any, filter: Any) -> Any:
        try:
            with changing([picture_key(self.pk)]):
                return get(self, filter)
        except _PROGRAMMING_ERRORS:
            raise
        except (OSError, ValueError, DatabaseError) as error:
            _raise_if_foreign(error)
            return no_picture(self, _spec(filter))

    return get_rendition


def _forgiving_several(get: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    @wraps(get)
    def get_renditions(self: Any, *filters: Any) -> dict[str, Any]:
        try:
            with changing([picture_key(self.pk)]):
                return get(self, *filters)
        except _PROGRAMMING_ERRORS:
            raise
        except (OSError, ValueError, DatabaseError) as error:
            _raise_if_foreign(error)
            return {_spec(filter): no_picture(self, _spec(filter)) for filter in filters}

    return get_renditions


def _raise_if_foreign(error: Exception) -> None:
    """The database's errors are no matter of the picture, but for a size that a full disk does not take."""
    if isinstance(error, DatabaseError) and storage_failure(error) is None:
        raise error


def _spec(filter: Any) -> str:
    return filter if isinstance(filter, str) else str(filter.spec)


def forgive_damaged_pictures() -> None:
    """Once, when the program starts."""
    AbstractImage.generate_rendition_file = _forgiving_generate(AbstractImage.generate_rendition_file)
    AbstractImage.get_rendition = _forgiving_one(AbstractImage.get_rendition)
    AbstractImage.get_renditions = _forgiving_several(AbstractImage.get_renditions)
