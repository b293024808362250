"""Whoever guesses passwords has to wait; whoever knows one does not notice."""

import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.urls import reverse
from pytest_django.fixtures import Settings
from wagtail.models import Collection, CollectionViewRestriction

from portal.incoming import guessing
from portal.incoming.guessing import TRIES_FOR_ONE, TRIES_OF_ADDRESS, client_address
from tests.client import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute does not end in the middle of a test."""
    monkeypatch.setattr(guessing, "_window", lambda: 1)


def log_in(client: Client, name: str, password: str, address: str = "10.0.0.1") -> int:
    values = {"username": name, "password": password}
    status: int = client.forge(reverse("wagtailadmin_login"), values, REMOTE_ADDR=address).status_code
    return status


def test_after_too_many_passwords_for_one_account_even_the_right_one_has_to_wait(client: Client) -> None:
    User.objects.create_superuser("editor", "e@example.org", "secret")
    assert {log_in(client, "editor", f"guess {number}") for number in range(TRIES_FOR_ONE)} == {200}
    assert log_in(client, " EDITOR", "secret") == 429
    assert log_in(client, "somebody", "guess") == 200
    assert log_in(client, "editor", "secret", "10.0.0.2") == 302


def test_the_refusal_says_in_every_language_when_to_try_again(client: Client) -> None:
    for _number in range(TRIES_FOR_ONE):
        log_in(client, "editor", "guess")
    response = client.forge(reverse("wagtailadmin_login"), {"username": "editor"}, REMOTE_ADDR="10.0.0.1")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert "Too many attempts." in response.content.decode()
    assert "Per daug bandymų." in response.content.decode()


def test_many_accounts_from_one_address_are_too_many(client: Client) -> None:
    statuses = [log_in(client, f"name {number}", "guess") for number in range(TRIES_OF_ADDRESS + 1)]
    assert (set(statuses[:-1]), statuses[-1]) == ({200}, 429)


def test_the_password_of_a_collection_is_not_guessed(client: Client) -> None:
    root = Collection.get_first_root_node()
    assert root
    restriction = CollectionViewRestriction.objects.create(
        collection=root, restriction_type=CollectionViewRestriction.PASSWORD, password="secret"
    )
    address = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    for number in range(TRIES_FOR_ONE):
        assert client.forge(address, {"password": f"{number}", "return_url": "/"}).status_code == 200
    assert client.forge(address, {"password": "secret", "return_url": "/"}).status_code == 429
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("is_behind", "forwarded", "address"),
    [
        (False, "10.9.9.9", "10.0.0.1"),
        (True, "10.9.9.9", "10.9.9.9"),
        (True, "1.1.1.1, 10.9.9.9", "10.9.9.9"),
        (True, "", "10.0.0.1"),
        (True, "2001:db8::1:2", "2001:db8::/64"),
        (True, "whatever", ""),
    ],
)
def test_an_address_is_what_the_server_in_front_says(
    settings: Settings, is_behind: bool, forwarded: str, address: str
) -> None:
    settings.BEHIND_PROXY = is_behind
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.1")) == address
