"""HTML from outside, reduced to what a block of rich text allows."""

from collections.abc import Iterable

import nh3
from bs4 import BeautifulSoup, Tag

from portal.links.rules import SCHEMES

TAGS = {
    "bold": {"b", "strong"},
    "italic": {"i", "em"},
    "ol": {"ol", "li"},
    "ul": {"ul", "li"},
    "link": {"a"},
    "document-link": {"a"},
}
LINK_ATTRIBUTES = {"href", "linktype", "id"}
BLOCKS = {"p", "ul", "ol", "li"}
# Broken HTML takes a few rounds until it reads back as it was written.
ATTEMPTS = 5


def sanitise(html: str, features: Iterable[str]) -> str:
    """The HTML with the paragraphs and the features of the block only; the text of everything else stays.

    In the form in which wagtail-localize writes it, so that sanitising a second time changes nothing.
    """
    tags = {"p", "br"}.union(*(TAGS.get(feature, set()) for feature in features))
    # Wagtail's comments are tied to the keys of paragraphs.
    attributes = {tag: {"data-block-key"} for tag in tags & {"p", "li"}}
    if "a" in tags:
        attributes["a"] = LINK_ATTRIBUTES
    cleaned = ""
    for _ in range(ATTEMPTS):
        previous = cleaned
        cleaned = _normalised(
            nh3.clean(previous or html, tags=tags, attributes=attributes, url_schemes=set(SCHEMES), link_rel=None)
        )
        if cleaned == previous:
            break
    return cleaned


def _normalised(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all("a"):
        # In the order of Wagtail's own editor.
        tag.attrs = dict(sorted(tag.attrs.items()))
    _wrap_bare_text(soup)
    return str(soup).strip()


def _wrap_bare_text(soup: BeautifulSoup) -> None:
    """Text outside every paragraph and list gets a paragraph of its own."""
    paragraph: Tag | None = None
    for node in list(soup.children):
        if isinstance(node, Tag) and node.name in BLOCKS:
            paragraph = None
        elif paragraph is not None:
            paragraph.append(node)
        elif str(node).strip():
            paragraph = soup.new_tag("p")
            node.insert_before(paragraph)
            paragraph.append(node)
