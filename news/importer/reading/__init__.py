"""Document readers: text, structure and what could not be taken over, of files of any format. Plain Python."""

from .document import ReadDocument, Unreadable
from .reader import read_document
from .sources import SourceFile, find_in_file, find_sources

__all__ = ["ReadDocument", "SourceFile", "Unreadable", "find_in_file", "find_sources", "read_document"]
