"""A page that another process has stored is the page that it made, or nothing."""

from uuid import uuid4

import pytest

from portal.kept_pages import sealed
from portal.kept_pages.answers import Answer
from portal.kept_pages.pages import KeptPage
from portal.kept_pages.sealed import Unreadable, seal, unseal

KEY = b"k" * 32
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("X-Frame-Options", "SAMEORIGIN")]


def page(body: bytes = "žinia ".encode() * 500, texts: int | None = 2) -> KeptPage:
    keys = None if texts is None else frozenset(uuid4() for _ in range(texts))
    return KeptPage(Answer("200 OK", HEADERS, body, is_kept=True), 7, keys, 1_900_000_000.5)


@pytest.mark.parametrize("texts", [None, 0, 3])
def test_what_is_sealed_is_read_as_it_was(texts: int | None) -> None:
    made = page(texts=texts)
    read = unseal(seal(made, "notice", "address", KEY), "address", KEY)
    assert (read.answer.status, read.answer.headers, read.answer.body) == ("200 OK", HEADERS, made.answer.body)
    assert read.answer.is_kept
    assert (read.notice, read.texts, read.until) == ("notice", made.texts, made.until)


def test_what_is_stored_is_compressed() -> None:
    made = page()
    assert len(seal(made, "notice", "address", KEY)) < len(made.answer.body) / 2


def test_no_byte_of_it_can_be_another() -> None:
    stored = seal(page(b"short"), "notice", "address", KEY)
    for place in range(len(stored)):
        changed = stored[:place] + bytes([stored[place] ^ 1]) + stored[place + 1 :]
        with pytest.raises(Unreadable):
            unseal(changed, "address", KEY)
        with pytest.raises(Unreadable):
            unseal(stored[:place], "address", KEY)


def test_it_is_of_one_address_and_one_secret() -> None:
    stored = seal(page(), "notice", "address", KEY)
    for address, key in (("another", KEY), ("address", b"l" * 32)):
        with pytest.raises(Unreadable):
            unseal(stored, address, key)


def test_nothing_is_unpacked_beyond_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = seal(page(b"x" * 10_000), "notice", "address", KEY)
    monkeypatch.setattr(sealed, "MOST_PLAIN_BYTES", 5_000)
    with pytest.raises(Unreadable):
        unseal(stored, "address", KEY)
