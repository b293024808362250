"""Walks through the readers' pages by their links, and reads them as a screen reader does: in the language marked."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from news.importer.recognition.language import detect_language
from tests.client import Client

# Of fewer words no language can be told: they are names of institutions and labels.
FEWEST_WORDS = 7
# Elements that do not interrupt a sentence.
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong", "time", "u")
)
_UNREAD = frozenset(("script", "style", "template"))
# Attributes that are read out.
_SPOKEN = ("alt", "aria-label", "title", "placeholder")


@dataclass(frozen=True)
class Run:
    """Words that follow each other without a break, in one language by the marks of the page."""

    text: str
    language: str


def crawl(client: Client, *starts: str) -> Iterator[tuple[str, BeautifulSoup]]:
    """Every page of readers that links lead to, with its address; each path once, queries left out."""
    waiting, seen = deque(starts), set(starts)
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        if not response.get("Content-Type", "").startswith("text/html"):
            continue
        soup = BeautifulSoup(response.content.decode(), "html.parser")
        yield address, soup
        for link in soup.select("a[href]"):
            target = urlsplit(urljoin(address, str(link["href"])))
            is_read = not target.netloc and not target.path.startswith(("/admin/", "/documents/", "/media/"))
            if is_read and target.path not in seen:
                seen.add(target.path)
                waiting.append(target.path)


def runs(soup: BeautifulSoup) -> Iterator[Run]:
    """All that is read of a page, in order."""
    pieces: list[str] = []
    current = ""
    for text, language, is_new in _pieces(soup, "", is_new=True):
        if (is_new or language != current) and pieces:
            yield Run(" ".join(" ".join(pieces).split()), current)
            pieces = []
        pieces.append(text)
        current = language
    if pieces:
        yield Run(" ".join(" ".join(pieces).split()), current)


def _pieces(element: Tag, language: str, is_new: bool) -> Iterator[tuple[str, str, bool]]:
    """(text, language, whether something else than text came before it)."""
    for child in element.children:
        if isinstance(child, Tag):
            if child.name in _UNREAD or child.get("translate") == "no":
                continue
            own = str(child.get("lang", language))
            yield from ((str(child[name]), own, True) for name in _SPOKEN if child.get(name))
            is_block = child.name not in _INLINE
            yield from _pieces(child, own, is_new=is_new or is_block)
            is_new = is_block
        elif type(child) is NavigableString and child.strip():
            yield child, language, is_new
            is_new = False


def unmarked(soup: BeautifulSoup) -> list[tuple[Run, str]]:
    """Runs that are in another language than they are marked as, with the language that they are in."""
    long_ones = (run for run in runs(soup) if len(run.text.split()) >= FEWEST_WORDS)
    found = ((run, _language(run.text)) for run in long_ones)
    return [(run, language) for run, language in found if language not in ("", run.language)]


@cache
def _language(text: str) -> str:
    """Most of what stands on a page stands on others."""
    return detect_language(text)


def without_marks(page: BeautifulSoup) -> BeautifulSoup:
    """The same page, its body all in the language of the page."""
    for element in page.select("body [lang]"):
        del element["lang"]
    return page
