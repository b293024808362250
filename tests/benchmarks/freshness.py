"""From an editor's “Publish” to the moment when a reader's search finds the item, both over HTTP."""

import json
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections
from django.urls import reverse
from django.utils.crypto import get_random_string

from news.models import NewsListingPage
from tests.chaos.words import unique_word
from tests.client import Client as Browser
from tests.factories.forms import item_form

from .measuring import Row, interleaved, row
from .serving import Client, running_server

PUBLISHES = 60
# Between two looks of the reader.
PAUSE_SECONDS = 0.005
PATIENCE_SECONDS = 60.0


class Desk:
    """An editor and a reader of one server. `published` and `found` are seconds since “Publish”, a value an item."""

    def __init__(self, name: str, client: Client, cookies: Mapping[str, str], address: str) -> None:
        self.name = name
        self.published: list[float] = []
        self.found: list[float] = []
        self._client = client
        self._headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        self._token = cookies[settings.CSRF_COOKIE_NAME]
        self._address = address

    def publish_and_find(self) -> None:
        title = unique_word(f"{self.name} {len(self.found)}")
        form = item_form(title=title, slug=title, csrfmiddlewaretoken=self._token, **{"action-publish": "on"})
        started = time.perf_counter()
        self._client.post(self._address, form, self._headers)
        self.published.append(time.perf_counter() - started)
        while not self._finds(title):
            if time.perf_counter() - started > PATIENCE_SECONDS:
                raise RuntimeError(f"{title} was published and is not found.")
            time.sleep(PAUSE_SECONDS)
        self.found.append(time.perf_counter() - started)

    def _finds(self, title: str) -> bool:
        answer = json.loads(self._client.get(f"/api/search/?{urlencode({'q': title})}"))
        return any(result["title"] == title for result in answer["results"])


def measure(engines: Mapping[str, Mapping[str, str]], directory: Path) -> list[Row]:
    """Servers with the given environments take turns; each has its own embedded index, all share one site."""
    cookies, address = _log_in()
    with ExitStack() as running:
        desks = []
        for name, environment in engines.items():
            own = {"SEARCH_INDEX_PATH": str(directory / f"freshness-{name}"), **environment}
            client = running.enter_context(running_server("tests.benchmarks.settings", own))
            desks.append(Desk(name, client, cookies, address))
        interleaved({desk.name: desk.publish_and_find for desk in desks}, PUBLISHES)
    rows = []
    for desk in desks:
        # Those before were to warm up.
        published, found = desk.published[-PUBLISHES:], desk.found[-PUBLISHES:]
        rows.append(row(f"{desk.name}: the editor is answered", published))
        rows.append(row(f"{desk.name}: a reader finds the item", found, published, "the answer"))
    return rows


def _log_in() -> tuple[dict[str, str], str]:
    """Cookies of an administrator, and the address of the form for a new item."""
    user, _ = get_user_model().objects.get_or_create(username="editor", is_superuser=True)
    browser = Browser()
    browser.force_login(user)
    listing = NewsListingPage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    address = reverse("wagtailadmin_pages:add", args=["news", "newsitempage", listing.pk])
    connections.close_all()
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: get_random_string(32)}, address
