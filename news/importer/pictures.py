"""Pictures in a document's files, which a reviewer may give to the news item."""

import hashlib
from collections.abc import Mapping
from contextlib import closing
from io import BytesIO
from typing import Any

from news.interchange.files import File
from news.models import LegacyDocument, LegacyFile
from portal.media.pictures import named_by_content

from .documents import BlockKind, Picture, ReadDocument
from .reading.package import Package

# What browsers show, and the site's library of pictures takes.
OFFERED_TYPES = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp"))
LONGEST_DESCRIPTION = 255


def picture_facts(documents: Mapping[str, ReadDocument]) -> list[dict[str, Any]]:
    """A row for each picture: the language of the file that it is in, the part of it that the picture is, and what it
    shows, by language. Both files of a document mostly have the same ones."""
    rows: dict[str, dict[str, Any]] = {}
    for language, document in documents.items():
        for picture in pictures_of(document):
            if picture.part and picture.media_type in OFFERED_TYPES:
                digest = hashlib.sha256(picture.content).hexdigest()
                row = rows.setdefault(digest, {"file": language, "part": picture.part, "text": {}})
                row["text"].setdefault(language, picture.description[:LONGEST_DESCRIPTION])
    return list(rows.values())


def pictures_of(document: ReadDocument) -> list[Picture]:
    return [block.picture for block in document.blocks if block.kind is BlockKind.PICTURE and block.picture]


def stored_picture(document: LegacyDocument, row: Mapping[str, Any]) -> Picture | None:
    """The picture of such a row, from the file as it is kept; none where the file is gone.

    Raises:
        Unreadable: where the file is not what it was.
    """
    files = {file.language: file for file in document.files.select_related("file")}
    file: LegacyFile | None = files.get(row["file"]) or files.get("")
    if file is None:
        return None
    try:
        with file.file.file.open("rb") as stored:
            content = stored.read()
    except FileNotFoundError:
        return None
    with closing(Package(content)) as package:
        return package.picture(row["part"])


def as_file(picture: Picture, description: str) -> File:
    sha1 = hashlib.sha1(picture.content, usedforsecurity=False).hexdigest()
    # Word processors are not careful about the names that they give.
    name = named_by_content(picture.name, BytesIO(picture.content))
    return File(description or picture.name, name, sha1, picture.content)
