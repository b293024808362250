"""The public place: copies of pictures that everybody may fetch, for a proxy to serve. All of it may be deleted.

A copy is made when somebody asks the portal for a picture that has none, and taken away with the right to see it.
"""

import logging
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Model, QuerySet
from django.db.models.functions import Cast
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.models.reference_index import ReferenceIndex

from portal.access.visibility import asking_once, named_models

from .access import in_restricted_collection, is_for_everybody, kept_back, restrictions_of
from .storage import public_path

logger = logging.getLogger("portal.media")

BATCH = 500
ABANDONED_SECONDS = 3600


def rendition_model() -> Any:
    return get_image_model().get_rendition_model()


def publish(rendition: Any) -> None:
    """Copies a picture that everybody may fetch. A place that cannot be written to is the operator's to hear of: the
    portal itself answers all the same."""
    target = public_path(rendition.file.name)
    try:
        if _is_copied(rendition.file, target):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as copy:
            try:
                with rendition.file.storage.open(rendition.file.name, "rb") as file:
                    copyfileobj(file, copy)
                os.chmod(copy.name, 0o644)
                os.replace(copy.name, target)
            except BaseException:
                Path(copy.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        logger.warning("%s could not be copied to the public place: %s", rendition.file.name, error)
    # Whoever has restricted it since has looked for the copy either after it was made, or before this question.
    with asking_once(anew=True):
        current = rendition_model().objects.select_related("image__collection").filter(pk=rendition.pk).first()
        if current is None or restrictions_of(current.image) or not is_for_everybody(current.image):
            withdraw([rendition.file.name])


def _is_copied(file: Any, target: Path) -> bool:
    try:
        copy = target.stat()
    except FileNotFoundError:
        return False
    return copy.st_size == file.size and copy.st_mtime >= file.storage.get_modified_time(file.name).timestamp()


def withdraw(names: Iterable[str]) -> None:
    for name in names:
        public_path(name).unlink(missing_ok=True)


def withdraw_at_once(names: Iterable[str]) -> None:
    """Now, and after the commit again: until then others see that they may be copied."""
    names = list(names)
    withdraw(names)
    if names:
        transaction.on_commit(lambda: withdraw(names))


def withdraw_restricted() -> None:
    """Takes away what lies in collections that are not for everybody."""
    withdraw_at_once(restricted_renditions().values_list("file", flat=True))


def restricted_renditions() -> "QuerySet[Any]":
    renditions: QuerySet[Any] = rendition_model().objects.filter(in_restricted_collection("image__collection"))
    return renditions


def withdraw_kept_back(pictures: Iterable[int]) -> None:
    """Takes away those of the pictures that no page shows to everybody; now, and after the commit again."""
    pictures = list(pictures)
    if pictures:
        _withdraw_kept_back(pictures)
        transaction.on_commit(lambda: _withdraw_kept_back(pictures))


def _withdraw_kept_back(pictures: Iterable[int]) -> None:
    closed = kept_back(get_image_model(), pictures)
    withdraw(rendition_model().objects.filter(image__in=closed).values_list("file", flat=True))


def pictures_of(pages: "QuerySet[Page]") -> set[int]:
    """Pictures that the pages hold, and those of whom they name: a portrait is as public as the pages that name him."""
    named = [
        model._default_manager.filter(
            translation_key__in=model._default_manager.filter(
                pk__in=list(map(int, _referred(Page, pages, model).values_list("to_object_id", flat=True)))
            ).values("translation_key")
        )
        for model in named_models()
    ]
    holding: list[QuerySet[Any]] = [pages, *named]
    references = [_referred(Page if rows is pages else rows.model, rows, get_image_model()) for rows in holding]
    return {int(key) for each in references for key in each.values_list("to_object_id", flat=True)}


def pictures_held_by(holder: Model) -> set[int]:
    """Pictures of a page or snippet itself."""
    model = Page if isinstance(holder, Page) else type(holder)
    rows = model._default_manager.filter(pk=holder.pk)
    return set(map(int, _referred(model, rows, get_image_model()).values_list("to_object_id", flat=True)))


def _referred(base: type[Model], rows: "QuerySet[Any]", target: type[Model]) -> "QuerySet[ReferenceIndex]":
    """References from the rows to a model."""
    types = ContentType.objects.get_for_models(base, target)
    keys = rows.order_by().annotate(own_key=Cast("pk", CharField())).values("own_key")
    return ReferenceIndex.objects.filter(
        base_content_type=types[base], to_content_type=types[target], object_id__in=keys
    )


def sweep() -> None:
    """Takes away every copy that is not of a picture that everybody may fetch: what was changed by other ways than the
    portal's own. The worker calls it."""
    folder = Path(settings.PUBLIC_MEDIA_ROOT)
    # What begins with a full stop is just being copied, unless that was broken off long ago.
    abandoned = time.time() - ABANDONED_SECONDS
    names = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and (not path.name.startswith(".") or path.stat().st_mtime < abandoned)
    ]
    for start in range(0, len(names), BATCH):
        part = names[start : start + BATCH]
        known = rendition_model().objects.filter(file__in=part)
        restricted = restricted_renditions().filter(file__in=part).values_list("file", flat=True)
        pictures = dict(known.values_list("file", "image"))
        closed = kept_back(get_image_model(), set(pictures.values()))
        public = {name for name, picture in pictures.items() if picture not in closed} - set(restricted)
        withdraw(name for name in part if name not in public)
