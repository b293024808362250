"""Readers who log in or give a password for a restricted page get on, in their language, and nowhere else."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from news.models import NewsItemPage
from tests.client import Client
from tests.factories import content

pytestmark = pytest.mark.usefixtures("empty_site")

FOREIGN = [
    *("", "https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "/\\elsewhere.example"),
    *("abc", "news", "abc/"),
]


def address(name: str, language: str, *args: Any) -> str:
    with translation.override(language):
        return reverse(name, args=args)


@pytest.fixture
def reader(db: None) -> User:
    return User.objects.create_user("reader", "r@example.org", "secret")


def restricted(kind: str, language: str = "lt", **values: Any) -> tuple[NewsItemPage, PageViewRestriction]:
    page = content.make_item("Slaptas vizitas", language)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, **values)
    return page, restriction


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("target", [None, *FOREIGN])
def test_a_log_in_without_a_usable_target_leads_to_the_front_page_of_the_language(
    client: Client, reader: User, language: str, target: str | None
) -> None:
    log_in = address("wagtailcore_login", language)
    asked = log_in if target is None else f"{log_in}?next={target}"
    values = {"username": "reader", "password": "secret"} | ({} if target is None else {"next": target})

    response = client.post(log_in, values, page=asked)

    assert response["Location"] == f"/{language}/"
    assert client.get(response["Location"]).status_code == 200


def test_a_log_in_for_a_restricted_page_leads_there(client: Client, reader: User) -> None:
    page, _ = restricted(PageViewRestriction.LOGIN, "en")
    asked: Any = client.get(page.url, follow=True)
    html = asked.content.decode()
    assert "<h1>Log in</h1>" in html
    assert '<label for="id_username">' in html
    assert page.title not in html

    response = client.submit(asked.redirect_chain[-1][0], "Log in", username="reader", password="secret")

    assert response["Location"] == page.url
    assert client.get(page.url).status_code == 200


def test_a_wrong_password_of_an_account_is_told_beside_the_form(client: Client, reader: User) -> None:
    response = client.submit(address("wagtailcore_login", "lt"), "Prisijungti", username="reader", password="wrong")
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()


def test_who_is_logged_in_already_may_log_out_or_take_another_account(client: Client, reader: User) -> None:
    client.force_login(reader)
    log_in = address("wagtailcore_login", "en")
    html = client.get(f"{log_in}?next=/en/news/").content.decode()
    assert "You are logged in as reader." in html
    assert "This account may not see the page" in html

    assert client.submit(log_in, "Log out")["Location"] == "/en/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_page_that_asks_for_a_password_is_the_portals_and_gives_nothing_away(client: Client, language: str) -> None:
    page, _ = restricted(PageViewRestriction.PASSWORD, language, password="atverk")

    html = client.get(page.url).content.decode()

    assert f'<html lang="{language}">' in html
    assert {"lt": "<h1>Reikia slaptažodžio</h1>", "en": "<h1>Password required</h1>"}[language] in html
    assert page.title not in html
    assert page.lead not in html


def test_a_password_opens_the_page_that_was_asked_for(client: Client) -> None:
    page, _ = restricted(PageViewRestriction.PASSWORD, "en", password="atverk")
    wrong = client.submit(page.url, "Continue", password="kitas")
    assert "not correct" in wrong.content.decode()

    response = client.submit(page.url, "Continue", password="atverk")

    assert response["Location"] == page.url
    assert page.title in client.get(page.url).content.decode()


@pytest.mark.parametrize("target", FOREIGN)
def test_a_password_with_no_usable_target_opens_the_page_itself(client: Client, target: str) -> None:
    page, restriction = restricted(PageViewRestriction.PASSWORD, "en", password="atverk")
    action = address("wagtailcore_authenticate_with_password", "en", restriction.pk, page.pk)

    response = client.post(action, {"password": "atverk", "return_url": target}, page=page.url)

    assert response["Location"] == page.url
    assert client.get(page.url).status_code == 200
    # Its address alone, as somebody comes to it who reloads it.
    assert client.post(action, {"password": "atverk"})["Location"] == page.url


@pytest.mark.parametrize("target", FOREIGN)
def test_the_password_of_documents_leads_to_a_path_of_the_portal(client: Client, target: str) -> None:
    root = Collection.get_first_root_node()
    assert root
    restriction = CollectionViewRestriction.objects.create(
        collection=root, restriction_type=CollectionViewRestriction.PASSWORD, password="atverk"
    )
    action = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    response = client.forge(action, {"password": "atverk", "return_url": target})
    assert response["Location"] in ("/lt/", "/en/")
    assert client.forge(action, {"password": "atverk", "return_url": "/documents/1/a.pdf"})["Location"] == (
        "/documents/1/a.pdf"
    )
