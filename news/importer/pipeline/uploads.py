"""Uploads of documents by the form."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, BinaryIO, cast

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import translation
from django_tasks import task

from news.models import DocumentUpload
from portal.runtime.interrupted.describing import Description, describes
from portal.runtime.uploads import read, store

from .batch_import import Options, import_groups
from .content_matches import matched
from .file_groups import group_files, spooled


def keep_upload(files: Sequence[UploadedFile], language: str, user: Any) -> DocumentUpload:
    return DocumentUpload.objects.create(
        user=user,
        interface_language=translation.get_language() or "",
        language=language,
        files=[{"name": file.name, "path": store(file)} for file in files],
    )


def import_uploaded(upload: DocumentUpload) -> None:
    """For review. Passes over what is there."""
    with spooled() as spool:
        found = []
        for kept in upload.files:
            with default_storage.open(kept["path"]) as file:
                found += spool.find_in(kept["name"], cast(BinaryIO, file))
        options = Options(upload.language, writes=False)
        documents = group_files(found) if upload.language else matched(group_files(found), spool)
        upload.entries = [asdict(entry) for entry in import_groups(documents, spool, options, upload.user)]


@task()
def read_upload_task(pk: int) -> None:
    read(DocumentUpload.objects.filter(pk=pk).first(), import_uploaded)


@describes(read_upload_task.module_path)
def describe(pk: int) -> Description:
    upload = DocumentUpload.objects.filter(pk=pk).first()
    return Description(upload.names, str(upload.user or "")) if upload else Description("")
