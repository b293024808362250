"""How much a reader's browser is sent for an article."""

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from . import portal_content
from .page_types import item

LIMIT = 100_000


@pytest.mark.parametrize("language", ["lt", "en"])
def test_an_article_without_pictures_weighs_less_than_100_kb(reader: Page, language: str) -> None:
    """The page itself as it is, files under /static/ as production has them: compressed, the worse way (gzip)."""
    responses: list[Response] = []
    reader.on("response", lambda response: responses.append(response))
    reader.goto(item(portal_content.OSLO, language).url, wait_until="networkidle")

    sizes = {}
    for response in responses:
        path = urlsplit(response.url).path
        body = response.body()
        sizes[path] = len(gzip.compress(body) if path.startswith("/static/") else body) + len(str(response.headers))

    assert any(path.endswith(".css") for path in sizes)
    assert sum(sizes.values()) < LIMIT, sizes
