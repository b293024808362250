import pytest
from django.conf import LazySettings
from django.http import Http404
from django.test import RequestFactory

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
    assert "portal/css/base.css" in html


def test_an_error_page_does_without_stylesheets_where_their_manifest_is_missing(settings: LazySettings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }

    html = views.server_error(RequestFactory().get("/lt/")).content.decode()

    assert "stylesheet" not in html
    assert "<h1>" in html
