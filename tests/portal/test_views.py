import json

import psycopg
import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext

from portal import views
from tests.client import Client


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("language", ["lt", "en"])
def test_a_missing_page_answers_in_the_language_of_its_address(client: Client, language: str) -> None:
    response = client.get(f"/{language}/nothing/here/")

    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.content.decode()
    assert 'name="robots" content="noindex"' in response.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_a_missing_page_says_why_where_the_portal_said_so(client: Client) -> None:
    response = client.get("/en/news/?page=999")

    assert response.status_code == 404
    assert "there is no page “999”" in response.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_messages_of_other_addresses_are_not_shown() -> None:
    """Outside the languages' addresses they are Django's, in English whatever the reader's language."""
    request = RequestFactory().get("/documents/7/nothing.pdf")

    response = views.page_not_found(request, Http404("No Document matches the given query."))

    assert response.status_code == 404
    assert "No Document" not in response.content.decode()


def test_an_error_page_speaks_every_language_and_needs_no_database() -> None:
    """Without the database mark, a query would fail the test."""
    response = views.server_error(RequestFactory().get("/lt/"))
    html = response.content.decode()

    assert response.status_code == 500
    assert 'lang="lt"' in html
    assert 'lang="en"' in html
    assert "portal/css/readers.css" in html


def test_an_error_page_does_without_a_stylesheet_where_the_manifest_is_missing(settings: LazySettings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }

    html = views.server_error(RequestFactory().get("/lt/")).content.decode()

    assert "stylesheet" not in html
    assert "<h1>" in html


@pytest.mark.parametrize(
    ("path", "languages"),
    [("/lt/naujienos/", ["lt"]), ("/en/", ["en"]), ("/n/7/", ["lt", "en"]), ("/sitemap.xml", ["lt", "en"])],
)
def test_readers_are_told_in_their_language_to_come_back_while_the_database_is_away(
    path: str, languages: list[str]
) -> None:
    response = failed(path, connection_refused())
    html = BeautifulSoup(response.content.decode(), "html.parser")

    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "30", "no-store")
    assert html.html is not None
    assert html.html["lang"] == languages[0]
    assert [section["lang"] for section in html.select("section")] == languages
    assert len(html.select("h1")) == 1
    for code in languages:
        with translation.override(code):
            assert gettext("This page cannot be shown at the moment") in html.text


@pytest.mark.parametrize(("path", "accept"), [("/api/search/", "*/*"), ("/lt/", "application/json")])
def test_programs_are_told_as_json_while_the_database_is_away(path: str, accept: str) -> None:
    response = failed(path, connection_refused(), accept)

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert json.loads(response.content)["error"]


def test_other_errors_are_not_said_to_be_of_the_storage() -> None:
    assert failed("/lt/", RuntimeError("not today")).status_code == 500


def failed(path: str, error: Exception, accept: str = "text/html") -> HttpResponse:
    """What Django asks for while it handles an error."""
    try:
        raise error
    except type(error):
        return views.server_error(RequestFactory().get(path, headers={"Accept": accept}))


def connection_refused() -> Exception:
    error = OperationalError("connection refused")
    error.__cause__ = psycopg.OperationalError("connection refused")
    return error
