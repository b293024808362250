"""Finds what a page is about: its content without menus, notices about cookies, sidebars and footers."""

import re
from dataclasses import dataclass

from .html_tree import BLOCK_TAGS, Element

_FURNITURE_TAGS = {"nav", "footer", "aside", "dialog"}
_FURNITURE_ROLES = {
    *("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar"),
}
# Words of classes and identifiers, as sites of the last twenty years name their parts.
_FURNITURE_WORDS = {
    *("nav", "navbar", "navigation", "navigacija", "menu", "meniu", "submenu", "topmenu", "breadcrumb", "breadcrumbs"),
    *("footer", "sidebar", "masthead", "topbar", "toolbar", "banner", "advert", "advertisement", "ads", "share"),
    *("sharing", "social", "addtoany", "addthis", "related", "comments", "respond", "pagination", "pager", "popup"),
    *("modal", "skip", "search", "paieska", "login", "newsletter", "subscribe", "widget", "tagcloud", "printfriendly"),
}
_NOTICE_WORDS = {"cookie", "cookies", "cookiebar", "consent", "gdpr", "slapukai", "slapuku"}
# "with-sidebar" says where the content is, not that it is one.
_NEGATING_WORDS = {"with", "has", "no", "without", "main", "content", "page"}
_HIDDEN_STYLE = re.compile(r"(display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_WRAPPERS = BLOCK_TAGS - {"p", "ul", "ol", "li", "blockquote", "dl"}
_WORD = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FILE = re.compile(r"\.\w{2,5}(\?|$)")

# What is named like furniture and holds more of the page's text than this is a wrapper of everything.
LARGEST_FURNITURE = 0.6
# The content is the smallest element that has this share of the page's prose.
SHARE_OF_CONTENT = 0.8
# Prose: texts of so many characters that are no links.
SHORTEST_PROSE = 40
# A menu consists of short links to pages of the site.
SHARE_OF_LINKS = 0.9
FEWEST_LINKS = 3
LONGEST_MENU_ENTRY = 40


@dataclass(frozen=True)
class _Measure:
    """Of an element with all that is in it: lengths are of its text without spaces."""

    length: int
    link_length: int
    links: int
    longest_link: int
    leads_away: bool
    prose: int


_Measures = dict[Element, _Measure]


def find_content(body: Element) -> Element:
    """Takes furniture out of the tree and returns the element that holds the content."""
    measures: _Measures = {}
    _measure(body, measures)
    _remove_furniture(body, measures, measures[body].length)
    _measure(body, measures)
    named = _named_content(body, measures)
    return _with_heading(named if named is not None else _densest(body, measures), body, measures)


def _measure(element: Element, measures: _Measures) -> _Measure:
    inner = []
    own = run = prose = 0
    for child in element.children:
        if isinstance(child, str):
            length = len("".join(child.split()))
            own += length
            run += length
        else:
            inner.append(_measure(child, measures))
            if child.tag in BLOCK_TAGS:
                prose += (run if run >= SHORTEST_PROSE else 0) + inner[-1].prose
                run = 0
    length = own + sum(measure.length for measure in inner)
    if element.tag == "a":
        href = element.attributes.get("href", "")
        leads_away = href.startswith("http") or _FILE.search(href) is not None
        measure = _Measure(length, length, 1, length, leads_away, 0)
    else:
        measure = _Measure(
            length,
            sum(measure.link_length for measure in inner),
            sum(measure.links for measure in inner),
            max((measure.longest_link for measure in inner), default=0),
            any(measure.leads_away for measure in inner),
            prose + (run if run >= SHORTEST_PROSE else 0),
        )
    measures[element] = measure
    return measure


def _remove_furniture(element: Element, measures: _Measures, total: int) -> None:
    kept: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            kept.append(child)
        elif not _is_furniture(child, measures[child], total):
            kept.append(child)
            _remove_furniture(child, measures, total)
    element.children = kept


def _is_furniture(element: Element, measure: _Measure, total: int) -> bool:
    if _is_hidden(element) or _words(element) & _NOTICE_WORDS:
        return True
    if element.tag in {"ul", "ol", "div", "p", "td"} and _is_menu(measure):
        return True
    return _is_named_furniture(element) and measure.length < LARGEST_FURNITURE * total


def _is_hidden(element: Element) -> bool:
    attributes = element.attributes
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    return hidden or _HIDDEN_STYLE.search(attributes.get("style", "")) is not None


def _is_named_furniture(element: Element) -> bool:
    if element.tag in _FURNITURE_TAGS or element.attributes.get("role", "") in _FURNITURE_ROLES:
        return True
    if element.tag == "header":
        return not _has_ancestor(element, "main", "article")
    words = _words(element)
    return bool(words & _FURNITURE_WORDS) and not words & _NEGATING_WORDS


def _words(element: Element) -> set[str]:
    if element.tag not in BLOCK_TAGS:
        return set()
    named = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
    return set(_WORD.findall(_CAMEL.sub(" ", named).lower()))


def _has_ancestor(element: Element, *tags: str) -> bool:
    ancestor = element.parent
    while ancestor is not None:
        if ancestor.tag in tags:
            return True
        ancestor = ancestor.parent
    return False


def _is_menu(measure: _Measure) -> bool:
    return (
        measure.links >= FEWEST_LINKS
        and measure.longest_link <= LONGEST_MENU_ENTRY
        and measure.link_length >= SHARE_OF_LINKS * measure.length
        and not measure.leads_away
    )


def _named_content(body: Element, measures: _Measures) -> Element | None:
    """What the page itself calls its content, where it holds prose."""
    elements = list(body.descendants())
    for candidates in (
        [element for element in elements if element.attributes.get("itemprop") == "articleBody"],
        [element for element in elements if element.tag == "main" or element.attributes.get("role") == "main"],
        [element for element in elements if element.tag == "article"],
    ):
        longest = max(candidates, key=lambda element: measures[element].length, default=None)
        if longest is None or not measures[longest].prose:
            continue
        # Many articles on a page are a listing of them, or an article with its comments.
        if measures[longest].length > sum(measures[element].length for element in candidates) / 2:
            return longest
    return None


def _densest(body: Element, measures: _Measures) -> Element:
    content = body
    while True:
        enough = SHARE_OF_CONTENT * measures[body].prose
        heavy = [child for child in content.elements() if child.tag in _WRAPPERS and measures[child].prose >= enough]
        if not heavy or not enough:
            return content
        content = heavy[0]


def _with_heading(content: Element, body: Element, measures: _Measures) -> Element:
    """The element around the content that holds the page's one heading as well, where that adds little else."""
    headings = body.find("h1")
    if len(headings) != 1 or content.find("h1"):
        return content
    around = content
    while around.parent is not None and not around.find("h1"):
        around = around.parent
    added = measures[around].length - measures[content].length - measures[headings[0]].length
    return around if added <= (1 - SHARE_OF_CONTENT) * measures[content].length else content
