"""A site of so many items in a process of its own, which is asked in turns with those of other sizes.

`python -m tests.benchmarks.site_of_size` answers lines of JSON, [action, arguments …], on the site of PORTAL_VAR_DIR.
"""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django
from django.conf import settings

SEARCHED = "bibliotekininkams socialinę"


class Site:
    """The other process."""

    def __init__(self, process: "subprocess.Popen[str]", directory: Path) -> None:
        self.directory = directory
        self._process = process

    def ask(self, action: str, *arguments: object) -> Any:
        """What the action of that name returns."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("The site's process has no pipes.")
        self._process.stdin.write(f"{json.dumps([action, *arguments])}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{action} failed on the site of {self.directory.name}.")
        return json.loads(answer)


@contextmanager
def site(directory: Path, environment: Mapping[str, str] | None = None) -> Iterator[Site]:
    command = [sys.executable, "-m", "tests.benchmarks.site_of_size"]
    surroundings = os.environ | {"PORTAL_VAR_DIR": str(directory)} | dict(environment or {})
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=surroundings, cwd=settings.BASE_DIR, stdin=pipe, stdout=pipe, text=True
    ) as process:
        yield Site(process, directory)
        process.communicate()


def fill(count: int) -> float:
    """Seconds that it took."""
    from . import filled_site

    started = time.perf_counter()
    filled_site.fill(count)
    return time.perf_counter() - started


def rebuild(index: str) -> float:
    """Seconds for the whole of `manage.py search rebuild`."""
    from django.core.management import call_command

    started = time.perf_counter()
    call_command("search", "rebuild", index=index, stdout=io.StringIO())
    return time.perf_counter() - started


def addresses() -> dict[str, str]:
    """Of each kind of page one, in the source language. The deep page is in the middle of the archive."""
    from django.urls import reverse
    from django.utils.translation import override

    from news.archive import months
    from news.models import NewsItemPage, NewsListingPage, ProjectPage
    from portal.paging import PER_PAGE

    from .filled_site import TEMPLATE
    from .reading_pages import ARTICLE, article_url

    article, broad = article_url(ARTICLE), article_url(TEMPLATE)
    locale = NewsItemPage.objects.filter(live=True).earliest("pk").locale
    listing = NewsListingPage.objects.get(locale=locale).url
    deep = sum(count for _, count in months(locale)) // PER_PAGE // 2
    with override(locale.language_code):
        results = reverse("search:results")
    asked = urlencode({"q": SEARCHED})
    return {
        "front": f"/{locale.language_code}/",
        "article": article,
        "article of large topics": broad,
        "listing": listing,
        "listing, a deep page": f"{listing}?page={deep}",
        "project": ProjectPage.objects.filter(locale=locale, live=True).earliest("pk").url,
        "search": f"{results}?{asked}",
        "search API": f"/api/search/?{asked}&language={locale.language_code}",
    }


def queries(asked: Mapping[str, str]) -> dict[str, int]:
    """How many each of the addresses asks once what is kept between changes has been read."""
    from tests.client import Client
    from tests.warm_queries import warm_queries

    client = Client(headers={"host": "localhost"})
    for name, address in asked.items():
        if client.get(address).status_code != 200:
            raise RuntimeError(f"{name} was not answered: {address}")
    return {name: warm_queries(partial(client.get, address)) for name, address in asked.items()}


def raw_search() -> None:
    _searches()[0]()


def search() -> None:
    _searches()[1]()


@cache
def _searches() -> tuple[Any, Any]:
    """What the engine asks its index, and the engine."""
    from portal.i18n import language_codes
    from search.engines import SearchRequest, get_engine
    from search.query.expansion import expansion
    from search.query.parse import parse

    from .searching import raw_asking

    query = parse(SEARCHED)
    request = SearchRequest(query, language_codes()[0], expansion=expansion(query))
    engine = get_engine(settings.SEARCH_ENGINE)
    return raw_asking(engine, request), lambda: engine.search(request)


def publish() -> int:
    """Changes an imported item, publishes it and delivers it to search; returns how many queries that took."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from news.models import ItemRecord, NewsItemPage

    from .filled_site import TEMPLATE

    record = ItemRecord.objects.get(identifier=TEMPLATE)
    page = NewsItemPage.objects.get(translation_key=record.translation_key, locale=record.source_locale)
    with CaptureQueriesContext(connection) as captured:
        page.lead = f"Įžanga {time.time_ns()}"
        page.save_revision().publish()
    return len(captured)


def write(way: str, first: int, count: int) -> list[float]:
    """Imports or writes by hand so many new items; of an item, CPU ms, ms by the clock, and queries."""
    from . import writing
    from .generate_items import generate_items

    return list(writing.figures_of(way, list(generate_items(count, first=first))))


ACTIONS = {each.__name__: each for each in (fill, rebuild, addresses, queries, raw_search, search, publish, write)}


def main() -> None:
    django.setup()
    for line in sys.stdin:
        action, *arguments = json.loads(line)
        sys.stdout.write(f"{json.dumps(ACTIONS[action](*arguments))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
