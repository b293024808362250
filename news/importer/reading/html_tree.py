"""A page's elements after sanitising: scripts, styles and event handlers are gone before anything looks at them."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from html.parser import HTMLParser

import nh3

from portal.languages.common.natural_numbers import natural_number

from .document import Unreadable
from .limits import DEEPEST_NESTING, MOST_ELEMENTS
from .messages import Code, Message
from .text import require_length

_HEAD = {"title", "base", "link", "meta"}
_SECTIONS = {"main", "article", "section", "div", "center", "nav", "header", "footer", "aside", "form", "dialog"}
_BLOCKS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "blockquote", "address", "figure", "figcaption", "hr"),
    *("ul", "ol", "li", "dl", "dt", "dd", "details", "summary"),
}
_TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
_INLINE = {"a", "br", "img"}
_VOID = {"base", "link", "meta", "br", "img", "hr"}
# Removed with all that is in them; of other elements that are not kept the text stays.
_REMOVED = {
    *("script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "math", "canvas"),
    *("audio", "video", "select", "textarea", "button", "datalist"),
}
_ATTRIBUTES = {
    "*": {"class", "id", "role", "hidden", "aria-hidden", "style", "itemprop"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "base": {"href"},
    "link": {"rel", "href"},
    "meta": {"property", "content"},
}
BLOCK_TAGS = _SECTIONS | _BLOCKS | _TABLES
# The standard's parser takes quadratic time for elements that are never closed, beyond what any page has.
_MOST_UNCLOSED = 5000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_END_IS_OPTIONAL = {*_VOID, "p", "li", "dt", "dd", "td", "th", "tr", "option", "input", "area", "col", "param", "wbr"}

# nh3 drops an address that it does not know without a word; under this scheme it gets through, for others to judge.
_PUT_BY = "x-put-by"
_HREF = re.compile(r"""(<a\s(?:[^<>]*?\s)??href\s*=\s*)("[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)""", re.IGNORECASE)

_cleaner = nh3.Cleaner(
    tags=_HEAD | BLOCK_TAGS | _INLINE,
    clean_content_tags=_REMOVED,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", _PUT_BY},
    link_rel=None,
)


class Element:
    """An element with its attributes and, in order, its texts and elements."""

    __slots__ = ("attributes", "children", "parent", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None" = None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    def elements(self) -> Iterator["Element"]:
        return (child for child in self.children if isinstance(child, Element))

    def descendants(self) -> Iterator["Element"]:
        """This element and all below it, in the page's order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(list(element.elements()))

    def find(self, *tags: str) -> list["Element"]:
        return [element for element in self.descendants() if element.tag in tags]

    def text(self) -> str:
        """All text, as it is written in the file."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def parse(html: str) -> Element:
    """The sanitised elements of a page under one root; links have the addresses that the page gives them, whatever
    these are. Raises Unreadable for nesting that no page has."""
    _require_closing(html)
    addresses: list[str] = []
    cleaned = _cleaner.clean(_HREF.sub(lambda match: _put_by(match, addresses), html))
    # What is no markup comes out escaped, and longer.
    require_length(len(cleaned) / 2)
    builder = _Builder(addresses)
    builder.feed(cleaned)
    builder.close()
    return builder.root


def _put_by(match: re.Match[str], addresses: list[str]) -> str:
    """The link, with a reference to its address in the address's place."""
    addresses.append(unescape(match[2].strip("\"'")).strip())
    return f'{match[1]}"{_PUT_BY}:{len(addresses) - 1}"'


def _require_closing(html: str) -> None:
    unclosed = 0
    for closing, tag in _TAG.findall(html):
        if tag.lower() not in _END_IS_OPTIONAL:
            unclosed += -1 if closing else 1
            if unclosed > _MOST_UNCLOSED:
                raise Unreadable(Message(Code.TOO_DEEP))


class _Builder(HTMLParser):
    """Builds the tree from sanitised HTML, in which every element is closed."""

    def __init__(self, addresses: Sequence[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._addresses = addresses
        self.root = Element("body", {})
        self._open = [self.root]
        self._elements = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise Unreadable(Message(Code.TOO_MANY_ELEMENTS, {"limit": MOST_ELEMENTS}))
        parent = self._open[-1]
        element = Element(tag, {name: self._given(value or "") for name, value in attrs}, parent)
        parent.children.append(element)
        if tag not in _VOID:
            self._open.append(element)
            if len(self._open) > DEEPEST_NESTING:
                raise Unreadable(Message(Code.TOO_DEEP))

    def _given(self, value: str) -> str:
        scheme, _colon, number = value.partition(":")
        place = natural_number(number) if scheme == _PUT_BY else None
        return self._addresses[place] if place is not None and place < len(self._addresses) else value

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
