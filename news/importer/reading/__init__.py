"""Reads documents of any kind: their text, their structure and what could not be taken over."""

from .reader import read_document
from .sources import Source, SourceFile, find_in_file, find_sources, read_source, read_sources

__all__ = ["Source", "SourceFile", "find_in_file", "find_sources", "read_document", "read_source", "read_sources"]
