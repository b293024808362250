"""Memories and glossaries that somebody uploads."""

import io
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from portal.runtime.interrupted.describing import Description, describes
from portal.runtime.uploads import read, store
from portal.translation.memory.models import ExchangeUpload

from .glossary_csv import read_glossary
from .memory import import_memory
from .units import UnreadableFile


def keep_upload(file: UploadedFile, kind: str, user: Any) -> ExchangeUpload:
    return ExchangeUpload.objects.create(
        user=user,
        interface_language=translation.get_language() or "",
        kind=kind,
        name=(file.name or "")[:255],
        path=store(file),
    )


def take_in(upload: ExchangeUpload) -> None:
    """All of the file or nothing of it. Passes over what is there."""
    try:
        with default_storage.open(upload.path) as file:
            content = file.read()
        upload.outcome = (
            _take_glossary(content)
            if upload.kind == ExchangeUpload.Kind.GLOSSARY
            else _take_memory(content, upload.name)
        )
    except UnreadableFile as error:
        upload.outcome, upload.is_refused = str(error), True


def _take_memory(content: bytes, name: str) -> str:
    added, known = import_memory(io.BytesIO(content), name)
    message = ngettext(
        "%(count)d pair was added to the memory; known already: %(known)d.",
        "%(count)d pairs were added to the memory; known already: %(known)d.",
        added,
    )
    return message % {"count": added, "known": known}


def _take_glossary(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("The file is not in UTF-8.")) from error
    taken = read_glossary(io.StringIO(text))
    message = _("Glossary entries added: %(added)d; changed: %(changed)d; as they were: %(unchanged)d.")
    return message % {"added": taken.added, "changed": taken.changed, "unchanged": taken.unchanged}


@task()
def take_in_task(pk: int) -> None:
    read(ExchangeUpload.objects.filter(pk=pk).first(), take_in)


@describes(take_in_task.module_path)
def describe(pk: int) -> Description:
    upload = ExchangeUpload.objects.filter(pk=pk).first()
    return Description(upload.name, str(upload.user or "")) if upload else Description("")
