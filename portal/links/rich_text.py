"""Rich text: the links in it, asked for when it is saved, and once more when readers get it."""

import re
from collections.abc import Callable

import nh3
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .rules import link_problem, may_be_published

# Whatever an editor, an import or an older version of the portal may have left in a text.
_TAGS = frozenset({"a", "b", "br", "em", "i", "img", "p", "strong", "ol", "ul", "li", "h2", "h3", "h4", "h5", "h6"})
_TAGS |= {"abbr", "blockquote", "code", "figcaption", "figure", "hr", "mark", "s", "small", "span", "sub", "sup", "u"}
_ATTRIBUTES = {
    "*": {"class", "data-block-key", "dir", "id", "lang", "title"},
    "a": {"href"},
    "img": {"alt", "height", "loading", "sizes", "src", "srcset", "width"},
}
# Of one text; a chapter of a book has some hundreds.
MOST_ELEMENTS = 1_000
_ADDRESSES = frozenset({"href", "src"})
_STRAY_BRACKET = re.compile(r"""<(?!(?:[^<>"']|"[^<>"]*"|'[^<>']*')*+>)""")


def without_stray_brackets(html: str) -> str:
    """The HTML in which every "<" has its ">": over others Python's parser takes quadratic time, seconds a page."""
    return _STRAY_BRACKET.sub("&lt;", html)


def external_links(html: str) -> list[str]:
    """Addresses of the links that name one, each once; links to pages and documents of the portal name none."""
    if "href" not in html.lower():
        return []
    soup = BeautifulSoup(without_stray_brackets(html), "html.parser")
    return list(dict.fromkeys(str(link["href"]) for link in soup.find_all("a", href=True)))


def validate_rich_text(html: str) -> None:
    """Raises ValidationError with a message for each link that cannot be published, and for what no text needs."""
    # An element has two tags. Saving takes time as the square of the line breaks in one text.
    if html.count("<") > 2 * MOST_ELEMENTS:
        raise ValidationError(_("A text has more than %(limit)d elements. Divide it.") % {"limit": MOST_ELEMENTS})
    problems = [problem for link in external_links(html) if (problem := link_problem(link))]
    if problems:
        raise ValidationError(problems, code="link")


def without_bad_links(html: str, report: Callable[[str], None]) -> str:
    """The HTML without the addresses of links that cannot be published; `report` is told of each. Their words stay."""
    bad = {link: problem for link in external_links(html) if (problem := link_problem(link))}
    if not bad:
        return html
    soup = BeautifulSoup(without_stray_brackets(html), "html.parser")
    for link in soup.find_all("a", href=True):
        if str(link["href"]) in bad:
            del link["href"]
    for problem in bad.values():
        report(problem)
    return str(soup)


def publishable_html(html: str) -> str:
    """What readers get: text and the links that may be published. A link that may not be leaves its words."""
    return nh3.clean(html, tags=set(_TAGS), attributes=_ATTRIBUTES, attribute_filter=_published, link_rel=None)


def _published(tag: str, attribute: str, value: str) -> str | None:
    return None if attribute in _ADDRESSES and not may_be_published(value) else value
