"""Plain text files: the output of scanners and old editors."""

import re
import unicodedata
from functools import cache

from django.utils.translation import gettext as _

from news.importer.reading.document import ReadDocument, Unreadable

from .encodings import decode
from .limits import LARGEST_TEXT_BYTES, MEBIBYTE
from .messages import of_characters

MEDIA_TYPE = "text/plain"
# Of the characters of a text; other files have about one in ten.
MOST_CONTROL_CHARACTERS = 0.002
_NEWLINE = re.compile("\r\n|[\r\u0085\u2028\u2029\v]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
# MS-DOS ended a file's text with it.
_END_OF_FILE = "\x1a"


def read_text(name: str, content: bytes) -> ReadDocument:
    require_length(len(content))
    text, encoding = decode(content)
    raw_text = clean(text.rstrip(_END_OF_FILE + "\0"))
    require_text(raw_text)
    return ReadDocument(
        name=name,
        media_type=MEDIA_TYPE,
        raw_text=raw_text,
        blocks=(),
        has_layout_lines=True,
        is_recognised=False,
        encoding=encoding,
        page_count=raw_text.strip("\f").count("\f") + 1,
        warnings=tuple(of_characters(raw_text)),
    )


def require_length(length: float) -> None:
    """Raises Unreadable for more characters or bytes of text than are read."""
    if length > LARGEST_TEXT_BYTES:
        raise Unreadable(
            _("The file has more than %(limit)d MiB of text. Divide it.") % {"limit": LARGEST_TEXT_BYTES // MEBIBYTE}
        )


def require_text(text: str) -> None:
    if not any(character.isalnum() for character in text):
        raise Unreadable(_("There is no text in the file."))


def clean(text: str) -> str:
    """The text with one kind of line break, composed letters and no control characters.

    Raises Unreadable where it has so many of them that it is none.
    """
    text = _NEWLINE.sub("\n", text).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if len(_CONTROL.findall(text)) > MOST_CONTROL_CHARACTERS * len(text) + 1:
        kinds = "TXT, PDF, DOCX, ODT, RTF, HTML, PNG, JPEG, TIFF, ZIP"
        raise Unreadable(_("This is no text, or no kind of file that can be read: %(kinds)s.") % {"kinds": kinds})
    return unicodedata.normalize("NFC", _too_many_marks().sub(r"\1", _CONTROL.sub("", text)))


@cache
def _too_many_marks() -> re.Pattern[str]:
    """To put them in order takes the square of their number; no language has more than 30 on a letter (UAX #15)."""
    marks = "".join(character for character in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(character))
    return re.compile(f"([{marks}]{{30}})[{marks}]+")
