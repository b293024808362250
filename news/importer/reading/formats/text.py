"""Plain text files: the output of scanners and old editors."""

from ..document import ReadDocument
from ..document_format import Format
from ..encodings import decode
from ..messages import of_characters
from ..text import clean, require_length, require_text

MEDIA_TYPE = "text/plain"
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


FORMATS = (
    Format(
        kind="TXT",
        suffixes=(".txt", ".text", ".md"),
        media_type=MEDIA_TYPE,
        read=read_text,
        takes_the_rest=True,
    ),
)
