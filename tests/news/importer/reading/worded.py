"""Files as they are read for an import: with links that may be published, and messages in the user's language."""

from news.importer.pipeline.isolated_reading import read as read_file
from news.importer.pipeline.wording import Refused, worded
from news.importer.reading import ReadDocument

__all__ = ["Refused", "read_file", "warnings_of"]


def warnings_of(document: ReadDocument) -> tuple[str, ...]:
    return tuple(map(worded, document.warnings))
