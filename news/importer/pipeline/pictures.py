"""Pictures in a document's files, which a reviewer may give to the news item."""

import hashlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from news.interchange.files import File
from news.models import ImportedDocument, ImportedFile
from portal.media.pictures import named_by_content

from ..reading.document import Picture
from .isolated_reading import picture_isolated


def stored_picture(document: ImportedDocument, row: Mapping[str, Any]) -> Picture | None:
    """The picture of such a row, from the file as it is kept; none where the file is gone.

    Raises:
        Refused: where the file is not what it was.
    """
    files = {file.language: file for file in document.files.select_related("file")}
    file: ImportedFile | None = files.get(row["file"]) or files.get("")
    if file is None:
        return None
    try:
        with file.file.file.open("rb") as stored:
            content = stored.read()
    except FileNotFoundError:
        return None
    return picture_isolated(content, row["part"])


def as_file(picture: Picture, description: str) -> File:
    sha1 = hashlib.sha1(picture.content, usedforsecurity=False).hexdigest()
    # Word processors are not careful about the names that they give.
    name = named_by_content(picture.name, BytesIO(picture.content))
    return File(description or picture.name, name, sha1, picture.content)
