"""Text in another language than the page's is marked in its HTML, wherever a template has put it."""

from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString


def mark_language(html: str, texts: Iterable[str], language: str) -> str:
    """Gives each outermost element that holds exactly one of the plain `texts` a `lang`; bare text gets a span.

    A picture is marked by its alternative text.
    """
    wanted = set(texts)
    if not wanted:
        return html
    soup = BeautifulSoup(html, "html.parser")
    _mark(soup, wanted, language, soup)
    return str(soup)


def _mark(parent: Tag, wanted: set[str], language: str, soup: BeautifulSoup) -> None:
    for child in list(parent.children):
        if isinstance(child, Tag):
            if _text(child) in wanted or _words(str(child.get("alt", ""))) in wanted:
                child["lang"] = language
            else:
                _mark(child, wanted, language, soup)
        elif type(child) is NavigableString and _words(child) in wanted:
            child.wrap(soup.new_tag("span", attrs={"lang": language}))


def _text(element: Tag) -> str:
    # The line breaks of plain text are elements; the words on their sides are two.
    pieces = (
        " " if isinstance(each, Tag) and each.name == "br" else each if type(each) is NavigableString else ""
        for each in element.descendants
    )
    return _words("".join(pieces))


def _words(text: str) -> str:
    return " ".join(text.split())
