"""Messages of the readers: codes with parameters. Whoever shows one to somebody words it in that person's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """What is said; in brackets the parameters."""

    # Of files.
    EMPTY_FILE = "empty_file"
    FILE_TOO_LARGE = "file_too_large"  # limit, in MiB
    TOO_MUCH_TEXT = "too_much_text"  # limit, in MiB
    NO_TEXT = "no_text"
    # Refused like any file of an unknown kind.
    NOT_TEXT = "not_text"
    NOT_A_FILE = "not_a_file"
    NO_SUCH_FILE = "no_such_file"
    CANNOT_BE_OPENED = "cannot_be_opened"  # error, as the system says it
    LOCKED = "locked"
    UNREAD_CHARACTERS = "unread_characters"  # count
    # Of kinds.
    OTHER_FORMAT = "other_format"  # format
    OTHER_PICTURE_FORMAT = "other_picture_format"  # format
    UNEXPECTED_ARCHIVE = "unexpected_archive"
    MISNAMED = "misnamed"  # suffix, kind
    MISNAMED_PAGE = "misnamed_page"  # suffix, kind
    # Of ZIP archives and what is in them.
    ARCHIVE_DAMAGED = "archive_damaged"
    TOO_MANY_FILES = "too_many_files"  # limit
    ARCHIVE_TOO_LARGE = "archive_too_large"  # limit, in MiB
    ARCHIVE_LOCKED = "archive_locked"
    UNKNOWN_COMPRESSION = "unknown_compression"
    ENTRY_DAMAGED = "entry_damaged"
    ENTRY_TOO_LARGE = "entry_too_large"  # limit, in MiB
    ENTRY_RATIO = "entry_ratio"  # ratio
    # Of documents of elements.
    TOO_DEEP = "too_deep"
    TOO_MANY_ELEMENTS = "too_many_elements"  # limit
    OWN_ENTITIES = "own_entities"
    DOCUMENT_DAMAGED = "document_damaged"
    LOST_PICTURES = "lost_pictures"  # count
    MACROS = "macros"
    TRACKED_CHANGES = "tracked_changes"
    LINKS_WITHOUT_SITE = "links_without_site"  # count
    LINK_LEFT_OUT = "link_left_out"  # reason, in words
    MORE_LINKS_LEFT_OUT = "more_links_left_out"  # count
    # Of PDF files.
    PDF_DAMAGED = "pdf_damaged"
    PDF_TOO_SLOW = "pdf_too_slow"
    PDF_TOO_MUCH_TEXT = "pdf_too_much_text"
    TOO_MANY_PAGES = "too_many_pages"  # count, limit
    SCANS_NOT_READ = "scans_not_read"  # pages, packages
    PAGES_RECOGNISED = "pages_recognised"  # pages
    PAGE_FURNITURE = "page_furniture"  # lines
    TURNED_CHARACTERS = "turned_characters"  # count
    # Of scans.
    RECOGNITION_MISSING = "recognition_missing"  # packages
    RECOGNITION_TOO_SLOW = "recognition_too_slow"
    PAGE_RECOGNITION_TOO_SLOW = "page_recognition_too_slow"
    PAGE_RECOGNITION_FAILED = "page_recognition_failed"
    TOO_MANY_SCANS = "too_many_scans"  # count, limit
    PICTURE_DAMAGED = "picture_damaged"
    PICTURE_TOO_LARGE = "picture_too_large"  # limit, in millions of pixels


@dataclass(frozen=True)
class Message:
    """A refusal or a warning."""

    code: Code
    parameters: Mapping[str, Any] = field(default_factory=dict)


def of_word_processor(*, has_macros: bool, has_changes: bool, lost_pictures: int) -> list[Message]:
    """Warnings of what a document has besides its text; pictures are lost that no browser shows."""
    warnings = []
    if lost_pictures:
        warnings.append(Message(Code.LOST_PICTURES, {"count": lost_pictures}))
    if has_macros:
        warnings.append(Message(Code.MACROS))
    if has_changes:
        warnings.append(Message(Code.TRACKED_CHANGES))
    return warnings


def of_characters(text: str) -> list[Message]:
    """The warning of characters that stand for others, if there are any."""
    count = text.count("\N{REPLACEMENT CHARACTER}")
    return [Message(Code.UNREAD_CHARACTERS, {"count": count})] if count else []


def of_furniture(lines: Sequence[str]) -> list[Message]:
    """The warning of what repeats from page to page, if anything does."""
    return [Message(Code.PAGE_FURNITURE, {"lines": tuple(lines)})] if lines else []
