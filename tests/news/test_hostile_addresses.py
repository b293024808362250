"""Addresses that nobody links to: each gets a clear answer in the reader's language, never an error."""

import pytest

from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


@pytest.mark.parametrize(
    "address",
    [
        "/lt/naujienos/?page=999",
        "/lt/naujienos/?page=-1",
        "/lt/naujienos/?page=abc",
        "/lt/naujienos/0/",
        "/lt/naujienos/9999999/",
        "/lt/naujienos/2017/13/",
        "/lt/naujienos/2017/0/",
        "/lt/naujienos/1999/",
        "/lt/organizacijos/nera/",
        "/lt/temos/%F0%9F%98%80/",
        "/lt/asmenys/?page=5",
        "/lt/n/abc/",
        "/de/",
        "/en/%FF%FE/",
    ],
)
def test_the_answer_is_not_found_in_a_language_of_the_portal(client: Client, address: str) -> None:
    content.make_item()

    response = client.get(address, follow=True)

    assert response.status_code == 404
    assert '<html lang="' in response.content.decode()
    assert "<h1" in response.content.decode()
