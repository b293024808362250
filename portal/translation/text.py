"""The text of a segment, which wagtail-localize keeps as HTML with inline tags only."""

import re
from html import unescape

from portal.languages.analysis import words

_BREAK = re.compile(r"<br\s*/?>")
_TAG = re.compile(r"<[^<>]*>")
_TAG_NAME = re.compile(r"<(/?[a-z]+)(?:\s+id=\"([^\"<>]*)\")?[^<>]*>", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def plain(html: str) -> str:
    """Text without markup on one line; a line break becomes a space."""
    if "<" in html:
        html = _TAG.sub("", _BREAK.sub(" ", html))
    return _SPACES.sub(" ", unescape(html)).strip()


def tags(html: str) -> list[str]:
    """Opening tags in order, with the identifier of those that have one: `b`, `a#a1`."""
    return [
        f"{name.lower()}#{identifier}" if identifier else name.lower()
        for name, identifier in _TAG_NAME.findall(html)
        if not name.startswith("/")
    ]


def word_count(html: str) -> int:
    """Words in a row of letters; the parts of a compound count each."""
    return sum(1 for _ in words(plain(html)))
