"""Messages in the user's language, of what the readers say in codes."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ..reading.kinds import kinds
from ..reading.messages import Code, Message

# By code; those with a number of things take their plural from `count`.
WORDINGS: Mapping[Code, str | Promise] = {
    Code.EMPTY_FILE: _("The file is empty."),
    Code.FILE_TOO_LARGE: _("The file is larger than %(limit)d MiB."),
    Code.TOO_MUCH_TEXT: _("The file has more than %(limit)d MiB of text. Divide it."),
    Code.NO_TEXT: _("There is no text in the file."),
    Code.NOT_TEXT: _("This is no text, or no kind of file that can be read: %(kinds)s."),
    Code.NOT_A_FILE: _("This is not a file."),
    Code.NO_SUCH_FILE: _("There is no such file."),
    Code.CANNOT_BE_OPENED: _("The file cannot be opened: %(error)s"),
    Code.LOCKED: _("The document is protected by a password. Save it without one."),
    Code.UNREAD_CHARACTERS: _("Characters that could not be read: %(count)d."),
    Code.OTHER_FORMAT: _("Files of the kind %(format)s cannot be read. Save it as DOCX, PDF, HTML or TXT."),
    Code.OTHER_PICTURE_FORMAT: _("This is a picture (%(format)s). Save the scan as PNG, JPEG, TIFF or PDF."),
    Code.UNEXPECTED_ARCHIVE: _("This is an archive of files, where a document is expected. Unpack it first."),
    Code.MISNAMED: _("The name ends in “%(suffix)s”, but the file is %(kind)s; it was read as such."),
    Code.MISNAMED_PAGE: _(
        "The name ends in “%(suffix)s”, but the file is %(kind)s. Rename it, if that is what it should be."
    ),
    Code.ARCHIVE_DAMAGED: _("The ZIP archive is damaged."),
    Code.TOO_MANY_FILES: _("The ZIP archive has more than %(limit)d files."),
    Code.ARCHIVE_TOO_LARGE: _("Unpacked, the ZIP archive has more than %(limit)d MiB."),
    Code.ARCHIVE_LOCKED: _("The ZIP archive is protected by a password. Unpack it first."),
    Code.UNKNOWN_COMPRESSION: _("The file is packed in a way that is not supported. Unpack the archive first."),
    Code.ENTRY_DAMAGED: _("The file is damaged inside the ZIP archive."),
    Code.ENTRY_TOO_LARGE: _("Unpacked, the file has more than %(limit)d MiB."),
    Code.ENTRY_RATIO: _("The file unpacks to more than %(ratio)d times its size."),
    Code.TOO_DEEP: _("The elements of the document are nested too deeply."),
    Code.TOO_MANY_ELEMENTS: _("The document has more than %(limit)d elements. Divide it."),
    Code.OWN_ENTITIES: _("The document defines its own XML entities, a security risk; it was not opened."),
    Code.DOCUMENT_DAMAGED: _("The document is damaged inside. Open it in another program and save it anew."),
    Code.LOST_PICTURES: ngettext_lazy(
        "%(count)d picture could not be taken over.", "%(count)d pictures could not be taken over.", "count"
    ),
    Code.MACROS: _("The document contains macros; they were left out and never run."),
    Code.TRACKED_CHANGES: _("The document contains tracked changes; it was read as if all were accepted."),
    Code.LINKS_WITHOUT_SITE: ngettext_lazy(
        "%(count)d link was left out: the page does not say which site it belongs to.",
        "%(count)d links were left out: the page does not say which site it belongs to.",
        "count",
    ),
    Code.LINK_LEFT_OUT: _("The link was left out, its words were kept: %(reason)s"),
    Code.MORE_LINKS_LEFT_OUT: ngettext_lazy(
        "%(count)d more link was left out for such reasons.",
        "%(count)d more links were left out for such reasons.",
        "count",
    ),
    Code.PDF_DAMAGED: _("The PDF is damaged. Open it in another program and save it anew."),
    Code.PDF_TOO_SLOW: _("Reading the PDF takes too long."),
    Code.PDF_TOO_MUCH_TEXT: _("The PDF has more text than can be read. Divide it."),
    Code.TOO_MANY_PAGES: _("The document has %(count)d pages; at most %(limit)d can be read. Divide it."),
    Code.SCANS_NOT_READ: _(
        "Scanned pages that were not read: %(pages)s. To recognise them, install on the server: %(packages)s."
    ),
    Code.PAGES_RECOGNISED: _("Pages that were recognised from a scan: %(pages)s."),
    Code.PAGE_FURNITURE: _("Left out, because it repeats from page to page: %(lines)s."),
    Code.TURNED_CHARACTERS: ngettext_lazy(
        "%(count)d character that runs in another direction was left out.",
        "%(count)d characters that run in another direction were left out.",
        "count",
    ),
    Code.RECOGNITION_MISSING: _(
        "The document is a scan without text. To recognise it, install on the server: %(packages)s."
    ),
    Code.RECOGNITION_TOO_SLOW: _(
        "Recognising the characters of the scanned pages takes too long. Divide the document."
    ),
    Code.PAGE_RECOGNITION_TOO_SLOW: _("Recognising the characters of a scanned page takes too long."),
    Code.PAGE_RECOGNITION_FAILED: _("The characters of a scanned page cannot be recognised."),
    Code.TOO_MANY_SCANS: _(
        "%(count)d pages are scans without text; at most %(limit)d can be recognised. Divide the document."
    ),
    Code.PICTURE_DAMAGED: _("The picture is damaged. Open it in another program and save it anew."),
    Code.PICTURE_TOO_LARGE: _("The picture has more than %(limit)d million pixels."),
}
# How what is several is written in one message.
_LISTED: Mapping[str, Callable[[Any], str]] = {
    "pages": lambda pages: ", ".join(map(str, pages)),
    "packages": " ".join,
    "lines": lambda lines: ", ".join(f"“{line}”" for line in lines),
}


class Refused(Exception):
    """A document cannot be imported; the message says why and what to do, in the user's language."""


def worded(message: Message) -> str:
    values = {name: _LISTED[name](value) if name in _LISTED else value for name, value in message.parameters.items()}
    if message.code == Code.NOT_TEXT:
        values["kinds"] = ", ".join(kinds())
    # A lazy string with a plural is chosen by what it is filled with.
    wording: Any = WORDINGS[message.code]
    return str(wording % values)
