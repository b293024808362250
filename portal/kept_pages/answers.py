"""An answer in the encodings that browsers take, with the headers by which they and caches ask again."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import brotli

from .requests import accepted_encodings

Headers = list[tuple[str, str]]

# What a page is compressed with once, and what is compressed for a single reader.
BROTLI_KEPT, BROTLI_ONCE, GZIP = 9, 4, 6
# Less than this fits into a packet as it is.
SMALLEST = 1000
COMPRESSED = ("text/", "application/json", "application/xml", "application/rss+xml", "application/atom+xml")
# Headers that say nothing where no body is sent.
OF_THE_BODY = ("content-length", "content-encoding", "content-type")


@dataclass
class Answer:
    """What Django has answered, read whole."""

    status: str
    headers: Headers
    body: bytes
    is_kept: bool = False
    _ready: dict[str, tuple[str, Headers, bytes]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        return len(self.body) * 2 + 2000

    def header(self, name: str) -> str:
        return ", ".join(value for each, value in self.headers if each.lower() == name.lower())

    def answer(self, environ: Mapping[str, Any]) -> tuple[str, Headers, bytes]:
        """Status, headers and body for one reader."""
        encoding = self._encoding(environ)
        if encoding not in self._ready:
            self._ready[encoding] = self._in(encoding)
        tag, headers, body = self._ready[encoding]
        if self.is_kept and (asked := environ.get("HTTP_IF_NONE_MATCH")) and _matches(asked, tag):
            return "304 Not Modified", [each for each in headers if each[0].lower() not in OF_THE_BODY], b""
        # A copy: servers may add to it.
        return self.status, headers[:], b"" if environ["REQUEST_METHOD"] == "HEAD" else body

    def _in(self, encoding: str) -> tuple[str, Headers, bytes]:
        """Tag, headers and body."""
        headers, body = [*self._common_headers], self._body(encoding)
        if encoding:
            headers.append(("Content-Encoding", encoding))
        tag = f'"{self._digest}-{encoding}"' if encoding else f'"{self._digest}"'
        if self.is_kept:
            headers.append(("ETag", tag))
        headers.append(("Content-Length", str(len(body))))
        return tag, headers, body

    def _encoding(self, environ: Mapping[str, Any]) -> str:
        if not self._is_compressible:
            return ""
        accepted = accepted_encodings(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""

    def _body(self, encoding: str) -> bytes:
        if not encoding:
            return self.body
        if encoding == "br":
            return brotli.compress(self.body, quality=BROTLI_KEPT if self.is_kept else BROTLI_ONCE)
        return gzip.compress(self.body, GZIP, mtime=0)

    @cached_property
    def _is_compressible(self) -> bool:
        if len(self.body) < SMALLEST or self.header("Content-Encoding"):
            return False
        return self.header("Content-Type").startswith(COMPRESSED)

    @cached_property
    def _digest(self) -> str:
        return hashlib.blake2b(self.body, digest_size=12).hexdigest()

    @cached_property
    def _common_headers(self) -> Headers:
        changed = {"content-length", "etag"} | ({"vary"} if self._is_compressible else set())
        headers = [each for each in self.headers if each[0].lower() not in changed]
        if self._is_compressible:
            vary = [each for each in self.header("Vary").split(", ") if each and each.lower() != "accept-encoding"]
            headers.append(("Vary", ", ".join(["Accept-Encoding", *vary])))
        if not self.header("Cache-Control"):
            # Kept anywhere, and asked for each time whether it is still that.
            headers.append(("Cache-Control", "no-cache"))
        return headers


def _matches(asked: str, tag: str) -> bool:
    """RFC 9110, 13.1.2: compared weakly."""
    tags = {each.strip().removeprefix("W/") for each in asked.split(",")}
    return tag in tags or "*" in tags
