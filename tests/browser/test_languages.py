"""Every page says of each text which language it is in. No browser is needed for it, only what it would show.

`make soak` reads all of the demonstration.
"""

from bs4 import BeautifulSoup

from portal.i18n import home_urls
from tests.client import Client

from .crawling import crawl, unmarked, without_marks


def test_no_page_holds_a_text_in_another_language_than_it_is_marked_as(portal: str, client: Client) -> None:
    pages = dict(crawl(client, *home_urls().values()))

    found = [
        f"{address}: {run.text} ({language})" for address, page in pages.items() for run, language in unmarked(page)
    ]
    assert not found, "\n".join(found)
    assert len(pages) > 50
    # Marks are what it goes by: without them it finds texts on pages of each language.
    blind = {address.split("/")[1] for address, page in pages.items() if unmarked(without_marks(page))}
    assert {f"/{language}/" for language in blind} == set(home_urls().values())


def test_a_text_is_read_in_the_language_of_the_nearest_mark_and_parts_of_a_sentence_together() -> None:
    page = BeautifulSoup(
        '<html lang="en"><body><p>We visited the <b>new</b> library in the town yesterday.</p>'
        '<p lang="lt">Vakar aplankėme <i>naują</i> miesto biblioteką ir jos skaitytojus.</p>'
        '<img alt="Vaikai skaito knygas naujoje miesto bibliotekoje ir piešia.">'
        '<p translate="no">Vakar aplankėme naują miesto biblioteką ir jos skaitytojus.</p></body></html>',
        "html.parser",
    )
    [(run, language)] = unmarked(page)
    assert (run.text[:6], run.language, language) == ("Vaikai", "en", "lt")
    assert len(unmarked(without_marks(page))) == 2
