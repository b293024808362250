"""Documents that somebody sends in: kept first, then read by the worker."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, BinaryIO, cast

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import translation
from django_tasks import task

from news.models import LegacyUpload
from portal.runtime.interrupted.describing import Description, describes

from .collecting import bundles, spooled
from .importing import Options, import_bundles
from .matching import matched

FOLDER = "documents/sent-in"


def keep_upload(files: Sequence[UploadedFile], language: str, user: Any) -> LegacyUpload:
    """Keeps the files in the storage, under names of our own."""
    kept = [{"name": file.name, "path": default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}", file)} for file in files]
    return LegacyUpload.objects.create(
        user=user, interface_language=translation.get_language() or "", language=language, files=kept
    )


def read_upload(upload: LegacyUpload) -> None:
    """Takes the documents in for review. Broken off, it is done again, and passes over what is there."""
    if upload.is_done:
        return
    with spooled() as spool, translation.override(upload.interface_language or None):
        found = []
        for kept in upload.files:
            with default_storage.open(kept["path"]) as file:
                found += spool.find_in(kept["name"], cast(BinaryIO, file))
        options = Options(upload.language, writes=False)
        documents = bundles(found) if upload.language else matched(bundles(found), spool)
        upload.entries = [asdict(entry) for entry in import_bundles(documents, spool, options, upload.user)]
    upload.is_done = True
    upload.save(update_fields=["entries", "is_done"])
    for kept in upload.files:
        default_storage.delete(kept["path"])


@task()
def read_upload_task(pk: int) -> None:
    read_upload(LegacyUpload.objects.get(pk=pk))


@describes(read_upload_task.module_path)
def describe(pk: int) -> Description:
    upload = LegacyUpload.objects.filter(pk=pk).first()
    names = ", ".join(kept["name"] for kept in upload.files) if upload else ""
    return Description(names, str(upload.user or "") if upload else "")
