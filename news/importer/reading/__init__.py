"""Reads documents of any kind: their text, their structure and what could not be taken over."""

from .reader import read_document
from .sources import SourceFile, find_in_file, find_sources

__all__ = ["SourceFile", "find_in_file", "find_sources", "read_document"]
