"""The article page against a bare view of the same bytes."""

from news.models import ItemRecord, NewsItemPage

from .measuring import Row, interleaved, row
from .serving import running_server
from .urls import body_file

ROUNDS = 300
ARTICLE = "oslo-visit-2017"


# Each page is made anew: what is kept, and how fast, is measured under load.
NONE_KEPT = {"PORTAL_KEPT_PAGES_MIB": "0"}


def article_url(identifier: str = ARTICLE) -> str:
    record = ItemRecord.objects.get(identifier=identifier)
    page = NewsItemPage.objects.get(translation_key=record.translation_key, locale=record.source_locale)
    return str(page.url)


def measure() -> list[Row]:
    article = article_url()
    with (
        running_server("tests.benchmarks.settings", NONE_KEPT) as portal,
        running_server("tests.benchmarks.bare_settings") as bare,
    ):
        body_file().write_bytes(portal.get(article))
        actions = {
            "bare": lambda: bare.get("/bare/"),
            "framed": lambda: portal.get("/bare/"),
            "article": lambda: portal.get(article),
        }
        seconds = interleaved(actions, ROUNDS)
    return [
        row("bare view", seconds["bare"]),
        row("bare view behind the portal's middleware", seconds["framed"], seconds["bare"], "bare view"),
        row("article page", seconds["article"], seconds["bare"], "bare view"),
    ]
