"""A kept page as bytes that another process can open, and nobody else can make: JSON and the body, under a seal.

What is sealed for one address is worth nothing under another. Nothing in it is executed.
"""

import hashlib
import hmac
import json
import zlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .answers import Answer
from .pages import KeptPage

SEAL_BYTES = 32
# Of a page as it is stored, and of the same in plain.
MOST_BYTES = 1024 * 1024
MOST_PLAIN_BYTES = 8 * MOST_BYTES
FASTEST = 1


class Unreadable(Exception):
    """It is no page of this address, or has been damaged."""


@dataclass(frozen=True)
class SealedPage:
    """A page, with the name of the last notice that its maker had heard before."""

    answer: Answer
    notice: str
    texts: frozenset[UUID] | None
    until: float


def seal(page: KeptPage, notice: str, address: str, key: bytes) -> bytes:
    header = {
        "notice": notice,
        "status": page.answer.status,
        "headers": page.answer.headers,
        "texts": None if page.texts is None else sorted(each.hex for each in page.texts),
        "until": page.until,
    }
    written = json.dumps(header, separators=(",", ":")).encode()
    content = len(written).to_bytes(4, "big") + written + zlib.compress(page.answer.body, FASTEST)
    return _of(content, address, key) + content


def unseal(stored: bytes, address: str, key: bytes) -> SealedPage:
    """Raises Unreadable."""
    found, content = stored[:SEAL_BYTES], stored[SEAL_BYTES:]
    if not hmac.compare_digest(found, _of(content, address, key)):
        raise Unreadable
    end = 4 + int.from_bytes(content[:4], "big")
    header: dict[str, Any] = json.loads(content[4:end])
    opened = zlib.decompressobj()
    body = opened.decompress(content[end:], MOST_PLAIN_BYTES)
    if not opened.eof:
        raise Unreadable
    headers = [(name, value) for name, value in header["headers"]]
    texts = None if header["texts"] is None else frozenset(map(UUID, header["texts"]))
    answer = Answer(header["status"], headers, body, is_kept=True)
    return SealedPage(answer, header["notice"], texts, header["until"])


def _of(content: bytes, address: str, key: bytes) -> bytes:
    return hmac.digest(key, hashlib.sha256(address.encode()).digest() + content, "sha256")
