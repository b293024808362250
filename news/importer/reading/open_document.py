"""OpenDocument: a document says in its first part which kind it is (ODF 1.3, part 2, section 3.3)."""

import zipfile

from .archive import read_entry

_MEDIA_TYPE_PART = "mimetype"
_FAMILY = "application/vnd.oasis.opendocument."
_LONGEST_MEDIA_TYPE = 200


def media_type_of(archive: zipfile.ZipFile) -> str:
    """What follows the family's name in the document's media type: `text`, `spreadsheet`; empty for other archives."""
    if _MEDIA_TYPE_PART not in archive.namelist():
        return ""
    content = read_entry(archive, archive.getinfo(_MEDIA_TYPE_PART), _LONGEST_MEDIA_TYPE)
    media_type = content.decode("ascii", "replace").strip()
    return media_type.removeprefix(_FAMILY) if media_type.startswith(_FAMILY) else ""
