"""HTML from outside, reduced to what a block of rich text allows."""

import re
from collections.abc import Iterable, Iterator
from typing import cast

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from django.utils.translation import gettext as _

from portal.links.rich_text import MOST_ELEMENTS
from portal.links.rules import SCHEMES

from .reading import Rejected

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
EMPTY = {"br"}
DEEPEST_ELEMENT = 100
_ELEMENT = re.compile(r"<(/?)([a-z]+)")
# Broken HTML takes a few rounds until it reads back as it was written.
ATTEMPTS = 5


def sanitise(html: str, features: Iterable[str]) -> str:
    """The HTML with the paragraphs and the features of the block only; the text of everything else stays.

    In the form in which wagtail-localize writes it, so that sanitising a second time changes nothing. Raises Rejected
    for elements that are nested more deeply, or are more, than any text needs.
    """
    tags = {"p", "br"}.union(*(TAGS.get(feature, set()) for feature in features))
    # Wagtail's comments are tied to the keys of paragraphs.
    attributes = {tag: {"data-block-key"} for tag in tags & {"p", "li"}}
    if "a" in tags:
        attributes["a"] = LINK_ATTRIBUTES
    cleaned = ""
    for _attempt in range(ATTEMPTS):
        previous = cleaned
        clean = nh3.clean(previous or html, tags=tags, attributes=attributes, url_schemes=set(SCHEMES), link_rel=None)
        _require_bounded(clean)
        cleaned = _normalised(clean)
        if cleaned == previous:
            break
    return cleaned


def _require_bounded(html: str) -> None:
    """Of HTML in which every element is closed. What reads it later goes one level deeper with each element, and looks
    at all that stand beside one."""
    depth = 0
    for number, match in enumerate(_ELEMENT.finditer(html), start=1):
        if number > 2 * MOST_ELEMENTS:
            raise Rejected(_("A text has more than %(limit)d elements. Divide it.") % {"limit": MOST_ELEMENTS})
        depth += -1 if match[1] else match[2] not in EMPTY
        if depth > DEEPEST_ELEMENT:
            raise Rejected(_("Nested too deeply."))


def _normalised(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all("a"):
        # In the order of Wagtail's own editor.
        tag.attrs = dict(sorted(tag.attrs.items()))
    return "".join(_wrapped(soup)).strip()


def _wrapped(soup: BeautifulSoup) -> Iterator[str]:
    """The parts of the HTML; text outside every paragraph and list gets a paragraph of its own."""
    is_open = False
    for node in soup.children:
        html = node.decode() if isinstance(node, Tag) else cast(NavigableString, node).output_ready("minimal")
        if isinstance(node, Tag) and node.name in BLOCKS:
            yield "</p>" if is_open else ""
            is_open = False
        elif not is_open and html.strip():
            yield "<p>"
            is_open = True
        yield html
    yield "</p>" if is_open else ""
