"""An address without a language leads readers to a page in theirs, and nobody else anywhere."""

import pytest

from tests.client import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        *("/admin/no-such/", "/documents/99999/a.pdf", "/documents/no-such", "/media/images/no-such.png"),
        *("/static/no-such.css", "/api/no-such/", "/.well-known/no-such"),
    ],
)
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete"])
def test_what_is_no_page_is_not_looked_for_in_another_language(admin_client: Client, address: str, method: str) -> None:
    response = admin_client.forge(address, method=method) if method != "get" else admin_client.get(address)
    assert response.status_code in (404, 405)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_what_is_sent_is_not_led_to_another_address(client: Client, method: str) -> None:
    assert client.forge("/search/", method=method).status_code == 404
    assert client.forge("/no-such/", method=method).status_code == 404


@pytest.mark.django_db
def test_a_reader_is_led_to_the_page_in_a_language(client: Client) -> None:
    response = client.get("/search/?q=a", headers={"Accept-Language": "en"})
    assert (response.status_code, response["Location"]) == (302, "/en/search/?q=a")
