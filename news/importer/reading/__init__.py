"""Reads documents of any kind: their text, their structure and what could not be taken over."""

from ..pipeline.reading_isolated import find_isolated, picture_isolated, read_isolated
from .reader import read_document
from .sources import SourceFile, find_in_file, find_sources

__all__ = [
    "SourceFile",
    "find_in_file",
    "find_isolated",
    "find_sources",
    "picture_isolated",
    "read_document",
    "read_isolated",
]
