"""Pictures in a document's files, as they are stored with what was found in it."""

import hashlib
from collections.abc import Mapping
from typing import Any

from ..reading.document import BlockKind, Picture, ReadDocument

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
