"""The whole demonstration, read page by page; for `make soak`: it takes most of a minute."""

import pytest
from django.conf import settings

from home.demonstration import load_demonstration
from portal.i18n import home_urls
from search.index.rebuild import rebuild
from tests.client import Client

from .crawling import crawl, unmarked


@pytest.mark.django_db
def test_no_page_of_the_demonstration_holds_a_text_in_another_language_than_it_is_marked_as(client: Client) -> None:
    load_demonstration()
    rebuild(settings.SEARCH_ENGINE)
    pages = dict(crawl(client, *home_urls().values()))
    found = [
        f"{address}: {run.text} ({language})" for address, page in pages.items() for run, language in unmarked(page)
    ]
    assert not found, "\n".join(found)
    assert len(pages) > 300
