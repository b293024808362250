"""Visits everything that an anonymous reader can find, and looks for words in all that is answered."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from news.models import ItemRecord, ProjectRecord
from portal.i18n import language_codes
from portal.languages.registry import language
from tests.client import Client

# Addresses in attributes, and in data for programs.
_LINK = re.compile(r"""(?:href|src|action)="([^"]+)"|"(https?://testserver[^"]*)"|<(?:id|uri)>([^<]+)<""")
_NOT_READ = ("/static/", "/media/", "/admin/", "/documents/", "/api/", "/_util/")
_BEGINNING = 6


@dataclass
class Visit:
    """`found` says which words were seen, and where first; `addresses` are those that were asked for, and `failed`
    those that answered with an error of the server."""

    found: dict[str, str] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def search_for(secrets: Collection[str], files: Sequence[tuple[str, str]], *, by_words: bool = True) -> Visit:
    """By links from the front pages on, by numbers, by old addresses, by searching, and by guessing the addresses of
    files, each of which comes with the word that it holds."""
    visit = Visit()
    client = Client(raise_request_exception=False)
    waiting = list(_starts())
    seen = set(waiting)
    while waiting:
        address = waiting.pop()
        response = _ask(client, address, secrets, visit)
        for link in _links(address, response):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    if by_words:
        for address in _questions(secrets):
            _ask(client, address, secrets, visit)
    for word, address in files:
        visit.addresses.append(address)
        if client.get(address).status_code == 200:
            visit.found.setdefault(word, address)
    return visit


def _starts() -> Iterator[str]:
    numbers = {"n": ItemRecord.objects.count() + 2, "p": ProjectRecord.objects.count() + 2}
    yield from ("/", "/feed/", "/sitemap.xml", "/robots.txt")
    for code in language_codes():
        yield from (f"/{code}/", f"/{code}/feed/", _address(code, "coverage"), f"/{code}/sitemap.xml", f"/{code}/nera/")
        yield from (f"/{code}/senas-adresas/", f"/{code}/senas-adresas/?a=b", f"/sitemap-{code}-1.xml")
    for kind, last in numbers.items():
        for number in range(1, last):
            yield f"/{kind}/{number}/"
            for code in language_codes():
                yield from (f"/{code}/{kind}/{number}/", _address(code, kind, str(number), "changes"))


def _address(code: str, *words: str) -> str:
    own = language(code).address_words
    return "/".join(("", code, *(own.get(word, word) for word in words), ""))


def _questions(secrets: Collection[str]) -> Iterator[str]:
    """The word itself only of programs: the page of results repeats what was asked for."""
    for code in language_codes():
        yield from (f"{_address(code, 'search')}?q=nariams", f"/api/search/?q=&language={code}&page_size=100")
        for word in secrets:
            neighbour = f"{word[:5]}x{word[6:]}"
            yield f"/api/search/?q={word}&language={code}"
            yield f"/api/search/?q={neighbour}&language={code}"
            yield f"/api/search/complete/?q={word[:_BEGINNING]}&language={code}"
            yield f"{_address(code, 'search')}?q={neighbour}"


def _ask(client: Client, address: str, secrets: Collection[str], visit: Visit) -> Any:
    response = client.get(address)
    visit.addresses.append(address)
    if response.status_code >= 500:
        visit.failed.append(address)
    headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    text = f"{headers}\n{response.content.decode(errors='replace')}".lower()
    for word in secrets:
        if word in text:
            visit.found.setdefault(word, address)
    return response


def _links(address: str, response: Any) -> Iterator[str]:
    found = [next(filter(None, match)) for match in _LINK.findall(response.content.decode(errors="replace"))]
    for link in [*found, response.headers.get("Location", "")]:
        target = urlsplit(urljoin(f"http://testserver{address}", link))
        if target.netloc == "testserver" and link and not target.path.startswith(_NOT_READ):
            is_search = "search" in target.path or "paieska" in target.path
            yield target.path + (f"?{target.query}" if target.query.startswith("page=") and not is_search else "")
