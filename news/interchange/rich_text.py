"""HTML from outside, reduced to what a block of rich text allows."""

from collections.abc import Iterable

import nh3
from bs4 import BeautifulSoup

TAGS = {
    "bold": {"b", "strong"},
    "italic": {"i", "em"},
    "ol": {"ol", "li"},
    "ul": {"ul", "li"},
    "link": {"a"},
    "document-link": {"a"},
}
LINK_ATTRIBUTES = {"href", "linktype", "id"}
SCHEMES = {"http", "https", "mailto", "tel"}


def sanitise(html: str, features: Iterable[str]) -> str:
    """The HTML with the paragraphs and the features of the block only; the text of everything else stays.

    In the form in which wagtail-localize writes it, so that sanitising a second time changes nothing.
    """
    tags = {"p", "br"}.union(*(TAGS.get(feature, set()) for feature in features))
    # Wagtail's comments are tied to the keys of paragraphs.
    attributes = {tag: {"data-block-key"} for tag in tags & {"p", "li"}}
    if "a" in tags:
        attributes["a"] = LINK_ATTRIBUTES
    clean = nh3.clean(html, tags=tags, attributes=attributes, url_schemes=SCHEMES, link_rel=None)
    text = str(BeautifulSoup(clean, "html.parser")).strip()
    return text if not text or text.startswith("<") else f"<p>{text}</p>"
