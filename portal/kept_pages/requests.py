"""Which requests a kept page may answer, and what a page is made from: nothing that one reader could say of another's.

A page is made for a request that has an address and nothing else, so no header and no cookie can get into it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage

Environ = dict[str, Any]

# More than these makes an address of its own, which is not kept.
_QUERY = re.compile(r"(?:page=[1-9][0-9]{0,5})?")
# What the page's request keeps of the reader's.
_KEPT_NAMES = ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "HTTP_HOST")
# A name with a port, as Django takes it, without the final dot with which it is the same host.
_HOST = re.compile(r"(?:[a-z0-9.-]{0,252}[a-z0-9-]|\[[a-f0-9:.]{2,45}\])(?::([0-9]{1,5}))?")
# A number that is written otherwise, which leads to the same page.
_LEADING_ZERO = re.compile(r"/0\d+(?:/|$)")
# Characters. Nobody has longer ones, and what is kept by them is bounded.
LONGEST_PATH, LONGEST_ACCEPTED = 500, 200


@dataclass(frozen=True)
class Address:
    """All that a kept page depends on."""

    host: str
    scheme: str
    path: str
    query: str


def is_of_a_reader(environ: Mapping[str, Any]) -> bool:
    """Whether somebody without a session looks at something below a language's address."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
        return False
    return is_below_a_language(environ) and not _has_session(environ.get("HTTP_COOKIE", ""))


def is_below_a_language(environ: Mapping[str, Any]) -> bool:
    path: str = environ.get("PATH_INFO", "")
    return path.startswith(_prefixes())


def address_of(environ: Mapping[str, Any]) -> Address | None:
    """The address of a reader's request whose page may be kept; one page has one."""
    query, host = environ.get("QUERY_STRING", ""), _HOST.fullmatch(environ.get("HTTP_HOST", "").lower())
    path = f"{environ.get('SCRIPT_NAME', '')}{environ['PATH_INFO']}"
    if host is None or host[1] not in (None, str(environ["SERVER_PORT"]), _public_port()):
        return None
    if len(path) > LONGEST_PATH or _LEADING_ZERO.search(path) or not _QUERY.fullmatch(query):
        return None
    return Address(host[0], _scheme(environ), path, query)


def bare(environ: Mapping[str, Any]) -> Environ:
    """A request for the same address that says nothing of who asks."""
    own = {name: environ[name] for name in _KEPT_NAMES if name in environ}
    own |= {name: value for name, value in environ.items() if name.startswith("wsgi.")}
    if proxy := getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        own |= {proxy[0]: environ[proxy[0]]} if proxy[0] in environ else {}
    return own | {"REQUEST_METHOD": "GET", "REMOTE_ADDR": "", "wsgi.input": BytesIO()}


def accepted_encodings(header: str) -> frozenset[str]:
    """Of "br" and "gzip", those that the browser takes by its Accept-Encoding (RFC 9110, 12.5.3)."""
    return _accepted_encodings(header) if len(header) <= LONGEST_ACCEPTED else frozenset()


# Browsers send a few; somebody may send any.
@lru_cache(maxsize=256)
def _accepted_encodings(header: str) -> frozenset[str]:
    accepted = set()
    for part in header.lower().split(","):
        name, _, parameters = part.partition(";")
        quality = parse_qs(parameters.replace(" ", "")).get("q", ["1"])[0]
        if name.strip() in ("br", "gzip") and not re.fullmatch(r"0(?:\.0*)?", quality):
            accepted.add(name.strip())
    return frozenset(accepted)


def _prefixes() -> tuple[str, ...]:
    return tuple(f"/{code}/" for code, _ in settings.LANGUAGES)


def _has_session(cookies: str) -> bool:
    """Whether there is one of the cookies by which Django knows somebody, or has something to tell him."""
    names = {each.partition("=")[0].strip() for each in cookies.split(";")}
    return bool(names & {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name})


def _public_port() -> str:
    return str(urlsplit(settings.WAGTAILADMIN_BASE_URL).port or "")


def _scheme(environ: Mapping[str, Any]) -> str:
    """As Django reads it: a proxy that says anything else than the one word says that it is not secure."""
    if proxy := getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        name, secure = proxy
        if name in environ:
            return "https" if environ[name].split(",")[0].strip() == secure else "http"
    return str(environ["wsgi.url_scheme"])
