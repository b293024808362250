"""Inline tags of a segment, whose text wagtail-localize keeps as HTML."""

import re

_TAG_NAME = re.compile(r"<(/?[a-z]+)(?:\s+id=\"([^\"<>]*)\")?[^<>]*>", re.IGNORECASE)


def tags(html: str) -> list[str]:
    """Opening tags in order, with the identifier of those that have one: `b`, `a#a1`."""
    return [
        f"{name.lower()}#{identifier}" if identifier else name.lower()
        for name, identifier in _TAG_NAME.findall(html)
        if not name.startswith("/")
    ]
