"""Text as every reader gives it: of no more than so much, with one kind of line break and no control characters."""

import re

from portal.languages.common.normalization import stored

from .document import Unreadable
from .limits import LARGEST_TEXT_BYTES, MEBIBYTE
from .messages import Code, Message

# Of the characters of a text; other files have about one in ten.
MOST_CONTROL_CHARACTERS = 0.002
_NEWLINE = re.compile("\r\n|[\r\u0085\u2028\u2029\v]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_ENDS = re.compile("(\f|\u00ad[ \t]*(?=\n|\\Z))")


def require_length(length: float) -> None:
    """Raises Unreadable for more characters or bytes of text than are read."""
    if length > LARGEST_TEXT_BYTES:
        raise Unreadable(Message(Code.TOO_MUCH_TEXT, {"limit": LARGEST_TEXT_BYTES // MEBIBYTE}))


def require_text(text: str) -> None:
    if not any(character.isalnum() for character in text):
        raise Unreadable(Message(Code.NO_TEXT))


def clean(text: str) -> str:
    """The text as texts are kept, with one kind of line break and no control characters.

    Pages keep their ends, and lines the soft hyphens at theirs, which say that a word goes on. Raises Unreadable where
    it has so many control characters that it is none.
    """
    text = _NEWLINE.sub("\n", text).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if len(_CONTROL.findall(text)) > MOST_CONTROL_CHARACTERS * len(text) + 1:
        raise Unreadable(Message(Code.NOT_TEXT))
    parts = _ENDS.split(_CONTROL.sub("", text))
    return "".join(part if number % 2 else stored(part) for number, part in enumerate(parts))
