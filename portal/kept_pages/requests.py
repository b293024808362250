"""Which requests a kept page may answer, and what a page is made from: nothing that one reader could say of another's.

A page is made for a request that has an address and nothing else, so no header and no cookie can get into it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

Environ = dict[str, Any]

# More than these makes an address of its own, which is not kept.
_QUERY = re.compile(r"(?:page=[1-9][0-9]{0,5})?")
# What the page's request keeps of the reader's.
_KEPT_NAMES = ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "HTTP_HOST")
# A name with a port, as Django takes it.
_HOST = re.compile(r"[a-z0-9.-]{1,253}(?::[0-9]{1,5})?|\[[a-f0-9:.]{2,45}\](?::[0-9]{1,5})?")


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
    path = environ["PATH_INFO"]
    return path.startswith(_prefixes()) and not _has_session(environ.get("HTTP_COOKIE", ""))


def address_of(environ: Mapping[str, Any]) -> Address | None:
    """The address of a reader's request whose page may be kept."""
    query, host = environ.get("QUERY_STRING", ""), environ.get("HTTP_HOST", "").lower()
    if not _QUERY.fullmatch(query) or not _HOST.fullmatch(host):
        return None
    return Address(host, _scheme(environ), f"{environ.get('SCRIPT_NAME', '')}{environ['PATH_INFO']}", query)


def bare(environ: Mapping[str, Any]) -> Environ:
    """A request for the same address that says nothing of who asks."""
    own = {name: environ[name] for name in _KEPT_NAMES if name in environ}
    own |= {name: value for name, value in environ.items() if name.startswith("wsgi.")}
    if proxy := getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        own |= {proxy[0]: environ[proxy[0]]} if proxy[0] in environ else {}
    return own | {"REQUEST_METHOD": "GET", "REMOTE_ADDR": "", "wsgi.input": BytesIO()}


# Browsers send a few; somebody may send any.
@lru_cache(maxsize=256)
def accepted_encodings(header: str) -> frozenset[str]:
    """Of "br" and "gzip", those that the browser takes by its Accept-Encoding (RFC 9110, 12.5.3)."""
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
    return bool(names & {settings.SESSION_COOKIE_NAME, "messages"})


def _scheme(environ: Mapping[str, Any]) -> str:
    if proxy := getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        name, secure = proxy
        return "https" if environ.get(name, "").split(",")[0].strip() == secure else environ["wsgi.url_scheme"]
    return str(environ["wsgi.url_scheme"])
